"""What the keys do, from the one table: what works here first, then the rest; found by words or by key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from rich.style import Style
from rich.table import Table
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from tui.keyboard.commands import COMMANDS, Command, Group, shown
from tui.keyboard.keymap import acts_everywhere
from tui.keyboard.names import KeyNameError, sequence
from tui.screens.dialog import Dialog
from tui.screens.meeting.status.command_context import CommandContext, why_no_key
from widgets.input_lines import OneLine
from widgets.option_rows import OptionRows
from widgets.plain.words import keys_in_words
from widgets.styles import Styles

_KEYS_WIDTH: Final = 12  # columns for the keys beside the meaning

SYNONYMS: Final[Mapping[str, str]] = {
    "action": "todo task assign",
    "ask_owners": "remind progress",
    "before": "prepare preview briefing",
    "check": "lint validate problems errors",
    "clock": "timer time stopwatch pause",
    "copy": "clipboard yank mail email",
    "decision": "resolution agreed",
    "done": "tick complete close",
    "drop": "cancel delete",
    "edit": "change markdown raw",
    "export": "mail email pdf print html summary send publish finish",
    "external_edit": "vim emacs nano",
    "find": "search grep jump look",
    "find_next": "search",
    "find_previous": "search",
    "find_series": "search archive",
    "follow": "watch spectator",
    "history": "past log",
    "next_meeting": "template new create",
    "next_team": "jump",
    "next_unreviewed": "jump unreviewed skip",
    "notes": "actions decisions summary",
    "open_meeting": "switch file folder",
    "palette": "commands menu jump go",
    "present": "fullscreen projector beamer share slides",
    "previous_team": "jump",
    "queue": "speaker speakers hand raise stack",
    "quit": "exit close leave",
    "review": "tick mark",
    "roll_call": "attendance attendees participants people present",
    "save_elsewhere": "save as copy rename",
    "series_actions": "todo open carry",
    "share": "git push pull sync collaborate",
    "slot": "duration length",
    "theme": "colour color dark light",
    "timebox": "timer limit minutes",
    "undo": "revert",
    "versions": "backup restore recover",
    "vote": "ballot poll",
    "write": "discussion type remark comment",
    "write_times": "start end",
    "zoom": "maximise maximize fullscreen",
}
"""Other words that people look a command up by."""

LEGEND: Final = (
    ("✓ ○", "reviewed, done; waits for your review"), ("2", "how many have reviewed it"), ("⚑", "flagged"),
    ("∅", "nothing reported"), ("!", "an action is open"),
    ("●", "changed from outside and not looked at since, or since you reviewed it"),
    ("▾ ▸", "a group, open and folded"),
    ("▌", "where the cursor is"), ("☐ ☑ ☒", "an action, or a box: open, done, dropped"), ("◆", "a decision"),
    ("→", "a topic that is deferred"), ("?", "a question"), ("±", "a vote"), ("i", "something to know"),
    ("↳", "a reply"),
)  # fmt: skip
"""The symbols of the screen, where there are any: plain mode has words."""

_LEGEND_WORDS: Final = "symbols signs legend glyphs icons"

_PLACEHOLDER: Final = "Words, or a key such as ] or ctrl+e; “symbols” explains those"

_WORKS, _NOT = "●", "○"


@dataclass(frozen=True)
class HelpEntry:
    """A command with its keys, as they are set and as people write them; `why_not` where they do nothing."""

    command: Command
    keys: str
    why_not: str

    @property
    def written(self) -> str:
        """The keys as people write them."""
        return shown(self.keys, all_keys=True) if self.keys else "palette"

    def has_key(self, typed: str, named: str) -> bool:
        """True when the text is one of the keys: as it is, as people write it, or as Textual `named` it."""
        own = self.keys.split(",") if self.keys else []
        return typed in own or typed in map(shown, own) or named in own

    def has_words(self, words: Iterable[str]) -> bool:
        """True when every word is in what the command is called or does, or in its keys."""
        command = self.command
        text = (
            f"{command.id} {command.label} {command.meaning} {command.group.value} {self.written} {self.keys}"
            f" {SYNONYMS.get(command.id, '')}"
        )
        return all(word in text.casefold() for word in words)


def _named(typed: str) -> str:
    """How Textual names the key that a text is (`ctrl+e`, `^e`, `gg`, `esc`); empty where it is none."""
    try:
        return " ".join(sequence(typed))
    except KeyNameError:
        return ""


class HelpScreen(Dialog[str]):
    """All commands; typing narrows them, enter or a click gives the id of one to be run."""

    CSS_PATH = "help.tcss"
    HEADING = "Keys"
    KEYS = (("type", "words or a key"), ("↑ ↓", "choose"), ("enter", "run it"))
    LEAVING = "close"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
    ]

    search = query_one(Input)
    options = query_one(OptionList)

    def __init__(self, keys: Mapping[str, str], here: CommandContext) -> None:
        """`keys` by command id, as resolved; `here` is what the cursor was on."""
        super().__init__()
        self._entries = [
            HelpEntry(command, keys[command.id], why_no_key(command, keys[command.id], here))
            for command in COMMANDS
        ]
        self._looks = Styles(self)
        for key in {key for own in keys.values() for key in own.split(",") if key}:
            if acts_everywhere(key):
                self._bindings.bind(key, f"look_up('{key}')", priority=True)

    def content(self) -> ComposeResult:
        """A search line over the list."""
        yield OneLine(placeholder=_PLACEHOLDER, compact=True, select_on_focus=False)
        yield OptionRows(compact=True)

    def on_mount(self) -> None:
        """Show all; the keys go to the search line."""
        self.options.can_focus = False
        self._narrow()

    def on_resize(self) -> None:
        """The lines flow anew."""
        self._narrow()

    @on(Input.Changed)
    def _narrow(self) -> None:
        options = self.options
        options.clear_options()
        options.add_options(list(self._options(self.search.value.strip())))
        first = next((n for n in range(options.option_count) if options.get_option_at_index(n).id), None)
        options.highlighted = first
        options.scroll_to(y=0, animate=False)

    def action_page(self, direction: int) -> None:
        """Move by as many entries as are seen for certain, some being four rows high."""
        self.action_move(direction * max(1, self.options.size.height // 4))

    def action_look_up(self, key: str) -> None:
        """A chord is looked up like text that is typed: pressing ctrl+e finds ctrl+e."""
        self.search.value = key
        self.search.cursor_position = len(key)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        highlighted = self.options.highlighted
        if highlighted is not None:
            self.dismiss(self.options.get_option_at_index(highlighted).id)

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)

    def _options(self, typed: str) -> Iterator[Option]:
        named = _named(typed)
        by_key = [entry for entry in self._entries if typed and entry.has_key(typed, named)]
        words = typed.casefold().split()
        legend = not self.is_plain and all(word in _LEGEND_WORDS for word in words)
        by_words = [entry for entry in self._entries if entry not in by_key and entry.has_words(words)]
        if by_key:
            yield from self._part(f"The key {typed}", by_key)
        if by_words and (len(typed) > 1 or not by_key):
            works = [entry for entry in by_words if not entry.why_not]
            yield from self._part(f"{_WORKS} Works here now", works, grouped=True)
            others = [entry for entry in by_words if entry.why_not]
            yield from self._part(f"{_NOT} Not here", others, grouped=True)
        elif not by_key and not legend:
            yield Option(Text("No command is called that, and no key is."), disabled=True)
        if legend:
            yield Option(Text("Symbols", "bold underline"), disabled=True)
            for symbol, meaning in LEGEND:
                yield Option(Text(f"  {symbol:<{_KEYS_WIDTH}} {meaning}"), disabled=True)

    def _part(self, title: str, entries: list[HelpEntry], *, grouped: bool = False) -> Iterator[Option]:
        if not entries:
            return
        title = title.removeprefix(f"{_WORKS} ").removeprefix(f"{_NOT} ") if self.is_plain else title
        yield Option(Text(title, "bold underline"), disabled=True)
        if not grouped:
            yield from map(self._line, entries)
            return
        for group in Group:
            of_group = [entry for entry in entries if entry.command.group is group]
            if of_group:
                yield Option(Text(group.value, "bold"), disabled=True)
                yield from map(self._line, of_group)

    def _line(self, entry: HelpEntry) -> Option:
        """Mark, keys and meaning; where the key does nothing, why, in a line that is less bright."""
        line = Table.grid(padding=(0, 1, 0, 0), expand=True)
        line.add_column(width=1)
        line.add_column(width=_KEYS_WIDTH)
        line.add_column(ratio=1)
        meaning = Text(entry.command.meaning)
        if entry.why_not:
            meaning.append(f" ({entry.why_not})", "italic")
        mark = "" if self.is_plain else _NOT if entry.why_not else _WORKS
        key, text = self._style("key", entry), self._style("text", entry)
        written = keys_in_words(entry.written) if self.is_plain else entry.written
        line.add_row(Text(mark, key), Text(written, key), meaning, style=text)
        return Option(line, id=entry.command.id)

    def _style(self, role: str, entry: HelpEntry) -> Style:
        """How a part of an entry looks; with the terminal's 16 colours as the list and its cursor have it."""
        if self.app.current_theme.ansi:
            return Style(bold=role == "key")
        return self._looks.alone("muted" if entry.why_not else role)
