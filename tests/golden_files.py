"""`python -m tests.golden_files`: write the golden files, the example meeting in every form."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tui.minutes.check.checking import check
from tui.minutes.export.cleaning import clean, explained
from tui.minutes.export.forms import CLEANED, UNCLEANED
from tui.minutes.reading.reader import read
from tui.minutes.text.source import Source
from tui.paths import example_file

GOLDEN: Final = Path(__file__).parent / "golden"
NAME: Final = "2026-03-10-runtime.md"


def golden() -> dict[str, str]:
    """File name to text, as the code makes it now."""
    meeting = read(Source.from_bytes(example_file().read_bytes()), NAME)
    cleaned = clean(meeting, NAME)
    files = {f"example.{form}": make(cleaned) for form, make in CLEANED.items()}
    files |= {f"example.{form}": make(meeting, NAME) for form, make in UNCLEANED.items()}
    files["example-explained.txt"] = "".join(line + "\n" for line in explained(cleaned.touches))
    found = (f"{each.line + 1}: {each.code} {each.message}\n" for each in check(meeting, Path(NAME)))
    files["example-checked.txt"] = "".join(found)
    return files


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name, text in golden().items():
        (GOLDEN / name).write_bytes(text.encode())
