"""History of a section, the roster, the register of decisions, and finding words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.support.minutes import meeting_of
from tests.support.series import harbour, past, write_all
from tui.minutes.model import NoteKind, Person
from tui.minutes.series.finding import Query, search, texts_of
from tui.minutes.series.folder import meetings_in
from tui.minutes.series.history import history_of, news_of
from tui.minutes.series.register import register
from tui.minutes.series.roster import (
    VotingRule,
    VotingRuleError,
    by_presence,
    rights,
    roster,
    turns,
    whose_turn,
)


def test_a_sections_history_goes_back_under_its_former_name() -> None:
    old = harbour("2016-07-26", tugs="- Towed one\n- Rested\n").replace("Tugs", "Towing")
    middle = harbour("2016-08-09", tugs="- Rested\n- Towed two\n  - **DECISION:** buy a tug\n")
    now = meeting_of(harbour("2016-08-23", tugs="- Rested\n- Towed three\n"))
    index = next(n for n, section in enumerate(now.sections) if section.name == "Tugs")
    found = history_of(
        now,
        index,
        past(
            {
                "2016-07-26": old,
                "2016-08-09": middle,
                "2016-07-12": harbour("2016-07-12").replace("Tugs", "Towing"),
            }
        ),
    )
    assert [(each.past.date.day, each.section.name) for each in found.reports] == [
        (9, "Tugs"),
        (26, "Towing"),
    ]
    assert found.reports[0].lines == ("- Rested", "- Towed two", "  - **DECISION:** buy a tug")
    assert found.reports[0].new_lines == {1, 2}
    assert found.reports[1].new_lines == frozenset()
    assert found.names == (("Towing", date(2016, 7, 26)),)
    assert [(each.note.text, each.line) for each in found.decisions] == [
        ("buy a tug", middle[: middle.index("**DEC")].count("\n") + 1)
    ]
    assert news_of(now, index, found) == {1}
    assert history_of(now, index, []).reports == ()


def roll(day: str, *names: str, scribe: str = "") -> str:
    return f"# B {day}\n\nScribe: {scribe or 'TBD'}\n\n## Attendees\n" + "".join(
        f"- {name}\n" for name in names
    )


ROLLS = {
    "2016-07-12": roll("2016-07-12", "Ada Obi (@ada)", "Lee Chan", scribe="Lee Chan"),
    "2016-07-26": roll("2016-07-26", "Ada Obi", "Eve Moss", scribe="Ada Obi"),
    "2016-08-09": roll("2016-08-09", "Ada Obi (@ada)", "Eve Moss", scribe="Eve Moss"),
    "2016-08-23": roll("2016-08-23", "Ada Obi (@ada)", "Lee Chan", scribe="Ada Obi"),
}


def test_the_roster_orders_and_marks_nobody() -> None:
    meetings = past(ROLLS)
    found = roster(meetings)
    assert [(member.person.name, len(member.days)) for member in found] == [
        ("Ada Obi", 4),
        ("Lee Chan", 2),
        ("Eve Moss", 2),
    ]
    people = [Person("Kai Lund"), Person("Eve Moss"), Person("Ada Obi")]
    assert [person.name for person in by_presence(people, meetings)] == ["Ada Obi", "Eve Moss", "Kai Lund"]


def test_who_may_vote_and_the_files_that_count() -> None:
    found = {right.person.name: right for right in rights(VotingRule.parse("3 of the last 4"), past(ROLLS))}
    assert {name: right.votes for name, right in found.items()} == {
        "Ada Obi": True,
        "Lee Chan": False,
        "Eve Moss": False,
    }
    assert [(day.day, there) for day, _, there in found["Lee Chan"].counted] == [
        (23, True),
        (9, False),
        (26, False),
        (12, True),
    ]
    assert VotingRule.parse("present at two of the last three meetings") == VotingRule(2, 3)


@pytest.mark.parametrize("text", ["most", "4 of the last 3", "0 of the last 3", ""])
def test_a_rule_that_is_none(text: str) -> None:
    with pytest.raises(VotingRuleError, match="3 of the last 4"):
        VotingRule.parse(text)


def test_whose_turn_it_is() -> None:
    meetings = past(ROLLS)
    assert [(turn.date.day, turn.names, turn.line) for turn in turns("scribe", meetings)][:2] == [
        (23, ("Ada Obi",), 3), (9, ("Eve Moss",), 3)
    ]  # fmt: skip
    assert whose_turn("scribe", meetings) == "Lee Chan"
    assert whose_turn("chair", meetings) is None


def test_a_decision_is_superseded_only_where_it_is_said() -> None:
    head = "# B\n\n## Decisions\n"
    found = register(past({
        "2016-05-04": f"{head}- DECISION 68.5: berths are free\n- **DECISION:** use https://github.com/a/b/issues/7\n",
        "2016-06-01": f"{head}- **DECISION:** tugs are red\n- **DECISION:** rejected; more cranes\n",
        "2016-07-06": f"{head}- DECISION 70.1: berths cost 2, supersedes decision 68.5\n"
        "- **DECISION:** tugs are blue, replaces that of 2016-06-01\n- **DECISION:** drop a/b#7\n",
    }))  # fmt: skip
    assert [(each.date.month, each.state, each.by.line if each.by else None) for each in found] == [
        (7, "in force", None), (7, "in force", None), (7, "in force", None),
        (6, "superseded", 5), (6, "superseded", 5), (5, "superseded", 6), (5, "superseded", 4),
    ]  # fmt: skip


def test_words_are_found_over_all_meetings(tmp_path: Path) -> None:
    write_all(tmp_path, {
        "2016-08-09-board.md": harbour("2016-08-09", "- Ölfass am Kran\n- [ ] **ACTION:** A: heb den KRAN\n"),
        "2016-08-23-board.md": harbour("2016-08-23", tugs="- kran towed\n"),
    })  # fmt: skip
    texts = texts_of(meetings_in(tmp_path)).texts
    hits = list(search(texts, Query.of("kran")))
    assert [(hit.date, hit.section, hit.line) for hit in hits] == [
        (date(2016, 8, 23), "Tugs", 20), (date(2016, 8, 9), "Cranes", 16), (date(2016, 8, 9), "Cranes", 17)
    ]  # fmt: skip
    assert [hit.text for hit in search(texts, Query.of("olfass"))] == ["- Ölfass am Kran"]
    [note] = search(texts, Query.of("kran", NoteKind.ACTION))
    assert (note.kind, note.text) == (NoteKind.ACTION, "heb den KRAN")
    assert list(search(texts, Query.of("kran heb", section="tugs"))) == []
    assert [hit.section for hit in search(texts, Query.of("kran", section="tug"))] == ["Tugs"]


def test_only_a_file_that_has_the_words_is_read(tmp_path: Path) -> None:
    write_all(tmp_path, {
        "2016-08-09-board.md": harbour("2016-08-09", "- Öl am Kran\n<!-- Kran: secret -->\n"),
        "2016-08-23-board.md": harbour("2016-08-23", tugs="- towed\n"),
        "2016-09-06-board.md": harbour("2016-09-06", tugs="- x\n<!-- the Kran -->\n"),
    })  # fmt: skip
    texts = texts_of(meetings_in(tmp_path), public=True).texts
    assert [hit.text for hit in search(texts, Query.of("kran"))] == ["- Öl am Kran"]
    assert ["meeting" in vars(text) for text in texts] == [True, False, True]
