"""The rules of cleaning for a line or an item: what is repaired, shown, left out, written alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby, islice, pairwise
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, html_inline

from tui.minutes.export.bodies import CONTROL, has_placeholder
from tui.minutes.export.draft import CleanedDraft, LineChange, Touch, applied, same_rest, same_words
from tui.minutes.model import Item, ItemKind
from tui.minutes.reading.blocks import Block, blocks
from tui.minutes.reading.list_marks import SIGNS, nested_replies
from tui.minutes.reading.placeholders import says_nothing
from tui.minutes.text.encoding_repair import repairs, with_repairs
from tui.minutes.text.escape import escape_controls
from tui.minutes.text.signatures import is_review_line, is_signed
from tui.minutes.text.source import Span

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


Done = tuple[CleanedDraft, list[Touch]]

_MOST_TOLD: Final = 5  # words of a line that are named
_MARKER: Final = re.compile(r"(?P<indent>\s*)(?P<marker>[-*+]|\d{1,9}[.)])(?P<gap>\s*)")


_SCHEME: Final = r"(?:javascript|vbscript|file|data(?!:image/(?:gif|png|jpe?g|webp);))\s*:"
_ACTING: Final = re.compile(
    rf"(?<!\\)(?:\](?=\(\s*<?\s*{_SCHEME})|\](?=:\s*<?\s*{_SCHEME})|<(?={_SCHEME}))", re.IGNORECASE
)
"""What makes a link, before a target that a browser would run or take from this computer."""


def encoding(draft: CleanedDraft) -> Done:
    """Words in broken encoding, where that is certain."""
    return _made(draft, "encoding", _encoding(draft, range(len(draft.lines))))


def controls(draft: CleanedDraft) -> Done:
    """Characters that act on a terminal or turn text around, as symbols."""
    return _made(draft, "controls", _controls(draft, range(len(draft.lines))))


def heading_encoding(draft: CleanedDraft) -> list[LineChange]:
    """Words in broken encoding in headings."""
    return _encoding(draft, list(_headings(draft)))


def heading_controls(draft: CleanedDraft) -> list[LineChange]:
    """Characters that act, in headings and in what stands before all sections."""
    return _controls(draft, list(_headings(draft)))


def heading_html(draft: CleanedDraft) -> list[LineChange]:
    """Raw HTML in headings, written so that it shows as text."""
    return [
        LineChange(Span(n, n + 1), (opened(draft.lines[n], places),), "raw HTML is shown as text")
        for n in _headings(draft)
        if "<" in draft.lines[n] and (places := tags(draft.lines[n]))
    ]


def _headings(draft: CleanedDraft) -> Iterator[int]:
    """The lines of headings, and those before the first section: front matter."""
    sections = draft.meeting.sections
    yield from range(sections[0].heading.start if sections else 0)
    for section in sections:
        yield from range(section.heading.start, section.heading.end)


def _encoding(draft: CleanedDraft, numbers: Sequence[int]) -> list[LineChange]:
    lines = [draft.lines[n] for n in numbers]
    found = list(repairs(lines))
    mended = with_repairs(lines, found)
    changes = []
    for line, here in groupby(found, key=lambda repair: repair.line):
        told = [f"{each.before} is {each.after}" for each in islice(here, _MOST_TOLD)]
        n = numbers[line]
        changes.append(LineChange(Span(n, n + 1), (mended[line],), ", ".join(told)))
    return changes


def _controls(draft: CleanedDraft, numbers: Sequence[int]) -> list[LineChange]:
    return [
        LineChange(
            Span(n, n + 1), (escape_controls(draft.lines[n]),), "control characters are shown as symbols"
        )
        for n in numbers
        if not draft.lines[n].isprintable() and CONTROL.search(draft.lines[n]) is not None
    ]


def raw_html(draft: CleanedDraft) -> Done:
    """Raw HTML written so that it shows as text; plain tags without attributes stay in Markdown."""
    if not any("<" in line for line in draft.lines):
        return draft, []
    blocks = [
        LineChange(item.own, _fenced(draft, item), "raw HTML is shown as text")
        for item in _items(draft)
        if item.kind is ItemKind.HTML and not is_harmless(item.text)
    ]
    draft, touches = applied(draft, "html", blocks, same_rest_but_code)
    inline = [
        change
        for item in _items(draft)
        if item.kind not in (ItemKind.CODE, ItemKind.HTML, ItemKind.RULE) and "<" in item.text
        for change in _opened(draft, item)
    ]
    after, more = _made(draft, "html", inline)
    return after, touches + more


def links(draft: CleanedDraft) -> Done:
    """Links that could act, written so that they show as text, also to a reader that checks none."""
    found = [n for n, line in enumerate(draft.lines) if ":" in line and _ACTING.search(line) is not None]
    if not found:
        return draft, []
    code = {
        line
        for block in blocks(draft.text)
        if isinstance(block, Block) and block.kind is ItemKind.CODE
        for line in range(block.start, block.end)
    }
    why = "a link that could act is shown as text"
    changes = [
        LineChange(Span(n, n + 1), (_ACTING.sub(r"\\\g<0>", draft.lines[n]),), why)
        for n in found
        if n not in code
    ]
    return _made(draft, "html", changes)


def replies(draft: CleanedDraft) -> Done:
    """`--` at a line's start, nested as a list item under what it answers."""
    if not any("--" in line for line in draft.lines):
        return draft, []
    why = "the reply is nested under its bullet"
    changes = [LineChange(item.own, lines, why) for item, lines in nested_replies(draft.meeting, draft.lines)]
    return applied(draft, "replies", changes, same_words)


