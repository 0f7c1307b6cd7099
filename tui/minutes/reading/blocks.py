"""Markdown's blocks as a flat list in document order: headings and items, each with its lines.

One parse by markdown-it-py's block rules (CommonMark, with GFM's tables); inline text stays text. Items
are flat with a depth, as the model has them; how headings cut them into sections is the reader's business.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import Final

from markdown_it import MarkdownIt, rules_block
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from tui.minutes.model import ItemKind
from tui.minutes.reading.line_marks import begins_note, ends_note
from tui.minutes.reading.list_marks import bullets_of
from tui.minutes.reading.task_states import DRAWN, box_of
from tui.minutes.text.conflict_markers import fenced
from tui.minutes.text.patterns import LazyPattern
from tui.minutes.text.source import is_classic_mac

Rule = Callable[[StateBlock, int, int, bool], bool]

MAX_NESTING: Final = 100
"""Open blocks that may stand in one another; a list and its item are two. What is deeper is not looked at:
markdown-it-py recurses, and CommonMark sets no limit."""

_REPLY: Final = LazyPattern(r"--(?!-)\s*(?=\S)")
_LEAVES: Final = {
    "fence": ItemKind.CODE,
    "code_block": ItemKind.CODE,
    "html_block": ItemKind.HTML,
    "hr": ItemKind.RULE,
    "table_open": ItemKind.TABLE,
}
CODE_INDENT: Final = 4
"""Columns of indent, in what is around it, from which nothing but code begins."""

DEFINES: Final = "]:"
"""What every link reference definition has."""

NARROWEST: Final = 60
"""Characters a line from which editors break paragraphs into lines."""

LONGEST_LINKED: Final = 1000
"""Characters of the longest heading whose reference links are followed."""

_LINKED: Final = LazyPattern(r"\[(?P<text>[^\[\]]+)\](?:\[(?P<label>[^\[\]]*)\])?(?!\()")
_REMARK: Final = LazyPattern(r"\[[^\[\]\\\n]+\]:[ \t]+[^\W\d_][\w'’-]*[!?]?[ \t]*(?:\Z|\n)")
_DATA: Final = r"data:image/(?:gif|png|jpeg|webp);base64,[A-Za-z0-9+/=]{80,}"
_IMAGE: Final = LazyPattern(
    rf"\[(?P<label>[^\[\]\\\n]+)\]: *(?:(?P<target>{_DATA})|<(?P<bracketed>{_DATA})>) *"
    r"(?:\Z|\n(?![ \t]*[\"'(]))"  # no title on the next line
)
"""A link reference definition with an image in it, as editors write them at the end of a file."""

_BOLD_LABEL: Final = LazyPattern(
    r"(?P<e>\*\*|__)(?P<words>[^*_\s][^*_\n]{0,60}?)(?:[:：](?P=e)|(?P=e)[:：])\s*"
)
"""Nothing but a label in bold: `**Divers:**`."""

_CONTAINERS: Final = frozenset({"list_item_open", "blockquote_open"})


@dataclass(slots=True)
class Heading:
    """A heading: its lines, its level and its inline Markdown."""

    start: int
    end: int
    level: int
    text: str
    depth: int  # of the list items and quotes it stands in


@dataclass(slots=True)
class Block:
    """An item before it is one: `end` and `own_end` are lines after the last of it and of its own text."""

    kind: ItemKind
    start: int
    depth: int
    end: int
    own_end: int
    text: str = ""
    marker: str = ""
    task: bool | None = None
    dropped: bool = False  # its task box says that nobody will do it


def reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The parser's own rule; but an image of 100 KB it would read character by character, for 50 ms.

    `[all]: agree` leads nowhere: somebody said so, and it is read as words.
    """
    at = state.bMarks[start] + state.tShift[start]
    if _REMARK.match(state.src, at) is not None:
        return False
    image = None if silent or state.level else _IMAGE.match(state.src, at)
    label = normalizeReference(image["label"]) if image is not None else ""
    if image is None or not label:
        return rules_block.reference(state, start, end, silent)
    state.line = start + 1
    defined = {"title": "", "href": image["target"] or image["bracketed"], "map": [start, state.line]}
    state.env["references"].setdefault(label, defined)
    return True


_PARAGRAPH: Final = ("paragraph", "reference", "blockquote")
_ANY: Final = ("paragraph", "reference", "blockquote", "list")
_FIRST: Final[tuple[tuple[str, Rule, str, tuple[str, ...]], ...]] = (
    ("fence", rules_block.fence, "`~", _ANY),
    ("blockquote", rules_block.blockquote, ">", _ANY),
    ("hr", rules_block.hr, "*-_", _ANY),
    ("list", rules_block.list_block, "*-+0123456789", _PARAGRAPH),
    ("reference", reference, "[", ()),
    ("html_block", rules_block.html_block, "<", _PARAGRAPH),
    ("heading", rules_block.heading, "#", _PARAGRAPH),
)
"""Block rules with the characters their blocks start with, and what they end: markdown-it-py's own table."""


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    """CommonMark with tables. A rule is asked only at lines that start as its blocks do: a sixth faster."""
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable("table")
    for name, rule, first, ends in _FIRST:
        parser.block.ruler.at(name, _only_at(rule, first), {"alt": list(ends)})
    return parser


