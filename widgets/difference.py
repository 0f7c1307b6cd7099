"""The difference of two texts as lines to read: what goes, what comes, a little around it."""

from __future__ import annotations

from typing import Final

from rich.text import Text

from tui.minutes.diff import diff
from tui.minutes.inert import inert
from tui.minutes.source import Source, Span, without_newline

AROUND: Final = 2
"""Unchanged lines shown before and after a change."""

MOST: Final = 2_000
"""Lines shown at the most; a difference longer than that is not read on a screen."""


def difference(old: Source, new: Source) -> Text:
    """What changes from one text to another: `-` lines go, `+` lines come, with their line numbers."""
    text = Text()
    changes = diff(old, new)
    starts = [change.old.start for change in changes[1:]] + [len(old.lines)]
    shown_to = 0
    for change, next_start in zip(changes, starts, strict=True):
        start = max(shown_to, change.old.start - AROUND)
        if start > shown_to:
            text.append("     ⋯\n", "dim")
        _lines(text, old, Span(start, change.old.start), " ", "dim")
        _lines(text, old, change.old, "-", "red")
        _lines(text, new, change.new, "+", "green")
        shown_to = min(change.old.end + AROUND, next_start)
        _lines(text, old, Span(change.old.end, shown_to), " ", "dim")
        if text.plain.count("\n") > MOST:
            text.append("     ⋯ and more\n", "dim")
            break
    return text if changes else Text("There is no difference.")


def _lines(text: Text, source: Source, span: Span, sign: str, style: str) -> None:
    for number in range(span.start, min(span.end, span.start + MOST)):
        line = inert(without_newline(source.lines[number]).expandtabs(4))
        text.append(f"{number + 1:>4} {sign} {line}\n", style)
