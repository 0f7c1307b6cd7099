"""Two people and a file, any steps in any order: nothing typed is lost, and all end with one text."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tui.minutes.text.merge import merge
from tui.minutes.text.source import Source, Span, without_newline

PEOPLE = st.integers(0, 1)
PLACES = st.integers(0, 30)
WORDS = st.sampled_from(["- item", "-- reply", "para", "  - nested", "\f", "x\u2028y", "## Head"])


class TwoPeople(RuleBasedStateMachine):
    """Each has a text and what it was typed on. Every line typed carries a number of its own."""

    @initialize(
        lines=st.lists(st.sampled_from(["# T", "", "- a", "- a", "b"]), max_size=8),
        newline=st.sampled_from(["\n", "\r\n"]),
        last=st.booleans(),
    )
    def start(self, lines: list[str], newline: str, last: bool) -> None:
        self.file = Source(newline.join(lines) + newline * last)
        self.base = [self.file, self.file]
        self.text = [self.file, self.file]
        self.typed: set[str] = set()
        self.taken_away: set[str] = set()
        self.to_review: set[str] = set()

    def new_line(self, words: str) -> str:
        line = f"{words} {len(self.typed)}"
        self.typed.add(line)
        return line

    def replace(self, who: int, span: Span, lines: list[str]) -> None:
        self.taken_away |= set(map(without_newline, self.text[who].lines[span.start : span.end]))
        self.text[who] = self.text[who].splice(span, lines)

    @rule(who=PEOPLE, place=PLACES, words=WORDS)
    def type_a_line(self, who: int, place: int, words: str) -> None:
        at = place % (len(self.text[who].lines) + 1)
        self.replace(who, Span(at, at), [self.new_line(words)])

    @rule(who=PEOPLE, place=PLACES, words=WORDS)
    def change_a_line(self, who: int, place: int, words: str) -> None:
        if count := len(self.text[who].lines):
            self.replace(who, Span(place % count, place % count + 1), [self.new_line(words)])

    @rule(who=PEOPLE, place=PLACES, count=st.integers(1, 4))
    def remove_lines(self, who: int, place: int, count: int) -> None:
        if total := len(self.text[who].lines):
            at = place % total
            self.replace(who, Span(at, min(at + count, total)), [])

    @rule(who=PEOPLE, place=PLACES)
    def move_a_line(self, who: int, place: int) -> None:
        if count := len(self.text[who].lines):
            at = place % count
            line = without_newline(self.text[who].lines[at])
            before = set(self.taken_away)
            self.replace(who, Span(at, at + 1), [])
            self.replace(who, Span(0, 0), [line])
            self.taken_away = before

    @rule(who=PEOPLE)
    def save(self, who: int) -> None:
        found = merge(self.base[who], self.text[who], self.file)
        for conflict in found.conflicts:
            self.to_review |= {without_newline(line) for line in (*conflict.ours, *conflict.theirs)}
        self.base[who] = self.text[who] = self.file = found.source

    @rule(who=PEOPLE)
    def read_only(self, who: int) -> None:
        """Take in the file without saving."""
        self.text[who] = merge(self.base[who], self.text[who], self.file).source
        self.base[who] = self.file

    @invariant()
    def nothing_typed_is_lost(self) -> None:
        there = {without_newline(line) for source in (self.file, *self.text) for line in source.lines}
        assert self.typed - self.taken_away <= there | self.to_review

    def teardown(self) -> None:
        if not hasattr(self, "file"):
            return
        for who in (0, 1, 0, 1):
            self.save(who)
        assert self.text[0] == self.text[1] == self.file
        assert self.typed - self.taken_away <= set(map(without_newline, self.file.lines)) | self.to_review


TestTwoPeople = TwoPeople.TestCase
TestTwoPeople.settings = settings(max_examples=80, stateful_step_count=25, deadline=None)
