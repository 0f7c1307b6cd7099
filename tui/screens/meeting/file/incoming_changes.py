"""What came from outside: marked until looked at, and reviewed where both sides wrote."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from textual.content import Content

from tui.minutes.keeping.document import Tracked
from tui.minutes.noting.editing import Edit, EditError
from tui.minutes.text.conflict_markers import MarkerBlock, marker_blocks
from tui.minutes.text.merge import Conflict, Merged
from tui.minutes.text.source import Source, Span, without_newline
from tui.screens.meeting.desk import Desk
from widgets.display_text import for_display
from widgets.places import Place

if TYPE_CHECKING:
    from tui.screens.prompt import Choice

ANSWERS: Final = {"t": "theirs", "o": "ours", "b": "both", "n": "next"}


@dataclass(eq=False)
class UnresolvedConflict:
    """Lines that both sides changed; both versions stand in the text until somebody chooses."""

    place: Tracked
    conflict: Conflict

    def follow(self, now: Sequence[str]) -> None:
        """Take up what was typed into one of the versions since; where both were changed, nothing."""
        lines, theirs, ours = list(now), self.conflict.theirs, self.conflict.ours
        if (rest := _without(lines, theirs)) is not None:
            self.conflict = replace(self.conflict, ours=tuple(rest))
        elif (rest := _without(lines, ours)) is not None:
            self.conflict = replace(self.conflict, theirs=tuple(rest))


class IncomingChanges:
    """Other people's changes in the open meeting."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._unseen: list[Tracked] = []
        self._unresolved: list[UnresolvedConflict] = []
        self._here = ""
        self._reviewed: tuple[Choice, UnresolvedConflict] | None = None  # what is asked just now
        self._before: dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[str, ...]] = {}  # as git knows it

    def commands(self) -> dict[str, Callable[[], object]]:
        """What this concern answers to, by command id."""
        return {"next_change": self._next, "review_merge": self._review}

    @property
    def conflicts(self) -> int:
        """How many places wait for somebody to choose."""
        return len(self._unresolved) + len(self._blocks())

    @property
    def unseen(self) -> int:
        """How many changes from outside have not been looked at."""
        return len(self._unseen)

    def add(self, merged: Merged) -> None:
        """Mark what a merge brought in. The document has the merged text already."""
        for told in self._desk.arrived:
            told()
        document = self._desk.document
        self._unseen += [document.track(span) for span in merged.theirs_spans]
        for conflict in merged.conflicts:
            if not conflict.additions_only:
                self._unresolved.append(UnresolvedConflict(document.track(conflict.span), conflict))
        self.show()

    def show(self) -> None:
        """Draw the marks where the changed lines stand; a review that is open shows them as they are now."""
        if self._reviewed is not None:
            choice, unresolved = self._reviewed
            unresolved.follow(self._lines(unresolved))
            choice.show(_versions(unresolved.conflict))
        meeting = self._desk.meeting
        places: set[Place] = set()
        for tracked in self._unseen:
            index = meeting.section_at(tracked.span.start)
            if index is None:
                continue
            section = meeting.sections[index]
            places.add(Place(section.key))
            for number, item in enumerate(section.items):
                if item.own.start < tracked.span.end and tracked.span.start < item.own.end:
                    places.add(Place(section.key, number))
        self._desk.agenda.changed = frozenset(self._desk.topics.key_at(*place) for place in places)
        self._desk.panes.changed = frozenset(places)

    def moved(self, section: str) -> None:
        """The cursor went to a section: what is new in the one it left has been looked at."""
        if section == self._here:
            return
        left, self._here = self._here, section
        meeting = self._desk.meeting
        if (index := meeting.by_key.get(left)) is None or not self._unseen:
            return
        span = meeting.sections[index].span
        self._unseen = [tracked for tracked in self._unseen if tracked.span.start not in span]
        self.show()

    def _next(self) -> None:
        """To the next change behind the cursor, from the last one round to the first."""
        panes, meeting = self._desk.panes, self._desk.meeting
        starts = sorted({tracked.span.start for tracked in self._unseen})
        if not starts:
            self._desk.say("Nothing has come from outside since you last looked.")
            return
        item, section = panes.current_item, panes.current_section
        here = item.own.end - 1 if item is not None else section.span.start if section is not None else -1
        line = next((start for start in starts if start > here), starts[0])
        self._desk.go_to_line(min(line, max(0, len(meeting.source.lines) - 1)))
        said = f"Change {starts.index(line) + 1} of {len(starts)}, line {line + 1}"
        self._desk.say(said)
        if not self._desk.served:  # who looks on in a browser starts no program here
            self._desk.work(self._name_writer(said, meeting.source, line), "writer")

    async def _name_writer(self, said: str, source: Source, line: int) -> None:
        """Add who wrote a line, where git knows it and nothing else was said meanwhile."""
        from tui.minutes.git.authors import Authors  # noqa: PLC0415 - not before somebody looks at a change

        def ask() -> str:
            authors = Authors.of(self._desk.path)
            return (
                authors.writer(source.lines[line]) if authors is not None and line < len(source.lines) else ""
            )

        name = await asyncio.to_thread(ask)
        if name and self._desk.status.remark.text == said:
            self._desk.say(f"{said}, by {for_display(name)}")

    def _review(self) -> None:
        if self._blocks():
            self._desk.work(self._review_blocks(), "review")
            return
        if not self._unresolved:
            self._desk.say("There is nothing to review: no lines were changed on both sides.")
            return
        self._desk.text()
        self._ask(0)

    def _ask(self, number: int) -> None:
        if not self._unresolved:
            self._desk.say("Reviewed: nothing is left to choose.", done=True)
            return
        shown = number % len(self._unresolved)
        unresolved = self._unresolved[shown]
        self._desk.go_to_line(unresolved.place.span.start)
        title = f"Both sides changed these lines ({shown + 1} of {len(self._unresolved)})"

        def answered(key: str | None) -> None:
            self._reviewed = None
            if key == "n":
                self._ask(number + 1)
            elif key is not None and self._choose(unresolved, key):
                self._ask(number)

        from tui.screens.prompt import Answer, Choice  # noqa: PLC0415 - not before somebody asks

        unresolved.follow(self._lines(unresolved))
        answers = [Answer(key, label) for key, label in ANSWERS.items()]
        choice = Choice(title, _versions(unresolved.conflict), answers)
        self._reviewed = choice, unresolved
        self._desk.ask(choice, answered)

    def _lines(self, unresolved: UnresolvedConflict) -> Sequence[str]:
        """The lines that stand where both sides wrote, as they are now."""
        span = unresolved.place.span
        return self._desk.document.source.lines[span.start : span.end]

    def _blocks(self) -> list[MarkerBlock]:
        """The blocks of conflict markers that git has left in the text."""
        return marker_blocks(self._desk.document.source.text)

    async def _review_blocks(self) -> None:
        from tui.minutes.keeping.git_stages import lines_before  # noqa: PLC0415 - not before somebody asks

        self._before = await asyncio.to_thread(lines_before, self._desk.live.target)
        self._ask_block(0)

    def _ask_block(self, number: int) -> None:
        """Which side of a block of conflict markers stays."""
        blocks = self._blocks()
        if not blocks:
            self._ask(0)
            return
        shown = number % len(blocks)
        block = blocks[shown]
        self._desk.go_to_line(block.span.start)

        def answered(key: str | None) -> None:
            if key == "n":
                self._ask_block(number + 1)
            elif key is not None and self._desk.change(lambda: self._chosen(block, key)) is not None:
                self._ask_block(number)

        from tui.screens.prompt import Answer, Choice  # noqa: PLC0415 - not before somebody asks

        title = f"git left both sides of these lines ({shown + 1} of {len(blocks)})"
        answers = [Answer(key, label) for key, label in ANSWERS.items()]
        before = self._before.get((block.ours, block.theirs), block.base)
        sides = ((f"Theirs {block.their_name}", block.theirs), (f"Ours {block.our_name}", block.ours))
        self._desk.ask(Choice(title, _sides(sides, before), answers), answered)

    def _chosen(self, block: MarkerBlock, key: str) -> Edit:
        """One side of a block, or both, in its place. Raises EditError."""
        source = self._desk.document.source
        if block not in self._blocks():
            raise EditError("These lines were changed since; nothing was taken away.")
        wanted = {"t": block.theirs, "o": block.ours, "b": block.ours + block.theirs}[key]
        said = {"t": "kept theirs", "o": "kept ours", "b": "kept both sides"}[key]
        span = Span(block.span.start, block.span.start + len(wanted))
        return Edit(source, source.splice(block.span, wanted), span, said)

    def _choose(self, unresolved: UnresolvedConflict, key: str) -> bool:
        """Leave only what was chosen; False where the lines have changed since and nothing was done."""
        unresolved.follow(self._lines(unresolved))
        conflict = unresolved.conflict
        wanted = {"t": conflict.theirs, "o": conflict.ours}.get(key)
        self._unresolved.remove(unresolved)
        if wanted is None:
            self._desk.say("Both are kept.", done=True)
            return True
        document, span = self._desk.document, unresolved.place.span

        def change() -> Edit:
            now = document.source.lines[span.start : span.end]
            if sorted(map(without_newline, now)) != sorted(
                map(without_newline, conflict.theirs + conflict.ours)
            ):
                raise EditError("These lines were changed since; nothing was taken away.")
            lines = [without_newline(line) for line in wanted]
            source = document.source.splice(span, lines)
            said = "kept theirs" if key == "t" else "kept ours"
            return Edit(document.source, source, Span(span.start, span.start + len(lines)), said)

        return self._desk.change(change) is not None


def _versions(conflict: Conflict) -> Content:
    return _sides((("Theirs", conflict.theirs), ("Ours", conflict.ours)), conflict.base)


def _sides(sides: Sequence[tuple[str, Sequence[str]]], base: Sequence[str] | None) -> Content:
    """Each side with its name, and what was there before, where that is known."""
    parts: list[tuple[str, str]] = []
    for name, lines in sides:
        parts += [(f"{for_display(name)}\n", "bold $primary"), (_shown(lines), ""), ("\n", "")]
    if base is not None:
        parts += [("Before\n", "bold $pmc-muted"), (_shown(base), "$pmc-muted")]
    return Content.assemble(*parts)


def _shown(lines: Sequence[str]) -> str:
    return "".join(f"  {for_display(without_newline(line))}\n" for line in lines) or "  (no lines)\n"


def _without(lines: Sequence[str], taken: Sequence[str]) -> list[str] | None:
    """Lines with others taken out of them, each once; None where not all of those are there."""
    rest = [without_newline(line) for line in lines]
    for line in map(without_newline, taken):
        if line not in rest:
            return None
        rest.remove(line)
    return rest
