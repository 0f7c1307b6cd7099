"""Tables of people: which column has the name, the handle, the company, and who was there."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple, Self

from tui.minutes.model import Person, Standing
from tui.minutes.reading.languages import says
from tui.minutes.reading.listed_people import of_entry, standing_said
from tui.minutes.reading.roll_labels import Label, standing_of_label
from tui.minutes.text.inline import visible
from tui.minutes.text.patterns import LazyPattern

_PIPE: Final = LazyPattern(r"(?<!\\)\|")
_NAME: Final = LazyPattern(
    r"(?:full |attendee |participant |member )?(?:name|attendee|participant|member|person|who|people)s?"
    r"(?:\s*[/&(].{1,40})?",
    re.IGNORECASE,
)
_MARK: Final = LazyPattern(r"(?:present|attend(?:ed|ance|ing)|here|there)\??", re.IGNORECASE)
_STATUS: Final = LazyPattern(r"status|standing", re.IGNORECASE)
_HANDLE: Final = LazyPattern(
    r"(?:github|git ?lab|irc|slack|chat)?[ -]?(?:handle|user(?:name)?|nick(?:name)?|id|account)"
    r"|github|git ?lab|irc",
    re.IGNORECASE,
)
_COMPANY: Final = LazyPattern(
    r"compan(?:y|ies)|organi[sz]ations?|orgs?\.?|affiliations?|employer", re.IGNORECASE
)
_ROW: Final = LazyPattern(r"<tr\b[^>]*>(.*?)(?=</tr>|<tr\b|</table>|\Z)", re.IGNORECASE | re.DOTALL)
_CELL: Final = LazyPattern(r"<t[dh]\b[^>]*>(.*?)(?=</t[dh]>|<t[dh]\b|\Z)", re.IGNORECASE | re.DOTALL)
_ENTRY: Final = LazyPattern(r"<li\b[^>]*>(.*?)(?=</li>|<li\b|</[uo]l>|\Z)", re.IGNORECASE | re.DOTALL)
_TAG: Final = LazyPattern(r"<[^<>]*>")
_ONE_HANDLE: Final = LazyPattern(r"@?(?P<handle>\w[\w.-]*)")

ABSENT_WORDS: Final = frozenset({"no", "n", "-", "–", "✗", "✘", "❌", "absent", "regrets", "excused", "away"})
"""What says in the column of who was there that somebody was not."""

_CROSSES: Final = ("✗", "✘", "❌", "×")
_SIGNS: Final = LazyPattern(r"^[^\w\s]+\s*(?=\w)")  # `❌ Excusé`

PRESENT_WORDS: Final = frozenset({"yes", "y", "x", "✓", "✔", "✅", "present", "here", "attended"})
"""What says that somebody was; any other words say so, too, in a column headed as one of who was there."""


class PeopleColumns(NamedTuple):
    """Which cell of a row has what; None: none has."""

    name: int
    mark: int | None = None
    handle: int | None = None
    company: int | None = None

    @classmethod
    def of(cls, rows: Sequence[Sequence[str]]) -> Self:
        """The columns of a table, header row first."""
        header = [cell.strip(" *_`") for cell in rows[0]]

        def first(pattern: LazyPattern, taken: int | None = None, meaning: str = "") -> int | None:
            free = [n for n in range(len(header)) if n != taken]
            found = next((n for n in free if pattern.fullmatch(header[n])), None)
            if found is None and meaning:
                found = next((n for n in free if says(meaning, header[n])), None)
            return found

        name = first(_NAME, None, "column of names") or 0
        mark = first(_MARK, name, "column of presence")
        if mark is None and (status := first(_STATUS, name)) is not None:
            said = {row[status].casefold() for row in rows[2:] if status < len(row)}
            mark = status if said & (ABSENT_WORDS | PRESENT_WORDS | {"late"}) else None
        if mark is None:
            marks = ABSENT_WORDS | PRESENT_WORDS | {""}
            unnamed = (n for n, cell in enumerate(header) if not cell and n != name)
            mark = next(
                (n for n in unnamed if {row[n].casefold() for row in rows[2:] if n < len(row)} <= marks), None
            )
        return cls(name, mark, first(_HANDLE, name), first(_COMPANY, name))


def cells(line: str) -> list[tuple[int, int]]:
    """Where the cells of a row stand in its line, without the blanks around their text."""
    bounds = [match.start() for match in _PIPE.finditer(line)]
    text = line.strip()
    if not text.startswith("|"):
        bounds.insert(0, -1)
    if not line.rstrip().endswith("|") or len(bounds) == 1:
        bounds.append(len(line))
    return [_trimmed(line, one + 1, other) for one, other in pairwise(bounds)]


def _trimmed(line: str, start: int, end: int) -> tuple[int, int]:
    text = line[start:end]
    if not text.strip():
        return min(start + 1, end), min(start + 1, end)
    return start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())


def shown_cells(line: str) -> list[str]:
    """The cells of a row as a reader sees them."""
    return [visible(line[start:end]) for start, end in cells(line)]


def labelled_rows(text: str, number: int) -> Iterator[tuple[Label, int]]:
    """The rows of two cells, `| Present | Ada, Bo |`, by their label of a roll call, and where each ends."""
    at = 0
    for each in text.split("\n"):
        bounds = cells(each)
        if len(bounds) == 2:
            (start, end), (first, last) = bounds
            words = visible(each[start:end]).strip(" :：*")
            if first < last and standing_of_label(words) is not None and not _NAME.fullmatch(words):
                yield Label(words, number, at + start, at + first), at + last
        at += len(each) + 1


def is_roll(text: str) -> bool:
    """True for a table whose header has a column of names and one of who was there, wherever it stands."""
    header = [cell.strip(" *_`") for cell in shown_cells(text.split("\n", 1)[0])]
    named = any(_NAME.fullmatch(cell) or says("column of names", cell) for cell in header)
    return named and any(_MARK.fullmatch(cell) for cell in header)


def people_rows(text: str, standing: Standing) -> Iterator[tuple[Person, Standing | None, int, int]]:
    """The people of a table, a row each: the standing that it says, and where the row stands."""
    lines = text.split("\n")
    rows = [shown_cells(each) for each in lines]
    columns = PeopleColumns.of(rows)
    at = 0
    for index, (each, row) in enumerate(zip(lines, rows, strict=True)):
        person = person_of(row, columns) if index > 1 else None
        if person is not None:
            yield person, standing_of(row, columns, standing), at, at + len(each)
        at += len(each) + 1


def html_people(text: str) -> Iterator[Person]:
    """The people that a table or list in HTML says were there."""
    rows = [[_shown(cell) for cell in _CELL.findall(row)] for row in _ROW.findall(text)]
    if rows:
        width = max(map(len, rows))
        rows = [[*row, *[""] * (width - len(row))] for row in rows]
        lines = ["| " + " | ".join(row) + " |" for row in (rows[0], ["---"] * width, *rows[1:])]
        found = people_rows("\n".join(lines), Standing.PRESENT)
        yield from (person for person, said, *_ in found if said in (Standing.PRESENT, Standing.LATE))
    else:
        for entry in map(_shown, _ENTRY.findall(text)):
            if standing_said(entry) is not Standing.ABSENT:
                yield from of_entry(entry)


def _shown(cell: str) -> str:
    """The text of a cell, in which nothing is Markdown's."""
    return " ".join(html.unescape(_TAG.sub(" ", cell)).replace("|", "/").split())


def person_of(row: Sequence[str], columns: PeopleColumns) -> Person | None:
    """The person of a row."""
    text = row[columns.name] if columns.name < len(row) else ""
    person = next(of_entry(text), None)
    if person is None:
        return None
    handle = _ONE_HANDLE.fullmatch(_at(row, columns.handle))
    company = person.company or _at(row, columns.company)
    return Person(person.name, person.handle or (handle["handle"] if handle else ""), company)


def standing_of(row: Sequence[str], columns: PeopleColumns, otherwise: Standing) -> Standing | None:
    """What a row says of its person; None where the column for that is empty."""
    said = standing_said(_at(row, columns.name))
    if said is not None or columns.mark is None:
        return said or otherwise
    word = _at(row, columns.mark).casefold()
    if not word:
        return None
    bare = _SIGNS.sub("", word)
    if word in ABSENT_WORDS or word[:1] in _CROSSES or bare in ABSENT_WORDS or says("not there", bare):
        return Standing.ABSENT
    return Standing.LATE if re.search(r"\blate\b", word) else otherwise


def _at(row: Sequence[str], column: int | None) -> str:
    return row[column] if column is not None and column < len(row) else ""
