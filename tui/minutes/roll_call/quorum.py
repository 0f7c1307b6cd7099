"""Whether enough people are there: a number of anybody, or a share of the leads that headings name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Final

from tui.minutes.model import Meeting, Person
from tui.minutes.noting.owners import People

ALLOWED: Final = 'a whole number, or a share of the leads as "50%" or "2/3"'
"""What the setting can be, in words."""

_NUMBER: Final = re.compile(r"\s*(\d{1,6})\s*")
_SHARE: Final = re.compile(r"\s*(\d{1,3}(?:\.\d{1,3})?)\s*%\s*|\s*(\d{1,4})\s*/\s*(\d{1,4})\s*")


class QuorumError(ValueError):
    """A setting that is no quorum."""


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many are needed, and how many of those who count are there. `leads`: only leads count."""

    needed: int
    there: int
    leads: int | None = None

    @property
    def met(self) -> bool:
        """True when enough are there."""
        return self.there >= self.needed

    @property
    def words(self) -> str:
        """What to say of it: `quorum of 4 met`, `2 short of quorum`."""
        return f"quorum of {self.needed} met" if self.met else f"{self.needed - self.there} short of quorum"


def parse(setting: int | str) -> int | Fraction:
    """The number, or the share from 0 to 1, that a setting says. Raises QuorumError."""
    text = str(setting)
    if match := _NUMBER.fullmatch(text):
        return int(match[1])
    if match := _SHARE.fullmatch(text):
        share = Fraction(match[1]) / 100 if match[1] else Fraction(int(match[2]), int(match[3]) or 1)
        if 0 < share <= 1 and match[3] != "0":
            return share
    raise QuorumError(f"{text!r} is no quorum; allowed is {ALLOWED}.")


def quorum(meeting: Meeting, setting: int | str) -> Quorum | None:
    """The quorum of a meeting; None without a setting, and for a share where no section names a lead.

    Who came late is there. Of a share the part is rounded up: half of five are three. Raises QuorumError.
    """
    if setting == "":
        return None
    wanted = parse(setting)
    if isinstance(wanted, int):
        return Quorum(wanted, len(meeting.attendees))
    leads = leads_of(meeting)
    if not leads:
        return None
    everybody = People([*meeting.attendees, *leads], letters=True)
    known = {id(everybody.known(person)) for person in meeting.attendees}
    present = People(meeting.attendees)
    there = sum(id(everybody.known(person)) in known or _is_among(present, person) for person in leads)
    return Quorum(ceil(wanted * len(leads)), there, len(leads))


def leads_of(meeting: Meeting) -> tuple[Person, ...]:
    """Those whom headings name as leads, each once."""
    owners = dict.fromkeys(owner for section in meeting.sections for owner in section.owners)
    return People(
        [Person("", owner[1:]) if owner.startswith("@") else Person(owner) for owner in owners], letters=True
    ).people


def _is_among(present: People, person: Person) -> bool:
    """True for a first name or a handle that is that of just one of those present."""
    return present.find(person.name or f"@{person.handle}").person is not None


def in_words(meeting: Meeting, setting: int | str) -> tuple[str, str] | None:
    """How many are present, and what that is to the quorum; None where there is none to tell."""
    try:
        found = quorum(meeting, setting)
    except QuorumError:
        return None
    if found is None:
        return None
    if found.leads is None:
        return f"{found.there} present", found.words
    return f"{found.there} of {found.leads} leads present", found.words
