"""`pmc-tui keys`: what every key does, under the person's settings, as text or as a Markdown table."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from shutil import get_terminal_size
from textwrap import wrap
from typing import Final

from rich.cells import cell_len

from tui.commands.parsing import ABOUT, Parser
from tui.keyboard.commands import COMMANDS, Group, shown
from tui.keyboard.keymap import PRESETS, keys_with
from tui.minutes.export.output import put
from tui.settings.values import Settings

_NO_KEY: Final = "palette"
_NARROWEST: Final = 60  # columns a line is wrapped at when the terminal is narrower still


def list_keys(words: Sequence[str], settings: Settings) -> int:
    """Print the keys; returns the exit status. Raises KeymapError where the settings' keys cannot be used."""
    options = own_parser().parse_args(words)
    keys = keys_with(settings.keys, options.preset or settings.keymap)
    text = key_table(keys) if options.to == "md" else "\n".join(_lines(keys, get_terminal_size().columns))
    return put(text + "\n")


def own_parser() -> Parser:
    """The words that `pmc-tui keys` takes."""
    parser = Parser(
        prog="pmc-tui keys",
        description=ABOUT["keys"],
        epilog="A command's id, in the last column, is what the settings' [keys] remap.",
    )
    parser.add_argument("--preset", choices=tuple(PRESETS), help="instead of the one of your settings")
    parser.add_argument("--to", choices=("txt", "md"), default="txt", help="the form; md is a table")
    parser.add_argument("--markdown", dest="to", action="store_const", const="md", help=argparse.SUPPRESS)
    return parser


def key_table(keys: Mapping[str, str]) -> str:
    """The commands as a Markdown table; `keys` by command id."""
    rows = ["| key | what it does | id |", "| --- | --- | --- |"]
    for command in COMMANDS:
        written = _markdown(keys[command.id])
        rows.append(f"| {written} | {command.meaning} | `{command.id}` |")
    return "\n".join(rows)


def preset_table(preset: str) -> str:
    """What a preset has in the place of the table's own keys, as a Markdown table."""
    usual, other = keys_with({}), keys_with({}, preset)
    rows = [f"| preset `{preset}` | instead of | what it does |", "| --- | --- | --- |"]
    rows += [
        f"| {_markdown(other[command.id])} | {_markdown(usual[command.id])} | {command.meaning} |"
        for command in COMMANDS
        if other[command.id] != usual[command.id]
    ]
    return "\n".join(rows)


def _markdown(keys: str) -> str:
    """Keys in a cell of a table; a bar would end the cell."""
    return " ".join(f"`{shown(own)}`" for own in keys.split(",")).replace("|", "\\|") if keys else _NO_KEY


def _lines(keys: Mapping[str, str], width: int) -> Iterator[str]:
    """The commands by group, in columns."""
    written = {
        identity: shown(value, all_keys=True) if value else _NO_KEY for identity, value in keys.items()
    }
    first = max(map(cell_len, written.values())) + 2
    last = max(map(len, written)) + 2
    room = max(width, _NARROWEST) - first - last - 2
    for group in Group:
        commands = [command for command in COMMANDS if command.group is group]
        if not commands:
            continue
        yield "" if group is not next(iter(Group)) else "Keys of pmc-tui. ^ is ctrl.\n"
        yield group.value
        for command in commands:
            meaning = wrap(command.meaning, room) or [""]
            key = written[command.id]
            yield f"  {key}{' ' * (first - cell_len(key))}{meaning[0]:{room}}  {command.id}".rstrip()
            yield from (" " * (first + 2) + more for more in meaning[1:])
