"""Drafts: kept whole, offered when their process is gone, and what killed processes leave is dealt with."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.faults import Fault, FaultyFileSystem, names
from tui.minutes.keeping import processes
from tui.minutes.keeping.drafts import Draft, Drafts
from tui.minutes.keeping.history import History
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.processes import TOKEN, is_alive, own_token
from tui.minutes.keeping.results import Saved
from tui.minutes.keeping.storage import StateFolder, key_of
from tui.minutes.keeping.swap import is_torn
from tui.minutes.keeping.versions import Origin
from tui.minutes.text.merge import merge
from tui.minutes.text.source import Source

BASE = Source("# T\r\n- a\n", bom=True)
OURS = Source("# T\r\n- a\n- ours", bom=True)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "minutes"
    folder.mkdir()
    file = folder / "a.md"
    file.write_bytes(BASE.to_bytes())
    return file


@pytest.fixture
def state(tmp_path: Path) -> StateFolder:
    return StateFolder(tmp_path / "state")


@pytest.fixture
def gone() -> str:
    """The token of a process that ran and is gone."""
    program = "from tui.minutes.keeping.processes import own_token; print(own_token())"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def orphaned(drafts: Drafts, token: str) -> None:
    """Make this process's draft that of another."""
    drafts.own.rename(drafts.folder / drafts.own.name.replace(own_token(), token))


class TestTokens:
    def test_a_running_process_is_alive(self) -> None:
        assert TOKEN.fullmatch(own_token())
        assert is_alive(own_token())

    def test_one_that_is_gone_is_not(self, gone: str) -> None:
        assert TOKEN.fullmatch(gone)
        assert not is_alive(gone)

    def test_another_process_with_the_same_id_is_another(self) -> None:
        machine, boot, pid, _ = own_token().split("-")
        assert not is_alive(f"{machine}-{boot}-{pid}-12")
        assert not is_alive(f"{machine}-00000000-{pid}-{own_token().split('-')[3]}")

    def test_processes_of_another_machine_are_left_alone(self) -> None:
        assert is_alive("00000000-00000000-1-1")

    def test_where_there_is_no_proc(self, monkeypatch: pytest.MonkeyPatch) -> None:
        started = processes._started_by_ps(os.getpid())
        if started == "0":
            pytest.skip("no ps here")
        assert started == processes._started_by_ps(os.getpid())
        monkeypatch.setattr(processes, "_started", processes._started_by_ps)
        assert is_alive(own_token())


class TestDrafts:
    def test_a_draft_of_a_running_process_is_not_offered(self, state: StateFolder, path: Path) -> None:
        Drafts(state, path).write(BASE, OURS)
        assert Drafts(state, path).pending() == []

    def test_one_of_a_process_that_is_gone_is(self, state: StateFolder, path: Path, gone: str) -> None:
        drafts = Drafts(state, path)
        drafts.write(BASE, Source("older"))
        drafts.write(BASE, OURS)
        orphaned(drafts, gone)
        [draft] = drafts.pending()
        assert (draft.base, draft.ours) == (BASE, OURS)
        assert drafts.forget(draft)
        assert drafts.pending() == []
        assert names(drafts.folder) == []

    def test_newest_first(self, tmp_path: Path, path: Path, gone: str) -> None:
        drafts = Drafts(StateFolder(tmp_path / "state", FaultyFileSystem()), path)
        for number in range(3):
            drafts.leave(f"{gone}-{number}", BASE, Source(f"{number}"))
        assert [draft.ours.text for draft in drafts.pending()] == ["2", "1", "0"]

    @pytest.mark.parametrize("damage", [b"", b"{}\n", b"x", b'{"digest": "0", "base": 0}\nabc', b"[1]\n"])
    def test_a_damaged_one_is_not(self, state: StateFolder, path: Path, gone: str, damage: bytes) -> None:
        drafts = Drafts(state, path)
        drafts.leave(gone, BASE, OURS)
        (drafts.folder / f"{gone}.draft").write_bytes(damage)
        assert drafts.pending() == []

    def test_nor_one_whose_text_is_not_what_was_written(
        self, state: StateFolder, path: Path, gone: str
    ) -> None:
        drafts = Drafts(state, path)
        drafts.leave(gone, BASE, OURS)
        file = drafts.folder / f"{gone}.draft"
        file.write_bytes(file.read_bytes()[:-1] + b"!")
        assert drafts.pending() == []

    @pytest.mark.parametrize("call", ["make_folder", "open", "write", "fsync", "replace"])
    def test_a_draft_that_fails_leaves_the_one_before(self, tmp_path: Path, path: Path, call: str) -> None:
        fs = FaultyFileSystem()
        drafts = Drafts(StateFolder(tmp_path / "state", fs), path)
        drafts.write(BASE, OURS)
        before = drafts.own.read_bytes()
        fs.reset(Fault(call, 0, 28))
        with pytest.raises(OSError, match="No space"):
            drafts.write(BASE, Source("newer"))
        assert drafts.own.read_bytes() == before
        assert names(drafts.folder) == [drafts.own.name]


