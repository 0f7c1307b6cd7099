"""Programs that write notes into one file at the same time, each a process: ours and others.

`python -m tests.support.note_writers ours|in-place|renaming ROOT NUMBER COUNT` types COUNT notes into
ROOT/minutes/a.md and writes what it typed to ROOT/typed-NAME. Ours go on looking until ROOT/others-done is
there. The others take turns among themselves, for they would lose each other's notes without us, too.
"""

from __future__ import annotations

import fcntl
import random
import sys
import time
from pathlib import Path

from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.results import OutsideChange, Saved
from tui.minutes.keeping.storage import StateFolder
from tui.minutes.text.merge import merge
from tui.minutes.text.source import Source, Span

WORDS = [
    "alpha", "beta", "gamma", "delta", "kilo", "lima", "mango", "nectar",
    "oscar", "papa", "quartz", "romeo", "sierra", "tango", "umbra", "victor",
]  # fmt: skip


class Notes:
    """Notes that are like no other's, and the places where they go."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.random = random.Random(name)  # noqa: S311 - a course that can be run again
        self.typed: list[str] = []

    def next(self) -> str:
        words = " ".join(self.random.choice(WORDS) for _ in range(5))
        self.typed.append(f"- {self.name}: {words} {len(self.typed)}")
        return self.typed[-1]

    def place(self, lines: int) -> int:
        """Anywhere, and often at the end, where people meet."""
        return self.random.choice([self.random.randint(0, lines), lines])

    def rest(self, longest: float = 0.02) -> None:
        time.sleep(self.random.random() * longest)


class Ours:
    """An editor on a live file."""

    def __init__(self, root: Path) -> None:
        self.live = LiveFile.open(root / "minutes" / "a.md", StateFolder(root / "state"))
        self.live.prepare()
        self.text = self.live.known

    def look(self) -> None:
        found = self.live.look()
        if isinstance(found, OutsideChange):
            merged = merge(found.base, self.text, found.source).source
            if self.live.accept(found):
                self.text = merged

    def save(self) -> None:
        result = self.live.save(self.text, self.live.known)
        if isinstance(result, Saved):
            self.text = result.source

    def type(self, note: str, place: int) -> None:
        self.text = self.text.splice(Span(place, place), [note])


def ours(root: Path, notes: Notes, count: int) -> None:
    """Type and save, look now and then, and follow until the others are done."""
    editor = Ours(root)
    for _ in range(count):
        editor.type(notes.next(), notes.place(len(editor.text.lines)))
        if notes.random.random() < 0.3:
            editor.look()
        editor.save()
        notes.rest()
    while not (root / "others-done").exists():
        editor.look()
        notes.rest()
    editor.look()
    editor.save()


def others(root: Path, notes: Notes, count: int, *, in_place: bool) -> None:
    """Read, think, write the whole: as editors do that know nothing of merging."""
    path = root / "minutes" / "a.md"
    for _ in range(count):
        with (root / "turns").open("w") as turns:
            fcntl.flock(turns, fcntl.LOCK_EX)
            text = path.read_text("utf-8")
            lines = Source(text).lines
            place = notes.place(len(lines))
            new = "".join([*lines[:place], notes.next() + "\n", *lines[place:]])
            notes.rest()
            if in_place:
                _write_in_two(path, new, notes)
            else:
                other = path.with_name("others.tmp")
                other.write_text(new, "utf-8")
                other.replace(path)
        notes.rest(0.1)


def _write_in_two(path: Path, text: str, notes: Notes) -> None:
    """Empty the file, write half, stop for a moment, write the rest."""
    with path.open("w", encoding="utf-8") as file:
        half = notes.random.randint(0, len(text))
        file.write(text[:half])
        file.flush()
        notes.rest()
        file.write(text[half:])


if __name__ == "__main__":
    kind, root, number, count = sys.argv[1], Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
    notes = Notes(f"{kind} {number}")
    if kind == "ours":
        ours(root, notes, count)
    else:
        others(root, notes, count, in_place=kind == "in-place")
    (root / f"typed-{kind}-{number}").write_text("\n".join(notes.typed), "utf-8")
