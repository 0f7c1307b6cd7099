r"""The note grammar, read and written: one item is one note, and `read` takes back what `write` gave.

    [ ] **ACTION:** Ada Obi, @rlind: send the proposal (due 2026-05-12)
    [x] **ACTION:** TBD: find a note-taker (due 2026-05-12, done 2026-05-10)
    [ ] **FLAG:** Ada Obi: nothing on the signing
    **DECISION:** approved; no objections
    **QUESTION:** who owns the docs? (answered 2026-05-10)

* An action has a task box, then owners separated by commas (`TBD`: nobody), which the first `: ` ends.
  A comma, a colon before a space and a backslash before either are written with a backslash, which
  Markdown hides. A handle keeps its @. A flag is written like it; its owners are who flagged.
* One trailing bracket holds metadata: `due DATE`, `done [DATE]`, `dropped [DATE]`, `from WHERE`; dates
  are ISO. `done` and `dropped` belong to actions and flags; both tick the box. A question is
  `answered [DATE]`.
* Text that itself ends like such a bracket gets a backslash before its last `)`.
* The outcome of a decision is what its text opens with.

What cannot stand in one line is folded by `tidy`, so that the law reads: `read(write(note)) == tidy(note)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from tui.minutes.model import TASKS, Ballot, Note, NoteKind
from tui.minutes.text.escape import BIDI_CONTROLS, SYMBOLS
from tui.minutes.text.patterns import LazyPattern

NOBODY: Final = "TBD"
"""What stands in the owner slot of an action that nobody has taken."""

FIELDS: Final = ("due", "done", "dropped", "from")
"""What the bracket may hold, in the order it is written; a question's `done` is written `answered`."""

CLOSED: Final = (*TASKS, NoteKind.QUESTION)
"""What can be done: an action or a flag by somebody, a question by an answer."""

OUTCOMES: Final = ("approved", "rejected", "deferred", "amended")

_BECAME: Final = {"carried": "approved", "failed": "rejected"}
"""The outcome of what was voted on, by the result of the vote."""

_KIND: Final = LazyPattern(r"\*\*(ACTION|FLAG|DECISION|QUESTION|VOTE|INFO):\*\*")
_SLOT_END: Final = LazyPattern(r"\\.|(:)(?= |$)")
_OWNER_END: Final = LazyPattern(r"\\.|(,)")
_ESCAPED: Final = LazyPattern(r"\\([\\,:])")
_TO_ESCAPE: Final = LazyPattern(r",|:(?= |$)|\\(?=[\\,:]|$)")
_FIELD: Final = LazyPattern(
    r"(?P<name>due|done|dropped|answered) (?P<date>\d{4}-\d\d-\d\d)|(?P<bare>done|dropped|answered)"
    r"|from (?P<origin>\S.*)",
    re.IGNORECASE,
)
_OUTCOME: Final = LazyPattern(
    r"(?:(?P<approved>approved|accepted|adopted|carried|no objections?)"
    r"|(?P<rejected>rejected|declined|not approved|not carried)"
    r"|(?P<deferred>deferred|postponed|tabled)|(?P<amended>amended))"
    r"(?=$|\s*[^\w\s]|\s+(?:by|with|without|as|until|unanimously)\b)",
    re.IGNORECASE,
)
_ORIGIN_TABLE: Final = str.maketrans("(),\\", "[];/")


def _fold_table() -> dict[int, str]:
    """Characters that end or move a line become spaces; controls become symbols; bidi marks are language."""
    table = {code: symbol for code, symbol in SYMBOLS.items() if chr(code) not in BIDI_CONTROLS + "\ufeff"}
    return table | dict.fromkeys(map(ord, "\t\n\r\v\f\x85\u2028\u2029"), " ")


_FOLD: Final = _fold_table()


def read(text: str, task: bool | None) -> Note | None:
    """The note that an item's text is, or None. `task` is the item's box: ticked, not ticked, none.

    Only the grammar above: what other tools and people write is read elsewhere. An action without a box
    is such a foreign form.
    """
    if not text.startswith("**"):
        return None
    match = _KIND.match(text)
    if match is None:
        return None
    kind = NoteKind[match[1]]
    if kind is NoteKind.ACTION and task is None:
        return None
    rest = fold(text[match.end() :])
    owners: tuple[str, ...] = ()
    if kind in TASKS:
        owners, rest = _owners(rest)
    fields, rest = split_metadata(rest, kind)
    words = _unescaped_tail(rest, kind)
    note = decided(Note(kind, words, owners, ballot=_ballot(words, kind)))
    if fields:
        note = with_metadata(note, fields)
    if task and kind in CLOSED and not note.dropped:
        note = note._replace(done=True)
    return note


