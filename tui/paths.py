"""Where state, settings and the built-in example stand on this system.

Functions, not constants, so that an environment set later (a test's, a wrapper script's) counts. Nothing here
touches the disk: a folder is made by whoever first writes into it.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Final

import platformdirs

APP_NAME: Final = "pmc-tui"
"""The folder's name under the system's own places for state and settings."""

STATE_VARIABLE: Final = "PMC_TUI_STATE_DIR"
"""Environment variable that moves everything `state_dir` holds."""

CONFIG_VARIABLE: Final = "PMC_TUI_CONFIG"
"""Environment variable that names another settings file."""


def state_dir() -> Path:
    """The folder for what the program remembers by itself: reviewed marks, drafts, versions, locks."""
    moved = os.environ.get(STATE_VARIABLE)
    return Path(moved) if moved else platformdirs.user_state_path(APP_NAME, appauthor=False)


def settings_file() -> Path:
    """The TOML file with the person's settings; it need not exist."""
    named = os.environ.get(CONFIG_VARIABLE)
    return (
        Path(named) if named else platformdirs.user_config_path(APP_NAME, appauthor=False) / "settings.toml"
    )


def example_file() -> Path:
    """The example meeting that is shipped with the program; it is only read, never opened for editing."""
    return Path(__file__).with_name("example.md")


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


def shown_path(path: Path) -> str:
    """A path as it is told to people: the home folder is `~`, bytes that are no UTF-8 are replaced."""
    home, text = os.path.expanduser("~"), os.fsencode(path).decode("utf-8", "replace")  # noqa: PTH111 - raises nothing
    return f"~{text[len(home) :]}" if len(home) > 1 and (text + "/").startswith(home + "/") else text
