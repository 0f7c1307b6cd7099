"""The benchmark's own parts: its files, its figures, and that it sees what a program paints."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.bench import measures
from tests.bench.figures import Figure, Kind, page, percentile, quartiles, table
from tests.bench.files import BODY_TEXT, LONG_SECTION, SIZES, minutes_of, transcript_of, with_long_discussion
from tests.bench.measures import Subject
from tui.minutes.reading.reader import read
from tui.minutes.text.source import Source

PROGRAM = """
import os, tty
tty.setraw(0)
os.write(1, b"\\x1b[?2026hbo")
os.write(1, b"dy\\x1b[?2026l\\x1b[6n")
while True:
    key = os.read(0, 20)
    if key == b"n":
        os.write(1, b"\\x1b[2;1H" + key)
"""


@pytest.fixture
def program(tmp_path: Path) -> tuple[str, ...]:
    (tmp_path / "program.py").write_text(PROGRAM, "utf-8")
    return (sys.executable, str(tmp_path / "program.py"))


def test_files_have_their_sizes_and_are_minutes() -> None:
    for length in SIZES.values():
        text = minutes_of(length)
        assert length <= len(text.encode()) <= max(length, 1) * 1.03 + 7000
        assert 0 < text.index(BODY_TEXT) < 1000
    transcript = transcript_of(SIZES["M"])
    assert SIZES["M"] <= len(transcript.encode()) < 2 * SIZES["M"]
    assert 0 < transcript.index(BODY_TEXT) < 1000
    sections = read(Source.from_bytes(transcript.encode())).sections
    assert max(len(section.items) for section in sections) > 30
    meeting = read(Source.from_bytes(minutes_of(SIZES["M"]).encode()))
    names = [(section.parent, section.name) for section in meeting.sections]
    assert len(names) > 700
    assert len(set(names)) == len(names)
    meeting = read(Source.from_bytes(with_long_discussion().encode()))
    (discussion,) = (section for section in meeting.sections if section.name == "Discussion")
    assert len(meeting.source.slice(discussion.body)) >= LONG_SECTION


def test_a_start_is_seen_and_its_text_must_come(program: tuple[str, ...], tmp_path: Path) -> None:
    start = measures.start(Subject("it", program, "body"), tmp_path)
    assert 0 < start.first <= start.settled
    assert start.memory > 1


def test_keys_are_told_from_keys_that_change_nothing(program: tuple[str, ...], tmp_path: Path) -> None:
    taken = measures.keys(Subject("it", program, "body"), tmp_path, ("x", "n"))
    assert len(taken.first) == len(taken.still) == 1
    assert 0 < taken.first[0] <= taken.still[0]
    assert taken.silent == 1


def test_figures_as_cells() -> None:
    values = (1.0, 1.25, 1.5, 2.0, 3.0)
    assert quartiles(values) == (1.25, 1.5, 2.0)
    assert quartiles((4.0,)) == (4.0, 4.0, 4.0)
    assert percentile(tuple(range(1, 101)), 95) == 95
    assert percentile((7.0,), 95) == 7.0
    assert Figure("a", "S", Kind.RATIO, values).cell() == "1.50x (1.25-2.00)"
    assert Figure("a", "S", Kind.WAIT, values, "ms", silent=2).cell() == "1.5 / 3 ms, 2 unseen"
    assert Figure("a", "S", Kind.LONGEST, values, "ms").cell() == "3 ms"
    assert Figure("a", "S", Kind.NUMBER, (0.0,)).cell() == "0"
    assert Figure("a", "S", Kind.WAIT, ()).cell() == "none"


def test_table_and_page() -> None:
    figures = [
        Figure("start", "S", Kind.RATIO, (1.3,), reach="1.35x"),
        Figure("start", "B", Kind.RATIO, (1.6,), reach="1.7x"),
    ]
    rows = table(figures).split("\n")
    assert rows[2] == "| start | 1.30x |  | 1.60x | 1.35x / 1.7x |"
    text = page(figures, [])
    assert rows[2] in text
    assert "- Textual: " in text
