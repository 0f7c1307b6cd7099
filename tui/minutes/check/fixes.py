"""The safe repairs: lines written otherwise with the same words, one undoable step, no other byte."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from tui.minutes.check.findings import BY_CODE, Finding
from tui.minutes.check.lines import ends_in_blanks, items
from tui.minutes.export.draft import CleanedDraft, LineChange, applied, same_words
from tui.minutes.model import LIST_KINDS, Meeting
from tui.minutes.noting.editing import Edit, EditError, check_writable
from tui.minutes.reading.list_marks import nested_replies
from tui.minutes.text.encoding_repair import repairs, with_repairs
from tui.minutes.text.source import Span, split_lines, without_newline

SAFE: Final = tuple(code for code, rule in BY_CODE.items() if rule.safe)
"""The codes that have a repair, in the order in which repairs are made."""

_TAB: Final = 4  # columns to a tab stop (CommonMark 2.2)


def fix(meeting: Meeting, findings: Collection[Finding], file_name: str = "") -> Edit:
    """Repair what can be repaired among findings. Raises EditError where nothing can."""
    check_writable(meeting)
    wanted = {(each.code, each.line) for each in findings if each.rule.safe}
    source = meeting.source
    lines = [without_newline(line) for line in source.lines]
    draft = CleanedDraft([*lines, ""], range(len(lines) + 1), file_name)
    made = 0
    for code in SAFE:
        lines_of_code = {line for each, line in wanted if each == code}
        if not lines_of_code:
            continue
        changes = [
            change
            for change in _changes(draft, code)
            if not lines_of_code.isdisjoint(range(change.span.start, change.span.end))
        ]
        if code == "M101":
            draft, count = draft.changed(changes), len(changes)
        else:
            draft, done = applied(draft, code, changes, same_words)
            count = len(done)
        made += count
    if not made:
        raise EditError("Nothing here can be repaired without changing words; edit the line instead.")
    new = [
        after + line[len(before) :]
        for line, before, after in zip(source.lines, lines, draft.lines, strict=False)
    ]
    changed = [n for n, (old, line) in enumerate(zip(source.lines, new, strict=True)) if old != line]
    text = "".join(new)
    if not changed or len(split_lines(text)) != len(lines):
        raise EditError("The repair would move lines; nothing was changed. Edit the line instead.")
    said = f"repaired {len(changed)} lines" if len(changed) > 1 else f"repaired line {changed[0] + 1}"
    return Edit(source, source.with_text(text), Span(changed[0], changed[-1] + 1), said)


def _changes(draft: CleanedDraft, code: str) -> Iterator[LineChange]:
    """All repairs of a kind; each has as many lines as it replaces."""
    if code == "M101":
        found = list(repairs(draft.lines))
        mended = with_repairs(draft.lines, found)
        for line in sorted({each.line for each in found}):
            yield LineChange(Span(line, line + 1), (mended[line],), code)
    elif code == "M102":
        for item, lines in nested_replies(draft.meeting, draft.lines):
            yield LineChange(item.own, lines, code)
    else:
        yield from _blanks(draft, code)


def _blanks(draft: CleanedDraft, code: str) -> Iterator[LineChange]:
    for _, item in items(draft.meeting):
        for n in range(item.own.start, item.own.end):
            line = draft.lines[n]
            if code == "M103":
                better = line.rstrip(" \t") if ends_in_blanks(draft.lines, item, n) else line
            else:
                head = len(line) - len(line.lstrip())
                if n == item.own.start and item.kind in LIST_KINDS:
                    after = line.find(item.marker) + len(item.marker)
                    head = after + len(line[after:]) - len(line[after:].lstrip())
                better = line[:head].expandtabs(_TAB) + line[head:]
            if better != line:
                yield LineChange(Span(n, n + 1), (better,), code)


def repair_encoding(meeting: Meeting, only: int | None = None) -> Edit:
    """Repair the file itself, or one of its lines (from 0): one step, no other byte. Raises EditError."""
    check_writable(meeting)
    source = meeting.source
    found = [repair for repair in repairs(source.lines) if only in (None, repair.line)]
    if not found:
        raise EditError("No broken encoding is found that can be repaired for certain.")
    words = f"{len(found)} words" if len(found) > 1 else f"{found[0].before} to {found[0].after}"
    text = "".join(with_repairs(source.lines, found))
    return Edit(source, source.with_text(text), Span(found[0].line, found[-1].line + 1), f"repaired {words}")
