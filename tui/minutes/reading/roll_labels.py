"""Labels in a roll call: `Present:`, `**Members**`, `Regrets:`, and what they say of the people after."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final, NamedTuple

from tui.minutes.model import Item, ItemKind, SectionKind, Standing
from tui.minutes.reading.conventions import ABSENT, FACTS, KIND_PHRASES, KIND_WORDS, ROLES
from tui.minutes.reading.languages import first_word, listed, meanings, standing_said
from tui.minutes.reading.people import is_name
from tui.minutes.text.patterns import LazyPattern

LISTED: Final = (ItemKind.BULLET, ItemKind.ORDERED)

_PRESENT: Final = dict(KIND_PHRASES)[SectionKind.ATTENDEES]
ABSENT_ALONE: Final = LazyPattern(
    r"(?:members? )?(?:regrets?|apologies(?: for absence)?|absent(?:ees?)?|absences?|excused|not present"
    r"|not (?:attending|in attendance)|unable to (?:attend|join)|(?:did|could) not (?:attend|join))"
    r"(?: members?)?"
)
"""A label or heading that says no more than that its people are absent."""

_PART: Final = LazyPattern(
    r"(?:[\w-]+[ /]){0,3}(?:members?|guests?|visitors?|observers?|staff|others?|everyone else|invited|online"
    r"|remote(?:ly)?|virtual(?:ly)?|in[- ]person|on[- ]?site|voting|non-voting|maintainers?|contributors?"
    r"|board|committee|chairs?|editors?|champions?|delegates?|representatives?|roles?|late|zoom|room)"
    r"(?: \(.*\))?"
)
"""A heading below that of a roll call that divides its people, and does not end it."""

_PRESENT_WORDS: Final = KIND_WORDS[SectionKind.ATTENDEES]
LATE: Final = LazyPattern(
    r"(?:arrived |joined |joining |came )?late(?: arrivals?|comers?)?|latecomers?|joined later|later"
)
_WORDS: Final = r"(?P<label>[^\W\d_](?:[^:：@,\n*|]|(?<=\w)\*(?=\w)){0,60}?)"
_SIGN: Final = r"(?:[^\w\s*_`>\[\]()<#|:：~\"'.,;+=/\\-]\ufe0f?\s*)?"  # `👥 **Attendees:** …`
_LABEL: Final = LazyPattern(
    rf"[*_~`\s>]*{_SIGN}[*_~`]*{_WORDS}[*_`]*[ \t\xa0\u202f]*(?:[:：][*_`]*(?P<rest>\s+|$)|：[*_`]*[ \t]*)"
)
_DEFINED: Final = LazyPattern(r"[*_]*(?P<label>[^\W\d_][^:\n@,|]{1,40}?)[*_]*[ \t]*\n:[ \t]+")
_SENTENCE: Final = LazyPattern(
    r"[*_]*(?:(?:the |this )?(?:meeting|call|session) was attended by|(?:those )?present (?:were|was)"
    r"|in attendance (?:were|was)|(?:members |directors |also )?attending were)[*_]*\s+"
    r"(?=(?-i:[A-Z])|@|[^\x00-\x7f])",
    re.IGNORECASE,
    ("attend", "present"),
)
"""A roll call that begins as a sentence: `The meeting was attended by Ada Obi, Bo Lind and Cy Tan.`"""

_REGRETTED: Final = LazyPattern(
    r"[*_]*(?:(?:regrets|apologies)(?: for absence)?(?: (?:were|was))?(?: (?:received|given|sent|noted))?"
    r" (?:from|by)"
    r"|(?:unable to|could not|did not) (?:attend|join) (?:were|was))[*_]*\s+(?=\S)",
    re.IGNORECASE,
    ("regrets", "apologies", "attend", "join"),
)
"""As `_SENTENCE`, of those who were not there: `Apologies were received from Di and Eve`."""

_BARE_LABEL: Final = LazyPattern(r"(?:\*\*|__)(?P<label>[^*_\n@]{2,50})(?:\*\*|__)")
_BARE_LINE: Final = LazyPattern(r"[ \t]*(?:\*\*|__)(?P<label>[^*_\n@]{2,50})(?:\*\*|__)[ \t\\]*(?=\n|\Z)")
_BARE_WORDS: Final = 4
_LONGEST_SENTENCE: Final = 60  # characters that such a sentence begins with
_AMID: Final = LazyPattern(
    r"(?:[.;|]|\)|\s{2})[*_ \t]*(?P<label>(?:regrets|absent|absentees|apologies|excused|not present|guests?"
    r"|also present|observers|visitors|(?:arrived |joined )?late))[*_]*[ \t]*:[*_]*\s+",
    re.IGNORECASE,
    (
        "regrets",
        "absent",
        "apologies",
        "excused",
        "not present",
        "guest",
        "also",
        "observers",
        "visitors",
        "late",
    ),
)
_NO_LABEL: Final = LazyPattern(r"\b(?:missing|agenda|not here|late|later|people)\b")
"""Words that need a colon to be a label."""

_HANDLED: Final = LazyPattern(
    r"[*_]{0,2}[^\W\d_a-z][\w.'’-]*(?: [^\W\d_a-z][\w.'’-]*){1,2}[*_]{0,2}:[*_]{0,2} +@[\w-]+ *(?:\n|\Z)"
)
"""`Ada Obi: @aobi` is somebody with a handle, whatever the name, and no label."""

_BRACKETS: Final = LazyPattern(r"\s*\([^()]*\)")


class Label(NamedTuple):
    """The words before a group, `Regrets:`; `start` is where they begin in the item's text, `end` where
    they are over."""

    words: str
    item: int
    start: int
    end: int


def may_be_present(words: str) -> bool:
    """False for words that surely are no label of those who were there: a look that takes no time."""
    small = words.lower()
    return any(word in small for word in _PRESENT_WORDS) or first_word(small) in _first_words()


@cache
def _first_words() -> frozenset[str]:
    return frozenset(map(first_word, listed("attendees")))


@lru_cache(maxsize=2048)
def standing_of_label(words: str) -> Standing | None:
    """What a label says of the people after it; None for one that is not of a roll call."""
    words = words.strip(" *_:：").casefold()
    if ABSENT.search(words) and "agenda" not in words:
        return Standing.ABSENT
    if LATE.fullmatch(words):
        return Standing.LATE
    if any(word in words for word in _PRESENT_WORDS) and _PRESENT.fullmatch(words):
        return Standing.PRESENT
    return standing_said(words)


def is_role(words: str) -> bool:
    """True for a label before somebody who did something in the meeting: `Scribe`, `Moderation`."""
    words = words.strip(" *_").casefold()
    return (words in ROLES and words not in FACTS) or "roles" in meanings(words)


def is_fact(words: str) -> bool:
    """True for a label before something that is no person: `Location`, `Ort`."""
    words = words.strip(" *_").casefold()
    return words in FACTS or not meanings(words).isdisjoint(("facts", "date"))


def divides(words: str) -> bool:
    """True for a heading or label that is a part of a roll call: `Members`, `Others`, `On site`."""
    return _PART.fullmatch(words.strip(" *_:").casefold()) is not None


def labels_in(number: int, item: Item) -> Iterator[Label]:
    """The labels in an item: at its start, and at the start of any line; in an entry of a list only those
    that surely are none of the entry's.
    """
    text = item.text
    if (bare := _BARE_LABEL.fullmatch(text.strip())) is not None:
        words = bare["label"].strip(" :：")
        if not is_name(words) or standing_of_label(words) is not None:
            yield Label(words, number, 0, len(text))
        return
    if _is_bare(text.strip()):
        yield Label(text.strip(), number, 0, len(text))
        return
    at, end = 0, len(text)
    while at >= 0:
        line = text.find("\n", at)
        label = _label_at(text, at, number)
        if label is not None and (at == 0 or item.kind is ItemKind.PARAGRAPH or ends_entry(label.words)):
            yield label
            end = line if line >= 0 else len(text)
            for match in _AMID.finditer(text, label.end, end) if standing_of_label(label.words) else ():
                yield Label(match["label"], number, match.start("label"), match.end())
        at = line + 1 or -1


def ends_entry(words: str) -> bool:
    """True for a label right under an entry of a list that is none of the entry's: `Regrets:`, `Scribe:`."""
    return standing_of_label(words) is not None or is_role(words) or is_fact(words)


