"""Three members review, flag, unflag and save one file at random: all is there, each once."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tui.minutes.keeping.live_file import LiveFile
from tui.minutes.keeping.results import Saved
from tui.minutes.keeping.storage import StateFolder
from tui.minutes.model import Meeting, Note, NoteKind
from tui.minutes.noting import edits
from tui.minutes.noting.edits import Position
from tui.minutes.noting.signing import Signed, has_signed, sign
from tui.minutes.reading.reader import read
from tui.minutes.text.merge import merge
from tui.minutes.text.source import Source

NAMES = ("Ada Obi", "Bo Lind", "Cem Ari")
TEXT = """# Harbour board 2026-05-05

## Cranes - Ada Obi

- Two cranes painted
- **REVIEWED:** Dies Köper

## Pilots - Bo Lind

## Tugs - Cem Ari

Elsa is back.

- [ ] **FLAG:** Dies Köper: which tug?
"""
TEAMS = st.integers(1, 3)
MEMBERS = st.integers(0, 2)


class Members(RuleBasedStateMachine):
    """Each has a state folder and a program of their own, and signs and flags in their own name."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "2026-05-05.md"
        self.path.write_text(TEXT)
        self.live = [LiveFile.open(self.path, StateFolder(self.folder / name)) for name in NAMES]
        self.text: list[Source] = [live.known for live in self.live]
        self.base = list(self.text)
        self.signed: set[tuple[str, int]] = set()
        self.flags: dict[str, tuple[int, bool]] = {}
        self.conflicts = 0

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    def meeting(self, who: int) -> Meeting:
        return read(self.text[who], self.path.name)

    def flag_of(self, who: int) -> list[tuple[Position, Note]]:
        meeting = self.meeting(who)
        return [
            (Position(meeting.by_key[section.key], section.items.index(item)), note)
            for section, item, note in meeting.notes(NoteKind.FLAG)
            if note.owners == (NAMES[who],)
        ]

    @rule(who=MEMBERS, team=TEAMS)
    def review_or_take_it_back(self, who: int, team: int) -> None:
        meeting, name = self.meeting(who), NAMES[who]
        signing = not has_signed(meeting.sections[team], name)
        self.text[who] = sign(meeting, Signed((team,), name, signing), "").source
        (self.signed.add if signing else self.signed.discard)((name, team))

    @rule(who=MEMBERS, team=TEAMS)
    def flag(self, who: int, team: int) -> None:
        why = f"question {len(self.flags)}"
        note = Note(NoteKind.FLAG, why, (NAMES[who],))
        self.text[who] = edits.add_note(self.meeting(who), note, Position(team)).source
        self.flags[why] = (team, True)

    @rule(who=MEMBERS, number=st.integers(0, 5))
    def tick_a_flag(self, who: int, number: int) -> None:
        if found := self.flag_of(who):
            place, note = found[number % len(found)]
            meeting = self.meeting(who)
            assert meeting.date is not None
            self.text[who] = edits.tick(meeting, place, meeting.date).source
            self.flags[note.text] = (place.section, not note.open)

    @rule(who=MEMBERS)
    def save(self, who: int) -> None:
        saved = self.live[who].save(self.text[who], self.base[who])
        assert isinstance(saved, Saved)
        self.conflicts += len(saved.merged.conflicts) if saved.merged is not None else 0
        self.text[who] = self.base[who] = saved.source

    @rule(who=MEMBERS)
    def take_up_what_others_wrote(self, who: int) -> None:
        now = Source.from_bytes(self.path.read_bytes())
        self.text[who] = merge(self.base[who], self.text[who], now).source
        self.base[who] = now

    @invariant()
    def all_names_and_flags_are_there_once_all_have_saved(self) -> None:
        texts, base, on_disk = list(self.text), list(self.base), Source.from_bytes(self.path.read_bytes())
        for who in range(3):
            on_disk = merge(base[who], texts[who], on_disk).source
        after = read(on_disk, self.path.name)
        for team in (1, 2, 3):
            names = {name for name, signed in self.signed if signed == team} | (
                {"Dies Köper"} if team == 1 else set()
            )
            found = after.sections[team].reviewers
            assert set(found) == names
            assert len(found) == len(names)
        flags = {note.text: (after.by_key[section.key], note.open) for section, _, note in after.notes()}
        assert flags == {**self.flags, "which tug?": (3, True)}
        assert len(list(after.notes())) == len(flags)
        assert "Two cranes painted" in on_disk.text
        assert "Elsa is back." in on_disk.text
        assert self.conflicts == 0


TestMembers = Members.TestCase
TestMembers.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
