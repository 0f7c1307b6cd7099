"""`python -m tests.golden_files`: write the golden files, three meetings in every form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

from tui.minutes.check.checking import check
from tui.minutes.export.cleaning import explained
from tui.minutes.export.forms import FORMS, Export
from tui.minutes.export.neighbours import Link, Status
from tui.minutes.reading.reader import read
from tui.minutes.text.source import Source
from tui.paths import example_file

GOLDEN: Final = Path(__file__).parent / "golden"
EXAMPLES: Final = Path(__file__).parent / "examples"
NAME: Final = "2026-03-10-runtime.md"
_FRONT: Final = "2026-04-07-front-matter.md"
_NUMBERED: Final = "2026-01-13-numbered.md"


def exports() -> Mapping[str, Export]:
    """The meetings: the example, a draft with neighbours, and a plain one of another form."""
    following = Link("2026-04-21", "2026-04-21-odd.md")
    draft = Status(True, Link("2026-03-24", "2026-03-24-setext.md"), following)
    return {
        "example": _export(example_file(), NAME),
        "draft": _export(EXAMPLES / _FRONT, _FRONT, draft, date(2026, 4, 21)),
        "numbered": _export(EXAMPLES / _NUMBERED, _NUMBERED),
    }


def _export(path: Path, name: str, status: Status | None = None, following: date | None = None) -> Export:
    meeting = read(Source.from_bytes(path.read_bytes()), name)
    return Export(meeting, name, status=status, following=following)


def golden() -> dict[str, str]:
    """File name to text, as the code makes it now."""
    files: dict[str, str] = {}
    for name, export in exports().items():
        made = {f"{name}.{ending}": form.make(export) for ending, form in FORMS.items()}
        files |= {file: content for file, content in made.items() if isinstance(content, str)}
    export = exports()["example"]
    files["example-explained.txt"] = "".join(line + "\n" for line in explained(export.cleaned.touches))
    found = (f"{each.line + 1}: {each.code} {each.message}\n" for each in check(export.meeting, Path(NAME)))
    files["example-checked.txt"] = "".join(found)
    return files


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name, text in golden().items():
        (GOLDEN / name).write_bytes(text.encode())
