"""Git's conflict markers: a block is seen as one, and nothing in it is a note or a heading."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.minutes.check.checking import check
from tui.minutes.model import ItemKind
from tui.minutes.reading.reader import read
from tui.minutes.text.conflict_markers import fenced, marker_blocks
from tui.minutes.text.source import Source, Span

BLOCK = """\
<<<<<<< HEAD
- Olga: rents rose
- **ACTION:** Olga Berg: write to the owner by 2026-02-01
## A heading of ours
=======
- Olga: rents fell
- **DECISION:** stay
>>>>>>> origin/main
"""
MINUTES = f"# House 2026-03-10\n\n## Discussion\n- before\n{BLOCK}- after\n\n## Garden - Ivo Kern\n- weeds\n"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_block_is_code_and_what_is_around_it_stays(newline: str) -> None:
    meeting = read(Source(MINUTES.replace("\n", newline)), "2026-03-10.md")
    assert [section.name for section in meeting.sections[1:]] == ["Discussion", "Garden"]
    items = meeting.sections[1].items
    assert [(item.kind, item.own) for item in items] == [
        (ItemKind.BULLET, Span(3, 4)),
        (ItemKind.CODE, Span(4, 12)),
        (ItemKind.BULLET, Span(12, 13)),
    ]
    assert [note for section in meeting.sections for item in section.items if (note := item.note)] == []


def test_the_sides_and_their_names() -> None:
    (block,) = marker_blocks(MINUTES)
    assert (block.our_name, block.their_name, block.span) == ("HEAD", "origin/main", Span(4, 12))
    assert block.ours[0] == "- Olga: rents rose"
    assert block.theirs == ("- Olga: rents fell", "- **DECISION:** stay")
    assert block.base is None


def test_what_was_there_before_where_git_writes_that() -> None:
    (block,) = marker_blocks("<<<<<<< HEAD\na\n||||||| 1234567\nb\n=======\nc\n>>>>>>> other\n")
    assert (block.ours, block.base, block.theirs) == (("a",), ("b",), ("c",))


@pytest.mark.parametrize(
    "text",
    [
        "a\n=======\nb\n>>>>>>> other\n",
        "<<<<<<< HEAD\na\n>>>>>>> other\n",
        "<<<<<<< HEAD\na\n=======\nb\n",
        ">>>>>>> a\n=======\n<<<<<<< b\n",
        "<<<<<<<HEAD\na\n=======\nb\n>>>>>>> other\n",
        f"```\n{BLOCK}```\n",
        f"~~~~ text\n{BLOCK}~~~~\n",
        "  <<<<<<< HEAD\n  a\n  =======\n  b\n  >>>>>>> other\n",
    ],
)
def test_what_is_none(text: str) -> None:
    assert marker_blocks(text) == []
    assert fenced(text) == text


def test_a_fence_in_a_side_ends_nothing() -> None:
    text = MINUTES.replace("- Olga: rents fell\n", "~~~~~~~~\n```\n- Olga: rents fell\n")
    meeting = read(Source(text), "2026-03-10.md")
    assert [section.name for section in meeting.sections[1:]] == ["Discussion", "Garden"]


ODD_LINES = ["<<<<<<< a", "=======", ">>>>>>> b", "||||||| c", "- x", "## H", "~~~", "```", "", "<<<<<<<"]


@settings(max_examples=200)
@given(st.lists(st.sampled_from(ODD_LINES), max_size=14).map("\n".join))
def test_any_lines(text: str) -> None:
    """Lines keep their length, blocks do not overlap, and reading again after a change is reading."""
    assert [len(line) for line in fenced(text).split("\n")] == [len(line) for line in text.split("\n")]
    blocks = marker_blocks(text)
    assert all(one.span.end <= other.span.start for one, other in pairwise(blocks))
    before = read(Source(f"# T\n\n## A\n- y\n{text}\n"))
    source = Source(f"# T\n\n## A\n- yes\n{text}\n")
    again = read(source, "", before)
    assert [(s.name, s.span, s.items) for s in again.sections] == [
        (s.name, s.span, s.items) for s in read(source).sections
    ]


def test_check_has_an_error_for_it() -> None:
    found = check(read(Source(MINUTES), "2026-03-10.md"))
    assert [(one.line, one.code) for one in found if one.code == "M105"] == [(4, "M105")]
    assert "HEAD and origin/main" in next(one.message for one in found if one.code == "M105")


@pytest.mark.parametrize("line", BLOCK.splitlines(keepends=True))
def test_a_line_of_a_block_taken_away_or_put_back(line: str) -> None:
    """A marker means something for lines far from it: what is read again is what is read."""
    whole, without = Source(MINUTES), Source(MINUTES.replace(line, "", 1))
    assert read(without, "", read(whole)) == read(without)
    assert read(whole, "", read(without)) == read(whole)
