"""Series of real minutes: what never travels, how well the next file is met, how fast a folder is read."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from statistics import median

import pytest

from tests.support.corpus import BESIDE
from tui.minutes.model import SectionKind
from tui.minutes.noting.due import next_meeting
from tui.minutes.reading.reader import read
from tui.minutes.series import next_file
from tui.minutes.series.folder import date_of_name, meetings_in
from tui.minutes.series.meetings import LeftOut, read_file
from tui.minutes.series.next_file import plan_next
from tui.minutes.series.plan import CannotPlanError, NextOrigin, Wish
from tui.minutes.text.source import Source

MINUTES = BESIDE / "corpus" / "minutes"
FIRST = BESIDE / "corpus" / "first" / "cloudfoundry+pmc-notes"

pytestmark = pytest.mark.skipif(not FIRST.is_dir(), reason="the corpus of real minutes is not here")

SERIES = sorted(path for path in MINUTES.glob("*/*") if path.is_dir()) if MINUTES.is_dir() else []


@pytest.mark.parametrize("folder", SERIES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_no_report_attendee_or_note_travels(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(next_file, "first_version", lambda _: None)
    for file in meetings_in(folder):
        last = read_file(file.path, file.date)
        assert not isinstance(last, LeftOut) or file.date is None, file.path
        if isinstance(last, LeftOut):
            continue
        try:
            plan = plan_next(file.path, Wish(last[0].date + timedelta(days=14)))[0]
        except CannotPlanError:
            if file.date is not None:
                raise
            continue
        meeting = read(plan.text, str(plan.path))
        assert meeting.attendees == (), plan.path
        assert list(meeting.notes()) == [], plan.path
        assert [s.title for s in meeting.sections if s.kind is SectionKind.TEAM and not s.empty] == [], (
            plan.path
        )
        if plan.origin is not NextOrigin.TEMPLATE:
            names = {person.name for person in last[0].meeting.attendees if " " in person.name}
            below = [line for line in plan.text.lines if not line.startswith("#")]
            assert [name for name in names if any(name in line for line in below)] == [], plan.path


@pytest.mark.parametrize(("with_git", "least"), [(True, (0.91, 0.86)), (False, (0.91, 0.86))])
def test_the_next_file_is_the_one_people_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, with_git: bool, least: tuple[float, float]
) -> None:
    rows = [line.split("\t")[:2] for line in (FIRST / "first.tsv").read_text().splitlines()[1:]]
    before = dict(rows)
    scores = []
    for number, (made, last) in enumerate(rows):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / Path(last).name).write_bytes((FIRST / "before" / made).read_bytes())
        if last in before:
            (folder / Path(before[last]).name).write_bytes((FIRST / "before" / last).read_bytes())
        began = Source.from_bytes((FIRST / "began" / made).read_bytes()) if with_git else None
        monkeypatch.setattr(next_file, "first_version", lambda _, began=began: began)
        plan = plan_next(folder / Path(last).name, Wish(date_of_name(Path("/x") / made)))[0]
        scores.append(alike(plan.text.text, (FIRST / "made" / made).read_text("utf-8")))
    precision, recall = zip(*scores, strict=True)
    assert min(median(precision), median(recall)) >= 0.95
    assert (sum(precision) / len(scores), sum(recall) / len(scores)) >= least


def alike(one: str, other: str) -> tuple[float, float]:
    """Of the lines of one text those of the other, and the other way round."""
    mine, theirs = (Counter(filter(None, map(str.strip, text.split("\n")))) for text in (one, other))
    same = (mine & theirs).total()
    return same / mine.total(), same / theirs.total()


def test_the_next_day_is_rarely_wrong() -> None:
    """Of a series with gaps in it (files that are not here) only what is neither right nor a gap is wrong."""
    runtime = {file.date for file in meetings_in(MINUTES / "cloudfoundry+pmc-notes" / "Runtime")}
    made = {date_of_name(path) for path in (FIRST / "made").rglob("*.md")} | runtime
    days = sorted(day for day in made if day is not None and day.year < 2019)
    wrong = exact = 0
    for number in range(3, len(days)):
        found = next_meeting(days[:number], days[number - 1])
        exact += found == days[number]
        wrong += found is not None and found != days[number] and abs((days[number] - found).days) < 5
    assert exact / (len(days) - 3) >= 0.85
    assert wrong <= 4
    assert date(2016, 8, 24) in days
