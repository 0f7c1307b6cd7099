"""An editor that gives private lines away: what is typed behind `!p` is in its text at no moment."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final, Protocol

from textual import events

from widgets.coded_editor import CodedEditor
from widgets.display_text import for_display

PRIVATE_MARK: Final = "private: "
_SHOWN: Final = 60  # characters of a private line that are seen while it is typed


class PrivateTyping(Protocol):
    """Takes private lines: nothing of them is in the editor's text."""

    typed: str | None
    """What is typed of one by now; None while none is typed."""

    def begin(self, words: str, row: int, tail: str) -> None:
        """One is typed from now on, below a row of the editor; `tail` stands behind the cursor."""

    def put(self, words: str) -> None:
        """It says this by now."""

    def end(self) -> None:
        """It is typed."""

    def keep(self, words: str, row: int) -> None:
        """A whole one came at once, as by pasting."""


class PrivateEditor(CodedEditor):
    """What is typed on a private line is shown behind the cursor, dimmed, and is no part of the text."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._taken_out = self._take_private
        self.private: PrivateTyping | None = None
        """Where private lines go; None: they stay."""
        self.others_look_on = False
        """Then the words of a private line are not shown."""

    def put_private(self, private: PrivateTyping, known: Collection[str]) -> None:
        """Give private lines away from now on, also those typed already: not among the lines `known`."""
        self.private = private
        for row in range(self.document.line_count - 1, -1, -1):
            if self.line(row) not in known:
                self._take_private((), row, row)

    def on_blur(self) -> None:
        """Whoever goes elsewhere has typed a private line to its end."""
        self.end_private()

    def end_private(self) -> None:
        """The private line is typed, if one is."""
        if self.private is not None and self.private.typed is not None:
            self.private.end()
            self._show_private()

    def paste_private(self, text: str) -> bool:
        """Whether a private line is typed, which has what was pasted then."""
        if self.private is None or self.private.typed is None:
            return False
        self.private.put(self.private.typed + " ".join(text.split()))
        self._show_private()
        return True

    def type_private(self, event: events.Key) -> bool:
        """What is typed on a private line goes to it; enter, escape and every other key end it.

        True for what is done with that.
        """
        if self.private is None or self.private.typed is None:
            return False
        if event.is_printable and event.character:
            self.private.put(self.private.typed + event.character)
        elif event.key == "backspace" and self.private.typed:
            self.private.put(self.private.typed[:-1])
        else:
            self.end_private()
            return event.key in ("enter", "escape", "backspace")
        self._show_private()
        return True

    def _take_private(self, old: Sequence[str], first: int, last: int) -> bool:
        """Take lines out that are private; what is typed on after the mark of one goes where it went."""
        rows = [self.line(row) for row in range(first, last + 1)]
        if self.private is None or not any("!p" in row.lower() for row in rows):
            return False
        from tui.minutes.reading.hidden import private_words  # noqa: PLC0415 - somebody has typed it

        if any(private_words(self._code.decoded(line)) is not None for line in old):
            return False
        found = [
            (first + n, words) for n, row in enumerate(rows) if (words := private_words(row)) is not None
        ]
        for row, words in reversed(found):
            at, column = self.cursor_location
            tail = self._code.decoded(self.document.get_line(row)[column:])
            self._absorbing = True
            self._replace_lines(row, row + 1, [])
            self._absorbing = False
            self._typed_rows.discard(row)
            above = max(0, row - 1)
            if first == last and at == row:
                self.move_cursor((above, len(self.document.get_line(above))))
                self.private.begin(words.removesuffix(tail), above, tail)
            else:
                self.private.keep(words, above)
        if found:
            self._show_private()
        return bool(found)

    def _show_private(self) -> None:
        words = self.private.typed if self.private is not None else None
        if words is None:
            self.suggestion = ""
            return
        shown = "░" * len(words) if self.others_look_on else for_display(words)
        self.suggestion = f"  {PRIVATE_MARK}{shown[-_SHOWN:]}▏"
