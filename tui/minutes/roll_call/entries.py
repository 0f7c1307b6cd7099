"""Changing one entry of a roll call in the text: put into a group, taken out of it, its remark or box set.

Each function gives the new source, or None where the text is not as it would have to be. Whether the result
reads as meant is for `attendance` to see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tui.minutes.model import Item, ItemKind, Meeting, Person, Section, SectionKind, Standing
from tui.minutes.noting.owners import folded, repaired
from tui.minutes.noting.placing import (
    Position,
    is_loose,
    item_head,
    next_head,
    place_line,
    usual_marker,
)
from tui.minutes.reading.attendees import Mention, RollForm, RollGroup
from tui.minutes.reading.languages import all_written, fold, language_of_meeting, written
from tui.minutes.reading.listed_people import (
    REMARK_OF_STANDING,
    SEPARATOR,
    are_initials,
    pieces,
)
from tui.minutes.reading.people import is_name
from tui.minutes.reading.placeholders import is_placeholder
from tui.minutes.reading.roll_labels import LISTED, Label
from tui.minutes.text.source import Source, Span, without_newline

_REMARKED: Final = (Standing.ABSENT, Standing.LATE)
"""What this program says of somebody in brackets, or by a label."""

_BOX: Final = re.compile(r"\[[ xX]\][ \t]+$")
_HANDLE_ALONE: Final = re.compile(r"@\w[\w.-]*")
_INITIALS: Final = re.compile(r"\(([A-Z][A-Za-z]{1,3})\)$")
_COMPANY: Final = re.compile(r"(?<!\])\([^@()]+\)")  # but no link's target


@dataclass(frozen=True, slots=True)
class Roll:
    """A meeting with its roll call's groups."""

    meeting: Meeting
    groups: tuple[RollGroup, ...]

    def section(self, group: RollGroup) -> Section:
        """The section of a group."""
        return self.meeting.sections[group.section]

    def item(self, group: RollGroup, number: int | None) -> Item:
        """An item of a group's section."""
        return self.section(group).items[number or 0]

    def text(self, group: RollGroup, mention: Mention) -> str:
        """How somebody is written, with all remarks."""
        return self.item(group, mention.item).text[mention.start : mention.end]

    def of(self, person: Person) -> list[tuple[RollGroup, Mention]]:
        """The places where somebody is listed, in document order."""
        found = [
            (group, mention)
            for group in self.groups
            for mention in group.mentions
            if same(mention.person, person)
        ]
        return sorted(found, key=lambda each: (each[0].section, each[1].item, each[1].start))


def our_label(meeting: Meeting, standing: Standing) -> str:
    """The label that this program writes before those absent or late, in the language of the minutes."""
    return written(language_of_meeting(meeting), standing.value)


def _is_ours(words: str) -> bool:
    """True for a label of this program: a line of one goes with its last name, any other label stays."""
    return any(fold(words) in all_written(standing.value) for standing in _REMARKED)


def same(one: Person, other: Person) -> bool:
    """True for two ways to write one person: the same name, or the same handle, with its @ or without."""
    if folded(one.name) == folded(other.name):
        return True
    return bool(handle := _handle(one)) and handle == _handle(other)


def _handle(person: Person) -> str:
    """The handle of somebody; one word that is no given name stands for one where handles have no @."""
    if person.handle or " " in person.name or is_name(person.name):
        return folded(person.handle)
    return folded(person.name)


def without_remark(text: str) -> str:
    """An entry without what it says of being late or absent."""
    return REMARK_OF_STANDING.sub("", text).rstrip()


def with_remark(text: str, standing: Standing | None) -> str:
    """An entry that says of somebody to be late or absent; with any other standing it says nothing."""
    bare = without_remark(text)
    return f"{bare} ({standing.value})" if standing in _REMARKED else bare


def replaced(meeting: Meeting, item: Item, start: int, end: int, text: str) -> Source | None:
    """The source with a part of an item's text replaced."""
    one, other = _at(meeting, item, start), _at(meeting, item, end)
    if one is None or other is None:
        return None
    lines = meeting.source.lines
    before, after = without_newline(lines[one[0]])[: one[1]], without_newline(lines[other[0]])[other[1] :]
    return meeting.source.splice(Span(one[0], other[0] + 1), (before + text + after).split("\n"))


