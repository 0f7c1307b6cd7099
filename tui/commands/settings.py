"""`pmc-tui settings`: every setting, its value, and where that comes from."""

from __future__ import annotations

import os
from pathlib import Path

from tui.commands.parsing import Parser
from tui.minutes.export.output import failed, put
from tui.settings.values import SettingsError


def show_settings(words: list[str]) -> int:
    """`pmc-tui settings [FILE]`; returns 0, or 2 where the settings cannot be used."""
    parser = Parser(
        prog="pmc-tui settings",
        description="Print every setting with its value and where that comes from.",
        epilog="Your own are over those of a committee, the environment's over both. Exit status: 0, or 2.",
    )
    parser.add_argument(
        "file", metavar="FILE", type=Path, nargs="?", default=Path(), help="minutes, for their committee"
    )
    options = parser.parse_args(words)
    from tui.settings.file import told_values  # noqa: PLC0415 - pydantic is heavy

    try:
        return put("".join(f"{line}\n" for line in told_values(options.file, os.environ)))
    except SettingsError as error:
        return failed(str(error))
