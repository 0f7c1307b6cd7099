"""The one table of what can be done and with which keys.

Bindings, key hints, help, palette, keymap checks and the README's list are all made from it. A preset and a
person's settings remap a command by its id, in `tui.keyboard.keymap`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple


class Group(StrEnum):
    """What a command is about; the order is that of the help."""

    MOVE = "Move"
    RUN = "Run the meeting"
    NOTE = "Note"
    WRITE = "Write"
    LOOK = "Look"
    FILE = "File"
    PROGRAM = "Program"


class Where(StrEnum):
    """The part of the screen a command's key works in."""

    READING = "reading"  # in the agenda and in the panes
    WRITING = "writing"  # in the discussion area
    EVERYWHERE = "everywhere"


class Command(NamedTuple):
    """Something a person can do. `keys` are as in `tui.keyboard.names`, separated by commas; none: the palette has it.

    `label` is the short word beside the key; one with a `hint` number is shown in the bottom line, lowest first.
    """

    id: str
    keys: str
    label: str
    meaning: str
    group: Group
    where: Where = Where.READING
    hint: int | None = None
    served: bool = False
    """True where somebody who looks on in a browser may do it: nothing opens, runs, writes or is copied."""


COMMANDS: Final = (
    Command("up", "up,k", "up", "One row up", Group.MOVE, served=True),
    Command("down", "down,j", "down", "One row down", Group.MOVE, served=True),
    Command("left", "left,h", "fold", "Fold the group, or go to it; in the panes to the one at the left, else back to the agenda", Group.MOVE, served=True),
    Command("right", "right,l", "unfold", "Unfold the group, or go into the pane; in the panes to the one at the right", Group.MOVE, served=True),
    Command("first", "g,home", "first", "To the first row", Group.MOVE, served=True),
    Command("last", "G,end", "last", "To the last row", Group.MOVE, served=True),
    Command("half_up", "ctrl+u", "half up", "Half a screen up", Group.MOVE, served=True),
    Command("half_down", "ctrl+d", "half down", "Half a screen down", Group.MOVE, served=True),
    Command("page_up", "pageup,ctrl+b", "page up", "One screen up", Group.MOVE, served=True),
    Command("page_down", "pagedown,ctrl+f", "page down", "One screen down", Group.MOVE, served=True),
    Command("next_team", "]", "next team", "To the next team's report", Group.MOVE, served=True),
    Command("previous_team", "[", "previous team", "To the previous team's report", Group.MOVE, served=True),
    Command("next_unreviewed", "n", "next unreviewed", "To the next report nobody has reviewed; empty ones are skipped, and named", Group.MOVE, hint=3, served=True),
    Command("topics", "z", "topics", "The section's items as rows of the agenda, each a topic; and back", Group.MOVE, served=True),
    Command("enter", "enter", "into", "Into the pane; from a pane into the discussion area", Group.MOVE, hint=7, served=True),
    Command("back", "escape", "back", "Back: out of the editor, the pane, the search, the zoom", Group.MOVE, Where.EVERYWHERE, served=True),
    Command("focus_next", "tab", "next area", "To the next area: agenda, panes, discussion", Group.MOVE, Where.EVERYWHERE, served=True),
    Command("focus_previous", "shift+tab", "area before", "To the area before", Group.MOVE, Where.EVERYWHERE, served=True),
    Command("clock", "t", "clock", "Start the clock, pause it, let it go on; the first move starts it, too", Group.RUN),
    Command("timebox", "T", "timebox", "Minutes for this section, in place of its heading's: 5, +5, off", Group.RUN),
    Command("slot", "ctrl+t", "slot", "How long the meeting may be, to be shared over the teams: 60, until 11:00", Group.RUN),
    Command("write_times", "W", "write times", "Write into the minutes when the meeting was held", Group.RUN),
    Command("roll_call", "R", "roll call", "Who is present, late or absent", Group.RUN),
    Command("queue", "Q", "queue", "Who wants to speak and why, and who speaks now", Group.RUN),
    Command("before", "B", "before", "Before the meeting: what is missing, new, changed, still open", Group.RUN),
    Command("review", "space", "reviewed", "Mark the section as reviewed (signed with your name where the committee does so), and on to the next", Group.WRITE, hint=1),
    Command("unreview", "backspace", "take back", "Take the mark of the section away, or go back to the one marked last and take its", Group.WRITE),
    Command("flag", "exclamation_mark", "flag", "Flag the report for the meeting, with a reason; signed with your name", Group.NOTE),
    Command("consent", "A", "consent", "Receive the reports nobody wants to talk about, all as one, by general consent", Group.RUN),
    Command("walk_unreviewed", "", "walk unreviewed", "Let n go through what you have not reviewed", Group.MOVE),
    Command("walk_mine", "", "walk mine", "Let n go through what you lead, or are the shepherd of", Group.MOVE),
    Command("walk_flagged", "", "walk flagged", "Let n go through what is flagged", Group.MOVE),
    Command("walk_meeting", "", "walk meeting", "Let n go through what the meeting has to: flagged and missing first, the rest by consent", Group.MOVE),
    Command("me", "", "my name", "Say who you are: reviews and flags are signed with it", Group.WRITE),
    Command("reply", "r", "reply", "Write what is said on the topic under its replies; enter writes it and opens the next", Group.NOTE, hint=4),
    Command("action", "a", "action", "Record an action on the item or section; on a remark: make it one", Group.NOTE, hint=2),
    Command("decision", "d", "decision", "Record a decision", Group.NOTE, hint=6),
    Command("question", "q", "question", "Record a question", Group.NOTE),
    Command("vote", "v", "vote", "Record a vote", Group.NOTE),
    Command("info", "i", "info", "Record something to know", Group.NOTE),
    Command("outcome", "o", "outcome", "Record the outcome: Enter approves; r, f, m or p, a blank and words say another", Group.NOTE),
    Command("done", "x", "done", "Mark the action as done, the flag as dealt with, the question as answered; or as open again", Group.NOTE),
    Command("drop", "D", "drop", "Drop the action or the flag, with a reason", Group.NOTE),
    Command("notes", "N", "notes", "All notes of the meeting", Group.NOTE, hint=10),
    Command("series_actions", "", "older actions", "Open actions of more meetings: since the last one, of the last three, all", Group.NOTE),
    Command("scribe", "", "scribe", "Write down who keeps the minutes; whose turn it is stands there already", Group.RUN),
    Command("ask_owners", "", "ask owners", "Go through the open actions of those who are here", Group.RUN),
    Command("topic_up", "alt+up", "topic up", "The topic changes places with the one above it", Group.NOTE),
    Command("topic_down", "alt+down", "topic down", "The topic changes places with the one below it", Group.NOTE),
    Command("add_topic", "alt+a", "add topic", "A topic for the agenda: what about, minutes and who, as in Rent 10m bo", Group.NOTE),
    Command("undo", "u", "undo", "Undo the last change of the file", Group.NOTE),
    Command("redo", "ctrl+r", "redo", "Make the change again that was undone", Group.NOTE),
    Command("write", "w", "write", "Write in the meeting's discussion", Group.WRITE, hint=5),
    Command("edit", "e", "edit", "Edit the Markdown of the selected section", Group.WRITE, hint=9),
    Command("private_lines", "", "private lines", "Private lines (!p): kept on this computer, in no file; to read or to take away", Group.NOTE),
    Command("external_edit", "ctrl+e", "$EDITOR", "Hand the file to your editor and come back", Group.WRITE, Where.EVERYWHERE),
    Command("find", "slash,f3", "find", "Find in the whole meeting", Group.LOOK, hint=8, served=True),
    Command("find_next", "asterisk", "next hit", "To the next place found", Group.LOOK, served=True),
    Command("find_previous", "number_sign", "hit before", "To the place found before", Group.LOOK, served=True),
    Command("next_change", "full_stop", "next change", "To the next change that came from outside", Group.LOOK, served=True),
    Command("history", "H", "history", "The section's earlier reports and decisions, newest first", Group.LOOK),
    Command("find_series", "", "find in all", "Find words, decisions or actions in all meetings of the folder", Group.LOOK),
    Command("zoom", "plus", "zoom", "One pane on the whole screen, and back", Group.LOOK, served=True),
    Command("copy", "y", "copy", "Copy what the mouse selected, else the item or note as Markdown; in the agenda the section", Group.LOOK),
    Command("copy_section", "Y", "copy section", "Copy the section with its subsections as Markdown", Group.LOOK),
    Command("theme", "c", "theme", "Pick a theme, with a look at each", Group.LOOK),
    Command("narrower", "less_than_sign", "narrower", "Make the agenda narrower", Group.LOOK),
    Command("wider", "greater_than_sign", "wider", "Make the agenda wider", Group.LOOK),
    Command("lower", "left_curly_bracket", "lower", "Make the discussion area lower", Group.LOOK),
    Command("higher", "right_curly_bracket", "higher", "Make the discussion area higher", Group.LOOK),
    Command("default_sizes", "equals_sign", "usual sizes", "All areas in their usual sizes", Group.LOOK),
    Command("follow", "f", "to the chair", "Back to the chair's place, while following with pmc-tui --follow", Group.RUN, served=True),
    Command("present", "P", "present", "Present: one section, large and calm for a shared screen, and back", Group.RUN, served=True),
    Command("open_link", "L", "open link", "Open the first link of the item in the browser", Group.LOOK),
    Command("open_meeting", "ctrl+o", "open", "Open another meeting of the folder", Group.FILE, Where.EVERYWHERE),
    Command("save", "ctrl+s", "save", "Save now", Group.FILE, Where.EVERYWHERE),
    Command("review_merge", "M", "merge review", "Choose where both sides changed the same lines", Group.FILE),
    Command("merge_copy", "K", "conflict copy", "Compare and merge a copy that a sync program has put beside the file", Group.FILE),
    Command("versions", "V", "versions", "Earlier versions of the file, to compare and bring back", Group.FILE),
    Command("share", "s", "share", "Share with other machines through git; once it is, exchange now", Group.FILE),
    Command("put_back", "U", "put back", "Put lines back that somebody's save from an old window took out", Group.FILE),
    Command("save_elsewhere", "S", "save elsewhere", "Save under another name and go on with that", Group.FILE),
    Command("check", "C", "check", "What is wrong with the minutes, to go there or repair it", Group.FILE),
    Command("repair_encoding", "F", "mend encoding", "Repair broken encoding in the file: KÃ¶per is Köper", Group.FILE),
    Command("export", "X", "export", "Close the meeting: what is open, then the cleaned minutes to save or copy", Group.FILE),
    Command("next_meeting", "", "next file", "Make the next meeting's file", Group.FILE),
    Command("settings", "", "settings", "Settings: each with its value and where that comes from", Group.PROGRAM),
    Command("help", "question_mark,f1", "help", "What the keys do", Group.PROGRAM, hint=3, served=True),
    Command("palette", "ctrl+p", "palette", "Every command by name", Group.PROGRAM, Where.EVERYWHERE, hint=11),
    Command("suspend", "ctrl+z", "suspend", "Save, and put the program aside; the shell's fg comes back", Group.PROGRAM),
    Command("tour", "", "tour", "A tour in five steps, on the example meeting", Group.PROGRAM),
    Command("leave_tour", "ctrl+g", "leave tour", "Leave the tour; it can be taken up again", Group.PROGRAM, Where.EVERYWHERE),
    Command("quit", "ctrl+q", "quit", "Save and quit", Group.PROGRAM, Where.EVERYWHERE, hint=12, served=True),
)  # fmt: skip
"""Every command, in the order of the help."""

