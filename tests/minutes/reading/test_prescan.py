"""A look at a text is never wrong: where it says that there is no note, or a report, parsing says so, too."""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.minutes.reading.test_forms import FORMS, cases
from tests.minutes.reading.test_marks import FRAMES, WORDS
from tests.support.corpus import OTHERS, OWN
from tests.support.markdown import text
from tui.minutes.model import Meeting
from tui.minutes.reading.marks import marked
from tui.minutes.reading.prescan import _LETTERS, has_no_note, says_something
from tui.minutes.reading.reader import read
from tui.minutes.text.source import Source

PLACES = (
    "{}",
    "- {}",
    "1. {}",
    "> * {}",
    "- [ ] {}",
    "1. - {}",
    "  -- {}",
    "words\n{}",
    "- a\n\n  {}",
    "a\n> {}",
)
"""Where in a body a text may stand."""

LABELS = (
    "Action items:",
    "**Our decisions**",
    "Todo",
    "Follow-ups:",
    "Next \ufb06eps:",
    "AcT\u0131on items:",
)
MORE = ("- Ada: read it", "  - Ada: read it", "confirmed!", "#info on this", "Q\n: why", "> Fyi: it is")
labelled = st.lists(st.sampled_from(LABELS + MORE + ("", "- ", "text")), max_size=6).map("\n".join)


def check(meeting: Meeting) -> None:
    for section in meeting.sections:
        noteless = section.content.noteless
        items = section.items
        assert not noteless or not any(item.note for item in items), section
        assert section.empty == (not items or section.content.tally.empty)
        assert len(list(section.notes())) == sum(item.note is not None for item in items)
        assert section.open_actions == sum(item.note is not None and item.note.open for item in items)


@given(text)
@example("- Ada read it and wrote about it to everybody\n")
@example("- [ ] Ada: read\n")
def test_what_is_seen_at_a_look_is_so_in_any_text(content: str) -> None:
    check(read(Source(content)))


@given(labelled)
def test_a_label_is_seen(content: str) -> None:
    check(read(Source(content)))


@pytest.mark.parametrize("path", OWN + OTHERS[::4], ids=lambda path: path.name)
def test_what_is_seen_at_a_look_is_so_in_real_minutes(path: Path) -> None:
    check(read(Source.from_bytes(path.read_bytes())))


def test_all_forms_of_notes_are_seen() -> None:
    for name in ("actions", "decisions", "items"):
        assert (FORMS / f"{name}.txt").is_file()
        for case in cases(name):
            check(read(Source(case.text), case.file))


def test_a_mark_is_seen_wherever_its_text_stands() -> None:
    words, seen = WORDS.split("|"), 0
    for frame, first, second in product(FRAMES, words, words):
        mark = frame.format(first, second)
        if marked(mark) is not None:
            seen += 1
            for place in PLACES:
                assert not has_no_note(place.format(mark)), (place, mark)
    assert seen > len(words)


def test_every_letter_that_counts_for_one_of_ascii_is_looked_for() -> None:
    def counts(letter: str) -> bool:
        small = f"{letter.lower()}{letter.casefold()}"
        return any(each.isascii() and each.isalpha() for each in small) or letter in "\u0130\u0131"

    letters = filter(str.isalpha, map(chr, range(0x80, sys.maxunicode + 1)))
    assert [letter for letter in letters if counts(letter) is not bool(_LETTERS.search(letter))] == []


def test_plain_reports_are_not_parsed_for_their_notes() -> None:
    long = "- it comes out as soon as whoever is to follow the release has found a name for it\n"
    assert has_no_note(f"- Version 9.3 is out and shows how far it is\n{long}")
    assert has_no_note("- a start was made; we voted on nothing, and minutes are kept\n")
    assert says_something("- Version 9.3 is out: it shows how far every layer is\n")
    assert not says_something("- TBD" + 40 * " " + "\n")
