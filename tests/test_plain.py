"""Plain mode: words instead of symbols, no frames, few bytes, and a cursor to follow."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import Final

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.screens.test_dialogs import LATIN, WAYS
from tests.support.desk import SIZES, Desk, minutes_file, opened
from tests.support.display import Display
from tests.support.minutes import meeting_of
from tests.support.terminal import PMC_TUI, Terminal
from tui.screens.command_palette import Palette
from tui.screens.dialog import Dialog
from tui.screens.prompt import Choice
from tui.settings.values import Settings
from tui.terminal.picture import thinned
from widgets.plain.words import in_words, item_lines
from widgets.wrapping import width_of

PLAIN: Final = Settings(autosave=False, plain=True)

SYMBOLS: Final = re.compile(r"[←-⇿─-◿☀-➿▲-◿∅≡»¶•▎●✓]")
"""Arrows, boxes, blocks, shapes, dingbats and the like: read out as their names, or not at all."""

MINUTES: Final = """# Sync 2026-03-10

## Discussion
- Proposal: a second maintainer, see [the page](https://example.org/x)
  - **DECISION:** approved; no objections
-- agreed
- [ ] **ACTION:** Ada Obi: publish (due 2026-03-12)
- [x] **ACTION:** Bo Ek: ask
- [x] cake

| step | state |
| ---- | ----- |
| one  | done  |

> said before

```
code  here
```

## Teams

### CLI (incubating) - Ada Obi
- released

### UAA - Bo Ek
TBD
"""


def body(desk: Desk) -> list[str]:
    """The rows between the first and the last line of the screen, without blank ones."""
    return [row for row in desk.rows[1:-1] if row]


async def test_the_agenda_is_a_list_in_words(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MINUTES), settings=PLAIN) as desk:
        await desk.press("space", *"kkkk")
        assert body(desk) == [
            "> Discussion, 7 items, 1 open action",
            "    Proposal: a second maintainer, see the page, reviewed, 1 item",
            "    cake, reviewed",
            "  Teams",
            "    CLI, 1 item",
            "    UAA, nothing reported",
        ]
        assert ", 2 of 4 reviewed, " in desk.rows[0]
        assert desk.rows[-1].startswith("Keys: space reviewed, ")
        await desk.press("left", "down", "left")
        assert body(desk)[:2] == ["  Discussion, folded, 7 items, 1 open action", "> Teams, folded"]


async def test_a_section_is_read_line_by_line(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MINUTES), settings=PLAIN) as desk:
        await desk.press("enter")
        assert body(desk) == [
            "  Discussion, 7 items",
            "> - Proposal: a second maintainer, see the page (link)",
            "    DECISION: approved; no objections",
            "      reply: agreed",
            "  ACTION: Ada Obi: publish, due 03-12",
            "  ACTION, done: Bo Ek: ask",
            "  - done: cake",
            "  row: step: one; state: done",
            "  quote: said before",
            "  code:",
            "    code  here",
        ]
        read = []
        for _ in range(14):
            read += [row[2:] for row in body(desk) if row.startswith("> ")]
            await desk.press("down")
        assert read[8:11] == ["code:", "Teams, group", "- released"]
        assert read[-1] == "TBD"
        await desk.press("up")
        assert body(desk) == [
            "  Teams · CLI, lead Ada Obi, incubating, 1 item".replace("Teams · ", ""),
            "> - released",
        ]
        await desk.press("up")
        assert body(desk) == ["> Teams, group", "  CLI, lead Ada Obi", "  UAA, lead Bo Ek"]


@pytest.mark.parametrize("size", SIZES)
async def test_no_symbol_is_drawn_in_any_dialog(tmp_path: Path, size: tuple[int, int]) -> None:
    for name, kinds in (
        ("a.md", [kind for kind in WAYS if kind not in (Choice, Palette)]),
        ("b.md", [Choice]),
    ):
        path = minutes_file(tmp_path, LATIN if name == "b.md" else None, name)
        async with opened(path, size, PLAIN) as desk:
            assert not SYMBOLS.findall(desk.text)
            for kind in kinds:
                for key in WAYS[kind]:
                    await desk.press(key)
                    await desk.until(lambda: desk.in_dialog, f"a dialog after {key}")
                await desk.until(lambda kind=kind: type(desk.app.screen) is kind, kind.__name__)  # type: ignore[misc]
                assert not SYMBOLS.findall(desk.text), kind.__name__
                assert "esc" in desk.text or not isinstance(desk.app.screen, Dialog)
                await desk.press("escape")
                await desk.until(lambda: not desk.in_dialog, f"{kind.__name__} left")


async def test_the_work_of_a_meeting_in_plain_mode(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, MINUTES)
    async with opened(path, settings=PLAIN) as desk:
        await desk.press("enter", "a")
        await desk.type("ada: write it down fri")
        assert not SYMBOLS.findall(desk.text)
        await desk.press("enter")
        assert "write it down" in desk.text
        await desk.press("x")
        assert "ACTION, done: " in next(row for row in body(desk) if row.startswith("> "))
        await desk.press("u", "slash")
        await desk.type("cake")
        await desk.press("enter")
        assert "> - done: cake" in body(desk)
        await desk.press("w")
        await desk.type("\n- typed")
        assert " Discussion" in desk.text
        assert not SYMBOLS.findall(desk.text)
        await desk.press("escape", "escape", "+")
        assert "one section at a time" in desk.said
        await desk.save()
        assert b"- typed" in path.read_bytes()
        assert b"write it down" in path.read_bytes()


async def test_a_long_remark_is_said_to_its_end(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, MINUTES), (60, 20), PLAIN) as desk:
        desk.screen.desk.say(f"{'No room on the disk. ' * 5}S saves elsewhere.", trouble=True)
        await desk.settle()
        status = desk.seen(desk.screen.status).split("\n")
        assert " ".join(status).startswith("Trouble: No room on the disk. No room")
        assert "S saves elsewhere." in " ".join(status)
        assert ".." not in " ".join(status)
        assert "Keys: space reviewed" in status[-1]


async def test_what_is_below_the_screen_comes_into_view(tmp_path: Path) -> None:
    items = "".join(f"- item {n}\n" for n in range(60))
    async with opened(
        minutes_file(tmp_path, f"# Sync 2026-03-10\n\n## All\n{items}"), (80, 24), PLAIN
    ) as desk:
        await desk.press("enter")
        for last in (39, 20, 59):
            for _ in range(60):
                item = desk.screen.panes.place.item or 0
                if item == last:
                    break
                await desk.press("j" if item < last else "k")
            assert f"> - item {last}" in desk.text


def test_facts_are_said_in_words() -> None:
    assert in_words("3/21 reviewed") == "3 of 21 reviewed"
    assert in_words("00:12:40") == "12 min"
    assert in_words("saved 13:33:05") == "saved at 13:33"
    assert in_words("1:02:40 · 2:59 here") == "1 h 2 min, 2 min here"
    assert in_words("∅ nothing reported · e write it") == "nothing reported, e write it"


@given(
    st.lists(
        st.sampled_from(
            [
                "- a",
                "  - bb " * 5,
                "1. word " * 12,
                "",
                "> q",
                "```",
                "| a | b |",
                "| - | - |",
                "-- r",
                "---",
                "<b>",
            ]
        ),
        max_size=10,
    ),
    st.integers(16, 60),
)
def test_lines_in_words_fit_and_have_no_symbols(lines: list[str], width: int) -> None:
    meeting = meeting_of("# T\n\n## A\n" + "\n".join(lines) + "\n")
    for section in meeting.sections:
        for item in section.items:
            drawn = item_lines(item, width)
            assert drawn
            for line in drawn:
                assert width_of(line) <= width
                assert not SYMBOLS.findall("".join(piece.text for piece in line))


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["0", "31", "1;39;49", "7", "4;31", "41"]),
            st.text("ab", max_size=3),
            st.integers(0, 30),
        ),
        max_size=4,
    )
)
def test_fewer_bytes_draw_the_same_picture(parts: list[tuple[str, str, int]]) -> None:
    assume(sum(len(text) + blanks for _, text, blanks in parts) < 60)  # no row of a screen is longer than it
    data = "".join(f"\x1b[{colour}m{text}{' ' * blanks}\x1b[0m" for colour, text, blanks in parts)
    screens = [Display(60, 4) for _ in range(2)]
    for screen, sent in zip(screens, (data, thinned(data)), strict=True):
        screen.feed(b"x" * 200 + b"\x1b[H" + sent.encode())
    assert screens[0].blanks() == screens[1].blanks()
    assert screens[0].text == screens[1].text


def follows(terminal: Terminal, row: int) -> bool:
    return terminal.display.cursor == (0, row) and terminal.text.split("\n")[row].startswith("> ")


def has_drawn(terminal: Terminal, before: int) -> bool:
    return len(terminal.output) > before


def test_the_terminal_s_cursor_follows_and_a_key_takes_few_bytes(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    sent: dict[bool, list[int]] = {True: [], False: []}
    for plain, written in sent.items():
        options = ["--plain"] if plain else []
        home = tmp_path / f"home-{plain}"
        home.mkdir()
        with Terminal([PMC_TUI, *options, str(path)], home, columns=80, rows=24) as terminal:
            terminal.wait_for("Runtime PMC Meeting 2026-03-10", "write")
            terminal.wait_until(lambda: b"\x1b]11;?" in terminal.output, "asked for its background last")
            for row in (2, 3, 4, 5):
                before = len(terminal.output)
                terminal.press("down")
                if plain:
                    terminal.wait_until(partial(follows, terminal, row), "the cursor on the row")
                    assert "25" in terminal.display.modes
                else:
                    terminal.wait_until(partial(has_drawn, terminal, before), "something drawn")
                written.append(len(terminal.output) - before)
    few, usual = max(sent[True][1:]), min(sent[False][1:])  # the first key clears what was said before
    assert few < 500
    assert usual > 2 * few
