"""Which files are one series, and reading them whatever lies between."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from tests.support.series import harbour, write_all
from tui.minutes.keeping.filesystem import FileSystem
from tui.minutes.keeping.stable_read import read_settled
from tui.minutes.series import meetings
from tui.minutes.series.folder import MeetingFile, meetings_in, templates_in
from tui.minutes.series.meetings import LeftOut, members, parts_of, read_file, read_series, shape_of
from tui.minutes.text.source import Source

ROLLING = """# Notes of the board

Kept by whoever is there.

## 2016-08-23
- Cranes painted

### Next
- [ ] **ACTION:** Ada Obi: order more paint

## 2016-08-09
- Cranes rusty
"""


def names(found: meetings.Members) -> list[str]:
    return [file.path.name for file in found.files]


def test_two_committees_in_one_folder_are_two_series(tmp_path: Path) -> None:
    write_all(
        tmp_path,
        {f"2016/{who}-{day}.md": "# M\n" for who in ("CG", "WG") for day in ("08-09", "08-23", "09-06")},
    )
    found = members(tmp_path / "2016" / "WG-08-23.md")
    assert names(found) == ["WG-09-06.md", "WG-08-23.md", "WG-08-09.md"]
    assert [path.name for path in found.others] == ["CG-09-06.md"]
    assert shape_of(Path("2016-8-9 Aug.md")) == shape_of(Path("2017-12-10 July.md"))


def test_a_series_whose_names_changed_goes_on(tmp_path: Path) -> None:
    old = {f"2016-0{month}-02-tsc.md": "# M\n" for month in range(1, 5)}
    write_all(tmp_path, old | {"2016-05-02-board.md": "# M\n", "2016-06-02-board.md": "# M\n"})
    assert names(members(tmp_path)) == [
        "2016-06-02-board.md", "2016-05-02-board.md", *reversed(old)
    ]  # fmt: skip


def test_what_cannot_be_read_is_named_and_left_out(tmp_path: Path) -> None:
    write_all(tmp_path, {f"2016-08-0{day}.md": harbour(f"2016-08-0{day}") for day in range(1, 8)})
    (tmp_path / "2016-08-02.md").write_bytes("# Größe 2016-08-02\n".encode("latin-1"))
    (tmp_path / "2016-08-03.md").write_bytes(b"# x\n" + b"a" * meetings.LARGEST)
    (tmp_path / "2016-08-04.md").unlink()
    (tmp_path / "2016-08-04.md").symlink_to(tmp_path / "nowhere.md")
    (tmp_path / "2016-08-05.md").write_bytes(bytes(range(32)) * 40)
    (tmp_path / "2016-08-06.md").unlink()
    (tmp_path / "2016-08-06.md").symlink_to(tmp_path / "2016-08-06.md")
    found = read_series(members(tmp_path))
    assert [past.date.day for past in found.meetings] == [7, 1]
    assert {(each.path.name, each.why.split(" (")[0]) for each in found.left_out} == {
        ("2016-08-02.md", "not UTF-8 at line 1"),
        ("2016-08-03.md", "it is larger than 2 MB"),
        ("2016-08-05.md", "it is no text"),
    }


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_without_permission_is_an_error_of_its_own(tmp_path: Path) -> None:
    shut = tmp_path / "shut"
    shut.mkdir()
    shut.chmod(0)
    try:
        with pytest.raises(PermissionError):
            members(shut)
    finally:
        shut.chmod(0o700)


def test_a_day_far_in_the_future_is_a_slip(tmp_path: Path) -> None:
    write_all(tmp_path, {"2016-08-09.md": "# M\n", "2061-08-23.md": "# M\n", "2016-08-23.md": "# M\n"})
    found = members(tmp_path, date(2016, 8, 30))
    assert names(found) == ["2016-08-23.md", "2016-08-09.md"]
    assert [each.path.name for each in found.left_out] == ["2061-08-23.md"]
    assert names(members(tmp_path)) == ["2061-08-23.md", "2016-08-23.md", "2016-08-09.md"]


def test_the_same_day_twice_is_two_meetings_in_one_order(tmp_path: Path) -> None:
    write_all(tmp_path, {"2016/2016-08-09.md": "# A\n", "2016-08-09.md": "# B\n", "2016-08-02.md": "# C\n"})
    first = names(members(tmp_path)), [p.path for p in read_series(members(tmp_path)).meetings]
    for path in tmp_path.rglob("*.md"):
        os.utime(path, (1, 1))
    assert (names(members(tmp_path)), [p.path for p in read_series(members(tmp_path)).meetings]) == first
    assert len(first[1]) == 3


def test_a_name_with_a_line_feed_is_a_name(tmp_path: Path) -> None:
    write_all(tmp_path, {"2016-08-09\nboard.md": harbour("2016-08-09")})
    assert [past.path.name for past in read_series(members(tmp_path)).meetings] == ["2016-08-09\nboard.md"]


def test_a_file_that_is_being_written_is_read_once_it_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [path] = write_all(tmp_path, {"2016-08-09.md": "# Board 2016-08-09\n\n## Cra"})

    def written_meanwhile(files: FileSystem, place: Path, known: None) -> bytes:
        with place.open("a") as stream:
            stream.write("nes\n- painted\n")
        return read_settled(files, place, known)

    monkeypatch.setattr(meetings, "read_settled", written_meanwhile)
    [past] = read_series(members(path)).meetings
    assert [section.name for section in past.meeting.sections if section.level == 2] == ["Cranes"]
    os.utime(path, (1, 1))
    read_series(members(path))
    assert path.read_text().count("painted") == 1


def test_one_file_alone_is_a_series(tmp_path: Path) -> None:
    [path] = write_all(tmp_path, {"2016-08-09.md": harbour("2016-08-09")})
    for place in (path, tmp_path):
        found = members(place)
        assert (names(found), found.rolling, found.others) == (["2016-08-09.md"], None, ())
        assert len(read_series(found).meetings) == 1


def test_a_link_to_the_folder_itself_doubles_no_meeting(tmp_path: Path) -> None:
    write_all(tmp_path, {f"2016-08-0{day}.md": "# M\n" for day in (1, 2)})
    (tmp_path / "again").symlink_to(tmp_path)
    (tmp_path / "2016").symlink_to("2016")
    assert names(members(tmp_path)) == ["2016-08-02.md", "2016-08-01.md"]


def test_rolling_notes_are_many_meetings(tmp_path: Path) -> None:
    [path] = write_all(tmp_path, {"notes.md": ROLLING})
    found = members(path)
    assert found.rolling == path
    past = read_series(found).meetings
    assert [(each.date, each.line(0)) for each in past] == [(date(2016, 8, 23), 5), (date(2016, 8, 9), 11)]
    [(section, item, note)] = list(past[0].meeting.notes())
    assert (section.name, past[0].line_of(item), note.owners) == ("Next", 9, ("Ada Obi",))
    assert members(tmp_path).rolling == path
    assert len(read_series(found, before=date(2016, 8, 23)).meetings) == 1


@pytest.mark.parametrize(
    "text",
    [
        "# Board 2016-08-09\n## Release of 2016-08-01\n## Release of 2016-08-02\n",
        "# Board\n## Cranes\n## Since 2016-08-02\n## Until 2016-08-04\n## Tugs\n## Pilots\n",
        "no headings 2016-08-09\n",
    ],
)
def test_dates_in_headings_do_not_make_rolling_notes(text: str, tmp_path: Path) -> None:
    [path] = write_all(tmp_path, {"2016-08-09.md": text})
    found = read_file(path, date(2016, 8, 9))
    assert not isinstance(found, LeftOut)
    assert len(found) == 1


def test_most_headings_of_a_level_have_to_be_days() -> None:
    assert (
        list(parts_of(Source("# Board\n## Cranes\n## 2016-08-02\n## 2016-08-04\n## Tugs\n## Pilots\n"))) == []
    )


def test_a_crowd_is_cut_to_its_newest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meetings, "MOST_FILES", 40)
    monkeypatch.setattr(meetings, "CROWD", 10)
    write_all(
        tmp_path, {f"2016-{month:02}-{day:02}.md": "# M\n" for month in range(1, 9) for day in range(1, 8)}
    )
    assert names(members(tmp_path))[:2] == ["2016-08-07.md", "2016-08-06.md"]
    assert len(members(tmp_path).files) == 10


def test_templates_by_name_and_folder(tmp_path: Path) -> None:
    write_all(
        tmp_path,
        dict.fromkeys(("template.md", "YYYY-MM-DD-x.md", "templates/call.md", "2016-08-09.md"), "# T\n"),
    )
    (tmp_path / "TEMPLATE").write_text("# T\n")
    assert {path.name for path in templates_in(tmp_path)} == {
        "template.md",
        "YYYY-MM-DD-x.md",
        "call.md",
        "TEMPLATE",
    }
    assert meetings_in(tmp_path) == [MeetingFile(tmp_path / "2016-08-09.md", date(2016, 8, 9))]
