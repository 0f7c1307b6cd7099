"""The three-way merge: examples a person can check, and laws over all texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.minutes.text.merge import Conflict, Merged, merge
from tui.minutes.text.source import Source, Span, without_newline

LINES = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "- c", "", "d\fe", "f\u2028g"]), st.sampled_from(["\n", "\n", "\r\n"])
    ),
    max_size=8,
).map(lambda lines: "".join(line + end for line, end in lines))
TEXTS = st.tuples(LINES, st.sampled_from(["", "", "last"])).map("".join)
SOURCES = st.builds(Source, TEXTS, st.booleans())


def merged(base: str, ours: str, theirs: str) -> Merged:
    return merge(Source(base), Source(ours), Source(theirs))


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "result"),
    [
        pytest.param("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n", "A\nb\nC\n", id="apart"),
        pytest.param("a\nb\n", "A\nb\n", "a\nB\n", "A\nB\n", id="neighbours"),
        pytest.param("a\nb\n", "a\nB\n", "a\nB\n", "a\nB\n", id="the same once"),
        pytest.param("a\nb\nc\n", "a\nc\n", "a\nb\nd\nc\n", "a\nd\nc\n", id="removed, and added after it"),
        pytest.param("a\nb\n", "a\nX\nb\n", "a\nY\nb\n", "a\nY\nX\nb\n", id="both added: theirs first"),
        pytest.param("a\nb\n", "a\nO\nb\n", "a\nT\nb\n", "a\nT\nO\nb\n", id="ours after theirs"),
        pytest.param("a\nb\nc\n", "a\nO\nc\n", "a\nT\nc\n", "a\nT\nO\nc\n", id="both changed: both stay"),
        pytest.param("a\nb\nc\n", "a\nO\nc\n", "a\nc\n", "a\nO\nc\n", id="removed by them, changed by us"),
        pytest.param("a\nb\nc\n", "a\nc\n", "a\nT\nc\n", "a\nT\nc\n", id="removed by us, changed by them"),
        pytest.param(
            "a\nb\nc\nd\n", "a\nb\nC\nd\n", "a\nd\n", "a\nb\nC\nd\n", id="removed around our change"
        ),
        pytest.param("a\nb\nc\nd\n", "a\nd\n", "a\nb\nC\nd\n", "a\nb\nC\nd\n", id="removed around theirs"),
        pytest.param("a\n", "a\nx\ny\n", "a\nx\n", "a\nx\ny\n", id="ours goes on from theirs"),
        pytest.param("a\n", "a\nx\n", "a\nx\ny\n", "a\nx\ny\n", id="theirs goes on from ours"),
        pytest.param(
            "a\n", "a\nO\nx\ny\nz\n", "a\nT\nx\ny\nz\n", "a\nT\nO\nx\ny\nz\n", id="one end, added once"
        ),
        pytest.param("", "x\n", "y\n", "y\nx\n", id="an empty file"),
        pytest.param("a\n", "", "a\n", "", id="emptied by us"),
        pytest.param("a\nb\nc\nd\n", "a\nb\nC\nd\n", "1\n2\n3\n", "1\n2\n3\nC\n", id="rewritten by them"),
        pytest.param("a\nb\nc\nd\n", "1\n2\n3\n", "a\nb\nC\nd\n", "C\n1\n2\n3\n", id="rewritten by us"),
        pytest.param("a\nb\nc\n", "a\n", "c\n", "", id="both removed, overlapping"),
        pytest.param(
            "a\n", "a\n- [ ] x\n", "a\n- [x] x\n", "a\n- [x] x\n", id="added by both, ticked by them"
        ),
        pytest.param("a\n", "a\n- [x] x\n", "a\n- [ ] x\n", "a\n- [x] x\n", id="added by both, ticked by us"),
        pytest.param(
            "a\n",
            "a\n- [ ] x\n  - o\n",
            "a\n- [x] x\n  - t\n",
            "a\n- [x] x\n  - t\n- [ ] x\n  - o\n",
            id="ticked by them, with a reply of ours",
        ),
    ],
)
def test_lines(base: str, ours: str, theirs: str, result: str) -> None:
    assert merged(base, ours, theirs).source.text == result


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "result"),
    [
        pytest.param("a", "a\nb", "a\nc", "a\nc\nb", id="no last newline on any side"),
        pytest.param("a\nb", "A\nb", "a\nb\n", "A\nb\n", id="theirs added the last newline"),
        pytest.param("a\nb\n", "a\r\nB\r\n", "a\nb\nc\n", "a\r\nB\r\nc\r\n", id="ours made it CRLF"),
        pytest.param("a\nb\n", "a\nb", "A\nb\n", "A\nb", id="ours took it away"),
        pytest.param("a\r\nb\r\n", "a\r\nb\r\nc\r\n", "A\r\nb\r\n", "A\r\nb\r\nc\r\n", id="CRLF stays"),
        pytest.param(
            "a\nb\nc\n", "a\nb\nO\n", "a\r\nb\r\nc\r\n", "a\r\nb\r\nO\r\n", id="all to CRLF by them"
        ),
        pytest.param("a\r\nb\nc\n", "O\r\nb\nc\n", "a\r\nb\nT\n", "O\r\nb\nT\n", id="mixed stay mixed"),
        pytest.param("a\rb\rc\r", "O\rb\rc\r", "a\rb\rT\r", "O\rb\rT\r", id="classic Mac OS"),
        pytest.param("a\rb\r", "O\rb\r", "a\rb\rT\n", "O\nb\nT\n", id="classic Mac OS, then a line feed"),
        pytest.param(
            "a\f\nb\u2028c\n", "a\f\nb\u2028O\n", "T\f\nb\u2028c\n", "T\f\nb\u2028O\n", id="no lines"
        ),
    ],
)
def test_newlines(base: str, ours: str, theirs: str, result: str) -> None:
    assert merged(base, ours, theirs).source.text == result


def test_a_conflict_tells_all_three() -> None:
    found = merged("a\nb\nc\n", "a\nO\nc\n", "a\nT\nc\n")
    assert found.conflicts == (Conflict(Span(1, 3), ("b\n",), ("O\n",), ("T\n",)),)
    assert found.theirs_spans == (Span(1, 2),)
    assert found.lines_from_theirs == 1


def test_a_conflict_can_be_settled_by_splicing() -> None:
    base, ours, theirs = "a\nb\nc\nd\ne\n", "a\nb\nO\nd\ne\n", "a\n1\n2\n3\ne\n"
    found = merged(base, ours, theirs)
    [conflict] = found.conflicts
    for lines, result in (
        (conflict.ours, "a\nb\nO\nd\ne\n"),
        (conflict.theirs, theirs),
        (conflict.base, base),
    ):
        assert found.source.splice(conflict.span, map(without_newline, lines)).text == result


def test_additions_in_one_place_are_told_from_changes_of_the_same_line() -> None:
    assert merged("a\n", "a\nx\n", "a\ny\n").conflicts[0].additions_only
    assert not merged("a\n", "x\n", "y\n").conflicts[0].additions_only


def test_a_removal_is_marked_where_it_was() -> None:
    found = merged("a\nb\nc\n", "a\nb\nc\nd\n", "a\nc\n")
    assert found.source.text == "a\nc\nd\n"
    assert (found.theirs_spans, found.lines_from_theirs, found.conflicts) == ((Span(1, 1),), 1, ())


def test_what_others_removed_can_go_and_what_they_changed_stays() -> None:
    found = merged("a\nb\nc\nd\ne\n", "a\nO\nc\nP\ne\n", "a\nT\nc\ne\n")
    assert found.source.text == "a\nT\nO\nc\nP\ne\n"
    assert found.as_removed.text == "a\nT\nO\nc\ne\n"


def test_paragraphs_added_in_one_place_stay_two() -> None:
    found = merged("# T\n\nend\n", "# T\n\nour words\n\nend\n", "# T\n\ntheir words\n\nend\n")
    assert found.source.text == "# T\n\ntheir words\n\nour words\n\nend\n"
    items = merged("# T\n\nend\n", "# T\n\n- ours\n\nend\n", "# T\n\n- theirs\n\nend\n")
    assert items.source.text == "# T\n\n- theirs\n- ours\n\nend\n"


SECTIONS = "# T\n\n## A\n\n- a\n\n## B\n\n- b\n"


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "result"),
    [
        pytest.param(
            "## A\n\n- a\n",
            "## A\n\n- a\n- ours\n",
            "## A\n\n- a\n- theirs\n\n## New\n\n- new\n",
            "## A\n\n- a\n- theirs\n- ours\n\n## New\n\n- new\n",
            id="they added a section at the end",
        ),
        pytest.param(
            "## A\n\n## D\n",
            "## A\n\n- ours\n\n## D\n",
            "## A\n\n## New\n\n- new\n\n## D\n",
            "## A\n\n- ours\n\n## New\n\n- new\n\n## D\n",
            id="they added a section behind an empty one",
        ),
        pytest.param(
            "## A\n\n## D\n",
            "## A\n\n- ours\n## D\n",
            "## A\n\n## New\n\n- new\n\n## D\n",
            "## A\n\n- ours\n## New\n\n- new\n\n## D\n",
            id="the same, whichever of two blank lines is theirs",
        ),
        pytest.param(
            "## A\n- a\n",
            "## A\n- a\n- ours\n",
            "## A\n\n## New\n\n- new\n",
            "## A\n- ours\n\n## New\n\n- new\n",
            id="they put a section in the place of the item above",
        ),
        pytest.param(
            "## A\n- a\n\n## B\n\n## C\n",
            "## A\n- first\n- a\n\n## B\n\n- ours\n## C\n",
            "## A\n- a\n\n## New\n\n- new\n\n## B\n\n## Newer\n\n- newer\n\n## C\n",
            "## A\n- first\n- a\n\n## New\n\n- new\n\n## B\n\n- ours\n## Newer\n\n- newer\n\n## C\n",
            id="a section that begins with the blank line of another",
        ),
        pytest.param(
            "## A\n- a\n",
            "## A\n- a\n### Ours\n- o\n",
            "## A\n- a\n## Theirs\n- t\n",
            "## A\n- a\n### Ours\n- o\n## Theirs\n- t\n",
            id="our section is part of the one above",
        ),
        pytest.param(
            "A\n===\n- a\n",
            "A\n===\n- a\n- ours\n",
            "A\n===\n- a\n\nNew\n---\n- new\n",
            "A\n===\n- a\n- ours\n\nNew\n---\n- new\n",
            id="underlined headings",
        ),
        pytest.param(
            "- a\n- z\n",
            "- a\n  - reply\n- z\n",
            "- a\n- theirs\n- z\n",
            "- a\n  - reply\n- theirs\n- z\n",
            id="a reply stays below what it answers",
        ),
        pytest.param(
            "- a\n", "- a\n-- reply\n", "- a\n- theirs\n", "- a\n-- reply\n- theirs\n", id="such with dashes"
        ),
        pytest.param(
            "- a\n  - r\n",
            "- a\n  - r\n    - ours\n",
            "- a\n  - r\n  - theirs\n- next\n",
            "- a\n  - r\n    - ours\n  - theirs\n- next\n",
            id="one of a reply",
        ),
        pytest.param(
            "- a\n", "- a\ngoes on\n", "- a\n- theirs\n", "- a\ngoes on\n- theirs\n", id="a line goes on"
        ),
    ],
)
def test_what_both_added_stays_in_its_section_and_below_its_item(
    base: str, ours: str, theirs: str, result: str
) -> None:
    assert merged(base, ours, theirs).source.text == result


@pytest.mark.parametrize(
    ("base", "typed", "gone", "result"),
    [
        pytest.param(SECTIONS, "- b\n", "\n## B\n\n- b\n", f"{SECTIONS}- ours\n", id="the last section"),
        pytest.param(
            "## A\n\n## C\n- c\n", "## A\n\n", "## A\n\n", "## A\n\n- ours\n## C\n- c\n", id="an empty one"
        ),
        pytest.param(
            "- a\n- b\n- c\n", "- b\n", "- b\n", "- a\n- b\n  - ours\n- c\n", id="the item of a reply"
        ),
    ],
)
@pytest.mark.parametrize("mine", [True, False])
def test_what_is_added_below_what_the_other_side_removes_keeps_it(
    base: str, typed: str, gone: str, result: str, mine: bool
) -> None:
    line = next(line for line in result.splitlines(keepends=True) if "ours" in line)
    with_line, without = base.replace(typed, typed + line), base.replace(gone, "")
    found = merged(base, with_line, without) if mine else merged(base, without, with_line)
    assert found.source.text == result
    assert len(found.conflicts) == 1


def test_a_reply_follows_an_item_that_was_corrected() -> None:
    base = "- a\n- ship it now\n- c\n"
    ours = base.replace("now\n", "now\n  - ours\n")
    assert merged(base, ours, base.replace("now", "today")).source.text == ours.replace("now", "today")
    other = merged(base, ours, base.replace("ship it now", "something else"))
    assert other.source.text == "- a\n- something else\n- ship it now\n  - ours\n- c\n"
    assert len(other.conflicts) == 1


def test_what_is_added_to_a_section_that_is_another_one_now_keeps_its_own() -> None:
    base, theirs = "# T\n\n## A\n- a\n", "# T\n\n## New\n\n- n\n"
    found = merged(base, "# T\n\n## A\n- ours\n- a\n", theirs)
    assert found.source.text == f"{theirs}## A\n- ours\n- a\n"
    assert merged(base, theirs, "# T\n\n## A\n- ours\n- a\n").source.text.count("- ours") == 1


def test_the_mark_of_byte_order_is_merged_too() -> None:
    plain, marked = Source("a\nb\n"), Source("a\nb\n", bom=True)
    assert merge(plain, Source("A\nb\n"), Source("a\nB\n", bom=True)).source == Source("A\nB\n", bom=True)
    assert merge(marked, Source("a\nb\n"), Source("a\nB\n", bom=True)).source == Source("a\nB\n")


def test_no_markers_ever() -> None:
    text = merged("a\n" * 3, "b\n" * 3, "c\n" * 3).source.text
    assert not set("<>=|") & set(text)


@given(SOURCES, SOURCES)
def test_when_one_side_did_nothing_the_result_is_the_other(base: Source, other: Source) -> None:
    assert merge(base, base, other).source == other
    assert merge(base, other, base).source == other
    assert merge(base, other, other).source == other
    assert merge(base, other, base).theirs_spans == ()


@given(SOURCES, SOURCES, SOURCES)
def test_every_line_that_is_new_on_a_side_is_in_the_result(
    base: Source, ours: Source, theirs: Source
) -> None:
    known = set(map(without_newline, base.lines))
    found = set(map(without_newline, merge(base, ours, theirs).source.lines))
    for side in (ours, theirs):
        assert set(map(without_newline, side.lines)) - known <= found


@given(SOURCES, SOURCES, SOURCES)
def test_what_was_merged_merges_no_further(base: Source, ours: Source, theirs: Source) -> None:
    once = merge(base, ours, theirs).source
    assert merge(theirs, once, theirs).source == once
    assert merge(ours, once, ours).source == once
    assert merge(theirs, once, once).source == once


@given(SOURCES, SOURCES, SOURCES)
def test_spans_lie_in_the_result(base: Source, ours: Source, theirs: Source) -> None:
    found = merge(base, ours, theirs)
    spans = [*found.theirs_spans, *(conflict.span for conflict in found.conflicts)]
    assert all(0 <= span.start <= span.end <= len(found.source.lines) for span in spans)
    theirs_lines = set(map(without_newline, theirs.lines))
    for span in found.theirs_spans:
        assert set(map(without_newline, found.source.lines[span.start : span.end])) <= theirs_lines


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "conflicts"),
    [
        ("a\nb\nc\n", "a\nO\nc\n", "a\nc\n", 1),
        ("a\nb\nc\n", "a\nc\n", "a\nT\nc\n", 1),
        ("a\nb\nc\n", "a\nO\nc\n", "a\nT\nc\n", 1),
        ("a\nb\nc\nd\n", "a\nO\nP\nd\n", "a\nb\nd\n", 1),
        ("a\nb\nc\nd\n", "a\nb\nd\n", "a\nT\nU\nd\n", 1),
        ("a\nb\nc\n", "a\nX\nc\n", "a\nX\nY\nc\n", 0),
        ("a\nb\nc\n", "a\nX\nc\n", "a\nX\nc\n", 0),
        ("a\nb\nc\n", "a\nc\n", "a\nc\n", 0),
    ],
)
def test_a_conflict_is_what_somebody_should_look_at(
    base: str, ours: str, theirs: str, conflicts: int
) -> None:
    assert len(merged(base, ours, theirs).conflicts) == conflicts
