"""`pmc-tui sync`: one exchange with the remote without a screen, for scripts and the clock."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tui.commands.parsing import ABOUT, Parser
from tui.minutes.git.engine import Sharing, State
from tui.minutes.git.repository import NotShared, Repository
from tui.minutes.git.share import habits, message_for, target_for
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.results import CannotOpen
from tui.minutes.keeping.storage import StateFolder
from tui.minutes.text.escape import escape_controls

_TICKS = 3  # at most, until both sides are the same

_EPILOG = """\
Nothing of the checkout but the file itself is touched, and no question is ever asked. Where nothing else was
chosen for this file, it goes the way the last commits of its folder went: to the branch, or to a branch
minutes/NAME of its own.

Exit status: 0 all is shared, 1 something is in the way (told in a sentence), 2 no repository or remote.
"""


def sync(words: list[str], state: StateFolder) -> int:
    """`pmc-tui sync FILE`; `state` is where the choice for this file is kept."""
    options = own_parser().parse_args(words)
    try:
        live = LiveFile.open(options.file, state)
        repository = Repository.of(live.path)
        usual = habits(repository)
        target = target_for(repository, state, live.target, straight=usual.is_straight)
    except (CannotOpen, NotShared) as error:
        return _told(str(error), 2)
    sharing = Sharing(repository, live, target, lambda: message_for(live, usual), signed_off=usual.signed_off)
    if options.with_private:
        sharing.agree()
    ticked = sharing.tick()
    for _ in range(_TICKS - 1):
        if ticked.state is not State.SHARED or ticked.pushed or ticked.pulled:
            ticked = sharing.tick()
    if ticked.state is State.SHARED:
        return 0
    if ticked.asks:
        return _told(f"{ticked.said} --with-private shares it all the same.", 1)
    return _told(ticked.said or "Others keep pushing; try again in a moment.", 1)


def own_parser() -> Parser:
    """The words that `pmc-tui sync` takes."""
    parser = Parser(
        prog="pmc-tui sync",
        description=ABOUT["sync"],
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE", type=Path, help="a minutes file in a git checkout")
    parser.add_argument(
        "--with-private", action="store_true", help="share what is private in it, too: git keeps it for good"
    )
    return parser


def _told(said: str, status: int) -> int:
    sys.stderr.write(f"pmc-tui: {escape_controls(said)}\n")
    return status
