"""The summary says of what: topics, outcomes in force, votes, what was put off, who was there; drafts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.support.series import write_all
from tui.cli import main
from tui.minutes.export.forms import FORMS, Export
from tui.minutes.export.neighbours import Link, Status, approvals, around, status_of
from tui.minutes.export.summary import summary
from tui.minutes.reading.reader import read
from tui.minutes.text.source import Source

MINUTES = """\
# Harbour board 2026-03-10

## Attendees
- Ada Obi
- Bo Lind (regrets)

## Cranes
- Third crane needs paint
  - [ ] **ACTION:** Ada Obi: ask for offers (due 2026-03-24)
  - **VOTE:** white paint (5 for, 1 against, 0 abstained; carried)
- Buy a fourth crane
  - **DECISION:** approved; no objections
  - **DECISION:** deferred; to the April meeting
- Rent a tug
  - **DECISION:** deferred; until 2026-05-01
  - **DECISION:** approved; it is cheap
- Two rules for pilots
  - **DECISION:** they wear a vest
  - **DECISION:** they carry a radio

## Upsert
### Conclusion
- **DECISION:** stage four
### Next
- Action items:
  - [ ] **ACTION:** TBD: List/of/things
  - [ ] **ACTION:** TBD: tell the harbour master

## Budget
### Conclusion
- **DECISION:** kept
"""


def made(form: str, text: str = MINUTES, status: Status | None = None) -> str:
    export = Export(read(Source(text), "2026-03-10.md"), "2026-03-10.md", status=status)
    return str(FORMS[form].make(export))


def test_each_fact_says_of_what() -> None:
    found = summary(read(Source(MINUTES)))
    assert [each.text for each in found.decisions] == [
        "Rent a tug: approved; it is cheap",
        "Two rules for pilots: they wear a vest",
        "Two rules for pilots: they carry a radio",
        "stage four",
        "kept",
    ]
    assert [(task.owner, task.text) for task in found.tasks] == [
        ("Ada Obi", "Third crane needs paint: ask for offers"),
        ("TBD", "tell the harbour master"),
    ]
    assert [(row.text, row.more) for row in found.votes] == [
        ("Third crane needs paint: white paint", "5 for, 1 against, 0 abstained; carried")
    ]
    [deferred] = found.deferred
    assert deferred.text == "Buy a fourth crane"
    assert deferred.more == "the April meeting"
    assert (found.present, found.regrets) == (("Ada Obi",), ("Bo Lind",))


@pytest.mark.parametrize("form", ["md", "html", "txt"])
def test_every_form_has_all_of_it(form: str) -> None:
    text = made(form)
    for words in ("Upsert › Conclusion", "Budget › Conclusion", "Nobody yet", "the April meeting", "Regrets"):
        assert words in text, words
    assert text.count("5 for, 1 against, 0 abstained") >= 2
    assert "no objections" not in text.split("Cranes", 1)[0]


@pytest.mark.parametrize("status", [None, Status(is_draft=True), Status(True, Link("2026-02-10", "a.md"))])
@pytest.mark.parametrize(
    "text", [MINUTES, "## A\n- **DECISION:** x\n", "- [ ] **ACTION:** Ada: x (due 2026-05-02)\n"]
)
def test_a_second_reading_of_the_whole_is_the_same_meeting(text: str, status: Status | None) -> None:
    whole = made("md", text, status)
    again, before = (read(Source(each), "2026-03-10.md") for each in (whole, text))
    assert (again.title, again.date) == (before.title, before.date)
    assert again.attendees == before.attendees
    assert made("md", whole, status) == whole


def test_a_draft_says_so_once_and_a_final_one_no_more() -> None:
    draft = Status(True, Link("2026-02-10", "2026-02-10.md"), Link("2026-04-10"))
    whole = made("md", MINUTES, draft)
    line = "**Draft** · Previous: [2026-02-10](2026-02-10.md) · Next: 2026-04-10"
    assert whole.startswith(f"# Harbour board 2026-03-10\n\n{line}\n\n## Attendees\n")
    assert made("md", whole, Status(is_draft=True)).count("**Draft**") == 1
    assert "Draft" not in made("md", whole, Status())
    page = made("html", MINUTES, draft)
    assert '<p class="draft">Draft: these minutes are not approved yet.</p>' in page
    assert 'Previous: <a href="2026-02-10.md">2026-02-10</a> · Next: 2026-04-10' in page
    assert "Draft, not approved yet · Previous: 2026-02-10" in made("txt", MINUTES, draft)
    assert "Draft" not in made("html", MINUTES, Status())


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("- Minutes of 2016-07-27 approved", date(2016, 7, 27)),
        ("Motion to accept the meeting notes carried; minutes accepted", None),
        ("- Das Protokoll vom 27.07.2016 wird genehmigt", date(2016, 7, 27)),
        ("Le procès-verbal du 27 juillet 2016 est adopté", date(2016, 7, 27)),
        ("Se aprueba el acta anterior: aprobada", None),
        ("議事録を承認した", None),
        ("Notulen van 2016-07-27 goedgekeurd", date(2016, 7, 27)),
        ("Protokół z 2016-07-27 został zatwierdzony", date(2016, 7, 27)),
    ],
)
def test_an_approval_is_told_in_any_language(line: str, day: date | None) -> None:
    [days] = approvals([line])
    assert day in days if day is not None else not days


APPROVED = "**DECISION:** approved; no objections\n"


@pytest.mark.parametrize(
    ("text", "approves"),
    [
        (f"- Minutes of 2026-02-10\n  - {APPROVED}", True),
        (f"* Approve minutes of 2026-02-10\n-- {APPROVED}", True),
        (f"1. Minutes of 2026-02-10\n   - Ada: read them\n   - {APPROVED}", True),
        (f"### Minutes of 2026-02-10\n\n- {APPROVED}", True),
        (f"- Minutes of the last meeting\n  - {APPROVED}", True),
        ("- Minutes of 2026-02-10\n  - **DECISION:** deferred\n", False),
        ("- Minutes of 2026-02-10\n  - Ada: the budget is approved\n", False),
        (f"- Minutes of 2026-01-10\n  - {APPROVED}", False),
        (f"- Minutes of 2026-02-10\n- A fourth crane\n  - {APPROVED}", False),
        (f"- Minutes of 2026-02-10\n  - A fourth crane?\n    - {APPROVED}", False),
        (f"- Minutes of 2026-02-10\n  as sent\n  - {APPROVED}", True),
        (f"### Minutes of 2026-02-10\n\n- A fourth crane?\n  - {APPROVED}", False),
        (f"# Minutes\n\n- {APPROVED}", False),
    ],
)
def test_the_outcome_under_earlier_minutes_approves_them(tmp_path: Path, text: str, approves: bool) -> None:
    texts = {"2026-02-10-board.md": MINUTES, "2026-03-10-board.md": text}
    first, _ = write_all(tmp_path, texts)
    assert around(first, final=False).is_draft is not approves


@pytest.mark.parametrize(
    "line",
    ["Approval of minutes", "Minutes not approved", "minutes to be approved", "Budget approved"],
)
def test_what_approves_nothing(line: str) -> None:
    assert list(approvals([line])) == []


@pytest.fixture
def series(tmp_path: Path) -> list[Path]:
    texts = {
        f"2026-0{n}-10-board.md": f"# Board 2026-0{n}-10\n\n## Old business\n- none\n" for n in (2, 3, 4)
    }
    return write_all(tmp_path / "board", texts)


def test_a_later_file_of_the_series_approves(series: list[Path]) -> None:
    february, march, april = series
    assert around(march).is_draft
    april.write_text(april.read_text() + "- Minutes of 2026-02-10 approved\n")
    assert around(march).is_draft
    assert not around(february).is_draft
    april.write_text(april.read_text() + "- The minutes were approved\n")
    assert not around(march).is_draft
    assert around(april).is_draft
    assert not around(april, final=True).is_draft
    assert around(march).previous == (date(2026, 2, 10), february)
    assert around(march).following == (date(2026, 4, 10), april)


def test_a_hidden_line_approves_nothing(series: list[Path]) -> None:
    series[2].write_text(series[2].read_text() + "<!-- minutes approved -->\n")
    assert around(series[1]).is_draft


def test_links_go_to_what_is_exported_beside(series: list[Path], tmp_path: Path) -> None:
    assert main(["export", str(series[0].parent), "--to=html", "-o", str(tmp_path / "out"), "--final"]) == 0
    page = (tmp_path / "out" / "2026-03-10-board.html").read_text()
    assert '<a href="2026-02-10-board.html">2026-02-10</a> · Next: <a href="2026-04-10-board.html">' in page
    assert "Draft" not in page


def test_no_link_tells_of_folders_far_away(series: list[Path], tmp_path: Path) -> None:
    status = status_of(around(series[1]), tmp_path / "a" / "b" / "c" / "d.md")
    assert status.previous == Link("2026-02-10")


FRONT = """---
title: Board of the harbour
date: 2026-03-10
attendees: [Ada Obi, Bo Lind]
---

