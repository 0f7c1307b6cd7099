"""The check before minutes go out, whichever way: what they tell, each of it kept or struck by a key."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.minutes.publishing.secrets import Secret
from tui.screens.dialog import MOVES, Dialog
from widgets.display_text import for_display
from widgets.option_rows import OptionRows
from widgets.wrapping import counted


class ToldList(Dialog[frozenset[str]]):
    """What a text tells. Gives the words that are struck; None where it is left, and nothing goes out."""

    KEYS = (("space", "strike or keep"), ("A", "strike all"), ("enter", "go on"))
    LEAVING = "not now"
    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVES,
        Binding("space", "strike", "Strike", show=False),
        Binding("A", "strike_all", "Strike all", show=False),
    ]

    def __init__(self, told: Sequence[Secret], struck: frozenset[str], note: str) -> None:
        """`note` says what striking does beside."""
        super().__init__()
        self._told, self._struck, self._note = told, set(struck), note

    def heading(self) -> str:
        """How much there is to look at."""
        return f"Before it goes out: {counted(len(self._told), 'thing')} to look at"

    def content(self) -> ComposeResult:
        """The list."""
        yield OptionRows(compact=True, markup=False)

    def on_mount(self) -> None:
        """Show it."""
        options = self.query_one(OptionList)
        options.add_options([Option(self._line(each)) for each in self._told])
        options.highlighted = 0
        options.focus()
        self.tell(self._note)

    def _line(self, each: Secret) -> Text:
        is_struck = each.words in self._struck
        text = Text("struck    " if is_struck else "stays in  ", "dim" if is_struck else "bold")
        text.append(f"{each.kind}, ", "none").append(
            f"“{for_display(each.words)}”", "strike" if is_struck else ""
        )
        return text

    def action_strike(self) -> None:
        """Strike what is highlighted, or keep it."""
        number = self.query_one(OptionList).highlighted
        if number is not None:
            self._struck ^= {self._told[number].words}
            self._draw()

    def action_strike_all(self) -> None:
        """Strike all of it."""
        self._struck |= {each.words for each in self._told}
        self._draw()

    def _draw(self) -> None:
        for number, each in enumerate(self._told):
            self.query_one(OptionList).replace_option_prompt_at_index(number, self._line(each))

    @on(OptionList.OptionSelected)
    def _go_on(self) -> None:
        self.dismiss(frozenset(self._struck))


class PublishingCheck:
    """What was struck, for every way out of the export desk."""

    def __init__(self, screen: Dialog[None]) -> None:
        self._screen = screen
        self.struck: frozenset[str] = frozenset()
        """Words that do not go out; nothing is struck by itself."""

    def work(self, work: Coroutine[None, None, None]) -> None:
        """Do something on the way out, one thing at a time."""
        self._screen.run_worker(work, group="send", exclusive=True)

    def before(
        self,
        look: Callable[[], Sequence[Secret]],
        go_on: Callable[[], Coroutine[None, None, None]],
        note: str = "",
    ) -> None:
        """Show what a `look`, in a thread, finds told, then go on; at once where that is nothing."""
        self.work(self._before(look, go_on, note))

    async def _before(
        self,
        look: Callable[[], Sequence[Secret]],
        go_on: Callable[[], Coroutine[None, None, None]],
        note: str,
    ) -> None:
        told = await asyncio.to_thread(look)

        def looked(struck: frozenset[str] | None) -> None:
            if struck is not None:
                self.struck = struck
                self.work(go_on())

        if told:
            self._screen.app.push_screen(ToldList(told, self.struck, note), looked)
        else:
            await go_on()
