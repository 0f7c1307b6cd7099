"""Where the chair is, told through a file: what is told is seen, and nothing else is ever taken for it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.minutes import meeting_of
from tui.minutes.keeping.chair_position import SAID, ChairPosition, ChairPositionFile
from tui.minutes.keeping.processes import own_token
from tui.minutes.keeping.storage import StateFolder
from tui.screens.meeting.chair.following import place_of
from widgets.places import Place

MINUTES = Path("/minutes/2026-03-10.md")
Folders = pytest.TempPathFactory
PLACES = st.builds(
    ChairPosition,
    st.text(max_size=20),
    st.none() | st.integers(0, 99),
    st.text(max_size=SAID),
    st.integers(0, 99),
)
JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=4)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    return tmp_path_factory


@given(PLACES)
def test_what_is_told_is_seen_by_every_other(folders: Folders, where: ChairPosition) -> None:
    state = StateFolder(folders.mktemp("state"))
    mine = ChairPositionFile(state, MINUTES)
    assert mine.tell(where)
    assert ChairPositionFile(state, MINUTES).look() == where
    assert ChairPositionFile(state, MINUTES.with_name("other.md")).look() is None
    assert [path.name for path in mine.path.parent.iterdir()] == [mine.path.name]
    mine.withdraw()
    assert mine.look() is None
    assert not mine.path.exists()


@given(st.dictionaries(st.sampled_from(["version", "process", "section", "item", "text", "reviewed"]), JSON))
def test_anything_else_in_the_file_is_nobody(folders: Folders, wrong: dict[str, object]) -> None:
    file = ChairPositionFile(StateFolder(folders.mktemp("state")), MINUTES)
    file.tell(ChairPosition("CLI", 2, "words", 3))
    right = json.loads(file.path.read_bytes())
    file.path.write_text(json.dumps(right | wrong))
    found = file.look()
    assert found is None or (right | wrong)["process"] == own_token()
    assert found is None or (found.section, found.item) == (
        (right | wrong)["section"],
        (right | wrong)["item"],
    )


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\xff", b"[" * 100_000, b"null"])
def test_what_is_no_such_file_is_nobody(tmp_path: Path, data: bytes) -> None:
    file = ChairPositionFile(StateFolder(tmp_path), MINUTES)
    file.path.parent.mkdir()
    file.path.write_bytes(data)
    assert file.look() is None


def test_a_process_that_is_gone_walks_nowhere(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from tui.minutes.keeping.storage import StateFolder\n"
        "from tui.minutes.keeping.chair_position import ChairPosition, ChairPositionFile\n"
        "file = ChairPositionFile(StateFolder(Path(sys.argv[1])), Path(sys.argv[2]))\n"
        "file.tell(ChairPosition('CLI')); print(file.look().section)"
    )
    told = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path), str(MINUTES)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout == "CLI\n"
    file = ChairPositionFile(StateFolder(tmp_path), MINUTES)
    assert file.path.exists()
    assert file.look() is None
    file.withdraw()
    assert file.path.exists()


def test_who_has_left_tells_nothing_more(tmp_path: Path) -> None:
    file = ChairPositionFile(StateFolder(tmp_path), MINUTES)
    file.withdraw()
    assert not file.tell(ChairPosition("CLI"))
    assert not file.path.exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_takes_nothing_is_no_error(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert not ChairPositionFile(StateFolder(tmp_path), MINUTES).tell(ChairPosition("CLI"))


def test_a_place_is_found_in_an_older_or_newer_reading() -> None:
    meeting = meeting_of("# T\n\n## A\n- one\n- two\n- two more\n\n## B\n- x\n")
    keys = {section.name: section.key for section in meeting.sections}
    assert place_of(meeting, None) is None
    assert place_of(meeting, ChairPosition("gone")) is None
    assert place_of(meeting, ChairPosition(keys["B"])) == Place(keys["B"])
    assert place_of(meeting, ChairPosition(keys["A"], 2, "two")) == Place(keys["A"], 2)
    assert place_of(meeting, ChairPosition(keys["A"], 0, "two")) == Place(keys["A"], 1)
    assert place_of(meeting, ChairPosition(keys["A"], 1, "not saved yet")) == Place(keys["A"])
