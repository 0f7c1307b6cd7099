"""`pmc-tui find`: words in all the minutes of a folder."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from tui.commands.parsing import ABOUT, Parser
from tui.commands.progress import Progress
from tui.minutes.export.output import failed, put
from tui.minutes.model import NoteKind
from tui.minutes.series.finding import Hit, Query, search, texts_of
from tui.minutes.series.folder import MeetingFile, date_of_name, meetings_in
from tui.minutes.text.escape import escape_controls
from tui.minutes.text.inline import visible

SCHEMA: Final = "pmc-tui/find-1"
NOTHING: Final = 1


def find(words: list[str]) -> int:
    """`pmc-tui find WORDS FOLDER`; returns 0 with hits, 1 without, 2 where it cannot look."""
    options = own_parser().parse_intermixed_args(words)
    wanted = " ".join(options.words)
    query = Query.of(wanted, NoteKind(options.kind) if options.kind else None, options.section)
    if not query.words and query.kind is None:
        return failed("say what to look for: words, or a --kind of notes")
    folder: Path = options.folder
    try:
        if folder.is_dir():
            files = meetings_in(folder)
        elif folder.exists():
            files = [MeetingFile(folder, date_of_name(folder.absolute()))]
        else:
            return failed(f"there is no {folder}")
    except OSError as error:
        return failed(f"{folder} cannot be read: {error.strerror or error}")
    with Progress(len(files), "nothing is lost") as progress:
        found = texts_of(progress.through(files, lambda file: file.path.name), public=True)
    for each in found.left_out:
        sys.stderr.write(f"pmc-tui: {escape_controls(f'{each.path}: left out, {each.why}')}\n")
    if not found.texts:
        return failed(f"{folder} has no minutes that can be read")
    with Progress(len(found.texts), "nothing is lost") as progress:
        hits = list(search(progress.through(found.texts, lambda text: text.path.name), query))
    status = put(FORMATS[options.to](hits))
    return status or (0 if hits else NOTHING)


_LONGEST: Final = 200  # characters of a section's name, which stands in each of its lines


def line_of(hit: Hit) -> str:
    """A hit as one line: `file:line: date section words`."""
    name = hit.section if len(hit.section) <= _LONGEST else f"{hit.section[:_LONGEST]}…"
    words = [str(hit.date) if hit.date is not None else "", name, visible(hit.text)]
    return escape_controls(f"{hit.path}:{hit.line}: {'  '.join(filter(None, words))}".replace("\n", " "))


def _text(hits: Sequence[Hit]) -> str:
    return "".join(f"{line_of(hit)}\n" for hit in hits)


def _json(hits: Sequence[Hit]) -> str:
    rows = [
        {
            "file": str(hit.path).encode("utf-8", "replace").decode(),
            "line": hit.line,
            "date": hit.date.isoformat() if hit.date is not None else None,
            "section": hit.section,
            "kind": hit.kind.value if hit.kind is not None else None,
            "text": hit.text,
        }
        for hit in hits
    ]
    return json.dumps({"schema": SCHEMA, "hits": rows}, ensure_ascii=False, indent=1) + "\n"


FORMATS: Final[dict[str, Callable[[Sequence[Hit]], str]]] = {"txt": _text, "json": _json, "quickfix": _text}
"""What `--to` takes, to what tells hits so; an editor's error list reads the text as it is."""


def own_parser() -> Parser:
    """The words that `pmc-tui find` takes."""
    parser = Parser(
        prog="pmc-tui find",
        description=ABOUT["find"],
        epilog=(
            "All words have to be in a line; comments and private parts are left out. "
            "Exit status: 0 found, 1 not found, 2 cannot look."
        ),
    )
    parser.add_argument("words", metavar="WORDS", nargs="*", help="what to look for")
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="a folder of minutes, or one file")
    parser.add_argument(
        "--kind", choices=[kind.value for kind in NoteKind], help="in notes of this kind only"
    )
    parser.add_argument("--section", metavar="NAME", default="", help="in sections with this in their name")
    parser.add_argument("--to", choices=sorted(FORMATS), default="txt", help="how hits are told")
    return parser
