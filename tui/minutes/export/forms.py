"""The forms of an export by name: Markdown, a page, text for a mail, JSON, the actions as CSV."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui.minutes.model import Meeting

if TYPE_CHECKING:
    from tui.minutes.export.cleaning import Cleaned


def _markdown(cleaned: Cleaned) -> str:
    from tui.minutes.export.markdown import markdown  # noqa: PLC0415 - each form imports what it needs

    return markdown(cleaned)


def _html(cleaned: Cleaned) -> str:
    from tui.minutes.export.html import html  # noqa: PLC0415

    return html(cleaned)


def _text(cleaned: Cleaned) -> str:
    from tui.minutes.export.text import text  # noqa: PLC0415

    return text(cleaned)


def _json(meeting: Meeting, name: str) -> str:
    from tui.minutes.export.json import document, dumped  # noqa: PLC0415

    return dumped(document(meeting, name))


def _csv(meeting: Meeting, name: str) -> str:
    from tui.minutes.export.csv import actions  # noqa: PLC0415

    return actions(meeting, name)


CLEANED: Final[dict[str, Callable[[Cleaned], str]]] = {"md": _markdown, "html": _html, "txt": _text}
"""Forms of cleaned minutes, to what makes them."""

UNCLEANED: Final[dict[str, Callable[[Meeting, str], str]]] = {"json": _json, "csv": _csv}
"""Forms that tell what the file says with its own lines, to what makes them; the text is the file's name."""

FORMS: Final = (*CLEANED, *UNCLEANED)
"""All forms, as `--to` takes them."""

_ENDINGS: Final = {".markdown": "md", ".htm": "html", ".text": "txt"}


def form_of(path: Path) -> str | None:
    """The form that a file's ending names, None where it names none."""
    ending = path.suffix.casefold()
    name = _ENDINGS.get(ending, ending.removeprefix("."))
    return name if name in FORMS else None
