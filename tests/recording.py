"""The recording in the README, made from the real app: a cast for asciinema, and a picture that moves.

As for the pictures (`tests.screenshots`), all in it is the example meeting in states made by keys.
"""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.widgets import Input

from tests.picture_cells import HEIGHT, WIDTH, cells
from tests.support.desk import Desk, minutes_file, opened
from tests.support.times import Time
from tui.settings.values import Settings

NAME: Final = "recording"

SIZE: Final = (96, 28)

SECONDS_A_KEY: Final = 25
"""What the meeting's clock counts for each step."""

_LETTERS: Final = 0.2
"""Seconds that three typed letters are looked at before the next."""

_BASELINE: Final = 18.5
"""How far below the top of its row a letter stands."""

_EDGE: Final = 10.0  # around the screen, in the picture's units

_FONT: Final = (
    "font:20px Fira Code,DejaVu Sans Mono,Menlo,Consolas,monospace;"
    "font-variant-ligatures:none;white-space:pre"
)

Row = tuple[tuple[str, Style], ...]
"""What a row of the screen shows: pieces of text, each in a style."""


@dataclass(frozen=True)
class Step:
    """What is pressed, and for how many seconds the screen is looked at then; or a text, letter by letter."""

    seconds: float
    keys: tuple[str, ...] = ()
    typed: str = ""


STEPS: Final = (
    Step(3.0),
    Step(1.4, ("n",)),
    Step(1.0, ("space",)),
    Step(1.2, ("n",)),
    Step(1.0, ("space",)),
    Step(1.0, ("space",)),
    Step(1.0, ("space",)),
    Step(1.2, ("space",)),
    Step(1.0, ("a",)),
    Step(1.6, typed="julz: publish the packages fri"),
    Step(2.4, ("enter",)),
    Step(1.0, ("w",)),
    Step(1.4, typed="\nUsha would like a switch for retries"),
    Step(1.4, ("escape",)),
    Step(1.0, ("v",)),
    Step(1.6, typed="retries, with a switch 5-0-1"),
    Step(2.0, ("enter",)),
    Step(3.4, ("N",)),
    Step(1.4, ("escape",)),
    Step(4.0, ("P",)),
    Step(1.4, ("P",)),
)


@dataclass(frozen=True)
class Frame:
    """What the screen shows, from so many seconds on."""

    at: float
    rows: tuple[Row, ...]


async def recorded(folder: Path) -> tuple[list[Frame], float]:
    """Every frame, and when the last is over. A copy of the example is made in the folder."""
    settings = Settings(autosave=False, theme="pmc-dark")
    time, at = Time(), 0.0
    frames: list[Frame] = []
    async with opened(minutes_file(folder), SIZE, settings, now=time) as desk:
        await desk.until(lambda: desk.screen.concerns.clock.ready, "the clock")
        desk.screen.editor.cursor_blink = False
        desk.screen.desk.capture.query_one(Input).cursor_blink = False
        for step in STEPS:
            await desk.press(*step.keys)
            time.passes(SECONDS_A_KEY)
            desk.screen.concerns.clock.tick()
            for letters in re.findall(r"\n|.{1,3}", step.typed):
                await desk.type(letters)
                frames.append(Frame(at, await _rows(desk)))
                at += _LETTERS
            frames.append(Frame(at, await _rows(desk)))
            at += step.seconds
    return _merged(frames), at


async def _rows(desk: Desk) -> tuple[Row, ...]:
    """The screen at rest; what is said of a key for a moment only is not in it."""
    await desk.settle()
    if not desk.in_dialog and not desk.screen.status.remark.trouble:
        desk.screen.desk.say("")
    desk.app.screen.refresh()
    await desk.settle()
    strips = desk.app.screen._compositor.render_strips()
    return tuple(_row(strip) for strip in strips)


def _row(strip: Iterable[Segment]) -> Row:
    whole = Segment.simplify(segment for segment in strip if not segment.control)
    return tuple((segment.text, segment.style or Style.null()) for segment in whole)


def _merged(frames: Sequence[Frame]) -> list[Frame]:
    """Without the frames that show what the one before shows."""
    return [frames[0], *(after for before, after in pairwise(frames) if after.rows != before.rows)]


def cast(frames: Sequence[Frame], seconds: float) -> str:
    """The recording as asciinema plays it (asciicast v2): only rows that change are written."""
    columns, lines = SIZE
    header = {"version": 2, "width": columns, "height": lines, "title": "pmc-tui"}
    events: list[tuple[float, str, str]] = []
    shown: Sequence[Row] = ()
    for frame in frames:
        changed = [n for n, row in enumerate(frame.rows) if n >= len(shown) or shown[n] != row]
        drawn = "".join(f"\x1b[{n + 1};1H{_ansi(frame.rows[n])}" for n in changed)
        events.append((round(frame.at, 2), "o", drawn if shown else f"\x1b[?25l\x1b[2J{drawn}"))
        shown = frame.rows
    events.append((round(seconds, 2), "o", "\x1b[0m"))
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in (header, *events))


