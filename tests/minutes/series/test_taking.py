"""What is taken over from earlier meetings into the open one, and who keeps the minutes."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.minutes import meeting_of
from tests.support.series import harbour, past
from tui.minutes.noting.editing import EditError
from tui.minutes.series.ledger import ledger
from tui.minutes.series.radar import radar
from tui.minutes.series.taking import carried, heading_taken, scribe_written, stands_here

ACTION = "- [ ] **ACTION:** Ada Obi: paint the third crane\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# B\n\nScribe:\n\n## A\n", "# B\n\nScribe: Ada Obi\n\n## A\n"),
        ("# B\r\n\r\n* **Note-taker:** TBD\r\n", "# B\r\n\r\n* **Note-taker:** Ada Obi\r\n"),
        ("# B\n\n- Date: today\n- At: 5\n\n", "# B\n\n- Date: today\n- At: 5\n- Scribe: Ada Obi\n\n"),
        ("# B\n\n## A\n- x\n", "# B\n\nScribe: Ada Obi\n\n## A\n- x\n"),
        ("## A\n- x\n", "## A\n\nScribe: Ada Obi\n- x\n"),
    ],
)  # fmt: skip
def test_who_keeps_the_minutes_is_written_where_such_lines_stand(before: str, after: str) -> None:
    assert scribe_written(meeting_of(before), " Ada\nObi ").source.text == after


def test_nobody_is_not_written() -> None:
    with pytest.raises(EditError, match="Write the name"):
        scribe_written(meeting_of("# B\n"), "  ")


def test_a_heading_is_taken_on_its_level_and_only_where_it_stands() -> None:
    now = meeting_of(harbour("2016-08-23").replace("### Cranes", "#### Cranes"), "2016-08-23.md")
    [change] = radar(
        now, date(2016, 8, 23), past({"2016-08-09": harbour("2016-08-09").replace("Ada Obi", "Zoe Fox")})
    ).leads
    edit = heading_taken(now, change)
    assert edit.source.text == now.source.text.replace("Cranes - Ada Obi", "Cranes - Zoe Fox")
    with pytest.raises(EditError, match="no longer on that line"):
        heading_taken(meeting_of("# other\n" + now.source.text), change)


def test_an_action_is_carried_done_or_with_a_word() -> None:
    now = meeting_of(harbour("2016-08-23") + "\n## Follow-up\n", "2016-08-23.md")
    [action] = ledger(past({"2016-08-09": harbour("2016-08-09", ACTION)}))
    assert not stands_here(now, action)
    done = carried(now, action, date(2016, 8, 23)).source.text
    assert done.endswith(
        "[x] **ACTION:** Ada Obi: paint the third crane (done 2016-08-23, from 2016-08-09)\n"
    )
    assert stands_here(meeting_of(done), action)
    told = carried(now, action, None, "rain").source.text
    assert told.endswith("(from 2016-08-09)\n  * **INFO:** rain\n")
    bare = carried(meeting_of("# B\n\n## Rest\n- x\n"), action).source.text
    assert bare.endswith(
        "## Discussion\n- [ ] **ACTION:** Ada Obi: paint the third crane (from 2016-08-09)\n"
    )
