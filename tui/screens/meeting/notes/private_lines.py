"""Private lines: typed behind `!p`, kept in the state folder alone, and shown under what they are about.

Nothing of them ever is in the text of the meeting, so that no save, draft, export or push can have them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from rich.text import Text

from tui.minutes.model import Meeting
from tui.minutes.noting.edits import Position
from tui.minutes.reading.hidden import private_words
from tui.minutes.text.inline import visible
from tui.screens.meeting.desk import Desk
from tui.screens.meeting.file.edited_section import EditedSection
from tui.state import PrivateLine, load_private, save_private
from widgets.display_text import for_display
from widgets.panes.pane import Asides
from widgets.wrapping import clipped, counted

NONE_YET: Final = "There are no private lines. A line that begins with !p becomes one: it is in no file."
ASIDE: Final = "private · on this computer only, in no file"
"""How a private line is read while it is typed."""

KEPT: Final = "Kept as a private line: on this computer only, in no file."


class PrivateLines:
    """The private lines of one open meeting."""

    def __init__(self, desk: Desk, edited: EditedSection) -> None:
        """`edited` is what the editor is on."""
        self._desk = desk
        self._edited = edited
        self.lines: list[PrivateLine] = []
        self.typed: str | None = None
        """What is typed of one in the editor; None while none is."""
        self._place = PrivateLine("")  # of the one that is typed
        self._tail = ""  # what of it stands behind the cursor

    def commands(self) -> dict[str, Callable[[], object]]:
        """What this concern answers to, by command id."""
        return {"private_lines": self._list}

    async def restore(self) -> None:
        """Take up those of earlier starts. Not for who follows."""
        desk = self._desk
        self.lines = await asyncio.to_thread(load_private, desk.path) + self.lines
        desk.host.on_change(desk.panes, "meeting", self.show)
        self.show()

    def begin(self, words: str, row: int, tail: str) -> None:
        """One is typed from now on, below a row of the editor; `tail` stands behind the cursor."""
        self._place, self._tail = self._at(row), tail
        self.put(words)

    def put(self, words: str) -> None:
        """It says this by now, and is kept so: nobody may come to end it."""
        self.typed = words
        self._save()

    def end(self) -> None:
        """It is typed."""
        words, self.typed = self.typed, None
        if words is not None:
            self.add(self._place._replace(words=words + self._tail))

    def keep(self, words: str, row: int) -> None:
        """A whole one came into the editor at once, below a row."""
        self.add(self._at(row)._replace(words=words))

    def add(self, line: PrivateLine) -> None:
        """Keep a line; one without words is none."""
        if line.words.strip():
            self.lines.append(line._replace(words=" ".join(line.words.split())))
            self._desk.say(KEPT, done=True)
        self._save()
        self.show()

    def taken_from(self, typed: str, meeting: Meeting, place: Position | None) -> bool:
        """Whether a line typed for a place was a private one, which is kept then; never for no place."""
        if (words := private_words(typed)) is None or place is None:
            return False
        found = meeting.sections[place.section]
        under = _last_line(found.items[place.item].text) if place.item is not None else ""
        self.add(PrivateLine(words, found.key, under))
        return True

    def show(self) -> None:
        """Show the lines in the panes."""
        if self._desk.is_up:
            self._desk.panes.asides = placed(self._desk.meeting, self.lines)

    def _at(self, row: int) -> PrivateLine:
        """The place below a row of the editor."""
        return PrivateLine("", self._edited.key, _last_line(self._desk.editor.line(row)))

    def _save(self) -> None:
        lines = list(self.lines)
        if self.typed is not None and (words := self.typed + self._tail).strip():
            lines.append(self._place._replace(words=words))
        self._desk.remembering.put("private", partial(save_private, self._desk.path, lines))

    def _list(self) -> None:
        """Show them one by one, to be taken away."""
        from tui.screens.prompt import Answer, Choice  # noqa: PLC0415 - not before somebody asks

        if not self.lines:
            self._desk.say(NONE_YET)
            return
        listed = self.lines[:_MOST]
        text = Text(overflow="fold")
        for number, line in enumerate(listed, 1):
            where = f"under “{clipped(for_display(line.under), 40)}”" if line.under else ""
            text.append(f"{number}  ", "bold").append(for_display(line.words)).append(f"  {where}\n", "dim")
        answers = [Answer(str(number), "") for number in range(1, len(listed) + 1)]

        def take_away(key: str | None) -> None:
            if key is not None:
                gone = self.lines.pop(int(key) - 1)
                self._save()
                self.show()
                self._desk.say(f"“{clipped(for_display(gone.words), 40)}” is gone.", done=True)

        title = f"{counted(len(self.lines), 'private line')} · its number takes one away"
        self._desk.ask(Choice(title, text, answers, "back"), take_away)


_MOST: Final = 9  # lines that have a number


def placed(meeting: Meeting, lines: Sequence[PrivateLine]) -> Mapping[str, Asides]:
    """Where lines are shown: by section and item, -1 for a section without any.

    One whose item is gone stands under its section's last; one whose section is gone under the last of all.
    """
    found: dict[str, dict[int, list[str]]] = {}
    for line in lines:
        index = meeting.by_key.get(line.section, len(meeting.sections) - 1)
        if index < 0:
            continue
        section = meeting.sections[index]
        items = section.items
        alike = [n for n, item in enumerate(items) if line.under and _last_line(item.text) == line.under]
        at = alike[-1] if alike else len(items) - 1
        found.setdefault(section.key, {}).setdefault(at, []).append(line.words)
    return found


def _last_line(text: str) -> str:
    """The last line of an item or of a row of the editor as words, without what Markdown puts before it."""
    line = text.rstrip().rpartition("\n")[2]
    return " ".join(visible(line.lstrip(" \t>-*+").removeprefix("[ ] ").removeprefix("[x] ")).split())
