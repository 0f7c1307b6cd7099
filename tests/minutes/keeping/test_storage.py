"""The state folder: closed to others, nothing in it followed or waited for, what is broken set aside."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tui.minutes.keeping.chair_position import ChairPosition, ChairPositionFile
from tui.minutes.keeping.drafts import Drafts
from tui.minutes.keeping.filesystem import FileSystem
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.processes import own_token
from tui.minutes.keeping.results import Saved
from tui.minutes.keeping.storage import ASIDE, StateFolder
from tui.minutes.keeping.versions import prune
from tui.minutes.text.source import Source

LONGEST = 20.0  # seconds; what waits for a pipe waits for ever

GONE = own_token().split("-")[0] + "-00000000-1-0"
"""The token of a process of this machine that is gone."""

OF_SOMEBODY_ELSE = b"not ours\n"


def a_life(path: Path, state: StateFolder) -> list[str]:
    """A file opened, typed into, saved, drafted, walked and looked at; what is said of the state folder."""
    live = LiveFile.open(path, state)
    live.prepare()
    typed = Source(live.known.text + "- more\n")
    assert isinstance(live.save(typed), Saved)
    path.write_bytes(live.known.to_bytes() + b"- theirs\n")
    if (outside := live.look()) is not None:
        live.accept(outside)  # type: ignore[arg-type]  # it is there: nobody has moved it
    assert live.keep_draft(typed) is None
    Drafts(state, live.target).leave(GONE, live.known, typed)
    where = ChairPositionFile(state, live.target)
    where.tell(ChairPosition("CLI"))
    where.look()
    assert live.versions is not None
    assert [live.versions.read(version.digest) for version in live.versions.list()]
    prune(state)
    return [*state.told, live.history.problem or ""]


def within(call: Callable[[], list[str]]) -> list[str]:
    """What a call gives that must not wait for ever."""
    given: list[list[str]] = []
    thread = threading.Thread(target=lambda: given.append(call()), daemon=True)
    thread.start()
    thread.join(LONGEST)
    assert given, "it waits, or has failed"
    return given[0]


@pytest.fixture
def umask() -> Iterator[Callable[[int], int]]:
    before = os.umask(0o022)
    yield os.umask
    os.umask(before)


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077, 0o277, 0o777])
def test_only_its_owner_may_look_whatever_the_umask(
    path: Path, tmp_path: Path, umask: Callable[[int], int], mask: int
) -> None:
    umask(mask)
    a_life(path, StateFolder(tmp_path / "made" / "for it" / "state"))
    umask(0o022)
    found = [tmp_path / "made", *(tmp_path / "made").rglob("*")]
    assert len(found) > 10
    for each in found:
        assert stat.S_IMODE(each.stat().st_mode) == (0o700 if each.is_dir() else 0o600), each


def test_what_an_earlier_program_left_open_to_others_is_closed(path: Path, state: StateFolder) -> None:
    a_life(path, state)
    inside = [each for each in state.path.rglob("*") if "objects" not in each.parts]
    for each in inside:
        each.chmod(0o777 if each.is_dir() else 0o666)
    a_life(path, state)
    assert {stat.S_IMODE(each.stat().st_mode) & 0o077 for each in inside if each.exists()} == {0}


def test_a_folder_somebody_chose_keeps_its_mode(path: Path, tmp_path: Path) -> None:
    chosen = tmp_path / "shared"
    chosen.mkdir(mode=0o755)
    a_life(path, StateFolder(chosen))
    assert stat.S_IMODE(chosen.stat().st_mode) == 0o755


def _fifo(path: Path) -> None:
    os.mkfifo(path)


def _link(path: Path) -> None:
    other = Path(os.environ["HOME"]) / "of somebody else"
    other.write_bytes(OF_SOMEBODY_ELSE)
    path.symlink_to(other)


def _loop(path: Path) -> None:
    path.symlink_to(path)


def _folder(path: Path) -> None:
    (path / "in it").mkdir(parents=True)


def _deep(path: Path) -> None:
    path.write_bytes(b"[" * 200_000 + b"\n" + b'{"time":' * 50_000)


def _numbers(path: Path) -> None:
    more = '"version": 1, "origin": "saved", "digest": "' + "0" * 64 + '", "base": -1, "file": 1'
    absurd = ("1e999", "NaN", "-1", "9" * 400)
    path.write_text("".join(f'{{"time": {n}, "size": {n}, {more}}}\n' for n in absurd), "utf-8")


def _noise(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 40)


def _nothing(path: Path) -> None:
    path.write_bytes(b"")


BROKEN = (_fifo, _link, _loop, _folder, _deep, _numbers, _noise, _nothing)


@pytest.mark.parametrize("broken", BROKEN)
def test_whatever_stands_in_a_state_file_s_place_nothing_hangs_ends_or_is_followed(
    path: Path, state: StateFolder, broken: Callable[[Path], None]
) -> None:
    """Each file of the state in turn; what was typed is in the file afterwards."""
    a_life(path, state)
    files = [each for each in state.path.rglob("*") if each.is_file()]
    kinds = {each.relative_to(state.path).parts[0] for each in files}
    assert kinds == {"versions", "drafts", "locks", "whereabouts"}
    for each in files:
        each.unlink(missing_ok=True)
        broken(each)
        before = path.read_bytes()
        within(lambda: a_life(path, StateFolder(state.path)))
        assert path.read_bytes() == before + b"- more\n- theirs\n"
        if broken is _link:
            assert (Path(os.environ["HOME"]) / "of somebody else").read_bytes() == OF_SOMEBODY_ELSE


@pytest.mark.parametrize("broken", [_fifo, _link, _loop, _folder])
def test_what_is_no_file_of_ours_is_set_aside_with_a_word(
    path: Path, state: StateFolder, broken: Callable[[Path], None]
) -> None:
    a_life(path, state)
    (log,) = state.path.glob("versions/*/log-*")
    log.unlink()
    broken(log)
    said = " ".join(within(lambda: a_life(path, StateFolder(state.path))))
    assert f"{log} was a" in said
    assert "set aside" in said
    assert os.path.lexists(log.with_name(ASIDE + log.name))
    assert log.is_file()
    assert not log.is_symlink()
    assert "set aside" not in " ".join(a_life(path, StateFolder(state.path)))  # once


def test_a_linked_folder_of_the_state_is_neither_written_read_nor_pruned(
    path: Path, state: StateFolder
) -> None:
    a_life(path, state)
    elsewhere = state.path.parent / "elsewhere"
    (state.path / "versions").rename(elsewhere)
    (state.path / "versions").symlink_to(elsewhere)
    before = sorted(elsewhere.rglob("*"))
    assert prune(StateFolder(state.path), max_days=-1, max_bytes=0) == 0
    said = " ".join(a_life(path, StateFolder(state.path)))
    assert "versions was a symbolic link" in said
    assert sorted(elsewhere.rglob("*")) == before


def test_a_damaged_draft_is_kept_aside_for_its_words(path: Path, state: StateFolder) -> None:
    drafts = Drafts(state, path)
    drafts.leave(GONE, Source("a\n"), Source("a\nwords of mine\n"))
    (file,) = drafts.folder.iterdir()
    file.write_bytes(file.read_bytes()[:-2])
    assert drafts.pending() == []
    assert b"words of min" in (drafts.folder / (ASIDE + file.name)).read_bytes()
    assert "damaged" in state.told[0]


def test_a_process_number_that_none_can_have_is_of_nobody(path: Path, state: StateFolder) -> None:
    drafts = Drafts(state, path)
    ours = drafts.own.name.removesuffix(".draft").split("-")
    drafts.leave("-".join([*ours[:2], "9" * 40, ours[3]]), Source("a\n"), Source("b\n"))
    assert [draft.ours.text for draft in drafts.pending()] == ["b\n"]


def test_the_command_starts_with_a_pipe_for_marks(tmp_path: Path) -> None:
    """What is remembered of the app and of a file, read before the first paint."""
    ask = (
        "import os, sys; from pathlib import Path; from tui import state, paths\n"
        "f = Path(sys.argv[1]); state.save_file_state(f, state.FileState(place='x'))\n"
        "state.save_app_state(state.AppState())\n"
        "for each in [*paths.state_dir().rglob('*.json')]:\n"
        "    each.unlink(); os.mkfifo(each)\n"
        "print(state.load_file_state(f), state.load_app_state(), state.load_clock(f))\n"
        "print(state.save_file_state(f, state.FileState(place='y')), state.load_file_state(f))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", ask, str(tmp_path / "a.md")],
        check=False,
        capture_output=True,
        text=True,
        timeout=LONGEST,
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.count("a pipe or device; it is set aside") == 2
    assert "place='y'" in ran.stdout


class Swapped(FileSystem):
    """A file system on which a file becomes a link right after it was looked at."""

    def __init__(self, to: Path) -> None:
        self._to = to

    def open(self, path: Path, flags: int, mode: int = 0o600) -> int:
        if path.name == "mark.json" and not path.is_symlink():
            path.unlink()
            path.symlink_to(self._to)
        return super().open(path, flags, mode)


def test_a_link_put_there_after_the_look_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(OF_SOMEBODY_ELSE)
    folder = tmp_path / "state"
    StateFolder(folder).write(folder / "mark.json", b"{}")
    with pytest.raises(OSError, match="symbolic links"):
        StateFolder(folder, Swapped(elsewhere)).read(folder / "mark.json")
