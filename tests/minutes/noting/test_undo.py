"""Undo and redo of changes to a file, with others changing it in between."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from tests.support.minutes import LINES, all_places, meeting_of
from tui.minutes.model import Note, NoteKind
from tui.minutes.noting import edits
from tui.minutes.noting.edits import Position
from tui.minutes.noting.undo import CannotUndo, UndoHistory, Undone
from tui.minutes.text.source import Source, Span

NOTE = Note(NoteKind.INFO, "n")


def undone(history: UndoHistory, current: Source) -> Undone:
    result = history.undo(current)
    assert isinstance(result, Undone)
    return result


def redone(history: UndoHistory, current: Source) -> Undone:
    result = history.redo(current)
    assert isinstance(result, Undone)
    return result


def test_a_note_taken_back_and_made_again() -> None:
    history = UndoHistory()
    meeting = meeting_of("# A\n- a\n- b\n")
    assert history.undo(meeting.source) is None
    assert history.redo(meeting.source) is None
    edit = edits.add_note(meeting, NOTE, Position(0, 0))
    history.record(edit.before, edit.source, edit.said)
    assert history.can_undo == "added info under A"
    back = undone(history, edit.source)
    assert back.source == meeting.source
    assert back.said == "Undone: added info under A"
    assert (history.can_undo, history.can_redo) == ("", "added info under A")
    again = redone(history, back.source)
    assert again.source == edit.source
    assert again.said == "Made again: added info under A"


def test_what_others_typed_stays() -> None:
    history = UndoHistory()
    before, after = Source("# A\n- a\n- b\n"), Source("# A\n- a\n  - n\n- b\n")
    history.record(before, after, "added n")
    outside = Source("# New\n# A\n- a!\n  - n\n- b\n- c\n")
    back = undone(history, outside)
    assert back.source.text == "# New\n# A\n- a!\n- b\n- c\n"
    assert redone(history, back.source).source == outside


def test_what_others_changed_is_not_forced_and_earlier_steps_still_go() -> None:
    history = UndoHistory()
    one, two, three = Source("a\nb\nc\n"), Source("a1\nb\nc\n"), Source("a1\nb\nc1\n")
    history.record(one, two, "first")
    history.record(two, three, "second")
    outside = Source("a1\nb\nc1 and more\n")
    refused = history.undo(outside)
    assert isinstance(refused, CannotUndo)
    assert refused.said == "Cannot be undone cleanly, others changed the same lines: second"
    assert undone(history, outside).source.text == "a\nb\nc1 and more\n"


TAKEN, BOTH = "# A\n- action\n- decision\n", "# A\n- action, says Bo\n- decision\n"


def an_action_and_a_decision() -> UndoHistory:
    history = UndoHistory()
    history.record(Source("# A\n"), Source("# A\n- action\n"), "action")
    history.record(Source("# A\n- action\n"), Source(TAKEN), "decision")
    return history


def test_what_was_undone_before_a_failed_undo_is_made_again() -> None:
    history = an_action_and_a_decision()
    without = undone(history, Source(BOTH)).source
    assert without.text == BOTH.replace("- decision\n", "")
    assert isinstance(history.undo(without), CannotUndo)
    assert history.can_redo == "decision"
    assert redone(history, without).source.text == BOTH
    assert (history.can_undo, history.can_redo) == ("decision", "")


def test_what_could_not_be_undone_is_tried_again_when_nothing_else_is_left() -> None:
    history = an_action_and_a_decision()
    without = undone(history, Source(BOTH)).source
    assert isinstance(history.undo(without), CannotUndo)
    assert history.can_undo == "action"
    back = undone(history, Source("# A\n- action\n"))  # the others took their change back
    assert back.source.text == "# A\n"
    assert redone(history, back.source).source.text == "# A\n- action\n"
    assert redone(history, Source("# A\n- action\n")).source.text == TAKEN


def test_what_could_not_be_made_again_is_passed_over_and_tried_again() -> None:
    history = UndoHistory()
    history.record(Source("a\nb\n"), Source("a1\nb\n"), "first")
    history.record(Source("a1\nb\n"), Source("a1\nb1\n"), "second")
    start = undone(history, undone(history, Source("a1\nb1\n")).source).source
    theirs = Source(start.text.replace("a", "a of theirs"))
    refused = history.redo(theirs)
    assert isinstance(refused, CannotUndo)
    assert refused.said == "Cannot be made again cleanly, others changed the same lines: first"
    assert redone(history, theirs).source.text == "a of theirs\nb1\n"
    assert redone(history, Source("a\nb1\n")).source.text == "a1\nb1\n"
    assert history.redo(Source("a1\nb1\n")) is None


def test_a_new_change_after_a_failed_undo_keeps_what_is_in_effect_and_ends_redo() -> None:
    history = an_action_and_a_decision()
    without = undone(history, Source(BOTH)).source
    assert isinstance(history.undo(without), CannotUndo)
    history.record(without, Source(f"{without.text}- question\n"), "question")
    assert (history.can_undo, history.can_redo) == ("question", "")
    back = undone(history, Source(f"{without.text}- question\n"))
    assert back.source == without
    assert undone(history, Source("# A\n- action\n")).source.text == "# A\n"


def test_what_others_took_away_is_brought_back_and_ends_no_redo() -> None:
    history = an_action_and_a_decision()
    without = undone(history, Source(TAKEN)).source
    history.record_from_outside(without, Source("# A\n- theirs\n"), "taking an action away")
    assert (history.can_undo, history.can_redo) == ("taking an action away", "decision")
    back = undone(history, Source("# A\n- theirs\n"))
    assert back.source == without
    assert redone(history, redone(history, without).source).source.text == "# A\n- theirs\n- decision\n"


def test_what_is_gone_already_is_said() -> None:
    history = UndoHistory()
    history.record(Source("a\n"), Source("a\nb\n"), "added b")
    back = undone(history, Source("a\n"))
    assert back.source == Source("a\n")
    assert back.said == "Nothing left to be undone: added b"


def test_a_new_change_ends_redo_and_typing_in_a_group_is_one_step() -> None:
    history = UndoHistory()
    texts = [Source(text) for text in ("", "w", "wo", "wor\n", "wor\n# A\n")]
    for before, after in pairwise(texts[:4]):
        history.record(before, after, "typed", "body:A")
    history.record(texts[3], texts[4], "added A")
    assert undone(history, texts[4]).source == texts[3]
    assert undone(history, texts[3]).source == texts[0]
    assert history.can_undo == ""
    assert redone(history, texts[0]).source == texts[3]
    history.record(texts[3], texts[1], "typed", "body:A")
    assert history.redo(texts[1]) is None
    history.record(texts[1], texts[1], "nothing")
    assert history.can_undo == "typed"


def test_a_file_that_is_no_text_any_more_is_left_alone() -> None:
    history = UndoHistory()
    history.record(Source("a\n"), Source("b\n"), "changed")
    refused = history.undo(Source.from_bytes(b"\xff\n"))
    assert isinstance(refused, CannotUndo)
    assert "not UTF-8" in refused.said


@settings(max_examples=60, deadline=None)
@given(
    st.lists(LINES, max_size=10).map("\n".join),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
    st.lists(st.integers(0, 1000), min_size=1, max_size=6),
)
def test_written_then_undone_the_very_bytes(text: str, newline: str, ended: bool, picks: list[int]) -> None:
    source = Source((text + "\n" * ended).replace("\n", newline), bom=ended)
    history, sources = UndoHistory(), [source]
    for pick in picks:
        meeting = meeting_of(sources[-1].to_bytes())
        places = list(all_places(meeting))
        edit = edits.add_note(meeting, NOTE, places[pick % len(places)])
        history.record(edit.before, edit.source, edit.said)
        sources.append(edit.source)
    current = sources[-1]
    for wanted in reversed(sources[:-1]):
        current = undone(history, current).source
        assert current.to_bytes() == wanted.to_bytes()
    for wanted in sources[1:]:
        current = redone(history, current).source
        assert current.to_bytes() == wanted.to_bytes()


@given(st.lists(st.text("ab\n", max_size=12), min_size=2, max_size=8))
def test_any_changes_with_gaps_between_go_back(texts: list[str]) -> None:
    history = UndoHistory()
    pairs = list(zip(texts[::2], texts[1::2], strict=False))
    for before, after in pairs:
        history.record(Source(before), Source(after), "changed")
    for before, after in reversed([pair for pair in pairs if pair[0] != pair[1]]):
        assert undone(history, Source(after)).source.text == before
    assert history.undo(Source("")) is None


@given(st.lists(st.text("ab\n", max_size=12), min_size=2, max_size=8))
def test_changes_of_a_group_are_one_step_from_the_first_text_to_the_last(texts: list[str]) -> None:
    history = UndoHistory()
    for before, after in pairwise(texts):
        history.record(Source(before), Source(after), "typing", "typing")
    if all(before == after for before, after in pairwise(texts)):
        assert history.undo(Source(texts[-1])) is None
        return
    back = undone(history, Source(texts[-1]))
    assert back.source.text == texts[0]
    assert history.undo(back.source) is None
    if texts[0] != texts[-1]:
        assert redone(history, back.source).source.text == texts[-1]


def test_a_group_holds_no_more_than_what_lies_between_its_changes() -> None:
    history = UndoHistory()
    text = "x" * 100_000
    versions = [f"{text}{typed}{text}" for typed in ("", "a", "ab", "abc", "ab")]
    for before, after in pairwise(versions):
        history.record(Source(before), Source(after), "typing", "typing")
    (step,) = history._steps
    assert (step.delta.cut, step.delta.put) == ("", "ab")


def test_many_steps_hold_little_and_the_oldest_go() -> None:
    history = UndoHistory()
    text = "x" * 100_000
    for n in range(1005):
        history.record(Source(f"{text}{n}"), Source(f"{text}{n + 1}"), str(n))
    count = 0
    current = Source(f"{text}1005")
    while isinstance(result := history.undo(current), Undone):
        current, count = result.source, count + 1
    assert count == 1000
    assert current.text == f"{text}5"


@pytest.mark.parametrize("text", ["", "a", "a\n\na\n\n"])
def test_repeated_lines_are_told_apart(text: str) -> None:
    history = UndoHistory()
    history.record(Source(text), Source(f"{text}a\n"), "added")
    assert undone(history, Source(f"{text}a\n")).source.text == text


PLACES = st.integers(0, 40)


class Changing(RuleBasedStateMachine):
    """Changes of one's own and of others, undone and made again in any order: no line is lost by that."""

    def __init__(self) -> None:
        super().__init__()
        self.history = UndoHistory()
        self.now = Source("# T\n- a\n- b\n- c\n")
        self.count = 0

    def token(self, who: str) -> str:
        self.count += 1
        return f"- {who} {self.count}"

    def put(self, place: int, lines: list[str], *, over: int = 0) -> Source:
        at = place % (len(self.now.lines) + 1)
        return self.now.splice(Span(at, min(at + over, len(self.now.lines))), lines)

    @rule(place=PLACES, over=st.integers(0, 1), group=st.sampled_from(["", "typing"]))
    def mine(self, place: int, over: int, group: str) -> None:
        after = self.put(place, [self.token("mine")], over=over)
        self.history.record(self.now, after, f"change {self.count}", group)
        self.now = after

    @rule(place=PLACES, over=st.integers(0, 1))
    def theirs(self, place: int, over: int) -> None:
        self.now = self.put(place, [self.token("theirs")], over=over)

    @rule(place=PLACES)
    def theirs_is_kept(self, place: int) -> None:
        """Others take a line away, which is remembered as a step."""
        after = self.put(place, [], over=1)
        self.history.record_from_outside(self.now, after, "taking away")
        self.now = after

    @rule(times=st.integers(1, 5))
    def undo(self, times: int) -> None:
        for _ in range(times):
            self.take(self.history.undo(self.now))

    @rule(times=st.integers(1, 5))
    def redo(self, times: int) -> None:
        for _ in range(times):
            self.take(self.history.redo(self.now))

    def take(self, result: Undone | CannotUndo | None) -> None:
        if isinstance(result, Undone):
            self.now = result.source

    @rule(times=st.integers(1, 8))
    def back_and_forth(self, times: int) -> None:
        """What so many presses take back, successful or not, as many make again."""
        said, taken = self.history.can_undo, []
        before = self.now
        for _ in range(times):
            result = self.history.undo(self.now)
            self.take(result)
            if isinstance(result, Undone):
                taken.append(result)
        redoable = self.history.can_redo
        for _ in taken:
            self.take(self.history.redo(self.now))
        assert bool(redoable) or not taken
        missing = set(before.lines) - set(self.now.lines)
        assert missing == set() or self.history.can_redo, (said, missing)


TestChanging = Changing.TestCase
TestChanging.settings = settings(max_examples=150, stateful_step_count=20, deadline=None)
