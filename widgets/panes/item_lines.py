"""An item as lines: bullets with hanging indents, replies, code, quotes, tables, task boxes, notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise, zip_longest
from typing import Final

from rich.cells import cell_len

from tui.minutes.model import TASKS, Item, ItemKind, Note
from tui.minutes.note_kinds import NOTE_KINDS
from tui.minutes.text.inline import is_comment, runs
from tui.minutes.text.issues import Home, has_reference, parted
from tui.minutes.text.signatures import is_signed, names_of
from widgets.display_text import for_display
from widgets.wrapping import Line, Piece, clipped, flow, pieces, width_of

INDENT: Final = 2  # cells a level
BULLETS: Final = ("•", "◦", "▪", "·")
ROOM_FOR_LABEL: Final = 20
"""Cells from which a note's kind is written out; below, its glyph stands alone."""

_NO_WORDS: Final = frozenset({"code", "code-block", "link"})
"""Roles of what is shown as it stands."""

LONG_TEXT: Final = 20_000
"""Characters of one block from which inline Markdown is shown as it stands: parsing it would be felt."""


def item_lines(item: Item, width: int, today: date | None = None) -> list[Line]:
    """The lines an item is drawn in, at most `width` cells wide; what was due before `today` looks so."""
    indent = " " * (INDENT * min(item.depth, max(0, width // 8)))
    if item.kind is ItemKind.CODE:
        return _code(item, indent, width)
    if item.kind is ItemKind.TABLE:
        return _table(item, indent, width)
    if item.kind is ItemKind.RULE:
        return [(Piece(indent), Piece("─" * max(1, width - len(indent)), "muted"))]
    if item.kind is ItemKind.HTML:
        return _html(item.text, indent, width)
    if item.note is not None:
        return _note(item.note, indent, width, today)
    first, base = _marker(item)
    body: Iterable[Piece] = (Piece(for_display(item.text), base),)
    if is_signed(item.text):
        first = (Piece("✓ reviewed by ", "muted"),)
        body = (Piece(for_display(", ".join(names_of(item.text)) or "nobody"), "muted"),)
    elif len(item.text) < LONG_TEXT:
        body = pieces(runs(item.text), base)
    head = (Piece(indent), *first)
    rest = (Piece(" " * width_of(head)),) if item.kind is not ItemKind.QUOTE else head
    return flow(body, width, head, rest)


def linked(line: Line, home: Home) -> Line:
    """A line with the references to issues in its plain words as links."""
    if not any(map(has_reference, (piece.text for piece in line))):
        return line
    return tuple(part for piece in line for part in _linked(piece, home) if part.text)


def _linked(piece: Piece, home: Home) -> Iterator[Piece]:
    if piece.target or piece.role in _NO_WORDS:
        yield piece
        return
    for text, address in parted(piece.text, home):
        yield Piece(text, "link", address) if address else piece._replace(text=text)


def _html(text: str, indent: str, width: int) -> list[Line]:
    """Raw HTML as it stands, a comment in one row."""
    if not is_comment(text):
        return _verbatim(text, indent, width, "muted")
    return [(Piece(indent), Piece(clipped(comment_said(text), max(4, width - len(indent))), "muted"))]


def comment_said(text: str) -> str:
    """What a comment is drawn as: that it is one, and how it begins."""
    return for_display("comment: " + " ".join(text[text.find("<!--") + 4 :].rstrip()[:-3].split()))


def item_height(item: Item, width: int) -> int:
    """A cheap guess of how many lines an item takes; exact for plain text without markup."""
    room = max(8, width - INDENT * item.depth - 2)
    if item.kind is ItemKind.HTML and is_comment(item.text):
        return 1
    if item.kind in (ItemKind.CODE, ItemKind.HTML, ItemKind.TABLE):
        return max(1, len(item.own))
    return len(item.text) // room + 1


def _marker(item: Item) -> tuple[Line, str]:
    """What stands before an item, and the role of its text."""
    if item.task is not None:
        return ((Piece("☑ " if item.task else "☐ ", "done" if item.task else "marker"),), "text")
    if item.kind is ItemKind.BULLET:
        return ((Piece(BULLETS[min(item.depth, len(BULLETS) - 1)] + " ", "marker"),), "text")
    if item.kind is ItemKind.ORDERED or (item.kind is ItemKind.PARAGRAPH and item.marker):
        return ((Piece(for_display(item.marker) + " ", "marker"),), "text")
    if item.kind is ItemKind.REPLY:
        return ((Piece("↳ ", "reply"),), "reply")
    if item.kind is ItemKind.QUOTE:
        return ((Piece("▎ ", "muted"),), "quote")
    return ((), "text")


def _note(note: Note, indent: str, width: int, today: date | None) -> list[Line]:
    """A note: glyph, kind in capitals, owners, text, and what is known of its time at the end."""
    role = note.kind.value
    glyph = NOTE_KINDS[note.kind].glyph
    if note.kind in TASKS and (note.done or note.dropped):
        glyph, role = ("☑" if note.done else "☒"), "done"
    elif note.done:
        glyph, role = "✓", "done"
    label = f"{glyph} {note.kind.value.upper()} " if width - len(indent) >= ROOM_FOR_LABEL else f"{glyph} "
    head: Line = (Piece(indent), Piece(label, role))
    body: list[Piece] = []
    if note.owners:
        body += [Piece(for_display(", ".join(note.owners)), "owner"), Piece(": ")]
    if note.outcome and note.outcome.casefold() not in note.text.casefold():
        body.append(Piece(note.outcome + "; ", role))
    body += pieces(runs(note.text), "strike" if note.dropped else "text")
    role_of_due = "overdue" if is_overdue(note, today) else "due"
    times = _when(note, today)
    body += [piece for when in times for piece in (Piece("  "), Piece(when, role_of_due, whole=True))]
    return flow(body, width, head, (Piece(indent + "  "),))


def is_overdue(note: Note, today: date | None) -> bool:
    """True for an action that should have been done before a day."""
    return note.open and note.due is not None and today is not None and note.due < today


def _when(note: Note, today: date | None) -> Iterator[str]:
    """What is known of a note's time; a word and its date are not parted."""
    if note.due and note.open:
        yield f"{'overdue' if is_overdue(note, today) else 'due'} {note.due:%m-%d}"
    if note.done:
        done = "done" if note.kind in TASKS else "answered"
        yield f"{done} {note.done_on:%m-%d}" if note.done_on else done
    if note.dropped:
        yield f"dropped {note.dropped_on:%m-%d}" if note.dropped_on else "dropped"


def _code(item: Item, indent: str, width: int) -> list[Line]:
    return _verbatim(item.text, indent + "  ", width, "code-block")


def _verbatim(text: str, indent: str, width: int, role: str) -> list[Line]:
    """Text with its own line breaks and blanks kept, broken where a line is too wide."""
    room = max(4, width - len(indent))
    lines: list[Line] = []
    for raw in text.split("\n"):
        shown = for_display(raw.expandtabs(4))
        parts = flow([Piece(shown.replace(" ", "\u00a0"), role)], room)
        for part in parts:
            joined = "".join(piece.text for piece in part).replace("\u00a0", " ")
            pad = " " * (room - cell_len(joined)) if role == "code-block" else ""
            lines.append((Piece(indent), Piece(joined + pad, role)))
    return lines


def _table(item: Item, indent: str, width: int) -> list[Line]:
    """A GFM table in aligned columns, cells wrapped; the delimiter row becomes a rule."""
    rows = [cells(line) for line in item.text.split("\n")]
    header, body = rows[0], rows[2:]
    count = len(header)
    rows = [header, *(row[:count] + [""] * (count - len(row)) for row in body)]
    room = max(count * 4, width - len(indent) - 3 * (count - 1))
    columns = _columns(
        [[cell_len("".join(r.text for r in runs(cell))) for cell in row] for row in rows], room
    )
    lines: list[Line] = []
    for number, row in enumerate(rows):
        base = "strong" if number == 0 else "text"
        drawn = [flow(pieces(runs(cell), base), size) for cell, size in zip(row, columns, strict=True)]
        for parts in zip_longest(*drawn, fillvalue=()):
            line: list[Piece] = [Piece(indent)]
            for position, (part, size) in enumerate(zip(parts, columns, strict=True)):
                line += [Piece(" │ ", "muted")] if position else []
                line += [*part, Piece(" " * max(0, size - width_of(part)))]
            lines.append(tuple(line))
        if number == 0:
            lines.append((Piece(indent), Piece("─┼─".join("─" * size for size in columns), "muted")))
    return lines


def cells(line: str) -> list[str]:
    """The cells of a table row; `\\|` is no border (GFM 4.10)."""
    text = line.strip().removeprefix("|")
    if text.endswith("|") and not text.endswith("\\|"):
        text = text[:-1]
    marked = text.replace("\\|", "\x00")
    return [cell.strip().replace("\x00", "|") for cell in marked.split("|")]


def marked(line: Line, needle: str) -> Line:
    """The line with every occurrence of a text in the role "match", case folded."""
    text = "".join(piece.text for piece in line).lower()
    wanted = for_display(needle).lower()
    hits = [m.span() for m in re.finditer(re.escape(wanted), text)]
    if not hits or len(text) != sum(len(piece.text) for piece in line):
        return line
    found: list[Piece] = []
    start = 0
    for piece in line:
        cuts = {0, len(piece.text)}
        for hit in hits:
            cuts |= {min(max(edge - start, 0), len(piece.text)) for edge in hit}
        for left, right in pairwise(sorted(cuts)):
            inside = any(a <= start + left and start + right <= b for a, b in hits)
            part = piece.text[left:right]
            found.append(piece._replace(text=part, role="match" if inside else piece.role))
        start += len(piece.text)
    return tuple(found)


def _columns(sizes: list[list[int]], room: int) -> list[int]:
    """Column widths: what the content wants, the widest shortened first where there is no room."""
    wanted = [max(3, *column) for column in zip(*sizes, strict=True)]
    spare = sum(wanted) - room
    while spare > 0:
        widest = max(range(len(wanted)), key=wanted.__getitem__)
        second = max((size for index, size in enumerate(wanted) if index != widest), default=3)
        cut = min(spare, max(1, wanted[widest] - max(second, 3)))
        if wanted[widest] <= 3:
            break
        wanted[widest] -= cut
        spare -= cut
    return wanted
