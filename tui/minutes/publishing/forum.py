"""Minutes as a forum or a wiki takes them, to be pasted there: Markdown as it is, other forms by pandoc."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final, NamedTuple

from tui.minutes.export.forms import FORMS, Export
from tui.minutes.export.output import CannotMakeError
from tui.minutes.programs import first_installed, run
from tui.minutes.reading.front_matter import front_matter


class Forum(NamedTuple):
    """A form that is pasted somewhere: its name, and what pandoc calls it; empty where it is Markdown."""

    name: str
    label: str
    writer: str = ""


FORUMS: Final = {
    forum.name: forum
    for forum in (
        Forum("markdown", "Markdown"),
        Forum("discourse", "Discourse"),
        Forum("confluence", "Confluence", "jira"),
        Forum("mediawiki", "MediaWiki", "mediawiki"),
    )
}
"""The forms by name, in the order in which they are offered."""


def pasted(export: Export, forum: Forum) -> str:
    """The cleaned minutes in a forum's form. Raises CannotMakeError.

    Front matter is for the program that publishes the file, and for nobody who reads them elsewhere.
    Discourse has the title in a field of its own, so that its text begins below it.
    """
    text = str(FORMS["md"].make(export)).replace("\r\n", "\n")
    lines = text.split("\n")[front_matter(text).lines :]
    while lines and not lines[0].strip():
        del lines[0]
    if forum.name == "discourse" and lines and lines[0].startswith("# "):
        lines = ["", *lines[1:]]
    text = "\n".join(lines).strip("\n") + "\n"
    return _converted(text, forum) if forum.writer else text


def _converted(text: str, forum: Forum) -> str:
    program = first_installed(["pandoc"])
    if program is None:
        raise CannotMakeError(
            f"{forum.label} is written by pandoc, which is not installed here: apt install pandoc"
        )
    words = [program, "-f", "gfm", "-t", forum.writer, "--wrap=none"]
    with tempfile.TemporaryDirectory(prefix="pmc-tui-") as folder:  # nothing lies there that it could take in
        done = run(words, text.encode("utf-8", "replace"), folder=Path(folder))
    if not done.ok:
        raise CannotMakeError(done.why("pandoc"))
    return done.text + "\n"
