"""Getting text back and getting it out: drafts of a crash, earlier versions, saving elsewhere, encodings."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from textual.content import Content

from tui.keyboard.commands import named
from tui.minutes.keeping.drafts import Draft
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.results import NotSaved
from tui.minutes.keeping.versions import prune
from tui.minutes.noting.editing import Edit
from tui.minutes.text.merge import merge
from tui.minutes.text.source import Source, Span
from tui.screens.choice import Answer, Choice
from tui.settings.values import Settings
from widgets.difference import difference

if TYPE_CHECKING:
    from tui.screens.meeting.screen import MeetingScreen

_NO_VERSIONS: Final = (
    "No versions are kept: the state folder cannot be written. The file itself is safe; "
    "name a folder of yours in PMC_TUI_STATE_DIR."
)


class Recovery:
    """The ways back to text that is not, or no longer, in the file."""

    def __init__(self, screen: MeetingScreen, live: LiveFile, settings: Settings) -> None:
        self._screen = screen
        self._live = live
        self._settings = settings

    def commands(self) -> dict[str, Callable[[], object]]:
        """What this concern answers to, by command id."""
        return {"versions": self._versions, "save_elsewhere": self._save_elsewhere}

    async def start(self) -> None:
        """After opening: keep this version, offer what an earlier run could not save."""
        draft = await asyncio.to_thread(self._prepare)
        if problem := self._live.state_problem:
            self._screen.say(problem, trouble=True)
        if draft is not None:
            self._offer(draft)

    def _prepare(self) -> Draft | None:
        """Off the event loop: sweep up, prune old versions as the settings say, find a draft."""
        draft = self._live.prepare()
        if self._live.state is not None:
            largest = self._settings.keep_versions_mb * 1024 * 1024
            prune(self._live.state, max_days=self._settings.keep_versions_days, max_bytes=largest)
        return draft

    def choose_encoding(self) -> None:
        """The file is not UTF-8: it is written only after somebody chose in what."""
        source = self._screen.document.source
        text = Content(
            f"This file is {source.problem}.\n\nSaving as UTF-8 writes the text as it is shown here. "
            "Characters guessed wrongly stay wrong; the version before is kept, "
            f"{named(self._screen.keys, 'versions')} brings it back."
        )
        answers = [Answer("u", "save as UTF-8")]
        self._screen.app.push_screen(Choice("Not UTF-8", text, answers, "leave it alone"), self._encode)

    def _encode(self, key: str | None) -> None:
        if key == "u":
            self._screen.run_worker(self._save_as_utf8(), group="save")

    async def _save_as_utf8(self) -> None:
        source = self._screen.document.source
        result = await asyncio.to_thread(self._live.save, source, encoding="utf-8")
        if isinstance(result, NotSaved):
            self._screen.say(result.message, trouble=True)
            return
        self._screen.post_message(
            self._screen.MeetingPicked(LiveFile.open(self._live.path, self._live.state))
        )

    def _offer(self, draft: Draft) -> None:
        merged = merge(draft.base, draft.ours, self._screen.document.source)
        if merged.source == self._screen.document.source:
            self._forget(draft)  # all of it is in the file by now
            return
        differs = difference(self._screen.document.source, merged.source)
        text = Content("An earlier run ended before this was in the file:\n\n") + differs
        answers = [Answer("enter", "take it over"), Answer("d", "discard it")]

        def answered(key: str | None) -> None:
            if key == "enter":
                self._take_over(draft)
            elif key == "d":
                self._forget(draft)
                self._screen.say("The unsaved text is discarded.", done=True)

        self._screen.app.push_screen(Choice("Unsaved text was found", text, answers), answered)

    def _take_over(self, draft: Draft) -> None:
        def change() -> Edit:
            now = self._screen.document.source
            source = merge(draft.base, draft.ours, now).source
            return Edit(now, source, Span(0, 0), "took over the unsaved text")

        if self._screen.changes.make(change) is not None:
            self._screen.autosave.save_then(lambda: self._forget(draft))

    def _forget(self, draft: Draft) -> None:
        """This draft is dealt with; another crash may have left another one."""
        self._live.forget_draft(draft)
        self._screen.run_worker(self.start(), group="recovery")

    def _versions(self) -> None:
        from tui.screens.versions import VersionList  # noqa: PLC0415 - not before somebody asks

        if self._live.versions is None:
            self._screen.say(_NO_VERSIONS, trouble=True)
            return
        self._screen.writing.commit()
        dialog = VersionList(self._live.versions, self._screen.document.source)
        self._screen.app.push_screen(dialog, self._bring_back)

    def _bring_back(self, version: Source | None) -> None:
        if version is None:
            return

        def change() -> Edit:
            now = self._screen.document.source
            return Edit(now, version, Span(0, 0), "brought an earlier version back")

        self._screen.changes.make(change)

    def _save_elsewhere(self) -> None:
        from tui.screens.prompt import Prompt  # noqa: PLC0415 - not before somebody asks

        path = self._live.path
        proposal = str(path.with_stem(f"{path.stem}-copy"))
        prompt = Prompt("Save these minutes elsewhere", proposal, "save there and go on with it")
        self._screen.app.push_screen(prompt, self._elsewhere)

    def _elsewhere(self, name: str | None) -> None:
        if name:
            self._screen.run_worker(self._create(Path(name).expanduser()), group="save")

    async def _create(self, path: Path) -> None:
        self._screen.writing.commit()
        source = self._screen.document.source
        made = await asyncio.to_thread(self._live.save_elsewhere, path, source)
        if isinstance(made, NotSaved):
            self._screen.say(made.message, trouble=True)
        else:
            self._screen.post_message(self._screen.MeetingPicked(made))