def _at(meeting: Meeting, item: Item, offset: int) -> tuple[int, int] | None:
    """The line and column where an offset of an item's text stands in the file."""
    before = item.text[:offset]
    number, column = before.count("\n"), offset - (before.rfind("\n") + 1)
    line = item.own.start + number
    if line >= min(item.own.end, len(meeting.source.lines)):
        return None
    words = item.text.split("\n")[number]
    start = without_newline(meeting.source.lines[line]).rfind(words)
    return (line, start + column) if start >= 0 else None


def rewritten(roll: Roll, group: RollGroup, mention: Mention, text: str) -> Source | None:
    """The source with an entry written another way."""
    return replaced(roll.meeting, roll.item(group, mention.item), mention.start, mention.end, text)


def ticked(meeting: Meeting, item: Item, *, done: bool) -> Source | None:
    """The source with the box of an entry ticked or not."""
    at = _at(meeting, item, 0)
    line = without_newline(meeting.source.lines[item.own.start])
    match = _BOX.search(line[: at[1]]) if at is not None else None
    if match is None or item.task is done:
        return meeting.source if match is not None else None
    column = match.start() + 1
    new = line[:column] + ("x" if done else " ") + line[column + 1 :]
    return meeting.source.splice(Span(item.own.start, item.own.start + 1), [new])


def taken_out(roll: Roll, group: RollGroup, mention: Mention, *, label_too: bool = False) -> Source | None:
    """The source without an entry; `label_too`: without the label of an entry that was its last, too."""
    meeting, item = roll.meeting, roll.item(group, mention.item)
    if group.form is RollForm.ENTRIES:
        return _without_lines(meeting, item.span) if item.own == item.span else None
    if group.form is RollForm.ROWS or (group.form is RollForm.LINES and len(group.mentions) > 1):
        line = item.own.start + item.text[: mention.start].count("\n")
        return meeting.source.splice(Span(line, line + 1), [])
    spans = _pieces(roll, group)
    if len(spans) > 1:
        start, end = _piece_with_separator(item.text, spans, spans.index((mention.start, mention.end)))
        return replaced(meeting, item, start, end, "")
    label = group.label if group.label is not None and group.label.item == group.item else None
    if label is None:
        return _without_lines(meeting, item.span) if item.own == item.span else None
    if label_too or _is_ours(label.words):
        return _without_label(meeting, item, label, group.end)
    behind = item.text[mention.end : group.end]
    end = mention.end if behind.strip(" ,;") else mention.end + len(behind)
    return replaced(meeting, item, len(item.text[: label.end].rstrip()), end, "")


def _pieces(roll: Roll, group: RollGroup) -> list[tuple[int, int]]:
    """Where the parts of a line stand, people or not; just the one person where it has no others."""
    found = pieces(roll.item(group, group.item).text, group.start, group.end)
    spans = [(mention.start, mention.end) for mention in group.mentions]
    return found if all(span in found for span in spans) else spans


def _piece_with_separator(text: str, spans: list[tuple[int, int]], index: int) -> tuple[int, int]:
    """What to cut for a part to go with one of the separators beside it: `A, B and C` becomes `A and C`."""
    start, end = spans[index]
    following = spans[index + 1][0] if index + 1 < len(spans) else None
    if following is None or (index and not text[end:following].strip().startswith((",", ";"))):
        return spans[index - 1][1], end
    return start, following


def _without_lines(meeting: Meeting, span: Span) -> Source:
    """The source without some lines; of the blank lines around them one side goes, too."""
    lines = meeting.source.lines
    above = span.start == 0 or not lines[span.start - 1].strip()
    below = span.end >= len(lines) or not lines[span.end].strip()
    if above and below and span.end < len(lines):
        span = Span(span.start, span.end + 1)
    elif above and below and span.start:
        span = Span(span.start - 1, span.end)
    return meeting.source.splice(span, [])


