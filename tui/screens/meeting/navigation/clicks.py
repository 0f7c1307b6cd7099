"""Clicks on what stands for something else: links, badges of the agenda, facts of the header, key hints."""

from __future__ import annotations

from tui.screens.meeting.desk import Desk
from tui.screens.meeting.file.outside import Outside
from tui.screens.meeting.navigation.reviews import Reviews
from tui.screens.meeting.status.facts import LOOKS_ONLY, SERVED_ONLY
from widgets.agenda_tree import AgendaTree
from widgets.meeting_header import MeetingHeader
from widgets.panes.team_panes import TeamPanes
from widgets.places import Place
from widgets.status_bar import StatusBar

Click = TeamPanes.LinkClicked | AgendaTree.BadgeClicked | MeetingHeader.FactClicked | StatusBar.HintClicked
"""What was clicked."""


class Clicks:
    """Where a click leads."""

    def __init__(self, desk: Desk, outside: Outside, reviews: Reviews) -> None:
        self._desk = desk
        self._reviews = reviews
        self._outside = outside

    def take(self, click: Click) -> None:
        """Go where it leads, or do what it stands for."""
        if self._desk.served and not isinstance(click, AgendaTree.BadgeClicked):
            self._desk.say(SERVED_ONLY)
        elif isinstance(click, TeamPanes.LinkClicked):
            self._outside.open_target(click.target)
        elif isinstance(click, AgendaTree.BadgeClicked):
            self._go_to_counted(click.key, click.badge)
        else:
            self._desk.call(click.command)

    def _go_to_counted(self, key: str, badge: str) -> None:
        """To the first of what a badge counts; the mark of what is reviewed is set or taken away."""
        if badge == "✓":
            if self._desk.follows:
                self._desk.say(LOOKS_ONLY)
            else:
                self._reviews.toggle()
            return
        meeting, topic = self._desk.meeting, self._desk.topics.by_key.get(key)
        index = topic.section if topic is not None else meeting.by_key.get(key)
        if index is None:
            return
        section = meeting.sections[index]
        items = section.items
        mine = range(topic.item, topic.end) if topic is not None else range(len(items))
        if badge == "!":
            wanted = [n for n in mine if (note := items[n].note) is not None and note.open]
        elif badge == "●":
            changed = self._desk.panes.changed
            wanted = [n for n in mine if Place(section.key, n) in changed]
        else:
            wanted = list(mine[1:2] if topic is not None else mine[:1])
        self._desk.show_area(self._desk.panes)
        self._desk.panes.move_to(Place(section.key, wanted[0] if wanted else None), top=not wanted)
