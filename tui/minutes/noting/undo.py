"""Undo and redo of changes to a file, also after saves and after others changed it.

Undoing is a three-way merge: from the text after the step, to the text now, and to the text before it. So
what others typed stays, and where they changed the very lines of the step nothing is forced.

A step is kept as what it cut out and put in; the whole text is held once, wherever the history stands. None
is forgotten because it failed: the others may change their mind.
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
    """A step that others have changed since; it is left as it is and passed over. `said` tells so."""

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
    """A change: `gap` leads from the end of the step before it to where this one began.

    `made`: whether it is in effect: not undone, or made again.
    """

    gap: _Delta
    delta: _Delta
    said: str
    group: str
    made: bool = True


class UndoHistory:
    """The steps of one file, and how far one has gone back in them.

    A step that cannot be undone or made again, since others changed its lines, is passed over and told. It is
    not forgotten: where nothing else is left to go back to, or on to, it is tried again.
    """

    def __init__(self) -> None:
        self._steps: list[_Step] = []
        self._at = 0  # undoing goes on with the steps before this one, making again with it
        self._text = ""  # after the last step before it

    @property
    def can_undo(self) -> str:
        """What would be undone next; empty for nothing."""
        return next((self._steps[index].said for index in self._to_undo()), "")

    @property
    def can_redo(self) -> str:
        """What would be made again next; empty for nothing."""
        return next((self._steps[index].said for index in self._to_redo()), "")

    def record(self, before: Source, after: Source, said: str, group: str = "") -> None:
        """Remember a change just made. What was undone before it cannot be made again.

        Changes of the same `group` (such as typing in one section) that follow each other are one step.
        """
        if before.text == after.text:
            return
        self._drop_undone()
        last = self._steps[-1] if self._steps else None
        if last is not None and group and last.group == group and self._text == before.text:
            change = _Delta.between(self._text, after.text)
            self._steps[-1] = replace(last, delta=last.delta.then(change, self._text), said=said)
            self._text = after.text
        else:
            self._insert(before.text, after.text, said, group)

    def record_from_outside(self, before: Source, after: Source, said: str) -> None:
        """Remember a change that others made, to be undone as one's own. What was undone stays undone."""
        if before.text != after.text:
            self._insert(before.text, after.text, said, "")

    def undo(self, current: Source) -> Undone | CannotUndo | None:
        """Take the last step back in the text as it is now; None where there is none."""
        refused = None
        for index in self._to_undo():
            before, after = self._texts(index)
            result = _merged(after, current, before, self._steps[index].said, "undone")
            if index < self._at:
                self._at, self._text = index, self._steps[index].gap.revert(before)
            if isinstance(result, Undone):
                self._steps[index] = replace(self._steps[index], made=False)
                return result
            refused = refused or result
        return refused

    def redo(self, current: Source) -> Undone | CannotUndo | None:
        """Make the step last undone again in the text as it is now; None where there is none."""
        refused = None
        for index in self._to_redo():
            before, after = self._texts(index)
            result = _merged(before, current, after, self._steps[index].said, "made again")
            if index >= self._at:
                self._at, self._text = index + 1, after
            if isinstance(result, Undone):
                self._steps[index] = replace(self._steps[index], made=True)
                return result
            refused = refused or result
        return refused

    def _to_undo(self) -> list[int]:
        """What undoing tries: the step before here, else those passed over, the last first."""
        before = next((index for index in reversed(range(self._at)) if self._steps[index].made), None)
        if before is not None:
            return [before]
        return [index for index in reversed(range(self._at, len(self._steps))) if self._steps[index].made]

    def _to_redo(self) -> list[int]:
        """What making again tries: the next undone step, else those passed over, the first first."""
        onward = range(self._at, len(self._steps))
        after = next((index for index in onward if not self._steps[index].made), None)
        if after is not None:
            return [after]
        return [index for index in range(self._at) if not self._steps[index].made]

    def _texts(self, index: int) -> tuple[str, str]:
        """The texts before and after a step."""
        text = self._text
        for step in reversed(self._steps[index + 1 : self._at]):
            text = step.gap.revert(step.delta.revert(text))
        for step in self._steps[self._at : index]:
            text = step.delta.apply(step.gap.apply(text))
        step = self._steps[index]
        if index < self._at:
            return step.delta.revert(text), text
        before = step.gap.apply(text)
        return before, step.delta.apply(before)

    def _drop_undone(self) -> None:
        """Forget the steps that are not in effect, and stand behind all others."""
        if all(not step.made for step in self._steps[self._at :]) and all(
            step.made for step in self._steps[: self._at]
        ):
            del self._steps[self._at :]
            return
        kept = [(step, *self._texts(index)) for index, step in enumerate(self._steps) if step.made]
        self._steps, self._at, self._text = [], 0, ""
        for step, before, after in kept:
            self._insert(before, after, step.said, step.group)

    def _insert(self, before: str, after: str, said: str, group: str) -> None:
        """Put a step where the history stands, and stand behind it."""
        step = _Step(_Delta.between(self._text, before), _Delta.between(before, after), said, group)
        if self._at < len(self._steps):
            following = self._steps[self._at]
            gap = _Delta.between(after, following.gap.apply(self._text))
            self._steps[self._at] = replace(following, gap=gap)
        self._steps.insert(self._at, step)
        self._at, self._text = self._at + 1, after
        surplus = max(0, len(self._steps) - MOST_STEPS)
        del self._steps[:surplus]
        self._at -= surplus


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
