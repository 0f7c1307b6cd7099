"""Sections made for entries of the agenda: where they stand, what they are called, and where none is made."""

from __future__ import annotations

import pytest

from tui.minutes.model import SectionKind
from tui.minutes.noting.edits import Edit, EditError, Position, add_line
from tui.minutes.noting.entries import at_entry, ensure_section, has_section
from tui.minutes.reading.reader import read
from tui.minutes.text.source import Source


def written(text: str, item: int) -> str:
    """The file with a line written at an item of its first agenda."""
    meeting = read(Source(text))
    agenda = next(n for n, each in enumerate(meeting.sections) if each.kind is SectionKind.AGENDA)
    edit: Edit = at_entry(
        meeting, Position(agenda, item), lambda there, at: add_line(there, "hi", at, "said")
    )
    return edit.source.text


@pytest.mark.parametrize(
    ("before", "item", "after"),
    [
        pytest.param(
            "# B\n\n## Agenda\n\n1. Rent (20m)\n2. Boats (10m, Bo)\n\n## Rent\n\n- due\n\n## Discussion\n",
            1,
            "# B\n\n## Agenda\n\n1. Rent (20m)\n2. Boats (10m, Bo)\n\n## Rent\n\n- due\n\n"
            "## Boats\n\n- hi\n\n## Discussion\n",
            id="behind the section of the entry above",
        ),
        pytest.param(
            "# B\n\n## Agenda\n- Boats\n- Rent\n\n## Reports\n\n### Rent\n\n- due\n",
            0,
            "# B\n\n## Agenda\n- Boats\n- Rent\n\n## Reports\n\n### Boats\n\n- hi\n\n### Rent\n\n- due\n",
            id="before that of the entry below, of its level",
        ),
        pytest.param(
            "# B\n\n## Agenda\n1. Rent\n1. Boats\n1. Roof\n\n## 1. Rent\n- due\n\n## 3. Roof\n- old\n",
            1,
            "# B\n\n## Agenda\n1. Rent\n1. Boats\n1. Roof\n\n## 1. Rent\n- due\n\n"
            "## 2. Boats\n- hi\n\n## 3. Roof\n- old\n",
            id="with its number where the headings have numbers",
        ),
        pytest.param(
            "# B\n\n## Agenda\n- Rent\n- *Boats*\n\n## Discussion\n",
            1,
            "# B\n\n## Agenda\n- Rent\n- *Boats*\n\n## Boats\n- hi\n\n## Discussion\n",
            id="behind the agenda where none has a section",
        ),
        pytest.param(
            "# B\n\n## Agenda\n- Rent\n  - due\n- Boats\n",
            2,
            "# B\n\n## Agenda\n- Rent\n  - due\n- Boats\n  - hi\n",
            id="under the entry where others have minutes there",
        ),
        pytest.param(
            "# B\n\n## Agenda\n- Rent\n- Boats\n\n## Rent\n\n- due\n",
            0,
            "# B\n\n## Agenda\n- Rent\n- Boats\n\n## Rent\n\n- due\n- hi\n",
            id="in the section that is there",
        ),
        pytest.param(
            "# B\n\n## Agenda\n- Roof\n- Rent\n- Boats\n\n## Rent\n\n- due\n\n## Roof\n\n- old\n",
            2,
            "# B\n\n## Agenda\n- Roof\n- Rent\n- Boats\n\n## Rent\n\n- due\n\n## Boats\n\n- hi\n\n"
            "## Roof\n\n- old\n",
            id="behind its neighbour where the sections have another order",
        ),
    ],
)
def test_a_line_at_an_entry_goes_to_its_section(before: str, item: int, after: str) -> None:
    assert written(before, item) == after


def test_an_earlier_meeting_of_the_file_has_no_section_for_an_entry_of_this_one() -> None:
    text = (
        "# Log\n\n## 2026-04-01\n\n### Agenda\n- Rent\n- Boats\n\n### Rent\n- due\n\n"
        "## 2026-03-01\n\n### Agenda\n- Boats\n\n### Boats\n- old\n"
    )
    assert "### Rent\n- due\n\n### Boats\n- hi\n\n## 2026-03-01" in written(text, 1)


def test_a_heading_that_would_be_read_otherwise_is_not_written() -> None:
    meeting = read(Source("# B\n\n## Agenda\n- Rent\n\n```\nopen\n"))
    assert has_section(meeting, Position(1, 0))
    with pytest.raises(EditError, match="No heading"):
        ensure_section(meeting, Position(1, 0))


def test_what_is_no_entry_has_no_section() -> None:
    meeting = read(Source("# B\n\n## Agenda\n- Rent\n\n## Rent\n- due\n"))
    assert not has_section(meeting, Position(2, 0))
    assert not has_section(meeting, Position(1))
    with pytest.raises(EditError, match="gone"):
        ensure_section(meeting, Position(2, 0))
