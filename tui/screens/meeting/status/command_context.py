"""What can be done here and now: what the cursor is on decides which keys are worth a hint, which are not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import Enum, auto
from typing import Final, NamedTuple

from tui.keyboard.commands import COMMANDS, Command, Group, Where, only_looks
from tui.minutes.text.patterns import LazyPattern

_PROPOSES: Final = LazyPattern(
    r"\b(?:propos|approv|adopt|motion|nominat|resol(?:ve|ution)|vote)"
    r"|^(?:the )?(?:(?:last|previous) )?minutes(?: of\b| from\b|$)",
    re.IGNORECASE,
)
"""Words of an item that asks for a decision; earlier minutes are to be approved."""


def proposes(text: str) -> bool:
    """True for an item whose words ask for a decision."""
    return _PROPOSES.search(text) is not None


class Area(Enum):
    """Where the keys go."""

    AGENDA = auto()
    PANES = auto()
    EDITOR = auto()
    FIND = auto()
    LINE = auto()  # a note's line; it says its own keys


class CommandContext(NamedTuple):
    """The place, as far as commands differ by it."""

    area: Area = Area.AGENDA
    item: str | None = None
    """The text of the item under the cursor; None for none."""
    is_note: bool = False
    is_action: bool = False
    """True on what has a box: an action, a flag."""
    is_question: bool = False
    takes_outcome: bool = False
    """True where an outcome can be recorded: neither on an action nor on what is only to know."""
    is_group: bool = False
    sought: bool = False
    zoomed: bool = False
    presenting: bool = False
    follows: bool = False
    """True where somebody else's walk is followed, and nothing written."""
    signs: bool = False
    """True where reviews are signed, before the meeting."""
    receives: bool = False
    """True in a meeting in which reports are received by consent."""
    changes: bool = False
    conflicts: bool = False
    copies: bool = False
    """True while a conflict copy lies beside the file."""
    can_undo: bool = False
    can_redo: bool = False
    read_only: bool = False
    tab: str = "next area"
    """What Tab does in the editor, where the cursor is."""

    @property
    def is_typing(self) -> bool:
        """True where keys are text."""
        return self.area not in (Area.AGENDA, Area.PANES)

    @property
    def is_proposal(self) -> bool:
        """True on an item that asks for a decision."""
        return self.item is not None and not self.is_note and proposes(self.item)

    @property
    def has_link(self) -> bool:
        """True where the item has something like a link."""
        return self.item is not None and (
            "](" in self.item or "://" in self.item or ISSUE.search(self.item) is not None
        )


ISSUE: Final = re.compile(r"[#!][1-9]")
"""What an item with a reference to an issue has; `L` looks closer."""

_NEEDS: Final[dict[str, tuple[Callable[[CommandContext], bool], str]]] = {
    "outcome": (lambda here: here.takes_outcome, "choose the proposal first"),
    "done": (lambda here: here.is_action or here.is_question, "choose an action first"),
    "drop": (lambda here: here.is_action, "choose an action first"),
    "open_link": (lambda here: here.has_link or here.item is None, "there is no link in this item"),
    "find_next": (lambda here: here.sought, "find something first"),
    "find_previous": (lambda here: here.sought, "find something first"),
    "next_change": (lambda here: here.changes, "nothing came from outside since you last looked"),
    "review_merge": (lambda here: here.conflicts, "no lines were changed on both sides"),
    "merge_copy": (lambda here: here.copies, "no conflict copy lies beside this file"),
    "undo": (lambda here: here.can_undo, "nothing to undo"),
    "redo": (lambda here: here.can_redo, "nothing to make again"),
}
"""What a command needs to do anything, and what to say where that is not so; all others act anywhere."""

_WRITES: Final = frozenset(
    {
        "flag",
        "consent",
        "reply",
        "topic_up",
        "topic_down",
        "add_topic",
        "action",
        "decision",
        "question",
        "vote",
        "info",
        "outcome",
        "done",
        "drop",
        "undo",
        "redo",
    }
)


