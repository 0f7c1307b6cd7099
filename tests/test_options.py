"""The command line: slips are answered with what may be meant, and a file is opened where one says."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.readme import DOCS, ROOT
from tests.support.desk import minutes_file
from tests.support.terminal import PMC_TUI, Terminal, environment
from tui.cli import main
from tui.options import Options, options_of

TEXT = "# T 2026-05-05\n\n## Discussion\n- [ ] **ACTION:** mend it\n"


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    path = tmp_path / "2026-05-05-test.md"
    path.write_text(TEXT, "utf-8")
    return path


def given(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(text.encode())))


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (["export", "x.md", "--explian"], "--explain"),
        (["check", "x.md", "--slect=M3"], "--select"),
        (["note", "x.md", "!i x", "--dry-rn"], "--dry-run"),
        (["series", "x", "--lats", "3"], "--last"),
        (["--folow", "x.md"], "--follow"),
    ],
)
def test_what_is_near_a_wrong_option_is_said(
    words: list[str], near: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(words)
    assert f"(did you mean {near}?)" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["exprot"], ["exprot", "x.md"], ["chekc"]])
def test_what_is_near_a_wrong_command_is_said(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    near = "export" if words[0] == "exprot" else "check"
    assert f"(did you mean {near}?)" in capsys.readouterr().err


def test_a_line_is_named_in_the_ways_of_compilers_and_editors(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    wanted = Options(path, 15)
    for words in ([f"{path}:15"], [f"{path}:15:"], [f"{path}:15:3"], ["+15", str(path)], [str(path), "+15"]):
        assert options_of(words) == wanted
    odd = tmp_path / "a.md:15"
    odd.write_text("")
    assert options_of([str(odd)]) == Options(odd)


def test_more_files_than_one() -> None:
    assert options_of(["a.md", "b.md:3", "c.md"]) == Options(Path("a.md"), more=(Path("b.md"), Path("c.md")))


def test_a_file_opens_at_its_line_and_more_files_are_in_the_list(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    line = path.read_text("utf-8").split("\n").index("#### Garden Core - Julz Friedman") + 1
    other = tmp_path / "elsewhere" / "2025-01-07-other.md"
    other.parent.mkdir()
    other.write_text("# Another committee 2025-01-07\n", "utf-8")
    with Terminal([PMC_TUI, f"{path}:{line}", str(other)], tmp_path) as terminal:
        terminal.wait_for("Released 2.14 with these changes", "saved")
        assert "Garden Core" in terminal.text
        terminal.press("ctrl+o")
        terminal.wait_for("Another committee")
        terminal.press("enter")
        terminal.wait_until(lambda: terminal.text.startswith(" Another committee"), "the other meeting")
        terminal.wait_for("saved")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0


def test_rules_are_chosen_by_their_beginning_and_explained(
    minutes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(minutes), "--select", "M3", "--ignore", "no-due"]) == 1
    out, err = capsys.readouterr()
    assert [line.split()[1] for line in out.splitlines()] == ["M301"]
    assert err == ""
    assert main(["check", str(minutes), "--select", "M1"]) == 0
    assert capsys.readouterr() == ("", "")
    assert main(["check", "--explain", "M302"]) == 0
    assert "an open action has no due date" in capsys.readouterr().out
    with pytest.raises(SystemExit, match="2"):
        main(["check"])


def test_on_a_terminal_findings_are_coloured_and_summed_up(minutes: Path, tmp_path: Path) -> None:
    words = [PMC_TUI, "check", str(minutes), "--select", "M3"]
    for no_colour, around, coloured in (("", "", True), ("1", "", False), ("", "28.2,compile", False)):
        with Terminal(words, tmp_path, NO_COLOR=no_colour, INSIDE_EMACS=around) as terminal:
            assert terminal.wait_exit() == 1
            assert "2 findings in 1 file." in terminal.text
            assert (b"\x1b[33mM302" in terminal.output) == coloured


def test_findings_as_sarif_and_for_an_editor(minutes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(minutes), "--select", "M302", "--to", "sarif"]) == 1
    [run] = json.loads(capsys.readouterr().out)["runs"]
    [result] = run["results"]
    assert result["ruleId"] == "M302"
    place = result["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 4}
    assert result["ruleId"] in {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    main(["check", str(minutes), "--select", "M302", "--to", "quickfix"])
    assert capsys.readouterr().out.startswith(f"{minutes}:4: M302 ")


@pytest.mark.skipif(shutil.which("vim") is None, reason="there is no vim")
def test_vim_s_make_goes_to_what_was_found_as_the_manual_says(minutes: Path, tmp_path: Path) -> None:
    found = re.search(r"`:(set makeprg=pmc-tui.*?)`", (DOCS / "exports.md").read_text("utf-8"))
    assert found is not None
    script = tmp_path / "script.vim"
    places = tmp_path / "places"
    listed = 'map(getqflist(), \'bufname(v:val.bufnr) . ":" . v:val.lnum . " " . v:val.text\')'
    script.write_text(
        f"{found[1]}\nedit {minutes}\nsilent make!\ncall writefile({listed}, '{places}')\nqa!\n"
    )
    variables = environment(tmp_path, PATH=f"{Path(PMC_TUI).parent}:{os.environ['PATH']}")
    command = ["vim", "-Nu", "NONE", "-i", "NONE", "-n", "-es", "-S", str(script)]
    subprocess.run(
        command, env=variables, stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False
    )
    assert f"{minutes}:4 M301 nobody has this action: mend it" in places.read_text("utf-8")


EMACS = """
(require 'compile)
(let ((buffer (compile "pmc-tui check %s")))
  (while (process-live-p (get-buffer-process buffer)) (accept-process-output nil 0.1))
  (with-current-buffer buffer (compilation--ensure-parse (point-max)))
  (set-buffer buffer)
  (first-error)
  (with-current-buffer (window-buffer)
    (princ (format "%%s:%%d" buffer-file-name (line-number-at-pos (window-point))))))
"""


@pytest.mark.skipif(shutil.which("emacs") is None, reason="there is no Emacs")
def test_emacs_compile_goes_to_what_was_found(minutes: Path, tmp_path: Path) -> None:
    assert "In Emacs: `M-x compile`, `pmc-tui check" in (DOCS / "exports.md").read_text("utf-8")
    script = tmp_path / "script.el"
    script.write_text(EMACS % minutes, "utf-8")
    variables = environment(tmp_path, PATH=f"{Path(PMC_TUI).parent}:{os.environ['PATH']}")
    ran = subprocess.run(
        ["emacs", "-Q", "--batch", "-l", str(script)], env=variables, cwd=tmp_path,
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ran.stdout.endswith(f"{minutes}:4"), ran.stderr


def test_the_problem_matcher_reads_what_is_printed(minutes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    [matcher] = json.loads((ROOT / ".github" / "problem-matcher.json").read_text("utf-8"))["problemMatcher"]
    [pattern] = matcher["pattern"]
    assert main(["check", str(minutes), "--select", "M302"]) == 1
    found = re.fullmatch(pattern["regexp"], capsys.readouterr().out.rstrip("\n"))
    assert found is not None
    parts = [found[pattern[name]] for name in ("file", "line", "code", "message")]
    assert parts == [str(minutes), "4", "M302", "this action has no due date: mend it"]


def test_the_hooks_for_pre_commit_are_commands_that_there_are(
    minutes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entries = re.findall(
        r"^  entry: pmc-tui (.*)$", (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"), re.MULTILINE
    )
    assert len(entries) == 2
    for entry in entries:
        assert main([*entry.split(), str(minutes)]) == 1
        assert "M302" in capsys.readouterr().out


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    given(monkeypatch, TEXT)
    assert main(["check", "-", "--select", "M302"]) == 1
    assert capsys.readouterr().out.startswith("-:4: M302")
    given(monkeypatch, TEXT)
    assert main(["note", "-", "--stdout", "!i said"]) == 0
    assert capsys.readouterr().out == TEXT + "- **INFO:** said\n"
    for words in (["note", "-", "!i said"], ["check", "-", "--fix"]):
        with pytest.raises(SystemExit, match="2"):
            main(words)


def test_a_note_goes_to_standard_output_and_the_file_stays(
    minutes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["note", str(minutes), "--stdout", "!i said"]) == 0
    assert capsys.readouterr().out == TEXT + "- **INFO:** said\n"
    assert minutes.read_text("utf-8") == TEXT


def test_what_is_in_doubt_is_told_without_writing(minutes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["note", str(minutes), "--dry-run", "!a x y: mend it by someday"]) == 0
    doubted = capsys.readouterr()
    assert main(["note", str(minutes), "!a x y: mend it by someday"]) == 0
    assert doubted.err == capsys.readouterr().err


def test_a_variable_that_does_nothing_is_told(
    minutes: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PMC_TUI_CHEK_IGNORE", "M3")
    main(["check", str(minutes)])
    assert "PMC_TUI_CHEK_IGNORE is no setting" in capsys.readouterr().err
