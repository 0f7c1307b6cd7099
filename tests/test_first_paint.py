"""What is imported before the first paint, and before the meeting is shown: all of it is waited for."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Final

from tests.support.desk import minutes_file
from tests.support.repositories import clone, hub, minutes

ALLOWED: Final = Path(__file__).with_suffix(".txt")
"""A line for each module of ours, and each package of others, that Textual's hello world does not import."""

WHOLE: Final = ("textual", "tui", "widgets")
"""Packages whose modules are listed one by one."""

OPEN: Final = """
import json, sys
from pathlib import Path
from textual.app import App
from textual.widgets import Static

class Hello(App):
    def compose(self):
        yield Static("Hello")

    def on_ready(self):
        self.exit()

Hello().run(headless=True)
floor = set(sys.modules)

programs = []
sys.addaudithook(lambda event, args: programs.append(args[1]) if event == "subprocess.Popen" else None)

from tui.minutes.keeping.storage import StateFolder
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.ahead.reading_ahead import ReadingAhead
from tui.paths import state_dir
from tui.settings.values import load_settings
from tui.app import PmcApp

def painted(app):
    print(json.dumps({"text": "".join(s.text for s in app.screen._compositor.render_strips()[3]),
                      "modules": sorted(set(sys.modules) - floor),
                      "programs": [[str(word) for word in words] for words in programs]}))
    app.exit()

PmcApp.on_ready = painted
PmcApp(LiveFile.open(Path(sys.argv[1]), StateFolder(state_dir())), load_settings()).run(headless=True)
"""


def test_nothing_is_imported_before_the_first_paint_that_is_not_on_the_list(tmp_path: Path) -> None:
    path = minutes_file(tmp_path)
    ran = subprocess.run([sys.executable, "-c", OPEN, path], capture_output=True, text=True, check=True)
    found = json.loads(ran.stdout.splitlines()[-1])
    modules = {name if name.split(".")[0] in WHOLE else name.split(".")[0] for name in found["modules"]}
    allowed = set(ALLOWED.read_text(encoding="utf-8").split())
    assert modules <= allowed, "new before the first paint: import it later, or say why it must be there"
    assert allowed <= modules, "no longer needed before the first paint: take it off the list"
    assert found["text"].strip()  # it was painted


def test_git_is_not_called_before_the_first_paint(tmp_path: Path) -> None:
    path = minutes(clone(hub(tmp_path), tmp_path / "ada", "ada"))
    ran = subprocess.run([sys.executable, "-c", OPEN, path], capture_output=True, text=True, check=True)
    found = json.loads(ran.stdout.splitlines()[-1])
    assert found["text"].strip()
    assert [words for words in found["programs"] if Path(words[0]).name != Path(sys.executable).name] == []
    assert not [name for name in found["modules"] if name.startswith("tui.minutes.git")]


LATE: Final = (
    "markdown_it",
    "tui.minutes.reading",
    "tui.minutes.noting",
    "tui.screens.meeting.concerns",
)
"""What reads a meeting, which another process does at first, and what changes one."""

SHOWN_WITH: Final = {
    *("tui.minutes.reading", "tui.minutes.reading.find", "tui.minutes.reading.list_marks"),
    *("tui.minutes.noting", "tui.minutes.reading.find"),
}
"""The packages themselves, and small modules in them that only look at what was read."""


def test_what_shows_a_meeting_imports_neither_what_reads_nor_what_changes_it() -> None:
    code = "import json, sys, tui.screens.meeting.screen; print(json.dumps(sorted(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    modules = set(json.loads(ran.stdout)) - SHOWN_WITH
    assert "widgets.section_editor" in modules
    late = {name for name in modules for start in LATE if name == start or name.startswith(f"{start}.")}
    assert not late, "new before the meeting is shown: import it later"
