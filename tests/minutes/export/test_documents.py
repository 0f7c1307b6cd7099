"""Forms that other programs make, by programs that are real ones on PATH; and the calendar."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.series import write_all
from tui.cli import main
from tui.minutes import programs
from tui.minutes.export import documents
from tui.minutes.export.calendar import folded
from tui.minutes.export.forms import DOCUMENTS, FORMS, Export
from tui.minutes.export.output import CannotMakeError
from tui.minutes.reading.reader import read
from tui.minutes.text.source import Source

TEXT = """# Board 2026-03-10

## Cranes; all, of them
- [ ] **ACTION:** Ada Obi, Bo Lind: paint the third crane, twice; then rest (due 2026-03-24)
- [x] **ACTION:** Ada Obi: done already (due 2026-03-01)
- [ ] **ACTION:** Cy Dahl: no day
- !p **ACTION:** secret (due 2026-03-25)
"""


BROWSER = """for word; do case $word in
--print-to-pdf=*) out=${word#*=};; file:*) page=${word#file://};;
esac; done
(echo "%PDF printed"; cat "$page") > "$out\""""


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that is all of PATH, but for what a shell needs."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("sh", "cat", "sleep", "head", "env"):
        (folder / name).symlink_to(
            next(p for p in (Path("/bin") / name, Path("/usr/bin") / name) if p.exists())
        )
    monkeypatch.setenv("PATH", str(folder))
    return folder


def program(path: Path, name: str, script: str) -> None:
    file = path / name
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    days = ("2026-02-10", "2026-02-24", "2026-03-10")
    return write_all(tmp_path / "board", {f"{d}-board.md": TEXT.replace("2026-03-10", d) for d in days})[-1]


def test_a_browser_prints_the_page(path: Path, minutes: Path, tmp_path: Path) -> None:
    program(
        path,
        "chromium",
        BROWSER,
    )
    assert main(["export", str(minutes), "-o", str(tmp_path / "out.pdf")]) == 0
    made = (tmp_path / "out.pdf").read_text()
    assert made.startswith("%PDF printed\n<!doctype html>")
    assert "paint the third crane" in made
    assert "secret" not in made


@pytest.mark.parametrize("form", ["docx", "odt"])
def test_pandoc_makes_documents(path: Path, minutes: Path, tmp_path: Path, form: str) -> None:
    program(path, "pandoc", 'echo "$@"; cat')
    assert main(["export", str(minutes), "--to", form, "-o", str(tmp_path / "out")]) == 0
    made = (tmp_path / "out").read_text()
    assert made.startswith(f"-f html -t {form} --metadata title= -o -\n<!doctype")


@pytest.mark.parametrize("form", DOCUMENTS)
def test_what_is_missing_is_told(
    path: Path, minutes: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = minutes.with_name("out")
    assert main(["export", str(minutes), "--to", form, "-o", str(out)]) == 2
    assert "installed here" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize("script", ["echo 'no \033[31mroom' >&2; exit 3", "exit 0"])
def test_a_program_that_fails_leaves_nothing(
    path: Path, minutes: Path, script: str, capsys: pytest.CaptureFixture[str]
) -> None:
    program(path, "pandoc", script)
    program(path, "chromium", script)
    for form in DOCUMENTS:
        out = minutes.with_name("out")
        assert main(["export", str(minutes), "--to", form, "-o", str(out)]) == 2
        err = capsys.readouterr().err
        assert "no" in err or "failed" in err
        assert "\033" not in err
        assert not out.exists()


def test_a_program_that_hangs_is_ended_with_all_it_started(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "LIMIT", 0.2)
    program(path, "pandoc", "sleep 1000 & echo $! > ${0%/*}/child; wait")
    with pytest.raises(CannotMakeError, match="took longer than 0 s and was ended"):
        documents.docx(Export(read(Source(TEXT))))
    child = int((path / "child").read_text())
    assert not Path(f"/proc/{child}").exists() or "Z" in Path(f"/proc/{child}/stat").read_text()


def test_a_program_asks_nobody(path: Path) -> None:
    program(path, "asks", 'read line && echo "got $line"')
    assert programs.run([str(path / "asks")]).status != 0
    assert programs.run(["no such program"]).status == 127


def fields(text: str) -> list[list[tuple[str, str]]]:
    """The events of a calendar as RFC 5545 has them: unfolded, a name and a value each."""
    events: list[list[tuple[str, str]]] = []
    for line in text.replace("\r\n ", "").split("\r\n"):
        name, _, value = line.partition(":")
        if (name, value) == ("BEGIN", "VEVENT"):
            events.append([])
        elif events:
            plain = value.replace("\\,", ",").replace("\\;", ";").replace("\\n", "\n").replace("\\\\", "\\")
            events[-1].append((name, plain))
    return events


def test_the_calendar_has_the_next_meeting_and_what_is_due(
    minutes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(minutes), "--to", "ics"]) == 0
    text = capsys.readouterr().out
    assert main(["export", str(minutes), "--to", "ics"]) == 0
    assert capsys.readouterr().out == text
    meeting, due = map(dict, fields(text))
    assert (meeting["SUMMARY"], meeting["DTSTART;VALUE=DATE"]) == ("Board", "20260324")
    assert due["SUMMARY"] == "Ada Obi, Bo Lind: paint the third crane, twice; then rest"
    assert (due["DTSTART;VALUE=DATE"], due["DTEND;VALUE=DATE"]) == ("20260324", "20260325")
    assert due["DESCRIPTION"] == "Cranes; all, of them"
    assert meeting["UID"] != due["UID"]
    assert "secret" not in text


def test_a_calendar_of_nothing_is_one() -> None:
    made = str(FORMS["ics"].make(Export(read(Source("# Board\n")))))
    assert made == "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//pmc-tui//minutes//EN\r\nEND:VCALENDAR\r\n"


@given(st.text(max_size=400))
def test_lines_are_folded_within_their_octets_and_unfold_again(text: str) -> None:
    line = text.replace("\r", "").replace("\n", "")
    parts = list(folded(line))
    assert all(len(part.encode("utf-8", "replace")) <= 75 for part in parts)
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == line


def test_a_day_of_the_last_century_is_no_clock(tmp_path: Path) -> None:
    text = "# Board\n- [ ] **ACTION:** Ada: x (due 2026-03-24)\n"
    made = str(FORMS["ics"].make(Export(read(Source(text)), following=date(2026, 4, 1))))
    assert made.count("DTSTAMP:19700101T000000Z") == 2
    assert os.linesep not in made.replace("\r\n", "")
