"""Sections found without parsing what stands between headings are those that parsing everything gives."""

from __future__ import annotations

from dataclasses import astuple
from typing import Any

import pytest
from hypothesis import example, given

from tests.support.corpus import OTHERS, OWN
from tests.support.markdown import text
from tui.minutes.reading import blocks
from tui.minutes.reading.blocks import Block, Heading
from tui.minutes.reading.contents import Body
from tui.minutes.reading.scanning import scan
from tui.minutes.text.source import Source

Found = list[tuple[Any, ...]]


def by_scanning(content: str) -> Found:
    """Headings and blocks, in order, found by a scan and a parse of each body."""
    found: Found = []
    for part in scan(content)[0]:
        start = 0
        if part.heading is not None:
            found.append(astuple(part.heading))
            start = part.heading.end
        body = Body(part.raw, part.blocks, start, part.end - start)
        by = start - body.first
        found += [placed(block, by, part.end) for block in body.parsed()]
    return found


def placed(block: Block, by: int, end: int) -> tuple[Any, ...]:
    last, own = min(block.end + by, end), min(block.own_end + by, end)
    return block.kind, block.start + by, block.depth, last, own, block.text, block.marker, block.task


def by_parsing(content: str) -> Found:
    """The same from one parse of all."""
    whole, _ = blocks.parse(content)
    starts = [block.start for block in whole if isinstance(block, Heading)]
    found: Found = []
    last = len(Source(content).lines)
    for block in whole:
        if isinstance(block, Heading):
            found.append(astuple(block))
        else:
            found.append(placed(block, 0, next((at for at in starts if at > block.start), last)))
    return found


@given(text)
@example("# One\n- a\n  - b\n# Two\n> quote\n\n# Three")
@example("text\n-\n# One\n-\n===\n")
@example("# One\n[a]: /b\n# [a]\n[b]: /c\n# [b]\n")
@example("# One\n" + "- " * 60 + "deep\n# Two\n")
@example("# One\n" + "\t" * 25 + "- deep\n# Two\n")
@example("<!--\n# no\n-->\n# One ##\n- <div>\n# Two\n")
def test_a_scan_finds_what_a_parse_finds(content: str) -> None:
    assert by_scanning(content) == by_parsing(content)


@pytest.mark.parametrize("file", [*OWN, *OTHERS], ids=lambda file: file.name)
def test_real_minutes_are_scanned_as_they_are_parsed(file: Any) -> None:
    content = Source.from_bytes(file.read_bytes()).text
    assert by_scanning(content) == by_parsing(content)
