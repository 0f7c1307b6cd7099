"""What one side adds stays in its section and below its item, whatever the other side makes of the text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tui.minutes.text.merge import merge
from tui.minutes.text.source import Source

Lines = list[str]


def depth(line: str) -> int:
    return -1 if line.startswith("#") else len(line) - len(line.lstrip())


def context(lines: Lines, at: int) -> tuple[str, str]:
    """The heading and the item that a line stands under."""
    above = lines[:at][::-1]
    heading = next(line for line in above if line.startswith("#"))
    return heading, next(line for line in above if line and depth(line) < depth(lines[at]))


def end_of(lines: Lines, at: int) -> int:
    """Behind an item and all that is nested in it."""
    inside = (n for n in range(at + 1, len(lines)) if not lines[n] or depth(lines[n]) <= depth(lines[at]))
    return next(inside, len(lines))


@st.composite
def texts(draw: st.DrawFn) -> Lines:
    lines, number = ["# T", ""], 0
    for section in range(draw(st.integers(1, 4))):
        lines += [f"## S{section}", *[""] * draw(st.integers(0, 1))]
        for _ in range(draw(st.integers(0, 3))):
            lines += [f"- item{number}", *[f"  - reply{number}"] * draw(st.integers(0, 1))]
            number += 1
        lines.append("")
    return lines


@st.composite
def changed(draw: st.DrawFn, text: Lines, who: str, ways: list[str]) -> Lines:
    """A text with a few items, replies and sections more or less."""
    lines = list(text)
    for number in range(draw(st.integers(1, 3))):
        starts = [n for n, line in enumerate(lines) if line.startswith("## ")]
        if not starts:
            break
        start = draw(st.sampled_from(starts))
        end = next((n for n in starts if n > start), len(lines))
        items = [n for n in range(start, end) if lines[n].startswith("- ")]
        way = draw(st.sampled_from(ways))
        if way == "section":
            lines[end:end] = [f"## {who}{number}", "", f"- {who}in{number}", ""]
        elif way == "no section":
            del lines[start:end]
        elif way == "item":
            at = end_of(lines, draw(st.sampled_from(items))) if items else start + 1
            lines.insert(at, f"- {who}{number}")
        elif items:
            at = draw(st.sampled_from(items))
            if way == "reply":
                lines.insert(end_of(lines, at), f"  - {who}{number}")
            else:
                del lines[at : end_of(lines, at)]
    return lines


@st.composite
def three(draw: st.DrawFn) -> tuple[Lines, Lines, Lines]:
    """A text, ours and theirs: who removes sections adds none, for that could be another name of the same."""
    base = draw(texts())
    ways = ["item", "reply", "no item", draw(st.sampled_from(["section", "no section"]))]
    return base, draw(changed(base, "ours", ["item", "reply"])), draw(changed(base, "theirs", ways))


def source(lines: Lines) -> Source:
    return Source("".join(f"{line}\n" for line in lines))


@settings(max_examples=200, deadline=None)
@given(three())
def test_what_is_added_keeps_its_section_and_its_item(sides: tuple[Lines, Lines, Lines]) -> None:
    ours = sides[1]
    merged = merge(*map(source, sides)).source.text.split("\n")
    for at, line in enumerate(ours):
        if "ours" in line:
            assert merged.count(line) == 1
            assert context(merged, merged.index(line)) == context(ours, at)
