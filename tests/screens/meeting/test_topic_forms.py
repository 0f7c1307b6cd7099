"""Meetings with topics in each usual form, gone through by keyboard alone; and topics nobody would write."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.desk import ROOMY, SIZES, Desk, minutes_file, opened
from tui.minutes.reading import topics

COMMITTEE = """\
# Language committee 2026-03-10

## Agenda

1. Opening and roll call (5m, Ada Obi)
2. Ranges for stage 2 (30m, Bo Ek)
3. Weak references (15m, Cy Dahl)
4. Any other business

## Ranges for stage 2

Presenter: Bo Ek

- BE: The grammar is settled since the last meeting.
- CD: What of empty ranges?

### Conclusion

- Stage 2

## Weak references

- CD: Nothing new.
"""
NUMBERED = """\
# Harbour call 2026-03-10

## Agenda
1. Opening (5m, Ada Obi)
   - everybody is here
2. Rent of the hall (20m, Bo Ek)
   - 400 a month
3. Roof (10m, Cy Dahl)
"""
REPLIES = """\
# Crane club 2026-03-10

## Topics

- Which crane is painted first?
  - Ada: the old one
  - Bo: the one at the gate
- Adopt the new charter
  - Cy: it is short
- Summer feast
"""
EVERY_SIZE = pytest.mark.parametrize("size", [*SIZES, ROOMY])


def text(desk: Desk) -> str:
    return desk.screen.desk.document.source.text


def row(desk: Desk) -> str:
    return desk.screen.agenda.selected.rpartition("\n")[2].rpartition("/")[2]


@EVERY_SIZE
async def test_an_agenda_with_sections(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(minutes_file(tmp_path, COMMITTEE), size) as desk:
        await desk.press("g", "j")
        assert row(desk) == "Opening and roll call"
        await desk.press("space")
        assert row(desk) == "Any other business"
        await desk.press("d")
        await desk.type("the next meeting is in May\n")
        assert text(desk).endswith("## Any other business\n- **DECISION:** the next meeting is in May\n")
        assert row(desk) == "Any other business"
        await desk.press("u")
        assert text(desk) == COMMITTEE


@EVERY_SIZE
async def test_a_numbered_agenda_with_minutes_under_its_entries(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(minutes_file(tmp_path, NUMBERED), size) as desk:
        await desk.press("g", "j", "j", "r")
        await desk.type("Cy: too much\n!a bo: ask for less fri\n\n")
        await desk.press("]", "w")
        await desk.type("Ada: it leaks\n\n")
        assert text(desk) == NUMBERED.replace(
            "   - 400 a month\n",
            "   - 400 a month\n   - Cy: too much\n"
            "   - [ ] **ACTION:** Bo Ek: ask for less (due 2026-03-13)\n",
        ).replace("3. Roof (10m, Cy Dahl)\n", "3. Roof (10m, Cy Dahl)\n   - Ada: it leaks\n")
        await desk.press("u", "u", "u")
        assert text(desk) == NUMBERED


@EVERY_SIZE
async def test_topics_with_replies(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(minutes_file(tmp_path, REPLIES), size) as desk:
        await desk.press("g", "j", "space")
        assert row(desk) == "Adopt the new charter"
        await desk.press("r")
        await desk.type("Ada: and clear\n\n")
        await desk.press("[", "]", "o", "enter")
        assert "  - Ada: and clear\n" in text(desk)
        assert "**DECISION:** approved; no objections" in text(desk)


ODD = {
    "two agendas": (
        "# B 2026-03-10\n\n## Agenda\n- Rent\n- Roof\n\n## Agenda of the afternoon\n- Crane\n- Rent\n",
        ["Rent", "Roof", "Crane", "Rent"],
    ),
    "an agenda in an agenda": (
        "# B 2026-03-10\n\n## Agenda\n- Rent\n\n### Agenda\n- Roof\n  - Gutter (5m)\n",
        ["Rent", "Roof", "Gutter"],
    ),
    "entries and sections in another order": (
        "# B 2026-03-10\n\n## Agenda\n- Roof (5m)\n- Rent\n- Crane\n\n## Rent\n- due\n\n## Roof\n- old\n",
        ["Crane", "Rent", "Roof"],
    ),
    "the same name often": (
        "# B 2026-03-10\n\n## Agenda\n- Rent\n- Rent\n- Rent\n",
        ["Rent", "Rent", "Rent"],
    ),
}


@pytest.mark.parametrize("name", ODD)
async def test_every_topic_is_walked_once_and_in_order(tmp_path: Path, name: str) -> None:
    minutes, expected = ODD[name]
    async with opened(minutes_file(tmp_path, minutes)) as desk:
        await desk.press("g")
        names, keys = list[str](), list[str]()
        for _ in range(len(expected)):
            await desk.press("n")
            assert desk.screen.agenda.selected not in keys
            keys.append(desk.screen.agenda.selected)
            known = desk.screen.desk.topics.by_key.get(keys[-1])
            names.append(known.name if known is not None else desk.section.name)
            await desk.press("space", "[" if len(names) == len(expected) else "g")
        assert names == expected
        assert f"{len(expected)}/{len(expected)} reviewed" in desk.rows[0]


async def test_of_many_topics_none_is_read_again_by_a_move(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = "# B 2026-03-10\n\n## Agenda\n" + "".join(f"- Topic {n} ({n % 9 + 1}m)\n" for n in range(10_000))
    async with opened(minutes_file(tmp_path, many)) as desk:
        read: list[str] = []
        monkeypatch.setattr(topics, "read_line", read.append)
        await desk.press("g", "j", "j", "]", "n", "G")
        assert row(desk) == "Topic 9999"
        assert read == []


async def test_a_topic_with_a_megabyte_under_it_is_a_row_and_a_line_of_one_is_none(tmp_path: Path) -> None:
    long = "words " * 180_000
    minutes = f"# B 2026-03-10\n\n## Agenda\n- Rent (5m)\n  - {long}\n- {long}\n- Roof\n"
    async with opened(minutes_file(tmp_path, minutes)) as desk:
        assert [each.name for each in desk.screen.desk.topics.by_key.values()] == ["Rent", "Roof"]
        await desk.press("g", "j", "r")
        await desk.type("Ada: in short, no\n\n")
        assert text(desk).count("  - Ada: in short, no\n") == 1
