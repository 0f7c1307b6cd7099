"""Changing a table of people: a row added or changed, as wide as its columns are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tui.minutes.model import Person, Standing
from tui.minutes.noting.owners import folded, repaired
from tui.minutes.reading.attendance_tables import (
    ABSENT_WORDS,
    PRESENT_WORDS,
    PeopleColumns,
    cells,
    shown_cells,
)
from tui.minutes.reading.attendees import Mention, RollGroup
from tui.minutes.roll_call.entries import Roll, replaced, with_remark
from tui.minutes.text.source import Source


def columns_of(roll: Roll, group: RollGroup) -> PeopleColumns:
    """What the columns of a table are."""
    lines = roll.item(group, group.item).text.split("\n")
    return PeopleColumns.of([shown_cells(line) for line in lines])


def row_changed(roll: Roll, group: RollGroup, mention: Mention, standing: Standing | None) -> Source | None:
    """The source with somebody's row saying something else: in its column, or else beside the name."""
    columns = columns_of(roll, group)
    line = roll.text(group, mention)
    spans = cells(line)
    if columns.mark is not None:
        line = _with_cell(line, columns.mark, _word(roll, group, columns, standing))
        standing = None
    start, end = spans[columns.name]
    name = line[start:end] if columns.mark is None or columns.mark > columns.name else None
    if name is not None:
        line = _with_cell(line, columns.name, with_remark(name, standing))
    item = roll.item(group, group.item)
    return replaced(roll.meeting, item, mention.start, mention.end, line)


def row_added(roll: Roll, group: RollGroup, person: Person, standing: Standing) -> Source | None:
    """The source with a row for somebody at the end of the table."""
    columns, item = columns_of(roll, group), roll.item(group, group.item)
    line = item.text.split("\n")[-1]
    if len(item.text.split("\n")) < 3:
        line = item.text.split("\n")[0]
    for number in range(len(cells(line))):
        line = _with_cell(line, number, _cell(roll, group, columns, person, standing, number))
    return replaced(roll.meeting, item, len(item.text), len(item.text), "\n" + line)


def _cell(
    roll: Roll, group: RollGroup, columns: PeopleColumns, person: Person, standing: Standing, number: int
) -> str:
    name, handle = repaired(person.name), person.handle
    if number == columns.mark:
        return _word(roll, group, columns, standing)
    if number == columns.name:
        alone = handle and columns.handle is None and folded(name) == folded(handle)
        text = f"@{handle}" if alone else name
        return text if columns.mark is not None else with_remark(text, standing)
    if number == columns.handle:
        return f"@{handle}" if handle else ""
    return person.company if number == columns.company else ""


def _word(roll: Roll, group: RollGroup, columns: PeopleColumns, standing: Standing | None) -> str:
    """How the column says it: as other rows do."""
    if standing is None:
        return ""
    if standing is Standing.LATE:
        return "late"
    there = standing is Standing.PRESENT
    rows = [shown_cells(line) for line in roll.item(group, group.item).text.split("\n")]
    said = [row[columns.mark] for row in rows[2:] if columns.mark is not None and columns.mark < len(row)]
    known = PRESENT_WORDS if there else ABSENT_WORDS
    usual = Counter(word for word in said if word.casefold() in known).most_common(1)
    return usual[0][0] if usual else _opposite(said, there=there)


def _opposite(said: Sequence[str], *, there: bool) -> str:
    """A word that goes with those for the opposite: `yes` with `no`, `present` with `absent`."""
    words = {word.casefold() for word in said}
    if words & {"absent", "present", "regrets", "excused", "late"} and not words & {"yes", "no"}:
        return "present" if there else "absent"
    return "yes" if there else "no"


def _with_cell(line: str, number: int, text: str) -> str:
    """A row with another text in a cell, as wide as it was where that is possible."""
    spans = cells(line)
    if number >= len(spans):
        return line
    start, end = spans[number]
    after = line[end:]
    blanks = len(after) - len(after.lstrip(" "))
    room = max(end - start + blanks - len(text), min(blanks, 1))
    return line[:start] + text + " " * room + after[blanks:]
