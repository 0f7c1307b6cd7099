"""Members review, flag and sign; in the meeting what is flagged is walked, the rest goes by consent."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.desk import PROMPT, QUIET, SIZES, Desk, minutes_file, opened, replace_atomically
from tui.minutes.export.forms import FORMS, Export
from tui.minutes.reading.reader import read
from tui.minutes.text.source import Source
from tui.screens.consent import ConsentList
from tui.screens.prompt import Prompt
from tui.settings.values import Settings
from widgets.places import Place

BOARD = """# Harbour board 2026-03-10

Attendees: Ada Obi, Anna Olsen, Bo Lind, Cem Ari

## Discussion

## Reports

### Cranes - Ada Obi

- Two cranes painted

### Pilots - Bo Lind

- Night shifts begin in May

### Tugs - Cem Ari

### Locks - Bo Lind

- Gate greased
"""

ADA = QUIET._replace(reviews="signed", me="Ada Obi")


async def names(desk: Desk) -> dict[str, tuple[str, ...]]:
    desk.screen.desk.text()
    return {
        section.name: section.reviewers for section in desk.screen.desk.meeting.sections if section.reviewers
    }


async def test_space_signs_and_goes_on_and_undo_takes_it_back(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, BOARD)
    async with opened(path, settings=ADA) as desk:
        await desk.walk_to("Cranes")
        await desk.press("space")
        assert desk.section.name == "Pilots"
        assert await names(desk) == {"Cranes": ("Ada Obi",)}
        assert "Cranes reviewed" in desk.said
        assert "✓1 Cranes" in desk.text
        assert "○  Pilots" in desk.text
        await desk.press("backspace")
        assert await names(desk) == {}
        assert desk.screen.desk.document.source.text == BOARD
        await desk.press("space", "u")
        assert desk.screen.desk.document.source.text == BOARD


async def test_initials_by_hand_that_can_only_be_mine_are_my_review(tmp_path: Path) -> None:
    text = BOARD.replace("Anna Olsen, ", "").replace("in May\n", "in May\n- **REVIEWED:** AO, Cem Ari\n")
    async with opened(minutes_file(tmp_path, text), settings=ADA) as desk:
        await desk.until_seen("✓2 Pilots")
        await desk.walk_to("Pilots")
        await desk.press("space")
        assert await names(desk) == {"Pilots": ("AO", "Cem Ari")}
        await desk.press("backspace")
        assert await names(desk) == {"Pilots": ("Cem Ari",)}


async def test_who_i_am_is_asked_once_and_two_with_the_same_initials_are_told(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, BOARD)
    settings = QUIET._replace(reviews="signed")
    async with opened(path, settings=settings) as desk:
        await desk.walk_to("Cranes")
        await desk.press("space")
        await desk.until(lambda: isinstance(desk.app.screen, Prompt), "the question")
        await desk.press(*["backspace"] * 40, *"AO", "enter")
        assert isinstance(desk.app.screen, Prompt)
        assert "AO can be Ada Obi or Anna Olsen: write the whole name" in desk.text
        await desk.press("backspace", "backspace", *"Bo Lind", "enter")
        await desk.until(lambda: desk.section.name == "Pilots", "the next report")
        assert await names(desk) == {"Cranes": ("Bo Lind",)}
    path.write_text(BOARD)
    async with opened(path, settings=settings) as desk:
        await desk.walk_to("Pilots")
        await desk.press("space")
        assert await names(desk) == {"Pilots": ("Bo Lind",)}


async def test_a_flag_is_signed_shown_and_dealt_with(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, BOARD)
    async with opened(path, settings=ADA) as desk:
        await desk.walk_to("Pilots")
        await desk.press("!")
        assert "FLAG in Pilots" in desk.text
        await desk.press("enter")
        assert "a note needs words" in desk.said
        await desk.press(*"shifts: who pays?", "enter")
        assert "- [ ] **FLAG:** Ada Obi: shifts: who pays?" in desk.screen.desk.document.source.text
        assert "⚑ FLAG Ada Obi: shifts: who pays?" in desk.text
        assert "Pilots" in next(row for row in desk.rows if "⚑" in row and "FLAG" not in row.split("│")[1])
        await desk.press("x")
        assert "- [x] **FLAG:** Ada Obi: shifts: who pays? (done 2026-03-10)" in (
            desk.screen.desk.document.source.text
        )


async def test_what_others_sign_is_seen_at_once_and_merged(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, BOARD)
    async with opened(path, settings=PROMPT._replace(reviews="signed", me="Ada Obi")) as desk:
        await desk.walk_to("Cranes")
        theirs = BOARD.replace(
            "painted\n", "painted\n- [ ] **FLAG:** Bo Lind: why red?\n- **REVIEWED:** Bo Lind\n"
        )
        replace_atomically(path, theirs.encode())
        await desk.press("space")
        await desk.until(
            lambda: path.read_text().count("REVIEWED") == 1 and path.read_text().count("Ada Obi") == 3,
            "both names in the file",
        )
        await desk.until(
            lambda: "⚑" in desk.text and "2 Cranes" in desk.text, "the flag and both in the tree"
        )
        sections = read(Source(path.read_text()), path.name).sections
        assert sorted(sections[3].reviewers) == ["Ada Obi", "Bo Lind"]
        assert desk.screen.concerns.incoming.conflicts == 0


async def test_a_report_that_changed_since_is_to_be_reviewed_again(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, BOARD)
    async with opened(path, settings=PROMPT._replace(reviews="signed", me="Ada Obi")) as desk:
        await desk.walk_to("Cranes")
        await desk.press("space")
        await desk.until(lambda: "REVIEWED" in path.read_text(), "signed")
        replace_atomically(path, path.read_text().replace("Two cranes", "Three cranes").encode())
        await desk.until(lambda: "Three cranes" in desk.text, "their change")
        await desk.walk_to("Locks")
        assert "●1 Cranes" in desk.text
        await desk.press("n")
        assert desk.section.name == "Cranes"
        await desk.press("space")
        assert "✓1 Cranes" in desk.text
        assert path.read_text().count("REVIEWED") == 1


@pytest.mark.parametrize("plain", [False, True])
async def test_what_came_since_i_signed_is_marked_also_after_a_new_start(tmp_path: Path, plain: bool) -> None:
    path = minutes_file(tmp_path, BOARD)
    settings = PROMPT._replace(reviews="signed", me="Ada Obi", plain=plain)
    async with opened(path, settings=settings) as desk:
        await desk.walk_to("Cranes")
        await desk.press("space")
        await desk.until(lambda: "REVIEWED" in path.read_text(), "signed")
    theirs = "painted\n- [ ] **FLAG:** Bo Lind: why?\n- One more is for sale\n"
    path.write_text(path.read_text().replace("painted\n", theirs))
    async with opened(path, settings=settings) as desk:
        await desk.until(lambda: desk.screen.agenda.stale, "known to be another")
        await desk.walk_to("Locks")
        await desk.press("n")
        assert "1 item new since you reviewed it" in desk.said
        assert desk.screen.panes.stale == {Place(desk.section.key, 2)}  # not the flag, and not what I read
        await desk.press("enter")
        rows = desk.seen(desk.screen.panes).split("\n")
        sign = "changed: " if plain else "●"
        assert [row for row in rows if sign in row] == [row for row in rows if "for sale" in row]
        await desk.press("space")
        assert desk.screen.panes.stale == frozenset()
        await desk.until(lambda: path.read_text().count("Ada Obi") == BOARD.count("Ada Obi") + 1, "once")
    path.write_text(path.read_text().replace("- Two cranes painted\n", ""))
    async with opened(path, settings=settings) as desk:
        await desk.until(lambda: desk.screen.agenda.stale, "known to be another")
        await desk.walk_to("Locks")
        await desk.press("n")
        assert "Less than you reviewed" in desk.said or "less than you reviewed" in desk.said


SIGNED = (
    BOARD.replace("painted\n", "painted\n- **REVIEWED:** Ada Obi, Bo Lind\n")
    .replace("in May\n", "in May\n- [ ] **FLAG:** Bo Lind: why May?\n- **REVIEWED:** Ada Obi, Cem Ari\n")
    .replace("greased\n", "greased\n- **REVIEWED:** Ada Obi, Cem Ari\n")
)


async def test_the_meeting_walks_what_is_flagged_and_missing_and_receives_the_rest(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, SIGNED)
    async with opened(path, settings=ADA) as desk:
        await desk.press("t", "n")
        assert desk.section.name == "Pilots"
        await desk.press("space")
        assert desk.section.name == "Tugs"
        assert "1/2 walked" in desk.text
        await desk.press("A")
        assert isinstance(desk.app.screen, ConsentList)
        assert "Receive 2 reports by general consent?" in desk.text
        await desk.press("enter")
        line = "- **DECISION:** received by general consent: Cranes, Locks (2 reports)"
        assert line in desk.screen.desk.document.source.text
        assert {"Reports/Cranes", "Reports/Locks"} <= {
            key.partition("/")[2] for key in desk.screen.walk.reviews.marks
        }
        await desk.press("u")
        assert desk.screen.desk.document.source.text == SIGNED
        assert not any("Cranes" in key for key in desk.screen.walk.reviews.marks)


async def test_anybody_s_stop_takes_a_report_out(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, SIGNED)
    async with opened(path, settings=ADA) as desk:
        await desk.press("A", "x")
        assert "Cranes is walked." in desk.text
        await desk.press("enter")
        assert "received by general consent: Locks (1 report)" in desk.screen.desk.document.source.text
        await desk.press("A", "x", "enter")
        assert "there is nothing to receive" in desk.text


async def test_walks_go_through_mine_and_flagged(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, SIGNED)
    settings = QUIET._replace(reviews="signed", me="Bo Lind", shepherds={"Tugs": "Bo Lind"})
    async with opened(path, settings=settings) as desk:
        desk.screen.action_command("walk_mine")
        seen = []
        for _ in range(3):
            await desk.press("n")
            seen.append(desk.section.name)
        assert seen == ["Pilots", "Tugs", "Locks"]
        assert "0/3 mine reviewed" in desk.text
        desk.screen.action_command("walk_flagged")
        await desk.settle()
        assert "The walk is what is flagged: 1 left" in desk.said
        await desk.press("n")
        assert desk.section.name == "Pilots"


async def test_private_reviews_stay_private(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, BOARD)
    async with opened(path, settings=Settings(autosave=False, me="Ada Obi")) as desk:
        await desk.walk_to("Cranes")
        await desk.press("space")
        assert desk.screen.desk.document.source.text == BOARD
        assert "✓ Cranes" in desk.text


async def test_who_follows_sees_it_and_changes_nothing(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, SIGNED)
    async with opened(path, settings=ADA, follows=True) as desk:
        await desk.until(lambda: "The chair's window is closed" in desk.said, "it has looked for the chair")
        for key in ("space", "!", "A", "backspace"):
            await desk.press(key)
            assert "only looks" in desk.said
        assert "2 Cranes" in desk.text
    assert path.read_text() == SIGNED


async def test_who_owes_a_report_has_the_action_for_it(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, BOARD)
    async with opened(path, settings=ADA) as desk:
        await desk.walk_to("Tugs")
        await desk.press("a", "enter")
        assert (
            "- [ ] **ACTION:** Cem Ari: report to the next meeting" in desk.screen.desk.document.source.text
        )
        await desk.press("u")
        await desk.walk_to("Cranes")
        await desk.press("a")
        assert "report to the next" not in desk.text


async def test_a_comment_before_the_meeting_is_signed(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, BOARD)
    async with opened(path, settings=ADA) as desk:
        await desk.walk_to("Cranes")
        await desk.press("enter", "r", *"why two?")
        assert "comment of Ada Obi" in desk.text
        await desk.press("enter", *"Bo Lind: both were dull", "enter", "enter")
        written = desk.screen.desk.document.source.text
        assert "Ada Obi: why two?" in written
        assert "Ada Obi: Bo Lind" not in written
        await desk.press("t", "r", *"said in the meeting", "enter", "enter")
        assert "Ada Obi: said in" not in desk.screen.desk.document.source.text


TEAMS = [f"Team {letter}" for letter in "ABCDEFGHIJKLMNOPQRS"]


def nineteen() -> str:
    """Nineteen reports: two flagged, two missing, one that only one has read; fourteen that two have."""
    text = "# Harbour board 2026-03-10\n\nPresent: Ada Obi, Bo Lind\n\n## Discussion\n\n## Reports\n"
    for number, team in enumerate(TEAMS):
        text += f"\n### {team} - Cem Ari\n"
        if number in (4, 9):
            continue
        text += f"\n- what {team} did\n"
        text += "- [ ] **FLAG:** Bo Lind: why?\n" if number in (2, 16) else ""
        text += "- **REVIEWED:** Bo Lind" + (", Cem Ari\n" if number != 7 else "\n")
    return text


async def test_fourteen_of_nineteen_reports_go_by_one_key_and_one_enter(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, nineteen())
    async with opened(path, settings=ADA) as desk:
        await desk.press("t", "A")
        assert "Receive 14 reports by general consent?" in desk.text
        await desk.press("enter")
        walked = []
        await desk.press("n")
        for _ in range(6):
            walked.append(desk.section.name)
            await desk.press("space")
        assert walked[:4] == ["Team C", "Team Q", "Team E", "Team J"]
        assert sorted(walked[4:]) == ["Discussion", "Team H"]
        await desk.press("ctrl+s")
        await desk.until(lambda: "received by general consent" in path.read_text(), "saved")
    exported = cleaned(path)
    names = ", ".join(team for n, team in enumerate(TEAMS) if n not in (2, 4, 7, 9, 16))
    assert f"received by general consent: {names} (14 reports)" in exported
    assert "REVIEWED" not in exported


def cleaned(path: Path) -> str:
    """The minutes as they are sent."""
    export = Export(read(Source.from_bytes(path.read_bytes()), path.name), path.name)
    return str(FORMS["md"].make(export))


@pytest.mark.parametrize("size", SIZES)
async def test_the_consent_list_at_every_size_and_in_plain_words(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    path = minutes_file(tmp_path, nineteen())
    for plain in (False, True):
        async with opened(path, size, ADA._replace(plain=plain)) as desk:
            await desk.press("A")
            assert "Receive 14 reports by general consent?" in desk.text
            assert "Team A" in desk.text
            frame = desk.app.screen.query_one(".dialog")
            assert plain or frame.size.height <= 20  # fourteen rows, and what is around them
            await desk.press("x")
            assert "Receive 13 reports" in desk.text
            assert ("stopped: Team A" if plain else "✗ Team A") in desk.text
            await desk.press("escape")
    assert path.read_text() == nineteen()


async def test_two_hundred_members_sign_one_report(tmp_path: Path) -> None:
    members = ", ".join(f"Member {n}" for n in range(200))
    path = minutes_file(tmp_path, BOARD.replace("painted\n", f"painted\n- **REVIEWED:** {members}\n"))
    async with opened(path, settings=ADA) as desk:
        await desk.walk_to("Cranes")
        await desk.press("space")
        assert len((await names(desk))["Cranes"]) == 201
        assert "+ Cranes" in desk.text
        await desk.press("u")
        assert desk.screen.desk.document.source.text == path.read_text()
