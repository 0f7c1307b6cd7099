"""Cleaned minutes as plain text for a mail: wrapped, headings underlined, links as footnotes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

from markdown_it.token import Token

from tui.minutes.export.cleaning import Cleaned
from tui.minutes.export.neighbours import Status
from tui.minutes.export.section_rules import front_end, unheaded
from tui.minutes.export.summary import (
    REVIEW_COLUMNS,
    Summary,
    SummaryTask,
    labels,
    owner_shown,
    summary,
)
from tui.minutes.export.tokens import inline_runs, shown_text, tokens
from tui.minutes.text.escape import escape_controls
from tui.minutes.text.inline import Emphasis, Run, runs
from tui.minutes.text.issues import NOWHERE, Home, with_issues

if TYPE_CHECKING:
    from tui.minutes.export.forms import Export

WIDTH: Final = 72
"""Columns of a line: what mails are wrapped at (RFC 3676)."""

_NARROWEST: Final = 24  # columns that deeply nested text is left
_NO_GAP: Final = ("blockquote_close", "list_item_close", "dd_open")
"""Before these a paragraph is followed by no blank line."""

_AROUND: Final = (
    *("list_item_open", "list_item_close", "blockquote_open", "dd_open", "dd_close"),
    *("footnote_reference_open", "footnote_reference_close"),
)
_UNDERLINES: Final = "=-~^'."
_TAB: Final = 4


def make(export: Export) -> str:
    """The minutes in this form."""
    return text(export.cleaned, export.status, export.home)


def text(cleaned: Cleaned, status: Status | None = None, home: Home = NOWHERE) -> str:
    """The cleaned minutes as plain text, with what they say of themselves; `home` is as for the page."""
    page = _Text(
        cleaned,
        summary(cleaned.meeting, cleaned.reviewed) if "summary" not in cleaned.kept else Summary(),
        status,
        home,
    )
    lines = [line.rstrip() for line in page.lines()]
    squeezed = [line for n, line in enumerate(lines) if line or (n and lines[n - 1])]
    return "\n".join(squeezed).strip("\n") + "\n"


def with_headings(made: str) -> Iterator[tuple[int, str]]:
    """The lines of such a text, each with its level as a heading, 0 where it is none; without their rules."""
    lines = made.removesuffix("\n").split("\n")
    levels = [0] * len(lines)
    for n, line in enumerate(lines):
        if not line or line[0] not in _UNDERLINES or line.strip(line[0]):
            continue
        first = n
        while first and lines[first - 1]:
            first -= 1
        if first < n and max(map(columns, lines[first:n])) == len(line):
            levels[first : n + 1] = [_UNDERLINES.index(line[0]) + 1] * (n - first) + [-1]
    return ((level, line) for level, line in zip(levels, lines, strict=True) if level >= 0)


class _Text:
    """One text: its blocks one after the other, with the footnotes collected on the way."""

    def __init__(self, cleaned: Cleaned, found: Summary, status: Status | None, home: Home) -> None:
        self.home = home
        self.status = status
        self.meeting = cleaned.meeting
        self.summary = found
        self.tokens = tokens(shown_text(cleaned.draft))
        self.topics = set(_topics(self.tokens))
        self.notes: dict[str, int] = {}
        self.prefix: list[str] = []  # what each line of the blocks around begins with
        self.marker = ""  # of a list item whose first line is still to come
        self.labels = labels(self.meeting)
        self.numbers: list[int | None] = []
        self.heading = 0

    def lines(self) -> Iterator[str]:
        """All lines."""
        at = front_end(self.meeting)
        front = True
        title, day = unheaded(self.meeting)
        if title:
            yield from (*_underlined(escape_controls(title), "="), "", *([day, ""] if day else []))
            yield from self._said_of_itself()
        number = 0
        while number < len(self.tokens):
            token = self.tokens[number]
            if front and token.level == 0 and token.map is not None and token.map[0] >= at:
                front = False
                yield from self._facts()
            if token.type == "table_open":
                end = next(n for n in range(number, len(self.tokens)) if self.tokens[n].type == "table_close")
                yield from self._table(self.tokens[number:end])
                number = end
            else:
                after = self.tokens[number + 1].type if number + 1 < len(self.tokens) else ""
                yield from self._token(
                    token, ends=after in _NO_GAP or (after.endswith("list_open") and bool(self.numbers))
                )
            number += 1
        if front:
            yield from self._facts()
        if self.notes:
            yield from ("", *_underlined("Links", "-"), "")
            yield from (f"[{n}] {escape_controls(target)}" for target, n in self.notes.items())

    def _token(self, token: Token, *, ends: bool) -> Iterator[str]:
        kind = token.type
        if kind == "inline":
            yield from self._words(inline_runs(token))
        elif kind == "heading_open":
            self.heading = int(token.tag[1:])
            yield ""
        elif kind == "heading_close":
            self.heading = 0
            yield ""
            yield from self._said_of_itself()
        elif kind in ("paragraph_close", "blockquote_close", "bullet_list_close", "ordered_list_close"):
            yield from self._left(kind, hidden=token.hidden or ends)
        elif kind in ("bullet_list_open", "ordered_list_open"):
            start = token.attrs.get("start", 1)
            self.numbers.append(int(start) if kind == "ordered_list_open" else None)
        elif kind in _AROUND:
            yield from self._around(token)
        elif kind in ("fence", "code_block", "html_block"):
            yield from self._verbatim(token.content)
        elif kind == "hr":
            yield from ("", self._lead() + "* * *", "")

    def _said_of_itself(self) -> Iterator[str]:
        """The status, once, below the first heading."""
        status, self.status = self.status, None
        if status is not None:
            parts = ["Draft, not approved yet"] if status.is_draft else []
            yield " · ".join([*parts, *(f"{what}: {link.label}" for what, link in status.links)])
            yield ""

    def _around(self, token: Token) -> Iterator[str]:
        """What stands around other blocks begins or ends."""
        kind = token.type
        if kind == "list_item_open":
            yield from self._enter()
        elif kind == "blockquote_open":
            self.prefix.append("> ")
        elif kind == "dd_open":
            self.prefix.append("    ")
        elif kind == "footnote_reference_open":
            self.marker = f"[{token.meta.get('label', '')}] "
            self.prefix.append("    ")
        else:
            if self.marker:
                yield self._lead() + self.marker
                self.marker = ""
            self.prefix.pop()
            if id(token) in self.topics:
                yield ""

    def _left(self, kind: str, *, hidden: bool) -> Iterator[str]:
        if kind.endswith("list_close"):
            self.numbers.pop()
            if self.numbers:
                return
        elif kind == "blockquote_close":
            self.prefix.pop()
        if not hidden:
            yield "".join(self.prefix).rstrip(" ")

    def _enter(self) -> Iterator[str]:
        """A list item: its marker stands before its first line, as much blank before the others."""
        if self.marker:  # an item that begins with a list
            yield self._lead() + self.marker
        number = self.numbers[-1]
        self.marker = "- " if number is None else f"{number}. "
        if number is not None:
            self.numbers[-1] = number + 1
        self.prefix.append(" " * len(self.marker))

    def _lead(self) -> str:
        return "".join(self.prefix[:-1] if self.marker else self.prefix)

    def _words(self, found: Sequence[Run]) -> Iterator[str]:
        """A paragraph, or a heading with its line below."""
        for paragraph in self._written(found).split("\n"):
            lead, rest = self._lead() + self.marker, "".join(self.prefix)
            self.marker = ""
            wrapped = wrap(paragraph, max(_NARROWEST, WIDTH - len(rest)))
            if self.heading:
                rule = _UNDERLINES[min(self.heading, len(_UNDERLINES)) - 1]
                wrapped.append(rule * min(WIDTH, max(map(columns, wrapped))))
            for n, line in enumerate(wrapped):
                yield (rest if n else lead) + line

    def _written(self, found: Sequence[Run]) -> str:
        """The visible words; after a link its footnote's number, unless the words are the target."""
        parts: list[str] = []
        for target, same in groupby(with_issues(found, self.home), lambda run: run.target):
            words = list(same)
            parts += [escape_controls(run.text) if run.text != "\n" else "\n" for run in words]
            is_link = any(run.emphasis & Emphasis.LINK for run in words)
            if is_link and target and not _says("".join(run.text for run in words), target):
                parts.append(f" [{self.notes.setdefault(target, len(self.notes) + 1)}]")
        return "".join(parts)

    def _verbatim(self, content: str) -> Iterator[str]:
        if self.marker:
            yield self._lead() + self.marker
            self.marker = ""
        yield self._lead()
        for line in content.rstrip("\n").split("\n"):
            yield self._lead() + "    " + escape_controls(line.expandtabs(_TAB))
        yield self._lead()

    def _table(self, found: Sequence[Token]) -> Iterator[str]:
        """A table in columns where they fit, else row by row with each cell under its column's name."""
        rows: list[list[str]] = []
        for token in found:
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(self._written(inline_runs(token)).replace("\n", " "))
        widths = [max(map(columns, cells)) for cells in zip(*rows, strict=True)]
        lead = self._lead()
        yield lead
        if sum(widths) + 2 * len(widths) <= WIDTH - len(lead):
            rows.insert(1, ["-" * width for width in widths])
            for row in rows:
                cells = [
                    cell + " " * (width - columns(cell)) for cell, width in zip(row, widths, strict=True)
                ]
                yield lead + "  ".join(cells)
        else:
            for row in rows[1:]:
                for name, cell in zip(rows[0], row, strict=True):
                    yield from _hanging(f"{name}: {cell}" if name else cell, lead, "  ")
                yield lead
        yield lead

    def _facts(self) -> Iterator[str]:
        """Decisions, and actions by owner."""
        if self.summary.decisions:
            yield from ("", *_underlined("Decisions", "-"), "")
            for decision in self.summary.decisions:
                yield from _hanging(
                    f"- {self._plain(decision.text)}{self._where(decision.section)}", "", "  "
                )
        for title, _, rows in self.summary.rows:
            yield from ("", *_underlined(title, "-"), "")
            for row in rows:
                more = f": {self._plain(row.more)}" if row.more else ""
                yield from _hanging(f"- {self._plain(row.text)}{more}{self._where(row.section)}", "", "  ")
        if self.summary.tasks:
            yield from ("", *_underlined("Actions", "-"))
            owner = None
            for task in self.summary.tasks:
                if task.owner != owner:
                    owner = task.owner
                    yield from ("", escape_controls(owner_shown(task)))
                yield from _hanging(self._task(task), "", "      ")
        if self.summary.reviewed:
            reviewed = escape_controls(self.summary.reviewed)
            yield from ("", f"{REVIEW_COLUMNS[0]}: {reviewed}")
        for label, names in (("Present", self.summary.present), ("Regrets", self.summary.regrets)):
            if names:
                yield ""
                yield from _hanging(f"{label}: {escape_controls(', '.join(names))}", "", "  ")
        yield ""

    def _task(self, task: SummaryTask) -> str:
        due = task.due if task.due in ("", "done", "dropped") else f"due {task.due}"
        box = "[ ]" if task.note.open else "[x]"
        return f"  {box} {self._plain(task.text)}{f' ({due})' if due else ''}{self._where(task.section)}"

    def _plain(self, markdown: str) -> str:
        return escape_controls(" ".join("".join(run.text for run in runs(markdown)).split()))

    def _where(self, index: int) -> str:
        name = self.labels[index] if self.meeting.sections[index].level else ""
        return f" [{escape_controls(name)}]" if name else ""


