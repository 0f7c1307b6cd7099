"""The difference of two texts as lines to read: what goes, what comes, a little around it."""

from __future__ import annotations

from typing import Final

from textual.content import Content

from tui.minutes.text.diff import diff
from tui.minutes.text.source import Source, Span, without_newline
from widgets.display_text import for_display

AROUND: Final = 2
"""Unchanged lines shown before and after a change."""

MOST: Final = 2_000
"""Lines shown at the most; a difference longer than that is not read on a screen."""


Part = tuple[str, str]
"""A text and its style: a colour of the theme, or none."""


def difference(old: Source, new: Source) -> Content:
    """What changes from one text to another: `-` lines go, `+` lines come, with their line numbers."""
    changes = diff(old, new)
    if not changes:
        return Content("There is no difference.")
    parts: list[Part] = []
    starts = [change.old.start for change in changes[1:]] + [len(old.lines)]
    shown_to = 0
    for change, next_start in zip(changes, starts, strict=True):
        start = max(shown_to, change.old.start - AROUND)
        if start > shown_to:
            parts.append(("     ⋯\n", "$pmc-muted"))
        parts += _lines(old, Span(start, change.old.start), " ", "$pmc-muted")
        parts += _lines(old, change.old, "-", "$error")
        parts += _lines(new, change.new, "+", "$success")
        shown_to = min(change.old.end + AROUND, next_start)
        parts += _lines(old, Span(change.old.end, shown_to), " ", "$pmc-muted")
        if len(parts) > MOST:
            parts.append(("     ⋯ and more\n", "$pmc-muted"))
            break
    return Content.assemble(*parts)


def _lines(source: Source, span: Span, sign: str, style: str) -> list[Part]:
    shown = enumerate(source.lines[span.start : min(span.end, span.start + MOST)], span.start + 1)
    return [
        (f"{number:>4} {sign} {for_display(without_newline(line).expandtabs(4))}\n", style)
        for number, line in shown
    ]
