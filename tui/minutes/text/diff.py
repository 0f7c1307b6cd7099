"""Which lines differ between two texts: common ends trimmed, unique lines as anchors, then Myers.

The work is bounded whatever the input: where telling lines apart would cost too much, the stretch counts
as changed as a whole, which is coarser but never wrong.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from tui.minutes.text.source import Source, Span, common_head, common_tail, is_classic_mac

_DEPTH: Final = 24  # levels of anchors within anchors
_LARGE: Final = 100  # lines from where on it pays to try first whether there are but a few changes
_FEW: Final = 500  # steps spent on that
_BUDGET: Final = 100_000  # steps of Myers' algorithm for one pair of texts: tenths of a second


class Change(NamedTuple):
    """Lines of an old text and what stands for them in a new one; either span may be empty, not both."""

    old: Span
    new: Span


class Range(NamedTuple):
    """A changed stretch: `old` and `new` by start and end, in lines or in characters."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


def diff(old: Source, new: Source) -> tuple[Change, ...]:
    """The changes that turn one text into another, by line and in order; newlines count as part of a line."""
    if is_classic_mac(old.text) != is_classic_mac(new.text):  # which count their lines differently
        ranges = line_changes(old.lines, new.lines)
        return tuple(Change(Span(r.old_start, r.old_end), Span(r.new_start, r.new_end)) for r in ranges)
    old_lines, new_lines = _LineCounter(old.text), _LineCounter(new.text)
    return tuple(
        Change(old_lines.span(r.old_start, r.old_end), new_lines.span(r.new_start, r.new_end))
        for r in text_changes(old.text, new.text)
    )


def text_changes(old: str, new: str) -> list[Range]:
    """The changed stretches of two texts as character offsets, each at line starts.

    Only what lies between the common ends is split into lines: a large file with a small edit costs
    little more than comparing it. Not for a classic Mac OS text (`is_classic_mac`) with one that is none.
    """
    if old == new:
        return []
    newline = "\r" if is_classic_mac(old) or is_classic_mac(new) else "\n"
    head = old.rfind(newline, 0, common_head(old, new)) + 1
    old_end, new_end = _before_common_tail(old, new, head, newline)
    a, b = _keys(old[head:old_end], newline), _keys(new[head:new_end], newline)
    old_at = _offsets(a, head, old_end)
    new_at = _offsets(b, head, new_end)
    return [
        Range(old_at[r.old_start], old_at[r.old_end], new_at[r.new_start], new_at[r.new_end])
        for r in line_changes(a, b)
    ]


def line_changes(old: Sequence[str], new: Sequence[str]) -> list[Range]:
    """The changed stretches of two sequences of lines, in order; between two of them is a common line."""
    found: list[Range] = []
    budget = [_BUDGET]
    work = [(Range(0, len(old), 0, len(new)), 0)]
    while work:
        part, depth = work.pop()
        part = _trimmed(old, new, part)
        if part.old_start == part.old_end or part.new_start == part.new_end:
            if part.old_start != part.old_end or part.new_start != part.new_end:
                found.append(part)
            continue
        few = _myers(old, new, part, [_FEW]) if part.old_end - part.old_start > _LARGE else []
        anchors = _anchors(old, new, part) if depth < _DEPTH and len(few) < 2 else []
        if not anchors:
            found.extend(few if len(few) > 1 else _myers(old, new, part, budget))
            continue
        i, j = part.old_start, part.new_start
        for a, b in anchors:
            work.append((Range(i, a, j, b), depth + 1))
            i, j = a + 1, b + 1
        work.append((Range(i, part.old_end, j, part.new_end), depth + 1))
    found.sort()
    return found


def _keys(text: str, newline: str) -> list[str]:
    """Lines without newlines, to compare; a last line that has none gets one, to be unlike others."""
    keys = text.split(newline)
    if keys[-1]:
        keys[-1] += newline
    else:
        del keys[-1]
    return keys


def _offsets(keys: list[str], start: int, end: int) -> list[int]:
    """Where each line starts, and after them where the last one ends."""
    return [*accumulate([len(key) + 1 for key in keys[:-1]], initial=start), end] if keys else [start]


def applied(old: str, new: str, start: int, end: int, changes: Iterable[Range]) -> str:
    """A stretch of the old text with some of the changes that lead to the new one."""
    pieces, done = [], start
    for change in changes:
        pieces += [old[done : change.old_start], new[change.new_start : change.new_end]]
        done = change.old_end
    return "".join([*pieces, old[done:end]])