def _without_label(meeting: Meeting, item: Item, label: Label, end: int) -> Source | None:
    """The source without the lines from a label to the end of its list."""
    if label.start == 0 and end >= len(item.text):
        return _without_lines(meeting, item.span) if item.own == item.span else None
    first = item.own.start + item.text[: label.start].count("\n")
    last = item.own.start + item.text[:end].rstrip("\n").count("\n")
    return meeting.source.splice(Span(first, last + 1), [])


def put_in(roll: Roll, group: RollGroup, text: str) -> Iterator[Source | None]:
    """The ways to add an entry to a group, best first."""
    if group.form is RollForm.ENTRIES and group.mentions:
        yield _item_after(roll, group, text)
    elif group.form is RollForm.LINES:
        yield _line_after(roll, group, text)
    elif group.form is RollForm.LINE:
        yield _piece_after(roll, group, text)
    else:
        yield from _into_empty(roll, group, text)


def _item_after(roll: Roll, group: RollGroup, text: str) -> Source:
    section, source = roll.section(group), roll.meeting.source
    numbers = list(dict.fromkeys(mention.item for mention in group.mentions))
    last = section.items[numbers[-1]]
    depth = [n for n in numbers if section.items[n].depth == last.depth][-2:]
    head, loose = next_head(source, section, depth), is_loose(source, section, depth)
    gap = item_head(source, section, numbers[-1]).gap
    box = "[x] " if last.task is not None else ""
    lines = [*[""] * loose, f"{head}{gap or ' '}{box}{text}"]
    return source.splice(Span(last.span.end, last.span.end), lines)


def _line_after(roll: Roll, group: RollGroup, text: str) -> Source | None:
    """A line of its own before the last one, so that a line break written out at its end is kept."""
    item, last = roll.item(group, group.item), group.mentions[-1]
    begin = item.text.rfind("\n", 0, last.start) + 1
    ending = item.text[group.mentions[-2].end : begin]
    return replaced(roll.meeting, item, begin, begin, text + ending)


def _piece_after(roll: Roll, group: RollGroup, text: str) -> Source | None:
    item = roll.item(group, group.item)
    spans = _pieces(roll, group)
    if not group.mentions:
        rest = item.text[group.start : group.end].strip()
        start = item.text.index(rest, group.start)
        return replaced(roll.meeting, item, start, start + len(rest), text)
    if len(spans) == 1:
        return replaced(roll.meeting, item, spans[0][1], spans[0][1], f", {text}")
    separator = item.text[spans[-2][1] : spans[-1][0]]
    if "and" in separator or "&" in separator:
        before = item.text[spans[-3][1] : spans[-3][1] + 1] if len(spans) > 2 else ","
        return replaced(roll.meeting, item, spans[-2][1], spans[-2][1], f"{before} {text}")
    match = SEPARATOR.match(separator.lstrip())
    sign = match[0].strip() if match is not None else ","
    return replaced(roll.meeting, item, spans[-1][1], spans[-1][1], f"{sign} {text}")


def _into_empty(roll: Roll, group: RollGroup, text: str) -> Iterator[Source | None]:
    """Where nobody is listed yet: in the place of `TBD`, after the label, or as the section's first item."""
    meeting, section = roll.meeting, roll.section(group)
    first = group.label.item + 1 if group.label is not None else 0
    waiting = section.items[first] if first < len(section.items) else None
    if waiting is not None and waiting.kind in LISTED and is_placeholder(waiting):
        yield replaced(meeting, waiting, 0, len(waiting.text), text)
    if group.label is not None:
        item = section.items[group.label.item]
        end = len(item.text[: group.label.end].rstrip())
        yield replaced(meeting, item, end, end, f" {text}")
        yield meeting.source.splice(Span(item.own.end, item.own.end), [f"{usual_marker(meeting)} {text}"])
        return
    if waiting is not None and waiting.kind in LISTED:
        begun = item_head(meeting.source, section, first)
        line = f"{begun.prefix}{begun.marker}{begun.gap}{text}"
        yield meeting.source.splice(Span(waiting.span.start, waiting.span.start), [line])
    yield placed(meeting, group.section, text)


def placed(meeting: Meeting, section: int, text: str) -> Source | None:
    """The source with a list item at the end of a section."""
    insertion = place_line(meeting, Position(section), text)
    if insertion is None:
        return None
    return meeting.source.splice(Span(insertion.at, insertion.at), insertion.lines)


