"""Marks are found by their forms; a form is only tried on a text that has what it needs."""

from __future__ import annotations

from itertools import product

import pytest

from tui.minutes.model import NoteKind
from tui.minutes.reading.marks import _PATTERNS

WORDS = """
action|Action item|ACTION|TODO|AI|AI(Lee)|follow-up|next steps|decision|DECISION|Agreed|resolved|RESOLUTION
consensus is|conclusion|verdict was|decided|no objections|there were no objections
approved|confirmed|carried|rejected
motion|the vote|passed|motion by|result|results|proposal|unanimous|approval|question|Q|vote
straw poll|startvote|fyi|it was agreed|the board RESOLVED
info|NOTICE|note|Lee
""".strip().replace("\n", "|")
FRAMES = (
    "{0}: {1}",
    "{0} - {1}",
    "[{0}] {1}",
    "**{0}** {1}",
    "#{0} {1}",
    "{0} {1}",
    "{0} to {1}",
    "{0} on {1}: 5-0",
    "{0}",
    "{0}; {1}",
)


@pytest.mark.parametrize("kind", _PATTERNS)
def test_a_text_that_fits_a_form_has_what_the_form_needs(kind: NoteKind) -> None:
    words = WORDS.split("|")
    fitted = set()
    for frame, first, second in product(FRAMES, words, words):
        text = frame.format(first, second)
        for pattern, needs in _PATTERNS[kind]:
            if pattern.match(text) is not None:
                fitted.add(pattern.form)
                assert any(need in text.lower() for need in needs), (text, pattern.form)
    assert fitted == {pattern.form for pattern, _ in _PATTERNS[kind]}  # every form was tried
