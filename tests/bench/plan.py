"""What is measured on which files, how often, and what is aimed at."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from statistics import median
from typing import Final

from tests.bench import headless, measures
from tests.bench.figures import Figure, Kind
from tests.bench.files import BODY_TEXT, SIZES, minutes_of, transcript_of, with_long_discussion
from tests.bench.measures import Keys, Start, Subject
from tests.support.terminal import PMC_TUI

HERE: Final = Path(__file__).parent
HELLO: Final = Subject("hello", (sys.executable, str(HERE / "hello.py")), "Hello, minutes")
TYPED: Final = tuple("minutes of what was said")

STARTS: Final[Mapping[str, Callable[[Start], float]]] = {
    "first paint": lambda start: start.first,
    "settled": lambda start: start.settled,
    "peak memory": lambda start: start.memory,
}
"""Measure of a start to its number."""

DISTINCT: Final = "no report twice"
"""Says of a measure that it is of a file in which no two meetings report the same."""

TRANSCRIPT: Final = "transcripts"
"""Says of a measure that it is of files with few sections, each of them long."""

KEYS: Final[Mapping[str, tuple[tuple[str, ...], tuple[str, ...], str]]] = {
    "tree move": ((), ("down",) * 12 + ("up",) * 12, "16 / 33"),
    "next team": ((), ("]",) * 12 + ("[",) * 12, "16 / 33"),
    "mark reviewed": (("]",), ("space",) * 24, "16 / 33"),
    "scroll a line": (("]", "enter"), ("down", "up") * 12, "10 / 20"),
    "scroll a page": (("]", "enter"), ("pagedown", "pageup") * 12, "10 / 20"),
    "type in the discussion": (("w",), TYPED, "10 / 20"),
}
"""Measure to the keys that lead there, the keys measured and what is aimed at."""

REACH: Final[Mapping[str, Mapping[str, str]]] = {
    "first paint": {"S": "1.35x", "M": "1.4x", "B": "1.7x"},
    "settled": {"S": "1.6x", "M": "1.7x", "B": "2.5x"},
    "peak memory": {"S": "1.6x", "M": "1.7x", "B": "2.5x"},
    "outside save to paint": {"S": "35", "M": "40", "B": "80"},
    "longest key beside autosave": {"S": "16", "M": "16", "B": "33"},
}
"""What is aimed at where it differs by size."""


class Plan:
    """All measures of one run, with their files in a folder that the caller clears away."""

    def __init__(self, folder: Path, *, quick: bool, only: str, tell: Callable[[str], None]) -> None:
        """`only` is a word of the measures' names; `tell` is called with what is measured now."""
        self.folder = folder
        self.home = folder / "home"
        self.home.mkdir()
        self.texts = {size: minutes_of(length) for size, length in SIZES.items()}
        self.rounds = 3 if quick else 11
        self.saves = 5 if quick else 25
        self.seconds = 3.0 if quick else 10.0
        self.only = only
        self.tell = tell

    def figures(self) -> list[Figure]:
        """The figures of pmc-tui."""
        found: list[Figure] = []
        if self._wanted(*STARTS):
            found += self._starts({size: self._app(size) for size in SIZES}, "", REACH)
        if self._wanted(*(f"{DISTINCT}: {name}" for name in STARTS)):
            self.texts["distinct"] = minutes_of(SIZES["B"], alike=False)
            found += self._starts({"B": self._app("distinct")}, f"{DISTINCT}: ", {})
        for name in KEYS:
            if self._wanted(name):
                found += self._keys(name)
        if self._wanted(TRANSCRIPT):
            found += self._transcripts()
        if self._wanted("type in a section of 10 KB"):
            found += self._long_section()
        for name, measure in (
            ("outside save to paint", self._reload),
            ("longest key beside autosave", self._autosave),
            ("idle", self._idle),
        ):
            if self._wanted(name):
                for size in SIZES:
                    self.tell(f"{name}, {size}")
                    found += measure(name, size)
        for name, measure_headless in headless.MEASURES.items():
            if self._wanted(name):
                self.tell(name)
                found += measure_headless(self.folder, self.rounds)
        return found

    def others(self) -> list[Figure]:
        """Starts of what one would use instead, where it is installed."""
        commands: dict[str, tuple[str, ...]] = {
            "Textual's MarkdownViewer": (sys.executable, str(HERE / "viewer.py"))
        }
        for name, *options in (("frogmouth",), ("vim", "-n", "-u", "NONE"), ("micro",)):
            if path := shutil.which(name):
                commands[name] = (path, *options)
            elif self._wanted(f"others: {name}"):
                self.tell(f"{name}: nothing, it is not installed here")
        found: list[Figure] = []
        for name, command in commands.items():
            if self._wanted(f"others: {name}"):
                # with a widget for each block M takes half a minute to paint: for viewers S must do
                sizes = [size for size in SIZES if size == "S" or name in ("vim", "micro")]
                subjects = {
                    size: Subject(name, (*command, str(self._file(size))), BODY_TEXT) for size in sizes
                }
                found += self._starts(subjects, f"{name}: ", {})
        return found

    def _starts(
        self, subjects: Mapping[str, Subject], prefix: str, reach: Mapping[str, Mapping[str, str]]
    ) -> list[Figure]:
        """Starts, turn by turn with hello world's, as ratios to the medians of those."""
        self.tell(f"{prefix}starts")
        floor: list[Start] = []
        taken: dict[str, list[Start]] = {size: [] for size in subjects}
        for number in range(self.rounds + 1):
            round_floor = measures.start(HELLO, self.home)
            round_taken = {size: measures.start(subject, self.home) for size, subject in subjects.items()}
            if number:  # the first round only warms the disk cache
                floor.append(round_floor)
                for size, start in round_taken.items():
                    taken[size].append(start)
        return [
            Figure(
                prefix + name,
                size,
                Kind.RATIO,
                tuple(value(start) / median(map(value, floor)) for start in starts),
                reach=reach.get(name, {}).get(size, ""),
            )
            for name, value in STARTS.items()
            for size, starts in taken.items()
        ]

    def _transcripts(self) -> Iterator[Figure]:
        texts = {size: f"{TRANSCRIPT} {size}" for size in ("M", "B")}
        self.texts |= {text: transcript_of(SIZES[size]) for size, text in texts.items()}
        apps = {size: self._app(text) for size, text in texts.items()}
        yield from self._starts(apps, f"{TRANSCRIPT}: ", REACH)
        for name in ("tree move", "scroll a page"):
            yield from self._keys(name, texts, f"{TRANSCRIPT}: ")
        for size, text in texts.items():
            self.tell(f"{TRANSCRIPT}: outside save to paint, {size}")
            yield from self._reload("outside save to paint", size, text, f"{TRANSCRIPT}: ")

    def _keys(self, name: str, texts: Mapping[str, str] | None = None, prefix: str = "") -> Iterator[Figure]:
        """Keys in files of each size; in others than usual where `texts` names them by size."""
        before, presses, reach = KEYS[name]
        measured: dict[str, Keys] = {}
        texts = texts or {size: size for size in SIZES}
        for size, text in texts.items():
            self.tell(f"{prefix}{name}, {size}")
            taken = measured[size] = measures.keys(self._app(text, *before), self.home, presses)
            aim = reach if size == next(iter(texts)) else ""
            yield Figure(prefix + name, size, Kind.WAIT, tuple(taken.first), "ms", aim, taken.silent)
        if name.startswith("scroll"):
            for size, taken in measured.items():
                ratios = tuple(still / first for still, first in zip(taken.still, taken.first, strict=True))
                aim = "1.1x" if size == next(iter(texts)) else ""
                yield Figure(f"{prefix}{name}: until still", size, Kind.RATIO, ratios, reach=aim)

    def _long_section(self) -> Iterator[Figure]:
        self.tell("type in a section of 10 KB")
        self.texts["long"] = with_long_discussion()
        taken = measures.keys(self._app("long", "w"), self.home, TYPED)
        yield Figure(
            "type in a section of 10 KB", "S", Kind.WAIT, tuple(taken.first), "ms", "10 / 20", taken.silent
        )

    def _reload(self, name: str, size: str, text: str = "", prefix: str = "") -> Iterator[Figure]:
        subject = self._app(text or size)
        taken = measures.reloads(subject, self.home, Path(subject.command[-1]), BODY_TEXT, self.saves)
        yield Figure(prefix + name, size, Kind.WAIT, tuple(taken.shown), "ms", REACH[name][size])
        lost = (float(taken.lost),)
        aim = "0" if size == "S" or text else ""
        yield Figure(f"{prefix}outside saves lost", size, Kind.NUMBER, lost, reach=aim)

    def _autosave(self, name: str, size: str) -> Iterator[Figure]:
        taken = measures.keys_amid_saves(self._app(size, "w"), self.home, 2 * self.saves)
        yield Figure(name, size, Kind.LONGEST, tuple(taken.first), "ms", REACH[name][size], taken.silent)

    def _idle(self, name: str, size: str) -> Iterator[Figure]:
        used, written = measures.idle(self._app(size), self.home, self.seconds)
        first = size == "S"
        yield Figure(f"{name}: processor", size, Kind.NUMBER, (used,), "%", "1 %" if first else "")
        yield Figure(f"{name}: bytes written", size, Kind.NUMBER, (float(written),), "", "0" if first else "")
        if first:
            used, written = measures.idle(self._app(size, "]"), self.home, self.seconds)
            yield Figure("clock running: processor", size, Kind.NUMBER, (used,), "%")
            yield Figure("clock running: bytes a second", size, Kind.NUMBER, (float(written) / self.seconds,))

    def _app(self, size: str, *keys: str) -> Subject:
        return Subject(f"pmc-tui {size}", (PMC_TUI, str(self._file(size))), BODY_TEXT, keys)

    def _file(self, size: str) -> Path:
        """A file of that size as new, in a folder of its own, since a meeting's folder is read too."""
        file = self.folder / size / "2026-03-10-runtime.md"
        file.parent.mkdir(exist_ok=True)
        file.write_text(self.texts[size], "utf-8")
        return file

    def _wanted(self, *names: str) -> bool:
        return any(self.only in name for name in names)
