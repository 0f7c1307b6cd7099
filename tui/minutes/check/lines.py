"""Rules for lines and notes: encoding, replies, blanks, links, actions without owner or date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from tui.minutes.check.findings import Finding
from tui.minutes.model import LIST_KINDS, Item, ItemKind, Meeting, Note, NoteKind, Section, SectionKind
from tui.minutes.reading.placeholders import is_left
from tui.minutes.reading.topics import topics_of
from tui.minutes.text.conflict_markers import marker_blocks
from tui.minutes.text.encoding_repair import repairs
from tui.minutes.text.inline import SAFE_SCHEMES, Emphasis, runs, visible
from tui.minutes.text.source import without_newline

_BLANKS: Final = " \t"
_HARD_BREAK: Final = "  "
_LONGEST: Final = 10_000  # characters of an item whose links are looked at
_NOWHERE: Final = frozenset({"", "#", "todo", "tbd", "link", "url", "http://", "https://"})
_SCHEME: Final = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]{1,30}):")
_REFUSED: Final = re.compile(r"\]\(\s{0,3}<?\s{0,3}(javascript|vbscript|data|file):", re.IGNORECASE)
_IN_HTML: Final = re.compile(
    r"\b(?:href|src|action)\s{0,3}=\s{0,3}[\"']?\s{0,3}(javascript|vbscript|data|file):", re.IGNORECASE
)
_CODE: Final = re.compile(r"`[^`\n]*`")
_LISTED: Final = (*LIST_KINDS, ItemKind.REPLY)
_SILENT: Final = (ItemKind.CODE, ItemKind.RULE)


def encoding(meeting: Meeting) -> Iterator[Finding]:
    """M100, M101."""
    if meeting.source.problem is not None:
        yield Finding(0, "M100", meeting.source.problem)
        return
    for found in repairs(meeting.source.lines):
        yield Finding(found.line, "M101", f"broken encoding: {found.before} for {found.after}")


def markers(meeting: Meeting) -> Iterator[Finding]:
    """M105."""
    for block in marker_blocks(meeting.source.text):
        sides = " and ".join(filter(None, (block.our_name, block.their_name)))
        yield Finding(block.span.start, "M105", f"git's conflict markers: choose a side ({sides})")


def lists(meeting: Meeting) -> Iterator[Finding]:
    """M102, M103, M104."""
    lines = meeting.source.lines
    for _, item in items(meeting):
        if item.kind is ItemKind.REPLY:
            yield Finding(item.own.start, "M102", "two dashes: make it a reply")
        if item.kind not in _LISTED and not (item.kind is ItemKind.PARAGRAPH and item.depth):
            continue
        for n in range(item.own.start, item.own.end):
            line = without_newline(lines[n])
            if ends_in_blanks(lines, item, n):
                yield Finding(n, "M103", "blanks at the end of the line")
            if "\t" in line[: len(line) - len(line.lstrip())] or indents_by_tab(line, item, n):
                yield Finding(n, "M104", "indented by a tab, which is as wide as each reader has it")


def ends_in_blanks(lines: Sequence[str], item: Item, line: int) -> bool:
    """True for blanks at a line's end that mean nothing; two before a line that goes on are a line break."""
    text = without_newline(lines[line])
    if not text.strip() or text.rstrip(_BLANKS) == text:
        return False
    goes_on = line + 1 < item.own.end and bool(lines[line + 1].strip())
    return not (goes_on and text.endswith(_HARD_BREAK))


def indents_by_tab(line: str, item: Item, number: int) -> bool:
    """True for a tab between a list item's marker and its words."""
    start = line.find(item.marker) + len(item.marker) if item.marker else -1
    return number == item.own.start and item.kind in LIST_KINDS and line[start : start + 1] == "\t"


def placeholders(meeting: Meeting) -> Iterator[Finding]:
    """M201."""
    for section, item in items(meeting):
        if is_left(item) and section.kind is not SectionKind.AGENDA:
            words = " ".join(item.text.split()) or item.marker
            yield Finding(item.own.start, "M201", f"placeholder left: {words or 'an empty bullet'}")


def links(meeting: Meeting) -> Iterator[Finding]:
    """M402, M403."""
    for section in meeting.sections:
        if section.level and "](" in section.title:
            yield from _bad_links(section.title, section.heading.start)
    for _, item in items(meeting):
        if item.kind in _SILENT or not ("](" in item.text or "<" in item.text) or len(item.text) > _LONGEST:
            continue
        yield from _bad_links(item.text, item.own.start)


def items(meeting: Meeting) -> Iterator[tuple[Section, Item]]:
    """All items with their section."""
    for section in meeting.sections:
        for item in section.items:
            yield section, item


def _bad_links(text: str, line: int) -> Iterator[Finding]:
    for run in runs(text):
        if not run.emphasis & Emphasis.LINK:
            continue
        scheme = _SCHEME.match(run.target)
        if run.target.strip().casefold() in _NOWHERE:
            yield Finding(line, "M402", f"the link “{run.text}” has no target")
        elif scheme is not None and scheme[1].casefold() not in SAFE_SCHEMES:
            yield Finding(line, "M403", f"the link “{run.text}” is {scheme[1]}:, not http, https or mailto")
    plain = _CODE.sub("", text)
    for match in (*_REFUSED.finditer(plain), *_IN_HTML.finditer(plain)):
        yield Finding(line, "M403", f"a link is {match[1].lower()}:, not http, https or mailto")


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
_HABIT: Final = 2
"""Topics with an outcome that make it a habit."""

_TEXT: Final = (*LIST_KINDS, ItemKind.PARAGRAPH, ItemKind.REPLY)
_ELSEWHERE: Final = (SectionKind.TEAM, SectionKind.AGENDA, SectionKind.ACTIONS, SectionKind.DECISIONS)
_LONGEST_NOTE: Final = 60  # characters of an action that a message quotes


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


def topics(meeting: Meeting) -> Iterator[Finding]:
    """M310: a topic that was talked about has no outcome, where most of the others have one.

    Minutes in which outcomes are the exception are left alone: there nobody expects one.
    """
    talked = [(each, meeting.sections[each.section]) for each in topics_of(meeting) if each.items]
    left = [
        (topic, section.items[topic.item])
        for topic, section in talked
        if not _is_settled(section, topic.item, section.items[topic.item])
    ]
    if len(left) * 2 >= len(talked) or len(talked) - len(left) < _HABIT:
        return
    for topic, item in left:
        if not _PROPOSAL.match(item.text.lstrip("*_ ")):  # M304 tells of those
            yield Finding(item.own.start, "M310", f"topic without outcome: {_cut(topic.title)}")


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
    return text if len(text) <= _LONGEST_NOTE else text[: _LONGEST_NOTE - 1].rstrip() + "…"
