"""What all dialogs share: a frame with its title above and its keys on the lower edge, left by Esc."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final, TypeVar

from rich.cells import cell_len
from textual import events, on
from textual.app import App, ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Offset, Region
from textual.getters import query_one
from textual.message import Message
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static

from widgets.display_text import for_display
from widgets.input_lines import OneLine
from widgets.plain.words import keys_in_words

Result = TypeVar("Result")
"""What a dialog gives to whoever opened it; None when it was left by Esc."""

Row = TypeVar("Row")
"""What a line of a dialog's list stands for."""

Keys = Sequence[tuple[str, str]]
"""Keys as people write them, each with the word for what it does here."""

MOVES: Final = (Binding("j", "move(1)", show=False), Binding("k", "move(-1)", show=False))
"""Bindings of a dialog with a list in which letters are keys."""

_BETWEEN: Final = " · "
_AROUND: Final = 6  # rows of a frame that are not its list's: edges, what is said, keys
_CORNERS: Final = 6
"""Columns of the lower edge that its corners and their blanks take."""


class Frame(Vertical):
    """The frame around a dialog. Keys that do not fit on its lower edge stand in rows right above it."""

    keys: reactive[Keys] = reactive[Keys]((), layout=True)
    said: reactive[str] = reactive("")
    """What became of the last key; shown above the keys until something else is said."""

    def __init__(self, title: str, keys: Keys) -> None:
        super().__init__(classes="dialog")
        self.border_title = Content(title)
        self.set_reactive(Frame.keys, keys)

    def compose(self) -> ComposeResult:
        """The rows for what does not fit on the edge; they stand below what the dialog has in its frame."""
        yield Static(classes="foot", markup=False)

    def on_mount(self) -> None:
        """Say the keys."""
        self._write()

    def on_resize(self) -> None:
        """The keys flow anew."""
        self._write()

    def watch_keys(self) -> None:
        """Other keys act."""
        self._write()

    def watch_said(self) -> None:
        """Something is said."""
        self._write()

    def _write(self) -> None:
        foot = self.query_one_optional(".foot", Static)
        if foot is None or not self.size.width:  # rows for a width of nothing would stay
            return
        plain = _is_plain(self.app)
        keys = [(keys_in_words(key), word) for key, word in self.keys] if plain else self.keys
        lines = key_lines(keys, max(1, self.size.width + 2 - _CORNERS), ", " if plain else _BETWEEN)
        self.border_subtitle = lines[-1]
        rows = [Content(for_display(self.said)).stylize("$foreground")] if self.said else []
        rows += lines[:-1]
        foot.display = bool(rows)
        foot.update(Content("\n").join(rows))


def key_lines(keys: Keys, width: int, between: str = _BETWEEN) -> list[Content]:
    """The keys with their words, in as few lines of `width` cells as hold them whole."""
    lines, used = [Content()], 0
    for key, word in keys:
        size = cell_len(f"{key} {word}")
        if used and used + len(between) + size > width:
            lines.append(Content())
            used = 0
        lines[-1] += Content.assemble(between if used else "", (key, "bold $primary"), f" {word}")
        used += (len(between) if used else 0) + size
    return lines


def _is_plain(app: App[object]) -> bool:
    return bool(getattr(app, "plain", False))


class ClosesOnce(ModalScreen[Result]):
    """A screen that closes once, however many keys and clicks to close it come in one read.

    Textual's takes down whichever screen is on top then: the meeting's.
    """

    is_closed = False
    """True once it is left; what its widgets still have to say is for nobody then."""

    @property
    def has_widgets(self) -> bool:
        """True while it has its widgets: work that it has begun may end when it is left, or all ends."""
        return self.is_attached and not self.is_closed and self.app.is_running

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close, and give the result; a second time does nothing."""
        if self.is_closed or self is not self.app.screen:
            return AwaitComplete()
        self.is_closed = True
        return super().dismiss(result)

    async def _on_message(self, message: Message) -> None:
        """Take a message, unless it comes too late: a widget's, or that there is now what is gone already.

        So does a click at a place that the window has no more: Textual's palette asks what stands there.
        """
        late = message.control is not None or isinstance(message, events.Mount | events.Resize)
        if late and (self.is_closed or self not in self.app.screen_stack):
            return
        if isinstance(message, events.MouseEvent) and not self.region.contains_point(message.screen_offset):
            return
        await super()._on_message(message)


class Dialog(ClosesOnce[Result]):
    """A dialog: `content` fills its frame, `KEYS` and Esc stand on the frame's lower edge.

    A list in it can be moved with the action `move(rows)`, a text with `scroll(rows)`.
    """

    HEADING: ClassVar[str] = ""
    KEYS: ClassVar[Keys] = ()
    LEAVING: ClassVar[str] = "back"
    """The word for Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Back", show=False)]

    frame = query_one(Frame)

    def compose(self) -> ComposeResult:
        """The frame, and what is in it."""
        with Frame(self.heading(), self.keys()):
            yield from self.content()

    def content(self) -> ComposeResult:
        """What is in the frame."""
        yield from ()

    def heading(self) -> str:
        """The title of the frame; text of a file in it is inert already."""
        return self.HEADING

    def keys(self) -> Keys:
        """What acts here, Esc last."""
        return (*self.KEYS, ("esc", self.LEAVING))

    def tell(self, text: str) -> None:
        """Say what became of a key; the bottom line of the meeting is under the dialog.

        One that is still coming, or being taken down, has no place for it.
        """
        if (frame := self.query_one_optional(Frame)) is not None:
            frame.said = text

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Nothing blinks in plain mode."""
        if self.is_plain and isinstance(event.widget, Input):
            event.widget.cursor_blink = False

    @on(OptionList.OptionHighlighted)
    def _show_terminal_s_cursor(self, event: OptionList.OptionHighlighted) -> None:
        """In plain mode the terminal's cursor stands on the highlighted line, for screen readers."""
        if self.is_plain:
            self.call_after_refresh(self._put_cursor, event.option_list)

    def fit(self, lines: int) -> None:
        """Make the frame no higher than a list of some lines needs; in plain mode it is the whole screen."""
        if not self.is_plain:
            self.frame.styles.max_height = lines + _AROUND

    @property
    def is_plain(self) -> bool:
        """True in plain mode, where words stand in the place of symbols."""
        return _is_plain(self.app)

    def chosen_of(self, rows: Sequence[Row]) -> Row | None:
        """What the highlighted line of the list stands for, of `rows` that are one for each line."""
        highlighted = self.query_one(OptionList).highlighted
        return rows[highlighted] if highlighted is not None and highlighted < len(rows) else None

    def _put_cursor(self, options: OptionList) -> None:
        if options.is_attached and options.highlighted is not None:
            line = options._index_to_line.get(options.highlighted, 0) - options.scroll_offset.y  # noqa: SLF001
            self.app.cursor_position = options.content_region.offset + Offset(0, line)
            options.refresh(Region(0, line, 1, 1))  # the cursor goes there with what is drawn next

    def action_leave(self) -> None:
        """Close without a result."""
        self.dismiss()

    def action_move(self, rows: int) -> None:
        """Move the highlight of the list; its ends are the ends."""
        options = self.query_one(OptionList)
        for _ in range(abs(rows)):
            before = options.highlighted or 0
            (options.action_cursor_down if rows > 0 else options.action_cursor_up)()
            if ((options.highlighted or 0) - before) * rows <= 0:
                options.highlighted = before
                break

    def action_scroll(self, rows: int) -> None:
        """Scroll the text."""
        self.query_one(VerticalScroll).scroll_relative(y=rows, animate=False)


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
