"""The person's settings: every one with its default, its meaning and its limits.

`Settings` is a standard frozen dataclass and not a pydantic model, because it is needed before the first
paint and pydantic's import costs a fifth of that. Pydantic validates all the same, in `tui.settings_file`,
which is imported only once there is something to validate: a settings file or an environment override.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Final, Literal

from tui import paths

PREFIX: Final = "PMC_TUI_"
"""A field's environment override is this prefix and its name in capitals; an empty one counts as not set."""


@dataclass(frozen=True, slots=True)
class About:
    """What a field means, for the table in the README, and the limits of its value, ends included."""

    meaning: str
    low: float | None = None
    high: float | None = None


def _about(meaning: str, low: float | None = None, high: float | None = None) -> dict[str, About]:
    return {"about": About(meaning, low, high)}


def _no_keys() -> dict[str, str]:
    return {}


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its default; each field's metadata says what it means and its limits."""

    theme: str | None = field(
        default=None,
        metadata=_about("Name of the colour theme, as the palette lists them. Not set: the last one chosen."),
    )
    autosave: bool = field(
        default=True,
        metadata=_about("Save by itself after typing; otherwise only on `ctrl+s` and on leaving."),
    )
    autosave_after: float = field(
        default=1.0,
        metadata=_about("Seconds of rest after the last key until autosave writes.", 0.2, 60),
    )
    editor: str | None = field(
        default=None,
        metadata=_about("Command that `ctrl+e` hands the file to. Not set: `$VISUAL`, else `$EDITOR`."),
    )
    mouse: bool = field(
        default=True,
        metadata=_about("React to the mouse; without it the terminal's own text selection works."),
    )
    plain: bool = field(
        default=False,
        metadata=_about("Plain mode, as `--plain`: words and lines instead of symbols and frames."),
    )
    keep_versions_days: int = field(
        default=90,
        metadata=_about("Days for which old versions of a file are kept; 0 keeps none.", 0, 36500),
    )
    keep_versions_mb: int = field(
        default=50,
        metadata=_about("Megabytes that all kept versions may take together.", 0, 100_000),
    )
    export_keep: str = field(
        default="",
        metadata=_about(
            "Rules of cleaning that are off: `agenda, empty`. `pmc-tui export --help` lists them."
        ),
    )
    check_ignore: str = field(
        default="",
        metadata=_about("Rules that checks leave out: `M302, M103`. `pmc-tui check --help` lists them."),
    )
    clock_at_first_move: bool = field(
        default=True,
        metadata=_about("Start the meeting's clock with the first move; otherwise only on `t`."),
    )
    slot_minutes: int = field(
        default=0,
        metadata=_about("Minutes that a meeting usually has; 0 when they differ.", 0, 1440),
    )
    keymap: Literal["default", "vim"] = field(
        default="default",
        metadata=_about("The keys to begin with: the table's own, or those that vim users expect."),
    )
    quorum: int | str = field(
        default="",
        metadata=_about(
            "How many have to be present: a number, or a share of the leads that headings name, `50%` or "
            "`2/3`; of those only leads count then, and who came late is present. Not set: none."
        ),
    )
    keys: dict[str, str] = field(
        default_factory=_no_keys,
        metadata=_about("Other keys for commands, by the command's id; several with commas between."),
    )


class SettingsError(Exception):
    """Settings that cannot be used. A line for each fault: where it stands, what is allowed, what to do."""


class RefusedSettingError(Exception):
    """A value that only its user can judge, such as a key: of which setting, what it is, what is allowed.

    `entry` is the key within a setting that is a table.
    """

    def __init__(self, name: str, value: str, allowed: str, entry: str | None = None) -> None:
        super().__init__(f"{entry or name}: {allowed}")
        self.name, self.value, self.allowed, self.entry = name, value, allowed, entry


def one_of(value: str, known: Iterable[str]) -> str:
    """What is allowed in the place of a value that is not known: those that are like it, or all."""
    from difflib import get_close_matches  # noqa: PLC0415 - only for a slip

    names = sorted(known)
    near = get_close_matches(value.casefold(), names, 3, 0.5)
    return f"{' or '.join(near)}, or another of {len(names)}" if near else f"one of {', '.join(names)}"


def variable(name: str) -> str:
    """The environment variable that overrides a field."""
    return PREFIX + name.upper()


def load_settings(file: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """The settings in force: the defaults, over them the settings file, over it the environment.

    Raises SettingsError naming every fault at once. That there is no settings file is no fault.
    """
    file = paths.settings_file() if file is None else file
    environment = os.environ if environment is None else environment
    overrides = {
        setting.name: word
        for setting in fields(Settings)
        if (word := environment.get(variable(setting.name)))
    }
    if not overrides and not os.path.lexists(file):
        return Settings()

    from tui.settings_file import SettingsReading  # noqa: PLC0415 - imports pydantic, see above

    return SettingsReading(file, overrides).settings()