def write(note: Note) -> str:
    """The line of a note without its list marker; an action's line starts with its task box."""
    note = tidy(note)
    parts = [f"**{note.kind.name}:**"]
    if note.kind in TASKS:
        owners = ", ".join(_TO_ESCAPE.sub(r"\\\g<0>", owner) for owner in note.owners)
        parts = ["[ ]" if note.open else "[x]", *parts, f"{owners or NOBODY}:"]
    if note.text:
        parts.append(_escaped_tail(note.text, note.kind))
    if fields := list(_fields(note)):
        parts.append(f"({', '.join(fields)})")
    return " ".join(parts)


def tidy(note: Note) -> Note:
    """The note as one line can hold it; the same for every note that was read.

    Line breaks and tabs become spaces, control characters their symbols. Owners, `done` and `dropped` are
    an action's or a flag's: owners of another kind are put before its text. An outcome that the text does
    not open with is put before it. In `origin`, brackets, commas and backslashes become `[`, `]`, `;`, `/`.
    """
    owners = tuple(dict.fromkeys(name for name in map(fold, note.owners) if name.upper() not in ("", NOBODY)))
    text, outcome = fold(note.text), ""
    action = note.kind in TASKS
    if owners and not action:
        text, owners = f"{', '.join(owners)}: {text}".rstrip(), ()
    if note.kind is NoteKind.DECISION:
        outcome = note.outcome if note.outcome in OUTCOMES else ""
        if outcome and outcome_of(text) != outcome:
            text = f"{outcome}; {text}" if text else outcome
        outcome = outcome_of(text)
    ballot = _ballot(text, note.kind)
    done = note.kind in CLOSED and (note.done or note.done_on is not None)
    dropped = action and not done and (note.dropped or note.dropped_on is not None)
    return Note(
        note.kind,
        text,
        owners,
        note.due,
        done=done,
        done_on=note.done_on if done else None,
        dropped=dropped,
        dropped_on=note.dropped_on if dropped else None,
        origin=fold(note.origin).translate(_ORIGIN_TABLE),
        outcome=outcome
        or _BECAME.get(ballot.result if ballot and note.kind is NoteKind.DECISION else "", ""),
        ballot=ballot,
    )


def fold(text: str) -> str:
    """Text as it can stand in one line of Markdown: see `tidy`. A hard line break is a space, too."""
    if "\n" in text:
        lines = [line.strip(" \t\r") for line in text.split("\n")]
        text = " ".join(line[:-1].rstrip(" ") if _ends_in_break(line) else line for line in lines[:-1])
        text = f"{text} {lines[-1]}"
    return in_one_line(text).strip()


def in_one_line(text: str) -> str:
    """Text with what ends a line, and what acts on a terminal, replaced character by character."""
    return text if text.isprintable() else text.translate(_FOLD)


def split_metadata(text: str, kind: NoteKind) -> tuple[dict[str, str], str]:
    """The fields of a trailing metadata bracket (empty: there is none) and the text before it.

    Field name to date, or to where it is from; `done` and `dropped` may be without a date. For foreign
    forms, too: whatever the marker, the bracket is the same.
    """
    start = text.rfind("(")
    if start < 0 or not text.endswith(")") or (start > 0 and text[start - 1] != " "):
        return {}, text
    fields = _parsed_fields(text[start + 1 : -1], kind)
    return (fields, text[:start].rstrip()) if fields else ({}, text)


def with_metadata(note: Note, fields: Mapping[str, str]) -> Note:
    """The note with what the fields of its bracket say."""
    dates = {name: date.fromisoformat(value) for name, value in fields.items() if value and name != "from"}
    return note._replace(
        due=dates.get("due", note.due),
        done="done" in fields or note.done,
        done_on=dates.get("done"),
        dropped="dropped" in fields,
        dropped_on=dates.get("dropped"),
        origin=fields.get("from", "").strip(),
    )


def stamped(line: str, changes: Mapping[str, str | None], kind: NoteKind = NoteKind.ACTION) -> str:
    """A note's line with fields of its bracket set, or taken away (None); the rest stays as it is."""
    fields, text = split_metadata(line.rstrip(), kind)
    changed = {name: changes.get(name, fields.get(name)) for name in FIELDS}
    words = [f"{_written(name, kind)} {on}".rstrip() for name, on in changed.items() if on is not None]
    return f"{text} ({', '.join(words)})" if words else text


