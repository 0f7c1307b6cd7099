"""Out of the export desk by other ways: actions as issues of a forge, the minutes into a forum or a wiki."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Final

from rich.text import Text

from tui.minutes.export.forms import FORMS, Export
from tui.minutes.export.output import CannotMakeError
from tui.minutes.publishing.forum import FORUMS, Forum, pasted
from tui.minutes.publishing.secrets import Secret, told_in
from tui.minutes.publishing.tickets import Ticket, TicketError, create, tickets, told, tracker, with_address
from tui.screens.dialog import Dialog
from tui.screens.meeting.desk import Desk
from tui.screens.prompt import Answer, Choice, numbered
from tui.screens.publishing_check import PublishingCheck
from tui.state import load_app_state, update_app_state
from widgets.display_text import for_display
from widgets.wrapping import counted

_MOST: Final = 9  # actions, and forms, that have a key


class Posting:
    """What `i` and `f` of the export desk do. Everything is shown first; only then one key does it."""

    def __init__(
        self,
        desk: Desk,
        screen: Dialog[None],
        check: PublishingCheck,
        exported: Callable[[frozenset[str]], Export],
    ) -> None:
        """`exported` makes the export as it is chosen on the screen, without some words. It blocks."""
        self._desk = desk
        self._screen = screen
        self._check = check
        self._exported = exported
        self._out: frozenset[str] = frozenset()
        """Titles of the actions of which no issue is made."""

    def issues(self) -> None:
        """Show what open actions tell, then the issues to be made of them; make those on enter."""

        def look() -> list[Secret]:
            found = tickets(self._exported(frozenset()))
            return told_in("\n".join(f"{each.title}\n{each.body}" for each in found))

        self._check.before(look, self._show_issues)

    async def _show_issues(self) -> None:
        export = await asyncio.to_thread(self._exported, self._check.struck)
        try:
            by = await asyncio.to_thread(tracker, export.home)
        except TicketError as error:
            self._screen.tell(str(error))
            return
        every = await asyncio.to_thread(tickets, export)
        found = every[:_MOST]
        if not found:
            self._screen.tell("There is no open action that has no issue yet.")
            return
        chosen = [each for each in found if each.title not in self._out]
        text = Text(for_display(told(by, ())[0]))
        for number, each in enumerate(found, 1):
            box = "skip" if each.title in self._out else "make"
            text.append(f"\n{number}  ", "bold").append(f"{box}  {for_display(each.title)}")
            text.append(f"\n         {for_display(' '.join(each.body.split(chr(10))))}", "dim")
        more = f" {len(every) - _MOST} more come after these." if len(every) > _MOST else ""
        text.append(f"\n\nThe address of each goes behind its action.{more}", "dim")
        answers = [Answer("enter", "make them")] if chosen else []
        answers += numbered(len(found), "make or skip")

        def answered(key: str | None) -> None:
            if key == "enter":
                self._desk.work(self._make(chosen), "issues")  # to the end, though the desk be left
            elif key is not None:
                self._out ^= {found[int(key) - 1].title}
                self._check.work(self._show_issues())

        self._screen.app.push_screen(Choice("Issues of open actions", text, answers, "not now"), answered)

    async def _make(self, chosen: list[Ticket]) -> None:
        """Make one after the other; each has its address in the minutes before the next one is asked for."""
        made: list[str] = []
        struck = self._check.struck
        for ticket in chosen:
            export = await asyncio.to_thread(self._exported, struck)
            try:
                by = tracker(export.home)
                url = await asyncio.to_thread(create, by, ticket, self._desk.live.path.absolute().parent)
            except TicketError as error:
                self._tell(" ".join([*_counted(made), str(error)]))
                return
            made.append(url)
            now = await asyncio.to_thread(self._exported, struck)
            if self._desk.change(lambda: with_address(now, ticket, url)) is None:  # noqa: B023 - called at once
                self._tell(f"{url} was made of “{for_display(ticket.title)}”, which is not there any more.")
                return
        self._tell(" ".join([*_counted(made), made[-1]]))

    def _tell(self, text: str) -> None:
        if self._screen.has_widgets:
            self._screen.tell(text)
        self._desk.say(text)

    def forum(self, *, other: bool = False) -> None:
        """Copy the minutes in the form of a forum or wiki; it is asked for once, or for an `other` one."""
        self._check.work(self._copy_for(other=other))

    async def _copy_for(self, *, other: bool) -> None:
        known = FORUMS.get((await asyncio.to_thread(load_app_state))[0].forum)
        if known is None or other:
            self._ask_forum()
            return

        self._check.before(
            lambda: told_in(str(FORMS["md"].make(self._exported(frozenset())))),
            partial(self._show_copy, known),
        )

    async def _show_copy(self, forum: Forum) -> None:
        def make() -> str:
            return pasted(self._exported(self._check.struck), forum)

        try:
            text = await asyncio.to_thread(make)
        except CannotMakeError as error:
            self._screen.tell(f"{error}. f again chooses another form.")
            await asyncio.to_thread(update_app_state, lambda state: state._replace(forum=""))
            return
        shown = "\n".join(map(for_display, text.split("\n")))
        answers = [Answer("enter", "copy it"), Answer("f", "another form")]

        def answered(key: str | None) -> None:
            if key == "enter":
                self._screen.app.copy_to_clipboard(text)
            elif key == "f":
                self.forum(other=True)

        self._screen.app.push_screen(
            Choice(f"Forum: {forum.label}", Text(shown), answers, "not now"), answered
        )

    def _ask_forum(self) -> None:
        forums = list(FORUMS.values())
        answers = [Answer(str(n), each.label) for n, each in enumerate(forums, 1)]
        text = Text("The form in which your forum or wiki takes a text. It is remembered.")

        def answered(key: str | None) -> None:
            if key is not None:
                self._check.work(self._choose(forums[int(key) - 1].name))

        self._screen.app.push_screen(Choice("Forum or wiki", text, answers, "not now"), answered)

    async def _choose(self, name: str) -> None:
        await asyncio.to_thread(update_app_state, lambda state: state._replace(forum=name))
        await self._copy_for(other=False)


def _counted(made: list[str]) -> list[str]:
    return [f"{counted(len(made), 'issue')} made."] if made else []
