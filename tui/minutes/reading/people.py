"""Who is named: people in headings, after a task, in a list."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from tui.minutes.reading.words import COMPANIES, GIVEN_NAMES, NOT_NAMES, PARTICLES
from tui.minutes.text.patterns import LazyPattern

NOBODY: Final = frozenset(
    {
        "?",
        "??",
        "???",
        "vacant",
        "tbd",
        "tba",
        "tbc",
        "none",
        "n/a",
        "nobody",
        "unclaimed",
        "volunteer",
        "volunteers",
        "volunteer needed",
        "anyone",
        "open",
        "-",
        "unassigned",
    }
)
"""What stands where a name would, when nobody has the job."""

_THINGS: Final = NOT_NAMES | COMPANIES | NOBODY
MAX_WORDS: Final = 5
_LONGEST: Final = 60  # characters; a longer text is no name

_HANDLE: Final = LazyPattern(r"@[\w][\w.-]*|[\w][\w-]*@")
_STRUCK: Final = LazyPattern(r"~~[^~]*~~")
_SEPARATOR: Final = LazyPattern(r"\s*(?:[,;/&+|]|\band\b|\bund\b)\s*", re.IGNORECASE)
_REMARK: Final = LazyPattern(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])")
_WORD: Final = LazyPattern(r"[^\W\d_][^\s\d,;:/&|+=*\"#@()\[\]{}<>]*")
_SHAPE: Final = LazyPattern(  # Lee, O'Brien, McNeeney, Jean-Luc, D., JF; and mis-decoded UTF-8 such as KÃ¶per
    r"(?:(?:Mc|Mac|O['’]|D['’]|De|Le|La|Van|Di|Fitz)?[^\W\d_a-z][^\W\d_A-Z]*(?:[-'’][^\W\d_]+)*"
    r"|[A-Z]\.?(?:[A-Z]\.?)?)\.?"
)
_INITIAL: Final = LazyPattern(r"\s[^\W\d_]\.$")  # `Ada O.`
_NOUN: Final = LazyPattern(
    r"\w{3,}(?:wahl|heit|keit|schaft|tion|ität|ismus)|\w{4,}ung", 0, ("a", "e", "i", "u", "ä")
)
"""What in languages that capitalise every noun is one, and nobody's name."""

_ENCODED: Final = LazyPattern(r"[ÃÂÄÅ][\x80-\xff€-™]|\ufffd")


@lru_cache(maxsize=2048)  # who leads a team is named again and again
def names_in(text: str, *, lenient: bool = False) -> tuple[str, ...]:
    """The people that a text is a list of; empty where any part of it is something else.

    A person is two to five capitalised words, an @handle, or one word that is a given name; `lenient`: any
    capitalised word that is no common one, as where people are expected.
    Struck-out names are former; a company after a person is left out.
    """
    if len(text) > 4 * _LONGEST:
        return ()
    text = _REMARK.sub("", _STRUCK.sub(" ", text)).strip()
    text = text if _INITIAL.search(text) is not None else text.strip(" .")
    found: list[str] = []
    for part in filter(None, _SEPARATOR.split(text)):
        handle = _HANDLE.fullmatch(part)
        if handle is not None:
            found.append(part.strip("@"))
        elif found and _is_company(part, found[-1]):
            continue
        elif is_name(part) or (lenient and could_be_name(part)):
            found.append(without_handle(part))
        else:
            return ()
    return tuple(dict.fromkeys(found))


def is_name(text: str) -> bool:
    """True for what is a person's name by its shape and its words."""
    text = without_handle(text)
    if len(text) > _LONGEST:
        return False
    words = text.split()
    if not 1 <= len(words) <= MAX_WORDS:
        return False
    if len(words) == 1:
        word = text.casefold()
        return word in GIVEN_NAMES and text[:1].isupper()
    if any(len(word) > 1 and word.casefold() in NOT_NAMES for word in words):
        return False
    return (
        _is_capitalised(words[0])
        and _is_capitalised(words[-1])
        and all(_is_capitalised(word) or word.casefold() in PARTICLES for word in words)
    )


def could_be_name(text: str) -> bool:
    """True for one capitalised word that is no common one: a first name, where the place is for names."""
    word = text.casefold()
    if _SHAPE.fullmatch(text) is None or len(text) < 2 or text.isupper() or word in _THINGS:
        return False
    return _NOUN.fullmatch(text) is None


def without_handle(text: str) -> str:
    """A name without the handle beside it: `Ada Obi @aobi`."""
    return " ".join(word for word in text.split() if not word.startswith("@")) or text


def _is_capitalised(word: str) -> bool:
    if _SHAPE.fullmatch(word):
        return True
    return word[:1].isupper() and _ENCODED.search(word) is not None and _WORD.fullmatch(word) is not None


def _is_company(part: str, before: str) -> bool:
    """True for a part that says where the person before it works."""
    words = part.casefold().split()
    if words[0] in COMPANIES:
        return True
    return len(words) == 1 and " " in before and words[0] not in GIVEN_NAMES
