"""Conflict copies beside the open file: said in the header, compared, merged in, put away."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path
from typing import Final, NamedTuple

from textual.content import Content

from tui.minutes.keeping.filesystem import REAL
from tui.minutes.keeping.storage import digest_of, read_file
from tui.minutes.noting.editing import Edit
from tui.minutes.series.copies import copies_of, merged_copy
from tui.minutes.text.merge import Merged
from tui.minutes.text.source import Source, Span, looks_binary
from tui.screens.meeting.desk import Desk
from tui.screens.meeting.file.incoming_changes import IncomingChanges
from tui.screens.meeting.status.facts import DISPUTES
from tui.screens.prompt import Answer, Choice
from widgets.difference import difference
from widgets.display_text import for_display
from widgets.meeting_header import Fact

OLDER: Final = 64
"""Kept versions among which the one is looked for that a copy was made of."""

OLDER_BYTES: Final = 16 * 1024 * 1024
"""Bytes of those that are looked at."""


class _Compared(NamedTuple):
    """A copy, and what merging it in would make of the minutes."""

    path: Path
    digest: str
    text: Source
    """The minutes that it was compared with."""
    merged: Merged
    shown: Content


class ConflictCopies:
    """What sync programs have put beside the open file."""

    def __init__(self, desk: Desk, incoming: IncomingChanges) -> None:
        self._desk = desk
        self._incoming = incoming
        self._copies: list[Path] = []

    def commands(self) -> dict[str, Callable[[], object]]:
        """What this concern answers to, by command id."""
        return {"merge_copy": self._open}

    @property
    def waiting(self) -> bool:
        """True while a copy lies beside the file."""
        return bool(self._copies)

    def fact(self) -> Fact | None:
        """What the header says; None where no copy is there."""
        if not self._copies:
            return None
        key, count = self._desk.key("merge_copy"), len(self._copies)
        what = "a conflict copy lies beside" if count == 1 else f"{count} conflict copies lie beside"
        return Fact(f"{key}: {what}", "notice", "merge_copy", f"{key}: copy", DISPUTES)

    def look(self) -> None:
        """Look for copies, off the event loop."""
        self._desk.work(self._look(), "copies", exclusive=True)

    async def _look(self) -> None:
        found = await asyncio.to_thread(copies_of, self._desk.path)
        if found != self._copies and self._desk.is_up:
            self._copies = found
            self._desk.refresh()

    def _open(self) -> None:
        self._desk.work(self._compare(), "compare a copy", exclusive=True)  # looks shall not end it

    async def _compare(self) -> None:
        """Show what the first of the copies has that the minutes have not."""
        await self._look()
        if not self._copies:
            self._desk.say("No conflict copy lies beside these minutes.")
            return
        path, text = self._copies[0], self._desk.text()
        try:
            compared = await asyncio.to_thread(self._compared, path, text)
        except OSError as error:
            self._desk.say(f"{path.name} cannot be read: {error.strerror}.", trouble=True)
            return
        answers = [Answer("d", "take the copy away")]
        if compared.merged.source != text:
            answers.insert(0, Answer("enter", "merge it in (can be undone)"))
        dialog = Choice(f"Conflict copy: {for_display(path.name)}", compared.shown, answers)
        self._desk.ask(dialog, lambda key: self._answered(key, compared))

    def _compared(self, path: Path, text: Source) -> _Compared:
        """Blocks. Raises OSError."""
        data = read_file(REAL, path)
        copy = Source.from_bytes(data)
        if looks_binary(data) or copy.problem:
            raise OSError(errno.EILSEQ, copy.problem or "it is no text")
        merged = merged_copy(text, copy, self._older())
        if merged.source == text:
            shown = Content("All of it is in these minutes. Taking it away moves it into the state folder.")
        else:
            shown = Content("Merged in, it would change:\n\n") + difference(text, merged.source)
        return _Compared(path, digest_of(data), text, merged, shown)

    def _older(self) -> list[Source]:
        if (versions := self._desk.live.versions) is None:
            return []
        kept = versions.list(OLDER)
        total = accumulate(version.size for version in kept)
        near = [version for version, size in zip(kept, total, strict=True) if size <= OLDER_BYTES]
        found = (versions.read(version.digest) for version in near)
        return [Source.from_bytes(data) for data in found if data is not None]

    def _answered(self, key: str | None, compared: _Compared) -> None:
        if key == "enter":
            self._merge(compared)
        elif key == "d":
            self._desk.work(self._put_away(compared), "put a copy away")

    def _merge(self, compared: _Compared) -> None:
        name = compared.path.name
        if self._desk.text() != compared.text:
            self._open()  # somebody typed, or saved, meanwhile: it is compared anew
            return
        edit = Edit(compared.text, compared.merged.source, Span(0, 0), f"merged {name}")
        if self._desk.change(lambda: edit) is not None:
            self._incoming.add(compared.merged)
            self._desk.say(
                f"{name} is merged; {self._desk.key('merge_copy')} again takes it away.", done=True
            )
            self._desk.refresh()

    async def _put_away(self, compared: _Compared) -> None:
        """Move the copy into the state folder, unless somebody has changed it since it was looked at."""
        try:
            place = await asyncio.to_thread(self._moved, compared)
        except OSError as error:
            self._desk.say(f"{compared.path.name} stays where it is: {error.strerror}.", trouble=True)
        else:
            self._desk.say(f"{compared.path.name} is now {place}", done=True)
        await self._look()

    def _moved(self, compared: _Compared) -> Path:
        """Blocks. Raises OSError."""
        live, path = self._desk.live, compared.path
        if live.state is None:
            raise OSError(errno.ENOENT, "there is no state folder to keep it in")
        data = read_file(REAL, path)
        if digest_of(data) != compared.digest:
            raise OSError(errno.EBUSY, "it was changed just now; look at it again")
        place = live.state.of("copies", live.target) / f"{compared.digest[:16]}{path.suffix}"
        live.state.write(place, data)
        path.unlink()
        return place
