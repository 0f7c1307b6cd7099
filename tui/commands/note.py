"""`pmc-tui note`: notes written without a screen, through the same edits and the same save."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from difflib import get_close_matches, unified_diff
from pathlib import Path
from typing import Final

from tui.commands.export import STANDARD_INPUT, CannotReadError, load
from tui.commands.parsing import ABOUT, Parser
from tui.minutes.export.output import failed, put
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.results import CannotOpen, NotSaved
from tui.minutes.keeping.storage import StateFolder
from tui.minutes.model import TASKS, Meeting, NoteKind
from tui.minutes.noting import capture, edits
from tui.minutes.noting.capture import Captured, Context
from tui.minutes.noting.context import context_for
from tui.minutes.noting.edits import Edit, EditError, Position
from tui.minutes.noting.owners import folded
from tui.minutes.noting.shortcuts import line_to_captured, shortcut
from tui.minutes.reading.hidden import private_words
from tui.minutes.reading.reader import read
from tui.minutes.text.escape import escape_controls
from tui.minutes.text.source import Source

_EPILOG: Final = """\
A TEXT that begins with !a, !f, !d, !q, !v or !i (or #action, #agreed, RESOLUTION: …) is an action, flag,
decision, question, vote or info; words without such a mark go on with the note before them, and are an
info at first.
An action is read as on the screen: owners before a colon, a due date at the end; a flag has who flags there.

Without --section and --line the note goes to the end of the Discussion section, which is made if missing.
The lines written are printed. Exit status: 0 written, 2 not written.
"""


NOBODY: Final = Context()
"""Nobody is known to type."""


class _ChoiceError(ValueError):
    """A place that is not in the file; the message says what is."""


def note(words: list[str], state: StateFolder, typist: Context = NOBODY) -> int:
    """`pmc-tui note FILE [--section NAME | --line N] TEXT…`; `state` is where drafts and versions are kept.

    `typist` has who types, and how the committee votes.

    Returns 0 when the notes are written, else 2 with a message on standard error.
    """
    parser = own_parser()
    options = parser.parse_intermixed_args(words)
    if str(options.file) == STANDARD_INPUT and not options.stdout:
        parser.error("what comes from standard input goes to standard output: --stdout")
    if any(private_words(f"{word} x") is not None for word in options.text):
        return failed(
            "what begins with !p is private and goes into no file; type it in pmc-tui, which keeps it on "
            "this computer. Nothing was written."
        )
    try:
        live = None if options.stdout else LiveFile.open(options.file, state)
        known = live.known if live is not None else load(str(options.file))
        meeting = read(known, str(options.file))
        captured = _captured(_notes(options.text), options.file.absolute(), meeting, typist)
        meeting, place, made = _placed(meeting, options)
        edited = _edits(meeting, place, captured, str(options.file))
    except (CannotOpen, CannotReadError, EditError, _ChoiceError) as error:
        return failed(str(error))
    if live is not None and not options.dry_run:
        saved = live.save(edited[-1].source, edited[0].before if made is None else made.before)
        if isinstance(saved, NotSaved):
            return failed(saved.message)
    for problem in (problem for each in captured for problem in each.problems):
        sys.stderr.write(f"pmc-tui: {escape_controls(problem)}\n")
    if options.dry_run:
        return _print(_difference(known, edited[-1].source, options.file.name))
    if live is None:
        return put(edited[-1].source.to_bytes())
    written = ([made] if made is not None else []) + edited
    return _print("".join(edit.source.slice(edit.span).rstrip("\r\n") + "\n" for edit in written))


def own_parser() -> Parser:
    """The words that `pmc-tui note` takes."""
    parser = Parser(
        prog="pmc-tui note",
        description=ABOUT["note"],
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "file", metavar="FILE", type=Path, help="a minutes file; - reads standard input, with --stdout"
    )
    place = parser.add_mutually_exclusive_group()
    place.add_argument("--section", metavar="NAME", help="write at the end of this section")
    place.add_argument("--line", metavar="N", type=int, help="write under the item on line N, counted from 1")
    parser.add_argument("--dry-run", action="store_true", help="print the difference and write nothing")
    parser.add_argument("--stdout", action="store_true", help="print the file with the notes, write nothing")
    parser.add_argument("text", metavar="TEXT", nargs="+", help="what to write")
    return parser


def _notes(words: list[str]) -> list[str]:
    """The texts of the notes: a word with a mark begins one, others go on with it."""
    found: list[str] = []
    for word in words:
        if found and shortcut(f"{word} x") is None:
            found[-1] += f" {word}"
        else:
            found.append(word)
    return found


def _captured(texts: list[str], path: Path, meeting: Meeting, typist: Context) -> list[Captured]:
    """The notes of the texts; only an action needs to know the people and the next meeting."""
    marks = [shortcut(text.strip()) for text in texts]
    acting = any(mark is not None and mark.kind in TASKS for mark in marks)
    context = context_for(path, meeting) if acting else Context()
    context = replace(context, me=typist.me, scale=typist.scale, majority=typist.majority)
    found = [line_to_captured(text.strip(), context) for text in texts]
    return [
        each if each is not None else capture.parse(NoteKind.INFO, text, context)
        for each, text in zip(found, texts, strict=True)
    ]


def _placed(meeting: Meeting, options: argparse.Namespace) -> tuple[Meeting, Position, Edit | None]:
    """The place, and the Discussion section made for it where there was none."""
    if options.line is not None:
        return meeting, place_of_line(meeting, options.line), None
    if options.section is not None:
        return meeting, Position(section_named(meeting, options.section)), None
    made = edits.ensure_discussion(meeting)
    if made is not None:
        meeting = read(made.source, str(options.file))
    return meeting, Position(edits.discussion(meeting) or 0), made


def _edits(meeting: Meeting, place: Position, captured: list[Captured], name: str) -> list[Edit]:
    made = []
    for each in captured:
        edit = edits.add_note(meeting, each.note, place)
        made.append(edit)
        meeting = read(edit.source, name)
    return made


def section_named(meeting: Meeting, name: str) -> int:
    """The index of the section that somebody names: by name, title or path. Raises ValueError."""
    wanted = folded(name)
    headed = [(n, section) for n, section in enumerate(meeting.sections) if section.level]
    for found in (
        [n for n, section in headed if folded(section.key) == wanted],
        [n for n, section in headed if wanted in (folded(section.name), folded(section.title))],
        [n for n, section in headed if folded(section.title).startswith(wanted)],
    ):
        if len(found) == 1:
            return found[0]
        if found:
            lines = ", ".join(str(meeting.sections[n].span.start + 1) for n in found)
            raise _ChoiceError(
                f"There are {len(found)} sections “{escape_controls(name)}”: on lines {lines}. Use --line."
            )
    names = {folded(section.name): section.name for _, section in headed}
    near = [names[each] for each in get_close_matches(wanted, list(names), 3, 0.5)] or list(names.values())[
        :8
    ]
    hint = f" Near it: {escape_controls(', '.join(near))}." if near else " The file has no headings."
    raise _ChoiceError(f"There is no section “{escape_controls(name)}”.{hint}")


def place_of_line(meeting: Meeting, line: int) -> Position:
    """The item on a line counted from 1, or the section where there is none. Raises ValueError."""
    index = meeting.section_at(line - 1) if line > 0 else None
    if index is None:
        count = len(meeting.source.lines)
        raise _ChoiceError(f"There is no line {line}: the file has {count} lines.")
    items = meeting.sections[index].items
    own = [n for n, item in enumerate(items) if line - 1 in item.own]
    return Position(index, own[-1] if own else None)


def _difference(before: Source, after: Source, name: str) -> str:
    """What would change, as `diff -u` and `git diff` print it."""
    lines = unified_diff(before.lines, after.lines, f"a/{name}", f"b/{name}")
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def _print(text: str) -> int:
    """Print text of the file: as it is into a pipe, and so that nothing in it acts on a terminal."""
    return put(escape_controls(text) if sys.stdout.isatty() else text)
