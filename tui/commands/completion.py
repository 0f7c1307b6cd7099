"""`pmc-tui completion`, and the tree of all parsers, from which completions and the man page are made.

What shells read is made by `make readme` (tests/shell_files.py) and kept in `tui/shell`: building and running
need neither what makes it nor, at a build, all that the sub-commands import.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Final

from tui.commands.export import CannotReadError, load
from tui.commands.parsing import ABOUT, Parser
from tui.minutes.export.output import failed, put

SHELLS: Final = ("bash", "zsh", "fish")

SECTIONS: Final = "--sections"

FOLDER: Final = Path(__file__).parent.parent / "shell"
"""What shells read, a file each, and the man page."""

_MODULES: Final = (
    "check", "completion", "doctor", "export", "find", "keys", "log", "next", "note", "publish", "serve",
    "series", "settings", "sync",
)  # fmt: skip
"""They have a sub-command each; imported only where all are asked for."""


def completion(words: list[str]) -> int:
    """`pmc-tui completion SHELL`: print what has that shell complete this command's words; returns 0."""
    if words[:1] == [SECTIONS]:  # what is printed asks so; among the words are any options of others
        return _print_sections(words[1:])
    options = own_parser().parse_args(words)
    return put((FOLDER / f"pmc-tui.{options.shell}").read_text("utf-8"))


def own_parser() -> Parser:
    """The words that `pmc-tui completion` takes."""
    parser = Parser(
        prog="pmc-tui completion",
        description=ABOUT["completion"],
        epilog=(
            'In bash: eval "$(pmc-tui completion bash)" in ~/.bashrc. In zsh: the same with zsh, '
            "in ~/.zshrc below compinit. In fish: pmc-tui completion fish > "
            "~/.config/fish/completions/pmc-tui.fish"
        ),
    )
    parser.add_argument("shell", metavar="SHELL", choices=SHELLS, help="bash, zsh, fish")
    return parser


def _print_sections(words: list[str]) -> int:
    """Print the names of the sections of the first of some words that is a file, a line each."""
    from tui.minutes.reading.reader import read  # noqa: PLC0415 - for this alone

    for word in words:
        path = Path(word).expanduser()
        if path.is_file():
            try:
                meeting = read(load(str(path)), str(path))
            except CannotReadError as error:
                return failed(str(error))
            return put("".join(f"{each.name}\n" for each in meeting.sections if each.level and each.name))
    return 0


def parsers() -> Mapping[str, Parser]:
    """What each sub-command takes, by its name."""
    found = {name: import_module(f"tui.commands.{name}").own_parser() for name in _MODULES}
    schema = import_module("tui.commands.export").schema_parser()
    return dict(sorted({**found, "schema": schema}.items()))


def tree() -> Parser:
    """One parser with a sub-parser for every sub-command: what shells and the manual are told of."""
    from tui.options import own_parser as meeting_parser  # noqa: PLC0415 - only here

    words = meeting_parser()
    root = Parser(prog=words.prog, description=words.description)
    for action in words._actions:  # noqa: SLF001 - argparse tells them in no other way
        if action.option_strings and action.dest != "help":
            root._add_action(action)  # noqa: SLF001
    commands = root.add_subparsers(metavar="COMMAND", dest="command")
    for name, each in parsers().items():
        each.format_help()  # some say more at their end only when they are asked
        commands.add_parser(
            name, parents=[each], add_help=False, description=each.description, help=each.description,
            epilog=each.epilog, formatter_class=each.formatter_class,
        )  # fmt: skip
    return root
