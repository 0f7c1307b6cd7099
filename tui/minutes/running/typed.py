"""Times as people type them, and as a meeting's clock shows them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final

from tui.minutes.running.clock import Slot

LONGEST: Final = 24 * 3600.0
"""Seconds of the longest time that can be typed."""

_NOTHING: Final = frozenset({"off", "none", "no", "0", "-"})
_LENGTH: Final = re.compile(
    r"(?:(?P<hours>\d{1,2})\s*(?:h|hours?|hrs?)\s*)?(?:(?P<minutes>\d{1,4})\s*(?:m|mins?|minutes?|'|$)\s*)?"
    r"(?:(?P<seconds>\d{1,4})\s*(?:s|secs?|seconds?))?",
    re.IGNORECASE,
)
_TIME_OF_DAY: Final = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))?\s*(?P<half>am|pm)?", re.IGNORECASE
)
_UNTIL: Final = re.compile(r"(?:until|till|til|to|by)\s*(?P<time>\d.*)", re.IGNORECASE)


class TypedTimeError(ValueError):
    """What was typed is no time; the message says what would be one."""


def length(text: str) -> float:
    """Seconds of `5`, `5 min`, `1h30`, `90s`; a bare number is minutes. Raises TypedTimeError."""
    match = _LENGTH.fullmatch(text.strip())
    if match is None or not any(match.groups()):
        raise TypedTimeError("Type minutes: 5, 1h30, 90s.")
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    total = float(3600 * hours + 60 * minutes + seconds)
    if total > LONGEST:
        raise TypedTimeError("That is more than a day.")
    return total


def timebox(text: str, spent: float, seconds: float) -> float | None:
    """A typed timebox in seconds: `5`, or `+5` and `-2` to change it; `off` is 0, nothing typed is None.

    `spent` is what the section took so far and `seconds` its box, 0 for none; more time for a box that is
    over counts from now. Raises TypedTimeError.
    """
    words = text.strip()
    if not words:
        return None
    if words.casefold() in _NOTHING:
        return 0.0
    if words.startswith("+"):
        return max(seconds, spent) + length(words[1:])
    if words.startswith("-") and seconds:
        return max(1.0, seconds - length(words[1:]))
    return length(words)


def slot(text: str, now: datetime, current: Slot | None = None) -> Slot | None:
    """A typed slot: `60`, `1h30`, `until 11:00`, `3pm`; `+10` changes the current one, `off` empties it.

    Nothing typed is None: as usual. Raises TypedTimeError, also for a time of day
    that has just passed.
    """
    words = text.strip()
    if not words:
        return None
    if words.casefold() in _NOTHING:
        return Slot()
    if words[0] in "+-" and current is not None:
        change = length(words[1:]) * (1 if words[0] == "+" else -1)
        if current.until is not None:
            return Slot(until=current.until + timedelta(seconds=change))
        return Slot(max(60.0, current.seconds + change))
    until = _UNTIL.fullmatch(words)
    if until is not None or ":" in words or words[-2:].casefold() in ("am", "pm"):
        return Slot(until=_next(until["time"] if until is not None else words, now))
    return Slot(length(words))


def _next(text: str, now: datetime) -> datetime:
    """The time of day next to come; one that has passed today is an error, unless tomorrow is nearer."""
    match = _TIME_OF_DAY.fullmatch(text.strip())
    hour, minute = (int(match["hour"]), int(match["minute"] or 0)) if match is not None else (99, 0)
    if match is not None and match["half"]:
        hour = hour % 12 + (12 if match["half"].casefold() == "pm" else 0) if 1 <= hour <= 12 else 99
    if hour > 23 or minute > 59:
        raise TypedTimeError("Type minutes (60, 1h30) or a time of day (until 11:00).")
    found = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    if now - found > timedelta(hours=12):
        return found + timedelta(days=1)
    if found <= now:
        raise TypedTimeError(f"{found:%H:%M} has passed; type a later time.")
    return found


def clock_face(seconds: float) -> str:
    """Seconds as a clock shows them: `00:12:40`."""
    whole = max(0, int(seconds))
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"


def stopwatch(seconds: float) -> str:
    """Seconds as short as can be: `2:50`, `1:02:50`."""
    whole = max(0, int(seconds))
    hours = f"{whole // 3600}:{whole // 60 % 60:02}" if whole >= 3600 else f"{whole // 60}"
    return f"{hours}:{whole % 60:02}"


def roughly(seconds: float) -> str:
    """Seconds in words, rounded down: `3 min`, below a minute `40 s`."""
    whole = max(0, int(seconds))
    return f"{whole // 60} min" if whole >= 60 else f"{whole // 10 * 10} s"
