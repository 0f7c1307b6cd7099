"""Undo and redo of changes to a file, also after saves and after others changed it.

Undoing is a three-way merge: from the text after the step, to the text now, and to the text before it. So
what others typed stays, and where they changed the very lines of the step nothing is forced.

A step is kept as what it cut out and put in; the whole text is held once, wherever the history stands.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from tui.minutes.text.merge import merge
from tui.minutes.text.source import Source, common_head, common_tail

MOST_STEPS: Final = 1000
"""Steps that are remembered; the oldest go first."""


@dataclass(frozen=True, slots=True)
class Undone:
    """The text with a step taken back, or made again. `said` is for the status line."""

    source: Source = field(repr=False)
    said: str


@dataclass(frozen=True, slots=True)
class CannotUndo:
    """A step that others have changed since; it is left as it is and not offered again. `said` tells so."""

    said: str


@dataclass(frozen=True, slots=True)
class _Delta:
    """What makes one text another: characters from `at` on cut out and others put in."""

    at: int
    cut: str
    put: str

    @classmethod
    def between(cls, old: str, new: str) -> _Delta:
        start = common_head(old, new)
        end = common_tail(old, new, min(len(old), len(new)) - start)
        return cls(start, old[start : len(old) - end], new[start : len(new) - end])

    def then(self, later: _Delta, between: str) -> _Delta:
        """Both as one; `between` is the text after this and before the later one."""
        end, later_end = self.at + len(self.put), later.at + len(later.cut)
        start, stop = min(self.at, later.at), max(end, later_end)
        cut = between[start : self.at] + self.cut + between[end:stop]
        put = between[start : later.at] + later.put + between[later_end:stop]
        both = _Delta.between(cut, put)
        return replace(both, at=start + both.at)

    def apply(self, text: str) -> str:
        return text[: self.at] + self.put + text[self.at + len(self.cut) :]

    def revert(self, text: str) -> str:
        return text[: self.at] + self.cut + text[self.at + len(self.put) :]


@dataclass(frozen=True, slots=True)
class _Step:
    """A change: `gap` leads from the end of the step before it to where this one began."""

    gap: _Delta
    delta: _Delta
    said: str
    group: str


class UndoHistory:
    """The steps of one file. `_text` is the text where the history stands: after the last step not undone."""

    def __init__(self) -> None:
        self._done: list[_Step] = []
        self._undone: list[_Step] = []
        self._text = ""

    @property
    def can_undo(self) -> str:
        """What would be undone next; empty for nothing."""
        return self._done[-1].said if self._done else ""

    @property
    def can_redo(self) -> str:
        """What would be made again next; empty for nothing."""
        return self._undone[-1].said if self._undone else ""

    def record(self, before: Source, after: Source, said: str, group: str = "") -> None:
        """Remember a change just made. What was undone before it cannot be made again.

        Changes of the same `group` (such as typing in one section) that follow each other are one step.
        """
        if before.text == after.text:
            return
        self._undone.clear()
        last = self._done[-1] if self._done else None
        if last is not None and group and last.group == group and self._text == before.text:
            change = _Delta.between(self._text, after.text)
            self._done[-1] = replace(last, delta=last.delta.then(change, self._text), said=said)
        else:
            gap = _Delta.between(self._text, before.text)
            self._done.append(_Step(gap, _Delta.between(before.text, after.text), said, group))
            del self._done[:-MOST_STEPS]
        self._text = after.text

    def undo(self, current: Source) -> Undone | CannotUndo | None:
        """Take the last step back in the text as it is now; None where there is none."""
        if not self._done:
            return None
        step = self._done.pop()
        after = self._text
        before = step.delta.revert(after)
        self._text = step.gap.revert(before)
        result = _merged(after, current, before, step.said, "undone")
        if isinstance(result, Undone):
            self._undone.append(step)
        else:
            self._undone.clear()
        return result

    def redo(self, current: Source) -> Undone | CannotUndo | None:
        """Make the step last undone again in the text as it is now; None where there is none."""
        if not self._undone:
            return None
        step = self._undone.pop()
        before = step.gap.apply(self._text)
        after = step.delta.apply(before)
        result = _merged(before, current, after, step.said, "made again")
        if isinstance(result, Undone):
            self._done.append(step)
            self._text = after
        else:
            self._undone.clear()
        return result


def _merged(base: str, current: Source, wanted: str, said: str, verb: str) -> Undone | CannotUndo:
    """The current text with the way from `base` to `wanted` gone in it, when nobody else went there."""
    if current.problem is not None:
        return CannotUndo(f"Cannot be {verb}, the file is {current.problem}: {said}")
    merged = merge(current.with_text(base), current, current.with_text(wanted))
    if any(not conflict.additions_only for conflict in merged.conflicts):
        return CannotUndo(f"Cannot be {verb} cleanly, others changed the same lines: {said}")
    if merged.source.text == current.text:
        return Undone(current, f"Nothing left to be {verb}: {said}")
    return Undone(current.with_text(merged.source.text), f"{verb.capitalize()}: {said}")