## Cranes
- **DECISION:** paint
"""


def test_a_title_of_front_matter_heads_what_people_read_and_is_no_heading_of_markdown() -> None:
    text = made("txt", FRONT, Status(is_draft=True))
    head = "Board of the harbour\n====================\n\n2026-03-10\n\nDraft, not approved yet\n"
    assert text.startswith(head)
    assert "title:" not in text
    page = made("html", FRONT)
    assert "<h1>Board of the harbour</h1>\n<p>2026-03-10</p>" in page
    assert "title:" not in page.partition("<main>")[2]
    markdown = made("md", FRONT, Status(is_draft=True))
    assert markdown.startswith(FRONT[: FRONT.index("## Cranes")] + "**Draft**\n\n## Summary\n")
    assert made("md", markdown, Status(is_draft=True)) == markdown
    again = read(Source(markdown), "2026-03-10.md")
    assert (again.title, str(again.date)) == ("Board of the harbour", "2026-03-10")
    assert [person.name for person in again.attendees] == ["Ada Obi", "Bo Lind"]


BOARD = """\
# Harbour board 2026-03-10

## Reports

### Cranes - Ada Obi

- Two cranes painted
- **REVIEWED:** AO, Bo Lind

### Pilots - Bo Lind

- Night shifts begin in May
- **REVIEWED:** Ada Obi