def _topics(found: Sequence[Token]) -> Iterator[int]:
    """The ends of items of outermost lists in which something is nested: a blank line parts them."""
    open_items: list[bool] = []
    within: list[int] = []
    nested = False
    for token in found:
        if token.type.endswith("list_open"):
            nested = nested or bool(open_items)
            open_items.append(True)
        elif token.type.endswith("list_close"):
            open_items.pop()
            if not open_items:
                yield from within if nested else ()
                within, nested = [], False
        elif token.type == "list_item_close" and len(open_items) == 1:
            within.append(id(token))


def columns(words: str) -> int:
    """The columns that a text takes in a monospace font: wide East Asian characters two, marks none."""
    if words.isascii():
        return len(words)
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in words
    )


def wrap(words: str, width: int) -> list[str]:
    """Words in lines of at most some columns; a longer word (an address) stands in a line of its own."""
    lines: list[str] = []
    line: list[str] = []
    taken = 0
    for word in words.split():
        size = columns(word)
        if line and taken + 1 + size > width:
            lines.append(" ".join(line))
            line, taken = [], 0
        taken += size + (1 if line else 0)
        line.append(word)
    return [*lines, " ".join(line)]


def _hanging(words: str, lead: str, more: str) -> Iterator[str]:
    """Wrapped words, further in from the second line on."""
    start = len(words) - len(words.lstrip())
    lines = wrap(words, WIDTH - len(lead) - len(more))
    for n, line in enumerate(lines):
        yield lead + (" " * start if n == 0 else more) + line


def _underlined(title: str, rule: str) -> tuple[str, str]:
    return title, rule * len(title)


def _says(words: str, target: str) -> bool:
    """True where the words of a link are its target already, or it goes to a place in this text."""
    return words in (target, target.removeprefix("mailto:")) or target.startswith("#")
