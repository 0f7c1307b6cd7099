"""Empty teams that follow each other stand in one line, by name: "∅ UAA, Windows, Permissions".

Each name is a pane of its own, one row high, where the cursor can stand and which a click finds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from rich.cells import cell_len

from tui.minutes.model import Meeting, SectionKind
from widgets.display_text import for_display
from widgets.wrapping import Line, Piece, clipped, width_of

_INDENT: Final = 2  # cells before the first name of a row


class TeamName(NamedTuple):
    """The name of an empty team in a line of them: what is drawn, and where, in cells.

    `column` counts the names of its row. `run` has the numbers of all panes in the line; after the `last` one
    is told what is known of the team with the cursor.
    """

    text: str
    column: int
    left: int
    width: int
    run: range
    number: int

    @property
    def last(self) -> bool:
        """Whether it ends the line."""
        return self.number == self.run[-1]


def empty_runs(meeting: Meeting, shown: Sequence[int], noted: Mapping[str, object]) -> Iterator[range]:
    """Two or more empty teams of one group that follow each other, by their numbers among those `shown`.

    A section that something is `noted` at, by its key, is none of them.
    """
    sections, children, blanks = meeting.sections, meeting.children, meeting.blanks
    start = 0
    for number in range(len(shown) + 1):
        index = shown[number] if number < len(shown) else -1
        bare = index in blanks and index not in children and sections[index].kind is SectionKind.TEAM
        if bare and sections[index].key not in noted:
            if start < number and sections[shown[number - 1]].parent != sections[index].parent:
                if number - start > 1:
                    yield range(start, number)
                start = number
            continue
        if number - start > 1:
            yield range(start, number)
        start = number + 1


def names_in_rows(names: Iterable[str], run: range, width: int, room: int) -> Iterator[TeamName]:
    """The names of a run in rows of `width` cells; the last one has `room` for more, as far as that goes."""
    texts = [clipped(for_display(name), max(4, width - _INDENT - 2)) for name in names]
    column, left = 0, _INDENT
    for at, text in enumerate(texts):
        size = cell_len(text) + 2  # with a blank before it, and a comma after it
        after = left + size
        following = cell_len(texts[at + 1]) + 2 if at + 1 < len(texts) else width
        ends_row = after + following + (room if at + 2 == len(texts) else 0) > width
        start = left if column else 0
        yield TeamName(text, column, start, (width if ends_row else after) - start, run, run[at])
        column, left = (0, _INDENT) if ends_row else (column + 1, after)


def name_line(name: TeamName, current: bool, told: Line = ()) -> Line:
    """A name as it is drawn, with the cursor before it; after the last one what is `told` of another."""
    lead = "" if name.column else " ∅" if name.number == name.run[0] else " " * _INDENT
    line: Line = (
        Piece(lead, "muted"),
        Piece("▌" if current else " ", "cursor"),
        Piece(name.text, "title-current" if current else "muted"),
        Piece(" " if name.last else ",", "muted"),
    )
    spare = name.width - width_of(line)
    if not name.last:
        return (*line, Piece(" " * spare, "muted"))
    if not told or spare <= 2:
        return (*line, Piece("─" * spare, "border"))
    spare -= 2
    tail: Line = ()
    for piece in told:
        tail += (piece._replace(text=clipped(piece.text, spare - width_of(tail))),)
    fill = "─" * (spare - width_of(tail))
    return (*line, Piece(fill, "border"), Piece(" ", "muted"), *tail, Piece(" ", "muted"))
