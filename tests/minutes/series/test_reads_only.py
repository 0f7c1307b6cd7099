"""Of the series, only the next file is ever written."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import tui.minutes.series
from tests.support.series import harbour, write_all

WRITES = {"write_text", "write_bytes", "write_all", "unlink", "rename", "replace", "mkdir", "touch", "save"}
"""Names of calls that change what is on a disk (`replace` of a path, not of a text or a dataclass)."""

WATCHED = """
import os, sys
seen = []
def watch(event, args):
    if event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        seen.append(str(args[0]))
    elif event in ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.chmod"):
        seen.append(event)
sys.dont_write_bytecode = True
from datetime import date
from pathlib import Path
from tui.minutes.series import finding, folder, history, ledger, meetings, next_file, radar, register, roster
from tui.minutes.series.plan import Wish
sys.addaudithook(watch)
place = Path(sys.argv[1])
found = meetings.read_series(meetings.members(place, date(2016, 9, 1))).meetings
assert len(found) == 3
radar.radar(found[0].meeting, found[0].date, found[1:])
history.history_of(found[0].meeting, 3, found[1:])
ledger.ledger(found), register.register(found), roster.roster(found)
assert list(finding.search(finding.texts_of(folder.meetings_in(place)).texts, finding.Query.of("painted")))
assert next_file.plan_next(place, Wish(carry=True))
print([each for each in seen if each not in (os.devnull, "/dev/null")])
"""


def test_everything_but_writing_the_next_file_only_reads(tmp_path: Path) -> None:
    text = "- Painted it\n- [ ] **ACTION:** Ada Obi: paint it again\n"
    days = ("2016-07-26", "2016-08-09", "2016-08-23")
    write_all(tmp_path, {f"{day}-board.md": harbour(day, text) for day in days})
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("[]\n", "")
    assert len(list(tmp_path.iterdir())) == 3


def test_no_other_module_has_a_call_that_writes() -> None:
    modules = sorted(Path(tui.minutes.series.__path__[0]).glob("*.py"))
    assert len(modules) > 10
    found = {}
    for module in modules:
        calls = [node.func for node in ast.walk(ast.parse(module.read_text())) if isinstance(node, ast.Call)]
        named = {func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "") for func in calls}
        if hits := named & (WRITES - {"replace"}):
            found[module.name] = hits
    assert found == {"next_file.py": {"write_all", "save"}}
