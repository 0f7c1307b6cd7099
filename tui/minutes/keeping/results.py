"""What can come of opening, looking and saving, as values, each with a sentence for the person at the screen.

The sentences say what happened, what is safe, and what to do.
"""

from __future__ import annotations

import errno
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from tui.minutes.text.source import Source

if TYPE_CHECKING:
    from tui.minutes.keeping.git_evidence import GitWrote
    from tui.minutes.text.merge import Merged


class CannotOpen(Exception):  # noqa: N818 - said as people say it
    """A file that cannot be opened as minutes; the message is a sentence for the user."""


class Reason(StrEnum):
    """Why something could not be done."""

    GONE = "gone"
    FOLDER_GONE = "folder gone"
    NOT_A_FILE = "not a file"
    NO_PERMISSION = "no permission"
    READ_ONLY = "read-only file system"
    DISK_FULL = "disk full"
    QUOTA = "quota exceeded"
    ENCODING = "encoding"
    UNENCODABLE = "unencodable"
    BUSY = "busy"
    LOCKED = "locked"
    EXISTS = "exists"
    UNGUARDED = "unguarded"
    SWITCHED = "another branch"
    MOVED = "section moved"
    FAILED = "failed"


class Theirs(NamedTuple):
    """How a text of others came to be.

    `git`: git wrote it. `older`: it is exactly the file's text from then on, in seconds since the epoch.
    `put_back`: so many lines of ours it had written over unknowingly; `removed`: with lines that it took out.
    """

    git: GitWrote | None = None
    older: float | None = None
    put_back: int = 0
    removed: bool = False


class Saved(NamedTuple):
    """The text is in the file. `source` is what is there now, `merged` tells what came from others, if any.

    `written` is False where the file had it all already. `theirs` tells of the others' last text.
    """

    source: Source
    merged: Merged | None = None
    written: bool = True
    theirs: Theirs = Theirs()


class NotSaved(NamedTuple):
    """The text is not in the file. `retry`: whether the same save may work later, without anybody's choice.

    `drafted`: whether the text is in a draft, where no crash can take it. `elsewhere`: whether saving under
    another name may help.
    """

    reason: Reason
    message: str
    retry: bool
    drafted: bool = False
    elsewhere: bool = False


class OutsideChange(NamedTuple):
    """Somebody else changed the file.

    `base` is what was known before, `on_disk` what the file has. `source` is what to merge in: the same,
    or, where the others wrote an older text over lines that were saved here, their text with these lines
    put back; `restored` tells about that. `meant`: what they removed is out though lines of ours were in it.
    """

    base: Source
    source: Source
    on_disk: Source
    restored: Merged | None = None
    theirs: Theirs = Theirs()
    meant: bool = False


class Gone(NamedTuple):
    """The file cannot be read at present."""

    reason: Reason
    message: str


_REASONS: Final = {
    errno.ENOENT: Reason.GONE,
    errno.ENOTDIR: Reason.FOLDER_GONE,
    errno.ELOOP: Reason.GONE,
    errno.EISDIR: Reason.NOT_A_FILE,
    errno.ENODEV: Reason.NOT_A_FILE,
    errno.ENXIO: Reason.NOT_A_FILE,
    errno.EACCES: Reason.NO_PERMISSION,
    errno.EPERM: Reason.NO_PERMISSION,
    errno.EROFS: Reason.READ_ONLY,
    errno.ENOSPC: Reason.DISK_FULL,
    errno.EDQUOT: Reason.QUOTA,
    errno.EEXIST: Reason.EXISTS,
}

_HAPPENED: Final = {
    Reason.GONE: "{name} is gone: deleted or moved away.",
    Reason.FOLDER_GONE: "The folder of {name} is gone.",
    Reason.NOT_A_FILE: "Where {name} was is now something that is no file.",
    Reason.NO_PERMISSION: "There is no permission to write {name}.",
    Reason.READ_ONLY: "{name} is on a file system that is read-only.",
    Reason.DISK_FULL: "The disk of {name} is full.",
    Reason.QUOTA: "Your quota on the disk of {name} is used up.",
    Reason.ENCODING: "{name} is not UTF-8 and was not written.",
    Reason.UNENCODABLE: "The text cannot be written in that encoding: {detail}.",
    Reason.BUSY: "Other programs keep changing {name}.",
    Reason.LOCKED: "Another pmc-tui is in the middle of saving {name}.",
    Reason.EXISTS: "{name} is there already and was not written over.",
    Reason.UNGUARDED: "{name} can only be written in place, and the version before could not be kept.",
    Reason.SWITCHED: "git switched to another branch, which has a text of its own.",
    Reason.MOVED: "Others moved or removed what you write in.",
    Reason.FAILED: "{name} could not be written: {detail}.",
}