def _written(field: str, kind: NoteKind) -> str:
    """A field's name as it is written for a kind of note."""
    return "answered" if field == "done" and kind is NoteKind.QUESTION else field


def outcome_of(text: str) -> str:
    """What a decision's text says became of the proposal, by the words it opens with; else empty."""
    match = _OUTCOME.match(text)
    return (match.lastgroup or "") if match is not None else ""


def decided(note: Note) -> Note:
    """A decision with its outcome: the words it opens with, else what became of the vote on it."""
    if note.kind is not NoteKind.DECISION:
        return note
    result = note.ballot.result if note.ballot is not None else ""
    return note._replace(outcome=outcome_of(note.text) or _BECAME.get(result, ""))


def _ballot(text: str, kind: NoteKind) -> Ballot | None:
    """The votes that a vote or a decision counts in its words."""
    if kind not in (NoteKind.VOTE, NoteKind.DECISION):
        return None
    from tui.minutes.reading.votes import ballot_of  # noqa: PLC0415 - not needed to show a meeting

    return ballot_of(text, voted=kind is NoteKind.VOTE)


def split_box(line: str) -> tuple[bool | None, str]:
    """A written line as `read` wants it: the task box (None: there is none) and the text after it."""
    from tui.minutes.reading.task_states import box_of  # noqa: PLC0415 - not needed to show a meeting

    box = box_of(line)
    return (None, line) if box is None else (box.ticked, line[box.end :])


def _ends_in_break(line: str) -> bool:
    return line.endswith("\\") and (len(line) - len(line.rstrip("\\"))) % 2 == 1


def _owners(rest: str) -> tuple[tuple[str, ...], str]:
    """The owner slot and what follows it; no `: ` at all means that somebody left the slot out."""
    for match in _SLOT_END.finditer(rest):
        if match[1]:
            return tuple(_split_owners(rest[: match.start()])), rest[match.end() :].strip()
    return (), rest


def _split_owners(slot: str) -> list[str]:
    names, start = [], 0
    for match in _OWNER_END.finditer(slot):
        if match[1]:
            names.append(slot[start : match.start()])
            start = match.end()
    names.append(slot[start:])
    found = (_ESCAPED.sub(r"\1", name.strip()) for name in names)
    return list(dict.fromkeys(name for name in found if name.upper() not in ("", NOBODY)))


def _parsed_fields(inside: str, kind: NoteKind) -> dict[str, str]:
    """Field name to value; empty where anything is not a field, comes twice or does not suit the kind."""
    if ")" in inside or "\\" in inside:
        return {}
    fields: dict[str, str] = {}
    for part in inside.split(", "):
        match = _FIELD.fullmatch(part)
        if match is None or (match["date"] and not _is_date(match["date"])):
            return {}
        name = (match["name"] or match["bare"] or "from").lower()
        if name == "answered" and kind is NoteKind.QUESTION:
            name = "done"
        elif name == "answered" or (name in ("done", "dropped") and kind not in TASKS):
            return {}
        if name in fields:
            return {}
        fields[name] = match["date"] or match["origin"] or ""
    return {} if {"done", "dropped"} <= fields.keys() else fields


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _fields(note: Note) -> Iterator[str]:
    if note.due is not None:
        yield f"due {note.due.isoformat()}"
    if note.done and note.kind is NoteKind.QUESTION:
        yield f"answered {note.done_on.isoformat()}" if note.done_on is not None else "answered"
    elif note.done_on is not None:
        yield f"done {note.done_on.isoformat()}"
    if note.dropped:
        yield f"dropped {note.dropped_on.isoformat()}" if note.dropped_on is not None else "dropped"
    if note.origin:
        yield f"from {note.origin}"


def _looks_like_metadata(text: str, kind: NoteKind) -> bool:
    """True for text that ends in a metadata bracket, whatever number of backslashes stands before its `)`."""
    return text.endswith(")") and bool(split_metadata(text[:-1].rstrip("\\") + ")", kind)[0])


def _escaped_tail(text: str, kind: NoteKind) -> str:
    return f"{text[:-1]}\\)" if _looks_like_metadata(text, kind) else text


def _unescaped_tail(text: str, kind: NoteKind) -> str:
    return f"{text[:-2]})" if text.endswith("\\)") and _looks_like_metadata(text, kind) else text
