"""The discussion area: an editor for one section's Markdown, highlighted line by line as it is drawn.

`TextArea` takes every character that Unicode calls a line break for one, and writes one kind of newline.
Minutes must come back byte for byte, so characters that it would swallow, and those that could act on a
terminal, are held as private-use characters while edited and drawn as symbols (`EditorCode`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from typing import ClassVar, Final

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.document._document import DocumentBase
from textual.geometry import Offset
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult, Selection

from tui.minutes.text.source import common_head, common_tail
from widgets import list_lines
from widgets.editor_code import EditorCode
from widgets.split_edge import Edge, SplitEdge
from widgets.styles import Styles
from widgets.typed_history import TypedHistory

_MARKS: Final = (
    ("heading", re.compile(r"^\s{0,3}#{1,6}\s.*")),
    ("marker", re.compile(r"^\s*(?:[-*+]|\d{1,9}[.)])(?=\s)(?:\s+\[[ xX]\](?=\s))?")),
    ("reply", re.compile(r"^\s*--(?!-).*")),
    ("quote", re.compile(r"^\s*>.*")),
    ("link", re.compile(r"(?<=\])\([^()\s]{1,2000}\)|https?://[^\s<>)]{1,2000}")),
    ("strong", re.compile(r"\*\*[^*\n]{1,400}\*\*")),
    ("em", re.compile(r"(?<![*\w])[*_][^*_\s][^*_\n]{0,400}[*_](?![*\w])")),
    ("code", re.compile(r"`[^`\n]{1,400}`")),
    ("action", re.compile(r"\*\*(?:ACTION|DECISION|QUESTION|VOTE|INFO):\*\*|^\s*![adqvi](?=\s)")),
)
_GOES_ON: Final = frozenset(",.;:)]}?…")
"""Characters that go on with a sentence, when they are the first that are typed behind it."""

_MARKERS: Final = frozenset("-*+>")
"""Characters that begin a line of their own: nothing needs to stand before them."""

LONG_LINE: Final = 5_000  # characters from which a line is drawn without highlights


class SectionEditor(SplitEdge, TextArea):
    """An editor on some lines of the file."""

    ALLOW_SELECT = False  # it has a selection of its own
    EDGE = Edge.TOP

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+home", "document_start", "Start of the text", show=False),
        Binding("ctrl+end", "document_end", "End of the text", show=False),
    ]

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes, show_line_numbers=True, highlight_cursor_line=False)
        self._code = EditorCode()
        self._looks = Styles(self)
        self._typed_rows: set[int] = set()
        self._absorbing = False
        self._arrived = self._at_new_text = False
        self._bullet = "-"
        self._given: tuple[int, str] | None = None  # a row, and the marker that was put there unasked
        self.offered: Callable[[str], tuple[str, int] | None] = lambda _: None
        """A name for the end of what stands before the cursor, and how many characters it replaces."""
        self._typed = TypedHistory()

    def arrive(self, *, at_new_text: bool, bullet: str = "-") -> None:
        """Somebody comes to write. What they type first at the end of the text begins an item of its own.

        That has the `bullet` where the text does not end in a list.
        """
        self._arrived, self._at_new_text, self._bullet = True, at_new_text, bullet

    def _begin_item(self, typed: str) -> bool:
        """Before the first thing that is typed: begin a new item, not to add to the last one.

        True where nothing more of a blank is to be typed: it was only there to set words off.
        """
        end = self.document.end
        if self.read_only or not self._at_new_text or self.selection != Selection.cursor(end):
            return False
        last = self.document.get_line(end[0])
        if not typed or (typed in _GOES_ON and last.strip()):
            return False
        if typed in _MARKERS:
            self.insert("\n" if last.strip() else "")
            return False
        head = list_lines.begun_after(self._rows(), self._bullet)
        self.insert(head)
        self._give(head.lstrip("\n"))
        return typed.isspace()

    def _give(self, marker: str) -> None:
        """A line begins with a marker that nobody has typed."""
        self._given = (self.cursor_location[0], marker) if marker.strip() else None

    def _take_back_marker(self) -> None:
        """Before a blank is typed: what turns out to be a heading, or has a marker, needs none given."""
        row, column = self.cursor_location
        if self._given is None or self._given[0] != row or self.selection.start != self.selection.end:
            return
        line, marker = self.document.get_line(row)[:column], self._given[1]
        if line.startswith(marker) and list_lines.drops_marker(line[len(marker) :]):
            self.delete((row, 0), (row, len(marker)))
            self._given = None

    def _rows(self) -> list[str]:
        return self.text.split("\n")

    def open_lines(self, lines: Sequence[str], first_line: int) -> None:
        """Start editing other lines (without newlines); `first_line` is the number of the first, from 1."""
        self._typed_rows.clear()
        self._typed = TypedHistory()
        text = "\n".join(lines)
        self._code = EditorCode(text)
        self.line_number_start = first_line
        encoded = self.held(lines)
        if encoded != self.text:
            self.load_text(encoded)
            self.move_cursor(self.document.end)

    @property
    def lines(self) -> list[str]:
        """The lines as they are now, in the characters of the file; none where nothing is written."""
        text = self.text
        return self._code.decoded(text).split("\n") if text else []

    def held(self, lines: Sequence[str]) -> str:
        """Lines of the file as the editor holds them."""
        return "\n".join(map(self._code.encoded, lines))

    def absorb(self, lines: Sequence[str], first_line: int) -> bool:
        """Take over lines changed elsewhere by replacing only what differs: cursor, scroll and undo live on.

        Returns whether anything differed.
        """
        self.line_number_start = first_line
        old = self.text.split("\n")
        new = list(map(self._code.encoded, lines)) or [""]
        if old == new:
            return False
        matcher = SequenceMatcher(None, old, new, autojunk=False)
        opcodes = matcher.get_opcodes()
        row, column = self.wrapped_document.offset_to_location(Offset(0, self.scroll_offset.y))
        start, end = (list_lines.followed(place, old, new, matcher) for place in self.selection)
        at_new_text = self._arrived and self.selection == Selection.cursor(self.document.end)
        self._absorbing = True
        for tag, a, b, c, d in reversed(opcodes):
            if tag != "equal":
                self._replace_lines(a, b, new[c:d])
        self._absorbing = False
        self.selection = Selection.cursor(self.document.end) if at_new_text else Selection(start, end)
        added = sum((d - c) - (b - a) for tag, a, b, c, d in opcodes if tag != "equal" and b <= row)
        if added:
            top = self.wrapped_document.location_to_offset((row + added, column))
            self.scroll_to(y=top.y, animate=False)
        return True

    def line(self, row: int) -> str:
        """One line, in the characters of the file."""
        return self._code.decoded(self.document.get_line(row))

    def change_line(self, row: int, text: str) -> None:
        """Put another text in the place of a line, as one step of undo by itself."""
        self.history.checkpoint()
        end = (row, len(self.document.get_line(row)))
        before = self.text
        self._absorbing = True
        self.replace(self._code.encoded(text), (row, 0), end, maintain_selection_offset=True)
        self._absorbing = False
        self._typed.record(before, self.text, self.history)
        self.history.checkpoint()

    def take_typed_rows(self, but: int | None = None) -> list[int]:
        """The rows whose text was typed or pasted since they were last asked for, all `but` one.

        What came from outside, by `absorb`, undo or redo, was not typed here.
        """
        last = self.document.line_count
        rows = sorted(row for row in self._typed_rows if row != but and row < last)
        self._typed_rows &= {but} if but is not None else set()
        return rows

    def marker_above(self, row: int) -> str:
        """The bullet of the list that a line goes on with: that of the nearest line above; else empty."""
        return list_lines.bullet_above(self._rows(), row)

    def edit(self, edit: Edit) -> EditResult:
        """Make an edit, and note which rows have another text by it. What is typed or pasted is encoded."""
        if not self._absorbing:
            edit.text = self._code.entered(edit.text)
        top, bottom = edit.top[0], edit.bottom[0]
        old, before = _texts(self.document, top, bottom), self.text
        result = super().edit(edit)
        if not self._absorbing:
            self._typed.record(before, self.text, self.history)
        end = result.end_location[0]
        kept = {old[row - top] for row in self._typed_rows if top <= row <= bottom}
        rows = {
            row + (end - bottom if row > bottom else 0)
            for row in self._typed_rows
            if not top <= row <= bottom
        }
        for row, text in enumerate(_texts(self.document, top, end), top):
            if text in kept or (text not in old and not self._absorbing):
                rows.add(row)
        self._typed_rows = rows
        return result

    def undo(self) -> None:
        """Take back what was typed last. What came from outside stays; rows that move count as not typed."""
        self._put(self._typed.undo(self.text))

    def redo(self) -> None:
        """Make again what was taken back; rows that move by it count as not typed."""
        self._put(self._typed.redo(self.text))

    def _put(self, new: str | None) -> None:
        """Take another text over, and go to where it differs."""
        if new is None:
            return
        old, count = self.text, self.document.line_count
        self.absorb(self._code.decoded(new).split("\n"), self.line_number_start)
        start = common_head(old, new)
        end = len(new) - common_tail(old, new, min(len(old), len(new)) - start)
        self.move_cursor((new.count("\n", 0, end), end - new.rfind("\n", 0, end) - 1))
        if self.document.line_count != count:
            self._typed_rows.clear()

    def _replace_lines(self, start: int, end: int, lines: list[str]) -> None:
        """Replace whole lines; a line feed goes with them on the side where there is one."""
        last = self.document.line_count
        if end < last:
            self.replace(
                "".join(line + "\n" for line in lines), (start, 0), (end, 0), maintain_selection_offset=True
            )
        elif start > 0:
            before = (start - 1, len(self.document.get_line(start - 1)))
            text = "".join("\n" + line for line in lines)
            self.replace(text, before, self.document.end, maintain_selection_offset=True)
        else:
            self.replace("\n".join(lines), (0, 0), self.document.end, maintain_selection_offset=True)

    def fit(self) -> None:
        """Wrap the text at the width of now, before word of the size has come."""
        self._on_resize()
        self.scroll_cursor_visible()

    def get_line(self, line_index: int) -> Text:
        """A line as it is drawn: symbols for what could act, Markdown highlighted."""
        raw = self.document.get_line(line_index)
        text = Text(self._code.shown(raw), end="", no_wrap=True)
        if len(raw) < LONG_LINE:
            for name, pattern in _MARKS:
                for match in pattern.finditer(raw):
                    text.stylize(self._looks.alone(name), match.start(), match.end())
        return text

    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        """Scroll to the cursor; not in the midst of an undo that shortens the text.

        Textual takes the scroll bar away, and comes here, before it moves the cursor to a line that exists.
        """
        try:
            return super().scroll_cursor_visible(center, animate)
        except ValueError:
            return Offset()

    def notify_style_update(self) -> None:
        """Forget the looks of the theme before."""
        self._looks.clear()
        super().notify_style_update()

    def on_key(self, event: events.Key) -> None:
        """What a list needs: a marker before the first word and after Enter, Tab for the depth of an item."""
        fresh, self._arrived = self._arrived, False
        typed = (event.character or "") if event.is_printable else ""
        if self.read_only:
            return
        if event.key == "tab":
            taken = self._complete() or (not fresh and self._move(list_lines.deeper))
        elif event.key == "shift+tab":
            taken = not fresh and self._move(list_lines.shallower)
        elif event.key == "enter":
            taken = self._next_item()
        else:
            taken = fresh and self._begin_item(typed)
            if typed == " " and not taken:
                self._take_back_marker()
        if taken:
            event.prevent_default()
            event.stop()

    def on_paste(self, event: events.Paste) -> None:
        """What is pasted first begins an item, too."""
        fresh, self._arrived = self._arrived, False
        if fresh:
            self._begin_item(event.text[:1])

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Whoever clicks writes where they clicked."""
        super().on_mouse_down(event)
        self._arrived = False

    def _next_item(self) -> bool:
        """Enter in a list goes on with its marker and box; on a marker without text it ends the list."""
        if self.selection.start != self.selection.end:
            return False
        row, column = self.cursor_location
        head = list_lines.after_enter(self._rows(), row, column)
        if head == "":
            self.delete((row, 0), (row, column))
        elif head is not None:
            self.insert(f"\n{head}")
            self._give(head)
        return head is not None

    @property
    def on_offer(self) -> str:
        """The name that Tab takes; empty for none."""
        found = self._offer()
        return found[0] if found is not None else ""

    def _offer(self) -> tuple[str, int] | None:
        row, column = self.cursor_location
        line = self.document.get_line(row)
        return self.offered(self.line(row)) if column == len(line) < LONG_LINE else None

    def _complete(self) -> bool:
        """Take the name on offer."""
        row, column = self.cursor_location
        found = self._offer()
        if found is not None:
            self.replace(f"{found[0]}: ", (row, column - found[1]), (row, column))
        return found is not None

    def _move(self, way: Callable[[Sequence[str], int], list_lines.Moved | None]) -> bool:
        """Move the item under the cursor, with all that belongs to it; it is not typed by that."""
        row, column = self.cursor_location
        if self.selection.start[0] != row or (moved := way(self._rows(), row)) is None:
            return False
        typed, last, before = set(self._typed_rows), row + len(moved.lines) - 1, self.text
        self.history.checkpoint()
        self._absorbing = True
        self.replace("\n".join(moved.lines), (row, 0), (last, len(self.document.get_line(last))))
        self._absorbing, self._typed_rows = False, typed
        self._typed.record(before, self.text, self.history)
        self.history.checkpoint()
        self.move_cursor((row, max(0, column + moved.by)))
        return True

    @property
    def selected_text(self) -> str:
        """What is selected, in the characters of the file."""
        return self._code.decoded(super().selected_text)

    def action_cut(self) -> None:
        """Cut what is selected, else the line; it is copied in the characters of the file."""
        super().action_cut()
        copied = self.app.clipboard
        if not self.read_only and (text := self._code.decoded(copied)) != copied:
            self.app.copy_to_clipboard(text)

    def action_document_start(self) -> None:
        """Go to the first character."""
        self.move_cursor((0, 0))

    def action_document_end(self) -> None:
        """Go behind the last character."""
        self.move_cursor(self.document.end)


def _texts(document: DocumentBase, first: int, last: int) -> list[str]:
    return [document.get_line(row) for row in range(first, last + 1)]