def _only_at(rule: Rule, first: str) -> Rule:
    def quick(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        at = state.bMarks[start] + state.tShift[start]
        return at < state.eMarks[start] and state.src[at] in first and rule(state, start, end, silent)

    return quick


def markdown_text(text: str) -> str:
    """The text as the parser gets it: one line feed a line, and no other character that it takes for one.

    What stands between conflict markers is code: nobody has said it.
    """
    if "\r" in text:
        if is_classic_mac(text):
            return text.replace("\r", "\n")
        text = text.replace("\r\n", "\n").replace("\r", " ")
    return fenced(text)


References = Mapping[str, str]
"""The targets of link reference definitions, by label as CommonMark compares them."""


def blocks(text: str) -> list[Heading | Block]:
    """The headings and items of a Markdown text, lines counted from 0."""
    return parse(text)[0]


def parse(text: str, known: References | None = None) -> tuple[list[Heading | Block], References]:
    """The headings and items of a text, and the link references defined there or `known` from around it."""
    found, references = parse_unlinked(markdown_text(text), known or {})
    for block in found if references else ():
        if isinstance(block, Heading):
            block.text = linked(block.text, references)
    return found, references


def parse_unlinked(text: str, known: References) -> tuple[list[Heading | Block], References]:
    """As `parse`, of a text as `markdown_text` gives it, the reference links of headings left as they are."""
    tokens: list[Token] = []
    parser = _parser()
    defined = {label: {"href": target} for label, target in known.items()}
    parser.block.parse(text, parser, {"references": defined}, tokens)
    return _over(tokens, BlockWalk(text)), {label: reference["href"] for label, reference in defined.items()}


def linked(text: str, references: References) -> str:
    """A heading's `[text][label]` as `[text](target)`, where the document defines the label."""
    if "[" not in text or len(text) > LONGEST_LINKED:
        return text

    def link(match: re.Match[str]) -> str:
        target = references.get(normalizeReference(match["label"] or match["text"]))
        return f"[{match['text']}](<{target}>)" if target is not None else match[0]

    return _LINKED.sub(link, text)


def placed(found: Sequence[Block], index: int) -> Block:
    """A block as deep as it is meant: a label in bold right under an item is beside what follows it."""
    block = found[index]
    if block.kind is not ItemKind.PARAGRAPH or not block.depth or index + 1 == len(found):
        return block
    depth = found[index + 1].depth
    is_below = depth < block.depth and found[index - 1].own_end == block.start
    return replace(block, depth=depth) if is_below and _BOLD_LABEL.fullmatch(block.text) else block


def move(block: Heading | Block, by: int) -> None:
    """Shift a block by lines."""
    block.start += by
    block.end += by
    if isinstance(block, Block):
        block.own_end += by


def _over(tokens: list[Token], walk: BlockWalk) -> list[Heading | Block]:
    """Walk over block tokens."""
    heading: Token | None = None
    table = False
    for token in tokens:
        kind = token.type
        if table:
            table = kind != "table_close"
        elif kind == "inline":
            if heading is not None:
                walk.heading(*_map(heading), int(heading.tag[1:]), token.content)
                heading = None
            else:
                walk.paragraph(token.content, *_map(token))
        elif kind in _CONTAINERS:
            walk.enter(_container(token, len(walk.open)))
        elif kind in ("list_item_close", "blockquote_close"):
            walk.leave()
        elif kind == "heading_open":
            heading = token
        elif kind in _LEAVES:
            marker = token.info.split(maxsplit=1)[0] if token.info.strip() else ""
            text = token.content if kind in ("fence", "code_block") else None
            walk.leaf(_LEAVES[kind], *_map(token), marker, text)
            table = kind == "table_open"
    return walk.found


def _container(token: Token, depth: int) -> Block:
    start, end = _map(token)
    if token.type == "blockquote_open":
        return Block(ItemKind.QUOTE, start, depth, end, start, marker=">")
    kind = ItemKind.ORDERED if token.info else ItemKind.BULLET
    return Block(kind, start, depth, start + 1, start, marker=token.info + token.markup)


class BlockWalk:
    """One walk over the blocks of a text, which makes items of them."""

    def __init__(self, text: str) -> None:
        self.found: list[Heading | Block] = []
        self.open: list[Block] = []
        """The list items and quotes around the present block."""
        self._text = text
        self._lines: list[str] | None = None
        self._fresh = False  # the innermost of them has no text and no block yet

    def enter(self, block: Block) -> None:
        """A list item or a quote begins."""
        self.found.append(block)
        self.open.append(block)
        self._fresh = True

    def leave(self) -> None:
        """The innermost list item or quote ends."""
        block = self.open.pop()
        if self._fresh:
            block.own_end = block.end
            self._fresh = False
        if self.open:
            self.open[-1].end = max(self.open[-1].end, block.end)

    def heading(self, start: int, end: int, level: int, text: str) -> None:
        """A heading, by its lines, its level and its inline Markdown."""
        if self._fresh:
            self._fresh = False
            self.found.remove(self.open[-1]) if self.found[-1] is not self.open[-1] else self.found.pop()
        self.found.append(Heading(start, end, level, text, len(self.open)))
        self._reached(end)

    def leaf(self, kind: ItemKind, start: int, end: int, marker: str = "", text: str | None = None) -> None:
        """A block with no others in it and no inline Markdown; None: its text is its lines."""
        if self._fresh:  # a container whose first block is no paragraph has no text of its own
            self.open[-1].own_end = max(start, self.open[-1].start)
            self._fresh = False
        text = (self._slice(start, end) if text is None else text).removesuffix("\n")
        self.found.append(Block(kind, start, len(self.open), end, end, text, marker))
        self._reached(end)

    def paragraph(self, content: str, start: int, end: int) -> None:
        """A paragraph, by its inline Markdown and its lines."""
        parts = self._parts(content, start, end)
        first, (text, at, stop) = 0, parts[0]
        depth = len(self.open)
        if self._fresh:
            self._fresh = False
            block = self.open[-1]
            block.own_end = stop
            box = box_of(text) if block.kind is not ItemKind.QUOTE else None
            if box is not None:
                block.task, block.dropped = box.ticked, box.dropped
                text = text[box.end :]
            block.text = text
            first = 1
        if len(parts) == first:
            self._reached(end)
            return
        bullets = bullets_of([text for text, *_ in parts])
        for (text, at, stop), bullet in islice(zip(parts, bullets, strict=True), first, None):
            reply = _REPLY.match(text)
            if reply is not None:
                self.found.append(Block(ItemKind.REPLY, at, depth, stop, stop, text[reply.end() :], "--"))
                continue
            block = Block(ItemKind.PARAGRAPH, at, depth, stop, stop, text)
            if bullet is not None:
                block.marker, block.text = bullet[0], text[bullet[1] :]
            elif (box := box_of(text) if text[:1] in DRAWN else None) is not None:
                block.marker, block.text = text[0], text[box.end :]
                block.task, block.dropped = box.ticked, box.dropped
            self.found.append(block)
        self._reached(end)

    def _reached(self, end: int) -> None:
        if self.open:
            self.open[-1].end = max(self.open[-1].end, end)

    def _parts(self, content: str, start: int, end: int) -> list[tuple[str, int, int]]:
        """A paragraph cut where a reply or a marked line starts: text, first line and end of each part."""
        if "\n" not in content and end - start == 1:
            return [(content, start, end)]
        lines = [line.lstrip() for line in content.split("\n")]
        if len(lines) != end - start:  # the parser strips separators that are no line ends here
            lines = [line.strip() for line in self._slice(start, end).split("\n")]
        bullets = bullets_of(lines)
        below = [self._is_below(start + n, line) for n, line in enumerate(lines)]
        cuts, width = [0], max(NARROWEST, *map(len, lines))
        for n, line in enumerate(lines[1:], 1):
            before = lines[n - 1]
            wrapped = len(before) + len(line.split(" ", 1)[0]) >= width  # the word had no room before
            ended = n - 1 == cuts[-1] and ends_note(before, wrapped=wrapped)
            ended = ended or below[n] or below[n - 1]
            drawn = line[:1] in DRAWN
            if ended or drawn or bullets[n] or _REPLY.match(line) or begins_note(line, before):
                cuts.append(n)
        ends = [*cuts[1:], len(lines)]
        return [
            ("\n".join(lines[a:b]).rstrip(), start + a, start + b) for a, b in zip(cuts, ends, strict=True)
        ]

    def _is_below(self, number: int, line: str) -> bool:
        """True for a label in bold, not indented, right under an item: Markdown takes it for the item's text.

        Those of a roll call are the business of `roll_labels`.
        """
        match = _BOLD_LABEL.fullmatch(line) if self.open and line.startswith(("**", "__")) else None
        if match is None or not self._slice(number, number + 1).startswith(match["e"]):
            return False
        from tui.minutes.reading.roll_labels import ends_entry  # noqa: PLC0415 - few files

        return not ends_entry(match["words"])

    def _slice(self, start: int, end: int) -> str:
        if self._lines is None:
            self._lines = self._text.split("\n")
        return "\n".join(self._lines[start:end])


def _map(token: Token) -> tuple[int, int]:
    if token.map is None:
        raise ValueError(f"a block without lines: {token.type}")
    return token.map[0], token.map[1]
