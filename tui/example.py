"""A scratch copy of the built-in example meeting, to try everything on without harm."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

from tui.paths import example_file

_FOLDER: Final = "pmc-tui-example-"

SCRATCH_NAME: Final = "2026-03-10-runtime.md"
"""The copy's file name; its date is the one in the example's title."""


def scratch_copy() -> Path:
    """Copy the example into a temporary folder of its own and return the copy's path.

    A folder a start, so that two demos at once do not write into each other's meeting; the system clears
    its temporary folders away. Raises OSError where none can be made.
    """
    copy = Path(tempfile.mkdtemp(prefix=_FOLDER)) / SCRATCH_NAME
    copy.write_bytes(example_file().read_bytes())
    return copy


def is_scratch_copy(path: Path) -> bool:
    """True for a copy that `scratch_copy` made."""
    return path.name == SCRATCH_NAME and path.parent.name.startswith(_FOLDER)
