"""Text of the file is data: on no part of the screen does it act, vanish or crash anything."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import tui
from tests.support.desk import SIZES, WIDE, acting, minutes_file, opened, replace_atomically
from tui.app import PmcApp

MARKUP = (
    "[/x]",
    "[x]",
    "[red]r[/red]",
    "[@click=app.quit]c[/]",
    "$foreground",
    "\\[b]",
    "{0}",
    "%s",
    "[/]",
    "[[",
)
"""What acts in Textual's or Rich's markup, in formats, or breaks their parsers."""

ACTING = {
    "\x1b[31mred": "␛[31mred",
    "\x1b]0;owned\x07": "␛]0;owned␇",
    "\x9b31m": "␦31m",
    "\u202egnp.exe": "⇄gnp.exe",
    "\u2066iso\u2069": "⇄iso⇄",
    "bell\x07": "bell␇",
    "nul\x00": "nul␀",
    "feed\x0cform": "feed␌form",
    "back\x08\x7f": "back␈␡",
    "line\u2028sep": "line␤sep",
    "nel\x85": "nel␤",
    "zero\ufeffwidth": "zero␦width",
}
"""What acts on a terminal or shows another text than the file has, and what is to be seen of it."""


def minutes_with(word: str) -> str:
    return (
        f"# Sync {word}\n\n## Discussion\n- {word} in the discussion\n\n## Teams\n\n"
        f"### CLI {word} (incubating) - Ada {word}\n- item {word} here\n"
        f"- [ ] **ACTION:** Bo {word}: do {word}\n\n> quote {word}\n\n```\ncode {word}\n```\n\n"
        f"| a {word} | b |\n| --- | --- |\n| c {word} | d |\n\n### UAA {word}\n- b\n"
    )


@pytest.mark.parametrize("word", MARKUP)
async def test_markup_is_shown_as_it_stands(tmp_path: Path, word: str) -> None:
    async with opened(minutes_file(tmp_path, minutes_with(word)), WIDE, greeting=f"hello {word}") as desk:
        shown = word.replace("\\[", "[")
        assert f" Sync {word} ·" in desk.rows[0] or f" Sync {shown} ·" in desk.rows[0]
        assert f"hello {word}" in desk.said
        assert f"hello {word}" in desk.rows[-1]
        assert f"- {word} in the discussion" in desk.seen(desk.screen.editor)
        await desk.press("G", "[")
        assert "CLI" in desk.section.name
        panes = desk.seen(desk.screen.panes)
        for text in (f"item {shown} here", f"code {word}", f"quote {shown}", f"c {shown}"):
            assert text in panes
        assert "CLI" in desk.seen(desk.screen.agenda)
        await desk.press("space")
        assert " reviewed, " in desk.said
        await desk.press("[")
        await desk.press("e")
        assert " · Mark" in desk.seen(desk.screen.editor)
        await desk.press("escape", "/")
        await desk.type(word)
        assert f"“{word}”: " in desk.text
        assert desk.app.is_running


@pytest.mark.parametrize(("word", "shown"), ACTING.items(), ids=repr)
async def test_what_acts_is_shown_as_symbols(tmp_path: Path, word: str, shown: str) -> None:
    async with opened(minutes_file(tmp_path, minutes_with(word)), WIDE, greeting=f"hello {word}") as desk:
        assert not acting(desk.text)
        assert desk.rows[0].startswith(f" Sync {shown[:3]}")
        assert f"hello {shown}" in desk.rows[-1]
        assert f"- {shown} in the discussion" in desk.seen(desk.screen.editor)
        await desk.press("G", "[")
        assert f"item {shown} here" in desk.seen(desk.screen.panes)
        assert f"code {shown}" in desk.seen(desk.screen.panes)
        await desk.press("+")
        assert not acting(desk.text)
        await desk.press("+", "e")
        assert not acting(desk.text)
        await desk.press("escape", "space", "slash")
        await desk.paste(word)
        assert not acting(desk.text)


@pytest.mark.parametrize(
    "keys",
    ["slash", "a", "w", "R slash", "ctrl+p", "N slash", "ctrl+o", "question_mark", "Q a", "r", "X e"],
)
async def test_what_is_pasted_acts_in_no_field(tmp_path: Path, keys: str) -> None:
    async with opened(minutes_file(tmp_path), WIDE) as desk:
        await desk.press(*keys.split())
        await desk.paste("Q\x1b[2;3Z\x9b4;5Y\x07")
        assert not acting(desk.text)


def test_every_field_of_ours_makes_what_is_in_it_inert() -> None:
    """Textual's own draws the bytes as they are."""
    folder = Path(tui.__file__).parents[1]
    sources = [path for name in ("tui", "widgets") for path in (folder / name).rglob("*.py")]
    assert len(sources) > 100
    assert [path.name for path in sources if re.search(r"\bInput\(", path.read_text("utf-8"))] == []


@pytest.mark.parametrize("size", SIZES)
async def test_every_dialog_shows_names_as_they_stand(tmp_path: Path, size: tuple[int, int]) -> None:
    path = minutes_file(tmp_path, minutes_with("[/x]\x1b[1m"), "2026-03-10-[bold]x[y].md")
    async with opened(path, size) as desk:
        await desk.press("ctrl+o")
        await desk.until_seen("Sync [/x]␛[1m")
        await desk.press("escape", "ctrl+p")
        await desk.type("[/x]")
        await desk.press("escape")
        for _ in range(2):
            if desk.in_dialog:
                await desk.press("escape")
        assert not desk.in_dialog
        replace_atomically(path, b"# [/y]\n\n## [@click=app.quit]T\n- new\n")
        await desk.until_seen("[@click=app.quit]T")
        path.unlink()
        await desk.until(lambda: desk.kept == "file gone", "said")
        assert "[bold]x[y].md is gone" in desk.text
        await desk.press("ctrl+q")
        await desk.until(lambda: not desk.app.is_running, "the app ends")


async def test_a_link_s_target_is_shown_inert(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened_urls: list[str] = []
    monkeypatch.setattr(PmcApp, "open_url", lambda self, url, **_: opened_urls.append(url))
    text = "# T\n\n## A\n- [a](<foo[/x]$y>)\n- [b](https://example.org/[/x]?[red])\n"
    async with opened(minutes_file(tmp_path, text)) as desk:
        await desk.walk_to("A")
        await desk.press("enter", "L")
        assert "foo" in desk.rows[-1]
        await desk.press("j", "L")
        await desk.until(lambda: opened_urls, "opened")
        assert len(opened_urls) == 1
        assert opened_urls[0].startswith("https://example.org/")
        assert "example.org" in desk.rows[-1]
