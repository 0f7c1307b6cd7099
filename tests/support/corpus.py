"""Real minutes to try laws on: our own fixture files, and a folder of other people's where it is there."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tui.paths import example_file

_EXAMPLES: Final = Path(__file__).parent.parent / "examples"
_CORPUS: Final = Path(__file__).parents[3] / "shared" / "corpus" / "minutes"

OWN: Final = (example_file(), *sorted(_EXAMPLES.glob("2*.md")))
"""The example meeting and the fixture files."""

OTHERS: Final = tuple(sorted(_CORPUS.rglob("*.md"))) if _CORPUS.is_dir() else ()
"""Other people's minutes; none on a machine without them."""


def sample(every: int, largest: int = 60_000) -> tuple[Path, ...]:
    """Every so many of the others, without the largest: enough to see a law broken."""
    return tuple(path for path in OTHERS[::every] if path.stat().st_size <= largest)
