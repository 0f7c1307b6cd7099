"""Reviews signed in the file: who I am, my name put into a report's line of names and taken out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from functools import partial

from tui.minutes.model import Meeting
from tui.minutes.noting.editing import Edit, EditError
from tui.minutes.noting.owners import People, did_you_mean, written
from tui.minutes.noting.signing import Signed, also_known_as, choices_of, has_signed, sign
from tui.minutes.text.signatures import may_be_name, may_be_signed
from tui.screens.meeting.desk import Desk
from tui.state import AppState, update_app_state


class Signing:
    """The person at this program as the file names them."""

    def __init__(self, desk: Desk, people: Callable[[], People]) -> None:
        self._desk = desk
        self._people = people
        self._asked = desk.remembered.app.me

    def commands(self) -> dict[str, Callable[[], object]]:
        """What this concern answers to, by command id."""
        return {"me": lambda: self.ask(lambda: None)}

    @property
    def me(self) -> str:
        """The name to sign with; empty until it is known. What is set goes before what was asked."""
        return self._desk.settings.me or self._asked

    @property
    def is_on(self) -> bool:
        """True where a review is signed in the file."""
        return self._desk.settings.reviews == "signed"

    def signed(self, meeting: Meeting) -> frozenset[str]:
        """The keys of the sections that I have reviewed, as the file says."""
        if not self.me or not may_be_signed(meeting.source.text):
            return frozenset()
        also = also_known_as(self.me, self._people(), meeting)
        return frozenset(section.key for section in meeting.sections if has_signed(section, self.me, also))

    def named(self, then: Callable[[], object]) -> None:
        """Do something once it is known who I am: at once, or when that is asked and answered."""
        if self.me:
            then()
        else:
            self.ask(then)

    def ask(self, then: Callable[[], object]) -> None:
        """Ask who I am, and remember it for all meetings."""
        if self._desk.settings.me:
            self._desk.say(f"You are {self._desk.settings.me}: your settings say so (me, or PMC_TUI_ME).")
            then()
            return
        self._desk.work(self._ask(then), "me", exclusive=True)

    async def _ask(self, then: Callable[[], object]) -> None:
        from tui.screens.prompt import Prompt  # noqa: PLC0415 - asked once

        offered = self._asked or await asyncio.to_thread(_git_name, self._desk)
        prompt = Prompt(
            "Your name, as the roll call writes it: reviews and flags are signed with it",
            offered,
            "this is me",
            example="Ada Obi",
            read=self._read,
        )
        self._desk.ask(prompt, partial(self._answered, then))

    def _read(self, typed: str) -> str:
        """How a name would be signed. Raises ValueError for what cannot be one, or is that of several."""
        name = " ".join(typed.split())
        if not name:
            return "nothing typed yet"
        if not may_be_name(name):
            raise ValueError("this cannot stand in a line of names")
        people = self._people()
        if several := choices_of(name, people):
            raise ValueError(f"{name} can be {' or '.join(several[:3])}: write the whole name")
        found = people.find(name).person
        if found is None:
            question = did_you_mean(people.perhaps(name))
            return f"signed as {name}; the minutes do not know this name{': ' + question if question else ''}"
        return f"signed as {name}" + (f", which is {written(found)}" if written(found) != name else "")

    def _answered(self, then: Callable[[], object], typed: str | None) -> None:
        name = " ".join((typed or "").split())
        if not name:
            return
        self._asked = name
        self._desk.remembering.put("me", partial(update_app_state, partial(_with_me, me=name)))
        then()

    def change(self, keys: Collection[str], *, signing: bool, said: str) -> Edit | None:
        """Put my name into the lines of some sections, or take it out, as a step of undo."""

        def made() -> Edit:
            meeting = self._desk.meeting
            found = tuple(meeting.by_key[key] for key in keys if key in meeting.by_key)
            also = also_known_as(self.me, self._people(), meeting)
            wanted = [n for n in found if has_signed(meeting.sections[n], self.me, also) is not signing]
            if not wanted:
                raise EditError("The report this was meant for is gone, or it was done already.")
            return sign(meeting, Signed(tuple(wanted), self.me, signing, also), said)

        return self._desk.change(made)


def _git_name(desk: Desk) -> str:
    """The name that git knows; empty for none. Blocks."""
    from tui.minutes.git.process import Git  # noqa: PLC0415 - asked once

    try:
        return Git(desk.path.parent).asked("config", "user.name")
    except OSError:
        return ""


def _with_me(state: AppState, me: str) -> AppState:
    return state._replace(me=me)
