"""What is typed and not yet in the file, kept in the state folder so that no crash can take it.

A draft is the typed text and the text it was typed on, so that it can be merged into whatever the file
has become. Each process has its own; that of a process which is gone is offered at the next start.
"""

from __future__ import annotations

import json
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tui.minutes.keeping.contents import packed, unpacked
from tui.minutes.keeping.processes import TOKEN, is_alive, own_token
from tui.minutes.keeping.storage import StateFolder, digest_of, remove_quietly
from tui.minutes.text.diff import diff
from tui.minutes.text.merge import merge
from tui.minutes.text.source import Source

_SUFFIX: Final = ".draft"
_FAST: Final = 1  # zlib level


@dataclass(frozen=True)
class Draft:
    """Text that was not saved: `ours`, typed on `base`, at `time` (seconds since the epoch)."""

    base: Source
    ours: Source
    time: float
    path: Path
    branch: str = ""
    """Of git, for which it was typed; empty where that does not matter."""

    def is_in(self, text: Source) -> bool:
        """Whether each line that was typed is in a text, with all its words, be it elsewhere or typed on."""
        if merge(self.base, self.ours, text).source.text == text.text:
            return True
        typed, replaced = _changed(self.base, self.ours)
        there, _ = _changed(self.base, text)
        known = _words("\n".join(replaced))
        for line in typed:
            words = _words(line) - known
            same = (
                at for at, found in enumerate(there) if line.strip() in found or not words - _words(found)
            )
            at = next(same, None)
            if words and at is None:
                return False
            known -= _words(line)
            if words and at is not None:
                del there[at]
        return True


@dataclass
class Drafts:
    """The drafts of one file. One process writes one draft a file."""

    state: StateFolder
    target: Path
    _packed: tuple[Source, bytes] | None = field(default=None, repr=False)  # the base, compressed once
    _left: int = 0

    @property
    def folder(self) -> Path:
        """Where they stand."""
        return self.state.of("drafts", self.target)

    @property
    def own(self) -> Path:
        """The file of this process's draft."""
        return self.folder / f"{own_token()}{_SUFFIX}"

    def write(self, base: Source, ours: Source) -> None:
        """Keep a draft, lasting over a power loss, in place of the one before. Raises OSError."""
        self._write(self.own, base, ours)

    def leave_for(self, branch: str, base: Source, ours: Source) -> None:
        """Keep a draft for another branch of git than the one that is there now. Raises OSError."""
        name = f"{own_token()}-{digest_of(ours.to_bytes())[:12]}"
        self._write(self.folder / f"{name}{_SUFFIX}", base, ours, branch)

    def leave(self, name: str, base: Source, ours: Source) -> None:
        """Keep a draft on behalf of a process that is gone, found by its token and a name. Raises OSError."""
        self._write(self.folder / f"{name}{_SUFFIX}", base, ours)

    def leave_own(self, base: Source, ours: Source) -> None:
        """Keep a draft for the next start, beside the one that goes with what is saved. Raises OSError."""
        self._left += 1
        self.leave(f"{own_token()}-{self._left}", base, ours)

    def forget(self, draft: Draft | None = None) -> bool:
        """Remove a draft (None: this process's own); whether it is gone."""
        return remove_quietly(self.state.fs, draft.path if draft is not None else self.own)

    def pending(self, branch: str = "") -> list[Draft]:
        """The drafts to be offered, newest first, as far as they can be read.

        Those are what processes which are gone have left, and what was typed for the `branch` of now.
        """
        names = self.state.names(self.folder)
        found = [draft for name in names if (draft := self._left_behind(name, branch))]
        return sorted(found, key=lambda draft: draft.time, reverse=True)

    def _write(self, path: Path, base: Source, ours: Source, branch: str = "") -> None:
        if self._packed is None or self._packed[0] is not base:
            self._packed = base, packed(base.to_bytes(), _FAST)
        body = self._packed[1] + ours.to_bytes()
        header = {
            "file": str(self.target),
            "time": self.state.fs.now(),
            "base": len(self._packed[1]),
            "digest": digest_of(body),
            "branch": branch,
        }
        self.state.write(path, json.dumps(header).encode() + b"\n" + body)

    def _left_behind(self, name: str, branch: str) -> Draft | None:
        token = TOKEN.match(name)
        if token is None or not name.endswith(_SUFFIX):
            return None
        alive = is_alive(token[0])
        if alive and not branch:
            return None
        path = self.folder / name
        try:
            draft = _read(self.state.read(path), path)
        except OSError:
            return None
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
            with suppress(OSError):
                self.state.set_aside(path, "a draft that is damaged")
            return None
        return draft if not alive or draft.branch == branch else None


def _read(data: bytes, path: Path) -> Draft:
    """Raises what reading damaged JSON may raise, or ValueError."""
    head, _, body = data.partition(b"\n")
    header = json.loads(head)
    if digest_of(body) != header["digest"]:
        raise ValueError("damaged")
    base, ours = unpacked(body[: header["base"]]), body[header["base"] :]
    branch = str(header["branch"]) if "branch" in header else ""
    return Draft(Source.from_bytes(base), Source.from_bytes(ours), float(header["time"]), path, branch)


def _changed(old: Source, new: Source) -> tuple[list[str], list[str]]:
    """The lines that are new in a text, and those that they stand for."""
    changes = diff(old, new)
    came = [line for change in changes for line in new.lines_in(change.new) if line.strip()]
    return came, [line for change in changes for line in old.lines_in(change.old)]


def _words(text: str) -> Counter[str]:
    return Counter(text.split())
