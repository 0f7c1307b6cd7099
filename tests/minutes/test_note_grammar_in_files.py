"""Notes written into real minutes: our own examples, and the corpus where it is at hand."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from tests.conftest import EXAMPLES
from tests.support.corpus import CORPUS
from tests.support.minutes import all_places, check_place
from tui.minutes.reading.reader import read
from tui.minutes.text.source import Source

PLACES = 8
"""Places tried in a file of the corpus; in our own examples all are."""


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*-*.md")), ids=lambda path: path.name)
def test_at_every_place_of_an_example(path: Path) -> None:
    meeting = read(Source.from_bytes(path.read_bytes()), path.name)
    assert meeting.source.problem is None
    beside = [place for place in all_places(meeting) if not check_place(meeting, place)]
    assert not beside


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real minutes is not at hand")
@pytest.mark.parametrize("part", range(4))
def test_at_places_of_the_corpus(part: int) -> None:
    tried = 0
    for path in sorted(CORPUS.rglob("*.md"))[part::4]:
        meeting = read(Source.from_bytes(path.read_bytes()), path.name)
        if meeting.source.problem is not None or len(meeting.source.text) > 100_000:
            continue
        places = list(all_places(meeting))
        for place in islice(places, 0, None, max(1, len(places) // PLACES)):
            assert check_place(meeting, place), (path.name, place)
            tried += 1
    assert tried > 100
