"""Find a text in a whole meeting: without accents and Unicode's forms, and without case but for capitals."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from itertools import accumulate
from typing import Final

from tui.minutes.model import Meeting, SectionKind

MOST: Final = 10_000
"""Lines found at the most; nobody walks through more."""


class Finder:
    """Search over one reading of a meeting; the folded text is kept between two searches."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting
        self._folded: dict[bool, tuple[str, list[int]]] = {}

    def lines(self, needle: str) -> list[int]:
        """The lines that hold a text, from the top, counted from 0; none for an empty text."""
        cased = needle != needle.lower()
        needle = _plain(needle, cased=cased)
        if not needle:
            return []
        text, starts = self._plain_text(cased=cased)
        found: list[int] = []
        at = text.find(needle)
        while at >= 0 and len(found) < MOST:
            line = bisect_right(starts, at) - 1
            found.append(line)
            at = text.find(needle, starts[line + 1]) if line + 1 < len(starts) else -1
        return found

    def place(self, line: int) -> tuple[str, int | None] | None:
        """The section key and the number of the item that a line belongs to."""
        index = self.meeting.section_at(line)
        if index is None:
            return None
        section = self.meeting.sections[index]
        items = [number for number, item in enumerate(section.items) if line in item.own]
        return section.key, items[-1] if items else None

    def _plain_text(self, *, cased: bool) -> tuple[str, list[int]]:
        """The text as it is compared, and where its lines start in that."""
        if cased not in self._folded:
            lines = [_plain(line, cased=cased) for line in self.meeting.source.lines]
            self._folded[cased] = "".join(lines), list(accumulate(map(len, lines), initial=0))
        return self._folded[cased]


def _plain(text: str, *, cased: bool) -> str:
    """A text in one Unicode form and without accents; in small letters, unless these are told apart."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return text if cased else text.casefold()


def discussion(meeting: Meeting) -> int | None:
    """The index of the Discussion section, but of an earlier meeting's; where nothing else has a heading, it
    is the title, too.
    """
    for n, section in enumerate(meeting.sections):
        if section.kind is SectionKind.DISCUSSION and n not in meeting.earlier:
            return n
    from tui.minutes.reading.headings import kind_of  # noqa: PLC0415 - most minutes have such a section

    first = next((n for n, section in enumerate(meeting.sections) if section.level), None)
    if first is not None and kind_of(meeting.sections[first].title.casefold()) is SectionKind.DISCUSSION:
        return first
    return None
