"""Markdown -> Meeting: sections with their items and notes.

The sections are found at once; what stands under a heading is parsed when somebody looks at it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tui.minutes.model import Meeting, SectionKind
from tui.minutes.reading.attendees import attendance, calls
from tui.minutes.reading.beside import boilerplate
from tui.minutes.reading.contents import Body, BodyContent
from tui.minutes.reading.front_matter import front_matter
from tui.minutes.reading.incremental import read_again
from tui.minutes.reading.meeting_date import DateContext
from tui.minutes.reading.outline import Said, content_of, drafts_of, keys_of, section_of, settle
from tui.minutes.reading.parse_state import ParseState
from tui.minutes.reading.roll_facts import RollFacts
from tui.minutes.reading.rolling import earlier
from tui.minutes.reading.scanning import one_line_end, scan
from tui.minutes.text.source import Source

FIRST: Final = 16_384
"""Characters of a long file that are read before it is shown: more than fits on any screen."""


def read(source: Source, file_name: str = "", previous: Meeting | None = None) -> Meeting:
    """Read a minutes file; any text is one. The file's name gives the date where the text is silent.

    With the `previous` reading of the same file only what has changed is read again, which takes time in
    proportion to the change; the result is the same.
    """
    if previous is not None:
        again = read_again(previous, source, file_name)
        if again is not None:
            return again
    front = front_matter(source.text)
    parts, references = scan(one_line_end(source.text[front.length :]) if front.lines else source.text)
    drafts = drafts_of(parts, front.lines)
    facts = settle(drafts, front, DateContext(file_name, lambda: source.text))
    bodies: dict[Said, Body] = {}
    tasks = "[ ]" in source.text or any(draft.kind is SectionKind.ACTIONS for draft in drafts)
    roll = RollFacts(lambda: source.text, boilerplate=boilerplate(file_name, source.text if tasks else ""))
    sections = tuple(
        section_of(draft, key, content_of(draft, facts.day, bodies, roll))
        for draft, key in zip(drafts, keys_of(drafts), strict=True)
    )
    called = calls(sections)
    past = earlier(sections)
    people, known = attendance(sections, called, front.people, past)
    roll.take(known)
    for section in sections if roll.known else ():
        if isinstance(section.content, BodyContent) and section.content.made is not None:
            section.content.forget()
    trace = ParseState.of(drafts, references, file_name, called, roll)
    return Meeting(source, facts.title, facts.day, people, sections, trace, past)


def read_start(source: Source, file_name: str = "", most: int = FIRST) -> Meeting:
    """Read a file of any size at once as far as a heading within the first `most` characters.

    A longer file's meeting has the whole source and the sections of its start, and no trace: what is read
    next does not start from it.
    """
    text = source.text
    if len(text) <= 2 * most:
        return read(source, file_name)
    cut = text.rfind("\n#", 0, most) + 1 or text.rfind("\n", 0, most) + 1 or most
    start = read(Source(text[:cut]), file_name)
    return replace(start, source=source, trace=None)
