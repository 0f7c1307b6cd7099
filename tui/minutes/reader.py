"""Markdown -> Meeting: sections with their items and notes.

The sections are found at once; what stands under a heading is parsed when somebody looks at it.
"""

from __future__ import annotations

from tui.minutes.model import Meeting
from tui.minutes.reading.attendees import attendees
from tui.minutes.reading.outline import content_of, drafts_of, keys_of, section_of, settle
from tui.minutes.reading.rereading import Trace, read_again
from tui.minutes.reading.scanning import scan
from tui.minutes.source import Source


def read(source: Source, file_name: str = "", previous: Meeting | None = None) -> Meeting:
    """Read a minutes file; any text is one. The file's name gives the date where the text is silent.

    With the `previous` reading of the same file only what has changed is read again, which takes time in
    proportion to the change; the result is the same.
    """
    if previous is not None:
        again = read_again(previous, source, file_name)
        if again is not None:
            return again
    parts, references = scan(source.text)
    drafts = drafts_of(parts)
    facts = settle(drafts, file_name)
    sections = tuple(
        section_of(draft, key, content_of(draft, facts.day))
        for draft, key in zip(drafts, keys_of(drafts), strict=True)
    )
    trace = Trace.of(drafts, references, file_name)
    return Meeting(source, facts.title, facts.day, attendees(sections), sections, trace)
