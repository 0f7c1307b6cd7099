"""What plain mode says where others see symbols: items, facts and counts in words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from tui.minutes.model import Item, ItemKind, Note, NoteKind, Section
from tui.minutes.text.inline import is_comment, runs
from widgets.display_text import for_display
from widgets.panes.item_lines import cells, comment_said, is_overdue
from widgets.panes.pane import NOTHING
from widgets.wrapping import Line, Piece, clipped, counted, flow, pieces

MARK: Final = "> "
"""Stands before the row with the cursor; blanks before all others."""

INDENT: Final = 2

_FRACTION: Final = re.compile(r"\b(\d+)/(\d+)\b")
_ARROWS: Final = {"↑": "up", "↓": "down", "←": "left", "→": "right"}
_HOURS: Final = re.compile(r"\b(\d+):(\d\d):\d\d\b")
_SAVED: Final = re.compile(r"saved (\d+:\d\d):\d\d")  # a time of day
_MINUTES: Final = re.compile(r"\b(\d+):\d\d\b")
_SYMBOLS: Final = re.compile(r"[\u2190-\u21ff\u2300-\u27bf\u2205] ?")
_BULLETS: Final = {ItemKind.BULLET: "- ", ItemKind.REPLY: "reply: ", ItemKind.QUOTE: "quote: "}


def in_words(text: str) -> str:
    """A fact without symbols: `3/21` is "3 of 21"; of times no seconds, for they never rest."""
    if (saved := _SAVED.fullmatch(text)) is not None:
        return f"saved at {saved[1]}"
    calm = _MINUTES.sub(_minutes, _HOURS.sub(_hours, text))
    return _SYMBOLS.sub("", _FRACTION.sub(r"\1 of \2", calm.replace(" · ", ", ")))


def _hours(found: re.Match[str]) -> str:
    hours, minutes = int(found[1]), int(found[2])
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"


def _minutes(found: re.Match[str]) -> str:
    return f"{int(found[1])} min"


def keys_in_words(text: str) -> str:
    """Keys as people write them, without symbols: `ctrl+s` for `^s`, `up` for an arrow."""
    return " ".join(
        f"ctrl+{word[1:]}" if word.startswith("^") and len(word) > 1 else _ARROWS.get(word, word)
        for word in text.split(" ")
    )


def section_facts(section: Section) -> list[str]:
    """What is known of a section beside its name."""
    facts = ["lead " + ", ".join(section.owners)] if section.owners else []
    facts += [section.status] if section.status else []
    facts += [counted(section.minutes, "minute")] if section.minutes else []
    return [*facts, NOTHING if section.empty else counted(section.item_count, "item")]


def item_lines(item: Item, width: int, today: date | None = None) -> list[Line]:
    """The lines of an item, at most `width` cells wide; what was due before `today` is said to be overdue."""
    indent = " " * (INDENT * min(item.depth, max(0, width // 8)))
    if item.kind is ItemKind.RULE:
        return [(Piece(f"{indent}line"),)]
    if item.kind is ItemKind.TABLE:
        return _table(item, indent, width)
    if item.kind in (ItemKind.CODE, ItemKind.HTML):
        return _verbatim(item, indent, width)
    if item.note is not None:
        return _flowed(_note(item.note, today), indent, width)
    state = "" if item.task is None else "done: " if item.task else "open: "
    marker = f"{item.marker} " if item.kind is ItemKind.ORDERED else _BULLETS.get(item.kind, "")
    return _flowed([Piece(marker + state), *_spoken(item.text)], indent, width)


def _spoken(text: str) -> Iterable[Piece]:
    """Inline text; a link is called one."""
    for piece in pieces(runs(text)):
        yield piece
        if piece.target:
            yield Piece(" (link)")


def _note(note: Note, today: date | None) -> list[Piece]:
    """A note: its kind, whether it is done, owners, text and when."""
    done = ", answered" if note.kind is NoteKind.QUESTION else ", done"
    state = done if note.done else ", dropped" if note.dropped else ""
    head = [Piece(f"{note.kind.value.upper()}{state}: ", note.kind.value)]
    if note.owners:
        head += [Piece(for_display(", ".join(note.owners)), "owner"), Piece(": ")]
    if note.outcome and note.outcome.casefold() not in note.text.casefold():
        head.append(Piece(f"{note.outcome}; "))
    word = "overdue" if is_overdue(note, today) else "due"
    due = [Piece(f", {word} {note.due:%m-%d}")] if note.due and note.open else []
    return [*head, *_spoken(note.text), *due]


def _flowed(content: Iterable[Piece], indent: str, width: int) -> list[Line]:
    return flow(content, width, (Piece(indent),), (Piece(indent + "  "),))


def _verbatim(item: Item, indent: str, width: int) -> list[Line]:
    """Code and HTML with their own line breaks, under a line that says so; a comment in one line."""
    if item.kind is ItemKind.HTML and is_comment(item.text):
        return [(Piece(indent + clipped(comment_said(item.text), max(4, width - len(indent)))),)]
    lines: list[Line] = [(Piece(f"{indent}{item.kind.value}:"),)]
    room = max(4, width - len(indent) - INDENT)
    for raw in item.text.split("\n"):
        hard = for_display(raw.expandtabs(4)).replace(" ", "\u00a0")
        for part in flow([Piece(hard)], room):
            text = "".join(piece.text for piece in part).replace("\u00a0", " ")
            lines.append((Piece(f"{indent}  {text}"),))
    return lines


def _table(item: Item, indent: str, width: int) -> list[Line]:
    """A table row by row, every cell with the name of its column."""
    names, *body = [cells(line) for line in item.text.split("\n")]
    lines: list[Line] = []
    for row in body[1:]:
        said = (f"{name}: {cell}" for name, cell in zip(names, row, strict=False) if cell)
        lines += _flowed([Piece("row: "), *_spoken("; ".join(said))], indent, width)
    return lines or [(Piece(f"{indent}a table without rows"),)]