def bullets(draft: CleanedDraft) -> Done:
    """One bullet marker in the whole file."""
    if not any("*" in line or "+" in line or line.lstrip()[:1] in SIGNS for line in draft.lines):
        return draft, []
    changes = []
    for item in _items(draft):
        line = draft.lines[item.own.start]
        if item.kind is ItemKind.PARAGRAPH and item.marker in SIGNS:
            indent = line[: len(line) - len(line.lstrip())]
            text = line[len(indent) :].removeprefix(item.marker).lstrip()
            span = Span(item.own.start, item.own.start + 1)
            changes.append(LineChange(span, (f"{indent}- {text}",), "a list item as Markdown has it"))
        elif item.kind is ItemKind.BULLET and item.marker in "*+":
            match = _MARKER.match(line)
            if match is not None and match["marker"] == item.marker:
                line = f"{match['indent']}-{line[match.end('marker') :]}"
                span = Span(item.own.start, item.own.start + 1)
                changes.append(LineChange(span, (line,), "one bullet marker"))
    return applied(draft, "bullets", changes, same_words)


def reviews(draft: CleanedDraft) -> Done:
    """Who has reviewed a report before the meeting."""
    if not any(map(is_review_line, draft.lines)):
        return draft, []
    why = "who has reviewed the report is left out"
    changes = [
        LineChange(item.own, _gap(draft, item.own), why)
        for item in _items(draft)
        if is_signed(item.text) and item.note is None and item.span == item.own
    ]
    return applied(draft, "reviews", changes, same_rest)


def placeholders(draft: CleanedDraft) -> Done:
    """`TBD`, `[add here]` and the like, where nothing is nested in them."""
    if not has_placeholder(draft.lines):
        return draft, []
    changes = [
        LineChange(item.own, _gap(draft, item.own), "the placeholder is left out")
        for item in _items(draft)
        if item.kind not in (ItemKind.RULE, ItemKind.HTML)
        and item.span == item.own
        and says_nothing(item)
        and not is_signed(item.text)
    ]
    return applied(draft, "placeholders", changes, same_rest)


def same_rest_but_code(before: CleanedDraft, after: CleanedDraft, _: Sequence[LineChange]) -> bool:
    """The check for blocks that become code with the same text."""
    return [(section.title, len(section.items)) for section in before.meeting.sections] == [
        (section.title, len(section.items)) for section in after.meeting.sections
    ]


def _items(draft: CleanedDraft) -> Iterator[Item]:
    for section in draft.meeting.sections:
        yield from section.items


def _made(draft: CleanedDraft, rule: str, changes: Sequence[LineChange]) -> Done:
    """The draft with changes made as they are: for rules that change words by their nature."""
    if not changes:
        return draft, []
    return draft.changed(changes), [draft.touch(rule, change) for change in changes]


def _gap(draft: CleanedDraft, span: Span) -> tuple[str, ...]:
    """A blank line in the place of lines that keep their neighbours apart."""
    before = draft.lines[span.start - 1].strip() if span.start else ""
    after = draft.lines[span.end].strip() if span.end < len(draft.lines) else ""
    apart = before and after and not _MARKER.match(draft.lines[span.end])
    return ("",) if apart else ()


def _fenced(draft: CleanedDraft, item: Item) -> tuple[str, ...]:
    """The lines of raw HTML as a code block, at the same indent."""
    lines = draft.lines[item.own.start : item.own.end]
    indent = lines[0][: len(lines[0]) - len(lines[0].lstrip())]
    return (f"{indent}~~~html", *lines, f"{indent}~~~")


def _opened(draft: CleanedDraft, item: Item) -> Iterator[LineChange]:
    """An item's lines with a backslash before each tag that could act."""
    places = tags(item.text)
    if not places:
        return
    texts = opened(item.text, places).split("\n")
    for number, (old, new) in enumerate(zip(item.text.split("\n"), texts, strict=True)):
        at = item.own.start + number
        line = draft.lines[at].rstrip()
        if new != old and at < item.own.end and line.endswith(old.rstrip()):
            head = line[: len(line) - len(old.rstrip())]
            yield LineChange(Span(at, at + 1), (head + new,), "raw HTML is shown as text")
