"""Three members review, flag, unflag and save one file at random: all is there, each once."""

from __future__ import annotations

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
FILE = "2026-05-05.md"
TEAMS = st.integers(1, 3)
MEMBERS = st.integers(0, 2)


class Members(RuleBasedStateMachine):
    """Each has a text of their own, and signs and flags in their own name."""

    def __init__(self) -> None:
        super().__init__()
        self.file = Source(TEXT)
        self.text = [self.file] * 3
        self.base = [self.file] * 3
        self.signed: set[tuple[str, int]] = set()
        self.flags: dict[str, tuple[int, bool]] = {}

    def meeting(self, who: int) -> Meeting:
        return read(self.text[who], FILE)

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
        merged = merge(self.base[who], self.text[who], self.file)
        assert merged.conflicts == ()
        self.text[who] = self.base[who] = self.file = merged.source

    @rule(who=MEMBERS)
    def take_up_what_others_wrote(self, who: int) -> None:
        self.text[who] = merge(self.base[who], self.text[who], self.file).source
        self.base[who] = self.file

    @invariant()
    def all_names_and_flags_are_there_once_all_have_saved(self) -> None:
        on_disk = self.file
        for who in range(3):
            merged = merge(self.base[who], self.text[who], on_disk)
            assert merged.conflicts == ()
            on_disk = merged.source
        after = read(on_disk, FILE)
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


TestMembers = Members.TestCase
TestMembers.settings = settings(max_examples=60, stateful_step_count=20, deadline=None)


def test_three_programs_on_one_file(tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_text(TEXT)
    live = [LiveFile.open(path, StateFolder(tmp_path / name)) for name in NAMES]
    texts = []
    for n, name in enumerate(NAMES):
        signed = sign(read(live[n].known, FILE), Signed((1, 2, 3), name), "").source
        flag = Note(NoteKind.FLAG, "why?", (name,))
        texts.append(edits.add_note(read(signed, FILE), flag, Position(2)).source)
    for one, text in zip(live, texts, strict=True):
        saved = one.save(text)
        assert isinstance(saved, Saved)
        assert saved.merged is None or saved.merged.conflicts == ()
    after = read(Source.from_bytes(path.read_bytes()), FILE)
    assert [sorted(section.reviewers) for section in after.sections[1:]] == [
        sorted([*NAMES, "Dies Köper"]),
        sorted(NAMES),
        sorted(NAMES),
    ]
    flagged = [note.owners[0] for _, note in after.sections[2].notes(NoteKind.FLAG)]
    assert sorted(flagged) == sorted(NAMES)
