"""What every edit gives: the new source, the lines it wrote, and a sentence that says what was done."""

from __future__ import annotations

from dataclasses import dataclass, field

from tui.minutes.model import Meeting, Note, NoteKind, Section
from tui.minutes.text.source import Source, Span


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of a file, not yet saved.

    `span` covers the lines written, in `source`; it is empty where lines were only removed. `said` is for
    the status line.
    """

    before: Source = field(repr=False)
    source: Source = field(repr=False)
    span: Span
    said: str


class EditError(ValueError):
    """An edit that is not possible; its message says why and what to do instead. Nothing was changed."""


def check_writable(meeting: Meeting) -> None:
    """Raise EditError for a file whose encoding is only a guess."""
    problem = meeting.source.problem
    if problem is not None:
        raise EditError(f"The file is {problem}. Nothing was changed; save it as UTF-8 and open it again.")


def spliced(meeting: Meeting, span: Span, lines: list[str], written: Span, said: str) -> Edit:
    """The edit that puts lines in the place of a span."""
    return Edit(meeting.source, meeting.source.splice(span, lines), written, said)


def under(section: Section | None) -> str:
    """Where a section is, for a sentence: ` under CLI`."""
    return f" under {section.name}" if section is not None and section.name else " at the top of the file"


def named(section: Section) -> str:
    """A section in a sentence."""
    return section.name or "the top of the file"


def called(note: Note) -> str:
    """A note in a sentence: `action for Ada Obi`."""
    if note.kind is NoteKind.ACTION:
        return f"action for {', '.join(note.owners)}" if note.owners else "action for nobody yet"
    if note.kind is NoteKind.FLAG:
        return f"flag of {', '.join(note.owners)}" if note.owners else "flag"
    return note.kind.value
