"""Changes to an item's own lines: a note changed, ticked or dropped, a remark made an action."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from tui.minutes import note_grammar
from tui.minutes.model import LIST_KINDS, TASKS, Item, ItemKind, Meeting, Note, NoteKind
from tui.minutes.noting.editing import Edit, EditError, called, check_writable, spliced, under
from tui.minutes.noting.fitting import reread
from tui.minutes.noting.placing import Position, children_of, item_head, parent_of, usual_marker
from tui.minutes.reading.blocks import Block
from tui.minutes.text.source import Span, without_newline

_BOX: Final = re.compile(r"\[[ xX]\](?=\s)")
_TEXT_KINDS: Final = (*LIST_KINDS, ItemKind.PARAGRAPH, ItemKind.REPLY)


def item_at(meeting: Meeting, place: Position) -> Item:
    """The item of a place. Raises EditError for a place that is a section."""
    if place.item is None:
        raise EditError("Choose an item first: a section by itself cannot be changed this way.")
    return meeting.sections[place.section].items[place.item]


def note_at(meeting: Meeting, place: Position, *kinds: NoteKind) -> Note:
    """The note of a place. Raises EditError where there is none, or none of the kinds given."""
    note = item_at(meeting, place).note
    if note is None or (kinds and note.kind not in kinds):
        named = [f"{'an' if kind.value[0] in 'ai' else 'a'} {kind.value}" for kind in kinds]
        raise EditError(f"Choose {' or '.join(named) or 'a note'} first: this is none.")
    return note


def change_note(meeting: Meeting, place: Position, note: Note) -> Edit:
    """Write another note in the place of an item's own lines, with its marker and indent.

    What is nested in it stays. A foreign form is written in this grammar then. Raises EditError.
    """
    check_writable(meeting)
    old = item_at(meeting, place).note
    note = note_grammar.tidy(note)
    said = (
        f"changed {called(note)}" if old is None or old.kind is note.kind else f"made it a {note.kind.value}"
    )
    return rewritten(meeting, place, [note_grammar.write(note)], said)


def make_action(
    meeting: Meeting, place: Position, owners: Sequence[str] = (), due: date | None = None
) -> Edit:
    """Turn a remark into an open action; its words stay as they are, over all their lines.

    Raises EditError for what is an action already, and for tables, code, quotes and HTML.
    """
    check_writable(meeting)
    item = item_at(meeting, place)
    if item.note is not None:
        if item.note.kind is NoteKind.ACTION:
            raise EditError("This is an action already.")
        return change_note(
            meeting, place, Note(NoteKind.ACTION, item.note.text, tuple(owners), due or item.note.due)
        )
    head = note_grammar.write(Note(NoteKind.ACTION, "", tuple(owners)))
    first, *more = _content(meeting, place)
    words = [f"{head} {note_grammar.split_box(first)[1]}".rstrip(), *more]
    if due is not None:
        words[-1] = note_grammar.stamped(words[-1], {"due": due.isoformat()})
    note = note_grammar.tidy(Note(NoteKind.ACTION, item.text, tuple(owners)))
    return rewritten(meeting, place, words, f"made it an {called(note)}")


def tick(meeting: Meeting, place: Position, on: date) -> Edit:
    """Mark an action or a flag as done on a day, a question as answered; one that is closed is opened again.

    Only the box and the trailing bracket change, in foreign forms, too. Raises EditError.
    """
    note = item_at(meeting, place).note
    if note is not None and note.kind is NoteKind.QUESTION:
        return _answer(meeting, place, note, on)
    note = note_at(meeting, place, *TASKS)
    if note.open:
        return _stamp(meeting, place, {"done": on.isoformat()}, box="x", said=f"ticked {called(note)}")
    return _stamp(meeting, place, {"done": None, "dropped": None}, box=" ", said=f"reopened {called(note)}")


def _answer(meeting: Meeting, place: Position, note: Note, on: date) -> Edit:
    """Mark a question as answered, or as open again; a foreign form is written in this grammar then."""
    said, day = ("opened the question again", None) if note.done else ("answered the question", on)
    item = item_at(meeting, place)
    if note_grammar.read(item.text, item.task) == note:
        fields = {"done": day.isoformat() if day is not None else None}
        return _stamp(meeting, place, fields, box=" " if note.done else "x", said=said)
    edit = change_note(meeting, place, note._replace(done=day is not None, done_on=day))
    return Edit(edit.before, edit.source, edit.span, said + under(meeting.sections[place.section]))


def drop_action(meeting: Meeting, place: Position, on: date) -> Edit:
    """Mark an action or a flag as dropped on a day, as `tick` does for done. Raises EditError."""
    note = note_at(meeting, place, *TASKS)
    if note.dropped:
        raise EditError(f"This {note.kind.value} was dropped already.")
    fields = {"done": None, "dropped": on.isoformat()}
    return _stamp(meeting, place, fields, box="x", said=f"dropped {called(note)}")


def _stamp(
    meeting: Meeting, place: Position, fields: Mapping[str, str | None], *, box: str, said: str
) -> Edit:
    check_writable(meeting)
    item = item_at(meeting, place)
    words = _content(meeting, place)
    if len(words) > 1 and note_grammar.read(item.text, item.task) == item.note and item.note is not None:
        words = [note_grammar.write(item.note)]  # the bracket may stand on two lines
    before = list(words)
    if _BOX.match(words[0]) is not None:
        words[0] = f"[{box}]{words[0][3:]}"
    kind = item.note.kind if item.note is not None else NoteKind.ACTION
    words[-1] = note_grammar.stamped(words[-1], fields, kind)
    if words == before:
        raise EditError("That it is closed stands in its words; edit the line itself.")
    said += under(meeting.sections[place.section])
    return rewritten(meeting, place, words, said, as_it_was=item.task is None)


def _content(meeting: Meeting, place: Position) -> list[str]:
    """An item's own lines as the file has them, the first without what stands before its text."""
    item = item_at(meeting, place)
    if item.kind not in _TEXT_KINDS or not len(item.own):
        raise EditError(f"A {item.kind.value} cannot be a note; write one under it instead.")
    lines = [without_newline(line) for line in meeting.source.lines[item.own.start : item.own.end]]
    lines[0] = lines[0][_text_start(meeting, place) :]
    return lines