### Tugs - Cem Ari

- The tug Elsa is back

## Discussion

- **DECISION:** received by general consent: Cranes, Pilots (2 reports)
"""


@pytest.mark.parametrize("form", ["md", "html", "txt"])
def test_reviews_are_counted_in_one_line_and_nobody_is_named(form: str) -> None:
    text = made(form, BOARD)
    assert text.count("2 of 3 reports") == 1
    assert text.count("Reviewed before the meeting") == 1
    assert "received by general consent: Cranes, Pilots" in text
    assert "REVIEWED:" not in text
    assert "AO" not in text


def test_minutes_that_were_sent_keep_the_count() -> None:
    sent = made("md", BOARD)
    assert made("md", sent) == sent
    forged = sent.replace("2 of 3 reports", "<b>all</b> of them")
    assert "Reviewed before" not in made("md", forged)


def test_where_nobody_reviews_nothing_is_said_of_it() -> None:
    unsigned = "".join(line for line in BOARD.splitlines(keepends=True) if "REVIEWED" not in line)
    assert "Reviewed before" not in made("txt", unsigned)
    assert "received by general consent" in made("txt", unsigned)


@pytest.mark.parametrize("form", ["md", "txt", "html"])
def test_a_section_that_only_lists_actions_says_nothing_of_one(form: str) -> None:
    text = "# Sync 2026-03-10\n\n## Rent\n- [ ] **ACTION:** Ada: pay it\n\n## Actions\n- [ ] Bo: send it\n"
    summed = made(form, text).partition(
        "Rent\n" if form == "txt" else "<h2>Rent" if form == "html" else "## Rent\n"
    )
    assert "pay it" in summed[0]
    assert "send it" in summed[0]
    assert "Rent" in summed[0].partition("pay it")[2]
    assert "Actions" not in summed[0].partition("send it")[2].partition("\n")[0]
    assert "[](#" not in summed[0]


def test_a_link_whose_words_are_its_address_has_no_number_in_a_mail() -> None:
    address = r"https://example.org/a\_b/c\_d"
    text = f"# Sync 2026-03-10\n\n- [{address}]({address})\n- [the *best*](https://example.org/e) one\n"
    written = made("txt", text)
    assert "- https://example.org/a_b/c_d\n- the best [1] one\n" in written
    assert written.count("example.org/a_b") == 1
