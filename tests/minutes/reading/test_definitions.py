"""Link reference definitions with an image in them are read at once, and as markdown-it-py reads them."""

from __future__ import annotations

from typing import Final
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import rules_block

from tui.minutes.reading import blocks
from tui.minutes.reading.blocks import Block, Heading, References, parse_unlinked
from tui.minutes.text.patterns import LazyPattern

DATA: Final = "A9+/" * 30

_LINE: Final = st.one_of(
    st.builds(
        lambda lead, label, gap, kind, data, behind: f"{lead}[{label}]:{gap}data:{kind},{data}{behind}",
        st.sampled_from(("", "", "", " ", "    ", "> ", "- ")),
        st.sampled_from(("one", "Two  words", "é", " ", "", "a\\]", "[b", "`c`")),
        st.sampled_from(("", " ", "  ", "\t", "\n", " <")),
        st.sampled_from(("image/png;base64", "image/jpeg;base64", "image/svg;base64", "text/plain")),
        st.sampled_from((DATA, DATA + "==", "short", DATA + "(", DATA + "%")),
        st.sampled_from(
            ("", "", "", "  ", ">", " 'title'", ' "title"', " more", "\n'title'", "\n  (title)", "\n> 't'")
        ),
    ),
    st.sampled_from(("", "text", "# Heading [one]", "- item", "===", "'title'", "> quote")),
)


def by_the_parser_alone(text: str) -> tuple[list[Heading | Block], References]:
    """What its own rule finds."""
    with patch.object(blocks, "_IMAGE", LazyPattern("(?!)")):
        return parse_unlinked(text, {})


@given(st.lists(_LINE, max_size=5).map("\n".join))
@example(f"[a]: data:image/png;base64,{DATA}\n\t'title'\n")
@example(f"[ ]: data:image/png;base64,{DATA}\n")
@example(f"    [a]: data:image/png;base64,{DATA}\n")
@example(f"text\n[a]: data:image/png;base64,{DATA}")
@example(f"> [a]: <data:image/png;base64,{DATA}>\n> 'title'\n")
@example(f"[a]: data:image/png;base64,{DATA}\n===\n[A]: /other\n")
def test_what_is_defined_is_what_the_parser_defines(text: str) -> None:
    assert parse_unlinked(text, {}) == by_the_parser_alone(text)


def test_an_image_is_not_read_character_by_character(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules_block, "reference", None)
    text = f"[a]: data:image/png;base64,{DATA}\n[b]: <data:image/gif;base64,{DATA}==>\n"
    assert list(parse_unlinked(text, {})[1]) == ["A", "B"]
