"""The next meeting's file: when, where, from what; planned to be shown first, and then written.

The text is the last meeting's as it began (out of git), or a template's, or the last text emptied; the date
is that of the series' rhythm. No report, no attendee and no times travel. This is the one module of the
series that writes: a new file, never over one; into rolling notes a new part.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from tui.minutes.export.output import CannotWriteError, Output, write_all
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.results import CannotOpen, NotSaved
from tui.minutes.keeping.storage import StateFolder
from tui.minutes.model import Meeting
from tui.minutes.noting.due import next_meeting
from tui.minutes.noting.editing import EditError
from tui.minutes.reading.reader import read
from tui.minutes.series import composing, emptying
from tui.minutes.series.composing import NO_CHANGES, HeadingChanges, Redating
from tui.minutes.series.ledger import Action, ledger
from tui.minutes.series.meetings import (
    LeftOut,
    Members,
    PastMeeting,
    RollingPart,
    members,
    parts_of,
    read_series,
    read_source,
)
from tui.minutes.series.naming import UnnamableError, is_inside, next_name
from tui.minutes.series.origin import first_version
from tui.minutes.series.plan import ANYTHING, CannotPlanError, LaterFileError, NextOrigin, Plan, Wish, rhythm
from tui.minutes.series.redating import DateHabits
from tui.minutes.series.taking import at, carried
from tui.minutes.text.source import Source

MOST: Final = 60
"""Files that are made at once, at most."""

_LOOKED_AT: Final = 4  # meetings: the last, and what stood before


def plan_next(place: Path, wish: Wish = ANYTHING, today: date | None = None, count: int = 1) -> list[Plan]:
    """Plan the next file of a series: of a folder's newest one, or of a meeting's file.

    Reads the folder, a few files, and git's history: belongs in a thread. Raises CannotPlanError;
    LaterFileError where `place` is a file with a later one, and no day was named.
    """
    try:
        series = members(place, today)
    except OSError as error:
        raise CannotPlanError(f"{place} cannot be read: {error.strerror or error}") from error
    if series.rolling is None and not series.files:
        raise CannotPlanError(f"{place} has no minutes with a date: a next file needs a first one")
    series = _up_to(series, place, wish.day)
    text = read_series(series, _LOOKED_AT)
    if not text.meetings:
        why = "; ".join(f"{each.path.name}: {each.why}" for each in text.left_out[:3])
        raise CannotPlanError(f"no meeting of the series can be read ({why})")
    newest = series.files[0].path if series.files else place
    if series.rolling is None and text.meetings[0].path != newest:
        raise CannotPlanError(next(f"{e.path.name}: {e.why}" for e in text.left_out if e.path == newest))
    known = sorted({*series.dates, *(past.date for past in text.meetings)})
    if series.rolling is not None:
        known = sorted({past.date for past in read_series(series).meetings})
    maker = _Maker(series, text.meetings, known, wish)
    plans = [maker.plan()]
    while len(plans) < min(count, MOST):
        plans.append(maker.after(plans[-1]))
    return plans


def write(plan: Plan, state: Path) -> None:
    """Write a planned file; raises CannotWriteError, and then nothing was written.

    Never over a file, and nowhere where a link leads out of the series' folder. A part of rolling notes goes
    into the file by the same save as everything typed, `state` keeps its versions.
    """
    if plan.part_of is not None:
        try:
            live = LiveFile.open(plan.path, StateFolder(state))
        except CannotOpen as error:
            raise CannotWriteError(str(error)) from error
        saved = live.save(plan.text, plan.part_of)
        if isinstance(saved, NotSaved):
            raise CannotWriteError(saved.message)
        return
    if os.path.lexists(plan.path):
        raise CannotWriteError(f"{plan.path} exists. Nothing was written.")
    if not is_inside(plan.path, plan.root):
        raise CannotWriteError(
            f"a link leads from {plan.path.parent} out of {plan.root}. Nothing was written."
        )
    write_all([Output(plan.path, plan.text.to_bytes().decode("utf-8"))], plan.root)


def _up_to(series: Members, place: Path, day: date | None) -> Members:
    """The series up to the file meant; later files are the answer where no day was named."""
    if place.is_dir() or series.rolling is not None:
        return series
    own = next((file for file in series.files if file.path.absolute() == place.absolute()), None)
    if own is None or own.date is None:
        raise CannotPlanError(f"{place} has no date, in its name or its text: it is no meeting of a series")
    later = [file for file in series.files if file.date is not None and file.date > own.date]
    if later and day is None:
        raise LaterFileError(later[-1].path, place)
    earlier = [
        file for file in series.files if file.date is not None and file.date <= own.date and file != own
    ]
    return replace(series, files=(own, *earlier))


@dataclass(frozen=True, slots=True)
class _Begun:
    """The text that the next file begins with, under the old date; `source` is what it was made from."""

    source: Meeting
    origin: NextOrigin
    text: str
    changes: HeadingChanges = NO_CHANGES
    template: Path | None = None


@dataclass(slots=True)
class _Maker:
    """Makes plans from the last meetings of a series, newest first."""

    series: Members
    past: Sequence[PastMeeting]
    dates: list[date]
    wish: Wish

    def plan(self) -> Plan:
        """The first plan: of the meeting after the last one."""
        last = self.past[0]
        day = self.wish.day or next_meeting(self.dates, last.date)
        if day is None:
            raise CannotPlanError(
                f"the meetings before have no rhythm that tells the next day (the last was {last.date}). "
                "Say it: --date YYYY-MM-DD"
            )
        if day == last.date:
            raise CannotPlanError(f"{day} is the day of {last.path.name} itself: say another --date")
        return self._part(last, day) if self.series.rolling is not None else self._planned(self._begun(), day)

    def after(self, plan: Plan) -> Plan:
        """One more: the plan before as its last meeting, which begins as it stands."""
        if plan.part_of is not None:
            raise CannotPlanError("into rolling notes goes one part at a time")
        meeting = read(plan.text, str(plan.path))
        self.past = (PastMeeting(plan.path, plan.day, meeting), *self.past)
        self.dates = [*self.dates, plan.day]
        self.wish = replace(self.wish, day=None, carry=False)
        day = next_meeting(self.dates, plan.day)
        if day is None:
            raise CannotPlanError(f"the meetings have no rhythm that tells the day after {plan.day}")
        begun = _Begun(meeting, plan.origin, plan.text.text, template=plan.template)
        return replace(self._planned(begun, day), remarks=())

    def _begun(self) -> _Begun:
        """What the next file is made from: a template that fits, how the last one began, else its text."""
        last = self.past[0]
        wanted = self.wish.origin
        standing = self._standing()
        template = self._template(last.meeting)
        placeholders = emptying.placeholders_of(
            (past.meeting for past in self.past), template[1] if template is not None else None
        )
        if template is not None and wanted in (None, NextOrigin.TEMPLATE):
            blocks = emptying.whole_blocks_of(template[1])
            return self._with_headings(template[1], NextOrigin.TEMPLATE, blocks, template[0])
        if wanted is NextOrigin.TEMPLATE:
            raise CannotPlanError(f"there is no template in {self.series.folder}")
        people = last.meeting.attendees
        began = self._began(standing, placeholders) if wanted is not NextOrigin.LAST else None
        if began is not None:
            filled = emptying.is_filled(began, standing, placeholders)
            blocks = emptying.blocks_of(
                began, standing if filled else None, placeholders, began=True, people=people
            )
            return self._with_headings(began, NextOrigin.BEGAN, blocks)
        blocks = emptying.blocks_of(last.meeting, standing, placeholders, people=people)
        text = composing.text_of(blocks, last.meeting.source.newline)
        return _Begun(last.meeting, NextOrigin.LAST, text)

    def _began(self, standing: emptying.StandingLines, placeholders: frozenset[str]) -> Meeting | None:
        """The last meeting as git has its first version; None for one written when it was held, or a stub."""
        last = self.past[0]
        first = first_version(last.path)
        if first is None:
            if self.wish.origin is NextOrigin.BEGAN:
                raise CannotPlanError(f"git does not know how {last.path.name} began")
            return None
        began = read(first, str(last.path))
        if self.wish.origin is NextOrigin.BEGAN:
            return began
        whole = len(self.past) < 2 or composing.began_whole(began, last.meeting, self.past[1].meeting)
        return began if whole and not emptying.is_filled(began, standing, placeholders) else None

    def _with_headings(
        self,
        source: Meeting,
        origin: NextOrigin,
        blocks: list[emptying.SectionBlock],
        template: Path | None = None,
    ) -> _Begun:
        blocks, changes = composing.with_headings_of(blocks, self.past[0].meeting)
        return _Begun(source, origin, composing.text_of(blocks, source.source.newline), changes, template)

    def _standing(self) -> emptying.StandingLines:
        if len(self.past) > 1:
            return emptying.StandingLines.of(self.past[1].meeting)
        return emptying.StandingLines.unknown(self.past[0].meeting)

    def _template(self, last: Meeting) -> tuple[Path, Meeting] | None:
        """The template that fits best; any, where the wish is one and only one is there."""
        found = composing.templates_of(self.series.folder)
        if (best := composing.best_template(found, last)) is not None:
            return best
        return found[0] if self.wish.origin is NextOrigin.TEMPLATE and len(found) == 1 else None

    def _planned(self, begun: _Begun, day: date) -> Plan:
        last = self.past[0]
        try:
            named = next_name(last.path, last.date, day, [file.path for file in self.series.files])
        except UnnamableError as error:
            raise CannotPlanError(f"{error}; copy {last.path.name} by hand") from error
        text = self._redated(begun, day, named.numbers)
        made = Source(text, bom=last.meeting.source.bom)
        made, taken = self._with_actions(made, str(named.path)) if self.wish.carry else (made, ())
        return Plan(
            named.path,
            day,
            made,
            last,
            begun.origin,
            rhythm(self.dates),
            begun.template,
            begun.changes,
            taken,
            self._remarks(),
            root=self.series.folder,
        )

    def _redated(self, begun: _Begun, day: date, numbers: tuple[int, int] | None = None) -> str:
        last = self.past[0]
        old = tuple(dict.fromkeys(each for each in (last.date, begun.source.date) if each is not None))
        names = frozenset(name for file in self.series.files for name in (file.path.name, file.path.stem))
        habits = DateHabits.of(file.path.stem for file in self.series.files)
        redating = Redating(old, day, names, habits, begun.origin is NextOrigin.TEMPLATE, numbers)
        return redating.text(begun.text, composing.title_lines(read(Source(begun.text), "")))

    def _with_actions(self, text: Source, name: str) -> tuple[Source, tuple[Action, ...]]:
        """The text with the open actions of the last meeting, each with the day on which it first stood."""
        meeting = read(text, name)
        taken = []
        for action in ledger(self.past):
            if not action.carries or action.path != self.past[0].path or action.day != self.past[0].date:
                continue
            try:
                edit = carried(meeting, action)
            except EditError as error:
                raise CannotPlanError(f"the actions cannot be carried: {error}") from error
            meeting = read(edit.source, name)
            taken.append(action)
        return meeting.source, tuple(taken)

    def _part(self, last: PastMeeting, day: date) -> Plan:
        """A new part of rolling notes, where the file grows: at its end, or before the newest."""
        path = self.series.rolling or last.path
        whole = read_source(path)
        if isinstance(whole, LeftOut):
            raise CannotPlanError(f"{path.name}: {whole.why}")
        standing = self._standing()
        placeholders = emptying.placeholders_of(past.meeting for past in self.past)
        blocks = emptying.blocks_of(last.meeting, standing, placeholders)
        begun = _Begun(last.meeting, NextOrigin.LAST, composing.text_of(blocks, whole.newline))
        text = self._redated(begun, day)
        made, taken = self._with_actions(Source(text), str(path)) if self.wish.carry else (Source(text), ())
        joined = _joined(whole, list(parts_of(whole)), made.text)
        return Plan(
            path,
            day,
            joined,
            last,
            NextOrigin.LAST,
            rhythm(self.dates),
            carried=taken,
            remarks=self._remarks(),
            part_of=whole,
            root=self.series.folder,
        )

    def _remarks(self) -> tuple[str, ...]:
        found = [f"{each.path.name} is left out: {each.why}" for each in self.series.left_out]
        if self.series.others:
            names = ", ".join(path.name for path in self.series.others[:3])
            found.append(
                f"another series stands in the folder, too ({names}): name one of its files for its next"
            )
        return tuple(found)


def _joined(whole: Source, parts: Sequence[RollingPart], text: str) -> Source:
    """Rolling notes with a new part: at the end where the last part is the newest, else before the first."""
    lines = [line.rstrip("\r\n") for line in text.rstrip().split("\n")]
    grows_down = len(parts) < 2 or parts[-1].date >= parts[0].date
    if grows_down:
        end = parts[-1].end
        blank = [""] if end and whole.lines[end - 1].strip() else []
        behind = [""] if end < len(whole.lines) else []
        return whole.splice(at(end), [*blank, *lines, *behind])
    return whole.splice(at(parts[0].start), [*lines, ""])