def _label_at(text: str, at: int, number: int) -> Label | None:
    """The label that a line begins with."""
    defined = _DEFINED.match(text, at)
    if defined is not None and (standing_of_label(defined["label"]) or is_role(defined["label"])):
        return Label(defined["label"].strip(" *_"), number, at, defined.end())
    bare = _BARE_LINE.match(text, at) if text.startswith(("*", "_", " "), at) else None
    if bare is not None and standing_of_label(bare["label"]) is not None:
        return Label(bare["label"].strip(" :："), number, at, bare.end())
    match = _LABEL.match(text, at)
    if match is None:
        return _sentence_at(text, at, number)
    label = match["label"].strip(" *_")
    named = is_name(_BRACKETS.sub("", label)) and standing_of_label(label) is None
    if named or (_HANDLED.match(text, at) is not None and not ends_entry(label) and not divides(label)):
        return None
    line = text.find("\n", match.start("label"))
    return Label(label, number, at, match.end() if line < 0 else min(match.end(), line))


def _sentence_at(text: str, at: int, number: int) -> Label | None:
    """The beginning of a sentence that lists people, as a label."""
    head = text[at : at + _LONGEST_SENTENCE]
    for pattern, words in ((_SENTENCE, "present"), (_REGRETTED, "absent")):
        if (said := pattern.match(head)) is not None:
            return Label(words, number, at, at + said.end())
    return None


def _is_bare(text: str) -> bool:
    """True for a line that is nothing but such a label: `Attendees`, `Attendance (please add yourself)`."""
    if len(text) > 60 or "\n" in text:
        return False
    words = _BRACKETS.sub("", text).strip(" *_")
    if len(words.split()) > _BARE_WORDS or any(sign in words for sign in ":：@,"):
        return False
    if ABSENT.search(words.casefold()):
        return ABSENT_ALONE.fullmatch(words.casefold()) is not None
    return standing_of_label(words) is not None and _NO_LABEL.search(words.casefold()) is None
