"""The terminal is written to, and read from, in the encoding of its locale."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.support.desk import minutes_file
from tests.support.terminal import PMC_TUI, Terminal
from tui.terminal.charset import PIECES, UTF_8, Decoder, charset_of, encoder, like_in_ascii, locale_of


@pytest.mark.parametrize(("environment", "charset"), [
    ({}, UTF_8), ({"LANG": "C"}, UTF_8), ({"LANG": "de_DE"}, UTF_8), ({"LANG": "de_DE.UTF-8"}, UTF_8),
    ({"LANG": "de_DE.utf8", "LC_ALL": "de_DE.ISO-8859-15@euro"}, "iso8859-15"),
    ({"LC_CTYPE": "ru_RU.KOI8-R", "LANG": "C.UTF-8"}, "koi8-r"), ({"LANG": "x.no-such"}, UTF_8),
    ({"LANG": "x.utf-16"}, UTF_8), ({"LANG": "ja_JP.iso2022_jp"}, UTF_8), ({"LANG": "ja_JP.eucJP"}, "euc_jp"),
])  # fmt: skip
def test_the_encoding_is_what_the_locale_names(environment: dict[str, str], charset: str) -> None:
    assert charset_of(locale_of(environment)) == charset


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), max_size=30))
def test_what_an_encoding_has_not_takes_as_many_cells(text: str) -> None:
    for character in text:
        assert like_in_ascii(character).isascii()
    usual = "│─╭•·…▸✓☐ÄéŁ日本"
    assert len(encoder("ascii")(usual)) == cell_len(usual)
    assert encoder("iso8859-1")(f"\x1b[1m{text}é").endswith(b"\xe9")
    assert encoder(UTF_8)(text) == text.encode()


def test_characters_in_pieces_are_whole_and_wrong_bytes_are_told_after_a_while() -> None:
    decoder = Decoder(UTF_8)
    assert [decoder.feed(bytes([byte]), 1.0) for byte in "é日".encode()] == ["", "é", "", "", "日"]
    assert decoder.deadline is None
    assert decoder.feed(b"\xe9", 2.0) == ""
    assert decoder.deadline == 2.0 + PIECES
    assert decoder.tick(2.5) == ""
    assert decoder.tick(2.0 + PIECES) == "�"
    assert decoder.feed(b"a", 9.0) == "a"


CONSOLE = {*bytes(range(128, 256)).decode("cp437"), *"•○►◄↑↓→←▲▼¶§"}
"""Symbols in the fonts of Linux' console."""


def test_symbols_that_the_console_has_not_are_others_as_wide() -> None:
    shown = encoder(UTF_8, console=True)
    usual = "╭─╮│✓◦↻▏▎▊▇▁•·…▸☐∅»Äж日≡⚑"
    text = shown(usual).decode()
    assert cell_len(text) == cell_len(usual)
    assert text.startswith("┌─┐│v*@││█")
    assert "Äж日" in text  # letters are left to the font that is loaded
    assert shown("\x1b[1mplain") == b"\x1b[1mplain"


@pytest.mark.parametrize("key", ["", "?", "N", "R", "X"])
def test_on_the_console_every_screen_is_made_of_its_symbols(tmp_path: Path, key: str) -> None:
    with Terminal([PMC_TUI, str(minutes_file(tmp_path))], tmp_path, TERM="linux", COLORTERM="") as terminal:
        terminal.wait_for("Runtime PMC Meeting", "saved", "Announcements")
        before = terminal.text
        terminal.press(*key)
        terminal.wait_until(lambda: not key or terminal.text != before, f"what {key} opens")
        symbols = {character for character in terminal.text if "\u2000" <= character < "\u2e80"}
    assert symbols
    assert symbols <= CONSOLE
