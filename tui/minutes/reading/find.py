"""Find a text in a whole meeting, letter case ignored unless the text sought has capitals."""

from __future__ import annotations

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
        self._folded: str | None = None
        self._starts: list[int] = []

    def lines(self, needle: str) -> list[int]:
        """The lines that hold a text, from the top, counted from 0; none for an empty text."""
        if not needle:
            return []
        text = self.meeting.source.text if needle != needle.lower() else self._lowered()
        starts = self._line_starts()
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

    def _lowered(self) -> str:
        """The text in lower case, letter by letter, so that offsets stay those of the text."""
        if self._folded is None:
            text = self.meeting.source.text
            folded = text.lower()
            if len(folded) != len(text):
                folded = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
            self._folded = folded
        return self._folded

    def _line_starts(self) -> list[int]:
        if not self._starts:
            self._starts = list(accumulate(map(len, self.meeting.source.lines), initial=0))
        return self._starts


def discussion(meeting: Meeting) -> int | None:
    """The index of the Discussion section; where nothing else has a heading, it is the title, too."""
    for n, section in enumerate(meeting.sections):
        if section.kind is SectionKind.DISCUSSION:
            return n
    from tui.minutes.reading.headings import kind_of  # noqa: PLC0415 - most minutes have such a section

    first = next((n for n, section in enumerate(meeting.sections) if section.level), None)
    if first is not None and kind_of(meeting.sections[first].title.casefold()) is SectionKind.DISCUSSION:
        return first
    return None