def _ansi(row: Row) -> str:
    return "".join(style.render(text, color_system=ColorSystem.TRUECOLOR) for text, style in row)


def picture(frames: Sequence[Frame], seconds: float) -> str:
    """The recording as an SVG that needs no program: a film of frames, shown one after another.

    Rows that come again are drawn once. Who asks for less motion sees the first frame.
    """
    ground = Counter(_colours(style)[1] for row in frames[0].rows for _, style in row).most_common(1)[0][0]
    drawing = _Drawing(ground)
    film = []
    for n, frame in enumerate(frames):
        used = (
            f'<use href="#{drawing.row(row)}" y="{line * HEIGHT + _BASELINE:g}"/>'
            for line, row in enumerate(frame.rows)
        )
        film.append(f'<g transform="translate({n * _wide():g})">{"".join(used)}</g>')
    moves = "".join(
        f"{100 * frame.at / seconds:.3f}%{{transform:translateX({-n * _wide():g}px)}}"
        for n, frame in enumerate(frames)
    )
    whole_wide, whole_high = _wide() + 2 * _EDGE, SIZE[1] * HEIGHT + 2 * _EDGE
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole_wide:g} {whole_high:g}">',
            "<title>pmc-tui: a meeting of forty seconds</title>",
            "<style>",
            f"@keyframes film{{{moves}}}",
            f".film{{animation:film {seconds:g}s step-end infinite}}",
            "@media (prefers-reduced-motion:reduce){.film{animation:none}}",
            f"text{{{_FONT}}}",
            *drawing.styles(),
            "</style>",
            f"<defs>{''.join(drawing.rows())}</defs>",
            f'<rect width="{whole_wide:g}" height="{whole_high:g}" rx="8" fill="{ground}"/>',
            f'<svg x="{_EDGE:g}" y="{_EDGE:g}" width="{_wide():g}" height="{SIZE[1] * HEIGHT:g}">',
            f'<g class="film">{"".join(film)}</g>',
            "</svg>",
            "</svg>",
            "",
        ]
    )


def _wide() -> float:
    return SIZE[0] * WIDTH


class _Drawing:
    """What frames are made of: each row, and each style, once."""

    def __init__(self, ground: str) -> None:
        self.ground = ground
        self._rows: dict[Row, tuple[str, str]] = {}
        self._styles: dict[str, str] = {}

    def row(self, row: Row) -> str:
        """The id of a row, which is drawn where it is new."""
        if row not in self._rows:
            self._rows[row] = (f"r{len(self._rows)}", "".join(self._drawn(row)))
        return self._rows[row][0]

    def rows(self) -> Iterator[str]:
        """Every row as an element."""
        return (f'<g id="{name}">{drawn}</g>' for name, drawn in self._rows.values())

    def styles(self) -> Iterator[str]:
        """Every style as a rule."""
        return (f".{name}{{{rule}}}" for rule, name in self._styles.items())

    def _drawn(self, row: Row) -> Iterator[str]:
        """Backgrounds first, which are behind the letters."""
        column, letters = 0, ""
        behind: list[tuple[str, int, int]] = []
        for text, style in row:
            ink, ground = _colours(style)
            width = Segment(text).cell_length
            if behind and behind[-1][0] == ground:
                behind[-1] = (ground, behind[-1][1], column + width)
            else:
                behind.append((ground, column, column + width))
            letters += self._text(text, style, ink, column)
            column += width
        for ground, start, end in behind:
            if ground != self.ground:
                wide = (end - start) * WIDTH
                box = f"M{start * WIDTH:g} {-_BASELINE:g}h{wide:g}v{HEIGHT:g}h{-wide:g}Z"
                yield f'<path class="{self._class(f"fill:{ground}")}" d="{box}"/>'
        yield letters

    def _text(self, text: str, style: Style, ink: str, column: int) -> str:
        shapes, words = cells(html.escape(text, quote=False), column * WIDTH, 0)
        words = words.replace(' y="0"', "")
        rule = (
            f"fill:{ink}" + ";font-weight:bold" * bool(style.bold) + ";font-style:italic" * bool(style.italic)
        )
        rule += ";text-decoration:underline" * bool(style.underline)
        path = f'<path class="{self._class(rule)}" d="{shapes}"/>' if shapes else ""
        return path + (f'<g class="{self._class(rule)}">{words}</g>' if words else "")

    def _class(self, rule: str) -> str:
        return self._styles.setdefault(rule, f"s{len(self._styles)}")


def _colours(style: Style) -> tuple[str, str]:
    """Letters and background, as CSS has them."""
    ink = style.color.get_truecolor().hex if style.color is not None else "#ffffff"
    ground = style.bgcolor.get_truecolor().hex if style.bgcolor is not None else "#000000"
    return (ground, ink) if style.reverse else (ink, ground)


async def files(folder: Path) -> dict[str, str]:
    """The recording's files by their names; the meeting lies in the folder."""
    frames, seconds = await recorded(folder)
    return {f"{NAME}.cast": cast(frames, seconds), f"{NAME}.svg": picture(frames, seconds)}