_NEXT: Final = {
    Reason.GONE: "It is saved when the file is back.",
    Reason.FOLDER_GONE: "It is saved when the folder is back.",
    Reason.NOT_A_FILE: "Move that away: it is tried again.",
    Reason.NO_PERMISSION: "Ask for permission; it is tried again.",
    Reason.READ_ONLY: "It is tried again.",
    Reason.DISK_FULL: "Make room; it is tried again.",
    Reason.QUOTA: "Make room; it is tried again.",
    Reason.ENCODING: "Choose an encoding to write it in.",
    Reason.UNENCODABLE: "Choose another encoding.",
    Reason.BUSY: "It is tried again.",
    Reason.LOCKED: "It is tried again.",
    Reason.EXISTS: "Choose another name.",
    Reason.UNGUARDED: "Make the state folder writable; it is tried again.",
    Reason.SWITCHED: "It is offered when the branch is back.",
    Reason.MOVED: "It is tried again.",
    Reason.FAILED: "It is tried again.",
}

_STILL_HERE: Final = "Its text is still in this window: bring the file back, or save under another name."

_NO_RETRY: Final = {Reason.ENCODING, Reason.UNENCODABLE, Reason.EXISTS, Reason.SWITCHED}

_NO_NAME_HELPS: Final = {*_NO_RETRY, Reason.BUSY, Reason.LOCKED, Reason.MOVED}


_COPY: Final = "Copy what it gives into a file, and open that."
_AGAIN: Final = "Try again, or open a copy on another disk."


def reason_of(error: OSError, path: Path) -> Reason:
    """Why a system call failed for a file, as far as people tell reasons apart."""
    reason = _REASONS.get(error.errno or 0, Reason.FAILED)
    if reason is Reason.GONE and not path.parent.is_dir():
        return Reason.FOLDER_GONE
    return reason


def not_saved(reason: Reason, path: Path, *, drafted: bool, detail: str = "") -> NotSaved:
    """A save that did not happen, with its sentences."""
    safe = "Your text is kept in a draft." if drafted else "Your text is in this window only."
    happened = _HAPPENED[reason].format(name=path.name, detail=detail or "unknown error")
    message = f"{happened} {safe} {_NEXT[reason]}"
    return NotSaved(reason, message, reason not in _NO_RETRY, drafted, reason not in _NO_NAME_HELPS)


def gone(error: OSError, path: Path) -> Gone:
    """A file that cannot be read any more, with a sentence."""
    reason = reason_of(error, path)
    if reason is Reason.NO_PERMISSION:
        return Gone(reason, f"There is no permission to read {path.name} any more. {_STILL_HERE}")
    if reason in (Reason.GONE, Reason.FOLDER_GONE, Reason.NOT_A_FILE):
        return Gone(reason, f"{_HAPPENED[reason].format(name=path.name)} {_STILL_HERE}")
    return Gone(reason, f"{path.name} cannot be read: {error.strerror or error}. {_STILL_HERE}")


def cannot_open(error: OSError, path: Path) -> CannotOpen:
    """The exception for a file that cannot be opened."""
    sentences = {
        errno.ENOENT: f"There is no file {path}. Look for a slip in its name.",
        errno.ENOTDIR: f"There is no file {path}. Look for a slip in its name.",
        errno.EISDIR: f"{path} is a folder, not a file. Name a file in it.",
        errno.ENODEV: f"{path} is no ordinary file (but a pipe, socket or device). {_COPY}",
        errno.ENXIO: f"{path} is no ordinary file (but a pipe, socket or device). {_COPY}",
        errno.EACCES: f"There is no permission to read {path}. Ask its owner for it.",
        errno.ELOOP: f"{path} is a symbolic link that leads to itself. Name the file it was made for.",
        errno.EFBIG: f"{path} is far too large to be minutes. Name another file.",
    }
    return CannotOpen(
        sentences.get(error.errno or 0, f"{path} cannot be read: {error.strerror or error}. {_AGAIN}")
    )
