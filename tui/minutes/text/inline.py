"""Inline Markdown as runs of text with one style each: what is drawn, compared and exported.

CommonMark with GFM's strikethrough and bare web addresses. Parsed only when a text is needed. Raw HTML
stays text; a link keeps its target as data, and only `safe_target` says whether it may be opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import IntFlag
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from tui.minutes.text.patterns import LazyPattern

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

SAFE_SCHEMES: Final = ("http", "https", "mailto")

_MARKUP: Final = LazyPattern(r"[\\`*_\[\]<>&~!\n]|https?://")
_ADDRESS: Final = LazyPattern(r"https?://[^\s<>\x00-\x1f\x7f]+")
_ADDRESS_TAIL: Final = "?!.,:*_~'\""  # GFM: what ends a sentence, no address
_SPACES: Final = LazyPattern(r"\s+")
_SCHEME: Final = LazyPattern(r"([a-zA-Z][a-zA-Z0-9+.-]*):")


class Emphasis(IntFlag):
    """How a run stands out; flags combine."""

    NONE = 0
    STRONG = 1
    EM = 2
    CODE = 4
    STRIKE = 8
    LINK = 16
    HTML = 32
    IMAGE = 64
    """A picture that is no link itself; it is shown as a link to where it lies."""


class Run(NamedTuple):
    """A piece of visible text in one style. A hard line break is a run of a line feed."""

    text: str
    emphasis: Emphasis = Emphasis.NONE
    target: str = ""  # of a link, as the file has it


_COMMENT: Final = LazyPattern(
    r"(?P<code>(?<!`)(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`))|<!--.*?-->", re.DOTALL
)
_LEAD: Final = LazyPattern(r"(?:[ \t>]|[-*+](?=\s)|\d{1,9}[.)](?=\s))*")
_SPANS: Final = {
    "strong_open": Emphasis.STRONG,
    "em_open": Emphasis.EM,
    "s_open": Emphasis.STRIKE,
    "link_open": Emphasis.LINK,
}


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - what is shown at first may be parsed already

    return MarkdownIt("commonmark").enable("strikethrough")


_remembered: Final[dict[str, tuple[Run, ...]]] = {}


def remember(known: Mapping[str, tuple[Run, ...]]) -> None:
    """Take the runs of texts that another process has parsed."""
    _remembered.update(known)


@lru_cache(maxsize=4096)
def runs(text: str) -> tuple[Run, ...]:
    """The runs of an inline text; their texts joined are what a reader sees."""
    if _MARKUP.search(text) is None:
        return (Run(text),) if text else ()
    if (known := _remembered.get(text)) is not None:
        return known
    parser = _parser()
    (token,) = parser.parseInline(text) or (None,)
    return tuple(_merged(_walk(token.children or ()))) if token is not None else ()


def runs_of(tokens: Sequence[Token]) -> tuple[Run, ...]:
    """The runs of an inline text that is parsed already: a token's children."""
    return tuple(_merged(_walk(tokens)))


def visible(text: str) -> str:
    """The text a reader sees: links by their text, no markers, white space collapsed."""
    return _SPACES.sub(" ", "".join(run.text for run in runs(text))).strip()


def safe_target(target: str) -> str | None:
    """The target when it may be opened (http, https, mailto), else None. Nothing is guessed or completed."""
    match = _SCHEME.match(target)
    return target if match is not None and match[1].lower() in SAFE_SCHEMES and target.isprintable() else None


def is_comment(text: str) -> bool:
    """True for raw HTML that is one comment, with what a list or quote puts before it."""
    lead = _LEAD.match(text)
    start = lead.end() if lead is not None else 0
    return text.startswith("<!--", start) and text.find("-->", start) == len(text.rstrip()) - len("-->")


def uncommented(text: str) -> str:
    """A text of the same length with blanks in the place of HTML comments; what stands in code is none."""
    return _COMMENT.sub(_blank, text) if "<!--" in text else text


def _blank(match: re.Match[str]) -> str:
    return match[0] if match["code"] else "".join("\n" if c == "\n" else " " for c in match[0])


def _walk(tokens: Sequence[Token]) -> Iterator[Run]:
    emphasis, target, opened = Emphasis.NONE, "", []
    for token in tokens:
        kind = token.type
        if token.nesting == 1:
            opened.append((emphasis, target))
            emphasis |= _SPANS.get(kind, Emphasis.NONE)
            target = str(token.attrs.get("href", "")) or target
        elif token.nesting == -1:
            emphasis, target = opened.pop()
        elif kind == "text":
            yield from _text(token.content, emphasis, target)
        elif kind == "text_special":  # escaped, or an entity
            yield Run(token.content, emphasis, target)
        elif kind == "code_inline":
            yield Run(token.content, emphasis | Emphasis.CODE, target)
        elif kind == "image":
            source = str(token.attrs.get("src", ""))
            shown = Emphasis.LINK if target else Emphasis.LINK | Emphasis.IMAGE
            yield Run(token.content or source, emphasis | shown, target or source)
        elif kind == "softbreak":
            yield Run(" ", emphasis, target)
        elif kind == "hardbreak":
            yield Run("\n")
        else:
            yield Run(token.content, emphasis | Emphasis.HTML, target)


def _text(text: str, emphasis: Emphasis, target: str) -> Iterator[Run]:
    """Plain text, with bare web addresses as links (GFM's extended autolinks, with a scheme only)."""
    end = 0
    if not emphasis & Emphasis.LINK:
        for match in _ADDRESS.finditer(text):
            address = _trimmed(match[0])
            if match.start() > end:
                yield Run(text[end : match.start()], emphasis)
            yield Run(address, emphasis | Emphasis.LINK, address)
            end = match.start() + len(address)
    if end < len(text):
        yield Run(text[end:], emphasis, target)


def _trimmed(address: str) -> str:
    """An address without the sentence's punctuation and without brackets it does not open (GFM 6.9)."""
    end, unopened = len(address), address.count(")") - address.count("(")
    while end and (address[end - 1] in _ADDRESS_TAIL or (address[end - 1] == ")" and unopened > 0)):
        end -= 1
        unopened -= address[end] == ")"
    return address[:end]


def _merged(found: Iterator[Run]) -> Iterator[Run]:
    last: Run | None = None
    for run in found:
        if last is not None and (last.emphasis, last.target) == (run.emphasis, run.target):
            last = Run(last.text + run.text, run.emphasis, run.target)
            continue
        if last is not None and last.text:
            yield last
        last = run
    if last is not None and last.text:
        yield last