def beside(roll: Roll, group: RollGroup, label: str, text: str) -> Iterator[Source | None]:
    """The ways to add a group of its own, `Absent: Bo Lind`, beside a group, as that one is labelled."""
    meeting, section = roll.meeting, roll.section(group)
    end = max([group.label.item if group.label else 0, *(m.item for m in group.mentions), group.item or 0])
    last = section.items[end] if section.items else None
    if last is None:
        yield placed(meeting, group.section, f"{label}: {text}")
        return
    if group.label is not None:
        item = section.items[group.label.item]
        line = _labelled(item.text[group.label.start : group.label.end], group.label.words, label, text)
        if item.kind in LISTED:
            head = item_head(meeting.source, section, group.label.item)
            line = f"{head.prefix}{head.marker}{head.gap}{line}"
            yield meeting.source.splice(Span(item.span.end, item.span.end), [line])
        elif group.label.start or group.end < len(item.text):
            at = item.own.start + item.text[: group.end].rstrip().count("\n") + 1
            indent = re.match(r"\s*", meeting.source.lines[at - 1])
            yield meeting.source.splice(Span(at, at), [(indent[0] if indent else "") + line])
        if section.kind is SectionKind.ATTENDEES:
            yield paragraph_after(meeting, section.items[-1].span.end, [line])
        yield paragraph_after(meeting, last.span.end, [line])
        return
    if group.form is RollForm.ENTRIES and last.kind in LISTED:
        begun, gap = next_head(meeting.source, section, [end]), item_head(meeting.source, section, end).gap
        new = [f"{begun}{gap or ' '}{label}: {text}"]
        yield meeting.source.splice(Span(last.span.end, last.span.end), new)
    yield paragraph_after(meeting, last.span.end, [f"{label}: {text}"])


def _labelled(old: str, words: str, label: str, text: str) -> str:
    """A line labelled as another one is: `**Present:** A` gives `**Absent:** B`."""
    begun = old.replace(words, label, 1).strip()
    return f"{begun} {text}" if ":" in begun or "：" in begun else f"{begun}: {text}"


def paragraph_after(meeting: Meeting, at: int, new: Sequence[str]) -> Source:
    """The source with a paragraph after a line."""
    lines = meeting.source.lines
    after = at < len(lines) and bool(lines[at].strip())
    return meeting.source.splice(Span(at, at), ["", *new, *[""] * after])


def written_like(roll: Roll, group: RollGroup | None, person: Person) -> str:
    """Somebody as the others of a group are written: with handle, with company, or by name alone."""
    texts = [roll.text(group, mention) for mention in group.mentions] if group is not None else []
    name = repaired(person.name)
    handle = f"@{person.handle}" if person.handle else ""
    if handle and (folded(name) in ("", folded(person.handle))):
        return handle
    if texts and handle and all(_HANDLE_ALONE.fullmatch(text.strip()) for text in texts):
        return handle
    if handle and any("@" in text for text in texts):
        name += f" ({handle})" if any("(@" in text for text in texts) else f" {handle}"
    if texts and " " in person.name and all(_ends_in_initials(without_remark(text)) for text in texts):
        return f"{name} ({''.join(word[0] for word in person.name.split()).upper()})"
    if person.company and sum(bool(_COMPANY.search(without_remark(t))) for t in texts) * 2 > len(texts):
        return f"{name} ({person.company})"
    in_items = group is not None and group.form is RollForm.ENTRIES
    if person.company and in_items and sum("," in text for text in texts) * 2 > len(texts):
        return f"{name}, {person.company}"
    return name


def _ends_in_initials(text: str) -> bool:
    """True for `Ada Obi (AO)`."""
    match = _INITIALS.search(text)
    return match is not None and are_initials(match[1], text)


def is_boxed(roll: Roll, group: RollGroup, mention: Mention) -> bool:
    """True for an entry with a box of its own."""
    item = roll.item(group, mention.item)
    return group.form is RollForm.ENTRIES and item.task is not None and item.kind is not ItemKind.PARAGRAPH