class _LineCounter:
    """Line numbers of growing offsets of a text, counted once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._newline = "\r" if is_classic_mac(text) else "\n"
        self._offset = 0
        self._line = 0

    def line(self, offset: int) -> int:
        self._line += self._text.count(self._newline, self._offset, offset)
        self._offset = offset
        return self._line

    def span(self, start: int, end: int) -> Span:
        """The lines that hold a stretch which starts at a line start."""
        first, last = self.line(start), self.line(end)
        ends_inside = end > start and not self._text.startswith(self._newline, end - 1)
        return Span(first, last + ends_inside)


def line_spans(text: str, stretches: Sequence[tuple[int, int]]) -> list[Span]:
    """The spans of lines of stretches given by growing character offsets, each from a line start."""
    counter = _LineCounter(text)
    return [counter.span(start, end) for start, end in stretches]


def _before_common_tail(a: str, b: str, head: int, newline: str) -> tuple[int, int]:
    """Where in each text the common last lines begin, never before `head`."""
    same = common_tail(a, b, min(len(a), len(b)) - head)
    at = a.find(newline, len(a) - same) + 1
    tail = len(a) - at if at and same else 0
    return len(a) - tail, len(b) - tail


def _trimmed(old: Sequence[str], new: Sequence[str], part: Range) -> Range:
    i, i_end, j, j_end = part
    while i < i_end and j < j_end and old[i] == new[j]:
        i += 1
        j += 1
    while i < i_end and j < j_end and old[i_end - 1] == new[j_end - 1]:
        i_end -= 1
        j_end -= 1
    return Range(i, i_end, j, j_end)


def _unique(lines: Sequence[str], start: int, end: int) -> dict[str, int]:
    """The lines that come once in a stretch, with their place."""
    places: dict[str, int] = {}
    for at in range(start, end):
        places[lines[at]] = -1 if lines[at] in places else at
    return {line: at for line, at in places.items() if at >= 0}


def _anchors(old: Sequence[str], new: Sequence[str], part: Range) -> list[tuple[int, int]]:
    """The longest run, in the same order in both, of lines that are unique in both (patience diff)."""
    in_old = _unique(old, part.old_start, part.old_end)
    in_new = _unique(new, part.new_start, part.new_end)
    pairs = [(at, in_new[line]) for line, at in in_old.items() if line in in_new]
    tops: list[int] = []  # place in `new` of the last pair of the best run of each length
    top_pairs: list[int] = []
    before: list[int] = []
    for index, (_, place) in enumerate(pairs):
        length = bisect_left(tops, place)
        before.append(top_pairs[length - 1] if length else -1)
        tops[length : length + 1] = [place]
        top_pairs[length : length + 1] = [index]
    run = []
    index = top_pairs[-1] if top_pairs else -1
    while index >= 0:
        run.append(pairs[index])
        index = before[index]
    return run[::-1]


def _myers(old: Sequence[str], new: Sequence[str], part: Range, budget: list[int]) -> list[Range]:
    """Myers' greedy algorithm; the whole stretch as one change when the budget is spent."""
    i0, n = part.old_start, part.old_end - part.old_start
    j0, m = part.new_start, part.new_end - part.new_start
    furthest = {1: 0}
    trace: list[dict[int, int]] = []
    for d in range(n + m + 1):
        trace.append(furthest)
        reached: dict[int, int] = {}
        for k in range(-d, d + 1, 2):
            down = k == -d or (k != d and furthest.get(k - 1, -1) < furthest.get(k + 1, -1))
            x = furthest[k + 1] if down else furthest[k - 1] + 1
            if x < n and x - k < m and x >= k:
                x += _common(old, new, i0 + x, j0 + x - k, min(n - x, m - x + k))
            budget[0] -= 1
            reached[k] = x
            if x >= n and x - k >= m:
                return _edits_of(trace, part)
        if budget[0] < 0:
            break
        furthest = reached
    return [part]


def _common(old: Sequence[str], new: Sequence[str], i: int, j: int, limit: int) -> int:
    """How many lines from here are the same, comparing ever longer runs at once."""
    done, run = 0, 1
    while run and done < limit:
        run = min(run, limit - done)
        if old[i + done : i + done + run] == new[j + done : j + done + run]:
            done += run
            run *= 2
        else:
            run //= 2
            limit = min(limit, done + 2 * run + 1)
    return done


def _edits_of(trace: list[dict[int, int]], part: Range) -> list[Range]:
    """Walk Myers' trace back; neighbouring single edits become one change."""
    x, y = part.old_end - part.old_start, part.new_end - part.new_start
    found: list[Range] = []
    for d in range(len(trace) - 1, 0, -1):
        furthest, k = trace[d], x - y
        down = k == -d or (k != d and furthest.get(k - 1, -1) < furthest.get(k + 1, -1))
        from_x = furthest[k + 1] if down else furthest[k - 1]
        from_y = from_x - (k + 1 if down else k - 1)
        to_x, to_y = (from_x, from_y + 1) if down else (from_x + 1, from_y)
        if found and (found[-1].old_start, found[-1].new_start) == (to_x, to_y):
            last = found.pop()
            to_x, to_y = last.old_end, last.new_end
        found.append(Range(from_x, to_x, from_y, to_y))
        x, y = from_x, from_y
    i, j = part.old_start, part.new_start
    return [Range(i + a, i + b, j + c, j + e) for a, b, c, e in found]
