"""What of the meeting has been reviewed, what is left, and the walk on to that."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from tui.minutes.model import Meeting
from tui.minutes.running.review_order import NOTHING_LEFT, Course, Left, names
from tui.minutes.running.walks import WalkKind, receivable
from tui.screens.meeting.desk import Desk
from tui.screens.meeting.navigation.review_state import WALKS, ReviewState
from widgets.places import Place
from widgets.wrapping import counted

_ALL: Final = "Everything is reviewed."


class Reviews:
    """The reviewed marks of one open meeting."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.remember: Callable[[], None] = lambda: None
        """Keeps the marks for the next start."""
        self.state = ReviewState(desk)
        self._marked = False  # marks were made since the start: somebody walks this meeting
        self._told: frozenset[str] = frozenset()  # what is left and was said to be
        self._walked: list[tuple[Place, frozenset[str]]] = []  # what was marked since the start, and where

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
        """The sections the meeting goes through, as it is read now."""
        return self.state.course

    @property
    def marks(self) -> frozenset[str]:
        """Keys of the sections that are reviewed."""
        return self.state.marks

    def put(self, marks: frozenset[str]) -> None:
        """Take marks over, for the agenda too."""
        self.state.put(marks)

    def names(self, indices: Sequence[int]) -> str:
        """Names of sections as the screen may tell them."""
        return names(self._desk.shown, indices)

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
            parts.append(self.names(left.reports))
        if left.empty:
            parts.append(f"nothing reported: {self.names(left.empty)}")
        return f"Not reviewed yet: {'; '.join(parts)}. {self._desk.key('next_unreviewed')} goes there"

    def _tell(self, indices: Iterable[int]) -> None:
        self._told |= {self._meeting.sections[index].key for index in indices}

    def next_open(self) -> None:
        """On to the next report that nobody has reviewed; what reports nothing is passed over, and named.

        Where no report is left, those are told, and gone to by the next press.
        """
        told = self._onward()
        self._desk.say(told, done=told == _ALL)

    def _onward(self) -> str:
        """Go on, as `next_open` does; returns what there is to say of it."""
        step = self.state.next_step()
        if step is None:
            return self._to_empty() if self.state.walk is WalkKind.UNREVIEWED else self._walked_all()
        said = []
        if step.skipped:
            said.append(f"skipped {self.names(step.skipped)}: nothing reported")
        if step.section == self._desk.here():
            said.append("this is the last report nobody has reviewed")
        elif step.again:
            said.append("from the top again")
        self._desk.go(Place(self._meeting.sections[step.section].key))
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
        keys = {self._meeting.sections[index].key for index in empty}
        if not self.course.stops:
            return "There are no reports here to review."
        if not empty:
            return _ALL
        if not keys <= self._told:
            self._tell(empty)
            names = self.names(empty)
            key, close = (self._desk.key(each) for each in ("next_unreviewed", "export"))
            return f"All reports are reviewed. {key} goes on to what has none, {close} closes: {names}"
        here = self._desk.here()
        onward = next((index for index in empty if index > here), empty[0])
        self._desk.go(Place(self._meeting.sections[onward].key))
        if onward != here:
            return ""
        review, close = (self._desk.key(each) for each in ("review", "export"))
        last = f"{self.names(empty)} is the last that is not reviewed"
        return f"{last}: {review} marks it, {close} closes."

    def _review(self) -> None:
        """Mark the section as reviewed and go on to the next report; where it is marked, only go on."""
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
        """Mark the section, or all sections of a group, as reviewed; a second time takes the mark away."""
        keys = self._keys_here()
        if keys:
            self._desk.say(self._mark(keys, marking=not keys <= self.marks), done=True)
        elif (here := self._desk.here()) >= 0:
            name = self._desk.shown.sections[here].name
            self._desk.say(f"{name} is no report: there is nothing to review.")

    def _take_back(self) -> None:
        """Take the mark of the section away; where it has none, go back to what was marked last and do so."""
        keys = self._keys_here()
        if not (keys and keys <= self.marks):
            place, keys = self._marked_before()
            if not keys:
                self._desk.say("Nothing before this is reviewed.")
                return
            self._desk.go(place)
        self._desk.say(self._mark(keys, marking=False), done=True)

    def _marked_before(self) -> tuple[Place, frozenset[str]]:
        """What was marked last, and where; of an earlier start the nearest above. Or no keys."""
        while self._walked:
            place, keys = self._walked.pop()
            if keys & self.marks and place.section in self._meeting.by_key:
                return place, keys & self.marks
        sections, here = self._meeting.sections, self._desk.here()
        before = [index for index in self.course.stops if index < here and sections[index].key in self.marks]
        key = sections[before[-1]].key if before else ""
        return Place(key), frozenset({key} if before else ())

    def _keys_here(self) -> frozenset[str]:
        """What is gone through at the cursor: the section's key, or those of a group; none for no report."""
        here, sections = self._desk.here(), self._meeting.sections
        return (
            frozenset(sections[index].key for index in self.course.within(here)) if here >= 0 else frozenset()
        )

    def _mark(self, keys: frozenset[str], *, marking: bool) -> str:
        """Mark what the cursor is at, or take the mark away; returns what to say."""
        if not self.state.signs:
            self.put(self.state.kept | keys if marking else self.state.kept - keys)
        elif not self.state.sign(keys, marking=marking):
            return self._desk.status.remark.text
        self._marked = True
        place = Place(self._desk.place.section)
        if marking:
            self._walked.append((place, keys))
        done, total = self.progress()
        name = self._desk.shown.sections[self._desk.here()].name
        self._desk.refresh()
        self.remember()
        return f"{name} {'reviewed' if marking else 'not reviewed any more'}, {done} of {total}"
