"""Real minutes to try laws on: our own fixture files, and a folder of other people's where it is there."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tui.paths import example_file

_EXAMPLES: Final = Path(__file__).parent.parent / "examples"
BESIDE: Final = Path(__file__).parents[3] / "shared"
"""The folder beside the repository that has other people's minutes, on a machine with them."""

CORPUS: Final = BESIDE / "corpus" / "minutes"

OWN: Final = (example_file(), *sorted(_EXAMPLES.glob("2*.md")))
"""The example meeting and the fixture files."""

OTHERS: Final = tuple(sorted(CORPUS.rglob("*.md"))) if CORPUS.is_dir() else ()
"""Other people's minutes; none on a machine without them."""


def sample(every: int, largest: int = 60_000) -> tuple[Path, ...]:
    """Every so many of the others, without the largest: enough to see a law broken."""
    return tuple(path for path in OTHERS[::every] if path.stat().st_size <= largest)
