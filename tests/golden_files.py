"""`python -m tests.golden_files`: write the golden files, the example meeting in every form."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tui.minutes.check.checking import check
from tui.minutes.export.cleaning import explained
from tui.minutes.export.forms import FORMS, Export
from tui.minutes.reading.reader import read
from tui.minutes.text.source import Source
from tui.paths import example_file

GOLDEN: Final = Path(__file__).parent / "golden"
NAME: Final = "2026-03-10-runtime.md"


def golden() -> dict[str, str]:
    """File name to text, as the code makes it now."""
    meeting = read(Source.from_bytes(example_file().read_bytes()), NAME)
    export = Export(meeting, NAME)
    made = {f"example.{name}": form.make(export) for name, form in FORMS.items()}
    files = {name: content for name, content in made.items() if isinstance(content, str)}
    files["example-explained.txt"] = "".join(line + "\n" for line in explained(export.cleaned.touches))
    found = (f"{each.line + 1}: {each.code} {each.message}\n" for each in check(meeting, Path(NAME)))
    files["example-checked.txt"] = "".join(found)
    return files


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name, text in golden().items():
        (GOLDEN / name).write_bytes(text.encode())