BY_ID: Final[Mapping[str, Command]] = {command.id: command for command in COMMANDS}

OPENS_FIELD: Final = frozenset(
    {"action", "flag", "decision", "question", "vote", "info", "outcome", "drop", "find", "reply", "write"}
)
"""Commands that open a field to type in, which what comes in one piece with their key goes into.

Not the one that edits a section: its cursor is in a line that stands there already.
"""

_LOOKING: Final = frozenset({"follow", "present", "notes"})
_STARTING: Final = frozenset({"tour", "leave_tour"})


def only_looks(command: Command) -> bool:
    """Whether a command changes nothing anywhere, so that it works for those who follow; in doubt it does not."""
    looks = command.group in (Group.MOVE, Group.LOOK, Group.PROGRAM) or command.id in _LOOKING
    return looks and command.id not in _STARTING


SHOWS_ALL: Final = frozenset({"versions", "review_merge", "merge_copy", "external_edit", "next_meeting"})
"""Commands that show lines of files as they stand there, also those that these hide."""

_SHOWN: Final = {
    "slash": "/", "question_mark": "?", "asterisk": "*", "plus": "+", "escape": "esc", "pageup": "pgup",
    "pagedown": "pgdn", "up": "↑", "down": "↓", "left": "←", "right": "→", "full_stop": ".", "backslash": "\\",
    "left_square_bracket": "[", "right_square_bracket": "]", "left_curly_bracket": "{", "right_curly_bracket": "}",
    "less_than_sign": "<", "greater_than_sign": ">", "number_sign": "#", "colon": ":", "semicolon": ";", "minus": "-",
    "underscore": "_", "equals_sign": "=", "exclamation_mark": "!", "quotation_mark": '"', "apostrophe": "'",
    "at": "@", "dollar_sign": "$", "percent_sign": "%", "ampersand": "&", "circumflex_accent": "^", "tilde": "~",
    "grave_accent": "`", "vertical_line": "|", "comma": ",", "left_parenthesis": "(", "right_parenthesis": ")",
    "delete": "del", "insert": "ins",
}  # fmt: skip
"""Names of keys to what people write for them."""


@lru_cache(maxsize=512)  # asked for every hint at every key
def shown(keys: str, *, all_keys: bool = False) -> str:
    """Keys as people write them: `^s` for ctrl+s, `gg` for a sequence; only the first unless all are wanted."""
    sequences = [shown_sequence(keys_of.split()) for keys_of in keys.split(",")]
    return " ".join(sequences if all_keys else sequences[:1])


def shown_sequence(keys: Sequence[str]) -> str:
    """A sequence of keys as people write it; names longer than a character keep a blank between."""
    names = [_shown_key(key) for key in keys]
    return ("" if all(len(name) == 1 for name in names) else " ").join(names)


def named(keys: Mapping[str, str], identity: str) -> str:
    """How to call a command in a sentence: by its first key; one without a key by its name in the palette.

    `keys` are a person's own, or all of them, by command id.
    """
    palette, key = (shown(keys.get(name, BY_ID[name].keys)) for name in ("palette", identity))
    return key or f"{palette} “{BY_ID[identity].label}”"


def _shown_key(name: str) -> str:
    *modifiers, key = name.split("+")
    signs = ("^" if modifier == "ctrl" else f"{modifier}+" for modifier in modifiers)
    return "".join(signs) + _SHOWN.get(key or name, key or name)
