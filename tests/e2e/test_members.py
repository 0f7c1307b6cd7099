"""Three members with three state folders review and flag one file at once; all of it is there, once."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from tests.support.desk import minutes_file
from tests.support.terminal import PMC_TUI, Terminal
from tui.minutes.reading.reader import read
from tui.minutes.text.source import Source

MEMBERS = ("Ada Obi", "Bo Lind", "Cem Ari")
BOARD = """# Harbour board 2026-03-10

Present: Ada Obi, Bo Lind, Cem Ari, Dies Fox

## Reports

### Cranes - Dies Fox

- Two cranes painted

### Pilots - Dies Fox

- Night shifts begin in May
"""


def test_three_members_and_the_chair(tmp_path: Path) -> None:
    path = minutes_file(tmp_path, BOARD)
    path.with_name(".pmc-tui.toml").write_text('reviews = "signed"\n')
    with ExitStack() as stack:
        programs = []
        for name in (*MEMBERS, "Dies Fox"):
            home = tmp_path / name
            home.mkdir()
            programs.append(stack.enter_context(Terminal([PMC_TUI, str(path)], home, PMC_TUI_ME=name)))
        *members, chair = programs
        for program in programs:
            program.wait_for("Harbour board", "Pilots", "saved")
        for member in members:
            member.press("j", "j", "space")  # from the title over the group to Cranes, and on to Pilots
        for member in members:
            member.press("!")
            member.wait_for("FLAG in Pilots")
            member.type("who pays?\n")
        chair.wait_for("Cranes", *(f"FLAG {name}: who pays?" for name in MEMBERS))
        chair.wait_for("3 Cranes")
        for member in members:
            member.press("ctrl+q")
            member.wait_for("Not reviewed yet: Pilots")
        for program in programs:
            program.press("ctrl+q")
        for program in programs:
            assert program.wait_exit() == 0
    sections = {section.name: section for section in read(Source.from_bytes(path.read_bytes())).sections}
    assert sorted(sections["Cranes"].reviewers) == sorted(MEMBERS)
    flags = [note for _, note in sections["Pilots"].notes()]
    assert sorted(note.owners[0] for note in flags) == sorted(MEMBERS)
    assert path.read_text().count("REVIEWED") == 1
