"""Rules that look at what was agreed: actions without owner or date, proposals without outcome."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tui.minutes.check.findings import Finding
from tui.minutes.model import LIST_KINDS, Item, ItemKind, Meeting, Note, NoteKind, Section, SectionKind
from tui.minutes.text.inline import visible

_PROPOSAL: Final = re.compile(
    r"(?:proposal(?=\s*:\**\s*\S|\s+to\b)|propose\b|proposed:|motion\b|discuss\s*(?:/|and)\s*approve\b"
    r"|approve\b|(?:request(?:ing)?|seeking|looking) (?:for )?approval\b|vote (?:on|for|to)\b)",
    re.IGNORECASE,
)
_SETTLED: Final = re.compile(
    r"\b(?:approved|accepted|adopted|agreed|carried|passed|rejected|declined|deferred|postponed|tabled|amended"
    r"|withdrawn|no objections?|lgtm|consensus|confirmed|resolved|decided|done|lazy consensus)\b",
    re.IGNORECASE,
)
_OUTCOMES: Final = (NoteKind.DECISION, NoteKind.VOTE)
_TEXT: Final = (*LIST_KINDS, ItemKind.PARAGRAPH, ItemKind.REPLY)
_ELSEWHERE: Final = (SectionKind.TEAM, SectionKind.AGENDA, SectionKind.ACTIONS, SectionKind.DECISIONS)
_LONGEST: Final = 60  # characters of an action that a message quotes


def actions(meeting: Meeting) -> Iterator[Finding]:
    """M301, M302, M303. The day an action is late on is the meeting's, so that old minutes stay as good."""
    for _, item, note in meeting.notes(NoteKind.ACTION):
        if not note.open:
            continue
        line, what = item.own.start, _short(note)
        if not note.owners:
            yield Finding(line, "M301", f"nobody has this action: {what}")
        if note.due is None:
            yield Finding(line, "M302", f"this action has no due date: {what}")
        elif meeting.date is not None and note.due < meeting.date:
            yield Finding(line, "M303", f"due {note.due.isoformat()} and still open: {what}")


def proposals(meeting: Meeting) -> Iterator[Finding]:
    """M304: what opens as a proposal, outside of teams' reports, with nothing under it that settles it."""
    for section in meeting.sections:
        if section.kind in _ELSEWHERE:
            continue
        for number, item in enumerate(section.items):
            if item.kind not in _TEXT or item.note is not None:
                continue
            if _PROPOSAL.match(item.text.lstrip("*_ ")) and not _is_settled(section, number, item):
                yield Finding(item.own.start, "M304", f"proposal without outcome: {_cut(item.text)}")


def _is_settled(section: Section, number: int, item: Item) -> bool:
    """True where the item itself, what is nested in it, or a remark right after it says what became of it."""
    if _SETTLED.search(item.text):
        return True
    for other in section.items[number + 1 :]:
        if other.depth <= item.depth and other.kind is not ItemKind.REPLY:
            alike = other.depth == item.depth and other.note is not None
            return alike and other.note is not None and other.note.kind in _OUTCOMES
        if other.note is not None and other.note.kind in _OUTCOMES:
            return True
        if _SETTLED.search(other.text):
            return True
    return False


def _short(note: Note) -> str:
    return _cut(note.text)


def _cut(text: str) -> str:
    text = visible(text)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
