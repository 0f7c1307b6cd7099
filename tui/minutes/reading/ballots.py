"""The result of a vote that stands below what was voted on belongs to that: `(6/0/0) carried` under a
decision."""

from __future__ import annotations

from collections.abc import Iterable

from tui.minutes import note_grammar
from tui.minutes.model import ItemKind, Note, NoteKind
from tui.minutes.reading.blocks import Block
from tui.minutes.reading.votes import ballot_of, is_result

_VOTED = (NoteKind.DECISION, NoteKind.VOTE)
_SILENT = frozenset({ItemKind.CODE, ItemKind.HTML, ItemKind.RULE, ItemKind.TABLE, ItemKind.QUOTE})


def with_results(found: Iterable[tuple[Block, Note | None]]) -> list[tuple[Block, Note | None]]:
    """The blocks and notes of a section, each result with the decision or vote above it.

    One that stands below what is no note is a decision itself, where it says what became of the proposal.
    """
    listed = list(found)
    results = {index for index, (block, note) in enumerate(listed) if _may_be_result(block, note)}
    if not results:
        return listed
    around: list[int] = []  # the blocks that the present one is nested in, and the one before it
    for index, (block, note) in enumerate(listed):
        while around and listed[around[-1]][0].depth > block.depth:
            around.pop()
        if index in results:
            above = _voted_on(listed, around)
            if above is not None:
                outer, decided = listed[above]
                if decided is not None and (decided.ballot is None or decided.ballot.yes is None):
                    ballot = ballot_of(block.text, voted=True)
                    listed[above] = outer, note_grammar.decided(decided._replace(ballot=ballot))
                    listed[index] = block, None
            elif note is None and around:
                ballot = ballot_of(block.text, voted=True)
                if ballot is not None and ballot.result in ("carried", "failed"):
                    text = " ".join(block.text.split())
                    listed[index] = block, note_grammar.decided(Note(NoteKind.DECISION, text, ballot=ballot))
        while around and listed[around[-1]][0].depth >= block.depth:
            around.pop()
        around.append(index)
    return listed


def _may_be_result(block: Block, note: Note | None) -> bool:
    return (note is None or note.kind in _VOTED) and block.kind not in _SILENT and is_result(block.text)


def _voted_on(listed: list[tuple[Block, Note | None]], around: list[int]) -> int | None:
    """The decision or vote right around or before the present block."""
    if not around:
        return None
    note = listed[around[-1]][1]
    return around[-1] if note is not None and note.kind in _VOTED else None
