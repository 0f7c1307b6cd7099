"""Writing what was exported: whole or not at all, and over nothing that was not meant."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from tui.minutes.text.escape import escape_controls

CANNOT: Final = 2
_MODE: Final = 0o666


class CannotWriteError(Exception):
    """Nothing was written; the message says why and what to do."""


class CannotMakeError(Exception):
    """A form that cannot be made here; the message says why and what to do."""


class Output(NamedTuple):
    """A file to be written."""

    path: Path
    content: str | bytes


def write_all(outputs: Sequence[Output], into: Path | None = None, *, force: bool = False) -> None:
    """Write all files or none. Raises CannotWriteError, also for a file that exists, unless `force`.

    Each is written beside its place, synchronized and put there under its name at once. The folder `into`,
    and what is missing below it, is made. What is no regular file (a device, a pipe) is written to as it is.
    """
    if not force:
        taken = [each.path for each in outputs if each.path.is_file()]
        if taken:
            raise CannotWriteError(f"{_shown(taken[0])} exists; --force writes over it. Nothing was written.")
    made: list[Path] = []  # folders and files that were not there
    waiting: list[tuple[Path, Path]] = []
    where = outputs[0].path if outputs else into
    try:
        for each in outputs:
            where = each.path
            if into is not None:
                _make_folders(each.path.parent, made)
            if each.path.exists() and not each.path.is_file():
                each.path.write_bytes(_encoded(each.content))
            else:
                waiting.append((_beside(each), Path(os.path.realpath(each.path))))
        for temporary, path in waiting:
            where = path
            new = not path.exists()
            _put(temporary, path, force=force)
            made += [path] * new
    except OSError as error:
        _undo([temporary for temporary, _ in waiting], made)
        reason = error.strerror or error
        raise CannotWriteError(f"cannot write {_shown(where)}: {reason}. Nothing was written.") from error
    except KeyboardInterrupt:
        _undo([temporary for temporary, _ in waiting], made)
        raise


def put(text: str | bytes) -> int:
    """Write a result to standard output; returns the exit status.

    What standard output refuses is raised as OSError: `tui.cli` tells it, for all that is printed.
    """
    if isinstance(text, str) and sys.stdout.isatty():  # files and pipes get what files have
        text = text.encode(sys.stdout.encoding, "replace")
    sys.stdout.buffer.write(_encoded(text))
    sys.stdout.buffer.flush()
    return 0


def failed(message: str) -> int:
    """Say on standard error what went wrong; returns the exit status for that."""
    sys.stderr.write(f"pmc-tui: {escape_controls(message)}\n")
    return CANNOT


def _encoded(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode("utf-8", "replace")


def _make_folders(folder: Path, made: list[Path]) -> None:
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        each.mkdir()
        made.append(each)


def _beside(output: Output) -> Path:
    """A temporary file in the same folder, complete and on the disk, with the mode of a new file."""
    import tempfile  # noqa: PLC0415 - what is printed needs none

    folder = Path(os.path.realpath(output.path)).parent
    descriptor, name = tempfile.mkstemp(prefix=".pmc-tui-", dir=folder)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(_encoded(output.content))
            stream.flush()
            os.fsync(stream.fileno())
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(_MODE & ~mask)
    except BaseException:  # ctrl+c too leaves nothing behind
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _put(temporary: Path, path: Path, *, force: bool) -> None:
    """Give a file its name; without `force` only where nothing has it, also by now."""
    if force:
        temporary.replace(path)
        return
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if path.exists():
            raise FileExistsError(17, "it exists by now; --force writes over it", str(path)) from None
        temporary.replace(path)
        return
    temporary.unlink()


def _undo(temporary: Sequence[Path], made: Sequence[Path]) -> None:
    """Take away what was begun, and the files and folders that were not there before."""
    for path in temporary:
        path.unlink(missing_ok=True)
    for path in reversed(made):
        with suppress(OSError):
            path.rmdir() if path.is_dir() else path.unlink()


def _shown(path: object) -> str:
    return os.fsencode(str(path)).decode("utf-8", "replace")
