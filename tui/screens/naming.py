"""What the dialogs about people share: a line to type names in, and a list."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.getters import query_one
from textual.widgets import Input, OptionList

from tui.screens.dialog import Dialog, Keys
from widgets.input_lines import OneLine


class NamingDialog(Dialog[None]):
    """A dialog with one line to type in and one OptionList, whose lines fit the width."""

    TYPING: ClassVar[Keys] = ()
    """What acts while a name is typed."""

    field = query_one(OneLine)
    options = query_one(OptionList)

    def fill(self) -> None:
        """Write the list anew."""

    def on_resize(self) -> None:
        """Lines fit the width."""
        self.call_after_refresh(self.fill)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The keys are those of the part in focus."""
        self.frame.keys = self.TYPING if isinstance(event.widget, Input) else self.keys()

    def on_key(self, event: events.Key) -> None:
        """Down from the line goes into the list."""
        if event.key in ("down", "up") and self.field.has_focus:
            event.stop()
            self.options.focus()

    def action_type_name(self) -> None:
        """Into the line."""
        self.tell("")
        self.field.focus()
