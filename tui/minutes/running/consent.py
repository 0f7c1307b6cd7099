r"""What is received by general consent: reports that nobody wants to talk about, as one decision.

    **DECISION:** received by general consent: CLI, Diego, Routing (3 reports)

A comma or a backslash in the name of a section is written with a backslash before it. Sections of one name
are told apart by that of the section around them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from tui.minutes import note_grammar
from tui.minutes.model import Meeting, Note, NoteKind
from tui.minutes.text.patterns import LazyPattern
from tui.minutes.text.source import Span

if TYPE_CHECKING:
    from tui.minutes.noting.editing import Edit

WORDS: Final = "received by general consent"
"""What such a decision begins with."""

_LINE: Final = LazyPattern(rf"{WORDS}:\s+(?P<names>\S.*?)(?:\s+\(\d+ reports?\))?", re.IGNORECASE | re.DOTALL)
_CUT: Final = LazyPattern(r"\\.|(?P<cut>,)", re.DOTALL)
_TO_ESCAPE: Final = LazyPattern(r"[,\\]")
_ESCAPED: Final = LazyPattern(r"\\([,\\])")


def consent(names: Sequence[str]) -> Note:
    """The decision that receives some reports."""
    listed = ", ".join(_TO_ESCAPE.sub(r"\\\g<0>", note_grammar.fold(name)) for name in names)
    count = f"{len(names)} report{'s' * (len(names) != 1)}"
    return note_grammar.tidy(Note(NoteKind.DECISION, f"{WORDS}: {listed} ({count})"))


def names_in(note: Note) -> tuple[str, ...]:
    """The sections that a decision receives by consent; none where it is another decision."""
    text = note.text
    match = _LINE.fullmatch(text) if note.kind is NoteKind.DECISION and text[:1] in "rR" else None
    if match is None:
        return ()
    names, at, found = match["names"], 0, list[str]()
    for cut in [*_CUT.finditer(names), None]:
        if cut is None or cut["cut"]:
            name = names[at : cut.start() if cut is not None else len(names)].strip()
            found += [_ESCAPED.sub(r"\1", name)] if name else []
            at = cut.end() if cut is not None else at
    return tuple(found)


def labels(meeting: Meeting, sections: Iterable[int]) -> tuple[str, ...]:
    """What sections are called in such a decision."""
    return tuple(_label(meeting, index, _counted(meeting)) for index in sections)


def received(meeting: Meeting) -> frozenset[str]:
    """The keys of the sections that are received by consent, as the minutes say."""
    if WORDS not in meeting.source.text.casefold():
        return frozenset()
    names = {
        note_grammar.fold(name) for _, _, note in meeting.notes(NoteKind.DECISION) for name in names_in(note)
    }
    counts = _counted(meeting)
    return frozenset(
        section.key
        for index, section in enumerate(meeting.sections)
        if section.level and note_grammar.fold(_label(meeting, index, counts)) in names
    )


def receive(meeting: Meeting, sections: Sequence[int]) -> Edit:
    """Write that some reports are received, at the end of the discussion, which is made where there is none.

    Raises EditError.
    """
    from tui.minutes.noting import edits  # noqa: PLC0415 - what is received is read with the first paint
    from tui.minutes.reading.reader import read  # noqa: PLC0415

    if not sections:
        raise edits.EditError("There is no report to receive: choose one at least.")
    note = consent(labels(meeting, sections))
    made = edits.ensure_discussion(meeting)
    after = read(made.source) if made is not None else meeting
    edit = edits.add_note(after, note, edits.Position(edits.discussion(after) or 0))
    count = f"{len(sections)} report{'s' * (len(sections) != 1)}"
    start = made.span.start if made is not None else edit.span.start
    return edits.Edit(
        meeting.source, edit.source, Span(min(start, edit.span.start), edit.span.end), f"received {count}"
    )


def _counted(meeting: Meeting) -> Counter[str]:
    return Counter(note_grammar.fold(section.name) for section in meeting.sections)


def _label(meeting: Meeting, index: int, counts: Counter[str]) -> str:
    section = meeting.sections[index]
    name = section.name or "(no heading)"
    if counts[note_grammar.fold(section.name)] > 1 and section.parent is not None:
        return f"{meeting.sections[section.parent].name} › {name}"
    return name
