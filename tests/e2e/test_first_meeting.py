"""The tutorial is followed word by word: its file, its keys and its commands, in a terminal."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from tests.readme import DOCS
from tests.support.terminal import PMC_TUI, Terminal, environment

PAGE = (DOCS / "first-meeting.md").read_text("utf-8")
NAME = "2026-05-12-parks.md"


TITLES = ("Begin a file", "Walk through it", "Send it", "")


def chapter(title: str) -> str:
    following = TITLES[TITLES.index(title) + 1]
    return PAGE.split(f"\n## {title}\n")[1].split(f"\n## {following}")[0]


def block(title: str) -> str:
    found = re.search(r"```markdown\n(.*?)```", chapter(title), re.DOTALL)
    assert found is not None
    return found[1]


def act(terminal: Terminal, key: str) -> None:
    """Press a key and wait for what it does, as who reads does: a key right behind esc is another key."""
    before = terminal.text.split("\n")[1:]  # the first line has a clock
    if key == "escape":
        terminal.wait_for("esc back")
    terminal.press(key)
    if key == "escape":  # what the key before said may come meanwhile, and a save shows as well
        terminal.wait_gone("esc back")
    terminal.wait_until(lambda: terminal.text.split("\n")[1:] != before, f"something of {key}")


def followed(terminal: Terminal) -> None:
    """Press what stands `so` in the numbered steps, and wait for what stands “so”."""
    steps = re.findall(r"^\d\. (.*(?:\n   .*)*)", chapter("Walk through it"), re.MULTILINE)
    assert len(steps) == 9
    for step in steps:
        for pressed, shown in re.findall(r"`([^`]+)`|“([^”]+)”", step.replace("\n  ", "")):
            if shown:
                terminal.wait_for(shown)
            elif pressed.startswith("^"):
                terminal.press(f"ctrl+{pressed[1:]}")
            elif len(pressed) == 1 or pressed in ("esc", "enter", "space"):
                act(terminal, pressed.replace("esc", "escape"))
            else:
                terminal.press(*pressed)
                terminal.wait_for(pressed)


def test_the_tutorial_s_keys_make_the_file_it_shows_and_its_commands_work(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_text(block("Begin a file"), "utf-8")
    assert f"$ pmc-tui {NAME}\n" in chapter("Begin a file")
    with Terminal([PMC_TUI, NAME], tmp_path) as terminal:
        terminal.wait_for("Parks Committee 2026-05-12", "saved")
        followed(terminal)
        assert terminal.wait_exit() == 0
    assert path.read_text("utf-8") == block("Walk through it")

    commands = re.findall(r"^\$ (pmc-tui .*?)(?: +#.*)?$", chapter("Send it"), re.MULTILINE)
    assert len(commands) == 3
    variables, printed = environment(tmp_path), ""
    for command in commands:
        words = [PMC_TUI, *command.split()[1:]]
        ran = subprocess.run(words, cwd=tmp_path, env=variables, capture_output=True, text=True, check=False)
        assert (ran.returncode, ran.stderr) == (0, "")
        printed = ran.stdout
    assert "mend the bridge" in (tmp_path / "minutes.html").read_text("utf-8")
    assert "To: board@example.org" in printed
    assert "Ada Obi: mend the bridge" in printed
