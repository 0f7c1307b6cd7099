"""An editor on lines of a file, of which every character comes back; cursor and undo outlive others' changes.

`TextArea` takes every character that Unicode calls a line break for one, and writes one kind of newline.
Minutes must come back byte for byte, so characters that it would swallow, and those that could act on a
terminal, are held as private-use characters while edited and drawn as symbols (`EditorCode`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from textual.document._document import DocumentBase
from textual.document._history import EditHistory
from textual.geometry import Offset
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult, Selection

from tui.minutes.text.source import common_head, common_tail
from widgets import list_lines
from widgets.display_text import CELLS, is_steady

if TYPE_CHECKING:
    from tui.minutes.noting.undo import CannotUndo, UndoHistory, Undone
    from tui.minutes.text.source import Source


class TypedHistory:
    """The steps of one text, in batches as `TextArea` makes them; others' lines are left out of them."""

    def __init__(self) -> None:
        self._steps: UndoHistory | None = None  # made with the first of them
        self._batch: list[Edit] | None = None
        self._batches = 0

    def record(self, before: str, after: str, batches: EditHistory) -> None:
        """Remember an edit just made; `batches` has it already."""
        from tui.minutes.noting.undo import UndoHistory  # noqa: PLC0415 - not before somebody types
        from tui.minutes.text.source import Source  # noqa: PLC0415

        if self._steps is None:
            self._steps = UndoHistory()
        batch = batches.undo_stack[-1] if batches.undo_stack else None
        if batch is not self._batch:
            self._batch, self._batches = batch, self._batches + 1
        self._steps.record(Source(before), Source(after), "", str(self._batches))

    def undo(self, text: str) -> str | None:
        """The text without what was typed last; None where nothing can be taken back."""
        return None if self._steps is None else _changed(self._steps.undo, text)

    def redo(self, text: str) -> str | None:
        """The text with what was taken back last; None where nothing can be made again."""
        return None if self._steps is None else _changed(self._steps.redo, text)


def _changed(step: Callable[[Source], Undone | CannotUndo | None], text: str) -> str | None:
    """The text after the next step that changes it; None where there is none, or others changed its lines."""
    from tui.minutes.noting.undo import Undone  # noqa: PLC0415
    from tui.minutes.text.source import Source  # noqa: PLC0415

    while isinstance(result := step(Source(text)), Undone):
        if result.source.text != text:
            return result.source.text
    return None


_PRIVATE_USE: Final = range(0xE000, 0xF8FF)
_NEWLINE: Final = re.compile(r"\r\n?")


class EditorCode:
    """A one-to-one code for the characters a text area must not see, free of clashes with the text.

    Stand-ins are private-use characters that no text seen so far has; one that comes later and is taken gets
    a stand-in of its own.
    """

    def __init__(self, text: str = "") -> None:
        self._seen = _private_in(text)
        self._to: dict[int, int] = {}
        self._back: dict[int, str] = {}
        self._symbols: dict[int, str] = {}
        self._free = (code for code in _PRIVATE_USE if code not in self._seen)
        for code, symbol in CELLS.items():
            if not 0xD800 <= code < 0xE000:
                self._stand_in(code, symbol)

    def encoded(self, text: str) -> str:
        """The text as the editor holds it."""
        if text.isprintable() and is_steady(text):  # private-use characters are not printable
            return text
        new = _private_in(text) - self._seen
        self._seen |= new
        for code in new & self._back.keys():
            self._stand_in(code, chr(code))
        return text.translate(self._to)

    def entered(self, text: str) -> str:
        """What somebody types or pastes as the editor holds it; all line breaks become one kind."""
        return text if text.isprintable() and is_steady(text) else self.encoded(_NEWLINE.sub("\n", text))

    def decoded(self, text: str) -> str:
        """The text as the file has it."""
        return text.translate(self._back)

    def shown(self, text: str) -> str:
        """The text as it is drawn, of the same length."""
        return text if text.isprintable() else text.translate(self._symbols)

    def _stand_in(self, code: int, symbol: str) -> None:
        private = next(self._free)
        self._to[code], self._back[private], self._symbols[private] = private, chr(code), symbol


def _private_in(text: str) -> set[int]:
    return {code for code in map(ord, text) if code in _PRIVATE_USE}


class CodedEditor(TextArea):
    """An editor that gives back every character; others may change its lines while somebody types."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes, show_line_numbers=True, highlight_cursor_line=False)
        self._code = EditorCode()
        self._typed_rows: set[int] = set()
        self._typed = TypedHistory()
        self._absorbing = False
        self._taken_out: Callable[[Sequence[str], int, int], bool] = lambda *_: False
        """Rows have another text by what somebody did: whether it is changed again, before undo knows of it.

        It is given what they were, the first and the last one.
        """
        self._arrived = False  # somebody has come to write, and has not yet

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

    def edit(self, edit: Edit) -> EditResult:
        """Make an edit, and note which rows have another text by it. What is typed or pasted is encoded."""
        if not self._absorbing:
            edit.text = self._code.entered(edit.text)
        top, bottom = edit.top[0], edit.bottom[0]
        old, before = _texts(self.document, top, bottom), self.text
        result = super().edit(edit)
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
        if not self._absorbing:
            if self._taken_out(old, top, end):
                result = EditResult(self.cursor_location, result.replaced_text)
            self._typed.record(before, self.text, self.history)
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

    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        """Scroll to the cursor; not in the midst of an undo that shortens the text.

        Textual takes the scroll bar away, and comes here, before it moves the cursor to a line that exists.
        """
        try:
            return super().scroll_cursor_visible(center, animate)
        except ValueError:
            return Offset()

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


def _texts(document: DocumentBase, first: int, last: int) -> list[str]:
    return [document.get_line(row) for row in range(first, last + 1)]
