"""Reports signed as reviewed, each by one name put into a line at its end, or taken out of it.

Taking a name out again gives the bytes that were there before it was put in. Only the name given is ever
signed; who that is, the caller asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from typing import Final

from tui.minutes.model import Item, ItemKind, Meeting, Section
from tui.minutes.noting.editing import Edit, EditError, check_writable, named
from tui.minutes.noting.fitting import reread
from tui.minutes.noting.owners import People, written
from tui.minutes.noting.placing import Try, first_fitting, item_head, usual_marker
from tui.minutes.text.signatures import (
    is_signed,
    line_of,
    may_be_name,
    names_of,
    same_name,
    with_name,
    without_name,
)
from tui.minutes.text.source import Source, Span, without_newline

_LISTED: Final = (ItemKind.BULLET, ItemKind.ORDERED, ItemKind.PARAGRAPH, ItemKind.REPLY)


Change = tuple[Span, list[str]]
"""Lines of the file, and what stands in their place afterwards."""


@dataclass(frozen=True, slots=True)
class Signed:
    """How sections are to be signed: which, by whom, and whether the name is put in or taken out."""

    sections: tuple[int, ...]
    name: str
    signing: bool = True
    also: tuple[str, ...] = ()
    """What else can only mean the same person in these lines, as their initials do."""


def has_signed(section: Section, name: str, also: Iterable[str] = ()) -> bool:
    """True where somebody stands among those who have reviewed a section, by name or by what `also` has."""
    names = (name, *also) if name else ()
    return any(same_name(one, other) for other in section.reviewers for one in names)


def also_known_as(name: str, people: People, meeting: Meeting) -> tuple[str, ...]:
    """The other names in lines of names that can only mean somebody: initials, a first name, a handle."""
    person = people.find(name).person
    if person is None:
        return ()
    others = dict.fromkeys(other for section in meeting.sections for other in section.reviewers)
    return tuple(
        other for other in others if not same_name(name, other) and people.find(other).person == person
    )


def sign(meeting: Meeting, change: Signed, said: str) -> Edit:
    """Put a name into the lines of several sections, or take it out, as one edit.

    Raises EditError where nothing is to be changed, or where a line would not be read as meant.
    """
    check_writable(meeting)
    name = " ".join(change.name.split())
    if not may_be_name(name):
        raise EditError(f"“{name}” cannot stand in a line of names; choose another way to write it.")
    changes: list[Change] = []
    for index in change.sections:
        if has_signed(meeting.sections[index], name, change.also) is not change.signing:
            names = (name, *change.also)
            changes += [_signed(meeting, index, name)] if change.signing else _unsigned(meeting, index, names)
    if not changes:
        raise EditError(f"{name} has reviewed this already." if change.signing else f"{name} is not there.")
    source = meeting.source
    spans = [span for span, _ in changes]
    for span, lines in sorted(changes, key=lambda each: each[0].start, reverse=True):  # those before stay put
        source = source.splice(span, lines)
    source = _ending_like(source, meeting.source)
    first, grown = min(span.start for span in spans), len(source.lines) - len(meeting.source.lines)
    return Edit(
        meeting.source, source, Span(first, max(first, max(span.end for span in spans) + grown)), said
    )


def _ending_like(source: Source, before: Source) -> Source:
    """A source whose last line has a newline only where that of the text before had one."""
    last = source.lines[-1] if source.lines else ""
    bare = without_newline(last)
    if before.text and without_newline(before.lines[-1]) == before.lines[-1] and bare != last:
        return source.with_text(source.text[: len(source.text) - len(last) + len(bare)])
    return source


def choices_of(name: str, people: People) -> tuple[str, ...]:
    """The names of all whom initials or a first name can stand for, where they are several."""
    found = people.find(name).choices
    return tuple(map(written, found)) if len(found) > 1 else ()


def _signed(meeting: Meeting, index: int, name: str) -> Change:
    """A name put into the line of a section, or into a new one."""
    section = meeting.sections[index]
    for item in _lines_of_names(section):
        return item.own, with_name(_text(meeting, item), name).split("\n")
    for line, head in _ways(meeting, section):
        insertion = first_fitting(meeting, index, [Try(line, head, None)], line_of([name]))
        if insertion is not None:
            return Span(insertion.at, insertion.at), list(insertion.lines)
    raise EditError(f"No line at the end of {named(section)} would be read as one of names; e edits it.")


def _unsigned(meeting: Meeting, index: int, names: Iterable[str]) -> Iterator[Change]:
    """Names taken out of the lines of a section; one that has no other, and nothing else, goes."""
    for item in _lines_of_names(meeting.sections[index]):
        if found := [name for name in names_of(item.text) if any(same_name(name, one) for one in names)]:
            left = reduce(without_name, found, _text(meeting, item))
            stays = names_of(left) or len(item.span) > 1
            yield (item.own, left.split("\n")) if stays else (_without(meeting, index, item.own), [])


def _text(meeting: Meeting, item: Item) -> str:
    """An item's own lines as they stand in the file."""
    return "\n".join(without_newline(line) for line in meeting.source.lines[item.own.start : item.own.end])


def _without(meeting: Meeting, index: int, own: Span) -> Span:
    """What to cut for a line of names to go: with the blank line that was put beside it, where one was.

    That is found by putting it there again.
    """
    lines = meeting.source.lines
    above = own.start > 0 and not lines[own.start - 1].strip()
    below = own.end < len(lines) and not lines[own.end].strip()
    wider = [own]
    if above:
        wider.append(Span(own.start - 1, own.end))
    if below:
        wider.append(Span(own.start, own.end + 1))
    if above and below:
        wider.append(Span(own.start - 1, own.end + 1))
    from tui.minutes.reading.reader import read  # noqa: PLC0415 - only here is a text read to be tried

    for span in wider:
        source = _ending_like(meeting.source.splice(span, []), meeting.source)
        if _put_back(read(source), index, meeting.source, own):
            return span
    return own if not above or reread(meeting, index, own, []) is not None else wider[1]


def _put_back(without: Meeting, index: int, wanted: Source, own: Span) -> bool:
    """True where a line of names put into a text gives the wanted one."""
    text = without_newline(wanted.lines[own.start])
    name = next(iter(names_of(text)), "")
    if index >= len(without.sections) or not name:
        return False
    try:
        span, lines = _signed(without, index, name)
    except EditError:
        return False
    return without.source.splice(span, lines) == wanted


def _lines_of_names(section: Section) -> Iterator[Item]:
    for item in section.items if section.reviewers else ():
        if item.kind in _LISTED and item.note is None and is_signed(item.text):
            yield item


def _ways(meeting: Meeting, section: Section) -> Iterator[tuple[int, str]]:
    """Where a new line of names can begin, and how: right behind the report, or right under its heading.

    Always in the same place, so that two who sign at once write the same line.
    """
    marker = usual_marker(meeting)
    tops = [n for n, item in enumerate(section.items) if item.depth == 0]
    if not tops:
        yield section.body.start, marker
        yield section.body.start, f"   {marker}"
        return
    last = section.items[tops[-1]]
    prefix = item_head(meeting.source, section, tops[-1]).prefix if last.kind is ItemKind.BULLET else ""
    own = item_head(meeting.source, section, tops[-1]).marker if last.kind is ItemKind.BULLET else marker
    yield last.span.end, prefix + own
    yield last.span.end, marker
    yield last.span.start, marker
