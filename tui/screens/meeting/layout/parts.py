"""The widgets that show a meeting: the usual ones, or those of plain mode."""

from __future__ import annotations

from typing import NamedTuple

from widgets.agenda_tree import AgendaTree
from widgets.meeting_header import MeetingHeader
from widgets.panes.team_panes import TeamPanes
from widgets.status_bar import StatusBar


class Parts(NamedTuple):
    """A class for each part of the screen that has two ways to be drawn."""

    header: type[MeetingHeader]
    agenda: type[AgendaTree]
    panes: type[TeamPanes]
    status: type[StatusBar]


def parts(*, plain: bool) -> Parts:
    """What a meeting is shown with."""
    if not plain:
        return Parts(MeetingHeader, AgendaTree, TeamPanes, StatusBar)
    from widgets.plain.lines import (  # noqa: PLC0415
        PlainAgenda,
        PlainHeader,
        PlainStatus,
    )
    from widgets.plain.panes import PlainPanes  # noqa: PLC0415

    return Parts(PlainHeader, PlainAgenda, PlainPanes, PlainStatus)
