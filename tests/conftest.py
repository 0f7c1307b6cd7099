"""What every test gets: its own places for state, settings and temporary files, and a clean environment."""

from __future__ import annotations

import gc
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tui.minutes.reading.languages import ENGLISH, assume

settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("search", deadline=None)
# the same examples on every machine; HYPOTHESIS_PROFILE=search looks for new ones
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

EXAMPLES = Path(__file__).parent / "examples"
"""Minutes files of our own in several styles; read them, never write into them."""

DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "TMUX", "WSL_INTEROP", "WSL_DISTRO_NAME")
"""What says that there is a clipboard; the person's own stays as it is."""


@pytest.fixture(autouse=True)
def isolated(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the person's own state and settings out of the test, and the test out of them."""
    home = tmp_path_factory.mktemp("home")
    for name in [name for name in os.environ if name.startswith("PMC_TUI_")]:
        monkeypatch.delenv(name)
    for name in ("NO_COLOR", "COLORFGBG", "VISUAL", "EDITOR", *DISPLAYS):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("PMC_TUI_STATE_DIR", str(home / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
    (home / ".config" / "pmc-tui").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("BROWSER", "true")
    monkeypatch.setenv("TMPDIR", str(home))
    monkeypatch.setattr(tempfile, "tempdir", str(home))
    return home


@pytest.fixture(autouse=True)
def garbage_of_its_own() -> Iterator[None]:
    """An app of a test keeps what is there from being looked through; to the next one it is garbage.

    So is the language of its committee.
    """
    yield
    gc.unfreeze()
    assume(ENGLISH)


@pytest.fixture
def examples() -> Path:
    """The folder of fixture files."""
    return EXAMPLES
