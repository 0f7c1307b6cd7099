"""Copying: the item, note or section the meeting is at, as its Markdown stands in the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tui.minutes.model import Meeting
from tui.minutes.source import Span, without_newline

if TYPE_CHECKING:
    from tui.screens.meeting.screen import MeetingScreen


class Copying:
    """What `y` and `Y` copy."""

    def __init__(self, screen: MeetingScreen) -> None:
        self._screen = screen

    def commands(self) -> dict[str, Callable[[], object]]:
        """What this concern answers to, by command id."""
        return {"copy": self._copy_marked, "copy_section": self._copy_section}

    def _copy_marked(self) -> None:
        """Copy, as soon as the panes have followed the mouse to where it was when the key was pressed."""
        self._screen.panes.call_later(self._copy)

    def _copy(self) -> None:
        """Copy what is selected by mouse; else the item of the cursor; without one, the section."""
        if selected := self._screen.get_selected_text():
            self._screen.app.copy_to_clipboard(selected)
            return
        self._screen.writing.commit()
        item = self._screen.panes.current_item if self._screen.panes.has_focus else None
        if item is None:
            self._copy_section()
        else:
            self._screen.app.copy_to_clipboard(markdown(self._screen.document.meeting, item.span))

    def _copy_section(self) -> None:
        """Copy the section with its subsections."""
        self._screen.writing.commit()
        section = self._screen.panes.current_section
        if section is None:
            self._screen.say("There is nothing to copy here.")
            return
        span = Span(section.span.start, max(section.span.end, section.end))
        self._screen.app.copy_to_clipboard(markdown(self._screen.document.meeting, span))


def markdown(meeting: Meeting, span: Span) -> str:
    """Lines of the file for another place: as they stand, without blank ends and what indents them all."""
    lines = [without_newline(line) for line in meeting.source.lines[span.start : span.end]]
    while lines and not lines[-1].strip():
        lines.pop()
    while lines and not lines[0].strip():
        lines.pop(0)
    indent = _indent_of(lines)
    return "\n".join(line.removeprefix(indent) for line in lines)


def _indent_of(lines: Sequence[str]) -> str:
    """The white space that the first line and all others that say something begin with."""
    if not lines:
        return ""
    indent = lines[0][: len(lines[0]) - len(lines[0].lstrip(" \t"))]
    while indent and not all(line.startswith(indent) for line in lines if line.strip()):
        indent = indent[:-1]
    return indent
