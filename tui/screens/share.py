"""Share with other machines: where to, how it will look, and three ways to do it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from tui.minutes.git.repository import Repository, Target
from tui.minutes.git.share import Habits, Way, own_branch
from tui.screens.dialog import Dialog, Keys
from widgets.display_text import for_display

_TWO_COLUMNS: Final = 80  # columns of the screen from which on the reasons stand below each other


@dataclass(frozen=True)
class Proposal:
    """What is known before anybody agrees."""

    repository: Repository
    target: Target
    usual: Habits
    chosen: Way | None
    message: str
    address: str
    who: str
    """Whose name commits get."""
    skips_hook: bool
    """True where this clone has a hook for `git commit`, which is not what makes them here."""


class ShareDialog(Dialog[Way | None]):
    """Shows remote, branch and the look of commits; gives the way chosen, or None for Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", show=False),
        Binding("up,k", "move(-1)", show=False),
        Binding("enter", "start", show=False),
    ]

    def __init__(self, proposal: Proposal) -> None:
        super().__init__()
        self._proposal = proposal
        usual = Way.STRAIGHT if proposal.usual.is_straight else Way.BRANCH
        self._ways = tuple(Way)
        self._at = self._ways.index(proposal.chosen or usual)

    def heading(self) -> str:
        """What this is for."""
        return "Share with other machines"

    def keys(self) -> Keys:
        """What acts here."""
        return (("j k", "choose"), ("enter", "start"), ("esc", "not now"))

    def content(self) -> ComposeResult:
        """Where to, and the ways."""
        yield Static(self._text(), id="share", markup=False)

    def action_move(self, step: int) -> None:
        """Choose the next way."""
        self._at = (self._at + step) % len(self._ways)
        self.query_one("#share", Static).update(self._text())

    def action_start(self) -> None:
        """Share in the way chosen."""
        self.dismiss(self._ways[self._at])

    def _text(self) -> Text:
        known, usual = self._proposal, self._proposal.usual
        text = Text(overflow="fold")
        text.append(for_display(known.address), "bold").append(f"   {for_display(known.target.branch)}\n")
        text.append(for_display(known.repository.path) + "\n\n")
        labels = {
            Way.STRAIGHT: ("straight to " + known.target.branch, _share(usual)),
            Way.BRANCH: (
                f"branch {own_branch(known.repository.root / known.repository.path)}",
                "one request at the end",
            ),
            Way.LOOK: ("only look on", "fetch, never push"),
        }
        names = {way: for_display(labels[way][0]) for way in self._ways}
        column = max(map(cell_len, names.values())) if self.app.size.width >= _TWO_COLUMNS else 0
        for number, way in enumerate(self._ways):
            name, why = names[way], labels[way][1]
            chosen = number == self._at
            text.append("● " if chosen else "○ ").append(name, "bold" if chosen else "")
            gap = " " * (max(0, column - cell_len(name)) + 3)
            text.append(f"{gap}{why}\n" if why else "\n", "dim")
        signed_off = "yes" if usual.signed_off else "no"
        text.append(f"\nas {for_display(known.who)}, signed off {signed_off}\n" if known.who else "\n")
        text.append(f"“{for_display(known.message)}”\n")
        if known.skips_hook:
            text.append("The hook pre-commit does not run: nothing is committed in your checkout.\n", "dim")
        return text.append("Index, branches and stash of your checkout stay as they are.", "dim")


def _share(usual: Habits) -> str:
    """What the last commits did."""
    if usual.commits < 2:  # one says nothing of a habit
        return ""
    return f"{usual.straight} of the last {usual.commits} commits here"
