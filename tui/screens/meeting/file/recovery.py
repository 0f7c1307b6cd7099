"""Getting text back and getting it out: drafts of a crash, earlier versions, saving elsewhere, encodings."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from textual.content import Content

from tui.minutes.keeping.drafts import Draft
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.results import CannotOpen, NotSaved
from tui.minutes.keeping.versions import prune
from tui.minutes.noting.editing import Edit
from tui.minutes.text.merge import merge
from tui.minutes.text.source import Source, Span
from tui.screens.meeting.desk import Desk
from tui.screens.meeting.file.autosave import Autosave
from tui.screens.prompt import Answer, Choice
from widgets.difference import difference
from widgets.display_text import for_display

_NO_VERSIONS: Final = (
    "No versions are kept: the state folder cannot be written. The file itself is safe; "
    "name a folder of yours in PMC_TUI_STATE_DIR."
)


class Recovery:
    """The ways back to text that is not, or no longer, in the file."""

    def __init__(self, desk: Desk, autosave: Autosave) -> None:
        self._desk = desk
        self._autosave = autosave

    def commands(self) -> dict[str, Callable[[], object]]:
        """What this concern answers to, by command id."""
        return {"versions": self._versions, "save_elsewhere": self._save_elsewhere}

    def offer(self) -> None:
        """Offer what is in drafts for the file as it is now."""
        self._desk.work(self.start(), "recovery")

    async def start(self) -> None:
        """After opening: keep this version, offer what an earlier run could not save."""
        draft = await asyncio.to_thread(self._prepare)
        if problem := self._desk.live.state_problem:
            self._desk.say(problem, trouble=True)
        if draft is not None:
            self._offer(draft)

    def _prepare(self) -> Draft | None:
        """Off the event loop: sweep up, prune old versions, find a draft."""
        draft = self._desk.live.prepare()
        if self._desk.live.state is not None:
            prune(self._desk.live.state)
        return draft

    def choose_encoding(self) -> None:
        """The file is not UTF-8: it is written only after somebody chose in what."""
        source = self._desk.document.source
        text = Content(
            f"This file is {source.problem}.\n\nSaving as UTF-8 writes the text as it is shown here. "
            "Characters guessed wrongly stay wrong; the version before is kept, "
            f"{self._desk.key('versions')} brings it back."
        )
        answers = [Answer("u", "save as UTF-8")]
        self._desk.ask(Choice("Not UTF-8", text, answers, "leave it alone"), self._encode)

    def _encode(self, key: str | None) -> None:
        if key == "u":
            self._desk.work(self._save_as_utf8(), "save")

    async def _save_as_utf8(self) -> None:
        source = self._desk.document.source
        result = await asyncio.to_thread(self._desk.live.save, source, encoding="utf-8")
        if isinstance(result, NotSaved):
            self._desk.say(result.message, trouble=True)
            return
        try:
            live = await asyncio.to_thread(LiveFile.open, self._desk.path, self._desk.live.state)
        except CannotOpen as error:
            self._desk.say(str(error), trouble=True)
            return
        await self._desk.open_meeting(live)

    def _offer(self, draft: Draft) -> None:
        if draft.is_in(self._desk.document.source):
            self._forget(draft)  # all of it is in the file by now
            return
        merged = merge(draft.base, draft.ours, self._desk.document.source)
        differs = difference(self._desk.document.source, merged.source)
        told = "An earlier run ended before this was in the file:"
        if draft.branch:
            told = f"This was typed on the branch {draft.branch} and is not in the file:"
        text = Content(f"{for_display(told)}\n\n") + differs
        answers = [Answer("enter", "take it over"), Answer("d", "discard it")]

        def answered(key: str | None) -> None:
            if key == "enter":
                self._take_over(draft)
            elif key == "d":
                self._forget(draft)
                self._desk.say("The unsaved text is discarded.", done=True)

        self._desk.ask(Choice("Unsaved text was found", text, answers), answered)

    def _take_over(self, draft: Draft) -> None:
        def change() -> Edit:
            now = self._desk.document.source
            source = merge(draft.base, draft.ours, now).source
            return Edit(now, source, Span(0, 0), "took over the unsaved text")

        if self._desk.change(change) is not None:
            self._autosave.save_then(lambda: self._forget(draft))

    def _forget(self, draft: Draft) -> None:
        """This draft is dealt with; another crash may have left another one."""
        self._desk.work(self._forget_and_look(draft), "recovery")

    async def _forget_and_look(self, draft: Draft) -> None:
        await asyncio.to_thread(self._desk.live.forget_draft, draft)
        self.offer()

    def _versions(self) -> None:
        from tui.minutes.git.authors import Authors  # noqa: PLC0415 - not before somebody asks
        from tui.screens.versions import MOST, Earlier, VersionList  # noqa: PLC0415 - as above

        live, versions = self._desk.live, self._desk.live.versions
        if versions is None:
            self._desk.say(_NO_VERSIONS, trouble=True)
            return
        self._desk.text()

        def earlier() -> list[Earlier]:
            found = [
                Earlier(version.time, version.origin.value, partial(versions.read, version.digest))
                for version in versions.list(MOST)
            ]
            if (authors := Authors.of(live.path)) is not None:
                found += [
                    Earlier(
                        commit.time, f"{commit.author}: {commit.subject}", partial(authors.content, commit)
                    )
                    for commit in authors.commits(MOST)
                ]
            return sorted(found, key=lambda each: each.time, reverse=True)[:MOST]

        self._desk.ask(VersionList(earlier, self._desk.document.source), self._bring_back)

    def _bring_back(self, version: Source | None) -> None:
        if version is None:
            return

        def change() -> Edit:
            now = self._desk.document.source
            return Edit(now, version, Span(0, 0), "brought an earlier version back")

        self._desk.change(change)

    def _save_elsewhere(self) -> None:
        from tui.screens.prompt import Prompt  # noqa: PLC0415 - not before somebody asks

        path = self._desk.live.path
        proposal = str(path.with_stem(f"{path.stem}-copy"))
        prompt = Prompt("Save these minutes elsewhere", proposal, "save there and go on with it")
        self._desk.ask(prompt, self._elsewhere)

    def _elsewhere(self, name: str | None) -> None:
        if name:
            self._desk.work(self._create(Path(name).expanduser()), "save")

    async def _create(self, path: Path) -> None:
        self._desk.text()
        source = self._desk.document.source
        made = await asyncio.to_thread(self._desk.live.save_elsewhere, path, source)
        if isinstance(made, NotSaved):
            self._desk.say(made.message, trouble=True)
        else:
            await self._desk.open_meeting(made)
