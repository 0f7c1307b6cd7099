"""Copying: the item, note or section the meeting is at, as its Markdown stands in the file."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tui.minutes.export.public import public_text, public_words
from tui.minutes.model import Meeting
from tui.minutes.text.source import Span
from tui.screens.meeting.desk import Desk
from widgets.places import Place


class Copying:
    """What `y` and `Y` copy."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def commands(self) -> dict[str, Callable[[], object]]:
        """What this concern answers to, by command id."""
        return {"copy": self._copy, "copy_section": self._copy_section}

    def _copy(self) -> None:
        """Copy what is selected by mouse; else the item of the cursor; without one, the section.

        The panes may have to follow the mouse still, to where it was when the key was pressed.
        """
        panes = self._desk.panes
        place = panes.place if panes.has_focus else panes.place._replace(item=None)
        panes.call_later(self._copy_marked, place)

    def _copy_marked(self, place: Place) -> None:
        """Copy what is selected by mouse, or else what stands at a place."""
        if selected := self._desk.panes.screen.get_selected_text():
            self._desk.app.copy_to_clipboard(public_words(selected))
        else:
            self._copy_from(place)

    def _copy_section(self) -> None:
        """Copy the section with its subsections."""
        self._copy_from(self._desk.panes.place._replace(item=None))

    def _copy_from(self, place: Place) -> None:
        """Copy an item, or a section with its subsections."""
        self._desk.text()
        meeting = self._desk.document.meeting
        index = meeting.by_key.get(place.section)
        if index is None:
            self._desk.say("There is nothing to copy here.")
            return
        section = meeting.sections[index]
        span = Span(section.span.start, max(section.span.end, section.end))
        if place.item is not None and place.item < len(section.items):
            span = section.items[place.item].span
        self._desk.app.copy_to_clipboard(markdown(meeting, span))


def markdown(meeting: Meeting, span: Span) -> str:
    """Lines of the file for another place: what is public of them, without blank ends and common indent."""
    lines = public_text(meeting, span)
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
