"""Raw HTML in minutes: which tags only lay text out, and where the others stand in an inline text."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, html_inline

_HARMLESS: Final = re.compile(
    r"</?(?:br|details|summary|kbd|sub|sup|b|i|u|s|em|strong|small|mark|del|ins|p|div|center|hr)\s*/?>",
    re.IGNORECASE,
)
_TAG: Final = re.compile(r"<[^>\n]*>?")
_PLACES: Final = "places of raw HTML"
_LONGEST: Final = 20_000
"""Characters of the longest text whose tags are found one by one; in a longer one every `<` counts as one."""


def is_harmless(text: str) -> bool:
    """True where all tags of a text are plain ones without attributes: they lay text out and cannot act."""
    return all(_HARMLESS.fullmatch(match[0]) for match in _TAG.finditer(text))


def tags(text: str) -> list[int]:
    """Where the raw HTML of an inline text starts, but for harmless tags; code and links are none."""
    if len(text) > _LONGEST:
        return [match.start() for match in re.finditer(r"(?<!\\)<(?=[A-Za-z/!?])", text)]
    env: dict[str, list[int]] = {_PLACES: []}
    _parser().parseInline(text, env)
    return sorted({at for at in env[_PLACES] if not _HARMLESS.match(text, at)})


def opened(text: str, places: list[int]) -> str:
    """The text with a backslash at places, so that Markdown reads what follows as text."""
    cuts = [0, *places, len(text)]
    return "\\".join(text[start:end] for start, end in pairwise(cuts))


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("strikethrough")
    parser.inline.ruler.at("html_inline", _noted)
    return parser


def _noted(state: StateInline, silent: bool) -> bool:
    at = state.pos
    found = html_inline(state, silent)
    if found and not silent:
        state.env[_PLACES].append(at)
    return found
