"""Before the meeting: what is missing, new, changed, silent, on the table again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.support.minutes import meeting_of
from tests.support.series import harbour, past, write_all
from tui.minutes.series.questions import before
from tui.minutes.series.radar import Radar, radar
from tui.minutes.series.references import ordinal, references_in

DAY = date(2016, 8, 23)


def seen(now: str, **earlier: str) -> Radar:
    """The radar of a text, after meetings by day (`d0809`), oldest first."""
    meetings = past({f"2016-{name[1:3]}-{name[3:]}": text for name, text in earlier.items()})
    return radar(meeting_of(now, "2016-08-23-board.md"), DAY, meetings)


def test_a_report_is_missed_that_came_in_two_of_the_last_three() -> None:
    found = seen(
        harbour(DAY, tugs="- Towed\n"),
        d0712=harbour("2016-07-12", "- a b\n", "- c d\n"),
        d0726=harbour("2016-07-26", "- a c\n"),
        d0809=harbour("2016-08-09", "- a d\n", tugs="- Towed\n"),
    )
    assert [(each.name, each.of_last) for each in found.missing] == [("Cranes", 3)]
    assert [(each.name, each.items, each.same) for each in found.new] == [("Tugs", 1, True)]
    assert (found.last, found.last_name) == (date(2016, 8, 9), "2016-08-09-board.md")
    assert found.missing[0].line == harbour(DAY).split("\n").index("### Cranes - Ada Obi")


def test_misses_in_a_row_are_counted_up_to_this_meeting() -> None:
    none = harbour("2016-08-09")
    without_pilots = harbour("2016-07-26", "- a\n", tugs="- Towed\n").replace("### Pilots - Lee Chan\n", "")
    texts = {
        "d0628": harbour("2016-06-28", "- a\n", "- b\n"),
        "d0712": harbour("2016-07-12", "- a\n"),
        "d0726": without_pilots,
        "d0809": none,
    }
    found = seen(harbour(DAY, tugs="- Towed\n"), **texts)
    assert [(each.name, each.missed) for each in found.missed] == [
        ("Cranes", "2nd in a row"),
        ("Pilots", "3rd in a row"),  # one of the meetings did not have the team
    ]
    assert found.moved(7).missed[0].line == found.missed[0].line + 7
    assert seen(harbour(DAY, "- a\n", "- b\n", "- c\n"), **texts).missed == ()
    silent = {f"d08{day:02}": harbour(f"2016-08-{day:02}") for day in range(1, 8)}
    assert {each.missed for each in seen(harbour(DAY), **silent).missed} == {"more than 6 in a row"}


def test_a_line_that_waits_under_every_team_is_no_report() -> None:
    asked = "- [write what you have done]\n"
    wait = harbour("2016-07-26", asked, asked, asked)
    found = seen(harbour(DAY, asked, asked, "- Towed\n"), d0726=wait, d0809=wait.replace("07-26", "08-09"))
    assert (found.missing, [each.name for each in found.new]) == ((), ["Tugs"])


def test_what_a_template_asks_for_is_no_report(tmp_path: Path) -> None:
    asked = "- Write what you have done\n"
    texts = {f"{day}-board.md": harbour(day, tugs=asked) for day in ("2016-07-26", "2016-08-09")}
    write_all(tmp_path, texts)
    now = tmp_path / "2016-08-23-board.md"
    found = before(now, harbour(DAY, tugs=asked), DAY).radar
    assert [each.name for each in found.new] == ["Tugs"]
    write_all(tmp_path, {"template.md": harbour("YYYY-MM-DD", asked, asked, asked)})
    found = before(now, harbour(DAY, tugs=asked), DAY).radar
    assert (found.new, found.missing) == ((), ())


def test_a_lead_corrected_in_the_last_meeting_is_lost_in_a_file_made_before() -> None:
    zoe = harbour("2016-08-09").replace("Ada Obi", "Zoe Fox")
    found = seen(harbour(DAY), d0726=harbour("2016-07-26"), d0809=zoe)
    [change] = found.leads
    assert (change.here, change.then, change.lost) == (("Ada Obi",), ("Zoe Fox",), True)
    assert change.heading == "### Cranes - Zoe Fox"
    [change] = seen(harbour(DAY).replace("Ada Obi", "Kai Lund"), d0726=harbour("2016-07-26"), d0809=zoe).leads
    assert not change.lost
    assert seen(harbour(DAY).replace("Ada Obi", "Ada"), d0809=harbour("2016-08-09")).leads == ()


def test_a_new_name_with_the_same_lead_is_the_same_team() -> None:
    now = harbour(DAY).replace("Tugs - Eve", "Towing - Eve")
    found = seen(now, d0726=harbour("2016-07-26", tugs="- a\n"), d0809=harbour("2016-08-09", tugs="- b\n"))
    assert [(each.name, each.before, each.lead) for each in found.renames] == [("Towing", "Tugs", "Eve Moss")]
    assert [each.name for each in found.missing] == ["Towing"]
    assert found.gone == ()


def test_two_teams_that_became_one_are_gone_and_new() -> None:
    more = "\n### Docks - Kai Lund\n\n### Boats - Zoe Fox\n\n"
    before = harbour("2016-08-09").replace("Pilots - Lee Chan", "Pilots - Eve Moss") + more
    now = before.split("### Pilots")[0] + "### Traffic - Eve Moss\n" + more
    found = seen(now.replace("2016-08-09", str(DAY)), d0809=before)
    assert (found.renames, found.gone) == ((), ("Pilots", "Tugs"))


def test_a_team_seen_before_is_no_new_name() -> None:
    old = harbour("2016-07-26").replace("Tugs -", "Towing -")
    found = seen(harbour(DAY).replace("Tugs -", "Towing -"), d0726=old, d0809=harbour("2016-08-09"))
    assert (found.renames, found.gone) == ((), ("Tugs",))


def test_a_team_silent_for_long_is_quiet_and_then_reports_again() -> None:
    days = ("d0503", "d0517", "d0531", "d0614", "d0628", "d0712", "d0726", "d0809")
    earlier = {
        day: harbour(f"2016-{day[1:3]}-{day[3:]}", tugs="- t\n" if day == "d0503" else "") for day in days
    }
    found = seen(harbour(DAY), **earlier)
    assert [each.name for each in found.quiet] == ["Cranes", "Pilots", "Tugs"]
    found = seen(harbour(DAY, tugs="- Towed\n"), **earlier)
    assert [each.name for each in found.back] == ["Tugs"]
    assert "Tugs" not in [each.name for each in found.new]


def test_no_changes_three_times_is_a_small_badge() -> None:
    none = "- No changes since\n"
    found = seen(harbour(DAY, none), d0726=harbour("2016-07-26", none), d0809=harbour("2016-08-09", none))
    assert [(each.name, each.same) for each in found.new] == [("Cranes", True)]
    assert found.missing == ()


def test_an_issue_on_the_table_again_says_how_often_and_since_when() -> None:
    url = "https://github.com/harbour/board/issues/607"
    agenda = f"# B {{}}\n\n## Agenda\n- Supporters [#607]({url})\n- new #9\n\n## Discussion\n- {{}}\n"
    found = seen(
        agenda.format(DAY, ""),
        d0712=f"# B 2016-07-12\n\n## Discussion\nabout {url}\n",
        d0726="# B 2016-07-26\n\n## Discussion\n#607 of nobody knows which\n",
        d0809=agenda.format("2016-08-09", "harbour/board#607"),
    )
    assert [(each.reference, each.times, each.since) for each in found.again] == [
        ("harbour/board#607", 3, date(2016, 7, 12)), ("#9", 2, date(2016, 8, 9))
    ]  # fmt: skip
    assert found.again[0].told == "#607 Supporters, 3rd time, since 2016-07-12"
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 112)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "112th"
    ]  # fmt: skip


def test_what_is_no_reference() -> None:
    assert list(references_in("a#b, &#39; x#12 and #top, page/#3")) == []
    assert list(references_in("see https://gitlab.com/a/b/c/-/issues/7#note_1 and (#12)")) == [
        "a/b/c#7",
        "#12",
    ]


def test_actions_by_age_and_what_is_overdue() -> None:
    late = "- [ ] **ACTION:** Ada Obi: paint the cranes now (due 2016-08-12)\n"
    old = "- [ ] **ACTION:** Lee Chan: hire two more pilots\n"
    days = {f"d0{month}09": harbour(f"2016-0{month}-09") for month in range(3, 8)}
    found = seen(harbour(DAY), d0109=harbour("2016-01-09", old), d0809=harbour("2016-08-09", late), **days)
    assert [action.note.owners for action in found.actions] == [("Ada Obi",)]
    assert (len(found.older), found.overdue) == (1, 1)


REPORTS = st.lists(st.sampled_from(["", "- painted it\n", "- hired him\n"]), min_size=3, max_size=3)


@given(st.lists(REPORTS, min_size=4, max_size=6), st.randoms())
def test_the_order_of_files_does_not_matter_and_older_ones_only_add(
    said: list[list[str]], random: object
) -> None:
    texts = {
        f"2016-0{number + 1}-09": harbour(f"2016-0{number + 1}-09", *words)
        for number, words in enumerate(said)
    }
    now = meeting_of(harbour(DAY), "2016-08-23-board.md")
    mixed = list(texts.items())
    random.shuffle(mixed)  # type: ignore[attr-defined]  # hypothesis gives a Random
    found = radar(now, DAY, past(texts))
    assert found == radar(now, DAY, past(dict(mixed)))
    fewer = radar(now, DAY, past(texts)[:3])
    assert (found.missing, found.new, found.leads) == (fewer.missing, fewer.new, fewer.leads)
