"""Conflict copies and exports: known by their names, never the newest meeting, never taken for a series."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tui.minutes.series.copies import copies_of, may_be_copy
from tui.minutes.series.folder import MeetingFile, meetings_in, newest

MINUTES = "# Runtime\n\n## CLI - Ada Obi\n\n- released\n\n## Discussion\n\n- one\n"
DAY = date(2026, 5, 12)


def write(folder: Path, *names: str, text: str = MINUTES) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


def listed(folder: Path) -> list[str]:
    return [file.path.name for file in meetings_in(folder)]


SAYING_SO = (
    "2026-05-12 (Ada's conflicted copy 2026-05-14).md",
    "2026-05-12 (conflicted copy 2026-05-14 101112).md",
    "2026-05-12 (conflicted copy).md",
    "2026-05-12 (In Konflikt stehende Kopie von Ada 2026-05-14).md",
    "2026-05-12 (Copie en conflit de Ada 2026-05-14).md",
    "2026-05-12 (SFConflict ada@example.org 2026-05-14-10-11-12).md",
    "2026-05-12 (Ada の競合コピー 2026-05-14).md",
    "2026-05-12 [conflicted].md",
    "2026-05-12.sync-conflict-20260514-101112-ABC2DEF.md",
    "2026-05-12_conflict-20260514-101112.md",
    "2026-05-12.conflict.md",
    "2026-05-12_REMOTE_4711.md",
)
BESIDE_THEIR_ORIGINAL = (
    "2026-05-12 2.md",
    "2026-05-12 (1).md",
    "2026-05-12(1).md",
    "2026-05-12_conf(1).md",
    "2026-05-12 copy.md",
    "2026-05-12 - Copy (2).md",
    "2026-05-12 Kopie.md",
    "2026-05-12-DESKTOP-4F2K1.md",
    "2026-05-12-ADAPC.md",
    "2026-05-12-Adas-MacBook-Pro.md",
    "2026-05-12 (Ada Obi).md",
)


@pytest.mark.parametrize("name", SAYING_SO + BESIDE_THEIR_ORIGINAL)
def test_a_conflict_copy_is_never_the_newest_and_marked_where_asked_for(tmp_path: Path, name: str) -> None:
    write(tmp_path, "2026-05-12.md", "2026-04-28.md")
    write(tmp_path, name, text=MINUTES + "- two\n")
    assert listed(tmp_path) == ["2026-05-12.md", "2026-04-28.md"]
    original = tmp_path / "2026-05-12.md"
    assert newest(tmp_path) == MeetingFile(original, DAY)
    assert meetings_in(tmp_path, copies=True)[:2] == [
        MeetingFile(original, DAY),
        MeetingFile(tmp_path / name, DAY, original),
    ]
    assert copies_of(original) == [tmp_path / name]
    assert may_be_copy(name, original.name)


@pytest.mark.parametrize("name", SAYING_SO)
def test_one_that_says_so_is_none_even_alone(tmp_path: Path, name: str) -> None:
    write(tmp_path, name)
    assert newest(tmp_path) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Meeting 1.md", "Meeting 2.md"),
        ("2026-05-12.md", "2026-05-26.md"),
        ("2026.md", "2026-05-12.md"),
        ("2026-05.md", "2026-05-12.md"),
        ("2026-05-12.md", "2026-05-12-runtime.md"),
        ("2026-05-12-runtime.md", "2026-05-12-runtime-services.md"),
        ("2026-05-12 Conflict of interest policy.md", "2026-05-26.md"),
    ],
)
def test_two_meetings_stay_two(tmp_path: Path, one: str, other: str) -> None:
    write(tmp_path, one, other)
    assert sorted(listed(tmp_path)) == sorted([one, other])
    assert copies_of(tmp_path / one) == []


@pytest.mark.parametrize(
    ("one", "other", "text"),
    [
        ("2026-05-12.md", "2026-05-12-TOC.md", "# Technical Oversight\n\n- other\n"),
        ("2026-05-12.md", "2026-05-12 2.md", "# The second meeting of that day\n"),
        ("Sitzung.md", "Sitzung 2.md", "# Runtime\n\n## UAA - Bo Ek\n\n- something else\n\n- more\n"),
    ],
)
def test_a_name_that_could_be_anybody_s_is_decided_by_the_text(
    tmp_path: Path, one: str, other: str, text: str
) -> None:
    write(tmp_path, one)
    write(tmp_path, other, text=text)
    assert sorted(listed(tmp_path)) == sorted([one, other])


def test_what_was_exported_is_no_meeting(tmp_path: Path) -> None:
    write(tmp_path, "2026-05-12.md", "2026-05-12-clean.md", "sent/2026-06-09-clean.md", "elsewhere.md")
    assert "elsewhere.md" in listed(tmp_path)
    assert [name for name in listed(tmp_path) if "clean" in name] == []
    is_export = (tmp_path / "elsewhere.md").__eq__
    assert newest(tmp_path, is_export) == MeetingFile(tmp_path / "2026-05-12.md", DAY)


def test_what_cannot_be_read_is_no_trouble(tmp_path: Path) -> None:
    write(tmp_path, "2026-05-12.md")
    (tmp_path / "2026-05-12 2.md").symlink_to("nowhere")
    (tmp_path / "2026-05-12 (1).md").write_bytes(b"\0" * 9)
    assert copies_of(tmp_path / "2026-05-12.md") == []
    assert copies_of(tmp_path / "gone" / "2026-05-12.md") == []