def _text_start(meeting: Meeting, place: Position) -> int:
    """Where an item's text (with its box) begins in its first line."""
    section, index = meeting.sections[place.section], place.item or 0
    item = section.items[index]
    line = without_newline(meeting.source.lines[item.span.start])
    if item.kind in LIST_KINDS:
        head = item_head(meeting.source, section, index)
        return min(len(line), len(head.prefix + head.marker + head.gap))
    start = len(line) - len(line.lstrip(" \t>"))
    if item.kind is ItemKind.REPLY:
        start = len(line) - len(line[start:].lstrip("-").lstrip(" \t"))
    elif item.marker:  # a bullet of a word processor
        start = len(line) - len(line[start:].removeprefix(item.marker).lstrip())
    return start


def rewritten(
    meeting: Meeting, place: Position, words: list[str], said: str, *, as_it_was: bool = False
) -> Edit:
    """An item's own lines written anew, when they then read as one item and all else as before.

    What looks like a task box is one, except `as_it_was`: in a paragraph it is none to Markdown.
    """
    section = meeting.sections[place.section]
    item = item_at(meeting, place)
    span = Span(item.own.start, item.own.end)
    text = note_grammar.fold("\n".join(line.strip() for line in words))
    task, text = (None, text) if as_it_was else note_grammar.split_box(text)
    here = [other for other in section.items if other.own.start in span]
    for lines, offset in _ways(meeting, place, words):
        read = reread(meeting, place.section, span, lines)
        if read is None or len(read.blocks) != len(here) or read.headings:
            continue
        if all(
            _is_meant(block, task, text) if old is item else block.text == old.text
            for old, block in zip(here, read.blocks, strict=True)
        ):
            start = item.own.start + offset
            return spliced(meeting, span, lines, Span(start, start + len(words)), said)
    raise EditError("This line cannot be changed without changing how others are read; edit the section.")


def _is_meant(block: Block, task: bool | None, text: str) -> bool:
    return (note_grammar.fold(block.text), block.task) == (text.strip(), task)


def _ways(meeting: Meeting, place: Position, words: list[str]) -> Iterator[tuple[list[str], int]]:
    """The lines to try, and which of them is the first of the item."""
    section, index = meeting.sections[place.section], place.item or 0
    item = section.items[index]
    line = without_newline(meeting.source.lines[item.span.start])
    start = _text_start(meeting, place)
    yield [line[:start].ljust(start) + words[0], *words[1:]], 0
    if item.kind in LIST_KINDS:
        yield [line[:start].rstrip(" \t") + " " + words[0], *words[1:]], 0
        return
    for head in _list_heads(meeting, place):
        for blank_before, blank_after in ((0, 0), (1, 0), (0, 1), (1, 1)):
            lines = [*[""] * blank_before, head + words[0], *words[1:], *[""] * blank_after]
            yield lines, blank_before


def _list_heads(meeting: Meeting, place: Position) -> Iterator[str]:
    """How a paragraph's or reply's line can begin as that of a list item."""
    section, index = meeting.sections[place.section], place.item or 0
    parent = parent_of(section, index)
    if parent is not None and section.items[parent].kind in LIST_KINDS:
        for child in children_of(section, parent):
            if section.items[child].kind is ItemKind.BULLET:
                head = item_head(meeting.source, section, child)
                yield head.prefix + head.marker + " "
        yield item_head(meeting.source, section, parent).inner + usual_marker(meeting) + " "
    line = without_newline(meeting.source.lines[section.items[index].span.start])
    yield line[: len(line) - len(line.lstrip(" \t>"))] + usual_marker(meeting) + " "
