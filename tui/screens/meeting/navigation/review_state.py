"""What of the meeting is reviewed, and the way through the rest: by marks kept here, or signed in the file.

Before the meeting, where reviews are signed, what I have reviewed is what the file says so of. In the meeting
it is what was walked, and what was received by consent.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from tui.minutes.model import Item, Meeting, NoteKind
from tui.minutes.running.consent import received
from tui.minutes.running.review_order import Course, Step, Stop, named
from tui.minutes.running.walks import Rules, WalkKind, next_stop, stops_of
from tui.minutes.text.signatures import is_signed
from tui.screens.meeting.desk import Desk
from widgets.places import Place
from widgets.wrapping import counted

if TYPE_CHECKING:
    from tui.screens.meeting.navigation.signing import Signing

WALKS: Final[Mapping[WalkKind, str]] = {
    WalkKind.UNREVIEWED: "what I have not reviewed",
    WalkKind.MINE: "what I lead or follow",
    WalkKind.FLAGGED: "what is flagged",
    WalkKind.MEETING: "the meeting's, flagged and missing first",
}
"""What the ways are called."""


class ReviewState:
    """Which sections are done on the walk that is on."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.signing: Signing | None = None
        """Who signs reviews in the file; comes after the first paint."""
        self.has_begun: Callable[[], bool] = lambda: False
        """Says whether the meeting is under way."""
        self.kept: frozenset[str] = frozenset()
        """Keys of the sections that were marked here, and are remembered."""
        self.read: dict[str, tuple[int, ...]] = {}
        """Checksums of the items of each report as I signed it."""
        self.chosen: WalkKind | None = None
        """The walk that somebody wants, whatever the settings say."""
        self._course: Course | None = None
        self._known: tuple[Meeting, object] | None = None  # what `_marks` are of
        self._marks: frozenset[str] = frozenset()

    @property
    def _meeting(self) -> Meeting:
        return self._desk.meeting

    @property
    def course(self) -> Course:
        """The sections and topics the meeting goes through, as it is read now."""
        known, topics = self._course, self._desk.topics
        if known is None or known.meeting is not self._meeting or known.topics is not topics:
            known = self._course = Course(self._meeting, known, topics)
        return known

    @property
    def here(self) -> Stop | None:
        """The topic the cursor is in, else the section; None for nowhere."""
        return self.course.stop(self._desk.row)

    @property
    def me(self) -> str:
        """Who reviews; empty until it is known."""
        return self.signing.me if self.signing is not None else ""

    @property
    def is_signed(self) -> bool:
        """True where the committee signs its reviews."""
        return self.signing is not None and self.signing.is_on

    @property
    def walk(self) -> WalkKind:
        """The reports that are gone through now."""
        if self.chosen is not None:
            return self.chosen
        if self.is_signed and self.has_begun():
            return WalkKind.MEETING
        return WalkKind(self._desk.settings.walk)

    @property
    def in_meeting(self) -> bool:
        """True while the meeting's own walk is gone through."""
        return self.walk is WalkKind.MEETING

    @property
    def signs(self) -> bool:
        """True where a review is signed in the file now."""
        return self.is_signed and not self.in_meeting

    @property
    def rules(self) -> Rules:
        """How the committee walks."""
        settings = self._desk.settings
        return Rules(settings.consent_reviews, settings.walk_order == "agenda", settings.shepherds)

    @property
    def marks(self) -> frozenset[str]:
        """Keys of the sections that are reviewed; the same set while nothing is another."""
        now = (self.kept, self.signs, self.me, dict(self.read), self._desk.topics)
        if self._known is None or self._known[0] is not self._meeting or self._known[1] != now:
            self._known = self._meeting, now
            signed = self.signing.signed(self._meeting) - self.stale if self.signing is not None else ()
            topics = self.kept & self._desk.topics.by_key.keys()  # nobody signs these
            found = topics.union(signed) if self.signs else self.walked
            self._marks = self._marks if found == self._marks else found
        return self._marks

    @property
    def walked(self) -> frozenset[str]:
        """Keys of the sections that were marked here, or are received by consent."""
        return self.kept | received(self._meeting)

    @property
    def stale(self) -> frozenset[str]:
        """Keys of the sections that say something else than when I signed them."""
        return frozenset(filter(self._is_stale, self.read))

    def _is_stale(self, key: str) -> bool:
        known = self.read.get(key)
        there = known is not None and key in self._meeting.by_key
        return there and tuple(self._checksums(key).values()) != known

    def news(self, key: str) -> list[Place]:
        """What a report has that it did not have when I signed it."""
        known = self.read.get(key)
        sums = self._checksums(key) if known is not None and self.signs else {}
        return [Place(key, number) for number, checksum in sums.items() if checksum not in (known or ())]

    def told_news(self, key: str) -> str:
        """What there is to say of a report that is another since I signed it; empty for one that is not."""
        if not self.signs or not self._is_stale(key):
            return ""
        count = len(self.news(key))
        return f"{counted(count, 'item')} new since you reviewed it" if count else "less than you reviewed"

    def stops(self) -> tuple[Stop, ...]:
        """The sections and topics of this walk, in its order."""
        return stops_of(self.course, self.walk, self.me, self.rules)

    def next_step(self) -> Step | None:
        """The next section of this walk that is not done; None where nothing is left."""
        if self.walk is WalkKind.UNREVIEWED:
            return self.course.next_open(self.here, self.marks)
        found = next_stop(self.stops(), self.here, self.marks, self.course)
        return Step(found, (), again=False) if found is not None else None

    def progress(self) -> tuple[int, int]:
        """How many sections are done, of how many."""
        if self.walk is WalkKind.UNREVIEWED:
            return self.course.progress(self.marks)
        stops, marks = self.stops(), self.marks
        return sum(self.course.key(stop) in marks for stop in stops), len(stops)

    @property
    def word(self) -> str:
        """What the header says of the walk."""
        names = {WalkKind.UNREVIEWED: "reviewed", WalkKind.MEETING: "walked"}
        return names.get(self.walk, f"{self.walk.value} reviewed")

    def put(self, marks: frozenset[str]) -> None:
        """Take marks over that are kept here."""
        self.kept = marks
        self.show()

    def begin(self) -> None:
        """The meeting goes through its reports from now on, unless another walk was chosen."""
        self.chosen = self.chosen or WalkKind.MEETING
        self.show()
        self._desk.refresh()

    def show(self) -> None:
        """Bring the agenda up to date."""
        agenda = self._desk.agenda
        agenda.reviewed = self.marks
        agenda.signed = self.signs
        agenda.stale = self.stale if self.signs else frozenset()
        self._desk.panes.stale = frozenset(place for key in agenda.stale for place in self.news(key))

    def sign(self, keys: frozenset[str], *, marking: bool) -> bool:
        """Put my name under reports, or take it away, and remember what they say; False where that failed."""
        if self.signing is None:
            return False
        there = self.signing.signed(self._meeting)
        wanted = keys - there if marking else keys & there
        shown = self._desk.shown.sections
        told = named([shown[self._meeting.by_key[key]].name for key in sorted(keys)])
        said = f"reviewed {told}" if marking else f"{told} not reviewed any more"
        if wanted and self.signing.change(wanted, signing=marking, said=said) is None:
            return False
        for key in keys:
            self.read.pop(key, None)
            if marking and key in self._meeting.by_key:
                self.read[key] = tuple(self._checksums(key).values())
        self.show()
        return True

    def _checksums(self, key: str) -> dict[int, int]:
        """A checksum of each item of a report, by number; none of its flags and the names under it."""
        return {
            number: zlib.crc32(item.text.encode("utf-8", "replace"))
            for number, item in enumerate(self._meeting.sections[self._meeting.by_key[key]].items)
            if not is_signed(item.text) and not _is_flag(item)
        }


