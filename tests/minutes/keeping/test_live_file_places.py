"""What was typed has no place any more in what others made of the file: it is written nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.faults import FaultyFileSystem, names
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.results import NotSaved, OutsideChange, Reason, Saved
from tui.minutes.keeping.storage import StateFolder
from tui.minutes.text.source import Source, Span

TEXT = "# T\n\n## A\n\n- a\n\n## B\n\n- b\n"
GONE = "# T\n\n## A\n\n- a\n"


class Typist:
    """Somebody who types at the end of section B, in a file that others write, too."""

    def __init__(self, root: Path) -> None:
        self.path = root / "minutes" / "a.md"
        self.path.parent.mkdir()
        self.path.write_text(TEXT, "utf-8")
        self.fs = FaultyFileSystem()
        self.live = LiveFile.open(self.path, StateFolder(root / "state", self.fs), self.fs)
        self.live.prepare()
        self.asked: list[str] = []
        self.fs.reset(None)

    def others_write(self, text: str, way: str = "renaming") -> None:
        if way == "in place":
            self.path.write_text(text, "utf-8")
            return
        other = self.path.with_name("other.tmp")
        other.write_text(text, "utf-8")
        other.replace(self.path)

    def type(self, line: str) -> Saved | NotSaved:
        base = self.live.known
        end = len(base.lines)
        return self.live.save(base.splice(Span(end, end), [line]), base, has_place=self.has_place)

    def has_place(self, theirs: Source) -> bool:
        self.asked.append(theirs.text)
        return "## B" in theirs.text

    def seen(self) -> OutsideChange:
        found = self.live.look()
        assert isinstance(found, OutsideChange), found
        return found

    @property
    def text(self) -> str:
        return self.path.read_text("utf-8")


@pytest.fixture
def typist(tmp_path: Path) -> Typist:
    return Typist(tmp_path)


@pytest.mark.parametrize("way", ["in place", "renaming"])
@pytest.mark.parametrize(
    "moment",
    [("open", 3), ("chmod", 0), ("exchange", 0), ("unlink", 0)],
    ids=["at once", "while writing", "at the swap", "after it"],
)
def test_a_removal_at_any_moment_of_a_save_stays_as_it_is(
    typist: Typist, way: str, moment: tuple[str, int]
) -> None:
    typist.fs.before[moment] = lambda: typist.others_write(GONE, way)
    result = typist.type("- typed")
    assert not typist.fs.before
    assert isinstance(result, NotSaved)
    assert (result.reason, result.drafted) == (Reason.MOVED, True)
    assert typist.text == GONE
    assert names(typist.path.parent) == ["a.md"]


def test_nobody_is_asked_while_nobody_else_writes(typist: Typist) -> None:
    assert isinstance(typist.type("- typed"), Saved)
    assert typist.asked == []


def test_a_section_that_stays_is_written_in(typist: Typist) -> None:
    typist.others_write(TEXT.replace("- a", "- an a"))
    assert isinstance(typist.type("- typed"), Saved)
    assert typist.text == TEXT.replace("- a", "- an a") + "- typed\n"


def test_lines_that_would_go_back_in_with_a_removed_section_give_it_no_place(typist: Typist) -> None:
    typist.type("- saved")
    typist.fs.clock += 60
    typist.others_write(GONE)
    result = typist.type("- typed")
    assert isinstance(result, NotSaved)
    assert result.reason is Reason.MOVED
    assert typist.text == GONE


def test_a_removal_with_a_line_of_ours_in_it_goes_back_in_and_is_told_as_such(typist: Typist) -> None:
    typist.type("- saved")
    typist.fs.clock += 60
    typist.others_write(GONE)
    found = typist.seen()
    assert found.source.text == f"{TEXT}- saved\n"
    assert (found.theirs.put_back, found.theirs.removed) == (5, True)
    assert found.restored is not None
    assert found.restored.as_removed.text == GONE


def test_a_stale_save_is_not_told_as_a_removal(typist: Typist) -> None:
    typist.type("- saved")
    typist.fs.clock += 60
    typist.others_write(TEXT.replace("- a", "- an a"))
    found = typist.seen()
    assert found.source.text == TEXT.replace("- a", "- an a") + "- saved\n"
    assert (found.theirs.put_back, found.theirs.removed) == (1, False)


def test_what_is_taken_as_meant_stays_out_of_later_texts(typist: Typist) -> None:
    typist.type("- saved")
    typist.fs.clock += 60
    typist.others_write(GONE)
    found = typist.seen()
    assert typist.live.accept(found)
    typist.live.take_as_meant(found)
    typist.fs.clock += 60
    typist.others_write(GONE.replace("- a", "- an a"))
    assert typist.seen().restored is None


def test_a_text_that_is_the_file_s_no_more_is_not_taken_as_meant(typist: Typist) -> None:
    typist.type("- saved")
    typist.fs.clock += 60
    typist.others_write(GONE)
    found = typist.seen()
    assert typist.live.accept(found)
    typist.others_write(TEXT)
    typist.seen()
    typist.live.take_as_meant(found)
    typist.others_write(GONE.replace("- a", "- an a"))
    assert "- saved" in typist.seen().source.text
