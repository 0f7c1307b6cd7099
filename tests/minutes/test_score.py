"""What is read out of real minutes, scored against labels made by hand; skipped where those are absent."""

from __future__ import annotations

import json
import runpy
from typing import Any, Final

import pytest

from tests.support.corpus import BESIDE
from tui.minutes.export.json import document, dumped
from tui.minutes.reading.reader import read
from tui.minutes.text.source import Source

LABELS = BESIDE / "corpus" / "labels.jsonl"
TOOL = BESIDE / "tools" / "score_structure.py"

FLOORS: Final = {
    "sections": 1.0,
    "section.title": 1.0,
    "title": 1.0,
    "date": 0.95,
    "owners": 0.97,
    "team.name": 0.98,
    "other.name": 0.97,
    "section.kind": 0.95,
    "status": 0.95,
    "minutes": 0.95,
    "attendees": 0.95,
    "actions": 0.85,
    "action.owners": 0.85,
    "decisions": 0.85,
}

pytestmark = pytest.mark.skipif(
    not (LABELS.exists() and TOOL.exists()), reason="the labelled minutes are not beside this repository"
)


def test_real_minutes_are_read_as_a_careful_reader_does() -> None:
    tool = runpy.run_path(str(TOOL))
    tally = tool["Tally"]()
    for line in LABELS.read_text("utf-8").splitlines():
        label: dict[str, Any] = json.loads(line)
        file = LABELS.parent / "minutes" / label["file"]
        meeting = read(Source.from_bytes(file.read_bytes()), str(file))
        tool["score"](label, json.loads(dumped(document(meeting, str(file)))), tally)
    low = {measure: tally.value(measure) for measure, floor in FLOORS.items() if tally.value(measure) < floor}
    assert not low, [miss for measure in low for miss in tally.misses[measure]]
    assert len(tally.misses["owners.invented"]) <= 2
