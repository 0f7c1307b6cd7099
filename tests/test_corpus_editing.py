"""Real minutes are opened, their discussion is edited and saved, and only the intended lines have changed.

The corpus of real files stands beside the repository and is not part of it; files of our own in the same
styles are always tried.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.corpus import CORPUS, OWN
from tests.support.desk import changed_lines, minutes_file, opened
from tui.minutes.keeping.document import Document
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.results import Saved
from tui.minutes.model import SectionKind
from tui.minutes.noting.sections import ensure_discussion
from tui.minutes.reading.languages import all_written, fold
from tui.minutes.text.source import Span

REAL = sorted(path for path in CORPUS.rglob("*") if path.is_file())
THROUGH_THE_APP = [*OWN, *REAL[::5]]
"""Starting the app for every file would take a minute; a fifth shows that the app does as its parts do."""

SAID = "- said, with [x] and `code`"


def named(path: Path) -> str:
    return str(path.relative_to(CORPUS)) if path.is_relative_to(CORPUS) else path.name


def without_returns(lines: list[bytes]) -> list[bytes]:
    return [line.rstrip(b"\r") for line in lines]


def whole(live: LiveFile, name: str) -> Document:
    """The document of a file, read to its end: of a long one at first only the start is."""
    document = Document(live.known, name)
    asyncio.run(document.read_on())
    return document


def discussion(document: Document) -> int | None:
    sections = document.meeting.sections
    return next((n for n, section in enumerate(sections) if section.kind is SectionKind.DISCUSSION), None)


def add_to_discussion(document: Document) -> list[bytes]:
    """Write at the end of the discussion as the editor does; returns the lines that shall be new."""
    index = discussion(document)
    made = index is None
    if index is None:
        edit = ensure_discussion(document.meeting)
        assert edit is not None
        document.put(edit.source)
        index = discussion(document)
        assert index is not None
    place = document.track(document.written(index))
    heading = document.meeting.sections[index].heading
    lines = document.lines(place.span)
    document.write(place, [*lines, SAID])
    assert document.lines(place.span) == [*lines, SAID]
    if not made and lines:
        return [SAID.encode()]
    start = heading.start if made else place.span.start - 1
    around = document.source.lines[max(0, start - 1) : place.span.end + 1]
    return [line.rstrip("\r\n").encode() for line in around]


def is_within(few: list[bytes], many: list[bytes]) -> bool:
    """Whether all lines stand in the same order among others."""
    left = iter(many)
    return all(line in left for line in few)


@pytest.mark.skipif(not REAL, reason="the corpus of real minutes does not stand beside the repository")
def test_there_is_a_corpus() -> None:
    assert len(REAL) > 100


@pytest.mark.parametrize("path", [*OWN, *REAL], ids=named)
def test_only_the_lines_of_the_discussion_change(tmp_path: Path, path: Path) -> None:
    before = path.read_bytes()
    copy = tmp_path / path.name
    copy.write_bytes(before)
    live = LiveFile.open(copy)
    document = whole(live, copy.name)
    if live.known.problem:
        pytest.skip(f"opens read-only: {live.known.problem}")
    sections = [section.title for section in document.meeting.sections]
    expected = add_to_discussion(document)
    assert isinstance(live.save(document.source), Saved)
    went, came = changed_lines(before, copy.read_bytes())
    assert set(went) <= {b""}
    assert SAID.encode() in without_returns(came)
    assert is_within(without_returns([line for line in came if line.strip()]), expected)
    assert len(came) <= len(expected)
    again = whole(LiveFile.open(copy), copy.name)
    titles = [section.title for section in again.meeting.sections]
    assert (
        titles == sections
        or [title for title in titles if fold(title) not in all_written("discussion")] == sections
    )
    found = discussion(again)
    assert found is not None
    assert again.meeting.sections[found].items[-1].text.endswith(SAID.removeprefix("- "))


@pytest.mark.parametrize("path", [*OWN, *REAL], ids=named)
def test_every_section_can_be_edited_for_itself(path: Path) -> None:
    before = path.read_bytes()
    document = Document(LiveFile.open(path).known, path.name)
    if document.source.problem:
        pytest.skip(f"opens read-only: {document.source.problem}")
    assert document.source.to_bytes() == before
    for index, span in written_spans(document):
        lines = document.lines(span)
        assert document.with_lines(span, lines)[0].to_bytes() == before
        middle = len(lines) // 2
        changed = [*lines[:middle], lines[middle] + " changed", *lines[middle + 1 :]]
        source, now = document.with_lines(span, changed)
        assert now == span, index
        went, came = changed_lines(before, source.to_bytes())
        assert without_returns(went) == [lines[middle].encode()]
        assert without_returns(came) == [lines[middle].encode() + b" changed"]
        source, now = document.with_lines(span, [*lines[:middle], *lines[middle + 1 :]])
        went, came = changed_lines(before, source.to_bytes())
        assert without_returns(went) == [lines[middle].encode()] or source.text in document.source.text
        assert [line for line in came if line] == []


def written_spans(document: Document) -> Iterator[tuple[int, Span]]:
    for index in range(len(document.meeting.sections)):
        span = document.written(index)
        if len(span):
            yield index, span


@pytest.mark.parametrize("path", THROUGH_THE_APP, ids=named)
async def test_through_the_app(tmp_path: Path, path: Path) -> None:
    before = path.read_bytes()
    copy = minutes_file(tmp_path, before, path.name)
    async with opened(copy) as desk:
        if desk.screen.desk.document.source.problem:
            pytest.skip("opens read-only")
        await desk.press("w", "end")
        lines = desk.written
        await desk.paste(("\n" if lines else "") + SAID)
        assert desk.written == [*lines, SAID]
        await desk.save()
        await desk.press("ctrl+q")
        await desk.until(lambda: not desk.app.is_running, "the app ends")
    went, came = changed_lines(before, copy.read_bytes())
    assert set(went) <= {b""}
    assert SAID.encode() in without_returns(came)
    if lines:
        assert without_returns(came) == [SAID.encode()]
    else:
        assert {line for line in without_returns(came) if line} <= {SAID.encode(), *headings(came)}


def headings(lines: list[bytes]) -> set[bytes]:
    found = {line.rstrip(b"\r") for line in lines if line.startswith(b"#")}
    return {line for line in found if fold(line.decode().strip("# ")) in all_written("discussion")}
