"""Words found over all meetings of a folder: who said what, when, and on which line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Final

from tui.minutes.model import Meeting, NoteKind
from tui.minutes.noting.owners import folded
from tui.minutes.reading.reader import read
from tui.minutes.reading.veil import veiled
from tui.minutes.series.folder import MeetingFile, date_of_name
from tui.minutes.series.meetings import LeftOut, RollingPart, parts_of, read_source
from tui.minutes.text.source import Source

MOST: Final = 2000
"""Hits after which a search stops: nobody reads more."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A line, or a note, with the words. `line` counts in the file, from 1."""

    path: Path
    line: int
    date: date | None
    section: str
    text: str
    kind: NoteKind | None = None


@dataclass
class Searched:
    """A file's text, to be searched with every letter typed; it is read as a meeting when needed."""

    path: Path
    dated: date | None
    whole: Source
    """The text with what it hides."""

    public: bool = False
    """Whether what is hidden is not to be found."""

    def may_have(self, words: Iterable[str]) -> bool:
        """False where the text surely has not all the words: nothing is read for it."""
        return all(word in self._lowered for word in words)

    @cached_property
    def _lowered(self) -> str:
        return _plain(self.whole.text)

    @cached_property
    def meeting(self) -> Meeting:
        """The text, read."""
        meeting = read(self.whole, str(self.path))
        return veiled(meeting) if self.public else meeting

    @property
    def source(self) -> Source:
        """The text in which is searched."""
        return self.meeting.source if self.public else self.whole

    @cached_property
    def parts(self) -> Sequence[RollingPart]:
        """The meetings in it, where it holds several."""
        return list(parts_of(self.source)) if self.dated is None or date_of_name(self.path) is None else []

    @cached_property
    def notes(self) -> Sequence[Hit]:
        """Its notes."""
        return [
            Hit(self.path, item.own.start + 1, self.day(item.own.start), section.name, note.text, note.kind)
            for section, item, note in self.meeting.notes()
        ]

    def day(self, line: int) -> date | None:
        """The day of the meeting that a line belongs to."""
        inside = (part.date for part in self.parts if part.start <= line < part.end)
        return next(inside, self.dated or self.meeting.date)


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: all words, in notes of a kind or in any line, in sections of a name or in all."""

    words: tuple[str, ...]
    kind: NoteKind | None = None
    section: str = ""

    @classmethod
    def of(cls, text: str, kind: NoteKind | None = None, section: str = "") -> Query:
        """A query of what somebody typed."""
        return cls(tuple(_plain(text).split()), kind, _plain(section))

    def fits(self, text: str) -> bool:
        """True for a text with all the words."""
        text = _plain(text)
        return all(word in text for word in self.words)


@dataclass(slots=True)
class TextsFound:
    """The texts of a folder, newest first, and the files that could not be read."""

    texts: list[Searched] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def texts_of(files: Iterable[MeetingFile], *, public: bool = False) -> TextsFound:
    """Read files to search in them, without what they hide where that is `public`; others are named."""
    found = TextsFound()
    for file in files:
        source = read_source(file.path)
        if isinstance(source, LeftOut):
            found.left_out.append(source)
        else:
            found.texts.append(Searched(file.path, file.date, source, public))
    return found


def search(texts: Iterable[Searched], query: Query) -> Iterator[Hit]:
    """The hits, in the order of the texts, then by line; at most `MOST`."""
    count = 0
    for text in texts:
        if not text.may_have(query.words):
            continue
        for hit in _notes(text, query) if query.kind is not None else _lines(text, query):
            yield hit
            count += 1
            if count >= MOST:
                return


def _notes(text: Searched, query: Query) -> Iterator[Hit]:
    for hit in text.notes:
        if hit.kind is query.kind and query.fits(hit.text) and query.section in _plain(hit.section):
            yield hit


def _lines(text: Searched, query: Query) -> Iterator[Hit]:
    for number, line in enumerate(text.source.lines):
        if not query.fits(line):
            continue
        index = text.meeting.section_at(number)
        section = text.meeting.sections[index].name if index is not None else ""
        if query.section in _plain(section):
            yield Hit(text.path, number + 1, text.day(number), section, line.strip())


def _plain(text: str) -> str:
    """Text for comparing: without case and accents."""
    return text.casefold() if text.isascii() else folded_lines(text)


def folded_lines(text: str) -> str:
    """Each line folded as names are."""
    return "\n".join(line.casefold() if line.isascii() else folded(line) for line in text.split("\n"))
