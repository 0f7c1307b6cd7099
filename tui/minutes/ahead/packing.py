"""A meeting as plain values, as it goes from one process to another.

A long file has thousands of sections. To hand them over as the objects they are, each with its spans, its
body and its readings, would take several times as long as the strings and numbers they are made of take.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeAlias, TypeVar

from tui.minutes.content import NO_CONTENT
from tui.minutes.model import Meeting, Person, Section
from tui.minutes.reading.beside import Boilerplate
from tui.minutes.reading.contents import Body, BodyContent, KnownBody
from tui.minutes.reading.meaning import Meaning
from tui.minutes.reading.parse_state import ParseState
from tui.minutes.reading.roll_facts import RollFacts
from tui.minutes.text.source import Source, Span

if TYPE_CHECKING:
    from tui.minutes.reading.attendees import Calls

T = TypeVar("T")
Row: TypeAlias = tuple[Any, ...]
"""The fields of an object. Where many objects have the same one, its number stands; what few objects have at
all (blocks, items, a tally) stands as it is."""


class Packed(NamedTuple):
    """A meeting without its source. Bodies and readings stand once each and are meant by their numbers."""

    title: str | None
    date: date | None
    attendees: tuple[Person, ...]
    sections: list[Row]
    bodies: list[Row]
    texts: str
    """Those of the bodies, one behind the other."""
    readings: list[Row]
    trace: PackedParseState | None
    known: frozenset[str]
    """How the people of the roll call may be named."""
    boilerplate: Boilerplate
    earlier: frozenset[int]


class PackedParseState(NamedTuple):
    """A trace (see `ParseState`), with numbers for its readings."""

    alone: list[int]
    among: list[int]
    top: tuple[bool, ...]
    references: dict[str, str]
    file_name: str
    called: Calls


class _Numbered(Generic[T]):
    """Objects by number, each once; the same one, not an equal one."""

    def __init__(self) -> None:
        self.all: list[T] = []
        self._numbers: dict[int, int] = {}

    def number(self, one: T) -> int:
        """The number of an object."""
        number = self._numbers.setdefault(id(one), len(self.all))
        if number == len(self.all):
            self.all.append(one)
        return number


def pack(meeting: Meeting) -> Packed:
    """The plain values of a meeting."""
    readings, bodies = _Numbered[Meaning](), _Numbered[Body]()
    sections = [_section_row(section, bodies) for section in meeting.sections]
    texts = "".join(body.raw for body in bodies.all)
    rows = [_body_row(body, readings) for body in bodies.all]
    trace = None
    if isinstance(state := meeting.trace, ParseState):
        alone, among = (list(map(readings.number, each)) for each in (state.alone, state.readings))
        trace = PackedParseState(
            alone, among, state.top, dict(state.references), state.file_name, state.called
        )
    meanings = list(map(tuple, readings.all))
    roll = bodies.all[0].roll if bodies.all else RollFacts()
    facts = (meeting.title, meeting.date, meeting.attendees)
    return Packed(
        *facts, sections, rows, texts, meanings, trace, roll.known, roll.boilerplate, meeting.earlier
    )


def unpack(packed: Packed, source: Source) -> Meeting:
    """The meeting of a source that was packed."""
    readings = list(map(Meaning._make, packed.readings))
    roll = RollFacts(lambda: source.text, packed.known, packed.boilerplate)
    bodies = _bodies(packed, readings)
    for body in bodies:
        body.roll = roll
    sections = tuple(_section(row, bodies) for row in packed.sections)
    trace = None
    if packed.trace is not None:
        alone, among, top, references, file_name, called = packed.trace
        each, settled = (tuple(map(readings.__getitem__, numbers)) for numbers in (alone, among))
        trace = ParseState(each, settled, top, references, file_name, called, roll)
    return Meeting(source, packed.title, packed.date, packed.attendees, sections, trace, packed.earlier)


def _section_row(section: Section, bodies: _Numbered[Body]) -> Row:
    key, title, name, level, heading, body, *others, content = section
    number, made = None, None
    if isinstance(content, BodyContent):
        number, made = bodies.number(content.body), content.made
    return (number, made, heading.start, heading.end, body.start, body.end, key, title, name, level, *others)


def _section(row: Row, bodies: Sequence[Body]) -> Section:
    number, made, start, end, first, last, key, title, name, level, *others = row
    content = BodyContent(bodies[number], first, *(made or ())) if number is not None else NO_CONTENT
    return Section._make((key, title, name, level, Span(start, end), Span(first, last), *others, content))


def _body_row(body: Body, readings: _Numbered[Meaning]) -> Row:
    kind, reading, *others = body.known
    number = readings.number(reading) if reading is not None else None
    return (len(body.raw), body.blocks, body.first, body.size, kind, number, *others)


def _bodies(packed: Packed, readings: Sequence[Meaning]) -> list[Body]:
    bodies, end = [], 0
    for length, blocks, first, size, kind, number, day, tally, noteless, recurs in packed.bodies:
        start, end = end, end + length
        body = Body(packed.texts[start:end], blocks, first, size)
        reading = readings[number] if number is not None else None
        body.take(KnownBody(kind, reading, day, tally, noteless, recurs))
        bodies.append(body)
    return bodies
