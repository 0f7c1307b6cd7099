"""What a template beside a file says, and what every meeting repeats, nobody has said in this one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.minutes.ahead.packing import pack, unpack
from tui.minutes.reading.reader import read
from tui.minutes.text.source import Source

CHORES = "## Actions\n- [ ] Announce the call\n- [ ] Tidy the board 12\n"
TEMPLATE = f"# Garden call\n## Ponds\n- What the pond keepers did since we met\n{CHORES}"
MINUTES = TEMPLATE + "- [ ] Ada: announce the call\n- [ ] Mow the lawn\n"


def tasks(path: Path) -> list[str]:
    meeting = read(Source(path.read_text()), str(path))
    return [note.text for _, _, note in meeting.notes()]


def test_what_the_template_says_is_no_report_and_nobody_s_task(tmp_path: Path) -> None:
    path = tmp_path / "2026-03-10.md"
    path.write_text(MINUTES)
    assert tasks(path) == ["Announce the call", "Tidy the board 12", "announce the call", "Mow the lawn"]
    assert not read(Source(MINUTES), str(path)).sections[1].empty
    other = tmp_path / "with"
    other.mkdir()
    (other / "template.md").write_text(TEMPLATE)
    path = path.rename(other / path.name)
    meeting = read(Source(MINUTES), str(path))
    assert tasks(path) == ["announce the call", "Mow the lawn"]
    assert meeting.sections[1].empty
    assert unpack(pack(meeting), meeting.source) == meeting


@pytest.mark.parametrize(("others", "repeated"), [(4, True), (3, False)])
def test_a_task_of_nobody_s_in_every_file_is_none(others: int, repeated: bool, tmp_path: Path) -> None:
    for day in range(1, others + 1):
        (tmp_path / f"2026-03-{day:02}.md").write_text(f"# Call {day}\n{CHORES}")
    path = tmp_path / "2026-03-20.md"
    path.write_text(f"# Call 20\n{CHORES}- [ ] Mow the lawn\n")
    first = [] if repeated else ["Announce the call", "Tidy the board 12"]
    assert tasks(path) == [*first, "Mow the lawn"]


def test_a_template_itself_has_its_tasks(tmp_path: Path) -> None:
    path = tmp_path / "template.md"
    path.write_text(TEMPLATE)
    assert tasks(path) == ["Announce the call", "Tidy the board 12"]
