"""The rules of cleaning for a line or an item: what is repaired, shown, left out, written alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from typing import Final

from tui.minutes.export.draft import Change, Draft, Touch, applied, same_rest, same_words
from tui.minutes.export.raw_html import is_harmless, opened, tags
from tui.minutes.model import Item, ItemKind
from tui.minutes.reading.placeholders import says_nothing
from tui.minutes.reading.replies import nested_replies
from tui.minutes.reading.word_bullets import SIGNS
from tui.minutes.text.encoding_repair import repairs, with_repairs
from tui.minutes.text.escape import SYMBOLS, escape_controls
from tui.minutes.text.source import Span

Done = tuple[Draft, list[Touch]]

_MOST_TOLD: Final = 5  # words of a line that are named
_MARKER: Final = re.compile(r"(?P<indent>\s*)(?P<marker>[-*+]|\d{1,9}[.)])(?P<gap>\s*)")
_CONTROL: Final = re.compile("[" + "".join(map(re.escape, map(chr, SYMBOLS))) + "]")


def encoding(draft: Draft) -> Done:
    """Words in broken encoding, where that is certain."""
    found = [repair for repair in repairs(draft.lines) if repair.line >= draft.body]
    mended = with_repairs(draft.lines, found)
    changes = []
    for line, here in groupby(found, key=lambda repair: repair.line):
        told = [f"{each.before} is {each.after}" for each in islice(here, _MOST_TOLD)]
        changes.append(Change(Span(line, line + 1), (mended[line],), ", ".join(told)))
    return _made(draft, "encoding", changes)


def controls(draft: Draft) -> Done:
    """Characters that act on a terminal or turn text around, as symbols."""
    changes = [
        Change(Span(n, n + 1), (escape_controls(line),), "control characters are shown as symbols")
        for n, line in enumerate(draft.lines)
        if n >= draft.body and not line.isprintable() and _CONTROL.search(line) is not None
    ]
    return _made(draft, "controls", changes)


def raw_html(draft: Draft) -> Done:
    """Raw HTML written so that it shows as text; plain tags without attributes stay in Markdown."""
    blocks = [
        Change(item.own, _fenced(draft, item), "raw HTML is shown as text")
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
    inline += [
        Change(Span(n, n + 1), (opened(draft.lines[n], places),), "raw HTML is shown as text")
        for section in draft.meeting.sections
        for n in range(section.heading.start, section.heading.end)
        if "<" in draft.lines[n] and (places := tags(draft.lines[n]))
    ]
    inline.sort(key=lambda change: change.span)
    after, more = _made(draft, "html", inline)
    return after, touches + more


def replies(draft: Draft) -> Done:
    """`--` at a line's start, nested as a list item under what it answers."""
    why = "the reply is nested under its bullet"
    changes = [Change(item.own, lines, why) for item, lines in nested_replies(draft.meeting, draft.lines)]
    return applied(draft, "replies", changes, same_words)


def bullets(draft: Draft) -> Done:
    """One bullet marker in the whole file."""
    changes = []
    for item in _items(draft):
        line = draft.lines[item.own.start]
        if item.kind is ItemKind.PARAGRAPH and item.marker in SIGNS:
            indent = line[: len(line) - len(line.lstrip())]
            text = line[len(indent) :].removeprefix(item.marker).lstrip()
            span = Span(item.own.start, item.own.start + 1)
            changes.append(Change(span, (f"{indent}- {text}",), "a list item as Markdown has it"))
        elif item.kind is ItemKind.BULLET and item.marker in "*+":
            match = _MARKER.match(line)
            if match is not None and match["marker"] == item.marker:
                line = f"{match['indent']}-{line[match.end('marker') :]}"
                span = Span(item.own.start, item.own.start + 1)
                changes.append(Change(span, (line,), "one bullet marker"))
    return applied(draft, "bullets", changes, same_words)


def placeholders(draft: Draft) -> Done:
    """`TBD`, `[add here]` and the like, where nothing is nested in them."""
    changes = [
        Change(item.own, _gap(draft, item.own), "the placeholder is left out")
        for item in _items(draft)
        if item.kind not in (ItemKind.RULE, ItemKind.HTML) and item.span == item.own and says_nothing(item)
    ]
    return applied(draft, "placeholders", changes, same_rest)


def same_rest_but_code(before: Draft, after: Draft, _: Sequence[Change]) -> bool:
    """The check for blocks that become code with the same text."""
    return len(list(_items(before))) == len(list(_items(after))) and [
        section.title for section in before.meeting.sections
    ] == [section.title for section in after.meeting.sections]


def _items(draft: Draft) -> Iterator[Item]:
    for section in draft.meeting.sections:
        yield from section.items


def _made(draft: Draft, rule: str, changes: Sequence[Change]) -> Done:
    """The draft with changes made as they are: for rules that change words by their nature."""
    return draft.changed(changes), [draft.touch(rule, change) for change in changes]


def _gap(draft: Draft, span: Span) -> tuple[str, ...]:
    """A blank line in the place of lines that keep their neighbours apart."""
    before = draft.lines[span.start - 1].strip() if span.start else ""
    after = draft.lines[span.end].strip() if span.end < len(draft.lines) else ""
    apart = before and after and not _MARKER.match(draft.lines[span.end])
    return ("",) if apart else ()


def _fenced(draft: Draft, item: Item) -> tuple[str, ...]:
    """The lines of raw HTML as a code block, at the same indent."""
    lines = draft.lines[item.own.start : item.own.end]
    indent = lines[0][: len(lines[0]) - len(lines[0].lstrip())]
    return (f"{indent}~~~html", *lines, f"{indent}~~~")


def _opened(draft: Draft, item: Item) -> Iterator[Change]:
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
            yield Change(Span(at, at + 1), (head + new,), "raw HTML is shown as text")
