"""Minutes on their way out of the export desk: by mail, as a commit, into a calendar; shown before each."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from rich.text import Text

from tui.minutes.export.forms import FORMS, Export
from tui.minutes.export.neighbours import around, next_day, status_of
from tui.minutes.export.output import CannotMakeError, CannotWriteError, Output, write_all
from tui.minutes.publishing.mail import Mail, MailError, MailWay, checked, send_by, way_for
from tui.minutes.publishing.request import (
    COMMITTED,
    PublishError,
    RequestPlan,
    exports_of,
    plan,
    publish,
    struck_out,
)
from tui.minutes.publishing.secrets import told_in
from tui.minutes.reading.hidden import private_parts
from tui.minutes.series.folder import series_folder
from tui.minutes.text.issues import home_of
from tui.screens.meeting.desk import Desk
from tui.screens.prompt import Answer, Choice, Prompt, numbered
from tui.screens.publishing_check import PublishingCheck
from tui.state import load_recipients, remember_export, save_recipients
from widgets.display_text import for_display

if TYPE_CHECKING:
    from tui.screens.export import ExportScreen

_STRUCK: Final = "What is struck is taken out of the minutes, too; undo brings it back."


@dataclass(frozen=True)
class _Ready:
    """A mail that could go out, in which way or why in none."""

    mail: Mail
    way: MailWay | None
    no_way: str


class Sending:
    """What the keys of the export desk send. Everything is shown first; only then one key sends it."""

    def __init__(self, desk: Desk, screen: ExportScreen, check: PublishingCheck) -> None:
        self._desk = desk
        self._screen = screen
        self._check = check
        self._with: frozenset[str] = frozenset()
        """The exports that go into a commit, too."""

    def export(self, keep: frozenset[str], *, final: bool, struck: frozenset[str]) -> Export:
        """The export of the meeting as it is now. Blocks."""
        meeting, path = self._desk.meeting, self._desk.live.path
        status = status_of(around(path, final=final), path)
        export = Export(meeting, path.name, keep, "", status, next_day(path, meeting.date), struck)
        settings = self._desk.settings
        export.home = home_of(path, settings.repo, settings.trackers)
        return export

    def mail(self) -> None:
        """Show what the mail tells, then the mail, and send it on enter."""
        self._check.before(
            lambda: told_in(str(FORMS["txt"].make(self._screen.exported(frozenset())))), self._show_mail
        )

    async def _show_mail(self, to: str = "") -> None:
        settings, series = self._desk.settings, series_folder(self._desk.live.path)

        def make() -> _Ready:
            export = self._screen.exported(self._check.struck)
            known = to or settings.mail_to or load_recipients(series)
            title = export.cleaned.meeting.title or self._desk.path.stem
            mail = Mail(known, title, str(FORMS["txt"].make(export)))
            try:
                return _Ready(mail, way_for(mail, settings.mail_command), "")
            except MailError as error:
                return _Ready(mail, None, str(error))

        ready = await asyncio.to_thread(make)
        if not ready.mail.to:
            prompt = Prompt("Who gets the mail", "", "go on", example="list@example.org, …", read=checked)
            self._screen.app.push_screen(prompt, self._addressed)
            return
        self._ask(ready)

    def _addressed(self, to: str | None) -> None:
        if to:
            self._check.work(self._show_mail(to))

    def _ask(self, ready: _Ready) -> None:
        mail = ready.mail
        head = Text.assemble(("To       ", "dim"), for_display(mail.to), ("\nSubject  ", "dim"))
        head.append(for_display(mail.subject), "bold")
        answers = [Answer("t", "other recipients")]
        if ready.way is not None:
            head.append("\nBy       ", "dim").append(for_display(ready.way.shown))
            answers.insert(0, Answer("enter", "open it" if ready.way.opens else "send it"))
        else:
            head.append(f"\n{for_display(ready.no_way)}", "bold")
        head.append("\n\n").append("\n".join(map(for_display, mail.body.split("\n"))))

        def answered(key: str | None) -> None:
            if key == "enter" and ready.way is not None:
                self._check.work(self._send(mail, ready.way))
            elif key == "t":
                prompt = Prompt("Who gets the mail", mail.to, "go on", read=checked)
                self._screen.app.push_screen(prompt, self._addressed)

        self._screen.app.push_screen(
            Choice("Mail: read it, enter sends it", head, answers, "not now"), answered
        )

    async def _send(self, mail: Mail, way: MailWay) -> None:
        series = series_folder(self._desk.live.path)

        def go() -> str:
            said = send_by(mail, way)
            save_recipients(series, mail.to)
            return said

        await self.done(go)

    def calendar(self) -> None:
        """Write the next meeting and what is due beside the file."""
        self._check.work(self._write_calendar())

    async def _write_calendar(self) -> None:
        path = self._desk.live.path.with_suffix(".ics")

        def go() -> str:
            made = str(FORMS["ics"].make(self._screen.exported(frozenset())))
            write_all([Output(path, made)], force=True)
            return f"Saved {path.name}: the next meeting and what is due."

        await self.done(go)

    def commit(self) -> None:
        """Show what the minutes tell, then what would be committed and where to; do that on a key."""
        self._check.before(partial(told_in, self._desk.text().text), self._show_commit, _STRUCK)

    async def _show_commit(self) -> None:
        path, names = self._desk.live.path, [name for name in COMMITTED if name in self._with]
        struck = self._check.struck

        def look() -> tuple[RequestPlan, RequestPlan, Sequence[str], list[str]]:
            export = self._screen.exported(struck)
            title = " ".join((export.cleaned.meeting.title or path.stem).split())
            private = [str(line + 1) for line, _ in private_parts(self._desk.document.meeting)]
            made = exports_of(export, path, names)
            said = f"{title}: minutes"
            plans = (plan(path, made, said, request=request, struck=struck) for request in (False, True))
            straight, own = plans
            return straight, own, straight.told, private

        try:
            straight, own, told, private = await asyncio.to_thread(look)
        except (PublishError, OSError) as error:
            self._screen.tell(str(error))
            return
        text = Text("\n".join(map(for_display, told)))
        of_all = f", all of {for_display(own.live)} as one commit" if own.live else ""
        text.append(f"\n\nor on the branch {for_display(own.target.own)}, with a pull request{of_all}.\n")
        for number, name in enumerate(COMMITTED, 1):
            state = "goes into the commit" if name in self._with else "stays out"
            text.append(f"{number}  ", "bold").append(f"the export “{FORMS[name].label}” {state}\n")
        text.append("Index, branches and stash of your checkout stay as they are.", "dim")
        if private:
            lines = ", ".join(private)
            text.append(f"\n! private, line {lines}: git keeps what it was given", "bold")
        answers = [
            Answer("c", f"commit to {for_display(straight.target.branch)}"),
            Answer("p", "pull request"),
            *numbered(len(COMMITTED), "exports"),
        ]

        def answered(key: str | None) -> None:
            if key is not None and key.isdigit():
                self._with ^= {COMMITTED[int(key) - 1]}
                self._check.work(self._show_commit())
            elif key is not None:
                chosen = straight if key == "c" else own
                self._check.work(self._commit(chosen))

        title = "Commit, private parts too" if private else "Commit"
        self._screen.app.push_screen(Choice(title, text, answers, "not now"), answered)

    async def _commit(self, planned: RequestPlan) -> None:
        struck = self._check.struck
        if any(words in self._desk.text().text for words in struck):
            edit = self._desk.change(lambda: struck_out(self._desk.meeting, struck))
            if edit is None:
                self._screen.tell(self._desk.status.remark.text)
                return

        def go() -> str:
            export = self._screen.exported(struck)
            title = " ".join((export.cleaned.meeting.title or "Minutes").split())
            done = publish(planned, title, str(FORMS["md"].make(export)))
            for path, content in planned.files.items():
                if path.endswith(".md") and path != planned.repository.path:
                    remember_export(planned.repository.root / path, content)
            said = done.said or f"Committed and pushed to {planned.target.pushed}."
            return f"{said} {done.url}".rstrip()

        await self.done(go)

    async def done(self, go: Callable[[], str]) -> bool:
        """Do something in a thread, and say what came of it; True where that was done."""
        try:
            told = await asyncio.to_thread(go)
        except (MailError, PublishError, CannotMakeError, CannotWriteError, OSError) as error:
            self._screen.tell(str(error))
            return False
        self._screen.tell(told)
        self._desk.say(told, done=True)
        return True
