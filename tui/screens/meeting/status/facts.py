"""What the first line of the screen says, and what stands in empty places."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from textual.content import Content

from tui.keyboard.commands import named
from tui.minutes.model import Meeting, NoteKind
from tui.screens.meeting.desk import Desk
from widgets.agenda_tree import AgendaTree
from widgets.display_text import for_display
from widgets.meeting_header import Fact, MeetingHeader
from widgets.panes.pane import NOTHING
from widgets.panes.team_panes import TeamPanes
from widgets.wrapping import counted

AT_ONCE: Final = 64
"""Sections whose notes are counted while somebody waits; more are counted beside other work."""

COUNTED: Final = (NoteKind.ACTION, NoteKind.DECISION)

PRESENT, TO_GO, QUORUM, PROGRESS, EACH, SECTION, CLOCK, DISPUTES, FILE = 1, 3, 4, 5, 6, 7, 8, 9, 10
"""How hard facts of the header are to do without, where it has no room for all."""

AS_ON_DISK: Final = Fact("saved", "saved", weight=FILE)
"""What is said of a file that was just read."""


def entitle(header: MeetingHeader, meeting: Meeting, file_name: str) -> None:
    """Say which meeting this is: its title, else the file's name, and its day."""
    title = meeting.title or file_name
    when = f"{meeting.date:%Y-%m-%d}" if meeting.date is not None else ""
    header.title = title if not when or when in title else f"{title} · {when}"


def fill(
    header: MeetingHeader,
    meeting: Meeting,
    progress: tuple[int, int, str],
    conflicts: tuple[int, str],
    file: Fact,
    quorum: int | str = "",
    more: Sequence[Fact | None] = (),
) -> None:
    """Bring the facts of the header up to date.

    `progress` is how many sections are done, of how many, and the word for that; `conflicts` is how many
    places wait for a review and the key of that, `file` what is said of the file, `quorum` the setting for
    that, `more` what else is to be said: who speaks now, that a copy lies beside.
    """
    header.tooltip = _attendance(meeting)
    done, total, word = progress
    facts = []
    if total:
        facts.append(Fact(f"{done}/{total} {word}", "fact", "next_unreviewed", f"{done}/{total}", PROGRESS))
    facts += [fact for fact in more if fact is not None]
    if (here := _present(meeting, quorum)) is not None:
        facts.append(here)
    known = len(meeting.uncounted) <= AT_ONCE and meeting.count(AT_ONCE)
    counts = [(meeting.note_counts.get(kind, 0), kind.value) for kind in COUNTED if known]
    if text := " ".join(counted(count, word) for count, word in counts if count):
        facts.append(Fact(text, command="notes"))
    waiting, key = conflicts
    if waiting:
        facts.append(
            Fact(f"{key}: {waiting} to review", "notice", "review_merge", f"{key}: {waiting}", DISPUTES)
        )
    header.facts = [*facts, file]


LOOKS_ONLY: Final = "Following only looks; pmc-tui without --follow writes."
"""What is said to somebody who follows and would write."""


SERVED_ONLY: Final = "Looking on in a browser only shows: nothing opens, is written or copied from here."
"""What is said to somebody who looks on in a browser and would do more."""


HIDES: Final = "This would show those who look on what the minutes hide: {key} ends presenting first."
"""What is said to somebody who presents, and would show lines of the file as they are."""


def invite(panes: TeamPanes, agenda: AgendaTree, keys: Mapping[str, str]) -> None:
    """Say in empty places what they are for and which key acts there."""
    edit, onward = named(keys, "edit"), named(keys, "next_unreviewed")
    panes.invitation = f"∅ {NOTHING} · {edit} write · {onward} go on"
    agenda.invitation = (
        "Headings make the agenda: “## Topic” is a section, “### Team - Name” a report and who leads it. "
        f"{edit} writes them."
    )


def read_only(keys: Mapping[str, str]) -> str:
    """Why nothing can be written into minutes that are not UTF-8, and what to do."""
    return f"These minutes are not UTF-8 and open read-only; {named(keys, 'save')} offers to make them UTF-8."


def _present(meeting: Meeting, quorum: int | str) -> Fact | None:
    """How many are present, and what that is to the quorum where one is set."""
    count = f"{len(meeting.attendees)} present"
    if quorum != "":
        from tui.minutes.roll_call.quorum import in_words  # noqa: PLC0415 - most have none set

        words = in_words(meeting, quorum)
        if words is not None:
            return Fact(", ".join(words), "fact", "roll_call", words[1], QUORUM)
    return Fact(count, command="roll_call", weight=PRESENT) if meeting.attendees else None


def _attendance(meeting: Meeting) -> Content | None:
    """Who is listed as present, for the tooltip."""
    names = [person.name or f"@{person.handle}" for person in meeting.attendees]
    return Content(for_display(f"{len(names)} present: {', '.join(names)}")) if names else None


PIECE: Final = 48
"""Sections counted without a pause: a few milliseconds, which nobody feels in a key."""

PAUSE: Final = 0.002  # seconds in which a key is worked off between two pieces


class Counting:
    """The count of the meeting that is shown; it starts again with what is new in another reading of it."""

    def __init__(self, desk: Desk, counted: Callable[[], None]) -> None:
        self._desk = desk
        self._counted = counted
        self._busy = False

    def start(self) -> None:
        """Count what is not counted yet, unless that is being done."""
        document = self._desk.document
        if not self._busy and (document.is_counted_ahead or document.meeting.uncounted):
            self._busy = True
            self._desk.work(self._count(), "count")

    async def _count(self) -> None:
        try:
            document = self._desk.document
            known = not document.meeting.uncounted
            await document.count_ahead()
            if known and not document.meeting.uncounted:
                return
            while True:
                if document.meeting.count(PIECE):
                    break
                await asyncio.sleep(PAUSE)
        finally:
            self._busy = False
        gc.freeze()  # what a long file is made of stays: looking for garbage in it would be felt
        self._desk.refresh()
        if self._desk.is_up:
            self._counted()
