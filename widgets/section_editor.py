"""The discussion area: an editor for one section's Markdown, which knows lists, highlighted when drawn."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.document._wrapped_document import WrappedDocument
from textual.widgets.text_area import Selection

from widgets import list_lines
from widgets.private_editor import PrivateEditor
from widgets.split_edge import Edge, SplitEdge
from widgets.styles import Styles

_MARKS: Final = (
    ("heading", re.compile(r"^\s{0,3}#{1,6}\s.*")),
    ("marker", re.compile(r"^\s*(?:[-*+]|\d{1,9}[.)])(?=\s)(?:\s+\[[ xX]\](?=\s))?")),
    ("reply", re.compile(r"^\s*--(?!-).*")),
    ("quote", re.compile(r"^\s*>.*")),
    ("link", re.compile(r"(?<=\])\([^()\s]{1,2000}\)|https?://[^\s<>)]{1,2000}")),
    ("strong", re.compile(r"\*\*[^*\n]{1,400}\*\*")),
    ("em", re.compile(r"(?<![*\w])[*_][^*_\s][^*_\n]{0,400}[*_](?![*\w])")),
    ("code", re.compile(r"`[^`\n]{1,400}`")),
    ("action", re.compile(r"\*\*(?:ACTION|FLAG|DECISION|QUESTION|VOTE|INFO):\*\*|^\s*![afdqvi](?=\s)")),
)
_GOES_ON: Final = frozenset(",.;:)]}?…")
"""Characters that go on with a sentence, when they are the first that are typed behind it."""

NEXT_AREA: Final = "next area"
"""What Tab does where there is neither a name to take nor an item to nest."""

_MARKERS: Final = frozenset("-*+>")
"""Characters that begin a line of their own: nothing needs to stand before them."""

Parts = Sequence[tuple[int, int]]
"""Parts of a line: their first characters, and those behind their last ones."""

_FRAME: Final = 2  # rows and columns
LONG_LINE: Final = 5_000  # characters from which a line is drawn without highlights


def masked(text: str, parts: Parts) -> str:
    """A line with every character of some parts drawn over, each as wide as it is."""
    for start, end in parts:
        text = text[:start] + "".join(map(_block, text[start:end])) + text[end:]
    return text


def _block(character: str) -> str:
    return "░" if cell_len(character) < 2 else "＊"


class SectionEditor(SplitEdge, PrivateEditor):
    """An editor on some lines of the file."""

    ALLOW_SELECT = False  # it has a selection of its own
    EDGE = Edge.TOP

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+home", "document_start", "Start of the text", show=False),
        Binding("ctrl+end", "document_end", "End of the text", show=False),
    ]

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._looks = Styles(self)
        self._at_new_text = False
        self._bullet = "-"
        self._given: tuple[int, str] | None = None  # a row, and the marker that was put there unasked
        self.veil: Callable[[], Sequence[Parts]] | None = None
        """What others may not see of each line, while they look on; None where nobody does."""
        self._veiled: tuple[str, Sequence[Parts]] | None = None
        self.offered: Callable[[str], tuple[str, int] | None] = lambda _: None
        """A name for the end of a line, and how many characters it replaces; None for none."""

    def wanted_height(self, columns: int, most: int) -> int:
        """The rows that the text needs in so many columns, with the frame; `most` where it needs more."""
        lines = self.document.lines
        if len(lines) + _FRAME >= most or sum(map(len, lines)) > most * columns:
            return most
        room = max(1, columns - _FRAME - self.gutter_width - 1)  # the cursor stands behind a full line, too
        if not self.text:
            return min(most, cell_len(str(self.placeholder)) // room + 1 + _FRAME)
        return min(most, WrappedDocument(self.document, room, self.indent_width).height + _FRAME)

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

    def leave(self) -> None:
        """Somebody goes: a marker that was given for an item of which nothing came is taken away."""
        row, marker = self._given or (0, "")
        if marker and row < self.document.line_count and self.document.get_line(row) == marker:
            before = (row - 1, len(self.document.get_line(row - 1))) if row else (0, 0)
            self.delete(before, (row, len(marker)))
        self._given = None

    def marker_above(self, row: int) -> str:
        """The bullet of the list that a line goes on with: that of the nearest line above; else empty."""
        return list_lines.bullet_above(self._rows(), row)

    def get_line(self, line_index: int) -> Text:
        """A line as it is drawn: symbols for what could act, Markdown highlighted."""
        raw = self.document.get_line(line_index)
        hidden = self._hidden(line_index)
        text = Text(masked(self._code.shown(raw), hidden), end="", no_wrap=True)
        if len(raw) < LONG_LINE and not hidden:
            for name, pattern in _MARKS:
                for match in pattern.finditer(raw):
                    text.stylize(self._looks.alone(name), match.start(), match.end())
        return text

    def _hidden(self, row: int) -> Parts:
        """The parts of a line that are drawn as blocks."""
        if self.veil is None:
            return ()
        text = self.text
        if self._veiled is None or self._veiled[0] != text:
            self._veiled = text, self.veil()
        parts = self._veiled[1]
        return parts[row] if row < len(parts) else ()

    def put_veil(self, veil: Callable[[], Sequence[Parts]] | None) -> None:
        """Others look on from now on, or do no longer."""
        self.veil, self._veiled, self.others_look_on = veil, None, veil is not None
        self.notify_style_update()

    def notify_style_update(self) -> None:
        """Forget the looks of the theme before."""
        self._looks.clear()
        super().notify_style_update()

    def on_key(self, event: events.Key) -> None:
        """What a list needs: a marker before the first word and after Enter, Tab for the depth of an item."""
        if self.type_private(event):
            if event.key == "enter" and not self._next_item():
                self.insert("\n" if self.text else "")
            event.prevent_default()
            event.stop()
            return
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
        """What is pasted first begins an item, too; on a private line it goes to that."""
        if self.paste_private(event.text):
            event.prevent_default()
            event.stop()
            return
        fresh, self._arrived = self._arrived, False
        words = event.text.lstrip("\r\n")
        if not fresh or (words != event.text and words[:1] in _MARKERS):
            return  # a line of its own, with its own marker
        end = self.document.end
        self._begin_item(words[:1])
        if self.document.end != end:
            event.text = words  # the item begins where it was begun

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Whoever clicks writes where they clicked."""
        self.end_private()
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

    @property
    def tab_does(self) -> str:
        """What Tab would do where the cursor is, in a few words."""
        if self.on_offer:
            return "take the name"
        nests = not self._arrived and list_lines.deeper(self._rows(), self.cursor_location[0]) is not None
        return "nest the item" if nests else NEXT_AREA

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

    def action_document_start(self) -> None:
        """Go to the first character."""
        self.move_cursor((0, 0))

    def action_document_end(self) -> None:
        """Go behind the last character."""
        self.move_cursor(self.document.end)
