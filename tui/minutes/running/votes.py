"""Votes as they are typed, what becomes of them by the committee's rule, the order of the roll.

`adopt it 5-0-1`, `adopt it 4/1/2`, `adopt it 4 for 1 against`, `stage 3 SF 5 F 3 N 1`, with or without what
became of it behind: what stands there is never another than was typed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from typing import Final, NamedTuple

from tui.minutes import note_grammar
from tui.minutes.model import Ballot, Majority, Meeting, Note, NoteKind
from tui.minutes.reading import own_votes
from tui.minutes.reading.languages import flat
from tui.minutes.reading.own_votes import WAYS
from tui.minutes.reading.votes import result_of, words_for
from tui.minutes.roll_call.attendance import Standing, attendance, called
from tui.minutes.text.patterns import LazyPattern

_NUMBER: Final = r"(?:\d{1,3}(?:[,.]\d{3})+|\d{1,9})"
_BARE: Final = LazyPattern(
    rf"(?:^|(?<=[\s(\[:]))(?P<yes>{_NUMBER})\s?(?P<cut>[-–/:])\s?(?P<no>{_NUMBER})"
    rf"(?:\s?(?P=cut)\s?(?P<abstained>{_NUMBER}))?$"
)
_PAIR: Final = LazyPattern(
    rf"(?P<count>{_NUMBER})\s*(?:votes?\s+|x\s*)?(?P<way>\S.*?)(?=[\s,;]*(?:and\s+)?\d|$)"
)
_RESULT: Final = LazyPattern(
    r"[\s,;:(]+(?P<result>carried|carries|passe[ds]|adopted|approved|accepted|unanimous(?:ly)?|failed|fails|rejected"
    r"|defeated|lost|not (?:carried|approved|accepted|adopted)|no consensus|(?:rough )?consensus)[\s.)!]*$",
    re.IGNORECASE,
)
_ANSWER: Final = LazyPattern(r"[A-Z][A-Z+-]{0,3}")
_DAY: Final = LazyPattern(r"(?:19|20)\d\d[-–/:](?:0?[1-9]|1[0-2])[-–/:](?:0?[1-9]|[12]\d|3[01])$")


class Typed(NamedTuple):
    """A typed vote: what on, how people voted, and what is to be told to whoever types it."""

    subject: str
    ballot: Ballot | None
    problems: tuple[str, ...] = ()

    @property
    def note(self) -> Note:
        """The vote as a note."""
        bracket = own_votes.written(self.ballot) if self.ballot is not None else ""
        return note_grammar.tidy(Note(NoteKind.VOTE, f"{self.subject} {bracket}".strip()))


def typed(line: str, scale: Sequence[str] = (), majority: Majority = "simple", present: int = 0) -> Typed:
    """Read a typed line. `scale` are the answers of a poll; `present` how many are there, 0 for not known."""
    line = note_grammar.fold(line)
    subject, ballot = own_votes.split(line)
    if ballot is None:
        found = _RESULT.search(line)
        result = result_of(found["result"]) if found is not None else ""
        words = line[: found.start()] if found is not None else line
        words = words.rstrip(" ,;:)").rstrip()
        subject, ballot = _counted(words, scale)
        if ballot is None:
            return Typed(line, None, ("no numbers yet: 5-0-1, 4 for 1 against, or tab for the roll",))
        ballot = ballot._replace(result=result)
    ballot = decided(ballot, majority)
    return Typed(subject, ballot, tuple(doubts(ballot, majority, present)))


def decided(ballot: Ballot, majority: Majority) -> Ballot:
    """A ballot with its result by the committee's rule, where it says none itself and the numbers tell."""
    return ballot if ballot.result else ballot._replace(result=by_numbers(ballot, majority))


def by_numbers(ballot: Ballot, majority: Majority) -> str:
    """What the numbers say by a rule: more for than against, two thirds for, nobody against. Empty: nothing.

    Those who abstain count in none of the rules.
    """
    yes, no = ballot.yes, ballot.no
    if yes is None or no is None or not (yes or no):
        return ""
    if majority == "lazy":
        return "failed" if no else "carried"
    share = Fraction(yes, yes + no)
    enough = share >= Fraction(2, 3) if majority == "2/3" else share > Fraction(1, 2)
    return "carried" if enough else "failed"


