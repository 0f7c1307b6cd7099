"""The README's comparison of keys: ours from the table, others' as their own documentation has them.

The others' are default keys: of lazygit in docs/keybindings and docs/Config.md, of taskwarrior-tui in
docs/keybindings.md, of vim in :help. Words in brackets say what is meant where it is not quite the same.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from tui.keyboard.commands import shown
from tui.keyboard.keymap import keys_with


class Compared(NamedTuple):
    """What is done, the ids of our commands for it, and others' keys; empty where there is no such thing."""

    what: str
    ids: tuple[str, ...]
    lazygit: str = ""
    taskwarrior_tui: str = ""
    vim: str = ""


COMPARED: Final = (
    Compared("up, down", ("up", "down"), "`k` `j`", "`k` `j`", "`k` `j`"),
    Compared("fold, unfold", ("left", "right"), "`enter` (a directory)", "", "`zc` `zo`"),
    Compared("first, last", ("first", "last"), "`<` `>`", "`g` `G`", "`gg` `G`"),
    Compared("half a screen", ("half_up", "half_down"), "`^u` `^d` (main panel)", "", "`^u` `^d`"),
    Compared("a screen", ("page_up", "page_down"), "`,` `.`", "`K` `J`", "`^b` `^f`"),
    Compared(
        "team before, next team",
        ("previous_team", "next_team"),
        "`[` `]` (tabs)",
        "`[` `]` (views)",
        "`[[` `]]` (sections)",
    ),
    Compared("into, back", ("enter", "back"), "`enter` `esc`", "`esc` (back)", "`esc` (back)"),
    Compared("next area", ("focus_next",), "`tab`", "", "`^w w`"),
    Compared("one area large", ("zoom",), "`+`", "", "`^w o`"),
    Compared("find", ("find",), "`/`", "`/` (filter)", "`/`"),
    Compared("next hit, hit before", ("find_next", "find_previous"), "`n` `N`", "", "`n` `N`"),
    Compared("tick", ("review",), "`space` (stage)", "`v` (mark)", ""),
    Compared("new action", ("action",), "", "`a` (task)", ""),
    Compared("done, drop", ("done", "drop"), "`d` (discard)", "`d` `x`", ""),
    Compared("write", ("write",), "", "", "`i`"),
    Compared("edit, in `$EDITOR`", ("edit", "external_edit"), "`e`", "`e`", ""),
    Compared("undo, redo", ("undo", "redo"), "`z` `Z`", "`u` (undo)", "`u` `^r`"),
    Compared("copy", ("copy",), "`y`", "", "`y`"),
    Compared("open the link", ("open_link",), "`o` (commit)", "", "`gx`"),
    Compared("open another", ("open_meeting",), "`^r` (repository)", "", "`:e`"),
    Compared("save", ("save",), "", "", "`:w`"),
    Compared("help", ("help",), "`?`", "`?`", "`:help`"),
    Compared("commands by name", ("palette",), "", "", "`:`"),
    Compared("suspend", ("suspend",), "`^z`", "", "`^z`"),
    Compared("quit", ("quit",), "`q`", "`q`", "`:q` `ZZ`"),
)
"""In the order of the README."""


def comparison_table() -> str:
    """The comparison as a Markdown table; of our keys the one that vim has too, else a letter."""
    usual, vim = keys_with({}), keys_with({}, "vim")
    rows = [
        "| | pmc-tui | preset `vim` | lazygit | taskwarrior-tui | vim |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for row in COMPARED:
        ours = (" ".join(_cell(keys[identity], row.vim) for identity in row.ids) for keys in (usual, vim))
        others = (row.lazygit, row.taskwarrior_tui, row.vim)
        rows.append(f"| {row.what} | " + " | ".join([*ours, *(other or "–" for other in others)]) + " |")
    return "\n".join(rows)


def _cell(keys: str, vims: str) -> str:
    """A command's key: the one that vim has, too, else the letter, else the first."""
    written = [shown(own) for own in keys.split(",")]
    like_vim = [own for own in written if f"`{own}`" in vims]
    letters = [own for own in written if len(own) == 1 and own.isascii()]
    return f"`{(like_vim or letters or written)[0]}`"
