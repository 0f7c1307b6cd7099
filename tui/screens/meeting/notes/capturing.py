"""The capture line at work: what is typed in it is read, completed, written, or put aside for later."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from rich.text import Text
from textual.content import Content
from textual.geometry import Region

from tui.minutes.model import Meeting, NoteKind
from tui.minutes.noting.edits import Edit, EditError
from tui.minutes.noting.owners import People, written
from tui.screens.meeting.desk import Desk
from tui.screens.meeting.notes.note_target import TargetItem
from tui.screens.meeting.status.facts import LOOKS_ONLY, read_only
from tui.state import load_aside, save_aside
from widgets.display_text import for_display
from widgets.input_lines import CaptureLine
from widgets.wrapping import clipped

REPLY: Final = "reply"
"""What a line for a remark is kept under, as `NoteKind` has it for notes."""

_KINDS: Final = frozenset({REPLY, *(kind.value for kind in NoteKind)})

OFFERED = 4
"""Names on offer at a time."""

Key = tuple[str, TargetItem | None]
"""Under what a line that is put aside is kept: what it is for, and for which item where it fits only one."""


@dataclass(frozen=True)
class Reading:
    """How a typed line is read, and what is in doubt about it."""

    text: Text
    doubt: str = ""


@dataclass
class Capture:
    """One line being typed, and what becomes of it when it is entered."""

    title: str
    write: Callable[[Meeting, str], Edit | None]  # None: the item it is meant for cannot be found
    read: Callable[[str], Reading]
    key: Key
    placeholder: str = ""
    owners: bool = False  # names before a colon are completed
    other: Callable[[], None] | None = None  # ctrl+n: the other way the line can be meant
    other_way: str = "new"
    tab: Callable[[str], None] | None = None  # tab, where no name is on offer: another way to make the line
    tab_does: str = ""
    optional: bool = False  # Enter on an empty line leaves all as it is
    goes_on: bool = False  # Enter opens the next line of the same; on an empty one it leaves
    written: Callable[[], None] = lambda: None  # called once it is, with the cursor on it
    aside: Callable[[Meeting, str], bool] = lambda *_: False  # takes a line that is for no file
    read_out: Callable[[str], str] = lambda _: ""  # the words that are shown large before they are written


class Capturing:
    """The one line that is typed at a time, and those that wait for the next press of their key."""

    def __init__(self, desk: Desk, people: Callable[[], People]) -> None:
        self._desk = desk
        self._people = people
        self._capture: Capture | None = None
        self._aside: dict[Key, str] = {}  # lines typed and not written
        self._restored = ""  # what the last of those of earlier starts is for
        self._told: set[str] = set()

    def open(self, capture: Capture, value: str = "") -> None:
        """Show the line; what was put aside for the same is there again, before any other value."""
        if self._desk.follows:
            self._desk.say(LOOKS_ONLY)
            return
        if self._desk.document.source.problem is not None:
            self._desk.say(read_only(self._desk.keys), trouble=True)
            return
        line = self._desk.capture
        self.leave()
        self._capture = capture
        line.border_title = Content(capture.title)
        other = f"ctrl+n {capture.other_way} · " if capture.other is not None else ""
        other += f"tab {capture.tab_does} · " if capture.tab is not None else ""
        write = "enter write, and the next" if capture.goes_on else "enter write"
        line.border_subtitle = f"{write} · {other}{'esc keep' if other else 'esc keep for later'}"
        self._desk.show_area(self._desk.panes, focus=False)
        kept = self._aside.get(capture.key, "")
        line.open(kept or value, capture.placeholder, replace=not kept, goes_on=capture.goes_on)
        self.refresh()
        self.stand()

    def stand(self) -> None:
        """Put the line beside the place it writes to, once the screen is laid out."""
        if self._capture is not None:
            self._desk.host.once_drawn(self._stand)

    def refresh(self) -> None:
        """Read what is typed again."""
        if self._capture is not None:
            self._read(self._capture, self._desk.capture.typed)

    def take(self, event: CaptureLine.Happened) -> None:
        """Something happened in the line."""
        if self._capture is None:
            if isinstance(event, CaptureLine.Submitted) and event.line.goes_on:  # it took the words already
                self.put_aside(REPLY, event.typed)
            return
        match event:
            case CaptureLine.Changed():
                self._read(self._capture, event.typed)
            case CaptureLine.Submitted():
                self._submitted(self._capture, event.typed)
            case CaptureLine.PutAside():
                self.leave()
                self._desk.show_area(self._desk.panes)
            case CaptureLine.Tabbed() if self._capture.tab is not None:
                self._capture.tab(event.typed)
            case CaptureLine.WayChanged() if self._capture.other is not None:
                self._capture.other()

    def enter(self, capture: Capture, line: str) -> None:
        """Write a line that was made elsewhere; where that fails it stays here."""
        if self._capture is not capture:
            self.open(capture, line)
        self._desk.capture.clear()
        self._desk.capture.put_back(line)
        self._submitted(capture, line)

    def leave(self) -> None:
        """The line goes, its words come back on the next press."""
        if self._capture is None:
            return
        typed = self._desk.capture.typed
        if typed.strip():
            self._desk.say("Kept: the same key brings the line back.")
        self._keep(self._capture.key, typed)
        self._close()

    def put_aside(self, kind: str, words: str) -> None:
        """Keep words for a note; they are there when the line for it is opened, behind those kept before."""
        kept = self._aside.get((kind, None), "")
        self._keep((kind, None), f"{kept} {words}" if kept and kept != words else words)

    async def restore(self) -> None:
        """Take up lines that were kept when the program ended, or was ended. Before any line can be typed."""
        for name, words in await asyncio.to_thread(load_aside, self._desk.path):
            kind = name if name in _KINDS else NoteKind.INFO.value  # its item may be another one by now
            kept = self._aside.get((kind, None), "")
            self._aside[kind, None] = f"{kept} {words}" if kept else words
            self._restored = kind

    def remind(self) -> None:
        """Say that such lines are there, unless one is being typed."""
        if self._restored and self._capture is None and self._desk.is_up:
            key = self._desk.key(self._restored)
            self._desk.say(f"A line typed earlier is not written yet: {key} brings it back.")

    def _keep(self, key: Key, words: str) -> None:
        """Keep words for the next press of a key, over a crash, too; without words nothing is kept."""
        before = dict(self._aside)
        if words.strip():
            self._aside[key] = words
        else:
            self._aside.pop(key, None)
        if self._aside != before:
            lines = [(kind, kept) for (kind, _), kept in self._aside.items()]
            self._desk.remembering.put("aside", partial(save_aside, self._desk.path, lines))

    def unwritten(self) -> str:
        """What to say to somebody who goes while lines are typed and not written; once for the same lines."""
        self.leave()
        lines = set(self._aside.values()) - self._told
        self._told |= lines
        if not lines:
            return ""
        words = clipped(for_display(min(lines)), 30)
        again = f"{self._desk.key('quit')} again quits; at the next start"
        return f"Not written yet: “{words}”. {again} its key brings it back."

    def _close(self) -> None:
        self._capture = None
        self._desk.capture.close()

    def _stand(self) -> None:
        if self._capture is None:
            return
        panes = self._desk.panes
        at = panes.region_of_place() or Region(panes.region.x, panes.region.y, panes.region.width, 1)
        self._desk.capture.stand(at)

    def _read(self, capture: Capture, typed: str) -> None:
        line, reading = self._desk.capture, capture.read(typed)
        line.show_reading(reading.text, reading.doubt)
        head, colon, _ = typed.partition(":")
        part = head.rpartition(",")[2].strip()
        people = self._people().complete(part, OFFERED) if capture.owners and part and not colon else ()
        line.offer([written(person) for person in people], len(part) if people else 0)

    def _submitted(self, capture: Capture, typed: str, *, agreed: bool = False) -> None:
        """Enter: write it. The line stays where that fails, and is kept in any case until it is written.

        While presenting, an outcome is read out first, until all have `agreed`.
        """
        made: list[Edit] = []
        words = capture.read_out(typed) if self._desk.panes.calm and not agreed else ""
        if words:
            from tui.screens.prompt import ReadOut  # noqa: PLC0415 - somebody presents

            def answered(answer: str | None) -> None:
                if answer is not None:
                    self._submitted(capture, typed, agreed=True)

            self._desk.ask(ReadOut(words), answered)
            return

        def change() -> Edit:
            edit = capture.write(self._desk.meeting, typed)
            if edit is None:
                raise EditError("The item this was meant for is gone or was changed; your line is kept.")
            made.append(edit)
            return edit

        if not typed.strip() and (capture.optional or capture.goes_on):
            self._close()
            self._desk.show_area(self._desk.panes)
        elif capture.aside(self._desk.meeting, typed):
            self._keep(capture.key, "")
            if not capture.goes_on:
                self._close()
                self._desk.show_area(self._desk.panes)
        elif self._desk.change(change) is None:
            if capture.goes_on:
                self._desk.capture.put_back(typed)
        else:
            self._keep(capture.key, "")
            if not capture.goes_on:
                self._close()
                self._desk.show_area(self._desk.panes)
            self._desk.go_to_line(made[0].span.start)
            capture.written()
            self.stand()
