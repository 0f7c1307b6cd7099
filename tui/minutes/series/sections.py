"""What a section is known by from one meeting's file to the next."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from typing import Final

from tui.minutes.model import Meeting, Section, SectionKind
from tui.minutes.noting.owners import folded

_BRACKETS: Final = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_DIGITS: Final = re.compile(r"\d+")

Key = tuple[str, ...]
"""The names of the headings down to a section, the title's left out; the second of two alike has a number."""

Team = tuple[Key, Section]
"""A section with its key."""


def keys_of(meeting: Meeting) -> list[Key]:
    """The keys of a meeting's sections, by index.

    The title has the meeting's date in it, and a bracket behind a name comes and goes: neither is a part.
    """
    keys: list[Key] = []
    seen: dict[Key, int] = {}
    for section in meeting.sections:
        above = keys[section.parent] if section.parent is not None else ()
        if section.kind in (SectionKind.TITLE, SectionKind.PREAMBLE):
            keys.append(above)
            continue
        key = (*above, name_key(section))
        seen[key] = seen.get(key, 0) + 1
        keys.append(key if seen[key] == 1 else (*key, str(seen[key])))
    return keys


def name_key(section: Section) -> str:
    """A section's name for comparing files."""
    name = _BRACKETS.sub("", section.name)
    return folded(name.strip()) or folded(section.name)


def teams_of(meeting: Meeting, known: Container[Key] = ()) -> Iterator[Team]:
    """The sections that are teams' reports, with their keys; also those `known` to be from another."""
    for key, section in zip(keys_of(meeting), meeting.sections, strict=True):
        if section.kind is SectionKind.TEAM or key in known:
            yield key, section


def teams_in(meeting: Meeting) -> list[Key]:
    """The keys of a meeting's teams."""
    return [key for key, _ in teams_of(meeting)]


def pairs_of(old: Iterable[Key], new: Iterable[Key]) -> dict[Key, Key]:
    """The sections of one meeting and the same of another: by key, else by a name that each has once."""
    old, new = list(filter(None, old)), list(filter(None, new))
    pairs = {key: key for key in set(old) & set(new)}
    was, now = (Counter(key[-1] for key in keys) for keys in (old, new))
    left = {key[-1]: key for key in old if key not in pairs and was[key[-1]] == 1}
    for key in new:
        if key not in pairs and key[-1] in left and now[key[-1]] == 1:
            pairs[left[key[-1]]] = key
    return pairs


def report_of(section: Section) -> tuple[str, ...]:
    """A section's report, item by item, for comparing; blanks and dressing left out."""
    if section.empty:
        return ()
    return tuple(" ".join(item.text.split()) for item in section.items)


def shape_of_line(line: str) -> str:
    """A line for comparing two meetings': numbers as 0, blanks folded."""
    return _DIGITS.sub("0", " ".join(line.split()))
