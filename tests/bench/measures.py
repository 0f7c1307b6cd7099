"""The measures: what is done to a command, and the numbers that come of it. Times are in milliseconds."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Final

from tests.bench.recording import Paint, Recording

START_PATIENCE: Final = 60.0  # seconds
KEY_PATIENCE: Final = 1.0
KEY_QUIET: Final = 0.06  # seconds without output after which a key's work is done: longer than any frame
RELOAD_PATIENCE: Final = 3.0


@dataclass(frozen=True, slots=True)
class Subject:
    """A command to measure on a file; `shows` is a text on its screen once the file can be read."""

    name: str
    command: tuple[str, ...]
    shows: str
    keys: tuple[str, ...] = ()  # pressed first, to get to what is measured


@dataclass(slots=True)
class Start:
    """One start of a command."""

    first: float
    settled: float
    memory: float  # MiB
    cpu: float


@dataclass(slots=True)
class Keys:
    """Many presses of keys: from each to the first change on the screen, and from that to the last."""

    first: list[float] = field(default_factory=list)
    still: list[float] = field(default_factory=list)
    silent: int = 0  # presses that changed nothing


@dataclass(slots=True)
class Reloads:
    """Many saves by another program: from each to the paint with its text."""

    shown: list[float] = field(default_factory=list)
    lost: int = 0


def start(subject: Subject, home: Path) -> Start:
    """Start the command and wait until it shows its text and has settled."""
    with Recording(subject.command, home) as recording:
        first, settled = recording.until_shown(subject.shows, START_PATIENCE)
        began = recording.started
        return Start(
            1000 * (first - began), 1000 * (settled - began), recording.memory(), 1000 * recording.cpu()
        )


def keys(subject: Subject, home: Path, presses: Sequence[str], **variables: str) -> Keys:
    """Press keys one by one, each after the one before is done."""
    result = Keys()
    with _ready(subject, home, **variables) as recording:
        for key in presses:
            at = recording.press(key)
            painted = _after(recording)
            if painted:
                result.first.append(1000 * (painted[0].at - at))
                result.still.append(1000 * (painted[-1].at - at))
            else:
                result.silent += 1
    return result


def keys_amid_saves(subject: Subject, home: Path, count: int) -> Keys:
    """Type letters with pauses around the time that autosave waits, so that saves begin beside keys."""
    result = Keys()
    pause = 0.2
    with _ready(subject, home, PMC_TUI_AUTOSAVE_AFTER=str(pause)) as recording:
        for number in range(count):
            recording.listen(10, pause + (number % 10 - 2) * 0.01)
            recording.paints()
            at = recording.press("abcdefghij"[number % 10])
            painted = _after(recording)
            if painted:
                result.first.append(1000 * (painted[0].at - at))
            else:
                result.silent += 1
    return result


def reloads(subject: Subject, home: Path, file: Path, old: str, count: int) -> Reloads:
    """Replace a text of the file again and again, as editors save: a new file, renamed over the old one."""
    result = Reloads()
    text = file.read_text("utf-8")
    new = file.with_name(".being-saved")
    with _ready(subject, home) as recording:
        for number in range(count):
            wanted = f"Edit {number:04}"
            new.write_text(text.replace(old, wanted, 1), "utf-8")
            at = perf_counter()
            new.replace(file)
            shown = _time_of(recording, wanted)
            if shown is None:
                result.lost += 1
            else:
                result.shown.append(1000 * (shown - at))
    file.write_text(text, "utf-8")
    return result


def idle(subject: Subject, home: Path, seconds: float) -> tuple[float, int]:
    """Leave the command alone; returns its share of a processor, in percent, and the bytes it wrote."""
    with _ready(subject, home) as recording:
        recording.listen(1.0, 5.0)
        used, written = recording.cpu(), recording.written
        recording.listen(seconds + 1, seconds)
        return 100 * (recording.cpu() - used) / seconds, recording.written - written


def whole_run(command: Sequence[str]) -> float:
    """The time a command takes from start to end."""
    began = perf_counter()
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return 1000 * (perf_counter() - began)


def _ready(subject: Subject, home: Path, **variables: str) -> Recording:
    """The command, started, settled and brought to the place that is measured."""
    recording = Recording(subject.command, home, **variables)
    try:
        recording.until_shown(subject.shows, START_PATIENCE)
        for key in subject.keys:
            recording.press(key)
            recording.wait_for_output(KEY_PATIENCE)
            recording.listen(2 * KEY_QUIET, KEY_PATIENCE)
        recording.paints()
    except BaseException:
        recording.__exit__()
        raise
    return recording


def _after(recording: Recording) -> list[Paint]:
    """What a key changed on the screen."""
    if not recording.wait_for_output(KEY_PATIENCE):
        return []
    recording.listen(KEY_QUIET, 2 * KEY_PATIENCE)
    return recording.paints()


def _time_of(recording: Recording, wanted: str) -> float | None:
    """The time of the paint that brings a text; None when it does not come in time."""
    end = perf_counter() + RELOAD_PATIENCE
    while (left := end - perf_counter()) > 0 and recording.wait_for_output(left):
        recording.listen(KEY_QUIET, 2 * KEY_PATIENCE)
        for paint in recording.paints(wanted):
            if paint.shows:
                return paint.at
    return None
