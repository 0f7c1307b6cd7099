"""Cleaned minutes as markdown-it-py's tokens: what the page and the text are made of, and compared by.

CommonMark with GFM's tables and strikethrough. Inline text is parsed only up to a length: markdown-it-py
takes more than linear time for some, and a longer line is shown as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tui.minutes.reading.blocks import MAX_NESTING, markdown_text, reference
from tui.minutes.reading.front_matter import front_matter
from tui.minutes.text.inline import Run, runs_of

if TYPE_CHECKING:
    from tui.minutes.export.draft import CleanedDraft

_TICK: Final = re.compile(r"^\[X\]")  # a task box is ticked by either letter

_ODD: Final = re.compile(r"[^\w-]+")

_LABEL: Final = re.compile(r"[^\W\d_][\w &/()'’-]{0,30}(?:：|:(?=\s|$))|\[[ xX]?\]\s")
_LABEL_TOKENS: Final = 6  # in which a label stands, with what makes it bold

LONGEST: Final = 20_000
"""Characters of the longest paragraph whose inline Markdown is parsed."""


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from mdit_py_plugins.deflist import deflist_plugin  # noqa: PLC0415 - not before something is exported
    from mdit_py_plugins.footnote import footnote_plugin  # noqa: PLC0415

    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable(["table", "strikethrough"])
    parser.block.ruler.at("reference", reference)
    return parser.use(deflist_plugin).use(footnote_plugin, inline=False)


def tokens(text: str) -> list[Token]:
    """The block tokens of a text; each inline token has its children."""
    parser = _parser()
    env: dict[str, object] = {}
    found = block_tokens(text, env)
    for token in found:
        if token.type == "inline":
            token.children = []
            if len(token.content) <= LONGEST:
                parser.inline.parse(token.content, parser, env, token.children)
                token.children = [part for child in token.children for part in _with_reference(child)]
                token.children = list(_with_lines(token.children))
            else:
                token.children.append(Token("text", "", 0, content=token.content))
    return found


def shown_text(draft: CleanedDraft) -> str:
    """A draft's text as a page shows it: front matter, which is for other programs, is blank."""
    front = front_matter(draft.text)
    if front is None:
        return draft.text
    return "\n" * front.lines + "\n".join(draft.lines[front.lines :]) + "\n"


def block_tokens(text: str, env: dict[str, object] | None = None) -> list[Token]:
    """The block tokens of a text, inline text not parsed."""
    parser = _parser()
    found: list[Token] = []
    parser.block.parse(markdown_text(text), parser, {} if env is None else env, found)
    return found


def note_id(label: str) -> str:
    """The page's name of a footnote."""
    return f"fn-{_ODD.sub('-', label)}"


def _with_reference(token: Token) -> Iterator[Token]:
    """A reference to a footnote as a link to it; everything else as it is."""
    if token.type != "footnote_ref":
        yield token
        return
    label = str(token.meta["label"])
    yield Token("link_open", "a", 1, attrs={"href": f"#{note_id(label)}"})
    yield Token("text", "", 0, content=f"[{label}]")
    yield Token("link_close", "a", -1)


def _with_lines(found: Sequence[Token]) -> Iterator[Token]:
    """What begins with a label (`Regrets: Bo`) or a task box keeps its line, as whoever wrote it saw it."""
    for n, token in enumerate(found):
        if token.type == "softbreak":
            line = takewhile(lambda each: each.type != "softbreak", found[n + 1 : n + 1 + _LABEL_TOKENS])
            label = _LABEL.match("".join(each.content for each in line))
            if label is not None and not label[0][0].islower():
                yield Token("hardbreak", "br", 0)
                continue
        yield token


def inline_runs(token: Token) -> tuple[Run, ...]:
    """The runs of an inline token."""
    return runs_of(token.children or ())


def said(text: str) -> list[str]:
    """What a reader sees, block by block, without blanks: two texts that say the same are equal in this."""
    return list(_said(tokens(text)))


def _said(found: Sequence[Token]) -> Iterator[str]:
    for token in found:
        if token.type == "inline":
            yield _TICK.sub("[x]", _solid("".join(run.text for run in inline_runs(token))))
        elif token.type in ("fence", "code_block", "html_block"):
            yield _solid(token.content)


def _solid(text: str) -> str:
    return "".join(text.split())
