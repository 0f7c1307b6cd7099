"""Find words in all meetings of the folder: answers as one types, by meeting, the newest first."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path
from typing import ClassVar, Final

from rich.text import Text
from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from tui.minutes.model import NoteKind
from tui.minutes.series.finding import Hit, Query, TextsFound, search, texts_of
from tui.minutes.series.folder import meetings_in
from tui.minutes.text.inline import visible
from tui.screens.dialog import Dialog
from widgets.display_text import for_display
from widgets.input_lines import OneLine
from widgets.option_rows import LineDrawnLater, OptionRows
from widgets.wrapping import clipped

SHOWN: Final = 500
"""Hits that are listed."""

_KINDS: Final[tuple[NoteKind | None, ...]] = (None, *NoteKind)


class SeriesFind(Dialog[None]):
    """A line to type in, over the hits. Enter shows the meeting at the line."""

    CSS_PATH = "series.tcss"
    HEADING = "Find in all meetings"
    KEYS = (("type", "words"), ("tab", "decisions, actions …"), ("↑ ↓", "choose"), ("enter", "that meeting"))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown", "move(10)", show=False),
        Binding("pageup", "move(-10)", show=False),
        Binding("tab", "kind", show=False, priority=True),
    ]

    def __init__(self, folder: Path, read: Callable[[Path, int], None], *, public: bool = False) -> None:
        """`read` shows a file at a line; `public` texts say nothing of what they hide."""
        super().__init__()
        self._public = public
        self._folder = folder
        self._read = read
        self._kind: NoteKind | None = None
        self._texts: TextsFound | None = None
        self._rows: list[Hit | None] = []

    def content(self) -> ComposeResult:
        """The line over the hits."""
        yield OneLine(placeholder="words, in any order", compact=True)
        yield OptionRows(compact=True, markup=False)

    def on_mount(self) -> None:
        """Read the folder off the event loop; what is typed meanwhile is looked for then."""
        self.query_one(OptionList).can_focus = False
        self._read_texts()

    @work(group="texts", exclusive=False)
    async def _read_texts(self) -> None:
        try:
            self._texts = await asyncio.to_thread(
                lambda: texts_of(meetings_in(self._folder), public=self._public)
            )
        except OSError as error:
            self.tell(f"The folder cannot be read: {error.strerror}.")
            return
        if self._texts.left_out:
            self.tell(f"Left out: {', '.join(each.path.name for each in self._texts.left_out)}")
        self._search()

    @on(Input.Changed)
    def _search(self) -> None:
        self._searched()

    @work(group="search", exclusive=True)
    async def _searched(self) -> None:
        """Look; what is typed next begins anew."""
        field = self.query_one_optional(Input)
        if self._texts is None or field is None:
            return
        query = Query.of(field.value, self._kind)
        texts = self._texts.texts
        asked = bool(query.words) or query.kind is not None
        hits = await asyncio.to_thread(lambda: list(islice(search(texts, query), SHOWN)) if asked else [])
        self._show(hits, asked=asked)

    def _show(self, hits: list[Hit], *, asked: bool) -> None:
        options = self.query_one_optional(OptionList)
        if options is None:
            return
        self._rows, shown, before = [], [], None
        for hit in hits:
            if hit.path != before:
                before = hit.path
                self._rows.append(None)
                heading = f"{hit.date or 'no date'}  {hit.path.name}"
                shown.append(Option(Text(for_display(heading), "bold"), disabled=True))
            self._rows.append(hit)
            shown.append(Option(LineDrawnLater(partial(_drawn, hit))))
        options.clear_options()
        options.add_options(shown)
        if self._rows:
            options.highlighted = 1
        elif asked:
            options.add_option(Option(Text("Nothing has these words."), disabled=True))
        kind = f" in {self._kind.value}s" if self._kind is not None else ""
        most = "+" if len(hits) == SHOWN else ""
        self.frame.border_title = f"{self.HEADING}{kind}" + (f" · {len(hits)}{most}" if asked else "")

    def action_kind(self) -> None:
        """Any line, then actions, decisions, questions, votes, infos alone."""
        self._kind = _KINDS[(_KINDS.index(self._kind) + 1) % len(_KINDS)]
        self._search()

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def _go(self) -> None:
        if (hit := self.chosen_of(self._rows)) is not None:
            self._read(hit.path, hit.line)

    def on_key(self, event: events.Key) -> None:
        """The line keeps the focus; only it is typed in."""
        if event.key == "shift+tab":
            event.stop()


def _drawn(hit: Hit, width: int) -> Text:
    where = f"  {clipped(for_display(hit.section), max(10, width // 4))}, line {hit.line}"
    words = for_display(visible(hit.text).replace("\n", " "))
    return Text(f"  {clipped(words, max(10, width - len(where) - 3))}", no_wrap=True).append(where, "dim")
