"""The built-in example is a meeting that shows what minutes are like, and its copy can be written into."""

from __future__ import annotations

from pathlib import Path

from tui import paths
from tui.minutes.model import ItemKind
from tui.minutes.reading.reader import read
from tui.minutes.text.source import Source
from tui.paths import SCRATCH_NAME, scratch_copy


def test_the_example_has_what_minutes_have() -> None:
    meeting = read(Source.from_bytes(paths.example_file().read_bytes()))
    names = {section.name: section for section in meeting.sections}
    assert meeting.title == "Runtime PMC Meeting 2026-03-10"
    assert str(meeting.date) == SCRATCH_NAME[:10]
    teams = meeting.subtree(meeting.sections.index(names["Backlog Reviews"]))
    assert len(teams) > 16
    assert names["CLI"].owners == ("JÃ¼rgen Adler",)
    assert names["Greenhouse"].status == "incubating"
    assert meeting.sections[names["Grootfs"].parent or 0].name == "Garden"
    assert names["UAA"].empty
    assert names["PMC Lifecycle Activities"].empty
    assert names["Cross cutting initiatives"].minutes == 15
    assert len(meeting.attendees) > 5
    notes = [note for _, _, note in meeting.notes()]
    assert any(note.open and note.origin == "2026-02-24" for note in notes)
    assert any(note.outcome == "approved" for note in notes)
    kinds = {item.kind for section in meeting.sections for item in section.items}
    wanted = {
        ItemKind.BULLET,
        ItemKind.ORDERED,
        ItemKind.REPLY,
        ItemKind.CODE,
        ItemKind.TABLE,
        ItemKind.QUOTE,
    }
    assert wanted <= kinds


def test_every_copy_is_the_example_in_a_folder_of_its_own() -> None:
    first, second = scratch_copy(), scratch_copy()
    assert first.parent != second.parent
    assert first.read_bytes() == second.read_bytes() == paths.example_file().read_bytes()
    assert [path.name for path in first.parent.iterdir()] == [SCRATCH_NAME]


def test_the_fixture_files_are_listed_and_kept_as_they_are(examples: Path) -> None:
    listed = (examples / "README.md").read_text("utf-8")
    files = {path.name: path.read_bytes() for path in examples.iterdir() if path.name != "README.md"}
    assert all(f"`{name}`" in listed for name in files)
    assert b"\r\n" in files["2026-02-10-crlf.md"]
    assert files["2026-02-24-bom.md"].startswith(b"\xef\xbb\xbf")
    assert not files["2026-03-10-no-last-newline.md"].endswith(b"\n")
    odd = files["2026-04-21-odd.md"].decode()
    assert all(character in odd for character in "\f\u2028\x1b\u202e")
