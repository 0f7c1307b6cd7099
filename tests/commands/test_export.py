"""`pmc-tui export`: where what goes, and that a failure leaves nothing behind."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.terminal import PMC_TUI, Terminal
from tui.cli import main
from tui.minutes.export.output import CannotWriteError, Output, write_all

TEXT = "# Runtime 2026-03-10\n\n## Agenda\n- Talk\n\n## Talk\n* KÃ¶per\n"
CLEAN = "# Runtime 2026-03-10\n\n**Draft**\n\n## Talk\n\n- Köper\n"


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    path = tmp_path / "in" / "2026-03-10-runtime.md"
    path.parent.mkdir()
    path.write_text(TEXT, "utf-8")
    return path


def test_the_ending_chooses_the_form(minutes: Path, tmp_path: Path) -> None:
    for name, start in (("a.md", CLEAN), ("a.HTM", "<!doctype html>"), ("a.txt", "Runtime 2026-03-10\n====")):
        assert main(["export", str(minutes), "-o", str(tmp_path / name)]) == 0
        assert (tmp_path / name).read_text("utf-8").startswith(start)
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o666 & ~_umask()


def test_no_form_is_told(minutes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(minutes)]) == 2
    assert main(["export", str(minutes), "-o", str(tmp_path / "out.doc")]) == 2
    assert capsys.readouterr().err.count("say which form: --to md, html") == 2


def test_what_was_cleaned_is_told(minutes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(minutes), "--to", "md", "--explain", "--keep", "agenda"]) == 0
    out, err = capsys.readouterr()
    assert out == CLEAN.replace("## Talk", "## Agenda\n\n- Talk\n\n## Talk")
    assert [line.removeprefix(f"{minutes}: ") for line in err.splitlines()] == [
        "encoding: line 7: KÃ¶per is Köper",
        "bullets: line 7: one bullet marker",
        "layout: blank lines around headings and between blocks are made one each",
    ]


def test_the_setting_keeps_rules_off(
    minutes: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PMC_TUI_EXPORT_KEEP", "encoding bullets")
    assert main(["export", str(minutes), "--to", "md", "--keep", "layout"]) == 0
    assert "* KÃ¶per" in capsys.readouterr().out
    monkeypatch.setenv("PMC_TUI_EXPORT_KEEP", "nothing")
    assert main(["export", str(minutes), "--to", "md"]) == 2
    assert "no rule 'nothing'" in capsys.readouterr().err


def test_nothing_is_written_over_unless_forced(
    minutes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.md"
    out.write_text("mine")
    assert main(["export", str(minutes), "-o", str(out)]) == 2
    assert (out.read_text(), "--force" in capsys.readouterr().err) == ("mine", True)
    assert main(["export", str(minutes), "-o", str(out), "--force"]) == 0
    assert out.read_text("utf-8") == CLEAN
    assert main(["export", str(minutes), "-o", str(minutes), "--force"]) == 2
    assert minutes.read_text("utf-8") == TEXT


def test_a_folder_into_a_folder(minutes: Path, tmp_path: Path) -> None:
    below = minutes.parent / "2025" / "2025-01-07-runtime.md"
    below.parent.mkdir()
    below.write_text("# Old 2025-01-07\n\nx\n")
    (minutes.parent / "README.md").write_text("# Not minutes\n")
    out = tmp_path / "new" / "out"
    assert main(["export", str(minutes.parent), "--to", "txt", "-o", str(out)]) == 0
    found = sorted(str(path.relative_to(out)) for path in out.rglob("*") if path.is_file())
    assert found == ["2025/2025-01-07-runtime.txt", "2026-03-10-runtime.txt"]


@pytest.mark.parametrize("words", [[], ["--to", "md"], ["-o", "out"]])
def test_several_need_a_form_and_a_folder(
    words: list[str], minutes: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(minutes.parent)
    assert main(["export", str(minutes.parent), *words]) == 2
    assert "-o OUTDIR --to FORM" in capsys.readouterr().err
    assert [path.name for path in minutes.parent.iterdir()] == [minutes.name]


def test_of_several_all_are_written_or_none(
    minutes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (minutes.parent / "2026-03-24-runtime.md").write_text("# B\n")
    out = tmp_path / "out"
    out.mkdir()
    (out / "2026-03-24-runtime.txt").write_text("mine")
    assert main(["export", str(minutes.parent), "--to", "txt", "-o", str(out)]) == 2
    assert [path.name for path in out.iterdir()] == ["2026-03-24-runtime.txt"]
    assert "exists; --force writes over it" in capsys.readouterr().err


def test_a_disk_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    links = 0

    def link(source: Path, target: Path) -> None:
        nonlocal links
        links += 1
        if links == 2:
            raise FileExistsError(17, "File exists", str(source), None, str(target))
        real(source, target)

    real = os.link
    monkeypatch.setattr(os, "link", link)
    outputs = [Output(tmp_path / "new" / f"{n}.txt", "x") for n in range(3)]
    with pytest.raises(CannotWriteError, match="Nothing was written"):
        write_all(outputs, tmp_path / "new")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("place", ["gone/x.html", "file/x.html"])
def test_what_cannot_be_written_is_told_by_its_own_name(
    minutes: Path, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (minutes.parent / "file").write_text("")
    out = minutes.parent / place
    assert main(["export", str(minutes), "-o", str(out)]) == 2
    assert f"cannot write {out}: " in capsys.readouterr().err


def test_a_full_device_is_told(minutes: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(minutes), "--to", "md", "-o", "/dev/full"]) == 2
    assert "No space left on device" in capsys.readouterr().err
    assert main(["export", str(minutes), "--to", "md", "-o", "/dev/null"]) == 0


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_conflict_markers_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "2026-03-10.md"
    path.write_text("# T\n\n<<<<<<< HEAD\n- a\n=======\n- b\n>>>>>>> other\n", "utf-8")
    assert main(["export", str(path), "--to", "md", "-o", str(tmp_path / "out.md")]) == 2
    told = capsys.readouterr().err
    assert "2026-03-10.md has git's conflict markers from line 3 on, and nothing was written" in told
    assert not (tmp_path / "out.md").exists()


def test_what_takes_longer_says_so_and_can_be_stopped_with_nothing_written(tmp_path: Path) -> None:
    folder = tmp_path / "meetings"
    folder.mkdir()
    (folder / "2026-01-01.md").write_text("# A 2026-01-01\n", "utf-8")
    os.mkfifo(folder / "2026-02-01.md")  # is read for as long as nobody writes
    out = tmp_path / "out"
    files = [str(path) for path in sorted(folder.iterdir())]
    with Terminal([PMC_TUI, "export", *files, "--to", "json", "-o", str(out)], tmp_path) as terminal:
        terminal.wait_for("2 of 2: 2026-02-01.md", "ctrl+c stops")
        terminal.press("ctrl+c")
        assert terminal.wait_exit() == 130
        assert "2 of 2" not in terminal.text
    assert not out.exists()
    assert sorted(path.name for path in folder.iterdir()) == ["2026-01-01.md", "2026-02-01.md"]
