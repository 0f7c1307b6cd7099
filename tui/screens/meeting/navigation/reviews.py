"""What of the meeting has been reviewed, what is left, and the walk on to that."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from tui.minutes.model import Meeting
from tui.minutes.running.review_order import NOTHING_LEFT, Course, Left, Stop
from tui.minutes.running.walks import WalkKind, receivable
from tui.screens.meeting.desk import Desk
from tui.screens.meeting.navigation.review_state import WALKS, ReviewState, ToldSections
from widgets.wrapping import counted

_ALL: Final = "Everything is reviewed."


class Reviews:
    """The reviewed marks of one open meeting."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.remember: Callable[[], None] = lambda: None
        """Keeps the marks for the next start."""
        self.state = ReviewState(desk)
        self.floor: Callable[[], str] = lambda: ""
        """What to say before going on while people wait to speak; empty for nothing."""
        self.told = ToldSections(desk, self.state)
        self._marked = False  # marks were made since the start: somebody walks this meeting
        self._told: frozenset[str] = frozenset()  # what is left and was said to be
        self._walked: list[tuple[str, frozenset[str]]] = []  # what was marked since the start, and where

    def commands(self) -> dict[str, Callable[[], object]]:
        """What this concern answers to, by command id."""
        return {
            "next_unreviewed": self.next_open,
            "review": lambda: self._named(self._review),
            "unreview": lambda: self._named(self._take_back),
            **{f"walk_{walk.value}": self._chooser(walk) for walk in WalkKind},
        }

    def _chooser(self, walk: WalkKind) -> Callable[[], None]:
        def choose() -> None:
            signing = self.state.signing
            if walk is WalkKind.MINE and signing is not None:
                signing.named(lambda: self._choose(walk))
            else:
                self._choose(walk)

        return choose

    def _choose(self, walk: WalkKind) -> None:
        """Go through other reports from now on."""
        self.state.chosen = walk
        self.state.show()
        self._desk.refresh()
        done, total = self.progress()
        key = self._desk.key("next_unreviewed")
        self._desk.say(f"The walk is {WALKS[walk]}: {total - done} left; {key} goes on.")

    def _named(self, then: Callable[[], None]) -> None:
        """Do what signs my name once it is known who I am."""
        if self.state.signs and self.state.signing is not None:
            self.state.signing.named(then)
        else:
            then()

    @property
    def _meeting(self) -> Meeting:
        return self._desk.meeting

    @property
    def course(self) -> Course:
        """The sections and topics the meeting goes through, as it is read now."""
        return self.state.course

    @property
    def here(self) -> Stop | None:
        """The topic the cursor is in, else the section; None for nowhere."""
        return self.state.here

    @property
    def marks(self) -> frozenset[str]:
        """Keys of the sections and topics that are reviewed."""
        return self.state.marks

    def put(self, marks: frozenset[str]) -> None:
        """Take marks over, for the agenda too."""
        self.state.put(marks)

    def progress(self) -> tuple[int, int]:
        """How many sections are reviewed, of how many."""
        return self.state.progress()

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
            parts.append(self.told.names(left.reports))
        if left.empty:
            parts.append(f"nothing reported: {self.told.names(left.empty)}")
        return f"Not reviewed yet: {'; '.join(parts)}. {self._desk.key('next_unreviewed')} goes there"

    def _tell(self, stops: Iterable[Stop]) -> None:
        self._told |= set(map(self.course.key, stops))

    def next_open(self) -> None:
        """On to the next report that nobody has reviewed; what reports nothing is passed over, and named.

        Where no report is left, those are told, and gone to by the next press.
        """
        if waiting := self.floor():
            self._desk.say(waiting)
            return
        told = self._onward()
        self._desk.say(told, done=told == _ALL)

    def _onward(self) -> str:
        """Go on, as `next_open` does; returns what there is to say of it."""
        here = self.here
        step = self.state.next_step()
        if step is None:
            return self._to_empty() if self.state.walk is WalkKind.UNREVIEWED else self._walked_all()
        said = []
        if step.skipped:
            said.append(f"skipped {self.told.names(step.skipped)}: nothing reported")
        if step.to == here:
            said.append("this is the last report nobody has reviewed")
        elif step.again:
            said.append("from the top again")
        key = self.course.key(step.to)
        said += filter(None, [self._desk.panes.missed.get(key, ""), self.state.told_news(key)])
        self._desk.go_to_row(key)
        told = "; ".join(said)
        return told[:1].upper() + told[1:]

    def _walked_all(self) -> str:
        """Nothing is left on this walk."""
        if not self.state.in_meeting:
            return f"Nothing is left of the walk: {WALKS[self.state.walk]}."
        waiting = len(receivable(self.course, self.state.rules.needed, self.marks))
        if waiting:
            key = self._desk.key("consent")
            return f"All of the walk is done; {key} receives {counted(waiting, 'report')} by consent."
        return _ALL

    def _to_empty(self) -> str:
        """Every report is reviewed: offer what has none, then go through it."""
        empty = self.course.left(self.marks).empty
        keys = set(map(self.course.key, empty))
        if not self.course.stops:
            return "There are no reports here to review."
        if not empty:
            return _ALL
        if not keys <= self._told:
            self._tell(empty)
            names = self.told.names(empty)
            key, close = (self._desk.key(each) for each in ("next_unreviewed", "export"))
            return f"All reports are reviewed. {key} goes on to what has none, {close} closes: {names}"
        here = self.here
        onward = next((stop for stop in empty if here is None or stop > here), empty[0])
        self._desk.go_to_row(self.course.key(onward))
        if onward != here:
            return ""
        review, close = (self._desk.key(each) for each in ("review", "export"))
        last = f"{self.told.names(empty)} is the last that is not reviewed"
        return f"{last}: {review} marks it, {close} closes."

    def _review(self) -> None:
        """Mark section or topic as reviewed and go on to the next; where it is marked, only go on."""
        if not self._desk.settings.space_walks:
            self.toggle()
            return
        keys = self._keys_here()
        if not keys or keys <= self.marks:
            self.next_open()
            return
        said = self._mark(keys, marking=True)
        onward = self._onward()
        self._desk.say(f"{said}. {onward}" if onward and onward != _ALL else onward or said, done=True)

    def toggle(self) -> None:
        """Mark section or topic, or all of a group, as reviewed; a second time takes the mark away."""
        keys = self._keys_here()
        if keys:
            self._desk.say(self._mark(keys, marking=not keys <= self.marks), done=True)
        elif (here := self.here) is not None:
            name = self.told.names([here])
            self._desk.say(f"{name} is no report: there is nothing to review.")

    def _take_back(self) -> None:
        """Take the mark of the section away; where it has none, go back to what was marked last and do so."""
        keys = self._keys_here()
        if not (keys and keys <= self.marks):
            row, keys = self._marked_before()
            if not keys:
                self._desk.say("Nothing before this is reviewed.")
                return
            self._desk.go_to_row(row)
        self._desk.say(self._mark(keys, marking=False), done=True)

    def _marked_before(self) -> tuple[str, frozenset[str]]:
        """What was marked last, and in which row; of an earlier start the nearest above. Or no keys."""
        while self._walked:
            row, keys = self._walked.pop()
            if keys & self.marks and self.course.stop(row) is not None:
                return row, keys & self.marks
        here, course = self.here, self.course
        before = [stop for stop in course.stops if here is not None and stop < here]
        marked = [key for key in map(course.key, before) if key in self.marks]
        return (marked[-1], frozenset(marked[-1:])) if marked else ("", frozenset())

    def _keys_here(self) -> frozenset[str]:
        """What is gone through at the cursor: the key of section or topic, or those of a group, or none."""
        here = self.here
        return frozenset(map(self.course.key, self.course.within(here))) if here is not None else frozenset()

    def _mark(self, keys: frozenset[str], *, marking: bool) -> str:
        """Mark what the cursor is at, or take the mark away; returns what to say."""
        topics = self._desk.topics.by_key.keys() & keys
        kept = keys if not self.state.signs else topics  # a topic has no line for names
        if kept:
            self.put(self.state.kept | kept if marking else self.state.kept - kept)
        if keys - kept and not self.state.sign(keys - kept, marking=marking):
            return self._desk.status.remark.text
        self._marked = True
        if marking:
            self._walked.append((self._desk.row, keys))
        done, total = self.progress()
        here = self.here
        name = self.told.names([here]) if here is not None else ""
        self._desk.refresh()
        self.remember()
        return f"{name} {'reviewed' if marking else 'not reviewed any more'}, {done} of {total}"
