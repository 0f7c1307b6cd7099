"""Minutes files of the measured sizes: 6 KB, 277 KB, 2.4 MB of the example meeting, or of transcripts."""

from __future__ import annotations

import base64
import random
import re
from collections.abc import Iterator
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


def transcript_of(length: int) -> str:
    """Transcripts of days below each other, up to a length in bytes: few sections, each of many remarks.

    Each day ends with an image, as editors write it that export to Markdown.
    """
    chance = random.Random(1)  # noqa: S311 - the same text every time
    words = example_file().read_text("utf-8").split()
    parts, size, day = list[str](), 0, _DAY
    while size < max(length, 1):
        parts.append("".join(_day_of(day, words, chance)))
        size += len(parts[-1].encode())
        day -= timedelta(days=1)
    return "\n".join(parts)


def _day_of(day: date, words: list[str], chance: random.Random) -> Iterator[str]:
    yield f"# Plenary, {day}\n\n{BODY_TEXT} to Thursday.\n\n"
    yield "**Attendees:**\n\n| Name | Here |\n| --- | --- |\n"
    yield "".join(
        f"| Ada {chr(letter)}. Obi | {'yes' if letter % 2 else 'remote'} |\n" for letter in range(65, 91)
    )
    yield "\n"
    for number in range(12):
        yield f"## Topic {number}: {' '.join(chance.sample(words, 3)).strip('#|*')}\n\nPresenter: Ada Obi\n\n"
        for _ in range(36):
            said = " ".join(
                word for word in chance.choices(words, k=chance.randint(8, 140)) if word.isalpha()
            )
            yield f"{chance.choice('ABCDEF')}BO: {said} \u2013 that\u2019s all.\n\n"
        yield "### Summary\n\n- One topic, as presented\n\n### Conclusion\n\n- Stage 2 reached\n\n"
    image = base64.b64encode(chance.randbytes(24_000)).decode()
    yield f"![chart][chart-{day}]\n\n[chart-{day}]: <data:image/png;base64,{image}>\n"
