"""Cleaned minutes as Markdown: the lines of the file, with a summary in GitHub's tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Final

from tui.minutes.export.cleaning import Cleaned
from tui.minutes.export.draft import CleanedDraft, LineChange, Touch
from tui.minutes.export.layout import layout
from tui.minutes.export.neighbours import Status, line_of
from tui.minutes.export.section_rules import summary_line
from tui.minutes.export.summary import (
    ACTION_COLUMNS,
    DECISION_COLUMNS,
    HEADING,
    PRESENCE_COLUMNS,
    REVIEW_COLUMNS,
    Summary,
    labels,
    owner_shown,
    summary,
)
from tui.minutes.model import Meeting, SectionKind
from tui.minutes.reading.front_matter import front_matter
from tui.minutes.text.source import Span, is_classic_mac

if TYPE_CHECKING:
    from tui.minutes.export.forms import Export

_PUNCTUATION: Final = re.compile(r"[^\w\- ]")


def make(export: Export) -> str:
    """The minutes in this form."""
    return written(export.laid_out[0], export.cleaned)


def markdown(cleaned: Cleaned) -> str:
    """The cleaned minutes as Markdown."""
    return written(prepared(cleaned)[0], cleaned)


def prepared(cleaned: Cleaned, status: Status | None = None) -> tuple[CleanedDraft, list[Touch]]:
    """The cleaned minutes, laid out, with their status under the title and a summary after the front.

    And what the layout did.
    """
    draft = cleaned.draft
    changes = [] if "layout" in cleaned.kept else layout(draft)
    touches = [draft.touch("layout", change) for change in changes]
    added = _summary(draft, cleaned.reviewed) if "summary" not in cleaned.kept else None
    if added is not None:
        at = added.span.start
        changes = [change for change in changes if change.span != added.span]
        changes.insert(sum(change.span.start < at for change in changes), added)
    if status is not None and (line := line_of(status)):
        changes = _with_status(draft, changes, line)
    return draft.changed(changes), touches


def _with_status(draft: CleanedDraft, changes: list[LineChange], line: str) -> list[LineChange]:
    """The changes with the status right under the title; without a title it stands before all."""
    titles = (section.heading.end for section in draft.meeting.sections if section.kind is SectionKind.TITLE)
    at = next(titles, front_matter(draft.text).lines)
    above = [""] if at and draft.lines[at - 1].strip() else []
    first = next((change for change in changes if change.span.start == at), None)
    follows = [*(first.lines if first is not None else ()), *draft.lines[first.span.end if first else at :]]
    below = [""] if follows[:1] and follows[0].strip() else []
    added = LineChange(Span(at, at), (*above, line, *below), "the status is added")
    number = sum(change.span.start < at for change in changes)
    return [*changes[:number], added, *changes[number:]]


def written(draft: CleanedDraft, cleaned: Cleaned) -> str:
    """A draft's text: a line that is as the file has it keeps its bytes, and so its newline."""
    source = cleaned.source
    mac = is_classic_mac(source.text)
    newline = "\n" if mac else source.newline
    whole = () if mac else source.lines

    def line_of(line: str, at: int | None) -> str:
        same = at is not None and at < len(whole) and whole[at] in (f"{line}\n", f"{line}\r\n")
        return whole[at] if same and at is not None else line + newline

    end = len(draft.lines)
    while end and not draft.lines[end - 1].strip():
        end -= 1
    text = "".join(map(line_of, draft.lines[:end], draft.origin))
    return text or newline


def _summary(draft: CleanedDraft, reviewed: str) -> LineChange | None:
    """The summary, where it goes; None where there is nothing to sum up."""
    meeting = draft.meeting
    found = summary(meeting, reviewed)
    if not found:
        return None
    at = summary_line(draft)
    if at is None:
        return None
    index = meeting.section_at(at)
    level = meeting.sections[index].level if index is not None else 2
    before = [""] if at and draft.lines[at - 1].strip() else []
    lines = [*before, f"{'#' * max(2, level)} {HEADING}", "", *tables(found, meeting, at)]
    after = [""] if at < len(draft.lines) else []
    return LineChange(Span(at, at), (*lines, *after), "the summary is added")


def tables(found: Summary, meeting: Meeting, at: int) -> list[str]:
    """The summary as Markdown tables before a line, with links to the sections as GitHub names them."""
    links = _links(meeting, at)
    lines: list[str] = []
    if found.decisions:
        rows = [(each.text, links[each.section]) for each in found.decisions]
        lines += [*_table(DECISION_COLUMNS, rows), ""]
    for _, columns, each in found.rows:
        lines += [*_table(columns, [(row.text, row.more, links[row.section]) for row in each]), ""]
    if found.tasks:
        more = [(owner_shown(each), each.text, each.due, links[each.section]) for each in found.tasks]
        lines += [*_table(ACTION_COLUMNS, more), ""]
    if found.present or found.regrets:
        names = [(_cell(", ".join(found.present)), _cell(", ".join(found.regrets)))]
        lines += [*_table(PRESENCE_COLUMNS, names), ""]
    if found.reviewed:
        lines += _table(REVIEW_COLUMNS, [(_cell(found.reviewed),)])
    while lines and not lines[-1]:
        lines.pop()
    return lines


def slugs(titles: Iterable[str]) -> list[str]:
    """The fragments that GitHub gives headings, in their order."""
    seen: Counter[str] = Counter()
    result = []
    for title in titles:
        slug = _PUNCTUATION.sub("", title.strip().casefold()).replace(" ", "-")
        result.append(f"{slug}-{seen[slug]}" if seen[slug] else slug)
        seen[slug] += 1
    return result


def _links(meeting: Meeting, before: int) -> list[str]:
    """For each section a link to it; `before` is the line of the summary."""
    place = sum(section.level > 0 and section.heading.start < before for section in meeting.sections)
    headed = [section.title for section in meeting.sections if section.level]
    found = slugs([*headed[:place], HEADING, *headed[place:]])
    del found[place]
    named = zip(meeting.sections, labels(meeting), strict=True)
    headed_again = iter(found)
    fragments = [(label, next(headed_again) if section.level else "") for section, label in named]
    return [f"[{_cell(label)}](#{fragment})" if fragment and label else "" for label, fragment in fragments]


def _table(columns: Sequence[str], rows: Collection[Sequence[str]]) -> list[str]:
    lines = [columns, ["---"] * len(columns), *rows]
    return ["| " + " | ".join(_in_cell(cell) for cell in line) + " |" for line in lines]


def _in_cell(text: str) -> str:
    """Inline Markdown as it can stand in a table's cell (GFM 4.10)."""
    return re.sub(r"(?<!\\)((?:\\\\)*)\|", r"\1\\|", " ".join(text.split()))


def _cell(text: str) -> str:
    """Plain text as inline Markdown."""
    return re.sub(r"([\\`*_\[\]<>|&~])", r"\\\1", text)
