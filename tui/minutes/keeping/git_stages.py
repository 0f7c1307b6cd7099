"""What git knows of a file with conflicts: what both sides started from, by the stages in its index."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tui.minutes.programs import run
from tui.minutes.text.merge import merge
from tui.minutes.text.source import Source, without_newline

Lines = tuple[str, ...]

_LIMIT: Final = 2.0  # seconds for git to answer
_ENVIRONMENT: Final = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}


def lines_before(target: Path) -> dict[tuple[Lines, Lines], Lines]:
    """What stood in the place of each conflict, by our lines and theirs; empty where git does not know.

    Belongs in a thread: git is asked.
    """
    stages = [_stage(target, number) for number in (1, 2, 3)]
    if any(text is None for text in stages):
        return {}
    base, ours, theirs = (Source.from_bytes(text or b"") for text in stages)
    return {
        (_bare(conflict.ours), _bare(conflict.theirs)): _bare(conflict.base)
        for conflict in merge(base, ours, theirs).conflicts
    }


def _stage(target: Path, number: int) -> bytes | None:
    words = ["git", "show", f":{number}:./{target.name}"]
    done = run(words, folder=target.parent, environment=_ENVIRONMENT, limit=_LIMIT)
    return done.out if done.ok else None


def _bare(lines: Lines) -> Lines:
    return tuple(without_newline(line) for line in lines)
