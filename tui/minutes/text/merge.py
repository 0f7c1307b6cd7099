"""Three-way merge of minutes by line: nothing that either side typed is dropped, and no markers are written.

A line that one side changed and the other left alone is that side's. Where both changed the same lines,
both stay, ours after theirs, and a `Conflict` says so. Changes of neighbouring lines do not disturb each
other, unlike in diff3: two people editing two bullets, one below the other, is the usual case in a meeting.
Lines that say who has reviewed a report are merged as sets of names.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Final

from tui.minutes.text.depth import HEADING, STANDS_ALONE, AddedRun, is_taken_in, once, parent_gone, runs_of
from tui.minutes.text.diff import Range, applied, line_spans, text_changes
from tui.minutes.text.moved_sections import moved_along
from tui.minutes.text.patterns import LazyPattern
from tui.minutes.text.signatures import is_review_line, names_of, united, with_line
from tui.minutes.text.source import Source, Span, is_classic_mac, split_lines

_LONE_CR: Final = LazyPattern(r"\r(?!\n)")
_BLANK_END: Final = LazyPattern(r"(?:\A|\n|\r(?!\n))[ \t]*(?:\r\n|\n|\r)\Z")
_NEWLINE: Final = LazyPattern(r"\r\n|\n|\r")
_LOOK_BACK: Final = 200  # characters of what stands above in which a blank line is looked for
_LAST_NEWLINE: Final = LazyPattern(r"(?<=[^\r\n])(?:\r\n|\n|\r)\Z")


@dataclass(frozen=True, slots=True)
class Conflict:
    """Lines that both sides changed.

    `span` covers them in the merged text, where both stand. The three versions are whole lines with their
    newlines; an empty one means that the side has no such lines: not yet (`base`) or no longer.
    """

    span: Span
    base: tuple[str, ...]
    ours: tuple[str, ...]
    theirs: tuple[str, ...]

    @property
    def additions_only(self) -> bool:
        """True where both merely added lines in one place, so that only their order was to be chosen."""
        return not self.base


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge made. Spans are of `source`; an empty one marks where the others took lines away.

    `lines_from_theirs` counts lines they added, changed or removed; `lines_removed` those that are gone.
    """

    source: Source
    conflicts: tuple[Conflict, ...] = ()
    theirs_spans: tuple[Span, ...] = ()
    lines_from_theirs: int = 0
    lines_removed: int = 0

    @property
    def as_removed(self) -> Source:
        """The text without the lines that others removed, and that stay for what was changed in them."""
        source = self.source
        for conflict in reversed(self.conflicts):
            if conflict.base and not conflict.theirs:
                source = source.splice(conflict.span, [])
        return source


def merge(base: Source, ours: Source, theirs: Source) -> Merged:
    """Merge two descendants of a text. Never fails.

    Where only one side changed anything the result is that side's very bytes. Texts whose encoding is
    only a guess (`Source.problem`) are merged as text: the caller decides whether that may be written.
    """
    texts = _same_newlines(base.text, ours.text, theirs.text)
    newline = next((found[0] for text in texts if (found := _NEWLINE.search(text))), "\n")
    closed = [not text or text.endswith(newline[-1]) for text in texts]
    base_text, our_text, their_text = (
        text if shut else text + newline for text, shut in zip(texts, closed, strict=True)
    )
    merger = _Merger(base_text, our_text, their_text)
    text = merger.run()
    if ours in (base, theirs):
        source = theirs
    elif theirs == base:
        source = ours
    else:
        text = text if _three_way(*closed) else _LAST_NEWLINE.sub("", text)
        source = Source(text, _three_way(base.bom, ours.bom, theirs.bom))
    return merger.merged(source)


def _three_way(base: bool, ours: bool, theirs: bool) -> bool:
    return ours if ours != base else theirs