def doubts(ballot: Ballot, majority: Majority, present: int) -> list[str]:
    """What is to be told of a ballot: it is written all the same."""
    told = []
    votes = cast(ballot)
    if present and votes > present:
        told.append(f"{votes} votes, and {present} present")
    says = by_numbers(ballot, majority)
    if says and ballot.result in ("carried", "failed") and says != ballot.result:
        told.append(f"by the numbers it {says}")
    if not ballot.result:
        told.append("no result: say consensus or no consensus" if ballot.scale else "no result yet")
    return told


def cast(ballot: Ballot) -> int:
    """How many votes there are."""
    if ballot.scale:
        return sum(count for _, count in ballot.scale)
    return sum(count for count in (ballot.yes, ballot.no, ballot.abstained) if count)


def scale_of(setting: str) -> tuple[str, ...]:
    """The answers of a poll that a setting names, in order, each once; what cannot be one is left out."""
    return tuple(dict.fromkeys(word for word in setting.replace(",", " ").split() if _ANSWER.fullmatch(word)))


def voters(meeting: Meeting) -> tuple[str, ...]:
    """Those who are there, in the order of the roll call."""
    there = (Standing.PRESENT, Standing.LATE)
    return tuple(called(entry.person) for entry in attendance(meeting) if entry.standing in there)


def was_reversed(meeting: Meeting) -> bool | None:
    """Whether the last vote by name was called from the end of the roll; None without such a vote."""
    order = {called(entry.person).casefold(): n for n, entry in enumerate(attendance(meeting))}
    found = None
    for _, _, note in meeting.notes(NoteKind.VOTE):
        for way in WAYS if note.ballot is not None else ():
            names = [name for name, said in (note.ballot.voters if note.ballot else ()) if said == way]
            places = [order[name.casefold()] for name in names if name.casefold() in order]
            if len(places) > 1:
                found = places[0] > places[-1]
                break
    return found


def _counted(words: str, scale: Sequence[str]) -> tuple[str, Ballot | None]:
    """The words before the numbers at the end of a line, and the numbers."""
    answers = "|".join(map(re.escape, sorted(scale, key=len, reverse=True))) or "SF|SA|WF|WA|F|N|A"
    pair = rf"(?:{answers})\s*[:=]?\s*\d{{1,9}}"
    poll = re.search(rf"(?:^|(?<=[\s(\[:]))(?P<pairs>{pair}(?:[\s,;/|]+{pair})+)$", words)
    if poll is not None:
        pairs = re.findall(rf"({answers})\s*[:=]?\s*(\d+)", poll["pairs"])
        said = {answer: int(count) for answer, count in pairs}
        if len(said) == len(pairs):
            every = {answer: said.get(answer, 0) for answer in scale} if scale else said
            return _subject(words[: poll.start()]), Ballot(scale=tuple(every.items()))
    counts = _patterns().counts.search(flat(words))
    if counts is not None:
        found = {_way(each["way"]): _int(each["count"]) for each in _PAIR.finditer(counts["counts"])}
        if {"for", "against"} <= found.keys() and "" not in found:
            yes, no, abstained = (found.get(way) for way in WAYS)
            return _subject(words[: counts.start()]), Ballot(yes, no, abstained)
    bare = _BARE.search(words)
    if bare is not None and _DAY.search(words) is None:
        yes, no, abstained = (
            _int(count) if count else None for count in bare.group("yes", "no", "abstained")
        )
        return _subject(words[: bare.start()]), Ballot(yes, no, abstained)
    return words, None


def _subject(words: str) -> str:
    return words.rstrip(" \t,;:([").rstrip()


class _Patterns(NamedTuple):
    """Numbers beside words, and the words for each way, in a text as `flat` gives it."""

    counts: re.Pattern[str]
    each: dict[str, re.Pattern[str]]


@cache
def _patterns() -> _Patterns:
    words = "|".join(map(words_for, WAYS))
    count = rf"{_NUMBER}\s*(?:votes?\s+|x\s*)?(?:{words})(?![\w-])"
    counts = rf"(?:^|(?<=[\s(\[:]))(?P<counts>{count}(?:(?:\s*[,;]\s*|\s+(?:and\s+)?){count}){{0,2}})$"
    return _Patterns(re.compile(counts), {way: re.compile(words_for(way)) for way in WAYS})


def _way(words: str) -> str:
    plain = words.strip(" ,;")
    return next((way for way, pattern in _patterns().each.items() if pattern.fullmatch(plain)), "")


def _int(text: str) -> int:
    return int(re.sub(r"[,.]", "", text))
