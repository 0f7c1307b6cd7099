"""`pmc-tui settings`: every setting, its value, and where that comes from."""

from __future__ import annotations

import os
from pathlib import Path

from tui.commands.parsing import ABOUT, Parser
from tui.minutes.export.output import failed, put
from tui.settings.values import Settings, SettingsError


def show_settings(words: list[str]) -> int:
    """`pmc-tui settings [FILE]`; returns 0, or 2 where the settings cannot be used."""
    options = own_parser().parse_args(words)
    from tui.settings.file import told_values  # noqa: PLC0415 - pydantic is heavy

    try:
        lines = told_values(options.file, os.environ)
        wanted = f"{options.only} = " if options.only else ""
        return put("".join(f"{line}\n" for line in lines if line.startswith(wanted)))
    except SettingsError as error:
        return failed(str(error))


def own_parser() -> Parser:
    """The words that `pmc-tui settings` takes."""
    parser = Parser(
        prog="pmc-tui settings",
        description=ABOUT["settings"],
        epilog="Your own are over those of a committee, the environment's over both. Exit status: 0, or 2.",
    )
    parser.add_argument(
        "file", metavar="FILE", type=Path, nargs="?", default=Path(), help="minutes, for their committee"
    )
    parser.add_argument("--only", metavar="SETTING", choices=Settings._fields, help="this setting alone")
    return parser
