"""Minutes files of the measured sizes, made of the example meeting: 6 KB, 277 KB, 2.4 MB."""

from __future__ import annotations

import re
from typing import Final

from tui.paths import example_file

SIZES: Final = {"S": 0, "M": 277_000, "B": 2_400_000}
"""Name of a size and the bytes of its file; S is the example as it is."""

LONG_SECTION: Final = 10_000  # bytes

FIRST_TEAM: Final = "### CLI"
AFTER_TEAMS: Final = "## Attendees"
BODY_TEXT: Final = "The next call moves"
"""A text of the file's body that stands near its top, on one row at any width measured."""

_TEAM: Final = re.compile(r"^(#{3,4} [^-(\n]*[^-(\n ])", re.MULTILINE)


def minutes_of(length: int) -> str:
    """The example with its teams again and again, under names of their own, up to a length in bytes."""
    text = example_file().read_text("utf-8")
    teams = text[text.index(FIRST_TEAM) : text.index(AFTER_TEAMS)]
    parts = [text]
    size, number = len(text.encode()), 1
    while size < length:
        number += 1
        parts.append(_TEAM.sub(rf"\1 {number}", teams))
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
