"""Completions for shells and the man page, from the tree of all parsers: `python -m tests.shell_files`."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from typing import Final

import shtab

from tui.commands.completion import FOLDER, SHELLS, tree
from tui.commands.parsing import Parser
from tui.minutes.check.findings import RULES as CHECKED
from tui.minutes.export.cleaning import RULES as CLEANED
from tui.settings.values import Settings

SECTIONS: Final[dict[str, str | dict[str, str]]] = {
    "bash": "_pmc_tui_sections",
    "zsh": "_pmc_tui_sections",
    "fish": "(pmc-tui completion --sections (commandline -opc)[3..] 2>/dev/null)",
}

OFFERED: Final[dict[str, dict[str, str | dict[str, str]] | list[str]]] = {
    "FILE": shtab.FILE,
    "FILE|FOLDER": shtab.FILE,
    "PATH": shtab.FILE,
    "OUT": shtab.FILE,
    "FOLDER": shtab.FILE,  # one of its files does, too
    "NAME": SECTIONS,
    "TEXT": ["!a", "!d", "!f", "!i", "!q", "!v"],
    "CODE": [rule.code for rule in CHECKED],
    "RULE": [rule.name for rule in CLEANED if not rule.always],
    "SETTING": list(Settings._fields),
}
"""What is offered for a word, by what the help calls it; other words that have choices offer these."""

PREAMBLES: Final = {
    "bash": """\
_pmc_tui_sections() {
  local name
  pmc-tui completion --sections "${COMP_WORDS[@]:2}" 2>/dev/null | while IFS= read -r name; do
    [[ "${name,,}" == "${1//\\\\/}"* || "$name" == "${1//\\\\/}"* ]] && printf '%q\\n' "$name"
  done
}
""",
    "zsh": """\
_pmc_tui_sections() {
  local -a names
  names=(${(f)"$(pmc-tui completion --sections ${words[2,-1]} 2>/dev/null)"})
  compadd -a names
}
# The first word is a sub-command, or a file to open.
functions[_pmc_tui_only_commands]=$functions[_shtab_pmc_tui_commands]
_shtab_pmc_tui_commands() { _pmc_tui_only_commands; _files }
""",
    "fish": "",
}

ENDINGS: Final = {
    "bash": "\n\n# Where nothing else is offered, files are.\n"
    "complete -o bashdefault -o default -F _shtab_pmc_tui pmc-tui\n",
    "zsh": "",
    "fish": "\n# The first word is a sub-command, or a file to open.\n"
    "complete -c pmc-tui -n _shtab_pmc_tui_using -F\n",
}


def completions(shell: str) -> str:
    """What has a shell complete the command's words."""
    root = tree()
    for action in _actions(root):
        offered = OFFERED.get(action.metavar) if isinstance(action.metavar, str) else None
        if isinstance(offered, dict):
            vars(action)["complete"] = offered
        elif offered is not None:
            action.choices = offered
    return shtab.complete(root, shell, preamble=PREAMBLES[shell]).rstrip("\n") + ENDINGS[shell] + "\n"


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for each in action.choices.values():
                yield from _actions(each)
        else:
            yield action


def manual() -> str:
    """The man page of the command and all its sub-commands, in the macros of man(7)."""
    root = tree()
    commands = next(each for each in root._actions if isinstance(each, argparse._SubParsersAction))
    lines = [
        '.TH PMC\\-TUI 1 "" "pmc\\-tui" "User Commands"',
        ".SH NAME",
        "pmc\\-tui \\- run a meeting from its Markdown minutes file",
        ".SH SYNOPSIS",
        ".B pmc\\-tui",
        "[\\fIOPTION\\fR...] [\\fIFILE\\fR[:\\fILINE\\fR]|\\fIFOLDER\\fR ...]",
        ".br",
        ".B pmc\\-tui",
        "\\fICOMMAND\\fR [\\fIOPTION\\fR...] [\\fIWORD\\fR...]",
        ".SH DESCRIPTION",
        (
            "Opens a meeting's minutes, a Markdown file, or the newest of a folder, in the terminal: the "
            "agenda, the reports, the discussion. The file is the only record; what others save into it "
            "shows at once. Inside, ? lists the keys."
        ),
        ".SH OPTIONS",
        *_options(root),
        ".SH COMMANDS",
    ]
    for name, parser in commands.choices.items():
        lines += [f".SS {name}", f".B {_roff(_usage(parser))}", ".PP", _roff(parser.description or "")]
        lines += _options(parser)[1:]  # each has --help
        epilog = _roff((parser.epilog or "").strip())
        lines += [".PP", f".nf\n{epilog}\n.fi" if "\n" in epilog else epilog] if epilog else []
    lines += [
        ".SH ENVIRONMENT",
        ".TP\n.B PMC_TUI_CONFIG\nThe settings' file; else config.toml where the system keeps settings.",
        ".TP\n.B PMC_TUI_STATE_DIR\nThe folder for drafts, versions and what is remembered.",
        ".TP\n.BI PMC_TUI_ SETTING\nA setting, by its name in capitals; pmc\\-tui settings lists them.",
        ".TP\n.B NO_COLOR\nNo colours.",
        ".SH EXIT STATUS",
        "0 good, 1 something was found, 2 it cannot be done, 130 interrupted.",
    ]
    return "\n".join(line for line in lines if line) + "\n"


def _usage(parser: Parser) -> str:
    return re.sub(r"\s+", " ", parser.format_usage().removeprefix("usage: "))


def _options(parser: argparse.ArgumentParser) -> list[str]:
    """Every word that a parser takes with what it means."""
    lines = []
    for action in parser._actions:
        if action.help == argparse.SUPPRESS or isinstance(action, argparse._SubParsersAction):
            continue
        value = action.metavar or ("|".join(map(str, action.choices)) if action.choices else action.dest)
        names = ", ".join(f"\\fB{_roff(each)}\\fR" for each in action.option_strings)
        takes = "" if action.nargs == 0 else f"\\fI{_roff(str(value))}\\fR"
        about = (action.help or "") % {**vars(action), "prog": parser.prog}
        lines.append(f".TP\n{' '.join(filter(None, [names, takes]))}\n{_roff(about)}")
    return lines


def _roff(text: str) -> str:
    """A text that roff prints as it is."""
    shown = text.replace("\\", "\\e").replace("-", "\\-").replace("`", "\\(ga")
    return re.sub(r"^(?=[.'])", r"\\&", shown, flags=re.MULTILINE)


def shell_files() -> dict[str, str]:
    """Every file of `FOLDER`, by its name."""
    return {**{f"pmc-tui.{shell}": completions(shell) for shell in SHELLS}, "pmc-tui.1": manual()}


def write() -> None:
    """Write them anew."""
    for name, text in shell_files().items():
        (FOLDER / name).write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    write()
