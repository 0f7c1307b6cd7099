"""A committee's folder: what counts as minutes, their dates, the newest, and folders that give trouble."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from tui.minutes.series import folder
from tui.minutes.series.folder import MeetingFile, meetings_in, newest, series_folder, title_of


def write(folder: Path, *names: str, text: str = "# Meeting\n") -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


def names(folder: Path) -> list[str]:
    return [str(file.path.relative_to(folder)) for file in meetings_in(folder)]


def test_newest_first_whatever_folder_it_stands_in(tmp_path: Path) -> None:
    write(
        tmp_path,
        "2016/2016-08-09-runtime.md",
        "2015/2015-01-02.md",
        "2017-01-01.MD",
        "2016/2016-08-23.markdown",
    )
    assert names(tmp_path) == [
        "2017-01-01.MD",
        "2016/2016-08-23.markdown",
        "2016/2016-08-09-runtime.md",
        "2015/2015-01-02.md",
    ]
    assert newest(tmp_path) == MeetingFile(tmp_path / "2017-01-01.MD", date(2017, 1, 1))


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2016-08-09-runtime.md", date(2016, 8, 9)),
        ("11-25-2019.md", date(2019, 11, 25)),
        ("summary-2026-05-07.md", date(2026, 5, 7)),
        ("2013-05/may-23.md", date(2013, 5, 23)),
        ("2018/CG-08-21.md", date(2018, 8, 21)),
        ("2024/10-Oct/03-wg.md", date(2024, 10, 3)),
        ("2024/notes-13-45.md", None),
        ("notes.md", None),
    ],
)
def test_date_of_a_name(tmp_path: Path, name: str, day: date | None) -> None:
    write(tmp_path, name)
    assert meetings_in(tmp_path) == [MeetingFile(tmp_path / name, day)]


def test_files_with_dated_names_are_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, *(f"2016-08-{day:02}.md" for day in range(1, 31)), "Meeting 7.md")
    opened: list[str] = []

    def looked_at(path: Path) -> None:
        opened.append(path.name)

    monkeypatch.setattr(folder, "_head", looked_at)
    assert len(meetings_in(tmp_path)) == 31
    assert opened == ["Meeting 7.md"]


def test_date_stands_in_the_text_where_the_name_is_silent(tmp_path: Path) -> None:
    write(tmp_path, "a.md", text="# Meeting of 12 May 2026\n")
    write(tmp_path, "b.md", text="---\ndate: 2026-05-26\n---\n# Meeting\n")
    write(tmp_path, "late.md", text="# Meeting\n" + "word\n\n" * 30 + "since 2011-01-01\n")
    assert [(file.path.name, file.date) for file in meetings_in(tmp_path)] == [
        ("b.md", date(2026, 5, 26)),
        ("a.md", date(2026, 5, 12)),
        ("late.md", None),
    ]


def test_files_without_a_date_come_last_and_count_as_people_do(tmp_path: Path) -> None:
    write(tmp_path, "Meeting 9.md", "Meeting 10.md", "2001-01-01.md")
    assert names(tmp_path) == ["2001-01-01.md", "Meeting 10.md", "Meeting 9.md"]


def test_what_is_no_minutes(tmp_path: Path) -> None:
    write(tmp_path, "README.md", "CHANGELOG.md", "Contributing-guide.md", "CODE_OF_CONDUCT.md", "LICENSE.md")
    write(
        tmp_path,
        "template.md",
        "2016/template-bosh.md",
        "YYYY-MM-DD-services.md",
        "2016-08-09.txt",
        ".2016-08-09.md",
    )
    write(tmp_path, ".git/2016-08-09.md", "node_modules/2016-08-09.md", "docs/guide.md")
    assert newest(tmp_path) is None
    write(tmp_path, "readme-2016-08-09.md", "notes.md", "2017-01/summary.md", "2023/2023-05.md")
    assert names(tmp_path) == ["readme-2016-08-09.md", "notes.md", "2023/2023-05.md", "2017-01/summary.md"]


def test_folders_are_searched_to_a_depth_and_a_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a/b/c/2016-08-09.md", "a/b/c/d/2016-08-23.md")
    assert names(tmp_path) == ["a/b/c/2016-08-09.md"]
    write(tmp_path, "2001-01-01.md", "a/2002-01-01.md")
    monkeypatch.setattr(folder, "MOST_FILES", 2)
    assert names(tmp_path) == ["a/2002-01-01.md", "2001-01-01.md"]


def test_links_broken_links_and_loops(tmp_path: Path) -> None:
    write(tmp_path, "real/2016-08-09.md")
    (tmp_path / "2016-08-10.md").symlink_to("nowhere.md")
    (tmp_path / "2016-08-11.md").symlink_to("2016-08-11.md")
    (tmp_path / "2016-08-12.md").symlink_to("real/2016-08-09.md")
    (tmp_path / "real" / "up").symlink_to("..")
    os.mkfifo(tmp_path / "2016-08-13.md")
    (tmp_path / "2016-08-14.md").mkdir()
    assert names(tmp_path) == ["2016-08-12.md", "real/2016-08-09.md"]


def test_a_folder_that_cannot_be_read_is_an_error_and_one_below_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "2016-08-09.md", "closed/2016-08-23.md", "closed.md")
    scandir = os.scandir

    def refuse(folder: str) -> object:  # root may read everything, so permissions do not do here
        if folder.endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    assert names(tmp_path) == ["2016-08-09.md", "closed.md"]
    with pytest.raises(PermissionError):
        meetings_in(tmp_path / "closed")
    with pytest.raises(NotADirectoryError):
        meetings_in(tmp_path / "closed.md")
    with pytest.raises(FileNotFoundError):
        newest(tmp_path / "none")


def test_files_that_cannot_be_read_have_no_date_and_no_title(tmp_path: Path) -> None:
    (tmp_path / "binary.md").write_bytes(bytes(range(32)) * 100 + b"# 2016-08-09\n")
    assert meetings_in(tmp_path) == [MeetingFile(tmp_path / "binary.md", None)]
    assert title_of(tmp_path / "binary.md") is None
    assert title_of(tmp_path / "none.md") is None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (b"# Meeting 1\n", "Meeting 1"),
        (b"\xef\xbb\xbfMeeting\r\n=======\r\n", "Meeting"),
        (b"just words\n", None),
        (b"", None),
        (b"# M\xe4rz\n" + b"word \xc3\xa4\n" * 1000, "März"),
        (b"word\n" * 2000 + b"# too late\n", None),
        (b"x" * 10_000 + b"\n# too late\n", None),
    ],
)
def test_title_is_read_from_the_first_lines(tmp_path: Path, text: bytes, title: str | None) -> None:
    (tmp_path / "a.md").write_bytes(text)
    assert title_of(tmp_path / "a.md") == title


@pytest.mark.parametrize(
    ("file", "folder"),
    [
        ("Runtime/2016/2016-08-09.md", "Runtime"),
        ("agendas/2024/10-Oct/03.md", "agendas"),
        ("meetings/2013-05/may-23.md", "meetings"),
        ("Bosh/2019-04-18.md", "Bosh"),
    ],
)
def test_the_series_of_a_file(tmp_path: Path, file: str, folder: str) -> None:
    assert series_folder(tmp_path / file) == tmp_path / folder
