"""What can be undone in the editor: what was typed in it, never what came from outside in between."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.document._history import EditHistory
from textual.widgets.text_area import Edit

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
