"""What a heading says: name, leads, timebox, status and kind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from tui.minutes.conventions import CONTAINERS, KIND_WORDS, STATUSES
from tui.minutes.inline import Emphasis, runs
from tui.minutes.model import SectionKind

_SPACES: Final = re.compile(r"\s+")
_NUMBER: Final = re.compile(r"\d{1,3}(?:\.\d{1,3})*[.)]\s+(?=\S)|\d{1,3}(?:\.\d{1,3})+\s+(?=\S)")
_LEAD: Final = re.compile(r"^(?P<name>.*\S)\s+[-–—]+\s+(?P<people>\S.*)$")
_BRACKET: Final = re.compile(r"^(?P<name>.*\S)\s*[(\[](?P<inner>[^()\[\]]*)[)\]]$")
_PERSON: Final = re.compile(r"[^\W\d_a-z][\w.'’-]*(?:\s+[^\W\d_a-z][\w.'’-]*){0,3}")
_PEOPLE_CUT: Final = re.compile(r"\s*(?:[,/&+]|\band\b)\s*")
_TIMEBOX: Final = re.compile(r"(\d{1,3})\s*(?:m|min|mins|minutes?)\.?", re.IGNORECASE)

_KINDS: Final = {word: kind for kind, words in KIND_WORDS.items() for word in words}


@dataclass(frozen=True, slots=True)
class Reading:
    """A heading's title, read by itself."""

    title: str
    name: str
    owners: tuple[str, ...] = ()
    minutes: int | None = None
    status: str | None = None
    kind: SectionKind = SectionKind.OTHER
    container: bool = False


def title_of(text: str) -> str:
    """The visible title of a heading, as CommonMark has it: strike-through is GFM's, so its tildes stay."""
    parts = []
    for run in runs(text):
        if run.emphasis & Emphasis.STRIKE:
            parts.append(f"~~{run.text}~~")
        elif not run.emphasis & Emphasis.HTML:
            parts.append(run.text)
    return _SPACES.sub(" ", "".join(parts)).strip()


def read_heading(text: str) -> Reading:
    """Read a heading's inline Markdown."""
    title = title_of(text)
    name = _NUMBER.sub("", title, count=1) if _NUMBER.match(title) else title
    word = name.rstrip(":").strip().casefold()
    if word in STATUSES:
        return Reading(title, name, status=word, container=True)
    if word in _KINDS:
        return Reading(title, name, kind=_KINDS[word])
    owners: tuple[str, ...] = ()
    minutes = status = None
    while match := _BRACKET.match(name):
        inner = match["inner"].strip()
        if box := _TIMEBOX.fullmatch(inner):
            minutes = int(box[1])
        elif inner.casefold() in STATUSES:
            status = inner.casefold()
        elif not owners and (found := _people(inner)):
            owners = found
        elif inner not in ("?", "vacant"):
            break
        name = match["name"]
    if not owners and (match := _LEAD.match(name)) and (found := _people(match["people"])):
        owners, name = found, match["name"]
        if (bracket := _BRACKET.match(name)) and bracket["inner"].strip().casefold() in STATUSES:
            name, status = bracket["name"], bracket["inner"].strip().casefold()
    return Reading(title, name, owners, minutes, status, container=word in CONTAINERS)


def _people(text: str) -> tuple[str, ...]:
    text = re.sub(r"~~.*?~~", "", text).strip()
    names = tuple(_PEOPLE_CUT.split(text))
    return names if all(_PERSON.fullmatch(name) for name in names) else ()
