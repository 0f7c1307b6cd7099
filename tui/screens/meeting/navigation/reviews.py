"""What of the meeting has been reviewed, what is left, and the walk on to that."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tui.minutes.model import Meeting
from tui.minutes.running.review_order import NOTHING_LEFT, Course, Left
from tui.screens.meeting.desk import Desk
from widgets.places import Place


class Reviews:
    """The reviewed marks of one open meeting."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.remember: Callable[[], None] = lambda: None
        """Keeps the marks for the next start."""
        self.marks: frozenset[str] = frozenset()
        """Keys of the sections that are reviewed."""
        self._course: Course | None = None
        self._marked = False  # marks were made since the start: somebody walks this meeting
        self._told: frozenset[str] = frozenset()  # what is left and was said to be

    def commands(self) -> dict[str, Callable[[], object]]:
        """What this concern answers to, by command id."""
        return {"next_unreviewed": self.next_open, "review": self._review}

    @property
    def _meeting(self) -> Meeting:
        return self._desk.meeting

    @property
    def course(self) -> Course:
        """The sections the meeting goes through, as it is read now."""
        if self._course is None or self._course.meeting is not self._meeting:
            self._course = Course(self._meeting, self._course)
        return self._course

    def put(self, marks: frozenset[str]) -> None:
        """Take marks over, for the agenda too."""
        self.marks = marks
        self._desk.agenda.reviewed = marks

    def progress(self) -> tuple[int, int]:
        """How many sections are reviewed, of how many."""
        return self.course.progress(self.marks)

    def left(self) -> Left:
        """What is not reviewed, once somebody has begun to review. Who asks shows it: it counts as told."""
        if not self.progress()[0]:
            return NOTHING_LEFT
        left = self.course.left(self.marks)
        self._tell((*left.reports, *left.empty))
        return left

    def reminder(self) -> str:
        """What to say to somebody who walks this meeting and leaves it: once for the same sections."""
        known = self._told
        left = self.left() if self._marked else NOTHING_LEFT
        if self._told <= known:
            return ""
        parts = []
        if left.reports:
            parts.append(self.course.names(left.reports))
        if left.empty:
            parts.append(f"nothing reported: {self.course.names(left.empty)}")
        return f"Not reviewed yet: {'; '.join(parts)}. {self._desk.key('next_unreviewed')} goes there"

    def _tell(self, indices: Iterable[int]) -> None:
        self._told |= {self._meeting.sections[index].key for index in indices}

    def next_open(self) -> None:
        """On to the next report that nobody has reviewed; what reports nothing is passed over, and named.

        Where no report is left, those are told, and gone to by the next press.
        """
        step = self.course.next_open(self._desk.here(), self.marks)
        if step is None:
            self._to_empty()
            return
        said = []
        if step.skipped:
            said.append(f"skipped {self.course.names(step.skipped)}: nothing reported")
        if step.section == self._desk.here():
            said.append("this is the last report nobody has reviewed")
        elif step.again:
            said.append("from the top again")
        self._desk.go(Place(self._meeting.sections[step.section].key))
        told = "; ".join(said)
        self._desk.say(told[:1].upper() + told[1:])

    def _to_empty(self) -> None:
        """Every report is reviewed: offer what has none, then go through it."""
        empty = self.course.left(self.marks).empty
        keys = {self._meeting.sections[index].key for index in empty}
        if not self.course.stops:
            self._desk.say("There are no reports here to review.")
        elif not empty:
            self._desk.say("Everything is reviewed.", done=True)
        elif not keys <= self._told:
            self._tell(empty)
            names = self.course.names(empty)
            key, close = (self._desk.key(each) for each in ("next_unreviewed", "export"))
            told = f"All reports are reviewed. {key} goes on to what has none, {close} closes: {names}"
            self._desk.say(told)
        else:
            here = self._desk.here()
            onward = next((index for index in empty if index > here), empty[0])
            if onward == here:
                review, close = (self._desk.key(each) for each in ("review", "export"))
                last = f"{self.course.names(empty)} is the last that is not reviewed"
                self._desk.say(f"{last}: {review} marks it, {close} closes.")
            self._desk.go(Place(self._meeting.sections[onward].key))

    def _review(self) -> None:
        """Mark the section, or all sections of a group, as reviewed; a second time takes the mark away."""
        here = self._desk.here()
        if here < 0:
            return
        meeting = self._meeting
        keys = {meeting.sections[index].key for index in self.course.within(here)}
        if not keys:
            self._desk.say(f"{meeting.sections[here].name} is no report: there is nothing to review.")
            return
        marking = not keys <= self.marks
        self.put(self.marks | keys if marking else self.marks - keys)
        self._marked = True
        done, total = self.progress()
        name = meeting.sections[here].name
        said = f"{name} {'reviewed' if marking else 'not reviewed any more'}, {done} of {total}"
        self._desk.say(said, done=True)
        self._desk.refresh()
        self.remember()
