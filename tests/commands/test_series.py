"""`pmc-tui next`, `series` and `find`: arguments, what is printed, exit codes, and bad input."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest

from tests.support.series import harbour, write_all
from tui.cli import main
from tui.commands.next import make_next
from tui.minutes.model import SectionKind
from tui.minutes.reading.reader import read
from tui.minutes.text.source import Source
from tui.start import CannotStartError, begin

TODAY = date(2016, 8, 20)


@pytest.fixture
def board(tmp_path: Path) -> Path:
    """A board that met three times."""
    said = "- Painted the second crane\n- [ ] **ACTION:** Ada Obi: =paint the third one (due 2016-08-12)\n"
    days = ("2016-07-12", "2016-07-26", "2016-08-09")
    texts = {f"{day}-board.md": harbour(day, said, f"- **DECISION:** approved on {day}\n") for day in days}
    write_all(tmp_path / "board", texts)
    return tmp_path / "board"


def test_next_writes_the_file_and_says_so(board: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["next", str(board)]) == 0
    out, err = capsys.readouterr()
    made = board / "2016-08-23-board.md"
    assert out == f"{made}\n"
    assert "2016-08-23-board.md: Tue 23 August 2016, every 14 days" in err
    assert "from 2016-08-09-board.md, emptied" in err
    assert made.read_text() == harbour("2016-08-23")


def test_next_of_a_file_with_a_later_one_says_so(board: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(board.iterdir())
    assert main(["next", str(board / "2016-07-26-board.md")]) == 1
    assert "2016-08-09-board.md is there already" in capsys.readouterr().err
    assert sorted(board.iterdir()) == before


def test_next_prints_without_writing(board: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["next", "--dry-run", "--carry", "--date", "2016-09-01", str(board)]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("# Harbour Board 2016-09-01\n")
    assert "from 2016-07-12)" in out
    assert "1 open actions carried" in err
    assert main(["next", "--dry-run", "--count", "2", str(board)]) == 0
    assert capsys.readouterr().out.count("==> ") == 2
    assert len(list(board.iterdir())) == 3


def test_next_asks_a_person_and_takes_no_for_an_answer(board: Path, tmp_path: Path) -> None:
    asked: list[str] = []

    def no(question: str) -> str:
        asked.append(question)
        return "n"

    assert make_next([str(board)], tmp_path, TODAY, no) == 1
    assert asked == [f"Write {board}/2016-08-23-board.md? [Y/n] "]
    assert len(list(board.iterdir())) == 3
    assert make_next([str(board)], tmp_path, TODAY, lambda _: "") == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["next", "{0}/nowhere"], "no minutes with a date"),
        (["next", "--from", "began", "{0}"], "git does not know how"),
        (["next", "--from", "template", "{0}"], "there is no template"),
        (["series", "{0}/nowhere"], "no minutes with a date"),
        (["find", "x", "{0}/nowhere"], "there is no"),
        (["find", "{0}"], "say what to look for"),
        (["find", "x", "{0}/empty"], "no minutes that can be read"),
    ],
)
def test_bad_input_is_told_in_a_sentence(
    board: Path, capsys: pytest.CaptureFixture[str], words: list[str], message: str
) -> None:
    (board / "empty").mkdir()
    assert main([word.format(board) for word in words]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert message in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "words", [["next", "--date", "soon"], ["next", "--count", "0"], ["series", "x", "--last", "0"], ["find"]]
)
def test_bad_words_are_a_usage_error(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as raised:
        main(words)
    assert raised.value.code == 2
    assert "usage: pmc-tui" in capsys.readouterr().err


def test_a_file_is_never_written_over(board: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (board / "2016-08-23-board.md").symlink_to(
        board / "elsewhere"
    )  # a broken link is no meeting, and stands there
    assert main(["next", str(board)]) == 2
    assert "exists" in capsys.readouterr().err
    assert not (board / "elsewhere").exists()


def test_a_new_meeting_of_a_series_begins_as_the_next_would(board: Path) -> None:
    asked: list[str] = []

    def answer(question: str) -> str:
        asked.append(question)
        return "y" if len(asked) > 1 else "n"

    new = board / "2016-09-01-board.md"
    assert begin(new, TODAY, answer) is None
    assert not new.exists()
    chosen = begin(new, TODAY, answer)
    assert chosen is not None
    assert new.read_text() == harbour("2016-09-01")
    assert asked[1] == (
        "There is no 2016-09-01-board.md yet. Begin it for Thu 1 September 2016, "
        "from 2016-08-09-board.md, emptied? [Y/n] "
    )
    assert begin(board / "new.txt", TODAY, answer) is None
    assert begin(board.parent / "nothing" / "new.md", TODAY, answer) is None
    assert begin(board.parent / "new.md", TODAY, lambda _: "n") is None
    assert not (board.parent / "new.md").exists()
    template = (
        "# Harbour Board YYYY-MM-DD\n\n## Agenda\n\n## Announcements\n\n## Discussion\n\n## Berth Reviews\n\n"
    )
    template += "### Cranes\n\n### Pilots\n\n### Tugs\n"
    (board / "template.md").write_text(template)
    assert begin(board / "new.md", TODAY, answer) is not None
    assert (board / "new.md").read_text().startswith("# Harbour Board 2016-09-13\n")


def test_series_in_three_forms(board: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["series", str(board)]) == 0
    text = capsys.readouterr().out
    assert f"{board}/2016-08-09-board.md:15:  2016-08-09  new  Cranes  = as last time" in text
    assert main(["series", "--to", "json", str(board)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["schema"] == "pmc-tui/series-1"
    [action] = told["actions"]
    assert (action["first"], action["meetings"], action["words"]) == (
        "2016-07-12",
        3,
        "carried 2 times, first 2016-07-12",
    )
    assert [each["what"] for each in told["dates"]] == ["meeting"] * 3 + ["next"]
    assert told["dates"][-1]["date"] == "2016-08-23"
    assert all(row["file"].startswith(str(board)) for rows in list(told.values())[1:] for row in rows)
    assert main(["series", "--to", "csv", "--only", "actions", str(board)]) == 0
    [head, row] = csv.reader(io.StringIO(capsys.readouterr().out))
    assert dict(zip(head, row, strict=True))["text"] == "'=paint the third one"
    assert main(["series", "--only", "decisions", str(board)]) == 0
    assert capsys.readouterr().out.count("in force") == 3


def test_series_explains_votes(
    board: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in board.iterdir():
        path.write_text(path.read_text() + "\n## Attendees\n- Ada Obi\n")
    monkeypatch.setenv("PMC_TUI_VOTING", "3 of the last 4")
    assert main(["series", "--only", "people", str(board)]) == 0
    assert "votes: 3 of the last 3 (2016-08-09-board.md there, " in capsys.readouterr().out
    monkeypatch.setenv("PMC_TUI_VOTING", "always")
    assert main(["series", str(board)]) == 2
    assert "3 of the last 4" in capsys.readouterr().err


def test_find_tells_file_and_line(board: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["find", "second", "crane", str(board)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"{board}/2016-08-09-board.md:16: 2016-08-09  Cranes  - Painted the second crane"
    assert len(lines) == 3
    assert main(["find", "approved", "--kind", "decision", "--to", "json", str(board)]) == 0
    assert json.loads(capsys.readouterr().out)["hits"][0]["kind"] == "decision"
    assert main(["find", "submarine", str(board)]) == 1
    assert main(["find", "third", str(board / "2016-08-09-board.md"), "--to", "quickfix"]) == 0


def test_names_with_line_feeds_and_escapes_stay_one_inert_line(
    board: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_all(board, {"2016-08-16\n\x1b[31m.md": "# B 2016-08-16\n\n- submarine \x1b]8;;x\x07\n"})
    assert main(["find", "submarine", str(board)]) == 0
    assert main(["series", "--only", "dates", str(board)]) == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert out.split("\n")[0].endswith("submarine ␛]8;;x␇")


def test_unreadable_files_are_named(board: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (board / "2016-06-28-board.md").write_bytes("# Größe\n".encode("latin-1"))
    (board / "2016-06-14-board.md").symlink_to("2016-06-14-board.md")
    assert main(["find", "crane", str(board)]) == 0
    assert main(["series", str(board)]) == 0
    assert capsys.readouterr().err.count("2016-06-28-board.md: left out, not UTF-8") == 2


def test_where_there_is_no_meeting_a_file_begins_with_the_usual_sections(tmp_path: Path) -> None:
    asked: list[str] = []

    def answer(question: str) -> str:
        asked.append(question)
        return ""

    new = tmp_path / "2026-09-01.md"
    assert begin(new, TODAY, answer) == (new, "2026-09-01.md is new: the usual sections.")
    assert asked == [
        "There is no 2026-09-01.md yet. Begin it for 2026-09-01, with the usual sections? [Y/n] "
    ]
    meeting = read(Source.from_bytes(new.read_bytes()), new.name)
    assert [section.kind for section in meeting.sections[1:]] == [
        SectionKind.ATTENDEES,
        SectionKind.AGENDA,
        SectionKind.DISCUSSION,
        SectionKind.ACTIONS,
    ]
    assert str(meeting.date) == "2026-09-01"
    new.write_text("# Theirs\n", "utf-8")
    begin(new, TODAY, answer)
    assert new.read_text("utf-8") == "# Theirs\n"


def test_a_file_that_cannot_be_made_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(CannotStartError, match="cannot be made: No space left on device"):
        begin(tmp_path / "new.md", TODAY, lambda _: "y")


def test_how_often_each_team_has_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = {
        "2016-07-12": ("- one\n", "- uno\n"),
        "2016-07-26": ("- two\n", ""),
        "2016-08-09": ("- three\n", ""),
    }
    texts = {
        f"{day}-board.md": f"# Board {day}\n\n## Reports\n\n### Cranes - Ada Obi\n\n{cranes}\n"
        f"### Pilots - Bo Lind\n\n{pilots}\n### Locks - Di Ray\n\n- greased\n"
        for day, (cranes, pilots) in said.items()
    }
    texts["2016-08-09-board.md"] += "\n### Tugs - Cem Ari\n\n- first\n"
    write_all(tmp_path / "board", texts)
    assert main(["series", str(tmp_path / "board"), "--only", "reports", "--to", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)["reports"]
    assert [(row["name"], row["what"], row["words"]) for row in rows] == [
        ("Cranes", "reported", "3 of the last 3"),
        ("Pilots", "missing", "1 of the last 3, missing 2nd in a row"),
        ("Locks", "reported", "3 of the last 3"),
        ("Tugs", "reported", "1 of the last 1"),
    ]
    assert [row["line"] for row in rows] == [5, 9, 12, 16]
