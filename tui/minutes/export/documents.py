"""Cleaned minutes as PDF, DOCX and ODT: the page, printed or converted by a program that is installed.

None is bundled. The page loads nothing from elsewhere, and so do they.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui.minutes.export.output import CannotMakeError
from tui.minutes.programs import Done, first_installed, run

if TYPE_CHECKING:
    from tui.minutes.export.forms import Export

BROWSERS: Final = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    *("brave-browser", "microsoft-edge"),
)
"""What prints a page, in the order in which it is looked for; after them WeasyPrint."""

LIMIT: Final = 60.0
"""Seconds that a program may take: a browser starts slowly where much else runs."""


def pdf(export: Export) -> bytes:
    """The page, printed. Raises CannotMakeError."""
    from tui.minutes.export.html import without_images as make  # noqa: PLC0415 - only for this

    if (browser := first_installed(BROWSERS)) is not None:
        return _printed(browser, make(export))
    if (program := first_installed(["weasyprint"])) is not None:
        done = run([program, "-", "-"], make(export).encode(), limit=LIMIT)
        return _made(done, "weasyprint")
    raise CannotMakeError(
        "a PDF is printed by Chromium or WeasyPrint, and neither is installed here: apt install chromium, "
        "or pip install weasyprint; or export the page (html) and print that"
    )


def docx(export: Export) -> bytes:
    """The page as a document for Word. Raises CannotMakeError."""
    return _converted(export, "docx")


def odt(export: Export) -> bytes:
    """The page as a document for LibreOffice. Raises CannotMakeError."""
    return _converted(export, "odt")


def _printed(browser: str, page: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="pmc-tui-") as name:
        folder = Path(name)
        (folder / "minutes.html").write_text(page, "utf-8")
        words = [browser, "--headless", "--disable-gpu", "--no-first-run", "--disable-extensions"]
        words += [f"--user-data-dir={folder / 'profile'}", "--no-pdf-header-footer"]
        words += ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []  # it refuses root
        out = folder / "minutes.pdf"
        done = run([*words, f"--print-to-pdf={out}", (folder / "minutes.html").as_uri()], limit=LIMIT)
        program = Path(browser).name
        if not done.ok or not out.is_file():
            raise CannotMakeError(done.why(program, LIMIT))
        return out.read_bytes()


def _converted(export: Export, form: str) -> bytes:
    from tui.minutes.export.html import without_images as make  # noqa: PLC0415 - only for this

    program = first_installed(["pandoc"])
    if program is None:
        raise CannotMakeError(f"{form} is made by pandoc, which is not installed here: apt install pandoc")
    # without a title of its own: pandoc would write it over the heading that says it
    words = [program, "-f", "html", "-t", form, "--metadata", "title=", "-o", "-"]
    with tempfile.TemporaryDirectory(prefix="pmc-tui-") as folder:  # nothing lies there that it could take in
        done = run(words, make(export).encode(), folder=Path(folder), limit=LIMIT)
    return _made(done, "pandoc")


def _made(done: Done, program: str) -> bytes:
    if not done.ok or not done.out:
        raise CannotMakeError(done.why(program, LIMIT))
    return done.out
