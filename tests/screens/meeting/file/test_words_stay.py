"""Random steps of somebody who types in a section and of others who save: its words are in it, or nowhere."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.support.desk import PROMPT, QUIET, Desk, minutes_file, opened, replace_atomically

MEETING = """\
# Sync 2026-03-10

## Discussion
- Shall we ship?

## Reports

### CLI - Ada Obi
- First

### Infrastructure - Bo Ek
- Two racks
- Three fans

### UAA - Cy Park
- Last
"""
SECTIONS = ("Discussion", "CLI", "Infrastructure", "UAA")


def parts(text: str) -> list[list[str]]:
    """The sections of a text, each as its lines, heading first."""
    found: list[list[str]] = []
    for line in text.splitlines():
        if line.startswith("#"):
            found.append([])
        found[-1].append(line)
    return found


def name(part: list[str]) -> str:
    return part[0].lstrip("# ").partition(" - ")[0]


def as_others_leave_it(text: str, section: str, random: Random, number: int) -> str:
    """What others make of a text: sections go, move and come, and so do lines of the one written in."""
    found = parts(text)
    here = next((at for at, part in enumerate(found) if name(part) == section), None)
    way = random.choice(["remove", "move", "add above", "add below", "behind", "take out"])
    if here is None or way == "behind":
        at = len(found) if here is None or random.random() < 0.5 else here + 1
        found.insert(at, [f"### New {number}", "- new", ""])
    elif way == "remove":
        del found[here]
    elif way == "move":
        found.append(found.pop(here))
    elif way == "take out":
        found[here] = [line for line in found[here] if line not in ("- Two racks", "- First")]
    else:
        said = [at for at, line in enumerate(found[here]) if line]
        found[here].insert(1 if way == "add above" else said[-1] + 1, f"- foreign {number}")
    return "".join(f"{line}\n" for part in found for line in part)


def words_elsewhere(desk: Desk, section: str, words: list[str]) -> list[str]:
    """The words that the file has in another section, or twice."""
    text = desk.path.read_text("utf-8")  # once: a save may be on its way
    inside = "\n".join(line for part in parts(text) if name(part) == section for line in part)
    return [word for word in words if text.count(word) > 1 or text.count(word) != inside.count(word)]


@pytest.mark.parametrize("seed", range(8))
async def test_words_are_in_their_section_or_in_the_editor(tmp_path: Path, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - steps that can be run again
    section, settings = SECTIONS[seed % 4], (QUIET, PROMPT)[seed % 2]
    words: list[str] = []
    async with opened(minutes_file(tmp_path, MEETING), settings=settings) as desk:
        meeting = desk.screen.desk
        await desk.walk_to(section)
        await desk.press("e")
        for number in range(9):
            step = random.choice(["word", "line", "save", "others", "at once"])
            if step in ("word", "line"):
                words.append(f"word{number}x")
                await desk.type((" " if step == "word" else "\n- ") + words[-1])
            elif step == "save":
                await desk.press("ctrl+s")
            else:
                text = as_others_leave_it(desk.path.read_text("utf-8"), section, random, number)
                replace_atomically(desk.path, text.encode())
                if step == "at once":
                    await desk.press("ctrl+s")
                await desk.until(lambda: meeting.base.text == desk.path.read_text("utf-8"), "taken up")
            assert words_elsewhere(desk, section, words) == [], (step, number)
        if not meeting.typing.removed:
            await desk.save()
        kept = desk.path.read_text("utf-8") + ("\n".join(desk.written) if meeting.typing.removed else "")
        assert [word for word in words if word not in kept] == []
        assert words_elsewhere(desk, section, words) == []
