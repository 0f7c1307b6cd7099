"""`pmc-tui note`: notes written from the shell."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.minutes import meeting_of
from tui.cli import main
from tui.minutes.noting.context import context_for

TEXT = """# Runtime Meeting 2026-03-31

## Discussion
- Propose to move the docs

## Teams

### CLI - Ada Obi
- Released 6.21.0

### Core - Abe Lund

### Core Tests
"""


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    """A meeting, the third of a series every two weeks."""
    folder = tmp_path / "series"
    folder.mkdir()
    (folder / "2026-03-03-runtime.md").write_text("# Runtime 2026-03-03\n- [ ] **ACTION:** Eve Moss: x\n")
    (folder / "2026-03-17-runtime.md").write_text("# Runtime 2026-03-17\n")
    path = folder / "2026-03-31-runtime.md"
    path.write_text(TEXT)
    return path


def test_an_action_at_a_sections_end(minutes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["note", str(minutes), "--section", "cli", "!a ada: publish the apt repo fri"]) == 0
    line = "- [ ] **ACTION:** Ada Obi: publish the apt repo (due 2026-04-03)\n"
    assert minutes.read_text() == TEXT.replace("6.21.0\n", f"6.21.0\n{line}")
    out, err = capsys.readouterr()
    assert (out, err) == (line, "")


def test_the_folder_tells_owners_and_the_next_meeting(
    minutes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["note", str(minutes), "!a", "eve:", "look", "at", "it"]) == 0
    assert capsys.readouterr().out == "- [ ] **ACTION:** Eve Moss: look at it (due 2026-04-14)\n"
    context = context_for(minutes, meeting_of(TEXT))
    assert [person.name for person in context.people] == ["Ada Obi", "Abe Lund", "Eve Moss"]


def test_a_name_only_begun_is_asked_back_and_written_as_typed(
    minutes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["note", str(minutes), "!a", "lu:", "one", "!a", "us:", "two"]) == 0
    out, err = capsys.readouterr()
    assert [line.partition(" (due")[0] for line in out.splitlines()] == [
        "- [ ] **ACTION:** lu: one",
        "- [ ] **ACTION:** TBD: us: two",
    ]
    assert err == "pmc-tui: “lu” is kept as typed: did you mean Abe Lund?\n"


def test_under_the_item_of_a_line_several_notes(minutes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["note", "--line", "4", str(minutes), "!d", "approved by all", "!q why not before?"]) == 0
    lines = "  - **DECISION:** approved by all\n  - **QUESTION:** why not before?\n"
    assert minutes.read_text() == TEXT.replace("the docs\n", f"the docs\n{lines}")
    assert capsys.readouterr().out == lines


def test_words_without_a_mark_are_an_info_in_the_discussion(minutes: Path) -> None:
    assert main(["note", str(minutes), "next", "meeting", "moves"]) == 0
    assert minutes.read_text() == TEXT.replace("the docs\n", "the docs\n- **INFO:** next meeting moves\n")


def test_the_discussion_is_made_where_it_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "2026-03-31.md"
    path.write_bytes(b"# M\r\n\r\n## Agenda\r\n- a\r\n\r\n## Rest\r\n")
    assert main(["note", str(path), "#agreed to go on"]) == 0
    assert path.read_bytes() == (
        b"# M\r\n\r\n## Agenda\r\n- a\r\n\r\n## Discussion\r\n\r\n- **DECISION:** to go on\r\n\r\n## Rest\r\n"
    )
    assert capsys.readouterr().out == "## Discussion\n- **DECISION:** to go on\n"
    empty = tmp_path / "2026-04-01.md"
    empty.write_bytes(b"")
    assert main(["note", str(empty), "x"]) == 0
    assert empty.read_bytes() == b"## Discussion\n- **INFO:** x\n"


def test_dry_run_prints_the_difference_only(minutes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["note", "--dry-run", str(minutes), "--section", "Core", "x"]) == 0
    assert minutes.read_text() == TEXT
    assert capsys.readouterr().out == (
        "--- a/2026-03-31-runtime.md\n+++ b/2026-03-31-runtime.md\n@@ -9,5 +9,6 @@\n - Released 6.21.0\n \n"
        " ### Core - Abe Lund\n+- **INFO:** x\n \n ### Core Tests\n"
    )


def test_what_is_in_doubt_is_said(minutes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["note", str(minutes), "!a Zed: look 2020-01-01"]) == 0
    out, err = capsys.readouterr()
    assert out == "- [ ] **ACTION:** Zed: look 2020-01-01\n"
    assert err == (
        "pmc-tui: “Zed” is not known here; kept as typed\n"
        "pmc-tui: 2020-01-01 is before the meeting; kept as text\n"
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--section", "Cor", "x"], "There are 2 sections “Cor”: on lines 11, 13. Use --line."),
        (["--section", "Clii", "x"], "There is no section “Clii”. Near it: CLI."),
        (["--section", "\x1b[2J", "x"], "There is no section “␛[2J”."),
        (["--line", "0", "x"], "There is no line 0: the file has 13 lines."),
        (["--line", "99", "x"], "There is no line 99: the file has 13 lines."),
        ([" "], "There is nothing to write yet: a note needs words."),
    ],
)
def test_errors_say_what_to_do(
    minutes: Path, capsys: pytest.CaptureFixture[str], words: list[str], message: str
) -> None:
    assert main(["note", str(minutes), *words]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"pmc-tui: {message}")
    assert minutes.read_text() == TEXT


def test_no_file_and_no_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["note", str(tmp_path / "none.md"), "x"]) == 2
    assert "There is no file" in capsys.readouterr().err
    guessed = tmp_path / "latin.md"
    guessed.write_bytes(b"# Caf\xe9\n")
    assert main(["note", str(guessed), "x"]) == 2
    assert "not UTF-8 at line 1" in capsys.readouterr().err
    with pytest.raises(SystemExit) as end:
        main(["note", str(guessed)])
    assert end.value.code == 2


def test_markup_and_escapes_are_written_as_text(minutes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["note", str(minutes), "--section", "CLI", "!i [/x] **b** <b>\x1b[31m $x\nnext"]) == 0
    assert capsys.readouterr().out == "- **INFO:** [/x] **b** <b>␛[31m $x next\n"


@pytest.mark.parametrize("words", [["!p between us"], ["!a", "ada: go", "!p between us"], ["- !private: us"]])
def test_a_private_line_is_written_into_no_file(
    minutes: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["note", str(minutes), *words]) == 2
    assert "is private and goes into no file" in capsys.readouterr().err
    assert minutes.read_text() == TEXT
