"""How people voted, as it is written: `5 for, 0 against`, `5-0-1`, `(6/0/0) carried`, `SF 5 F 3 N 1 A 0 SA
0`."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final, NamedTuple

from tui.minutes import note_grammar
from tui.minutes.model import Ballot, ItemKind, Note, NoteKind
from tui.minutes.reading.blocks import Block
from tui.minutes.reading.languages import either, flat, listed
from tui.minutes.reading.own_votes import split
from tui.minutes.reading.words import words
from tui.minutes.text.patterns import LazyPattern

_WAYS: Final = ("for", "against", "abstained")
_ENGLISH: Final = {
    "for": r"in favou?r|for|yes(?:es)?|ayes?|yeas?|pro|approve[ds]?|support|\+1s?",
    "against": r"against|opposed|oppose|no(?:es)?|nays?|contra|reject(?:ed|s)?|-1s?",
    "abstained": r"abstain(?:ed|s|ing)?|abstentions?|abst|neutral|[±+]?0s?(?!\d)",
}
_FAILED: Final = r"not (?:carried|approved|accepted|adopted)|failed|fails|rejected|defeated|lost"
_CARRIED: Final = r"carried|carries|passe[ds]|approved|accepted|adopted|unanim\w+"
_BARE: Final = LazyPattern(
    r"(?:^|(?<=[\s(\[:]))(?P<for>\d{1,3})\s?(?P<cut>[-–/:])\s?(?P<against>\d{1,3})"
    r"(?:\s?(?P=cut)\s?(?P<abstained>\d{1,3}))?(?=$|[\s)\],.;!])"
)
_POLL: Final = r"(?P<answers>SF|SA|WF|WA|[FNA])"
_SCALE: Final = LazyPattern(rf"(?<![\w]){_POLL}\s*[:=]?\s*(?P<count>\d{{1,4}})(?!\w)")
_SCALE_HEAD: Final = LazyPattern(
    r"(?<!\w)(?P<head>(?:SF|WF|F|N|A|WA|SA)(?:[\s|/,]+(?:SF|WF|F|N|A|WA|SA)){2,4})[\s|:=-]*"
    r"(?P<row>\d{1,4}(?:[\s|/,]+\d{1,4}){2,4})(?![\w/-])"
)
_RESULT_NAMES: Final = {
    "failed": "failed",
    "none": "no consensus",
    "consensus": "consensus",
    "carried": "carried",
}
_FIRST_WORD: Final = LazyPattern(r"[*_(\[\s]*(?P<word>\d|[^\W\d_][\w'-]*)")
_BEGINS: Final = words(
    """
    approved aye ayes carried carries failed favor for in no passed passes rejected result results sf the
    unanimous unanimously vote votes yes motion favour
    """
)
"""What a text begins with that may be nothing but the result of a vote."""

_LONGEST_RESULT: Final = 120
_NOBODY: Final = frozenset({"none", "nobody", "no one", "-", "n/a", "0"})
_ABOUT: Final = words(
    """
    a and consensus for in is motion no on passed poll result results the unanimous vote voted votes was were
    with
    """
)
"""What may stand beside the numbers of a vote where they are all that is said."""

_LONGEST: Final = 400
_NUMBERED: Final = LazyPattern(r"\d|:")
"""What every count of votes has, but one in words alone."""


class _Patterns(NamedTuple):
    """What finds votes in a text as `flat` gives it, in English and by the tables of `languages`."""

    counted: re.Pattern[str]  # 5 for
    labelled: re.Pattern[str]  # for: 5
    named: re.Pattern[str]  # for: Ada, Bo
    results: re.Pattern[str]
    none: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    ways = "|".join(f"(?P<{way}>{words_for(way)})" for way in _WAYS)
    none, one = f"no|none|nobody|zero|{either('no votes')}", f"one|{either('one vote')}"
    count = rf"(?P<count>\d{{1,4}}|(?:{none}|{one})(?=\s))"
    votes = rf"(?:\s*(?:(?:votes?|people|members)\b|{either('votes')}))?"
    reached = (
        rf"(?P<consensus>(?:strong |weak |rough )?consensus)|(?P<carried>{either('carried')}|{_CARRIED})"
    )
    forms = (
        rf"(?<![\w.-]){count}{votes}\s*(?:x\s*)?(?:{ways})(?![\w-])",
        rf"(?<![\w-])(?:{ways})(?:\s+votes?)?\s*[:=(]?\s*(?P<count>\d{{1,4}})(?![\w.:/-]|\s*%)",
        rf"(?:^|[(;.,]\s*)(?:{ways})\s*:\s*(?P<names>[^\W\d][^:;()]*?)(?=\s*(?:[;).]|$))",
        rf"(?<!\w)(?:(?P<failed>{either('failed')}|{_FAILED})|(?P<none>no consensus)|{reached})(?!\w)",
        none,
    )
    return _Patterns(*map(re.compile, forms))


@cache
def words_for(way: str) -> str:
    """How a way to vote is written beside its number in a text as `flat` gives it, as a pattern."""
    return f"{either(way)}|{_ENGLISH[way]}"


def ballot_of(text: str, *, voted: bool = False) -> Ballot | None:
    """The votes that a text counts, or None. In what is `voted` on for sure two or three bare numbers
    count, too.

    Elsewhere they do in a bracket with what became of it beside it: `(6/0/0) carried`.
    """
    if text.endswith(")") and (own := split(text)[1]) is not None and (voted or own.result or own.voters):
        return own
    if not voted and _NUMBERED.search(text) is None:
        return None
    text = unicodedata.normalize("NFC", text[:_LONGEST])
    scale = _scale(text)
    counts, voters = _counts(text)
    if not counts and not scale and (bare := _bare(text, voted=voted)):
        counts = bare
    if not counts and not scale:
        result = result_of(text) if voted else ""
        return Ballot(result=result) if result else None
    yes, no, abstained = (counts.get(way) for way in _WAYS)
    return Ballot(yes, no, abstained, scale, voters, result_of(text))


def result_of(text: str) -> str:
    """What became of a vote, by the words of its text; empty where that is not said."""
    match = _patterns().results.search(flat(text))
    return _RESULT_NAMES[match.lastgroup or ""] if match is not None else ""


def is_result(text: str) -> bool:
    """True for a text that is nothing but how a vote went: `(6/0/0) carried`, `5 for, 0 against`."""
    if len(text) > _LONGEST_RESULT or not _may_count(text):
        return False
    rest = flat(text.strip(" *_.()[]!"))
    ballot = ballot_of(text, voted=True)
    if ballot is None or (ballot.yes is None and not ballot.scale):
        return False
    for pattern in (_SCALE_HEAD, _SCALE):
        rest = pattern.sub(" ", rest.upper()).lower() if ballot.scale else rest
    known = _patterns()
    for found in (known.counted, known.labelled, _BARE, known.results):
        rest = found.sub(" ", rest)
    said = re.findall(r"\w+", rest)
    return all(word in _ABOUT or word in _about() for word in said) and bool(
        ballot.result or ballot.no is not None or ballot.scale
    )


def _may_count(text: str) -> bool:
    match = _FIRST_WORD.match(text)
    if match is None:
        return False
    word = flat(match["word"])
    if word.isdigit() or word in _BEGINS or word in _first_words():
        return True
    return not word.isascii() and any(word.startswith(each) for each in _first_words())


@cache
def _first_words() -> frozenset[str]:
    phrases = (listed(meaning) for meaning in ("of a vote", "for", "carried", "failed", "no votes"))
    return frozenset(phrase.split()[0] for each in phrases for phrase in each)


@cache
def _about() -> frozenset[str]:
    """What may stand beside the numbers of a vote in other languages, where they are all that is said."""
    phrases = (listed(meaning) for meaning in ("of a vote", "and", "votes"))
    return frozenset(word for each in phrases for phrase in each for word in phrase.split())


def _scale(text: str) -> tuple[tuple[str, int], ...]:
    match = _SCALE_HEAD.search(text)
    if match is not None:
        heads, counts = re.findall(r"[A-Z]+", match["head"]), re.findall(r"\d+", match["row"])
        return tuple(zip(heads, map(int, counts), strict=True)) if len(heads) == len(counts) else ()
    found = tuple((each["answers"], int(each["count"])) for each in _SCALE.finditer(text))
    return found if len(found) >= 3 and len(dict(found)) == len(found) else ()


def _counts(text: str) -> tuple[dict[str, int], tuple[tuple[str, str], ...]]:
    """Votes by way, and who voted how."""
    known, small = _patterns(), flat(text)
    for pattern in (known.counted, known.labelled):
        counts: dict[str, int] = {}
        for match in pattern.finditer(small):
            way = next(way for way in _WAYS if match[way])
            counts.setdefault(way, _number(match["count"]))
        if len(counts) >= 2 or (counts and "for" in counts and result_of(text)):
            return counts, ()
    voters: list[tuple[str, str]] = []
    counts = {}
    for match in known.named.finditer(small):
        way = next(way for way in _WAYS if match[way])
        listing = text[match.start("names") : match.end("names")]
        names = [name.strip(" *_@") for name in re.split(r",|\band\b", listing)]
        names = [name for name in names if name and name.casefold() not in _NOBODY]
        counts[way] = len(names)
        voters += [(name, way) for name in names]
    return (counts, tuple(voters)) if len(counts) >= 2 else ({}, ())


def _bare(text: str, *, voted: bool) -> dict[str, int]:
    result = bool(result_of(text))
    for match in _BARE.finditer(text):
        triple = match["abstained"] is not None
        bracketed = text[max(0, match.start() - 1) : match.start()] in ("(", "[") and triple
        if _is_day(match) or (match["cut"] == ":" and not triple):  # or a time of the day
            continue
        first = not text[: match.start()].strip(" *_:(")
        if bracketed or (voted and (triple or result or first)) or (result and first):
            return {way: int(match[way]) for way in _WAYS if match[way] is not None}
    return {}


def _is_day(match: re.Match[str]) -> bool:
    """True for three numbers that are rather a date: `12/05/26`."""
    last = match["abstained"]
    return (
        last is not None
        and len(last) == 2
        and int(match["for"]) <= 31
        and int(match["against"]) in range(1, 13)
    )


def _number(said: str) -> int:
    if said.isdigit():
        return int(said)
    return 0 if _patterns().none.fullmatch(said) else 1


_VOTED = (NoteKind.DECISION, NoteKind.VOTE)
_SILENT = frozenset({ItemKind.CODE, ItemKind.HTML, ItemKind.RULE, ItemKind.TABLE, ItemKind.QUOTE})


def with_results(found: Iterable[tuple[Block, Note | None]]) -> list[tuple[Block, Note | None]]:
    """The blocks and notes of a section, each result with the decision or vote above it.

    One that stands below what is no note is a decision itself, where it says what became of the proposal.
    """
    listed = _with_bot_votes(list(found))
    results = {index for index, (block, note) in enumerate(listed) if _may_be_result(block, note)}
    if not results:
        return listed
    around: list[int] = []  # the blocks that the present one is nested in, and the one before it
    for index, (block, note) in enumerate(listed):
        while around and listed[around[-1]][0].depth > block.depth:
            around.pop()
        if index in results:
            above = _voted_on(listed, around)
            if above is not None:
                outer, decided = listed[above]
                if decided is not None and (decided.ballot is None or decided.ballot.yes is None):
                    ballot = ballot_of(block.text, voted=True)
                    listed[above] = outer, note_grammar.decided(decided._replace(ballot=ballot))
                    listed[index] = block, None
            elif note is None and around:
                ballot = ballot_of(block.text, voted=True)
                if ballot is not None and ballot.result in ("carried", "failed"):
                    text = " ".join(block.text.split())
                    listed[index] = block, note_grammar.decided(Note(NoteKind.DECISION, text, ballot=ballot))
        while around and listed[around[-1]][0].depth >= block.depth:
            around.pop()
        around.append(index)
    return listed


_BOT: Final = LazyPattern(
    r"(?:\[?[\d:.]+\]?\s+)?(?:<(?P<nick>[^<>\n]{1,30})>\s*|(?P<name>[^\W\d][^:#\n]{0,30}):\s+)?"
    r"#(?P<word>startvote|vote|endvote)\b[ \t]*(?P<rest>[^\n]*)",
    re.IGNORECASE,
)
"""A line of a vote as MeetBot takes it, with who said it."""


def _with_bot_votes(listed: list[tuple[Block, Note | None]]) -> list[tuple[Block, Note | None]]:
    """Each `#startvote` with the `#vote`s up to its `#endvote` as one vote. Who votes again votes anew."""
    if not any("#startvote" in block.text.lower() for block, _ in listed):
        return listed
    start, question, cast = -1, "", dict[str, str]()
    for index, (block, _) in enumerate(listed):
        for line in block.text.split("\n") if block.kind not in _SILENT else ():
            match = _BOT.match(line.strip())
            word = match["word"].lower() if match is not None else ""
            if match is None or (start < 0 and word != "startvote"):
                continue
            if word == "startvote":
                asked, mark, _ = match["rest"].partition("?")
                start, question, cast = index, asked + mark, {}
            elif word == "vote":
                who = (match["nick"] or match["name"] or f"#{len(cast)}").strip()
                cast[who] = match["rest"].strip(" .!")
            if index != start:
                listed[index] = block, None
            listed[start] = listed[start][0], Note(NoteKind.VOTE, question, ballot=_cast(cast))
            start = -1 if word == "endvote" else start
    return listed


def _cast(votes: Mapping[str, str]) -> Ballot | None:
    """The ballot of answers by voter; answers that are neither for nor against are counted as a poll."""
    ways = {who: _way(answer) for who, answer in votes.items()}
    if not votes:
        return None
    if not all(ways.values()):
        return Ballot(scale=tuple(Counter(votes.values()).items()))
    yes, no, abstained = (sum(way == each for way in ways.values()) for each in _WAYS)
    named = () if any(who.startswith("#") for who in ways) else tuple(ways.items())
    return Ballot(yes, no, abstained, voters=named)


def _way(answer: str) -> str:
    """How an answer votes; empty for one that is neither for nor against nor abstains."""
    return next((way for way in _WAYS if re.fullmatch(words_for(way), flat(answer))), "")


def _may_be_result(block: Block, note: Note | None) -> bool:
    return (note is None or note.kind in _VOTED) and block.kind not in _SILENT and is_result(block.text)


def _voted_on(listed: list[tuple[Block, Note | None]], around: list[int]) -> int | None:
    """The decision or vote right around or before the present block."""
    if not around:
        return None
    note = listed[around[-1]][1]
    return around[-1] if note is not None and note.kind in _VOTED else None
