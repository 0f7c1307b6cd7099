"""A line in the place of one saved just now: a correction of it, or another that was written meanwhile."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.support.interleaving import Editor, SharedFileSystem
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.results import OutsideChange, Saved
from tui.minutes.keeping.storage import StateFolder
from tui.minutes.text.source import Source, Span

TEXT = "# T\n\n- a\n- b\n"


def after(path: Path, state: StateFolder, ours: str, theirs: str) -> str:
    """The text when somebody saves another line in the place of ours, right after ours was saved."""
    live = LiveFile.open(path, state)
    live.prepare()
    assert isinstance(live.save(Source(f"{TEXT}{ours}\n")), Saved)
    path.write_text(f"{TEXT}{theirs}\n", "utf-8")
    found = live.look()
    assert isinstance(found, OutsideChange)
    return found.source.text


@pytest.mark.parametrize(
    ("ours", "corrected"),
    [
        ("- discuss the annual budjet", "- discuss the annual budget"),
        ("- typed line here", "- changed line here"),
        ("- Ada: ship it today", "- Ada: ship it today, says Bo (+1)"),
        ("- [ ] x", "- [x] x"),
        ("- [ ] **ACTION:** Ada: ship it", "- [x] **ACTION:** Ada: ship it (done 2026-02-03)"),
        ("- Ada: x (due 2026-02-03)", "- Ada: x (due 2026-02-10)"),
        ("- ACTION: x", "- DONE: x"),
        ("- Ada: x", "- ~~Ada: x~~ ✓"),
    ],
)
def test_a_correction_within_a_moment(path: Path, state: StateFolder, ours: str, corrected: str) -> None:
    assert after(path, state, ours, corrected) == f"{TEXT}{corrected}\n"


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("- Ada: yes please", "- Bo: yes please"),
        ("- review the doc with Ada", "- review the doc with Bo"),
        ("- note 1 of the meeting", "- note 2 of the meeting"),
        ("- yes", "- yes, from Bo"),
        ("- [ ] Ada: x", "- [x] Bo: x"),
    ],
)
def test_what_two_people_say_at_once_is_none(path: Path, state: StateFolder, ours: str, theirs: str) -> None:
    assert after(path, state, ours, theirs) == f"{TEXT}{theirs}\n{ours}\n"


@pytest.mark.parametrize("noticed", [False, True])
def test_what_is_ticked_after_others_went_back_to_an_older_text(
    path: Path, state: StateFolder, noticed: bool
) -> None:
    """Another program had read our line before that, and writes it ticked."""
    live = LiveFile.open(path, state)
    live.prepare()
    assert isinstance(live.save(Source(f"{TEXT}- [ ] x\n")), Saved)
    path.write_text(TEXT, "utf-8")
    text = live.known
    if noticed:
        outside = live.look()
        assert isinstance(outside, OutsideChange)
        assert live.accept(outside)
        text = outside.source
    path.write_text(f"{TEXT}- [x] x\n", "utf-8")
    assert isinstance(live.save(text), Saved)
    assert path.read_text("utf-8") == f"{TEXT}- [x] x\n"


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [("- [ ] x", "- [x] x"), ("- discuss the annual budjet", "- discuss the annual budget")],
)
def test_a_correction_by_who_knew_an_older_text(
    path: Path, state: StateFolder, ours: str, theirs: str
) -> None:
    """It lacks what was saved after that text was read: this goes in, and the corrected line stands once."""
    live = LiveFile.open(path, state)
    live.prepare()
    for lines in (f"{ours}\n", f"{ours}\n- later\n"):
        assert isinstance(live.save(Source(f"{TEXT}{lines}")), Saved)
    path.write_text(f"{TEXT}{theirs}\n", "utf-8")
    found = live.look()
    assert isinstance(found, OutsideChange)
    assert found.source.text == f"{TEXT}{theirs}\n- later\n"


class Table:
    """Two of ours on one file, and others who tick what they read, or write an older text."""

    def __init__(self, root: Path, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - an order that can be run again
        self.path = root / "a.md"
        self.path.write_text(TEXT, "utf-8")
        fs = SharedFileSystem(root)
        state = StateFolder(root / "state", fs)
        self.editors = [Editor(self.path, state, fs) for _ in range(2)]
        for editor in self.editors:
            editor.live.prepare()
        self.past = [TEXT]
        self.typed: list[str] = []

    def play(self) -> list[str]:
        """A few things happen within a moment, in any order; the lines that stand there at the end."""
        acts = (self.type, self.tick, self.tick_outside, self.go_back, self.save, self.look)
        for _ in range(self.random.randint(3, 9)):
            self.random.choice(acts)(self.random.choice(self.editors))
            if (text := self.path.read_text("utf-8")) != self.past[-1]:
                self.past.append(text)
        for editor in self.editors * 4:
            editor.look()
            editor.save()
        return [line.replace("[x]", "[ ]") for line in self.path.read_text("utf-8").splitlines()]

    def type(self, editor: Editor) -> None:
        self.typed.append(f"- [ ] {self.random.choice(['Ada: ship', 'x'])} {len(self.typed)}")
        at = self.random.choice([2, 3, len(editor.text.lines)])
        editor.text = editor.text.splice(Span(at, at), [self.typed[-1]])
        self.save(editor)

    def tick(self, editor: Editor) -> None:
        editor.text = Source(self._ticked(editor.text.text))
        if self.random.random() < 0.7:
            self.save(editor)

    def tick_outside(self, _: Editor) -> None:
        self.path.write_text(self._ticked(self.path.read_text("utf-8")), "utf-8")

    def go_back(self, _: Editor) -> None:
        text = self.random.choice(self.past[-3:])
        self.path.write_text(self._ticked(text) if self.random.random() < 0.4 else text, "utf-8")

    def save(self, editor: Editor) -> None:
        editor.save()

    def look(self, editor: Editor) -> None:
        editor.look()

    def _ticked(self, text: str) -> str:
        tasks = [line for line in text.splitlines() if line.startswith("- [ ]")]
        task = self.random.choice(tasks or ["- [ ]"])
        return text.replace(f"{task}\n", f"{task.replace('[ ]', '[x]')}\n")


@pytest.mark.parametrize("seeds", [range(at, at + 25) for at in range(0, 200, 25)], ids=str)
def test_what_ours_typed_stands_once_whatever_is_ticked_and_gone_back_to(
    tmp_path: Path, seeds: range
) -> None:
    for seed in seeds:
        root = tmp_path / str(seed)
        root.mkdir()
        table = Table(root, seed)
        assert sorted(table.play()) == sorted([*TEXT.splitlines(), *table.typed]), seed
