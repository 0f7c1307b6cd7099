"""Only the cells that changed are written, and the screen is what it would be if all were written."""

from __future__ import annotations

import pyte
from hypothesis import given
from hypothesis import strategies as some

from tui.terminal.picture import Picture

WIDTH, HEIGHT = 12, 4

_STYLES = (
    "",
    "1",
    "1;31",
    "38;5;7;48;5;4",
    "38;2;1;2;3;48;2;4;5;6",
    "38;2;1;2;3;48;2;9;9;9",
    "7;39;49",
    "3;31;49",
)
_TEXTS = some.text("ab 日é", min_size=1, max_size=4) | some.just("e\u0301x") | some.just(" " * 12)


@some.composite
def _pieces(draw: some.DrawFn) -> str:
    """What Textual writes at once: rows of whole characters, within the window."""
    parts = []
    for _ in range(draw(some.integers(1, 3))):
        row = draw(some.integers(1, HEIGHT))
        column = draw(some.integers(1, WIDTH))
        parts.append(f"\x1b[{row};{column}H")
        left = WIDTH - column + 1
        for text in draw(some.lists(_TEXTS, max_size=4)):
            width = sum(2 if letter == "日" else letter != "\u0301" for letter in text)
            if width > left:
                break
            left -= width
            style = draw(some.sampled_from(_STYLES))
            parts.append(f"\x1b[{style}m{text}\x1b[0m" if style else text)
    return "".join([*parts, f"\x1b[{draw(some.integers(1, HEIGHT))};1H"])


def _screen() -> tuple[pyte.Screen, pyte.Stream]:
    screen = pyte.Screen(WIDTH, HEIGHT)
    return screen, pyte.Stream(screen)


def _whole(screen: pyte.Screen) -> list[str]:
    """The cells of all rows, with their styles."""
    return [f"{[screen.buffer[row][column] for column in range(WIDTH)]}" for row in range(HEIGHT)]


@given(some.lists(_pieces(), min_size=1, max_size=6))
def test_the_screen_is_what_all_of_it_would_draw(pictures: list[str]) -> None:
    (whole, draws_whole), (changed, draws_changed) = _screen(), _screen()
    picture = Picture((WIDTH, HEIGHT))
    for data in pictures:
        draws_whole.feed(data)
        draws_changed.feed(picture.changes(data))
        assert (changed.cursor.y, changed.cursor.x) == (whole.cursor.y, whole.cursor.x)
    assert _whole(changed) == _whole(whole)


def test_a_picture_that_is_there_already_is_not_written() -> None:
    picture = Picture((WIDTH, HEIGHT))
    data = "\x1b[1;1H\x1b[1mReports\x1b[0m\n\x1b[2;1Hnone\x1b[1;1H"
    assert "Reports" in picture.changes(data)
    assert picture.changes(data) == ""


def test_a_letter_costs_a_letter_and_both_halves_of_a_wide_one() -> None:
    picture = Picture((WIDTH, HEIGHT))
    picture.changes("\x1b[1;1Hone 日 two\x1b[1;1H")
    assert picture.changes("\x1b[1;1Hone 日 twa\x1b[1;1H") == "\x1b[1;10Ha\x1b[1;1H"
    assert picture.changes("\x1b[1;1Hone 月 twa\x1b[1;1H") == "\x1b[1;5H月\x1b[1;1H"
    assert picture.changes("\x1b[1;1Hone a  twa\x1b[1;1H") == "\x1b[1;5Ha \x1b[1;1H"


def test_of_two_styles_only_the_color_that_differs_is_told() -> None:
    picture = Picture((WIDTH, HEIGHT))
    assert picture.changes("\x1b[1;1H\x1b[31;40ma\x1b[0m\x1b[32;40mb\x1b[0m\x1b[1;1H") == (
        "\x1b[1;1H\x1b[31;40ma\x1b[32mb\x1b[0m\x1b[1;1H"
    )


def test_a_row_whose_width_is_not_certain_is_written_as_it_came_and_again() -> None:
    picture = Picture((WIDTH, HEIGHT))
    data = "\x1b[1;1He\u0301 \u2764\ufe0f\x1b[1;1H"
    assert picture.changes(data) == data
    assert picture.changes(data) == data


def test_what_is_no_picture_is_written_and_nothing_is_known_then() -> None:
    picture = Picture((WIDTH, HEIGHT))
    picture.changes("\x1b[1;1Hone\x1b[1;1H")
    assert picture.changes("\x1b[1;1H\x1b[2J") == "\x1b[1;1H\x1b[2J"
    assert "one" in picture.changes("\x1b[1;1Hone\x1b[1;1H")


def test_what_goes_past_the_window_is_not_taken_for_shown() -> None:
    picture = Picture((4, 1))
    assert picture.changes("\x1b[1;1Hlonger\x1b[1;1H") == "\x1b[1;1Hlonger\x1b[1;1H"
    assert picture.changes("\x1b[1;1Hlong\x1b[1;1H") == "\x1b[1;1Hlong\x1b[1;1H"
