"""What a reading leaves for the next one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Self

from tui.minutes.reading.meaning import Meaning

if TYPE_CHECKING:
    from tui.minutes.reading.attendees import Calls
    from tui.minutes.reading.outline import SectionDraft
    from tui.minutes.reading.roll_facts import RollFacts


class ParseState(NamedTuple):
    """Each section's heading by itself and among the others, and what else the reading started from."""

    alone: tuple[Meaning, ...]
    readings: tuple[Meaning, ...]
    top: tuple[bool, ...]
    references: Mapping[str, str]
    file_name: str
    called: Calls
    roll: RollFacts

    @classmethod
    def of(
        cls,
        drafts: Sequence[SectionDraft],
        references: Mapping[str, str],
        file_name: str,
        called: Calls,
        roll: RollFacts,
    ) -> Self:
        """The trace of a reading."""
        return cls(
            tuple(draft.alone for draft in drafts),
            tuple(draft.reading for draft in drafts),
            tuple(draft.top for draft in drafts),
            references,
            file_name,
            called,
            roll,
        )