class TestTheNextStart:
    def test_a_draft_is_offered_and_merged(self, state: StateFolder, path: Path, gone: str) -> None:
        live = LiveFile.open(path, state)
        assert live.keep_draft(OURS) is None
        orphaned(Drafts(state, path), gone)
        path.write_bytes(Source("# Theirs\r\n- a\n", bom=True).to_bytes())
        again = LiveFile.open(path, state)
        draft = again.prepare()
        assert draft is not None
        text = merge(draft.base, draft.ours, again.known).source
        assert text == Source("# Theirs\r\n- a\n- ours", bom=True)
        assert isinstance(again.save(text), Saved)
        again.forget_draft(draft)
        assert again.prepare() is None

    def test_one_that_the_file_has_is_not(self, state: StateFolder, path: Path, gone: str) -> None:
        live = LiveFile.open(path, state)
        live.keep_draft(OURS)
        orphaned(Drafts(state, path), gone)
        path.write_bytes(Source("# Theirs\r\n- a\n- ours", bom=True).to_bytes())
        assert LiveFile.open(path, state).prepare() is None
        assert names(Drafts(state, path).folder) == []

    def test_a_save_forgets_the_draft_that_it_saved(self, state: StateFolder, path: Path) -> None:
        live = LiveFile.open(path, state)
        live.keep_draft(OURS)
        live.save(OURS)
        assert names(Drafts(state, path).folder) == []

    def test_but_not_one_that_was_typed_on(self, state: StateFolder, path: Path) -> None:
        live = LiveFile.open(path, state)
        live.keep_draft(Source("# T\r\n- a\n- ours and more", bom=True))
        live.save(OURS)
        assert Drafts(state, path).own.exists()

    def test_what_was_left_beside_the_file(self, state: StateFolder, path: Path, gone: str) -> None:
        """Begun: worth nothing. Whole and known: removed. Whole and nowhere else: a draft."""
        prefix = f".pmc-tui-{key_of(path)}-"
        History.of(state, path).keep(BASE.to_bytes(), Origin.OPENED)
        path.with_name(f"{prefix}{gone}-0.part").write_bytes(b"half")
        path.with_name(f"{prefix}{gone}-1.tmp").write_bytes(BASE.to_bytes())
        path.with_name(f"{prefix}{gone}-2.tmp").write_bytes(OURS.to_bytes())
        mine = path.with_name(f"{prefix}{own_token()}-0.part")
        mine.write_bytes(b"being written")
        draft = LiveFile.open(path, state).prepare()
        assert draft is not None
        assert (draft.base, draft.ours) == (BASE, OURS)
        assert names(path.parent) == [mine.name, path.name]

    def test_where_nothing_can_be_kept_what_was_left_stays(self, path: Path, gone: str) -> None:
        left = path.with_name(f".pmc-tui-{key_of(path)}-{gone}-2.tmp")
        left.write_bytes(OURS.to_bytes())
        assert LiveFile.open(path).prepare() is None
        assert left.read_bytes() == OURS.to_bytes()


