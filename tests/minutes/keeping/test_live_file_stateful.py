"""Two of our editors and a program that knows nothing of them, in any order: every line stays."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from tests.support.faults import FaultyFileSystem, names
from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.results import OutsideChange, Saved
from tui.minutes.keeping.storage import StateFolder
from tui.minutes.text.merge import merge
from tui.minutes.text.source import Source, Span, without_newline

EDITORS = st.integers(0, 1)
PLACES = st.integers(0, 40)


class Editor:
    """A text, and the live file that it is saved to."""

    def __init__(self, path: Path, state: StateFolder) -> None:
        self.live = LiveFile.open(path, state, state.fs)
        self.live.prepare()
        self.text = self.live.known

    def look(self) -> None:
        found = self.live.look()
        if isinstance(found, OutsideChange):
            self.text = merge(found.base, self.text, found.source).source
            assert self.live.accept(found)

    def save(self) -> None:
        result = self.live.save(self.text, self.live.known)
        assert isinstance(result, Saved)
        self.text = result.source


class Desk(RuleBasedStateMachine):
    """Lines are only added, so each must be there for ever after."""

    def __init__(self) -> None:
        super().__init__()
        self.root = tempfile.TemporaryDirectory()
        folder = Path(self.root.name)
        (folder / "minutes").mkdir()
        self.path = folder / "minutes" / "a.md"
        self.path.write_bytes(b"# T\n\n- a\n- b\n- c\n")
        self.fs = FaultyFileSystem()
        state = StateFolder(folder / "state", self.fs)
        self.editors = [Editor(self.path, state), Editor(self.path, state)]
        self.typed: set[str] = set()
        self.read_before: bytes | None = None

    def line(self) -> str:
        """Unlike any other, so that none can be taken for a correction of another."""
        name = hashlib.sha256(b"%d" % len(self.typed)).hexdigest()[:16]
        self.typed.add(f"- {name}")
        return f"- {name}"

    def with_line(self, source: Source, place: int) -> Source:
        at = place % (len(source.lines) + 1)
        return source.splice(Span(at, at), [self.line()])

    @rule(who=EDITORS, place=PLACES)
    def type_a_line(self, who: int, place: int) -> None:
        self.editors[who].text = self.with_line(self.editors[who].text, place)

    @rule(who=EDITORS)
    def look(self, who: int) -> None:
        self.editors[who].look()

    @rule(who=EDITORS)
    def save(self, who: int) -> None:
        self.editors[who].save()

    @rule(seconds=st.sampled_from([0.1, 2.0, 60.0]))
    def time_passes(self, seconds: float) -> None:
        self.fs.clock += seconds

    @rule()
    def another_program_reads(self) -> None:
        self.read_before = self.path.read_bytes()

    @precondition(lambda self: self.read_before is not None)
    @rule(who=EDITORS, place=PLACES, in_place=st.booleans())
    def another_program_writes(self, who: int, place: int, *, in_place: bool) -> None:
        """What it read some time ago, with a line. One of ours is there to see it."""
        assert self.read_before is not None
        self.write(self.with_line(Source.from_bytes(self.read_before), place), in_place=in_place)
        self.editors[who].look()
        self.read_before = None

    @rule(who=EDITORS, typed=PLACES, place=PLACES, moment=st.sampled_from(["open", "chmod", "exchange"]))
    def another_program_writes_during_a_save(self, who: int, typed: int, place: int, moment: str) -> None:
        def write() -> None:
            now = Source.from_bytes(self.path.read_bytes())
            self.write(self.with_line(now, place), in_place=bool(place % 2))

        self.type_a_line(who, typed)
        self.fs.reset(None)
        self.fs.before[moment, 2 if moment == "open" else 0] = write
        self.editors[who].save()

    def write(self, source: Source, *, in_place: bool) -> None:
        if in_place:
            self.path.write_bytes(source.to_bytes())
        else:
            other = self.path.with_name("other.tmp")
            other.write_bytes(source.to_bytes())
            other.replace(self.path)

    def teardown(self) -> None:
        for editor in self.editors * 2:
            editor.look()
            editor.save()
        lines = set(map(without_newline, Source.from_bytes(self.path.read_bytes()).lines))
        assert self.typed - lines == set()
        assert {"# T", "- a", "- b", "- c"} <= lines
        assert self.editors[0].text.text == self.editors[1].live.known.text
        assert names(self.path.parent) == ["a.md"]
        self.root.cleanup()


TestDesk = Desk.TestCase
TestDesk.settings = settings(max_examples=40, stateful_step_count=20, deadline=None)
