"""What of the meeting has been reviewed, what is left, and the walk on to that.

Where reviews are signed, what I have reviewed is what the file says so of; in the meeting it is what was
walked, and what was received by consent.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from tui.minutes.model import Item, Meeting, NoteKind
from tui.minutes.running.consent import received
from tui.minutes.running.review_order import NOTHING_LEFT, Course, Left, Step
from tui.minutes.running.walks import Rules, WalkKind, next_stop, stops_of
from tui.minutes.text.signatures import is_review_line
from tui.screens.meeting.desk import Desk
from widgets.places import Place

if TYPE_CHECKING:
    from tui.screens.meeting.navigation.signing import Signing

_ALL: Final = "Everything is reviewed."
_WALKS: Final = {
    WalkKind.UNREVIEWED: "what I have not reviewed",
    WalkKind.MINE: "what I lead or follow",
    WalkKind.FLAGGED: "what is flagged",
    WalkKind.MEETING: "the meeting's, flagged and missing first",
}


class Reviews:
    """The reviewed marks of one open meeting."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.remember: Callable[[], None] = lambda: None
        """Keeps the marks for the next start."""
        self.signing: Signing | None = None
        """Who signs reviews in the file; comes after the first paint."""
        self.has_begun: Callable[[], bool] = lambda: False
        """Says whether the meeting is under way."""
        self.kept: frozenset[str] = frozenset()
        """Keys of the sections that were marked here, and are remembered."""
        self.read: dict[str, int] = {}
        """A checksum of the report of each section as I signed it."""
        self._chosen: WalkKind | None = None
        self._shown: tuple[object, ...] = ()
        self._marks: frozenset[str] = frozenset()
        self._course: Course | None = None
        self._marked = False  # marks were made since the start: somebody walks this meeting
        self._told: frozenset[str] = frozenset()  # what is left and was said to be
        self._walked: list[tuple[Place, frozenset[str]]] = []  # what was marked since the start, and where

    def commands(self) -> dict[str, Callable[[], object]]:
        """What this concern answers to, by command id."""
        return {
            "next_unreviewed": self.next_open,
            "review": self._named(self._review),
            "unreview": self._named(self._take_back),
            **{f"walk_{walk.value}": self._chooser(walk) for walk in WalkKind},
        }

    @property
    def signs(self) -> bool:
        """True where a review is signed in the file now: before the meeting, where the committee does so."""
        return self.signing is not None and self.signing.is_on and self.walk is not WalkKind.MEETING

    @property
    def walk(self) -> WalkKind:
        """The reports that are gone through now."""
        if self._chosen is not None:
            return self._chosen
        signed = self.signing is not None and self.signing.is_on
        return WalkKind.MEETING if signed and self.has_begun() else WalkKind(self._desk.settings.walk)

    @property
    def in_meeting(self) -> bool:
        """True while the meeting's own walk is gone through."""
        return self.walk is WalkKind.MEETING

    @property
    def rules(self) -> Rules:
        """How the committee walks."""
        settings = self._desk.settings
        in_place = settings.walk_order == "agenda"
        return Rules(settings.consent_reviews, in_place, settings.shepherds)

    @property
    def marks(self) -> frozenset[str]:
        """Keys of the sections that are reviewed; the same set while nothing is another."""
        meeting, me = self._meeting, self.signing.me if self.signing is not None else ""
        now = (meeting, self.kept, self.signs, me, dict(self.read))
        if len(self._shown) != len(now) or any(
            a is not b and (n == 0 or a != b) for n, (a, b) in enumerate(zip(self._shown, now, strict=True))
        ):
            self._shown = now
            if self.signs and self.signing is not None:
                found = self.signing.signed(meeting) - self.stale()
            else:
                found = self.walked
            self._marks = self._marks if found == self._marks else found
        return self._marks

    @property
    def walked(self) -> frozenset[str]:
        """Keys of the sections that were marked here, or are received by consent."""
        return self.kept | received(self._meeting)

    def begin(self) -> None:
        """The meeting goes through its reports from now on, unless another walk was chosen."""
        if self._chosen is None:
            self._chosen = WalkKind.MEETING
        self.show()
        self._desk.refresh()

    def stale(self) -> frozenset[str]:
        """Keys of the sections that say something else than when I signed them."""
        sections, by_key = self._meeting.sections, self._meeting.by_key
        return frozenset(
            key
            for key, known in self.read.items()
            if key in by_key and self._sum(sections[by_key[key]].items) != known
        )

    def stops(self) -> tuple[int, ...]:
        """The sections of this walk, in its order."""
        me = self.signing.me if self.signing is not None else ""
        return stops_of(self.course, self.walk, me, self.rules)

    @staticmethod
    def _sum(items: Iterable[Item]) -> int:
        """A checksum of a report without its flags and names."""
        report = [item.text for item in items if not is_review_line(f"- {item.text}") and not _is_flag(item)]
        return zlib.crc32("\n".join(report).encode("utf-8", "replace"))

    def _chooser(self, walk: WalkKind) -> Callable[[], None]:
        def choose() -> None:
            if walk is WalkKind.MINE and self.signing is not None:
                self.signing.named(lambda: self._choose(walk))
            else:
                self._choose(walk)

        return choose

    def _choose(self, walk: WalkKind) -> None:
        """Go through other reports from now on."""
        self._chosen = walk
        self.show()
        self._desk.refresh()
        left = sum(self._meeting.sections[n].key not in self.marks for n in self.stops())
        key = self._desk.key("next_unreviewed")
        self._desk.say(f"The walk is {_WALKS[walk]}: {left} left; {key} goes on.")

    def _named(self, then: Callable[[], None]) -> Callable[[], None]:
        """Ask who I am before what signs my name."""

        def named() -> None:
            if self.signs and self.signing is not None:
                self.signing.named(then)
            else:
                then()

        return named

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
        self.kept = marks
        self.show()

    def show(self) -> None:
        """Bring the agenda up to date."""
        agenda = self._desk.agenda
        agenda.reviewed = self.marks
        agenda.signed = self.signs
        agenda.stale = self.stale() if self.signs else frozenset()

    def progress(self) -> tuple[int, int]:
        """How many sections are reviewed, of how many."""
        if self.walk is WalkKind.UNREVIEWED:
            return self.course.progress(self.marks)
        stops, marks = self.stops(), self.marks
        return sum(self._meeting.sections[n].key in marks for n in stops), len(stops)

    @property
    def word(self) -> str:
        """What the header says of the walk: `reviewed`, or which one it is."""
        return {WalkKind.UNREVIEWED: "reviewed", WalkKind.MEETING: "walked"}.get(
            self.walk, f"{self.walk.value} reviewed"
        )

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
        told = self._onward()
        self._desk.say(told, done=told == _ALL)

    def next_step(self) -> Step | None:
        """Where `next_open` goes; None where nothing is left."""
        if self.walk is WalkKind.UNREVIEWED:
            return self.course.next_open(self._desk.here(), self.marks)
        found = next_stop(self.stops(), self._desk.here(), self.marks, self._meeting)
        return Step(found, (), again=False) if found is not None else None

    def _onward(self) -> str:
        """Go on, as `next_open` does; returns what there is to say of it."""
        step = self.next_step()
        if step is None and self.walk is not WalkKind.UNREVIEWED:
            return self._walked_all()
        if step is None:
            return self._to_empty()
        said = []
        if step.skipped:
            said.append(f"skipped {self.course.names(step.skipped)}: nothing reported")
        if step.section == self._desk.here():
            said.append("this is the last report nobody has reviewed")
        elif step.again:
            said.append("from the top again")
        self._desk.go(Place(self._meeting.sections[step.section].key))
        told = "; ".join(said)
        return told[:1].upper() + told[1:]

    def _walked_all(self) -> str:
        """Nothing is left on this walk."""
        waiting = [n for n in self.course.stops if self._meeting.sections[n].key not in self.marks]
        if self.walk is WalkKind.MEETING and waiting:
            return f"All of the walk is done; {self._desk.key('consent')} receives {len(waiting)} by consent."
        return _ALL if self.walk is WalkKind.MEETING else f"Nothing is left of the walk: {_WALKS[self.walk]}."

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
            names = self.course.names(empty)
            key, close = (self._desk.key(each) for each in ("next_unreviewed", "export"))
            return f"All reports are reviewed. {key} goes on to what has none, {close} closes: {names}"
        here = self._desk.here()
        onward = next((index for index in empty if index > here), empty[0])
        self._desk.go(Place(self._meeting.sections[onward].key))
        if onward != here:
            return ""
        review, close = (self._desk.key(each) for each in ("review", "export"))
        last = f"{self.course.names(empty)} is the last that is not reviewed"
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
            name = self._meeting.sections[here].name
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
        if self.signs and self.signing is not None:
            self._sign(self.signing, keys, marking=marking)
            if not keys <= self.marks if marking else keys & self.marks:
                return self._desk.status.remark.text
        else:
            self.put(self.kept | keys if marking else self.kept - keys)
        self._marked = True
        place = Place(self._desk.place.section)
        if marking:
            self._walked.append((place, keys))
        done, total = self.progress()
        name = self._meeting.sections[self._desk.here()].name
        self._desk.refresh()
        self.remember()
        return f"{name} {'reviewed' if marking else 'not reviewed any more'}, {done} of {total}"

    def _sign(self, signing: Signing, keys: frozenset[str], *, marking: bool) -> None:
        """Put my name under reports, or take it away; what each said then is remembered."""
        there = signing.signed(self._meeting)
        wanted = keys - there if marking else keys & there
        names = self.course.names([self._meeting.by_key[key] for key in keys])
        said = f"{'reviewed' if marking else 'not reviewed any more:'} {names}"
        if wanted and signing.change(wanted, signing=marking, said=said) is None:
            return
        sections, by_key = self._meeting.sections, self._meeting.by_key
        for key in keys:
            self.read.pop(key, None)
            if marking and key in by_key:
                self.read[key] = self._sum(sections[by_key[key]].items)
        self.show()


def _is_flag(item: Item) -> bool:
    return item.note is not None and item.note.kind is NoteKind.FLAG
