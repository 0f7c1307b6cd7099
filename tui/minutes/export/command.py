"""`pmc-tui export` and `pmc-tui schema`: a minutes file in another form, for scripts and mails."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tui.minutes.model import Meeting
from tui.minutes.reader import read
from tui.minutes.source import Source, looks_binary

CANNOT: Final = 2
STANDARD_INPUT: Final = "-"


class CannotReadError(Exception):
    """A file that cannot be read as minutes; the message says why and what to do."""


def export(words: list[str]) -> int:
    """`pmc-tui export FILE --to FORM [-o OUT]`; returns 0, or 2 with a message on standard error."""
    parser = argparse.ArgumentParser(
        prog="pmc-tui export", description="Print a minutes file in another form, cleaned."
    )
    parser.add_argument("file", metavar="FILE", help="a minutes file; - reads standard input")
    parser.add_argument("--to", choices=sorted(FORMS), required=True, help="the form")
    parser.add_argument("-o", "--output", metavar="OUT", help="write there instead of printing")
    options = parser.parse_args(words)
    output = Path(options.output) if options.output not in (None, STANDARD_INPUT) else None
    try:
        source = load(options.file)
    except CannotReadError as error:
        return _failed(str(error))
    if output is not None and _is_same(options.file, output):
        return _failed(
            f"{shown_name(options.file)} is the file itself; nothing was written, choose another OUT"
        )
    if source.problem is not None:
        sys.stderr.write(f"pmc-tui: {shown_name(options.file)}: {source.problem}\n")
    meeting = read(source, options.file)
    return put(FORMS[options.to](meeting, shown_name(options.file)), output)


def schema(words: list[str]) -> int:
    """`pmc-tui schema`: print the JSON Schema of `export --to json`."""
    parser = argparse.ArgumentParser(
        prog="pmc-tui schema", description="Print the JSON Schema of what `pmc-tui export --to json` prints."
    )
    parser.parse_args(words)
    from tui.minutes.export.json import json_schema  # noqa: PLC0415 - pydantic is heavy

    return put(json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n", None)


def load(name: str) -> Source:
    """The source of a file, or of standard input for `-`. Raises CannotReadError."""
    if name == STANDARD_INPUT and sys.stdin is None:
        raise CannotReadError("cannot read standard input: it is closed")
    try:
        data = sys.stdin.buffer.read() if name == STANDARD_INPUT else Path(name).read_bytes()
    except (OSError, ValueError) as error:
        raise CannotReadError(f"cannot read {shown_name(name)}: {_reason(error)}") from error
    if looks_binary(data):
        raise CannotReadError(f"cannot read {shown_name(name)}: it is no text file")
    return Source.from_bytes(data)


def shown_name(name: str) -> str:
    """A file's name as text that can be printed: bytes that are no UTF-8 are replaced."""
    return os.fsencode(name).decode("utf-8", "replace")


def put(text: str, path: Path | None) -> int:
    """Write a result as UTF-8 to a file or to standard output; returns the exit status."""
    data = text.encode("utf-8", "replace")
    try:
        if path is not None:
            path.write_bytes(data)
        else:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
    except BrokenPipeError:  # whoever reads has seen enough, as in `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        where = shown_name(str(path)) if path is not None else "standard output"
        return _failed(f"cannot write {where}: {_reason(error)}")
    return 0


def _json(meeting: Meeting, name: str) -> str:
    from tui.minutes.export.json import document, dumped  # noqa: PLC0415 - pydantic is heavy

    return dumped(document(meeting, name))


FORMS: Final[dict[str, Callable[[Meeting, str], str]]] = {"json": _json}
"""What `--to` takes, to what makes it of a meeting and its file's name."""


def _is_same(name: str, output: Path) -> bool:
    try:
        return name != STANDARD_INPUT and output.samefile(name)
    except OSError:
        return False


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)


def _failed(message: str) -> int:
    sys.stderr.write(f"pmc-tui: {message}\n")
    return CANNOT
