"""An older text in the file: put there by git it is meant, else it is a stale save, and our lines stay."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.faults import FaultyFileSystem, names
from tests.support.repository import Repository
from tui.minutes.keeping.filesystem import REAL
from tui.minutes.keeping.git_evidence import GitWrote, branch_of, git_wrote
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.results import NotSaved, OutsideChange, Reason, Saved
from tui.minutes.keeping.storage import StateFolder
from tui.minutes.text.source import Source, Span

TEXT = "# T\n\n- a\n- b\n"
TYPED = f"{TEXT}- typed\n"


@pytest.fixture
def repository(path: Path) -> Repository:
    """The file, committed an hour ago."""
    repository = Repository(path.parent)
    repository.commit(path, TEXT)
    return repository


@pytest.fixture
def live(repository: Repository, path: Path, state: StateFolder) -> LiveFile:
    """One line was typed, and is saved."""
    live = LiveFile.open(path, state)
    live.prepare()
    assert isinstance(live.save(Source(TYPED)), Saved)
    return live


def seen(live: LiveFile) -> OutsideChange:
    found = live.look()
    assert isinstance(found, OutsideChange)
    return found


@pytest.mark.parametrize(
    "words",
    [
        ("checkout", "--quiet", "--", "."),
        ("restore", "."),
        ("reset", "--quiet", "--hard"),
        ("stash", "--quiet"),
    ],
    ids=" ".join,
)
def test_what_git_puts_back_is_meant(live: LiveFile, repository: Repository, words: tuple[str, ...]) -> None:
    repository.git(*words)
    found = seen(live)
    assert found.source.text == TEXT
    assert found.restored is None
    assert found.theirs.git == GitWrote()
    assert found.theirs.older is not None


def test_what_git_put_back_stays_so_when_somebody_writes_on_it(
    live: LiveFile, repository: Repository, path: Path
) -> None:
    repository.git("restore", ".")
    assert live.accept(seen(live))
    path.write_text(f"{TEXT}- theirs\n", "utf-8")
    assert seen(live).source.text == f"{TEXT}- theirs\n"


def older_text(path: Path) -> None:
    path.write_text(TEXT, "utf-8")


def by_another_name(path: Path) -> None:
    other = path.with_name("other.tmp")
    older_text(other)
    other.replace(path)


@pytest.mark.parametrize("write", [older_text, by_another_name])
@pytest.mark.parametrize("status", [False, True], ids=["", "git status after"])
def test_the_same_text_from_another_program_is_stale(
    live: LiveFile, repository: Repository, path: Path, write: Callable[[Path], None], *, status: bool
) -> None:
    write(path)
    if status:
        repository.git("status")
        os.utime(path.parent / ".git" / "index", (path.stat().st_ctime + 5,) * 2)
    found = seen(live)
    assert found.source.text == TYPED
    assert (found.theirs.git, found.theirs.put_back) == (None, 1)
    assert live.accept(found)
    assert isinstance(live.save(found.source, live.known), Saved)
    assert path.read_text("utf-8") == TYPED


def test_a_commit_writes_no_file(live: LiveFile, repository: Repository, path: Path) -> None:
    """It is in the log of that second, and so is the stale save."""
    repository.git("commit", "--quiet", "--all", "--message", "Typed")
    os.utime(path.parent / ".git" / "index", (1, 1))
    older_text(path)
    assert seen(live).source.text == TYPED


def test_a_lock_that_a_killed_git_left_is_no_evidence(live: LiveFile, path: Path) -> None:
    lock = path.parent / ".git" / "index.lock"
    lock.touch()
    os.utime(lock, (1, 1))
    older_text(path)
    assert seen(live).source.text == TYPED


def test_while_git_is_at_work_it_is_meant(live: LiveFile, path: Path) -> None:
    (path.parent / ".git" / "index.lock").touch()
    older_text(path)
    assert seen(live).restored is None


@pytest.mark.parametrize("log", ["HEAD", "refs/stash"])
def test_a_line_in_the_log_of_that_second(live: LiveFile, path: Path, log: str) -> None:
    older_text(path)
    line = (
        f"{'0' * 40} {'1' * 40} Bo <bo@example.org> {int(path.stat().st_ctime)} +0000\tpull: Fast-forward\n"
    )
    file = path.parent / ".git" / "logs" / log
    file.parent.mkdir(exist_ok=True)
    with file.open("a") as stream:
        stream.write(line)
    assert seen(live).theirs.git == GitWrote()


class TestSwitching:
    """Another branch has a text of its own."""

    @pytest.fixture
    def other(self, repository: Repository, path: Path) -> None:
        """A branch with another text, and a line typed and committed on this one."""
        repository.git("switch", "--quiet", "--create", "other")
        repository.commit(path, f"{TEXT}- of the other branch\n")
        repository.git("switch", "--quiet", "main")
        repository.age()

    @pytest.mark.usefixtures("other")
    def test_nothing_saved_on_one_goes_into_the_other(
        self, repository: Repository, path: Path, state: StateFolder
    ) -> None:
        live = LiveFile.open(path, state)
        live.prepare()
        assert isinstance(live.save(Source(TYPED)), Saved)
        repository.commit(path)
        repository.git("switch", "--quiet", "other")
        found = seen(live)
        assert found.source.text == f"{TEXT}- of the other branch\n"
        assert found.theirs.git == GitWrote("main", "other")
        assert branch_of(REAL, path) == "other"

    @pytest.mark.usefixtures("other")
    @pytest.mark.parametrize(
        "moment", [None, ("exchange", 0), ("open", 3)], ids=["before", "at the swap", "at once"]
    )
    def test_a_save_is_refused_and_the_text_is_in_a_draft(
        self, repository: Repository, path: Path, state: StateFolder, moment: tuple[str, int] | None
    ) -> None:
        fs = FaultyFileSystem()
        live = LiveFile.open(path, state, fs)
        live.prepare()
        fs.reset(None)

        def switch() -> None:
            repository.git("switch", "--quiet", "other")

        if moment is None:
            switch()
        else:
            fs.before[moment] = switch
        refused = live.save(Source(TYPED))
        assert isinstance(refused, NotSaved), refused
        assert (refused.reason, refused.drafted, refused.retry) == (Reason.SWITCHED, True, False)
        assert path.read_text("utf-8") == f"{TEXT}- of the other branch\n"
        assert seen(live).theirs.git == GitWrote("main", "other")
        assert names(path.parent) == [".git", path.name]

    @pytest.mark.usefixtures("other")
    def test_what_was_typed_for_a_branch_is_offered_when_it_is_back(
        self, repository: Repository, path: Path, state: StateFolder
    ) -> None:
        live = LiveFile.open(path, state)
        live.prepare()
        assert live.keep_draft(Source(TYPED), live.known, branch="main") is None
        repository.git("switch", "--quiet", "other")
        assert live.accept(seen(live))
        assert live.prepare() is None
        repository.git("switch", "--quiet", "main")
        assert live.accept(seen(live))
        draft = live.prepare()
        assert draft is not None
        assert (draft.ours.text, draft.branch) == (TYPED, "main")


def test_a_working_tree_of_its_own(repository: Repository, tmp_path: Path, path: Path) -> None:
    repository.git("worktree", "add", "--quiet", str(tmp_path / "tree"), "-b", "tree")
    there = tmp_path / "tree" / path.name
    assert branch_of(REAL, there) == "tree"
    assert git_wrote(REAL, there, there.stat().st_ctime) is not None
    assert git_wrote(REAL, there, there.stat().st_ctime + 60) is None


def test_no_repository(path: Path) -> None:
    assert git_wrote(REAL, path, path.stat().st_ctime) is None
    assert branch_of(REAL, path) == ""
    assert Source(TEXT).splice(Span(4, 4), ["- typed"]).text == TYPED