class ToldSections:
    """Sections and topics as the screen may tell of them, where others look on, too."""

    def __init__(self, desk: Desk, state: ReviewState) -> None:
        self._desk = desk
        self._state = state

    def names(self, stops: Sequence[Stop]) -> str:
        """Names of sections and topics as the screen may tell them."""
        return named(list(map(self._name, stops)))

    def _name(self, stop: Stop) -> str:
        if stop.item < 0:
            return self._desk.shown.sections[stop.section].name
        if not self._is_veiled(stop):
            return self._state.course.name(stop)
        from tui.minutes.reading.veil import PRIVATE  # noqa: PLC0415 - the first paint hides nothing

        return PRIVATE

    def owners(self, stop: Stop) -> tuple[str, ...]:
        """Who leads a section or topic, as the screen may tell it."""
        is_veiled = self._is_veiled(stop)
        return () if is_veiled else self._state.course.owners(stop)

    def _is_veiled(self, stop: Stop) -> bool:
        """True where others look on, and the words of a section's heading or of a topic are not for them."""
        mine, theirs = (each.sections[stop.section] for each in (self._desk.meeting, self._desk.shown))
        if stop.item < 0:
            return mine.title != theirs.title
        return mine.items[stop.item].text != theirs.items[stop.item].text


def _is_flag(item: Item) -> bool:
    return item.note is not None and item.note.kind is NoteKind.FLAG
