"""Minutes files of the measured sizes, made of the example meeting: 6 KB, 277 KB, 2.4 MB."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from tui.paths import example_file

SIZES: Final = {"S": 0, "M": 277_000, "B": 2_400_000}
"""Name of a size and the bytes of its file; S is the example as it is."""

LONG_SECTION: Final = 10_000  # bytes

BODY_TEXT: Final = "The next call moves"
"""A text of the file's body that stands near its top, on one row at any width measured."""

_DAY: Final = date(2026, 3, 10)  # the example's
_APART: Final = timedelta(days=14)
_REPORT: Final = re.compile(r"^([-*] )(?=[A-Z]\w+(?: \w+){4})", re.MULTILINE)  # no name


def minutes_of(length: int, *, alike: bool = True) -> str:
    """The example meeting, and below it the ones before, up to a length in bytes: one file for all of them.

    They say the same under other dates; where they are not `alike`, most reports differ in all of them.
    """
    text = example_file().read_text("utf-8")
    parts, size, day = [text], len(text.encode()), _DAY
    while size < length:
        day -= _APART
        earlier = text.replace(_DAY.isoformat(), day.isoformat())
        parts.append(earlier if alike else _REPORT.sub(rf"\1Until {day}: ", earlier))
        size += len(parts[-1].encode())
    return "\n".join(parts)


def with_long_discussion() -> str:
    """The example with a Discussion section of 10 KB."""
    text = example_file().read_text("utf-8")
    heading, rest = text.split("## Discussion\n", 1)
    line = "- Remark number {} of a long discussion, with `code` and *emphasis*, as long as remarks are\n"
    lines: list[str] = []
    size = 0
    while size < LONG_SECTION:
        lines.append(line.format(len(lines) + 1))
        size += len(lines[-1])
    return f"{heading}## Discussion\n{''.join(lines)}{rest}"
