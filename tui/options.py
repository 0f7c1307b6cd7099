"""What `pmc-tui` is to open, and how: the words after it where they are no sub-command."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from tui.commands.parsing import Parser

_AT_LINE: Final = re.compile(r"(?P<name>.+?):(?P<line>\d+)(?::\d*)?")
"""A file and a line, as compilers, grep and `pmc-tui find` print them; a column is passed over."""


class Options(NamedTuple):
    """The file or folder to open, a line of it counted from 1 (0: none), more files, and how it is shown."""

    path: Path | None = None
    line: int = 0
    more: tuple[Path, ...] = ()
    demo: bool = False
    plain: bool = False
    follow: bool = False
    share: bool = False
    served: bool = False
    debug: bool = False


def options_of(words: list[str]) -> Options:
    """What the words say; exits as argparse does for options that there are not.

    Most open a file and say no more: that takes no parser.
    """
    if not words:
        return Options()
    if len(words) > 1 or words[0][0:1] in ("-", "+"):
        return _parsed(words)
    return Options(*_placed(words[0]))


def _placed(word: str) -> tuple[Path, int]:
    found = _AT_LINE.fullmatch(word) if ":" in word and not os.path.lexists(word) else None
    return (Path(found["name"]), int(found["line"])) if found is not None else (Path(word), 0)


def own_parser() -> Parser:
    """The words that `pmc-tui` takes where the first is no sub-command."""
    from argparse import SUPPRESS, RawDescriptionHelpFormatter  # noqa: PLC0415 - see `options_of`

    from tui import __version__  # noqa: PLC0415 - another package's may be without
    from tui.commands.parsing import ABOUT, Parser  # noqa: PLC0415 - see `options_of`

    rows = "".join(f"  {name:<12}{meaning}\n" for name, meaning in ABOUT.items())
    parser = Parser(
        prog="pmc-tui",
        description="Run a meeting from its Markdown minutes file.",
        epilog=f"Sub-commands, each with --help (a file of such a name: ./check):\n{rows}",
        formatter_class=RawDescriptionHelpFormatter,
    )
    about = "a minutes file, or a folder of them; FILE:15 or +15 opens it at that line; ctrl+o lists more"
    parser.add_argument("path", metavar="FILE", nargs="*", help=about)
    for name, meaning in _SWITCHES.items():
        parser.add_argument(f"--{name}", action="store_true", help=meaning)
    parser.add_argument("--served", action="store_true", help=SUPPRESS)  # by `pmc-tui serve`
    parser.add_argument("--version", action="version", version=f"pmc-tui {__version__}")
    return parser


def _parsed(words: list[str]) -> Options:
    parser = own_parser()
    found = vars(parser.parse_args(words))
    names = found.pop("path")
    at = [name for name in names if re.fullmatch(r"\+\d+", name) and not os.path.lexists(name)]
    lines = [int(name) for name in at]
    placed = [_placed(name) for name in names if name not in at]
    if found["follow"] and found["demo"]:
        parser.error("--demo is a copy of its own, where nobody can be followed")
    if found["share"] and (found["demo"] or found["follow"]):
        parser.error("--share is for a file of yours in a git repository")
    if not placed:
        return Options(line=lines[0] if lines else 0, **found)
    (path, line), *more = placed
    return Options(path, lines[0] if lines else line, tuple(each for each, _ in more), **found)


_SWITCHES: Final = {
    "demo": "open the built-in example meeting (a scratch copy)",
    "plain": "words and lines, no symbols and frames: for screen readers, slow links",
    "follow": "look on, writing nothing, while another pmc-tui of yours on this computer walks the meeting",
    "share": "share the file with other machines through its git repository; asked on the screen first",
    "debug": "write a log into the state folder: what came, what was changed",
}
