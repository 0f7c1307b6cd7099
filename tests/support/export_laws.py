"""What every export keeps, as functions that a test and `python -m tests.laws` ask of a file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tui.minutes.export.forms import FORMS, Export
from tui.minutes.model import Meeting
from tui.minutes.reading.blocks import markdown_text
from tui.minutes.reading.reader import read
from tui.minutes.text.source import Source

_WORD: Final = re.compile(r"\w+")


def broken(path: Path) -> Iterator[str]:
    """The laws that a file's export to Markdown breaks, in words."""
    source = Source.from_bytes(path.read_bytes())
    export = Export(read(source, path.name), path.name, frozenset({"summary"}))
    made = _markdown(export)
    named = {
        line for touch in export.touches(FORMS["md"]) for line in range(touch.lines.start, touch.lines.end)
    }
    lines = markdown_text(source.text).split("\n")
    left_out = "\n".join(line for n, line in enumerate(lines) if n in named)
    if lost := _words(source.text) - _words(made) - _words(left_out):
        yield f"loses words that no explanation names: {list(lost)[:5]}"
    kept = set(made.replace("\r\n", "\n").split("\n"))
    if other := [
        n + 1 for n, line in enumerate(lines) if n not in named and line.strip() and line not in kept
    ]:
        yield f"changes lines that no rule names: {other[:5]}"
    if _said(export.cleaned.meeting) != _said(read(Source(made), path.name)):
        yield "reads another meeting"
    whole = _markdown(Export(read(source, path.name), path.name))
    if _markdown(Export(read(Source(whole), path.name), path.name)) != whole:
        yield "is not clean after one cleaning"


def _markdown(export: Export) -> str:
    made = FORMS["md"].make(export)
    assert isinstance(made, str)
    return made


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text))


def _said(meeting: Meeting) -> object:
    sections = [
        (
            section.level,
            section.title,
            section.kind,
            [(i.kind, i.depth, i.text, i.note) for i in section.items],
        )
        for section in meeting.sections
    ]
    return meeting.title, meeting.date, meeting.attendees, sections