def why_not(command: Command, here: CommandContext) -> str:
    """Why a command does nothing here, however it is called; empty where it does."""
    if here.follows and not only_looks(command):
        return "following only looks"
    if command.id == "follow" and not here.follows:
        return "for pmc-tui --follow, in another terminal"
    if here.read_only and command.id in _WRITES:
        return "these minutes are open read-only"
    fits, otherwise = _NEEDS.get(command.id, (None, ""))
    return "" if fits is None or fits(here) else otherwise


def why_no_key(command: Command, keys: str, here: CommandContext) -> str:
    """Why a command's `keys` do nothing here; empty where they do."""
    by_function_key = any(own[:1] == "f" and own[1:].isdigit() for own in keys.split(","))
    if here.is_typing and command.where is Where.READING and not by_function_key:
        return "keys are text here; leave it first"
    return why_not(command, here)


def worth_a_hint(here: CommandContext) -> Iterator[tuple[str, str]]:
    """The ids of commands worth a hint, each with its word here, the most useful first."""
    if here.area is Area.EDITOR:
        for identity, word in _EDITOR:
            yield identity, here.tab if identity == "focus_next" else word
        return
    if here.follows:
        yield from _FOLLOWING if not here.presenting else _FOLLOWING_PRESENTED
        return
    if here.presenting:
        yield from _PRESENTING
        return
    yield from _special(here)
    words = {"enter": "into the pane" if here.area is Area.AGENDA else "write"}
    for command in _HINTED:
        if not why_not(command, here):
            yield command.id, words.get(command.id, command.label)
    if here.is_action:
        yield "drop", "drop"
    if here.area is Area.AGENDA and here.is_group:
        yield "left", "fold"
    if here.area is Area.PANES:
        yield "back", "agenda"


_HINTED: Final = sorted((c for c in COMMANDS if c.hint is not None), key=lambda command: command.hint or 0)
"""Commands worth a hint wherever they can be used, the most useful first."""

_EDITOR: Final = (
    ("back", "back to the report"), ("save", "save"), ("", "undo"), ("external_edit", "$EDITOR"),
    ("focus_next", ""), ("palette", "palette"), ("quit", "quit"),
)  # fmt: skip
"""The hints while somebody writes; the empty id is its own undo. What Tab does differs by the line."""


_FOLLOWING: Final = (
    ("follow", "to the chair"), ("present", "present"), ("next_team", "next team"), ("find", "find"),
    ("copy", "copy"), ("help", "help"), ("quit", "quit"),
)  # fmt: skip
"""The hints while somebody else's walk is followed."""

_FOLLOWING_PRESENTED: Final = tuple(
    (identity, "end presenting" if identity == "present" else word) for identity, word in _FOLLOWING
)

_PRESENTING: Final = (
    ("next_unreviewed", "next"), ("review", "reviewed"), ("write", "write"), ("action", "action"),
    ("decision", "decision"), ("present", "end presenting"), ("help", "help"),
)  # fmt: skip
"""The hints while a section is presented."""


def _special(here: CommandContext) -> Iterator[tuple[str, str]]:
    """What is worth doing only here, or only now."""
    if here.sought:
        yield "find_next", "next hit"
        yield "find_previous", "before"
        yield "back", "unmark"
    if here.conflicts:
        yield "review_merge", "merge review"
    if here.copies:
        yield "merge_copy", "conflict copy"
    if here.changes:
        yield "next_change", "next change"
    if here.zoomed:
        yield "zoom", "all panes"
    if here.is_action or here.is_question:
        yield "done", "done" if here.is_action else "answered"
    if here.is_proposal:
        yield "outcome", "outcome"
    if here.has_link:
        yield "open_link", "open link"
    if here.signs:
        yield "flag", "flag"
    if here.receives:
        yield "consent", "consent"


ORDER: Final = {group: number for number, group in enumerate(Group)}
"""The order in which groups stand in the bottom line."""
