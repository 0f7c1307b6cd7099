"""Where state, settings and the built-in example stand on this system.

Functions, not constants, so that an environment set later (a test's, a wrapper script's) counts. Nothing here
touches the disk: a folder is made by whoever first writes into it.
"""

from __future__ import annotations

import os
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


def shown_path(path: Path) -> str:
    """A path as it is told to people: the home folder is `~`, bytes that are no UTF-8 are replaced."""
    home, text = os.path.expanduser("~"), os.fsencode(path).decode("utf-8", "replace")  # noqa: PTH111 - raises nothing
    return f"~{text[len(home) :]}" if len(home) > 1 and (text + "/").startswith(home + "/") else text
