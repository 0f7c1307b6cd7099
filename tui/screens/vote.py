"""A vote by roll: those present one after the other, a key each; of a poll the answers, a key a voice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.minutes.model import Ballot, Majority
from tui.minutes.reading import own_votes
from tui.minutes.running.votes import decided
from tui.screens.dialog import MOVES, Dialog, Keys
from widgets.display_text import for_display
from widgets.option_rows import OptionRows
from widgets.wrapping import clipped

_SIGNS: Final = {"for": "+", "against": "-", "abstained": "0", "": " "}


class VoteDialog(Dialog[Ballot]):
    """What the dialogs of a vote share: a list, and the ballot that Enter would write in the title."""

    CSS_PATH = "vote.tcss"

    def __init__(self, subject: str, majority: Majority) -> None:
        super().__init__()
        self._subject = subject
        self._majority = majority

    @property
    def ballot(self) -> Ballot:
        """The vote as it stands."""
        raise NotImplementedError

    def line(self, number: int, width: int) -> Text:
        """A line of the list."""
        raise NotImplementedError

    @property
    def count(self) -> int:
        """Lines of the list."""
        raise NotImplementedError

    def heading(self) -> str:
        """What is voted on."""
        return clipped(for_display(self._subject or "Vote"), 40)

    def content(self) -> ComposeResult:
        """The list."""
        yield OptionRows(compact=True, markup=False)

    def on_mount(self) -> None:
        """Show it."""
        self.fit(self.count)
        self.fill(0)
        self.query_one(OptionList).focus()

    def on_resize(self) -> None:
        """Lines fit the width."""
        self.call_after_refresh(lambda: self.fill(self.query_one(OptionList).highlighted or 0))

    def fill(self, highlighted: int) -> None:
        """Write the list, and above it what would be written."""
        options = self.query_one(OptionList)
        width = max(20, options.scrollable_content_region.width or 50)
        options.clear_options()
        options.add_options([Option(self.line(n, width)) for n in range(self.count)])
        if self.count:
            options.highlighted = min(max(highlighted, 0), self.count - 1)
        self.frame.border_title = f"{self.heading()}: {self._told()}"

    def _told(self) -> str:
        """The ballot in numbers."""
        ballot = decided(self.ballot, self._majority)
        numbers = own_votes.written(ballot._replace(voters=())).strip("()")
        return numbers or "nobody has voted"

    @on(OptionList.OptionSelected)
    def _write(self) -> None:
        self.dismiss(decided(self.ballot, self._majority))


class VoteByRoll(VoteDialog):
    """Those present in the order of the roll. Who is not asked votes for: Enter alone is unanimous."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVES,
        Binding("y,plus", "vote('for')", "For", show=False),
        Binding("n,minus", "vote('against')", "Against", show=False),
        Binding("a,0", "vote('abstained')", "Abstains", show=False),
        Binding("x", "vote('out')", "Does not vote", show=False),
        Binding("backspace,u", "back", "Back", show=False),
    ]

    def __init__(self, subject: str, majority: Majority, voters: Sequence[str]) -> None:
        super().__init__(subject, majority)
        self._voters = tuple(voters)
        self._said: dict[int, str] = {}

    def keys(self) -> Keys:
        """Enter says what it does with those who were not asked."""
        rest = len(self._voters) - len(self._said)
        enter = (
            f"write, the other {rest} for" if self._said and rest else "write, all for" if rest else "write"
        )
        return (
            ("y", "for"), ("n", "against"), ("a", "abstains"), ("x", "does not vote"), ("u", "back"),
            ("enter", enter), ("esc", self.LEAVING),
        )  # fmt: skip

    @property
    def ballot(self) -> Ballot:
        """Everybody's vote; who was not asked is for it."""
        voters = [(name, self._said.get(n, "for")) for n, name in enumerate(self._voters)]
        return own_votes.tidy(Ballot(voters=tuple(pair for pair in voters if pair[1] != "out")))

    @property
    def count(self) -> int:
        """Those present."""
        return len(self._voters)

    def line(self, number: int, width: int) -> Text:
        """Somebody, and how they vote."""
        said = self._said.get(number)
        word = {"out": "does not vote", None: "for, unless asked"}.get(said, said or "")
        sign = "  " if self.is_plain or said is None else f"{_SIGNS.get(said, '×')} "
        text = Text(sign, no_wrap=True, overflow="ellipsis")
        text.append(clipped(for_display(self._voters[number]), max(8, width - 22)), "bold" if said else "")
        return text.append(f"  {word}", "" if said else "dim")

    def action_vote(self, way: str) -> None:
        """Whoever is highlighted votes; then it is the next one's turn."""
        number = self.query_one(OptionList).highlighted
        if number is not None:
            self._said[number] = way
            self.fill(number + 1)
            self.frame.keys = self.keys()

    def action_back(self) -> None:
        """Take the vote of the one before back."""
        number = self.query_one(OptionList).highlighted or 0
        number = number if number in self._said else max(0, number - 1)
        self._said.pop(number, None)
        self.fill(number)
        self.frame.keys = self.keys()


class VoteByScale(VoteDialog):
    """The answers of a poll, counted as they are called out."""

    KEYS = (("1-9", "one more"), ("+", "one more"), ("-", "one less"), ("u", "take back"), ("enter", "write"))
    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVES,
        Binding("plus,right,l,space", "add(1)", "More", show=False),
        Binding("minus,left,h", "add(-1)", "Less", show=False),
        Binding("backspace,u", "back", "Back", show=False),
    ]

    def __init__(self, subject: str, majority: Majority, scale: Sequence[str]) -> None:
        super().__init__(subject, majority)
        self._scale = tuple(scale)
        self._counts = [0] * len(self._scale)
        self._called: list[int] = []

    @property
    def ballot(self) -> Ballot:
        """How many gave each answer."""
        return Ballot(scale=tuple(zip(self._scale, self._counts, strict=True)))

    @property
    def count(self) -> int:
        """The answers."""
        return len(self._scale)

    def line(self, number: int, width: int) -> Text:
        """An answer, its key and how many gave it."""
        text = Text(f"{number + 1} ", no_wrap=True, overflow="ellipsis")
        text.append(f"{self._scale[number]:5}", "bold").append(f"{self._counts[number]:4} ")
        room = max(0, width - text.cell_len)
        return text if self.is_plain else text.append("▪" * min(self._counts[number], room))

    def on_key(self, event: events.Key) -> None:
        """A number counts its answer."""
        number = int(event.character) - 1 if event.character and event.character in "123456789" else -1
        if 0 <= number < self.count:
            event.stop()
            self._add(number)

    def action_add(self, by: int) -> None:
        """One more or less of the highlighted answer."""
        number = self.query_one(OptionList).highlighted
        if number is not None and by > 0:
            self._add(number)
        elif number is not None and self._counts[number]:
            self._counts[number] -= 1
            self.fill(number)

    def action_back(self) -> None:
        """Take the answer back that was counted last."""
        if self._called and self._counts[self._called[-1]]:
            number = self._called.pop()
            self._counts[number] -= 1
            self.fill(number)

    def _add(self, number: int) -> None:
        self._counts[number] += 1
        self._called.append(number)
        self.fill(number)
