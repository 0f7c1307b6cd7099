"""A meeting for those who look on: the same places, nothing hidden."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.minutes.export.test_hidden import COMMENTS, PRIVATE, WORD, marked
from tests.support.corpus import OWN
from tui.minutes.model import Meeting
from tui.minutes.reading.reader import read
from tui.minutes.reading.veil import PRIVATE as NAME
from tui.minutes.reading.veil import veiled
from tui.minutes.text.source import Source


def places(meeting: Meeting) -> list[object]:
    return [
        (section.key, section.heading, section.body, section.level, [item.span for item in section.items])
        for section in meeting.sections
    ]


def said(meeting: Meeting) -> str:
    return str(
        [
            (section.title, section.name, section.owners, [(i.text, i.note) for i in section.items])
            for section in meeting.sections
        ]
    )


@pytest.mark.parametrize("text", [*COMMENTS.values(), *PRIVATE.values()], ids=[*COMMENTS, *PRIVATE])
def test_nothing_hidden_is_seen(text: str) -> None:
    meeting = read(Source(marked(text)))
    seen = veiled(meeting)
    assert WORD not in said(seen)
    assert places(seen) == places(meeting)
    assert ("kept" in said(meeting).casefold()) == ("kept" in said(seen).casefold())
    assert veiled(meeting) is seen


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_what_hides_nothing_is_itself(path: Path) -> None:
    meeting = read(Source.from_bytes(path.read_bytes()), path.name)
    if "<!--" not in meeting.source.text:
        assert veiled(meeting) is meeting


def test_the_heading_of_a_closed_session_is_hidden() -> None:
    seen = veiled(read(Source("# T\n## Closed session - Ada Obi\nx\n")))
    assert (seen.sections[1].name, seen.sections[1].owners) == (NAME, ())
