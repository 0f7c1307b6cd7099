"""`python -m tests.calendars` writes months and weekdays of CLDR into the tables of languages.

They are written below everything else, a line each: twelve months and seven weekdays from Monday, each with
all its forms. Running it again with a newer Babel brings them up to date; nothing else of a table changes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import tui.minutes.reading

TABLES: Final = Path(tui.minutes.reading.__file__).parent / "languages"
_WIDTHS: Final = ("wide", "abbreviated")
_HEAD: Final = "\n# of CLDR, by tests/calendars.py\n"


def main() -> None:
    """Write all of them."""
    for path in sorted(TABLES.glob("*.txt")):
        text = path.read_text("utf-8").partition(_HEAD)[0].rstrip("\n") + "\n"
        path.write_text(text + _HEAD + calendar(path.stem), "utf-8")


def calendar(language: str) -> str:
    """The two lines of a language."""
    from babel.dates import get_day_names, get_month_names  # noqa: PLC0415 - only whoever writes tables needs it

    months = [
        [names[n] for width in _WIDTHS for names in _both(get_month_names, width, language)]
        for n in range(1, 13)
    ]
    days = [
        [names[n] for width in _WIDTHS for names in _both(get_day_names, width, language)] for n in range(7)
    ]
    return f"months: {_row(months)}\nweekdays: {_row(days)}\n"


def _both(named: Callable[..., Any], width: str, language: str) -> list[Mapping[int, str]]:
    """Names as they stand in a date, and alone."""
    return [named(width, context, language) for context in ("format", "stand-alone")]


def _row(names: Iterable[list[str]]) -> str:
    return " | ".join(" / ".join(dict.fromkeys(map(_plain, forms))) for forms in names)


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold().strip(". ")


if __name__ == "__main__":
    main()