class TestStoppedInPlace:
    @pytest.mark.parametrize(
        ("before", "after"),
        [(b"abcdef", b"xyz"), (b"abc", b"xyzuvw"), (b"abc", b"xyz"), (b"", b"xyz"), (b"abc", b"")],
    )
    def test_every_stop_is_recognized(self, before: bytes, after: bytes) -> None:
        grown = before + after[len(before) :]
        stops = [grown[: len(before) + done] for done in range(len(grown) - len(before) + 1)]
        stops += [after[:done] + grown[done:] for done in range(len(after[: len(before)]) + 1)]
        assert all(is_torn(stop, before, after) for stop in stops)

    def test_other_texts_are_not(self) -> None:
        assert not any(
            is_torn(other, b"abcdef", b"xyz") for other in (b"", b"ab", b"abcdeF", b"xyzdeF", b"Xyzdef")
        )

    @pytest.mark.parametrize("steps", range(17))
    def test_it_is_finished_at_the_next_start(self, state: StateFolder, path: Path, steps: int) -> None:
        before, after = b"# T\n- a\n", b"# T\n- A, longer\n"
        path.with_name("other.md").hardlink_to(path)
        history = History.of(state, path)
        history.keep(before, Origin.BEFORE, lasting=True)
        history.keep(after, Origin.WRITING, lasting=True)
        grown = before + after[len(before) :]
        tail = len(after) - len(before)
        done = steps - tail
        path.write_bytes(grown[: len(before) + steps] if done < 0 else after[:done] + grown[done:])
        LiveFile.open(path, state).prepare()
        assert path.read_bytes() == (after if steps else before)
        assert path.stat().st_nlink == 2
        assert history.begun_in_place() is None

    def test_unless_others_wrote_since(self, state: StateFolder, path: Path) -> None:
        history = History.of(state, path)
        history.keep(b"# T\n- a\n", Origin.BEFORE, lasting=True)
        history.keep(b"# T\n- b\n", Origin.WRITING, lasting=True)
        path.write_bytes(b"# Theirs\n- a\n")
        LiveFile.open(path, state).prepare()
        assert path.read_bytes() == b"# Theirs\n- a\n"
        assert history.begun_in_place() is None


class TestWordsThatAreNowhereElse:
    """A draft is offered only for these."""

    @pytest.mark.parametrize(
        ("typed", "there"),
        [
            ("# T\n- hello wor\n", "# T\n- hello world of mine\n"),
            ("# T\n- one\n- two\n", "# T\n- two\n- theirs\n- one\n"),
            ("# T\n- one two\n", "# T\n- two, and one two\n"),
            ("# T\n- one\n", "# Title\n\n- one\n"),
            ("# T\n", "# T\n- theirs\n"),
            ("", "# T\n- theirs\n"),
        ],
    )
    def test_all_are_there(self, tmp_path: Path, typed: str, there: str) -> None:
        draft = Draft(Source("# T\n"), Source(typed), 0, tmp_path)
        assert draft.is_in(Source(there))

    @pytest.mark.parametrize(
        ("base", "typed", "there"),
        [
            ("# T\n", "# T\n- one two\n", "# T\n- one\n"),
            ("# T\n", "# T\n- one two\n", "# T\n- two\n- and one\n"),
            ("# T\n- yes\n", "# T\n- yes\n- yes\n", "# T\n- yes\n"),
            ("# T\n", "# T\n- yes\n- yes\n", "# T\n- yes\n"),
            ("# T\n- [ ] a\n", "# T\n- [x] a\n", "# T\n- [ ] a\n- b\n"),
            ("# T\n", "# T\n- hello\n", "# T\n- hell\n"),
        ],
    )
    def test_some_are_not(self, tmp_path: Path, base: str, typed: str, there: str) -> None:
        draft = Draft(Source(base), Source(typed), 0, tmp_path)
        assert not draft.is_in(Source(there))
