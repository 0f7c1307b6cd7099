"""Cleaned minutes as Markdown: CommonMark with GitHub's tables and task lists, laid out by mdformat."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Final

from tui.minutes.export.cleaning import Cleaned, clean
from tui.minutes.export.draft import Change, Draft
from tui.minutes.export.section_rules import front_end
from tui.minutes.export.summary import (
    ACTION_COLUMNS,
    DECISION_COLUMNS,
    HEADING,
    Summary,
    is_summary,
    summary,
)
from tui.minutes.export.tokens import said
from tui.minutes.model import Meeting
from tui.minutes.reading.front_matter import front_matter
from tui.minutes.reading.reader import read
from tui.minutes.text.source import Source, Span

if TYPE_CHECKING:
    from tui.minutes.export.forms import Export

_LONGEST_LINE: Final = 20_000
"""Characters of a line beyond which mdformat takes too long, and the layout stays as it is."""

_LARGEST: Final = 1_000_000
_ROUNDS: Final = 3
_PUNCTUATION: Final = re.compile(r"[^\w\- ]")
_ACTING: Final = re.compile(r"(?<!\\)\](?=\(\s*<?\s*(?:javascript|vbscript|data|file)\s*:)", re.IGNORECASE)


def make(export: Export) -> str:
    """The minutes in this form."""
    return markdown(export.cleaned)


def markdown(cleaned: Cleaned) -> str:
    """The cleaned minutes as Markdown, with a summary after the front.

    Laid out, a text can show what a rule did not see before; so it is cleaned again until nothing changes.
    """
    text = _written(cleaned)
    for _ in range(_ROUNDS):
        name = cleaned.draft.file_name
        again = _written(clean(read(Source(text), name), name, cleaned.kept))
        if again == text:
            break
        text = again
    return text


def _written(cleaned: Cleaned) -> str:
    draft = cleaned.draft
    if "summary" not in cleaned.kept:
        draft = _with_summary(_without_summaries(draft))
    return _inert_links(draft.text) if "layout" in cleaned.kept else laid_out(draft.text)


def laid_out(text: str) -> str:
    """Markdown through mdformat, where that keeps every word; else the text as it is. Front matter stays."""
    if front := front_matter(text).length:
        rest = text[front:]
        return text[:front] + "\n" * rest.startswith("\n") + _laid_out(rest.lstrip("\n"))
    return _laid_out(text)


def _laid_out(text: str) -> str:
    if len(text) > _LARGEST or any(len(line) > _LONGEST_LINE for line in text.split("\n")):
        return _inert_links(text)
    import mdformat  # noqa: PLC0415 - not before something is exported

    try:
        result = mdformat.text(text, extensions={"gfm"}, options={"number": True, "compact_tables": True})
    except (ValueError, RecursionError):  # what it cannot lay out
        return _inert_links(text)
    return _inert_links(result if said(text) == said(result) else text)


def _without_summaries(draft: Draft) -> Draft:
    """The draft without a summary of an earlier export: it is written anew."""
    spans = [section.span for section in draft.meeting.sections if is_summary(section)]
    return draft.changed([Change(span, (), "") for span in spans]) if spans else draft


def _with_summary(draft: Draft) -> Draft:
    meeting = draft.meeting
    found = summary(meeting)
    if not found:
        return draft
    at = front_end(meeting)
    level = meeting.sections[index].level if (index := meeting.section_at(at)) is not None else 2
    before = [""] if at and draft.lines[at - 1].strip() else []
    lines = [*before, f"{'#' * max(2, level)} {HEADING}", "", *tables(found, meeting), ""]
    return draft.changed([Change(Span(at, at), tuple(lines), "")])


def tables(found: Summary, meeting: Meeting) -> list[str]:
    """The summary as Markdown tables, with links to the sections as GitHub names them."""
    links = _links(meeting)
    lines: list[str] = []
    if found.decisions:
        rows = [(each.text, links[each.section]) for each in found.decisions]
        lines += [*_table(DECISION_COLUMNS, rows), ""]
    if found.tasks:
        more = [(each.owner, each.text, each.due, links[each.section]) for each in found.tasks]
        lines += _table(ACTION_COLUMNS, more)
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


def _links(meeting: Meeting) -> list[str]:
    """For each section a link to it."""
    titles = [section.title for section in meeting.sections]
    before = front_end(meeting)
    place = sum(section.level > 0 and section.heading.start < before for section in meeting.sections)
    headed = [section.title for section in meeting.sections if section.level]
    found = slugs([*headed[:place], HEADING, *headed[place:]])
    del found[place]
    fragments = iter(found)
    return [
        f"[{_cell(section.name)}](#{next(fragments)})" if section.level else ""
        for section, _ in zip(meeting.sections, titles, strict=True)
    ]


def _table(columns: Sequence[str], rows: Collection[Sequence[str]]) -> list[str]:
    lines = [columns, ["---"] * len(columns), *rows]
    return ["| " + " | ".join(_in_cell(cell) for cell in line) + " |" for line in lines]


def _in_cell(text: str) -> str:
    """Inline Markdown as it can stand in a table's cell (GFM 4.10)."""
    return re.sub(r"(?<!\\)((?:\\\\)*)\|", r"\1\\|", " ".join(text.split()))


def _cell(text: str) -> str:
    """Plain text as inline Markdown."""
    return re.sub(r"([\\`*_\[\]<>|&~])", r"\\\1", text)


def _inert_links(text: str) -> str:
    """Links that could act, as text: also for readers of Markdown that are less careful than ours."""
    return _ACTING.sub(r"\\]", text)
