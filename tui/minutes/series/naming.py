"""The name and folder of a series' next file: the last one's, with its date in the form it has there."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from tui.minutes.series.folder import date_of_name, is_dated_folder, series_folder
from tui.minutes.series.redating import MONTHS, DateHabits, redate

_NUMBER: Final = re.compile(r"(?<!\d)(\d+)(?!\d)")
_DAY_FIRST: Final = re.compile(r"\d{1,2}(?!\d)")


class UnnamableError(ValueError):
    """The last file's name has neither a date nor a number that counts; the message says so."""


@dataclass(frozen=True, slots=True)
class Named:
    """A new file's path; where names count meetings, the last one's number and the new one."""

    path: Path
    numbers: tuple[int, int] | None = None


def next_name(last: Path, old: date, new: date, others: Sequence[Path] = ()) -> Named:
    """The path of the next file; nothing is looked at on the disk. Raises UnnamableError.

    `others` are earlier files of the series: they show whether numbers have zeros and months are short, and
    whether a number in their names counts meetings (`Meeting 101.md`).
    """
    root = series_folder(last)
    last = last.absolute()
    habits = DateHabits.of(path.stem for path in others)
    folder = _next_folder(last.parent, root, old, new)
    if date_of_name(last) is None and (name := _of_next_month(last.stem, old, new)) is not None:
        return Named(folder / f"{name}{last.suffix}")
    if date_of_name(last) is None:
        numbers = _counted(last, others)
        if numbers is None:
            raise UnnamableError(f"{last.name} has no date in its name, so that the next file has no name")
        written = next(each for each in _NUMBER.findall(last.stem) if int(each) == numbers[0])
        name = last.stem.replace(written, str(numbers[1]).zfill(len(written)), 1)
        return Named(folder / f"{name}{last.suffix}", numbers)
    for name in _next_stems(last.stem, old, new, habits):
        path = folder / f"{name}{last.suffix}"
        if date_of_name(path) == new:
            numbers = _counted_beside_date(last, others, old)
            if numbers is not None:
                path = path.with_name(_with_number(path.stem, numbers) + last.suffix)
            return Named(path, numbers)
    raise UnnamableError(
        f"the date in the name of {last.name} is written in a way that cannot be written anew"
    )


def _next_stems(stem: str, old: date, new: date, habits: DateHabits) -> list[str]:
    """The names that the new date gives: as a whole date, as a day before a name."""
    found = []
    changed = redate(stem, old, new, title=True, habits=habits)
    if changed != stem:
        found.append(changed)
    if match := _DAY_FIRST.match(stem):
        day = str(new.day).zfill(len(match.group()))
        found.append(day + stem[match.end() :])
    return found


def _of_next_month(stem: str, old: date, new: date) -> str | None:
    """A name that has the year and month of its meeting, and no day (`2024-05`, `May 2024`), a month on.

    None for any other name, and for a meeting in the same month, which would have the same name.
    """
    name = MONTHS[old.month - 1]
    month, year = rf"(?:0?{old.month}|{name}|{name[:3]})", str(old.year)
    found = list(
        re.finditer(
            rf"(?<![^\W_]){year}[-_. ]?{month}(?![^\W_])|(?<![^\W_]){month}[-_. ]?{year}(?![^\W_])",
            stem,
            re.IGNORECASE,
        )
    )
    if len(found) != 1 or (old.year, old.month) == (new.year, new.month):
        return None
    [match] = found
    written = match[0]
    if written.isdigit():
        name = f"{new:%Y%m}" if written.startswith(year) else f"{new:%m%Y}"
    else:
        name = _renamed(written, old, new)
    return stem[: match.start()] + name + stem[match.end() :]


def _next_folder(folder: Path, root: Path, old: date, new: date) -> Path:
    """The folder, those of a year or a month below the series' own as the new date has them."""
    parts = folder.relative_to(root).parts if folder != root else ()
    return root.joinpath(*(_next_part(part, old, new) for part in parts))


def _next_part(part: str, old: date, new: date) -> str:
    return _renamed(part, old, new) if is_dated_folder(part) else part


def _renamed(part: str, old: date, new: date) -> str:
    """A text of year and month with those of the new date, each written as it was."""
    months = "|".join(f"{MONTHS[old.month - 1]}|{MONTHS[old.month - 1][:3]}".split("|"))

    def renamed(match: re.Match[str]) -> str:
        word = match.group()
        if word == f"{old.year:04}":
            return f"{new.year:04}"
        if word.isdigit():
            return str(new.month).zfill(len(word)) if int(word) == old.month else word
        name = MONTHS[new.month - 1]
        name = name if len(word) > 3 or (old.month == 5 and len(part) > 5) else name[:3]
        return name.lower() if word.islower() else name.upper() if word.isupper() else name

    return re.sub(rf"\d+|(?<![a-z])(?:{months})(?![a-z])", renamed, part, flags=re.IGNORECASE)


def _counted(last: Path, others: Sequence[Path]) -> tuple[int, int] | None:
    """The number that counts meetings in a name without a date: alone there, and one more than in another."""
    numbers = _NUMBER.findall(last.stem)
    if len(numbers) != 1:
        return None
    number = int(numbers[0])
    before = {int(each) for path in others if path != last for each in _NUMBER.findall(path.stem)}
    return (number, number + 1) if not before or number - 1 in before else None


def _counted_beside_date(last: Path, others: Sequence[Path], old: date) -> tuple[int, int] | None:
    """The number that counts meetings beside a date (`2016-08-09-meeting-41.md`), by the file before."""
    mine = _loose_numbers(last.stem, old)
    previous = next((path for path in others if path.absolute() != last), None)
    day = date_of_name(previous.absolute()) if previous is not None else None
    if previous is None or day is None or len(mine) != 1:
        return None
    return (mine[0], mine[0] + 1) if _loose_numbers(previous.stem, day) == [mine[0] - 1] else None


def _loose_numbers(stem: str, day: date) -> list[int]:
    """The numbers of a name that are no part of its date."""
    elsewhere = date(day.year + 1, 11 if day.month != 11 else 10, 28 if day.day != 28 else 27)
    kept = _NUMBER.findall(redate(stem, day, elsewhere, title=True))
    parts = {elsewhere.year, elsewhere.month, elsewhere.day, int(f"{elsewhere:%Y%m%d}")}
    return [int(each) for each in kept if int(each) not in parts]


def _with_number(stem: str, numbers: tuple[int, int]) -> str:
    old, new = numbers
    return re.sub(
        rf"(?<!\d)0*{old}(?!\d)(?!.*(?<!\d)0*{old}(?!\d))", lambda m: str(new).zfill(len(m.group())), stem
    )


def is_inside(path: Path, root: Path) -> bool:
    """True for a path that no symbolic link leads out of a folder; what does not exist yet leads nowhere."""
    real = Path(os.path.realpath(path.parent))
    base = Path(os.path.realpath(root))
    return real == base or base in real.parents