@dataclass
class _Merger:
    """One merge in progress: pieces of text in order, and where the interesting ones begin and end."""

    base: str
    ours: str
    theirs: str
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    lines: int = 0
    removed: int = 0
    theirs_at: list[tuple[int, int]] = field(default_factory=list)
    conflicts_at: list[tuple[int, int]] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)

    def run(self) -> str:
        """Merge; gives the text."""
        mine, foreign = self._changes()
        if mine and foreign:
            mine, foreign = self._moved_along(mine, foreign)
        ours = _slid(mine, foreign, self.base, self.ours)[::-1]
        theirs = _slid(foreign, mine, self.base, self.theirs)[::-1]
        done = 0
        while ours or theirs:
            start, end, mine, foreign = self._next_group(ours, theirs)
            self._add(self.base[done:start])
            self._add_group(start, end, mine, foreign)
            done = end
        self._add(self.base[done:])
        return "".join(self.pieces)

    def _changes(self) -> tuple[list[Range], list[Range]]:
        return text_changes(self.base, self.ours), text_changes(self.base, self.theirs)

    def _moved_along(self, mine: list[Range], foreign: list[Range]) -> tuple[list[Range], list[Range]]:
        """Take what one side wrote in sections that the other moved along; gives the changes then."""
        ours, theirs = moved_along(self.base, self.ours, self.theirs, mine, foreign)
        if ours != self.ours:
            self.ours, self.theirs = ours, theirs
            mine, foreign = self._changes()
        theirs, ours = moved_along(self.base, self.theirs, self.ours, foreign, mine)
        if theirs != self.theirs:
            self.ours, self.theirs = ours, theirs
            mine, foreign = self._changes()
        return mine, foreign

    def _next_group(
        self, ours: list[Range], theirs: list[Range]
    ) -> tuple[int, int, list[Range], list[Range]]:
        """Take the next change off the (reversed) lists, with all that overlap it or hang on it.

        Gives start and end in the base and the changes of either side.
        """
        first = min((side[-1] for side in (ours, theirs) if side), key=lambda r: (r.old_start, r.old_end))
        start, end = first.old_start, first.old_end
        mine: list[Range] = []
        foreign: list[Range] = []
        sides = (ours, mine, foreign, self.ours), (theirs, foreign, mine, self.theirs)
        grown = True
        while grown:
            grown = False
            for side, taken, other, text in sides:
                while side and (
                    side[-1] is first
                    or _overlap(side[-1], start, end)
                    or (other and self._hangs_on(side[-1], text, other[-1]))
                ):
                    end = max(end, side[-1].old_end)
                    taken.append(side.pop())
                    grown = True
        return start, end, mine, foreign

    def _hangs_on(self, change: Range, text: str, other: Range) -> bool:
        """Whether a change adds lines just behind one of the other side that parts them from theirs."""
        gap = self.base[other.old_end : change.old_start]
        if change.old_start != change.old_end or len(gap) > _LOOK_BACK or gap.strip():
            return False
        theirs = self.theirs if text is self.ours else self.ours
        instead = theirs[other.new_start : other.new_end]
        above = self.base[other.old_start : other.old_end]
        lines = text[change.new_start : change.new_end], above, instead
        return parent_gone(*lines) or (not gap and is_taken_in(*lines))

    def _part(self, start: int, changes: list[Range], text: str, instead: str) -> bool:
        """Whether one side only adds lines, to some in the place of which the other side has others."""
        return all(change.old_start == change.old_end for change in changes) and any(
            parent_gone(text[change.new_start : change.new_end], self.base[start : change.old_start], instead)
            for change in changes
        )

    def merged(self, source: Source) -> Merged:
        """The result with its spans counted in the lines of `source`."""
        conflict_spans = line_spans(source.text, self.conflicts_at)
        return Merged(
            source,
            tuple(
                Conflict(span, found.base, found.ours, found.theirs)
                for span, found in zip(conflict_spans, self.conflicts, strict=True)
            ),
            tuple(line_spans(source.text, self.theirs_at)),
            self.lines,
            self.removed,
        )

    def _add(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def _add_theirs(self, text: str, replaced: str) -> None:
        start = self.length
        self._add(text)
        self.theirs_at.append((start, self.length))
        came, went = len(split_lines(text)), len(split_lines(replaced))
        self.lines += max(came, went)
        self.removed += max(0, went - came)

    def _add_group(self, start: int, end: int, mine: list[Range], foreign: list[Range]) -> None:
        base = self.base[start:end]
        ours = applied(self.base, self.ours, start, end, mine)
        theirs = applied(self.base, self.theirs, start, end, foreign)
        if not foreign or ours == theirs:
            self._add(ours)
        elif not mine:
            self._add_theirs(theirs, base)
        else:
            at = self.length
            typed = [_typed(self.ours, mine), _typed(self.theirs, foreign)]
            if (names := united(base, ours, theirs)) is not None:
                ours, theirs, *typed = [with_line(text, names) for text in (ours, theirs, *typed)]
            elif self._part(start, mine, self.ours, theirs) or self._part(start, foreign, self.theirs, ours):
                typed = [ours, theirs]  # what was added would be parted from its item or its section
            if self._add_both(base, ours, theirs, *typed):
                self.conflicts_at.append((at, self.length))
                lines = (tuple(split_lines(text)) for text in (base, ours, theirs))
                self.conflicts.append(Conflict(Span(0, 0), *lines))

    def _add_both(self, base: str, ours: str, theirs: str, my_lines: str, their_lines: str) -> bool:
        """Lines that both changed. True when somebody should look at the result.

        Against a deletion the other side's lines stay whole, so that what was typed keeps its context.
        Otherwise each gives the lines it typed: those it merely kept are in neither's way.
        """
        if not theirs and my_lines:
            self._add(ours)
            return not _are_reviews(base)
        if not ours and their_lines:
            self._add_theirs(theirs, base)
            return not _are_reviews(base)
        if not my_lines or not their_lines:
            self._add_theirs(their_lines, "") if their_lines else self._add(my_lines)
            return bool(my_lines or their_lines) and not _are_reviews(base)  # changed here, removed there
        head, only_theirs, only_ours, tail = _common_ends(split_lines(their_lines), split_lines(my_lines))
        # the line of names that both sides have now stands there once
        only_theirs = [line for line in only_theirs if line not in only_ours or not names_of(line)]
        only_theirs, only_ours = once(only_theirs, only_ours), once(only_ours, only_theirs)
        self._add("".join(head))
        above = next((piece for piece in reversed(self.pieces) if piece), "")
        follows_text = bool(above) and not _BLANK_END.search(above[-_LOOK_BACK:])
        runs = [(run, True) for run in runs_of(only_theirs, follows_text)]
        runs += [(run, False) for run in runs_of(only_ours, follows_text)]
        # of one level theirs stay first, and a report before who has reviewed it
        runs.sort(key=lambda run: (-run[0].level, _are_reviews("".join(run[0].lines))))
        before: tuple[AddedRun, bool] | None = None
        for run, is_theirs in runs:
            if before and before[1] != is_theirs and _needs_blank(before[0].lines[-1], run.lines, tail):
                self._add(tail[0])
            text = "".join(run.lines)
            self._add_theirs(text, "") if is_theirs else self._add(text)
            before = run, is_theirs
        self._add("".join(tail))
        beside = _stand_beside(base, ours, theirs, ["".join(only_theirs), "".join(only_ours)])
        return bool(only_theirs and only_ours) and not beside


def _slid(changes: list[Range], others: list[Range], base: str, text: str) -> list[Range]:
    """One side's changes, moved over blank lines to where the other side adds something, where they can be.

    A section that is added or removed with the blank line before it is the same as with the one behind it.
    """
    places = [other.old_start for other in others if other.old_start == other.old_end]
    ends = [change.old_start for change in changes[1:]] + [len(base) + 1]
    return [
        _moved_over_blanks(change, place, base, text)
        if (n := bisect_right(places, change.old_end)) < len(places) and (place := places[n]) < end
        else change
        for change, end in zip(changes, ends, strict=False)
    ]


def _moved_over_blanks(change: Range, place: int, base: str, text: str) -> Range:
    gap = base[change.old_end : place]
    if len(gap) > _LOOK_BACK or gap.strip():
        return change
    adds = change.old_start == change.old_end and text.startswith(gap, change.new_start)
    removes = change.new_start == change.new_end and base.startswith(gap, change.old_start)
    return Range(*(at + len(gap) for at in change)) if adds or removes else change


def _overlap(change: Range, start: int, end: int) -> bool:
    if change.old_start == change.old_end == start == end:
        return True  # both insert in one place
    return change.old_start < end and change.old_end > start


def _stand_beside(base: str, ours: str, theirs: str, added: list[str]) -> bool:
    """True where names and flags that one side added stand beside what the other has there.

    A flag that was there stays as it was on one side at least.
    """
    flags = [line for line in split_lines(base) if not names_of(line)]
    if any(line.strip() and not is_review_line(line) for line in flags):
        return False
    kept = {*split_lines(ours), *split_lines(theirs)}
    of_reviews = [_are_reviews(lines) for lines in added]
    return all(line in kept for line in flags) and (all(of_reviews) if flags else any(of_reviews))


def _are_reviews(text: str) -> bool:
    """True for lines of names and flags alone: each side's stand beside those of the other."""
    lines = [line for line in split_lines(text) if line.strip()]
    return bool(lines) and all(map(is_review_line, lines))


def _typed(text: str, changes: list[Range]) -> str:
    return "".join(text[change.new_start : change.new_end] for change in changes)


def _common_ends(a: list[str], b: list[str]) -> tuple[list[str], list[str], list[str], list[str]]:
    """Common first lines, what only `a` has, what only `b` has, common last lines."""
    shortest = min(len(a), len(b))
    head = 0
    while head < shortest and a[head] == b[head]:
        head += 1
    tail = 0
    while tail < shortest - head and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    return a[:head], a[head : len(a) - tail], b[head : len(b) - tail], a[len(a) - tail :]


def _needs_blank(before: str, after: list[str], tail: list[str]) -> bool:
    """True where paragraphs or sections, each with a blank line after it, would otherwise follow at once."""
    parted = not before.strip() or not after[0].strip()
    alone = STANDS_ALONE.match(after[0]) and not HEADING.match(after[0])
    return bool(tail and not tail[0].strip() and not parted and not alone)


def _style(text: str) -> str | None:
    """The one newline of a text; empty when it has none, None when they are mixed."""
    if "\r" not in text:
        return "\n" if "\n" in text else ""
    lf, crlf = text.count("\n"), text.count("\r\n")
    if not lf:
        return "\r" if "\r" in text else ""
    return {lf: "\r\n", 0: "\n"}.get(crlf)


def _same_newlines(*texts: str) -> tuple[str, ...]:
    """Base, ours and theirs, comparable by line.

    When one side gave the whole file other newlines, the rest follows; else every line would differ.
    A classic Mac OS file that somebody added line feeds to becomes one with line feeds.
    """
    if any(map(is_classic_mac, texts)) and any("\n" in text for text in texts):
        texts = tuple(_LONE_CR.sub("\n", text) for text in texts)
    base, ours, theirs = map(_style, texts)
    if theirs and theirs != base:
        texts = tuple(_restyled(text, theirs) for text in texts)
    elif ours and ours != base == theirs:
        texts = tuple(_restyled(text, ours) for text in texts)
    return texts


def _restyled(text: str, newline: str) -> str:
    plain = text.replace("\r", "\n") if is_classic_mac(text) else text.replace("\r\n", "\n")
    return plain if newline == "\n" else plain.replace("\n", newline)
