"""Minutes on their way out of the export desk: by mail, as a commit, into a calendar; shown before each."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
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
)
from tui.minutes.publishing.secrets import Secret, told_in
from tui.minutes.reading.hidden import private_parts
from tui.minutes.series.folder import series_folder
from tui.minutes.text.issues import home_of
from tui.screens.meeting.desk import Desk
from tui.screens.prompt import Answer, Choice, Prompt
from tui.state import load_recipients, remember_export, save_recipients
from widgets.display_text import for_display

if TYPE_CHECKING:
    from tui.screens.export import ExportScreen

_MOST: Final = 9  # things told that have a key


@dataclass(frozen=True)
class _Ready:
    """A mail that could go out, in which way or why in none, and what it tells that may be struck."""

    mail: Mail
    way: MailWay | None
    no_way: str
    told: list[Secret]


class Sending:
    """What the keys of the export desk send. Everything is shown first; only then one key sends it."""

    def __init__(self, desk: Desk, screen: ExportScreen) -> None:
        self._desk = desk
        self._screen = screen
        self._struck: frozenset[str] = frozenset()
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
        """Show the mail, and send it on enter."""
        self._screen.run_worker(self._show_mail(), group="send", exclusive=True)

    async def _show_mail(self, to: str = "") -> None:
        settings, series = self._desk.settings, series_folder(self._desk.live.path)

        def make() -> _Ready:
            export = self._screen.exported(self._struck)
            known = to or settings.mail_to or load_recipients(series)
            title = export.cleaned.meeting.title or self._desk.path.stem
            mail = Mail(known, title, str(FORMS["txt"].make(export)))
            told = told_in(str(FORMS["txt"].make(self._screen.exported(frozenset()))))
            try:
                return _Ready(mail, way_for(mail, settings.mail_command), "", told)
            except MailError as error:
                return _Ready(mail, None, str(error), told)

        ready = await asyncio.to_thread(make)
        if not ready.mail.to:
            prompt = Prompt("Who gets the mail", "", "go on", example="list@example.org, …", read=checked)
            self._screen.app.push_screen(prompt, self._addressed)
            return
        self._ask(ready)

    def _addressed(self, to: str | None) -> None:
        if to:
            self._screen.run_worker(self._show_mail(to), group="send", exclusive=True)

    def _ask(self, ready: _Ready) -> None:
        mail = ready.mail
        head = Text.assemble(("To       ", "dim"), for_display(mail.to), ("\nSubject  ", "dim"))
        head.append(for_display(mail.subject), "bold")
        answers = [*self._strikes(ready.told, head), Answer("t", "other recipients")]
        if ready.way is not None:
            head.append("\nBy       ", "dim").append(for_display(ready.way.shown))
            answers.insert(0, Answer("enter", "open it" if ready.way.opens else "send it"))
        else:
            head.append(f"\n{for_display(ready.no_way)}", "bold")
        head.append("\n\n").append("\n".join(map(for_display, mail.body.split("\n"))))

        def answered(key: str | None) -> None:
            if key == "enter" and ready.way is not None:
                self._screen.run_worker(self._send(mail, ready.way), group="send", exclusive=True)
            elif key == "t":
                prompt = Prompt("Who gets the mail", mail.to, "go on", read=checked)
                self._screen.app.push_screen(prompt, self._addressed)
            elif key is not None:
                self._toggle(ready.told[int(key) - 1].words)
                self._screen.run_worker(self._show_mail(mail.to), group="send", exclusive=True)

        self._screen.app.push_screen(
            Choice("Mail: read it, enter sends it", head, answers, "not now"), answered
        )

    def _strikes(self, told: list[Secret], head: Text) -> list[Answer]:
        """Say what the text tells, each with a key that strikes it."""
        for number, each in enumerate(told[:_MOST], 1):
            state = "struck" if each.words in self._struck else "stays in"
            head.append(f"\n{number}  ", "bold").append(f"{each.kind}, “{for_display(each.words)}”: {state}")
        return _digits(min(len(told), _MOST), "strike or keep") if told else []

    def _toggle(self, words: str) -> None:
        self._struck ^= {words}

    async def _send(self, mail: Mail, way: MailWay) -> None:
        series = series_folder(self._desk.live.path)

        def go() -> str:
            said = send_by(mail, way)
            save_recipients(series, mail.to)
            return said

        await self.done(go)

    def calendar(self) -> None:
        """Write the next meeting and what is due beside the file."""
        self._screen.run_worker(self._write_calendar(), group="send", exclusive=True)

    async def _write_calendar(self) -> None:
        path = self._desk.live.path.with_suffix(".ics")

        def go() -> str:
            made = str(FORMS["ics"].make(self._screen.exported(frozenset())))
            write_all([Output(path, made)], force=True)
            return f"Saved {path.name}: the next meeting and what is due."

        await self.done(go)

    def commit(self) -> None:
        """Show what would be committed and where to, and do that on a key."""
        self._screen.run_worker(self._show_commit(), group="send", exclusive=True)

    async def _show_commit(self) -> None:
        path, names = self._desk.live.path, [name for name in COMMITTED if name in self._with]

        def look() -> tuple[RequestPlan, RequestPlan, list[str]]:
            export = self._screen.exported(frozenset())
            title = " ".join((export.cleaned.meeting.title or path.stem).split())
            private = [str(line + 1) for line, _ in private_parts(self._desk.document.meeting)]
            made = exports_of(export, path, names)
            plans = (plan(path, made, f"{title}: minutes", request=request) for request in (False, True))
            return next(plans), next(plans), private

        try:
            straight, own, private = await asyncio.to_thread(look)
        except (PublishError, OSError) as error:
            self._screen.tell(str(error))
            return
        text = Text("\n".join(map(for_display, straight.told)))
        of_all = f", all of {for_display(own.live)} as one commit" if own.live else ""
        text.append(f"\n\nor on the branch {for_display(own.target.own)}, with a pull request{of_all}.\n")
        for number, name in enumerate(COMMITTED, 1):
            state = "goes into the commit" if name in self._with else "stays out"
            text.append(f"{number}  ", "bold").append(f"the export “{FORMS[name].label}” {state}\n")
        text.append("Index, branches and stash of your checkout stay as they are.", "dim")
        for each in told_in(self._desk.document.source.text)[:_MOST]:
            text.append(f"\n! {each.kind}, “{for_display(each.words)}”, line {each.line}", "bold")
        if private:
            lines = ", ".join(private)
            text.append(f"\n! private, line {lines}: git keeps what it was given", "bold")
        answers = [
            Answer("c", f"commit to {for_display(straight.target.branch)}"),
            Answer("p", "pull request"),
            *_digits(len(COMMITTED), "exports"),
        ]

        def answered(key: str | None) -> None:
            if key is not None and key.isdigit():
                self._with ^= {COMMITTED[int(key) - 1]}
                self.commit()
            elif key is not None:
                chosen = straight if key == "c" else own
                self._screen.run_worker(self._commit(chosen), group="send", exclusive=True)

        title = "Commit, private parts too" if private else "Commit"
        self._screen.app.push_screen(Choice(title, text, answers, "not now"), answered)

    async def _commit(self, planned: RequestPlan) -> None:
        def go() -> str:
            export = self._screen.exported(frozenset())
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


def _digits(count: int, label: str) -> list[Answer]:
    """Answers by number, of which the foot shows one."""
    keys = "1" if count == 1 else f"1-{count}"
    return [Answer("1", f"({keys}) {label}"), *(Answer(str(n), "") for n in range(2, count + 1))]
