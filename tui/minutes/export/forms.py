"""The forms of an export by name: Markdown, a page, text for a mail, JSON, the actions as CSV."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from tui.minutes.export.cleaning import Cleaned
from tui.minutes.model import Meeting

Form = Callable[[Cleaned, Meeting, str], str]
"""Makes a form of the cleaned minutes, the meeting as it is in the file, and the file's name."""


def _markdown(cleaned: Cleaned, _meeting: Meeting, _name: str) -> str:
    from tui.minutes.export.markdown import markdown  # noqa: PLC0415 - each form imports what it needs

    return markdown(cleaned)


def _html(cleaned: Cleaned, _meeting: Meeting, _name: str) -> str:
    from tui.minutes.export.html import html  # noqa: PLC0415

    return html(cleaned)


def _text(cleaned: Cleaned, _meeting: Meeting, _name: str) -> str:
    from tui.minutes.export.text import text  # noqa: PLC0415

    return text(cleaned)


def _json(_cleaned: Cleaned, meeting: Meeting, name: str) -> str:
    from tui.minutes.export.json import document, dumped  # noqa: PLC0415

    return dumped(document(meeting, name))


def _csv(_cleaned: Cleaned, meeting: Meeting, name: str) -> str:
    from tui.minutes.export.csv import actions  # noqa: PLC0415

    return actions(meeting, name)


FORMS: Final[dict[str, Form]] = {
    "md": _markdown,
    "html": _html,
    "txt": _text,
    "json": _json,
    "csv": _csv,
}
"""What `--to` takes, to what makes it."""

UNCLEANED: Final = frozenset({"json", "csv"})
"""Forms that tell what the file says with its own lines, so that nothing is cleaned for them."""

_ENDINGS: Final = {".markdown": "md", ".htm": "html", ".text": "txt"}


def form_of(path: Path) -> str | None:
    """The form that a file's ending names, None where it names none."""
    ending = path.suffix.casefold()
    name = _ENDINGS.get(ending, ending.removeprefix("."))
    return name if name in FORMS else None
