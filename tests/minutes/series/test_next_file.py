"""The next meeting's file: when, where, from what, and what never travels."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.series import commit, git, harbour, past, write_all
from tui.minutes.export.output import CannotWriteError
from tui.minutes.model import SectionKind
from tui.minutes.reading.reader import read
from tui.minutes.series import emptying
from tui.minutes.series.next_file import plan_next, write
from tui.minutes.series.plan import CannotPlanError, LaterFileError, NextOrigin, Plan, Wish

SAID = "- Painted the second crane\n  - twice\n"


def fortnights(last: str, count: int = 5) -> list[str]:
    """Days every two weeks up to a last one, oldest first."""
    end = date.fromisoformat(last)
    return [str(end - timedelta(days=14 * back)) for back in range(count)][::-1]


def board(folder: Path, last: str = "2016-08-09", count: int = 5) -> Path:
    """A series in which everybody reported at each meeting; returns its newest file."""
    texts = {
        f"{day}-board.md": harbour(day, SAID, f"- Hired {day[-2:]}\n", SAID)
        for day in fortnights(last, count)
    }
    return write_all(folder, texts)[-1]


def planned(place: Path, **wish: object) -> Plan:
    return plan_next(place, Wish(**wish))[0]  # type: ignore[arg-type]  # each test names its own wishes


def test_two_weekdays_that_take_turns(tmp_path: Path) -> None:
    days = ("2016-06-14", "2016-06-29", "2016-07-12", "2016-07-27", "2016-08-09")
    write_all(tmp_path, {f"2016/{day}-board.md": harbour(day, SAID) for day in days})
    plan = planned(tmp_path)
    assert (plan.day, plan.path) == (date(2016, 8, 24), tmp_path / "2016" / "2016-08-24-board.md")
    assert plan.rhythm == "every 13 days"


def test_a_file_that_is_there_already_is_the_answer(tmp_path: Path) -> None:
    board(tmp_path, "2016-08-23")
    with pytest.raises(LaterFileError, match=r"2016-08-23-board.md is there already.*pmc-tui next") as raised:
        planned(tmp_path / "2016-08-09-board.md")
    assert raised.value.path.name == "2016-08-23-board.md"
    assert planned(tmp_path).path.name == "2016-09-06-board.md"
    assert planned(tmp_path / "2016-08-09-board.md", day=date(2016, 8, 16)).last.date == date(2016, 8, 9)


def test_a_new_year_has_a_new_folder(tmp_path: Path) -> None:
    texts = {f"{day[:4]}/{day}-board.md": harbour(day) for day in ("2016-11-29", "2016-12-13", "2016-12-27")}
    write_all(tmp_path, texts)
    plan = planned(tmp_path)
    write(plan, tmp_path / "state")
    assert plan.path == tmp_path / "2017" / "2017-01-10-board.md"
    assert plan.path.read_text().startswith("# Harbour Board 2017-01-10\n")


def test_without_git_it_is_the_last_text_emptied_and_says_so(tmp_path: Path) -> None:
    plan = planned(board(tmp_path))
    assert plan.text.text == harbour("2016-08-23")
    assert (plan.origin, plan.described) == (NextOrigin.LAST, "from 2016-08-09-board.md, emptied")


def test_with_git_it_is_as_the_last_meeting_began(tmp_path: Path) -> None:
    began = harbour("2016-08-09").replace("## Discussion\n", "## Discussion\n\nDial in: 555\n")
    commit(tmp_path)
    path = board(tmp_path)
    kept = path.read_text()
    path.write_text(began)
    commit(tmp_path)
    path.write_text(kept)
    commit(tmp_path)
    plan = planned(path)
    assert plan.origin is NextOrigin.BEGAN
    assert "(git)" in plan.described
    # a line under Discussion is somebody's, whenever it came
    assert plan.text.text.split() == harbour("2016-08-23").split()


def test_a_row_of_an_html_table_goes_whole(tmp_path: Path) -> None:
    row = "  <tr>\n   <td>{}\n   </td>\n   <td>he/him\n   </td>\n  </tr>\n"
    table = "## Attendance\n\n<table>\n{}</table>\n\n## Agenda"
    write_all(
        tmp_path,
        {
            f"{day}-board.md": harbour(day).replace(
                "## Agenda", table.format("".join(map(row.format, names)))
            )
            for day, names in {"2016-07-26": ["Name", "Kai"], "2016-08-09": ["Name", "Kai", "Zoe"]}.items()
        },
    )
    text = planned(tmp_path / "2016-08-09-board.md", day=date(2016, 8, 23)).text.text
    assert table.format("".join(map(row.format, ["Name", "Kai"]))) in text


def as_it_began(folder: Path, began: str, ended: str) -> Plan:
    """The plan after a meeting whose file began in one way and ended in another."""
    path = folder / "2016-08-09-board.md"
    for text in (began, ended):
        write_all(folder, {path.name: text})
        commit(folder)
    plan = planned(path, day=date(2016, 8, 23))
    assert plan.origin is NextOrigin.BEGAN
    return plan


def test_a_team_that_is_gone_takes_what_stands_below_it_along(tmp_path: Path) -> None:
    whole = harbour("2016-08-09").replace("### Tugs", "#### Pilots' links\n\n### Tugs")
    ended = whole.replace("### Pilots - Lee Chan\n", "").replace("#### Pilots' links\n", "")
    plan = as_it_began(tmp_path, whole, ended)
    assert "Pilots" not in plan.text.text
    assert plan.changes.gone == ("Pilots",)


def test_a_heading_without_a_lead_is_that_of_the_beginning(tmp_path: Path) -> None:
    began = harbour("2016-08-09")
    ended = began.replace("## Discussion", "## DISCUSSION").replace("Eve Moss", "Zoe Fox")
    text = as_it_began(tmp_path, began, ended).text.text
    assert "## Discussion\n" in text
    assert "### Tugs - Zoe Fox\n" in text


def test_a_team_under_another_heading_is_the_same_team(tmp_path: Path) -> None:
    began = harbour("2016-08-09")
    ended = began.replace("### Tugs", "## On the water\n\n### Tugs")
    plan = as_it_began(tmp_path, began, ended)
    assert plan.text.text.count("### Tugs") == 1
    assert (plan.changes.new, plan.changes.gone) == ((), ())


def test_a_file_that_git_moved_began_where_it_was(tmp_path: Path) -> None:
    [path] = write_all(
        tmp_path, {"2016-08-09-board.md": harbour("2016-08-09").replace("Cranes -", "Cranes –")}
    )
    write_all(tmp_path, {"2016-07-26-board.md": harbour("2016-07-26", SAID)})
    commit(tmp_path)
    path.write_text(harbour("2016-08-09", SAID * 3))
    commit(tmp_path)
    (tmp_path / "2016").mkdir()
    for day in ("2016-08-09", "2016-07-26"):
        git(tmp_path, "mv", f"{day}-board.md", f"2016/{day}-board.md")
    commit(tmp_path)
    plan = planned(tmp_path / "2016" / "2016-08-09-board.md", day=date(2016, 8, 23))
    assert plan.origin is NextOrigin.BEGAN
    assert "Cranes –" in plan.text.text


def test_a_shallow_clone_does_not_take_the_whole_text_for_a_beginning(tmp_path: Path) -> None:
    full = tmp_path / "full"
    days = ("2016-07-26", "2016-08-09")
    path = write_all(full, {f"{day}-board.md": f"# B {day}\n\n## Notes\n\n" for day in days})[-1]
    commit(full)
    path.write_text(path.read_text() + "Somebody's word\n")
    commit(full)
    assert planned(path, day=date(2016, 8, 23)).origin is NextOrigin.BEGAN
    git(tmp_path, "clone", "-q", "--depth", "1", full.as_uri(), "shallow")
    plan = planned(tmp_path / "shallow" / path.name, day=date(2016, 8, 23))
    assert plan.origin is NextOrigin.LAST
    assert "Somebody" not in plan.text.text


def test_a_file_committed_after_its_meeting_has_no_beginning(tmp_path: Path) -> None:
    path = board(tmp_path)
    commit(tmp_path)
    plan = planned(path)
    assert plan.origin is NextOrigin.LAST
    assert plan.text.text == harbour("2016-08-23")


def test_a_template_that_fits_goes_first_and_another_committees_does_not(tmp_path: Path) -> None:
    path = board(tmp_path)
    mine = (
        "# Harbour Board YYYY-MM-DD\n\n## Agenda\n\n## Announcements\n\n## Discussion\n\n## Berth Reviews\n\n"
    )
    mine += "### Cranes\n[add updates here]\n\n### Pilots\n[add updates here]\n"
    write_all(tmp_path, {"templates/board.md": mine, "template.md": "# Rowers\n\n## Boats\n\n## Oars\n"})
    plan = planned(path)
    assert (plan.origin, plan.described) == (NextOrigin.TEMPLATE, "from the template board.md")
    assert plan.text.text == (
        mine.replace("YYYY-MM-DD", "2016-08-23").replace("### Cranes", "### Cranes - Ada Obi")
        .replace("### Pilots", "### Pilots - Lee Chan") + "\n### Tugs - Eve Moss\n[add updates here]\n\n"
    )  # fmt: skip
    (tmp_path / "templates" / "board.md").unlink()
    assert planned(path).origin is NextOrigin.LAST
    (tmp_path / "template.md").unlink()
    with pytest.raises(CannotPlanError, match="no template"):
        planned(path, origin=NextOrigin.TEMPLATE)


def test_each_committee_of_a_folder_has_its_own_next(tmp_path: Path) -> None:
    for who, hour in (("CG", "9:00"), ("WG", "15:00")):
        texts = {
            f"{who}-{day}.md": f"# {who} {day}\n\nat {hour}\n\n## Agenda\n"
            for day in fortnights("2016-08-09")
        }
        write_all(tmp_path, texts)
    plan = planned(tmp_path / "CG-2016-08-09.md")
    assert plan.text.text == "# CG 2016-08-23\n\nat 9:00\n\n## Agenda\n"
    assert any("WG-2016-08-09.md" in remark for remark in plan.remarks)


def test_a_title_of_month_and_year(tmp_path: Path) -> None:
    for month, name in ((10, "October"), (11, "November"), (12, "December")):
        write_all(tmp_path, {f"2021-{month}-02.md": f"# Working Group – {name} 2021\n\n## Agenda\n"})
    assert planned(tmp_path, day=date(2022, 1, 6)).text.text.startswith("# Working Group – January 2022\n")


def test_american_names(tmp_path: Path) -> None:
    days = [date(2017, 9, 11) + timedelta(days=14 * number) for number in range(4)]
    write_all(
        tmp_path, {f"2017/{day:%m-%d-%Y}.md": f"# Extensions {day:%m/%d/%Y}\n\n## Notes\n" for day in days}
    )
    plan = planned(tmp_path)
    assert plan.path == tmp_path / "2017" / "11-06-2017.md"
    assert plan.text.text == "# Extensions 11/06/2017\n\n## Notes\n"


def test_a_week_without_meeting_does_not_break_the_rhythm(tmp_path: Path) -> None:
    days = ("2020-03-02", "2020-03-09", "2020-03-16", "2020-03-30", "2020-04-06")
    write_all(tmp_path, {f"{day}.md": f"# M {day}\n" for day in days})
    assert planned(tmp_path).day == date(2020, 4, 13)


def test_headings_are_those_of_now(tmp_path: Path) -> None:
    write_all(tmp_path, {f"{day}-board.md": harbour(day, SAID) for day in fortnights("2016-07-26", 4)})
    [path] = write_all(tmp_path, {"2016-08-09-board.md": harbour("2016-08-09")})
    commit(tmp_path)
    now = harbour("2016-08-09", SAID).replace("Cranes - Ada Obi", "Cranes - ~~Ada Obi~~ Zoe Fox")
    now = now.replace("### Tugs - Eve Moss\n", "### Dredgers - Kai Lund\n- Dug\n")
    path.write_text(now)
    commit(tmp_path)
    plan = planned(path)
    assert plan.changes.leads == ("Cranes",)
    assert (plan.changes.new, plan.changes.gone) == (("Dredgers",), ("Tugs",))
    assert [line for line in plan.text.text.split("\n") if line.startswith("###")] == [
        "### Cranes - Zoe Fox", "### Pilots - Lee Chan", "### Dredgers - Kai Lund"
    ]  # fmt: skip


def test_the_same_team_under_two_parents(tmp_path: Path) -> None:
    text = "# B {0}\n\n## Projects\n\n### East - Ada Obi\n\n#### MySQL - Lee Chan\n{1}\n"
    text += "### West - Eve Moss\n\n#### MySQL - Kai Lund\n{1}"
    write_all(tmp_path, {f"{day}.md": text.format(day, "- done\n") for day in fortnights("2016-08-09")})
    assert planned(tmp_path).text.text == text.format("2016-08-23", "")


def test_names_times_notes_and_turns_stay_behind(tmp_path: Path) -> None:
    head = "# B {0}\n\n- Scribe: {1}\n- Held: 10:02-10:47\n\n## Attendees\n\n"
    head += "Present: Ada Obi, Lee Chan\n- Bob\n- [ ] Kai Lund\n\n"
    text = head + "## Rules\nBe kind.\n- [x] **ACTION:** Ada Obi: tidy up\n- **DECISION:** agreed\n"
    write_all(tmp_path, {f"{day}.md": text.format(day, "Ada Obi") for day in fortnights("2016-08-09")})
    found = planned(tmp_path).text.text
    assert (
        found
        == "# B 2016-08-23\n\n- Scribe:\n\n## Attendees\n\nPresent:\n- [ ] Kai Lund\n\n## Rules\nBe kind.\n"
    )


def test_open_actions_are_carried_when_asked(tmp_path: Path) -> None:
    follow = "\n## Follow-up\n"
    texts = {f"{day}-board.md": harbour(day) + follow for day in fortnights("2016-07-26", 4)}
    lines = "- [ ] **ACTION:** Ada Obi: paint all cranes (due 2016-08-12)\n"
    lines += "- [x] **ACTION:** Lee Chan: hire two pilots\n"
    texts["2016-07-26-board.md"] += lines
    texts["2016-08-09-board.md"] = harbour("2016-08-09") + follow + lines
    write_all(tmp_path, texts)
    assert "ACTION" not in planned(tmp_path).text.text
    plan = planned(tmp_path, carry=True)
    assert plan.text.text.endswith(
        "## Follow-up\n* [ ] **ACTION:** Ada Obi: paint all cranes (due 2016-08-12, from 2016-07-26)\n"
    )
    assert [action.note.text for action in plan.carried] == ["paint all cranes"]
    for name, text in texts.items():
        assert (tmp_path / name).read_text() == text


def test_several_at_once(tmp_path: Path) -> None:
    board(tmp_path)
    plans = plan_next(tmp_path, Wish(), count=3)
    assert [plan.path.name[:10] for plan in plans] == ["2016-08-23", "2016-09-06", "2016-09-20"]
    assert [plan.text.text for plan in plans] == [harbour(plan.day) for plan in plans]


def test_rolling_notes_grow_where_they_grow(tmp_path: Path) -> None:
    part = "## 2016-0{0}\n\nScribe:\n\n### Cranes\n\n- {1}\n"
    down = "# Notes\n\n" + "\n".join(
        part.format(day, f"rusty since {chr(97 + int(day[-1]))}") for day in ("7-12", "7-26", "8-09")
    )
    [path] = write_all(tmp_path, {"down/notes.md": down})
    plan = planned(path)
    write(plan, tmp_path / "state")
    assert path.read_text() == f"{down}\n## 2016-08-23\n\nScribe:\n\n### Cranes\n"
    up = "# Notes\n\n" + "\n".join(
        part.format(day, f"rusty since {chr(97 + int(day[-1]))}") for day in ("8-09", "7-26", "7-12")
    )
    [path] = write_all(tmp_path, {"up/notes.md": up})
    write(planned(path), tmp_path / "state")
    assert path.read_text() == up.replace(
        "## 2016-08-09", "## 2016-08-23\n\nScribe:\n\n### Cranes\n\n## 2016-08-09", 1
    )


def test_nothing_is_written_over_and_no_link_leads_out(tmp_path: Path) -> None:
    path = board(tmp_path / "series")
    plan = planned(path)
    for stands in ("text", "link"):
        if stands == "text":
            plan.path.write_text("mine")
        else:
            plan.path.symlink_to(tmp_path / "elsewhere.md")
        with pytest.raises(CannotWriteError, match="exists"):
            write(plan, tmp_path)
        plan.path.unlink()
    assert not (tmp_path / "elsewhere.md").exists()
    outside = tmp_path / "outside"
    outside.mkdir()
    texts = {f"series/2016/{day}-pier.md": harbour(day) for day in ("2016-11-29", "2016-12-13", "2016-12-27")}
    write_all(tmp_path, texts)
    (tmp_path / "series" / "2017").symlink_to(outside)
    with pytest.raises(CannotWriteError, match="a link leads"):
        write(planned(tmp_path / "series" / "2016" / "2016-12-27-pier.md"), tmp_path)
    assert list(outside.iterdir()) == []


def test_why_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(CannotPlanError, match="no minutes with a date"):
        planned(tmp_path)
    [path] = write_all(tmp_path, {"2016-08-09.md": "# M\n"})
    with pytest.raises(CannotPlanError, match=r"no rhythm.*--date"):
        planned(path)
    assert planned(path, day=date(2016, 8, 23)).path.name == "2016-08-23.md"
    with pytest.raises(CannotPlanError, match="is the day of"):
        planned(path, day=date(2016, 8, 9))
    path.write_bytes("# Größe\n".encode("latin-1"))
    with pytest.raises(CannotPlanError, match="not UTF-8"):
        planned(path, day=date(2016, 8, 23))
    with pytest.raises(CannotPlanError, match="no minutes"):
        planned(tmp_path / "nowhere")


def test_a_placeholder_waits_again(tmp_path: Path) -> None:
    asked = "[add updates here]\n"
    for day in fortnights("2016-08-09"):
        write_all(tmp_path, {f"{day}-board.md": harbour(day, asked, asked, asked)})
    (tmp_path / "2016-08-09-board.md").write_text(harbour("2016-08-09", SAID, asked, asked))
    assert planned(tmp_path).text.text == harbour("2016-08-23", "", asked, asked)
    same = "- No changes\n"
    found = emptying.placeholders_of(
        each.meeting for each in past({d: harbour(d, same, same, same) for d in ("2016-08-09", "2016-08-23")})
    )
    assert found == frozenset()  # three teams said it


WORDS = st.text("abcdefgh ", min_size=3, max_size=20).map(str.strip).filter(bool)
LINES = st.lists(
    st.sampled_from(["- ", "* ", "  - ", "1. ", ""]).flatmap(lambda m: WORDS.map(lambda w: f"{m}Said {w}\n")),
    max_size=4,
).map("".join)


@given(st.lists(st.tuples(LINES, LINES, LINES, LINES), min_size=2, max_size=3))
def test_no_report_travels_and_all_headings_do(said: list[tuple[str, str, str, str]]) -> None:
    days = fortnights("2016-08-09", len(said))
    meetings = past({
        day: harbour(day, *words[:3]).replace("## Discussion\n", f"## Discussion\n{words[3]}")
        for day, words in zip(days, said, strict=True)
    })  # fmt: skip
    standing = emptying.StandingLines.of(meetings[1].meeting)
    blocks = emptying.blocks_of(meetings[0].meeting, standing, frozenset())
    text = "".join(line for block in blocks for line in (*block.heading, *block.body))
    assert "Said" not in text
    last = meetings[0].meeting
    kept = [s.title for s in last.sections if s.kind in (*emptying.SAID, SectionKind.AGENDA)]
    assert [title for title in kept if title not in {block.section.title for block in blocks}] == []


@given(st.integers(1, 4))
def test_the_next_of_the_next_keeps_all_headings(count: int) -> None:
    meetings = past({day: harbour(day, SAID) for day in fortnights("2016-08-09", 3)})
    text, before = meetings[0].meeting, meetings[1].meeting
    first = [section.title for section in text.sections[1:]]
    for _ in range(count):
        blocks = emptying.blocks_of(text, emptying.StandingLines.of(before), frozenset())
        made = "".join(line for block in blocks for line in (*block.heading, *block.body))
        text, before = read(text.source.with_text(made)), text
        assert [section.title for section in text.sections[1:]] == first
