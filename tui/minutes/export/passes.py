"""Rules for items and sections together: all that they propose is made at once, and the file read once more.

A reading costs what a rule does; so none is read for every rule. Where what was made is not what was meant,
or bodies hang together, the rules go one after the other, each change checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tui.minutes.export.bodies import Bodies, is_cut
from tui.minutes.export.draft import Change, Draft, Touch, applied
from tui.minutes.export.section_rules import Propose, only_the_line
from tui.minutes.text.source import Span


class _Proposal(NamedTuple):
    """A change with the rule that proposes it; of a cleaned body with all that was done in it."""

    change: Change
    touches: Sequence[Touch]


def one_pass(draft: Draft, bodies: Bodies, rules: Sequence[tuple[str, Propose]]) -> tuple[Draft, list[Touch]]:
    """The draft with bodies cleaned and section rules applied, and what was done."""
    if is_cut(draft.meeting):
        made = _at_once(draft, bodies, rules)
        if made is not None:
            return made
    draft, touches = bodies.clean(draft)
    for name, propose in rules:
        draft, done = applied(draft, name, propose(draft), only_the_line)
        touches += done
    return draft, touches


def _at_once(
    draft: Draft, bodies: Bodies, rules: Sequence[tuple[str, Propose]]
) -> tuple[Draft, list[Touch]] | None:
    """All proposals together; None where that says something else than each of them."""
    found = [
        _Proposal(change, (draft.touch(name, change),))
        for name, propose in rules
        for change in propose(draft)
    ]
    chosen = _apart(found)
    chosen = sorted(_with_bodies(draft, bodies, chosen), key=lambda each: each.change.span)
    if not chosen:
        return draft, []
    changes = [each.change for each in chosen]
    after = draft.changed(changes)
    if not is_cut(after.meeting) or not _agree(_headings(after), _meant(draft, changes)):
        return None
    return after, [touch for each in chosen for touch in each.touches]


def _apart(proposals: Sequence[_Proposal]) -> list[_Proposal]:
    """Those that do not touch each other's lines, the first of two that do; others wait for another pass."""
    order = sorted(range(len(proposals)), key=lambda n: (proposals[n].change.span, n))
    taken: list[int] = []
    for n in order:
        span = proposals[n].change.span
        if taken:
            last = proposals[taken[-1]].change.span
            if span.start < last.end or span == last:
                if taken[-1] < n:
                    continue
                taken.pop()
        taken.append(n)
    return [proposals[n] for n in taken]


def _with_bodies(draft: Draft, bodies: Bodies, proposals: Sequence[_Proposal]) -> Iterator[_Proposal]:
    """The proposals, those within a body as one with what it is cleaned to."""
    n = 0
    for section in draft.meeting.sections:
        body = section.body
        inner: list[_Proposal] = []
        whole = False
        while n < len(proposals) and proposals[n].change.span.start < max(
            body.end, section.heading.start + 1
        ):
            each = proposals[n]
            if each.change.span.start < body.start or each.change.span.end > body.end:
                whole = True
                yield each
            else:
                inner.append(each)
            n += 1
        while n < len(proposals) and proposals[n].change.span == Span(body.end, body.end):
            inner.append(proposals[n])
            n += 1
        if not whole:
            cleaned = bodies.change(draft, section, [each.change for each in inner])
            if cleaned is not None:
                change, touches = cleaned
                yield _Proposal(change, [*(touch for each in inner for touch in each.touches), *touches])
    yield from proposals[n:]


def _headings(draft: Draft) -> list[tuple[int, int, str]]:
    return [(each.heading.start, each.level, each.title) for each in draft.meeting.sections if each.level]


def _agree(found: Sequence[tuple[int, int, str]], meant: Sequence[tuple[int, int, str | None]]) -> bool:
    return len(found) == len(meant) and all(
        a[:2] == b[:2] and b[2] in (a[2], None) for a, b in zip(found, meant, strict=True)
    )


def _meant(draft: Draft, changes: Sequence[Change]) -> list[tuple[int, int, str | None]]:
    """The headings that are left, on the lines on which they will stand; a rewritten one without title."""
    meant: list[tuple[int, int, str | None]] = []
    moved, n = 0, 0
    gone = Span(0, 0)
    for start, level, title in _headings(draft):
        same = True
        while n < len(changes) and changes[n].span.start <= start:
            rewritten = changes[n].span == Span(start, start + 1) and len(changes[n].lines) == 1
            same = same and not rewritten
            gone = changes[n].span if not rewritten else gone
            moved += len(changes[n].lines) - len(changes[n].span)
            n += 1
        if start not in gone:
            meant.append((start + moved, level, title if same else None))
    return meant
