"""Reading: laws that hold for any text, identity over reloads, and input that means harm."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import pairwise
from types import FrameType
from typing import Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.support.markdown import plain_text, text
from tui.minutes.model import ItemKind, Meeting, SectionKind
from tui.minutes.reading.reader import read
from tui.minutes.text.source import Source, Span


def keys(meeting: Meeting) -> list[str]:
    return [section.key for section in meeting.sections]


@given(text)
@example("> # a\r\n- b\n# c")
@example("\n\n# One\n\n")
@example("\r")
def test_sections_tile_the_lines(content: str) -> None:
    source = Source(content)
    meeting = read(source)
    at = 0
    for section in meeting.sections:
        assert section.span.start == at
        assert section.heading.end == section.body.start
        assert section.body.end <= section.end <= len(source.lines)
        at = section.span.end
    assert at == len(source.lines)


@given(text)
def test_items_lie_in_their_section_and_in_one_another(content: str) -> None:
    for section in read(Source(content)).sections:
        bounds = Span(section.span.start, section.body.end)
        for before, item in pairwise((None, *section.items)):
            assert item is not None
            assert bounds.start <= item.span.start <= item.own.end <= item.span.end <= bounds.end
            assert item.own.start == item.span.start
            assert before is None or before.span.start <= item.span.start
            if before is not None and item.depth > before.depth:
                assert item.span.end <= before.span.end


@given(plain_text)
def test_headings_are_commonmarks(content: str) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(content)
    expected = [
        (token.map, int(token.tag[1:])) for token in tokens if token.type == "heading_open" and token.map
    ]
    found = [section for section in read(Source(content)).sections if section.level]
    assert [([one.heading.start, one.heading.end], one.level) for one in found] == expected


@given(plain_text)
def test_every_line_that_says_something_is_in_a_heading_or_an_item(content: str) -> None:
    source = Source(content)
    meeting = read(source)
    covered: set[int] = set()
    for section in meeting.sections:
        covered.update(range(section.heading.start, section.heading.end))
        for item in section.items:
            covered.update(range(item.span.start, item.span.end))
    defining = "]:" in content  # link reference definitions are no item
    for number, line in enumerate(source.lines):
        assert number in covered or defining or not line.strip(" \t\n"), line


@given(text, st.text(max_size=30))
def test_keys_and_titles_tell_sections_apart(content: str, name: str) -> None:
    meeting = read(Source(content), name)
    assert len(set(keys(meeting))) == len(meeting.sections)
    assert sum(section.kind is SectionKind.TITLE for section in meeting.sections) == (
        meeting.title is not None
    )
    assert read(Source(content), name) == meeting


@given(st.binary(max_size=400))
def test_any_bytes_are_read(data: bytes) -> None:
    source = Source.from_bytes(data)
    assert read(source).sections or not source.lines


def test_a_section_keeps_its_key_when_its_lead_changes() -> None:
    before = "# Meeting\n## Reviews\n### CLI - Ada Obi\n- one\n### Garden (incubating) - Bo Lind\n### CLI\n"
    after = before.replace("Ada Obi", "Cy Park").replace("(incubating) - Bo Lind", "").replace("one", "two")
    assert keys(read(Source(before))) == keys(read(Source(after)))
    assert len(set(keys(read(Source(before))))) == 5


def test_a_lone_carriage_return_shifts_no_line() -> None:
    meeting = read(Source("# One\rstill one\n- a\rb\n## Two\n"))
    assert [(section.title, section.heading.start) for section in meeting.sections] == [
        ("One still one", 0),
        ("Two", 2),
    ]


def test_classic_mac_lines_are_lines() -> None:
    meeting = read(Source("# One\r- a\r## Two\r"))
    assert [section.heading.start for section in meeting.sections] == [0, 2]


@pytest.mark.parametrize("separator", ["\u2028", "\x0b", "\x0c", "\x1c", "\x85"])
def test_what_only_python_takes_for_a_line_end_is_none(separator: str) -> None:
    meeting = read(Source(f"a{separator}b\n{separator}\n# One\n-{separator}x\n- {separator}y\n"))
    assert meeting.sections[1].heading == Span(2, 3)
    assert [item.own for item in meeting.sections[0].items] == [Span(0, 2)]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "\n\n",
        "[add here]",
        "-",
        "* TBD",
        "N/A",
        "_None_",
        "* [ ]",
        "<!-- report here -->",
        "***",
        "- n/a\n- ",
    ],
)
def test_a_placeholder_is_no_report(body: str) -> None:
    section = read(Source(f"# Meeting\n## CLI\n{body}\n")).sections[1]
    assert section.empty
    assert section.item_count == 0


@pytest.mark.parametrize(
    "body", ["- all well", "text", "    code", "a|b\n-|-", "- **DECISION:** yes", "<b>x</b>"]
)
def test_anything_else_is_a_report(body: str) -> None:
    assert not read(Source(f"# Meeting\n## CLI\n{body}\n")).sections[1].empty


def test_a_comment_is_an_item_that_is_shown() -> None:
    (section,) = read(Source("# Meeting\n<!-- a\nb -->\n")).sections
    assert [(item.kind, item.own) for item in section.items] == [(ItemKind.HTML, Span(1, 3))]


HOSTILE: Final[dict[str, Callable[[int], str]]] = {
    "headings": lambda n: "".join(f"# h{i}\n" for i in range(n)),
    "equal headings with leads": lambda n: "## Foo - Ada Obi\n" * n,
    "nested quotes": lambda n: ">" * n + " a\n",
    "nested quotes, line by line": lambda n: "".join(">" * (i % 400) + " a\n" for i in range(n // 20)),
    "nested lists": lambda n: "* + - " * n + "a\n",
    "nested lists, line by line": lambda n: "".join(" " * (2 * (i % 300)) + "- a\n" for i in range(n // 10)),
    "a long line": lambda n: "ab " * (20 * n),
    "a long heading": lambda n: "# " + "a * b _ [x - " * n,
    "a long action": lambda n: "- ACTION" + " " * (20 * n) + "x",
    "a long label": lambda n: "**Present:** " + "a b, " * (10 * n),
    "open brackets": lambda n: "- " + "[" * (10 * n),
    "marks": lambda n: "- " + "AI(" * (10 * n),
    "lazy lines": lambda n: "- a\n" + "b\n" * (2 * n),
    "definitions": lambda n: "[a]: /u\n" * n,
    "groups of tasks": lambda n: "## Actions\n" + "- a\n  - [ ] b\n" * (n // 5),
    "rows": lambda n: "## Actions\n\na|b\n-|-\n" + "c|d\n" * (n // 3),
    "roll call": lambda n: "## Present\n" + "- Ada Obi (X)\n" * (n // 3),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_work_grows_with_the_size(name: str) -> None:
    """Ten times the size is less than twice the calls a character: what is quadratic takes ten times."""
    read(Source(HOSTILE[name](50)))  # what is made once only is made now
    few, many = HOSTILE[name](400), HOSTILE[name](4_000)
    small, large = calls(few), calls(many)
    assert large < 2 * small * len(many) / len(few) + 2_000, f"{small} calls, then {large}"


def calls(content: str) -> int:
    """How many functions are called to read a text, Python's own included: work that no clock is needed for.

    What one call does, such as a pattern's search, is not counted: the next test's size would show that.
    """
    counted = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        read(Source(content))
    finally:
        sys.setprofile(before)
    return counted


def test_the_worst_of_sizes_is_read() -> None:
    deep = ">" * 10_000 + "\n\n" + "- " * 10_000 + "\n\n"
    meeting = read(Source(deep + "# h\n" * 100_000 + "x" * 5_000_000))
    assert len(meeting.sections) == 100_001
