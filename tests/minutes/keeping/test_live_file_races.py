"""Other programs write at the worst moment: what they wrote and what was typed are both in the file."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.support.faults import FaultyFileSystem, names
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.processes import file_lock
from tui.minutes.keeping.results import Gone, NotSaved, OutsideChange, Reason, Saved
from tui.minutes.keeping.stable_read import LONGEST
from tui.minutes.keeping.storage import StateFolder
from tui.minutes.text.merge import merge
from tui.minutes.text.source import Source, Span

TEXT = "# T\n\n- a\n- b\n- c\n"


class Desk:
    """A file, our live file on it, and other programs."""

    def __init__(self, root: Path, *, state: bool = True) -> None:
        self.folder = root / "minutes"
        self.folder.mkdir()
        self.path = self.folder / "a.md"
        self.path.write_text(TEXT, "utf-8")
        self.fs = FaultyFileSystem()
        self.state = StateFolder(root / "state", self.fs) if state else None
        self.live = LiveFile.open(self.path, self.state, self.fs)
        self.live.prepare()
        self.fs.reset(None)

    @property
    def text(self) -> str:
        return self.path.read_text("utf-8")

    def type(self, line: str, at: int | None = None) -> Saved:
        """Type a line on what is known, and save."""
        base = self.live.known
        place = len(base.lines) if at is None else at
        result = self.live.save(base.splice(Span(place, place), [line]), base)
        assert isinstance(result, Saved), result
        return result

    def in_place(self, text: str) -> None:
        with self.path.open("r+b") as file:
            file.truncate(0)
            file.write(text.encode())

    def renaming(self, text: str) -> None:
        other = self.path.with_name("other.tmp")
        other.write_text(text, "utf-8")
        other.replace(self.path)

    def outside(self) -> OutsideChange:
        found = self.live.look()
        assert isinstance(found, OutsideChange), found
        return found


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.mark.parametrize("way", ["in_place", "renaming"])
@pytest.mark.parametrize(
    "moment", [("open", 3), ("chmod", 0), ("exchange", 0)], ids=["at once", "while writing", "at the swap"]
)
def test_a_save_of_theirs_during_ours(desk: Desk, way: str, moment: tuple[str, int]) -> None:
    write: Callable[[str], None] = getattr(desk, way)
    desk.fs.before[moment] = lambda: write("# Theirs\n\n- a\n- b\n- c\n")
    result = desk.type("- ours")
    assert not desk.fs.before
    assert desk.text == "# Theirs\n\n- a\n- b\n- c\n- ours\n" == result.source.text
    assert result.merged is not None
    assert (result.merged.theirs_spans, result.merged.lines_from_theirs) == ((Span(0, 1),), 1)
    assert names(desk.folder) == ["a.md"]


@pytest.mark.parametrize("way", ["in_place", "renaming"])
def test_save_after_save_of_theirs_during_one_of_ours(desk: Desk, way: str) -> None:
    write: Callable[[str], None] = getattr(desk, way)

    def add(line: str) -> Callable[[], None]:
        return lambda: write(desk.text + line)

    for number in range(5):
        desk.fs.before["exchange", number] = add(f"- theirs {number}\n")
    desk.type("- ours", at=0)
    theirs = [f"- theirs {number}\n" for number in range(5)]
    assert sorted(desk.text.splitlines(keepends=True)) == sorted(["- ours\n", *Source(TEXT).lines, *theirs])
    assert names(desk.folder) == ["a.md"]


def test_a_save_of_theirs_right_after_ours(desk: Desk) -> None:
    """Written on what they read before ours: seen by reading back."""
    desk.fs.before["unlink", 0] = lambda: desk.in_place(f"{TEXT}- theirs\n")
    result = desk.type("- ours", at=0)
    assert desk.text == f"- ours\n{TEXT}- theirs\n" == result.source.text


def test_a_stale_save_of_theirs_during_ours(desk: Desk) -> None:
    desk.type("- ours 1")
    desk.fs.before["exchange", desk.fs.count("exchange")] = lambda: desk.renaming(f"{TEXT}- theirs\n")
    desk.type("- ours 2", at=0)
    assert desk.text == f"- ours 2\n{TEXT}- theirs\n- ours 1\n"


def test_who_never_stops_is_told_and_nothing_is_lost(desk: Desk) -> None:
    def add(number: int) -> Callable[[], None]:
        return lambda: desk.in_place(f"{TEXT}- theirs {number}\n")

    for number in range(30):
        desk.fs.before["exchange", number] = add(number)
    result = desk.live.save(Source("- ours\n" + TEXT))
    assert isinstance(result, NotSaved)
    assert (result.reason, result.drafted, result.retry) == (Reason.BUSY, True, True)
    assert "- theirs" in desk.text
    assert names(desk.folder) == ["a.md"]


def test_a_writer_that_still_has_the_old_file_open(desk: Desk) -> None:
    """It opened the file before our swap and writes after it, into what came out: that is waited for."""
    with desk.path.open("ab", buffering=0) as theirs:

        def write_and_close() -> None:
            theirs.write(b"- theirs\n")
            theirs.close()

        desk.fs.before["pause", 5] = write_and_close
        if desk.fs.being_written(desk.fs.open(desk.path, 0)) is None:
            pytest.skip("here the system does not tell who has a file open for writing")
        desk.type("- ours", at=0)
    assert desk.text == f"- ours\n{TEXT}- theirs\n"


def test_a_program_that_never_closes_the_file_holds_nobody_up(desk: Desk) -> None:
    start = desk.fs.clock
    with desk.path.open("ab"):
        desk.type("- ours")
    assert desk.fs.clock - start < 2 * LONGEST
    assert desk.text == f"{TEXT}- ours\n"


class TestHalfWritten:
    """A file that is emptied and then filled is seen empty in between. That is no deletion."""

    @pytest.mark.parametrize("sees_writers", [True, False])
    @pytest.mark.parametrize("half", ["", "# T\n\n- a\n"])
    def test_looking(self, desk: Desk, half: str, *, sees_writers: bool) -> None:
        desk.fs.sees_writers = sees_writers
        desk.in_place(half)
        desk.fs.before["pause", 20] = lambda: desk.in_place(TEXT + "- theirs\n")
        assert desk.outside().source.text == TEXT + "- theirs\n"

    @pytest.mark.parametrize("sees_writers", [True, False])
    def test_saving(self, desk: Desk, *, sees_writers: bool) -> None:
        desk.fs.sees_writers = sees_writers
        desk.in_place("")
        desk.fs.before["pause", 20] = lambda: desk.in_place(TEXT + "- theirs\n")
        desk.type("- ours", at=0)
        assert desk.text == f"- ours\n{TEXT}- theirs\n"

    def test_who_goes_on_writing_is_not_waited_for_for_ever(self, desk: Desk) -> None:
        def add(number: int) -> Callable[[], None]:
            return lambda: desk.in_place(f"{TEXT}{number}\n")

        desk.fs.sees_writers = False
        for number in range(1000):
            desk.fs.before["pause", number] = add(number)
        desk.in_place(f"{TEXT}first\n")
        start = desk.fs.clock
        assert desk.outside().source.text.startswith(TEXT)
        assert desk.fs.clock - start < 3 * LONGEST

    @pytest.mark.parametrize("sees_writers", [True, False])
    def test_emptied_for_a_second(self, desk: Desk, *, sees_writers: bool) -> None:
        desk.fs.sees_writers = sees_writers
        desk.in_place("")
        desk.fs.before["pause", 100] = lambda: desk.in_place(TEXT + "- theirs\n")
        desk.type("- ours", at=0)
        assert desk.text == f"- ours\n{TEXT}- theirs\n"

    @pytest.mark.parametrize("sees_writers", [True, False])
    def test_emptied_again(self, desk: Desk, *, sees_writers: bool) -> None:
        """What was believed once, and was wrong, has to stay so longer the next time."""
        desk.fs.sees_writers = sees_writers
        desk.in_place("")
        found = desk.outside()
        assert found.source.text == ""
        assert desk.live.accept(found)
        desk.in_place(TEXT)
        assert desk.live.accept(desk.outside())
        desk.fs.reset(None)
        desk.in_place("")
        desk.fs.before["pause", 300] = lambda: desk.in_place(TEXT)
        desk.type("- ours", at=0)
        assert desk.text == f"- ours\n{TEXT}"

    def test_emptied_for_good(self, desk: Desk) -> None:
        desk.in_place("")
        assert desk.outside().source.text == ""
        assert desk.live.versions is not None
        assert desk.live.versions.read(desk.live.versions.list()[1].digest) == TEXT.encode()

    def test_away_for_a_moment(self, desk: Desk) -> None:
        """As vim does with a backup: move the file away, write it anew."""
        desk.path.rename(desk.path.with_name("a.md~"))
        desk.fs.before["pause", 3] = lambda: desk.renaming(TEXT + "- theirs\n")
        assert desk.outside().source.text == TEXT + "- theirs\n"


class TestStaleWrites:
    """An editor that read the file before our save writes it after: our lines are put back."""

    @pytest.mark.parametrize("state", [True, False], ids=["versions on disk", "in memory"])
    @pytest.mark.parametrize("theirs", ["- theirs, at the end", "- ours 2"])
    def test_seen_by_looking(self, tmp_path: Path, theirs: str, *, state: bool) -> None:
        desk = Desk(tmp_path, state=state)
        desk.type("- ours 1")
        desk.in_place(f"{TEXT}{theirs}\n")
        found = desk.outside()
        assert found.restored is not None
        assert found.source.text == f"{TEXT}{theirs}\n- ours 1\n"
        text = merge(found.base, found.base, found.source).source
        assert desk.live.accept(found)
        assert isinstance(desk.live.save(text, desk.live.known), Saved)
        assert desk.text == f"{TEXT}{theirs}\n- ours 1\n"

    def test_seen_by_saving(self, desk: Desk) -> None:
        desk.type("- ours 1")
        desk.in_place(f"# Theirs\n{TEXT}")
        desk.type("- ours 2", at=4)
        assert desk.text == "# Theirs\n# T\n\n- a\n- b\n- ours 2\n- c\n- ours 1\n"

    def test_an_older_buffer_than_the_last(self, desk: Desk) -> None:
        for number in range(4):
            desk.type(f"- ours {number}", at=number % 3)
        theirs = desk.text.replace("- c\n", "- c, corrected\n")
        for number in range(4, 10):
            desk.type(f"- ours {number}", at=number % 3)
        wanted = desk.text.replace("- c\n", "- c, corrected\n")
        desk.in_place(theirs)
        assert desk.outside().source.text == wanted

    def test_an_old_buffer_beside_fresh_versions(self, desk: Desk) -> None:
        desk.type("- first")
        desk.fs.clock += 60
        desk.type("- second", at=0)
        desk.in_place(f"{TEXT}- theirs\n")
        assert desk.outside().source.text == f"- second\n{TEXT}- theirs\n- first\n"

    def test_what_others_saw_last_counts(self, desk: Desk) -> None:
        """A change on top of another's change is none of our version's."""
        desk.type("- ours")
        desk.in_place(desk.text + "- theirs\n")
        assert desk.live.accept(desk.outside())
        desk.in_place(desk.text.replace("# T", "# Title"))
        found = desk.outside()
        assert (found.source.text, found.restored) == (
            f"{TEXT}- ours\n- theirs\n".replace("# T", "# Title"),
            None,
        )


class TestDeliberateChanges:
    """What others do to our lines on purpose is theirs to do."""

    def changed(self, desk: Desk, text: str) -> None:
        desk.in_place(text)
        found = desk.outside()
        assert found.restored is None
        assert found.source.text == text

    def test_a_correction(self, desk: Desk) -> None:
        desk.type("- discuss the annual budjet")
        desk.fs.clock += 60
        self.changed(desk, f"{TEXT}- discuss the annual budget\n")

    def test_an_older_line_removed(self, desk: Desk) -> None:
        desk.type("- ours 1")
        desk.type("- ours 2", at=0)
        self.changed(desk, f"- ours 2\n{TEXT}")

    def test_the_last_line_removed_once_more(self, desk: Desk) -> None:
        """The first time it may be an older text that is saved. Who has seen that it came back means it."""
        desk.type("- ours")
        desk.in_place(TEXT)
        found = desk.outside()
        assert found.source.text == f"{TEXT}- ours\n"
        assert found.theirs.put_back == 1
        assert desk.live.accept(found)
        assert isinstance(desk.live.save(found.source, desk.live.known), Saved)
        desk.in_place(TEXT)
        assert desk.outside().theirs.put_back == 1  # nobody has seen that in a moment
        assert desk.live.accept(desk.outside())
        assert isinstance(desk.live.save(found.source, desk.live.known), Saved)
        desk.fs.clock += 60
        self.changed(desk, TEXT)
        assert desk.live.accept(desk.outside())
        desk.in_place(f"{TEXT}- theirs\n")
        assert desk.outside().source.text == f"{TEXT}- theirs\n"

    def test_other_bullets_at_once(self, desk: Desk) -> None:
        """A formatter that watches the file."""
        desk.type("- ours")
        self.changed(desk, desk.text.replace("- ", "* "))

    def test_another_of_our_programs_takes_a_line_away(self, desk: Desk) -> None:
        desk.type("- ours")
        other = LiveFile.open(desk.path, desk.state, desk.fs)
        assert isinstance(other.save(Source(f"# New\n{TEXT}")), Saved)
        found = desk.outside()
        assert (found.source.text, found.restored) == (f"# New\n{TEXT}", None)


def test_another_of_ours_that_holds_the_lock_for_too_long(desk: Desk) -> None:
    assert desk.state is not None
    with file_lock(desk.state, desk.path) as held:
        assert held
        refused = desk.live.save(Source("# Ours\n"))
    assert isinstance(refused, NotSaved)
    assert (refused.reason, refused.retry, refused.drafted) == (Reason.LOCKED, True, True)
    assert desk.text == TEXT
    assert isinstance(desk.live.save(Source("# Ours\n")), Saved)


def test_gone_and_back(desk: Desk) -> None:
    desk.path.rename(desk.folder / "away.md")
    found = desk.live.look()
    assert isinstance(found, Gone)
    assert found.reason is Reason.GONE
    assert found.message.startswith("a.md is gone: deleted or moved away. ")
    assert found.message.endswith("bring the file back, or save under another name.")
    typed = Source(TEXT + "- ours\n")
    refused = desk.live.save(typed)
    assert isinstance(refused, NotSaved)
    assert (refused.reason, refused.retry, refused.drafted) == (Reason.GONE, True, True)
    assert names(desk.folder) == ["away.md"]
    (desk.folder / "away.md").rename(desk.path)
    assert desk.live.look() is None
    assert isinstance(desk.live.save(typed), Saved)
    assert desk.text == TEXT + "- ours\n"


def test_the_folder_gone_and_something_else_in_its_place(desk: Desk, tmp_path: Path) -> None:
    away = desk.folder.rename(tmp_path / "away")
    found = desk.live.look()
    assert isinstance(found, Gone)
    assert found.reason is Reason.FOLDER_GONE
    away.rename(desk.folder)
    desk.path.unlink()
    desk.path.mkdir()
    found = desk.live.look()
    assert isinstance(found, Gone)
    assert found.message.startswith("Where a.md was is now something that is no file. ")
    refused = desk.live.save(Source("x\n"))
    assert isinstance(refused, NotSaved)
    assert refused.reason is Reason.NOT_A_FILE


def test_threads_share_a_live_file(desk: Desk) -> None:
    """And others have live files of their own in the same process. Locks are waited for in real time here."""
    state = StateFolder(desk.folder.parent / "state")
    shared = LiveFile.open(desk.path, state)

    def save(number: int) -> Saved | NotSaved:
        live = shared if number % 2 else LiveFile.open(desk.path, state)
        base = live.known
        return live.save(base.splice(Span(0, 0), [f"- {number}"]), base)

    with ThreadPoolExecutor(8) as pool:
        assert all(isinstance(result, Saved) for result in pool.map(save, range(40)))
    assert sorted(desk.text.removesuffix(TEXT).splitlines()) == sorted(f"- {number}" for number in range(40))
    assert names(desk.folder) == ["a.md"]
