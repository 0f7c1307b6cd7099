"""The JSON export: what it holds, its schema, and the two commands that print them."""

from __future__ import annotations

import io
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from tests.support.markdown import text
from tui.cli import main
from tui.minutes.export.json import document, dumped
from tui.minutes.export.json_models import Document, json_schema
from tui.minutes.reading.reader import read
from tui.minutes.text.source import Source

MINUTES = """\
Some words before.

# Platform PMC 2026-01-13

## Attendees
* Ada Obi (Acme)

## Reviews
### Projects
#### CLI (incubating) - Ada Obi, @blind
- one
  - nested
- [ ] **ACTION:** @blind: read it (due 2026-05-12)
- [x] **ACTION:** TBD: find a room (dropped 2026-01-12)
- **DECISION:** approved; no objections
- Decision: the blue one
- **QUESTION:** why?
- **VOTE:** adopt it (5 for)
- **INFO:** next week
#### Garden (10m)
"""


def exported(content: str, name: str = "minutes.md") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(dumped(document(read(Source(content), name), name)))
    return found


def test_what_is_exported() -> None:
    found = exported(MINUTES)
    assert [found[key] for key in ("schema", "file", "title", "date", "attendees")] == [
        "pmc-tui/1",
        "minutes.md",
        "Platform PMC 2026-01-13",
        "2026-01-13",
        ["Ada Obi"],
    ]
    assert [section["line"] for section in found["sections"]] == [3, 5, 8, 9, 10, 20]
    assert found["sections"][4] == {
        "line": 10,
        "level": 4,
        "title": "CLI (incubating) - Ada Obi, @blind",
        "name": "CLI",
        "owners": ["Ada Obi", "blind"],
        "minutes": None,
        "status": "incubating",
        "kind": "team",
        "parent": 9,
        "empty": False,
        "items": 8,
    }


def test_notes_are_exported_by_kind() -> None:
    found = exported(MINUTES)
    assert found["actions"] == [
        {
            "line": 13,
            "section": 10,
            "text": "read it",
            "owners": ["blind"],
            "due": "2026-05-12",
            "done": False,
        },
        {"line": 14, "section": 10, "text": "find a room", "owners": [], "due": None, "done": True},
    ]
    assert found["decisions"] == [
        {"line": 15, "section": 10, "text": "approved; no objections", "outcome": "approved"},
        {"line": 16, "section": 10, "text": "the blue one", "outcome": None},
    ]
    assert [
        (note["line"], note["text"]) for key in ("questions", "votes", "infos") for note in found[key]
    ] == [
        (17, "why?"),
        (18, "adopt it (5 for)"),
        (19, "next week"),
    ]


def test_a_note_before_the_first_heading_is_in_no_section() -> None:
    assert exported("- Decision: yes\n# One\n")["decisions"][0]["section"] is None


@given(text)
def test_any_text_is_exported_as_the_schema_says(content: str) -> None:
    text = dumped(document(read(Source(content)), "x"))
    assert (
        Document.model_validate_json(text).model_dump_json(by_alias=True, exclude_unset=True, indent=1) + "\n"
        == text
    )


def test_the_schema_names_every_key() -> None:
    schema: dict[str, Any] = json_schema()
    assert schema["required"] == list(exported(MINUTES))
    assert schema["properties"]["schema"]["const"] == "pmc-tui/1"
    section = schema["$defs"]["Section"]
    assert section["required"] == list(exported(MINUTES)["sections"][0])
    assert section["additionalProperties"] is False
    assert "team" in section["properties"]["kind"]["enum"]
    assert "preamble" not in section["properties"]["kind"]["enum"]
    for name, key in (("Action", "actions"), ("Decision", "decisions"), ("Note", "infos")):
        assert schema["$defs"][name]["required"] == list(exported(MINUTES)[key][0])


def test_the_command_prints_the_export(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    file = tmp_path / "2026-01-13.md"
    file.write_text("# Köln\n", "utf-8")
    assert main(["export", str(file), "--to", "json"]) == 0
    found = json.loads(capfdbinary.readouterr().out)
    assert (found["title"], found["date"], found["file"]) == ("Köln", "2026-01-13", str(file))


def test_the_command_reads_standard_input_and_writes_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"# One\n")))
    out = tmp_path / "out.json"
    assert main(["export", "-", "--to", "json", "-o", str(out)]) == 0
    assert json.loads(out.read_bytes())["file"] == "-"


def test_the_schema_command(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capfdbinary.readouterr().out) == json_schema()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "No such file or directory"),
        (b"\x00\x01\x02\x03\x04\x05\x06\x07\x0f" * 9, "it is no text file"),
    ],
)
def test_what_cannot_be_read_is_said(
    content: bytes | None, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "minutes.md"
    if content is not None:
        file.write_bytes(content)
    assert main(["export", str(file), "--to", "json"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == f"pmc-tui: cannot read {file}: {message}\n"


def test_the_minutes_are_never_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "minutes.md"
    file.write_bytes(b"# One\n")
    assert main(["export", str(file), "--to", "json", "-o", str(tmp_path / "." / "minutes.md")]) == 2
    assert file.read_bytes() == b"# One\n"
    assert "nothing was written" in capsys.readouterr().err


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "minutes.md"
    file.write_bytes(b"# One\n")
    assert main(["export", str(file), "--to", "json", "-o", str(tmp_path / "no" / "out")]) == 2
    assert "cannot write" in capsys.readouterr().err


def test_another_encoding_is_read_and_said(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "minutes.md"
    file.write_bytes(b"# K\xf6ln 2026-01-13\n")
    assert main(["export", str(file), "--to", "json"]) == 0
    captured = capfd.readouterr()
    assert json.loads(captured.out)["title"] == "Köln 2026-01-13"
    assert json.loads(captured.out)["date"] == date(2026, 1, 13).isoformat()
    assert "not UTF-8 at line 1" in captured.err
