"""People as they are listed: one entry of a list, a line of several, with handle, company and remarks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from tui.minutes.model import Person, SectionKind, Standing
from tui.minutes.reading.conventions import PLACEHOLDERS
from tui.minutes.reading.headings import kind_of, phrase_of
from tui.minutes.reading.languages import flat, listed, meanings, says
from tui.minutes.reading.languages import standing_said as standing_meant
from tui.minutes.reading.people import MAX_WORDS, is_name
from tui.minutes.reading.words import COMPANIES, GIVEN_NAMES, NOT_NAMES, PARTICLES, POSTS, WORD_NAMES
from tui.minutes.text.inline import visible
from tui.minutes.text.patterns import LazyPattern

_COMMON: Final = NOT_NAMES - PARTICLES

_PLAINLY: Final = LazyPattern(
    r"(?P<name>[^\W\d_][^\W\d_]+(?: [^\W\d_]+){1,3})(?: \((?P<company>[^\W\d_][^()\[\]<>*_`&\\@]*)\))?"
)
_QUOTES: Final = ('"', "“", "„", "«")
_CALLED: Final = LazyPattern(r"(?<=\w) [\"“„«][^\W\d_][^\"“”„«»\n]{0,20}[\"”“»] (?=[^\W\d_])")
"""The name among friends: `Ada "Addie" Obi`."""

_REFERENCE: Final = LazyPattern(r"\[([^\[\]]+)\]\[[^\[\]]*\]")
_REMARK: Final = LazyPattern(r"\s*(?:[(（](?P<round>[^()（）]*)[)）]|\[(?P<square>[^\[\]]*)\]|<[^<>]*>)")
_ASIDE: Final = LazyPattern(r"[(\[（](?P<round>[^()\[\]（）]{2,40})[)\]）]|\s[-–—]+\s+(?P<dash>[^,;]{2,40})$")
_WIKI: Final = LazyPattern(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_TURNED: Final = LazyPattern(
    r"(?P<name>[^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+)?), (?P<given>[^\W\d_][\w.'’-]+(?: [^\W\d_][\w.'’-]*)?)"
)
_PREFIX: Final = LazyPattern(
    r"(?P<word>(?:joined |arrived |came )?(?P<late>late|later)|(?P<absent>regrets|absent|apologies|excused)"
    r"|remote(?:ly)?|online|virtual(?:ly)?|in[- ]person|(?:by |on |via )?(?:phone|zoom|video)|on[- ]?site"
    r"|guests?|invited(?: (?:speaker|guest)s?)?|observers?)\s*:\s*",
    re.IGNORECASE,
)
"""What may stand before some of the people of a line: `Ada, Bo, later: Cy`."""

_GUEST: Final = LazyPattern(r"\((?:invited|guest) (?:speakers?|guests?)?:?\s*(?P<name>[^\W\d_a-z][^(),]+)\)")
"""`(invited speaker Cy Tan)` in a list of people."""

_HANDLE: Final = LazyPattern(r"(?<![\w.])@(?P<handle>[\w][\w.-]*)")
_AT_NAME: Final = LazyPattern(
    r"\s*@(?P<name>[^\W\d_a-z][a-z'’\u00df-\u017f-]+(?: [^\W\d_a-z][^\W\d_A-Z]*(?:[-'’][^\W\d_]+)*){1,2})"
    r"(?![\w@])"
)
"""`@Ada Obi`, as wikis mention people."""

_CUT: Final = LazyPattern(
    r"\s+[-–—|/:]+\s+|\s*[–—|]\s*|\s*:\s+|\s+@\s+|\s+from\s+|\s+at\s+"
    r"|,?\s+(?:joined|joining|arrived|arriving|left|leaving|attending|dialled|dialed|dialing|via"
    r"|by (?:phone|video|zoom|teams))\b\s*"
)
_LIST: Final = LazyPattern(r"\s*(?:[,;，；、]|(?<!\w)and\b|\s&\s|\s(?:und|et|sowie|oraz|och|og|и)\s)\s*")
_WORD: Final = LazyPattern(r"[^\W\d_][^\s\d,;:|+=*\"#()\[\]{}<>]*")
_LETTERS_FIRST: Final = LazyPattern(r"[^\W\d_][\w.'’-]*")
SEPARATOR: Final = LazyPattern(
    r"[,;，；、]\s*(?:(?:and\b|&)\s*)?|(?<=\))[ \t]*\n[ \t]*(?=[^\W\d_a-z])"
    r"|(?<=\s)(?:and|&|und|et|y|e|en|i|и|sowie|oraz|och|og)(?=\s)"
    r"|(?<=[\u30a0-\u9fff])と(?=[\u30a0-\u9fff])|<br ?/?>"
)
"""What stands between two people of a line; blanks before it are not part of it."""

_KEPT_WHOLE: Final = LazyPattern(r"\[[^\[\]]*\]\([^()]*\)|\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>")
_NOBODY: Final = LazyPattern(
    r"(?:i|me|you|yes|no|y|n|going|ais?|prs?|https?|everyone|everybody|all|others?|more|same|here|present|absent"
    r"|your ?(?:full |github )?(?:names?|handle|username)|(?:attendees?|participants?|members?)(?: names?)?"
    r"|(?:github |your )?(?:handles?|usernames?|ids?)|names?|first ?(?:name)? last ?(?:name)?"
    r"|(?:please )?(?:add|insert|list|enter|fill in|put|sign) .*|people|quorum.*|total.*|video|notes?)"
)
"""What is nobody's name in a roll call."""

_SENTENCE: Final = 5  # words
_MATTERS: Final = frozenset(
    [
        "meeting",
        "notes",
        "update",
        "updates",
        "discussion",
        "review",
        "report",
        "minutes",
        "agenda",
        "call",
        "items",
        "issue",
        "issues",
        "demo",
        "proposal",
    ]
)
_LONGEST: Final = 1000  # characters of an entry that are looked at

_SAID: Final = (
    r"(?:(?P<late>(?:joined |arrived |arriving |running |coming )?late\b)"
    r"|(?P<absent>(?:absent|regrets?|apolog(?:y|ies)|excused|not (?:present|attending|here)|no[- ]show"
    r"|unable to attend|did not attend)\b))"
)
REMARK_OF_STANDING: Final = LazyPattern(
    rf"[(\[（]\s*{_SAID}[^()\[\]]*[)\]）]|(?:\s[-–—]+|:)\s+{_SAID.replace('?P<', '?P<dash_')}[^,;]*$",
    re.IGNORECASE,
    (*("late", "absent", "regret", "apolog", "excus", "not ", "show", "unable", "attend"),),
)
"""A remark on one person: `(late)`, `[regrets]`, ` - joined late at 10:15`."""


def standing_said(text: str) -> Standing | None:
    """What the text of an entry says beside the name of whether that person is there."""
    match = REMARK_OF_STANDING.search(text[:_LONGEST])
    if match is None:
        before = standing_before(text)
        return before if before not in (None, Standing.PRESENT) else _remarked(text[:_LONGEST])
    return Standing.LATE if match["late"] or match["dash_late"] else Standing.ABSENT


def _remarked(text: str) -> Standing | None:
    """What a remark on a person says in another language: `(fehlt)`, ` - ausente con aviso`."""
    for match in _ASIDE.finditer(text) if "(" in text or "-" in text or not text.isascii() else ():
        words = match["round"] or match["dash"]
        said = Standing.ABSENT if says("not there", words) else standing_meant(words)
        if said in (Standing.ABSENT, Standing.LATE):
            return said
    return None


def standing_before(text: str) -> Standing | None:
    """What stands before a name, `later: Cy`, and counts for those after it in the line."""
    match = _PREFIX.match(text) if ":" in text else None
    if match is None:
        return None
    return Standing.LATE if match["late"] else Standing.ABSENT if match["absent"] else Standing.PRESENT


def pieces(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Where the people of a list in one line stand: parts between commas and the like."""
    end = len(text) if end is None else end
    masked = _KEPT_WHOLE.sub(lambda match: "x" * (len(match[0]) - 1) + match[0][-1], text[start:end])
    found, begin = [], start
    for match in SEPARATOR.finditer(masked):
        found.append((begin, start + match.start()))
        begin = start + match.end()
    found.append((begin, end))
    return [trimmed for one, other in found if (trimmed := _trimmed(text, one, other)) is not None]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A part without the blanks around it and a full stop or hard line break at its end."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in ".\\"):
        end -= 1
    return (start, end) if start < end else None


def of_piece(text: str) -> Iterator[Person]:
    """The person that one part of a line names, if any."""
    shown = visible(REMARK_OF_STANDING.sub("", _PREFIX.sub("", _unquoted(text), count=1)))
    yield from _person(_REMARK.sub(_kept_handle, shown), _company_in(shown))
    before, colon, after = shown.partition(": ")
    if colon and all(map(_is_post, before.split())):  # `Ada Obi; Councilors: Bo Lind, …`
        yield from _person(_REMARK.sub(_kept_handle, after), _company_in(after))
    if (guest := _GUEST.search(shown)) is not None:
        yield from _person(guest["name"])


def turned(texts: Sequence[str]) -> bool:
    """True for a list of surname before given name, each on its own: `Obi, Ada`, `Lind, Bo (Acme)`."""
    found = [
        match for text in texts if (match := _TURNED.fullmatch(_REMARK.sub("", text).strip())) is not None
    ]
    commas = sum("," in _REMARK.sub("", text) for text in texts)
    given = [match["given"].split()[0].casefold() for match in found]
    return (
        len(found) >= 2
        and len(found) == commas
        and any(name in GIVEN_NAMES for name in given)
        and not any(name in COMPANIES for name in given)
        and not all(match["name"].casefold() in GIVEN_NAMES for match in found)
    )


def of_entry(text: str, *, affiliated: bool = False, turned: bool = False) -> Iterator[Person]:
    """One list item: a person with company and handle, or several people.

    `affiliated`: what follows a comma is a company, as in the other items of the list; `turned`: the given
    name.
    """
    if turned and (match := _TURNED.match(text)) is not None:
        rest = text[match.end() :]
        yield Person(f"{match['given']} {match['name']}", "", _company_in(visible(rest)))
        return
    name, comma, company = text.partition(", ") if affiliated else (text, "", "")
    plainly = _PLAINLY.fullmatch(name)
    if plainly is not None and _could_attend(plainly["name"]) and standing_said(text) is None:
        company = visible(company) if comma else plainly["company"] or ""
        called = _bare(plainly["name"])
        yield Person(called, "", "" if are_initials(company, called) else company)
        return
    text = _PREFIX.sub("", _unquoted(text), count=1)
    shown = visible(_REFERENCE.sub(r"\1", REMARK_OF_STANDING.sub("", text)))
    plain = _REMARK.sub(_kept_handle, shown)
    handles = _HANDLE.findall(plain)
    parts = [part for part in _LIST.split(plain) if part.strip()]
    alone = [part for part in parts if _is_whole(part) or _HANDLE.fullmatch(part.strip())]
    if len(parts) > 1 and (len(handles) == len(parts) or alone == parts):
        for part in parts:
            yield from _person(part)
        return
    if len(handles) > 1 and len(_HANDLE.sub("", plain).split()) == 0:
        yield from (Person(handle, handle) for handle in handles)
        return
    if parts:
        yield from _person(parts[0], _company_in(shown) or (parts[1].strip() if len(parts) > 1 else ""))


def _unquoted(text: str) -> str:
    """The beginning of a text, wiki links by what is shown of them, without what somebody is called, too."""
    text = text[:_LONGEST]
    text = _WIKI.sub(r"\1", text) if "[[" in text else text
    return _CALLED.sub(" ", text) if any(sign in text for sign in _QUOTES) else text


def _company_in(shown: str) -> str:
    """The first bracket that is no handle."""
    for match in _REMARK.finditer(shown):
        inner = (match["round"] or match["square"] or "").strip()
        if inner and not inner.startswith("@"):
            return inner
    return ""


def are_initials(text: str, name: str) -> bool:
    """True for `AO` after Ada Obi: two to four letters of the name in order, beginning with its first."""
    if not 2 <= len(text) <= 4 or not text.isalpha() or not text[0].isupper():
        return False
    letters = iter(name.casefold())
    return text[:1].casefold() == name[:1].casefold() and all(each in letters for each in text.casefold())


def is_affiliated(text: str) -> bool:
    """True for `Ada Obi, Acme`: then a comma in the other items of the list stands before a company, too."""
    name, comma, rest = text.partition(", ")
    return bool(comma) and "," not in rest and _PLAINLY.fullmatch(name) is not None and not _is_whole(rest)


def _kept_handle(match: re.Match[str]) -> str:
    inner = match["round"] or match["square"] or ""
    return f" {inner}" if inner.startswith("@") else ""


def _is_whole(part: str) -> bool:
    words = _HANDLE.sub("", part).split()
    return len(words) >= 2 and words[0].casefold() not in COMPANIES and is_name(" ".join(words))


def _person(text: str, company: str = "") -> Iterator[Person]:
    if "@" in text and (full := _AT_NAME.match(text)) is not None and _is_full(full["name"]):
        text = f"{full['name']}{text[full.end() :]}"
    handle = match["handle"] if (match := _HANDLE.search(text)) else ""
    text = _HANDLE.sub("", text)
    parts = [piece for piece in _CUT.split(text.strip()) if piece.strip()]
    name = " ".join(
        word for word in (parts[0] if parts else "").split() if any(c.isalnum() for c in word)
    ).strip(" .*_,;:-")
    if not name and handle and _NOBODY.fullmatch(handle.casefold()) is None:
        yield Person(handle, handle, company)
    elif _could_attend(name := _bare(name), sure=bool(handle or company)):
        company = "" if are_initials(company, name) else company
        yield Person(name, handle, company or (parts[1].strip() if len(parts) > 1 else ""))


def _is_post(word: str) -> bool:
    return word.casefold() in POSTS or flat(word) in listed("posts")


def _is_full(name: str) -> bool:
    """True for a name after an `@`, whose first word is then no handle: `@Ada Obi`."""
    words = name.split()
    return len(words) == 2 or words[0].casefold() in GIVEN_NAMES


def _bare(name: str) -> str:
    """`Ada Obi IBM`, `Mayor Ada Obi`: a whole name without a company behind it and a post before it."""
    words = name.split()
    if len(words) > 2 and words[-1].casefold() in COMPANIES:
        words = words[:-1]
    while len(words) > 2 and _is_post(words[0]):
        words = words[1:]
    return " ".join(words)


def _could_attend(name: str, *, sure: bool = False) -> bool:
    """True for what may be a person where people are listed: lower case and single names too.

    `sure`: a handle or a company stands beside it.
    """
    words = name.split()
    if (
        not 1 <= len(words) <= MAX_WORDS
        or _NOBODY.fullmatch(name.casefold().strip(" .…_*"))
        or says_nobody(name)
        or all(map(_is_post, words))
        or any(part in _COMMON for part in name.casefold().split("/")[1:])
    ):
        return False
    if not all(_WORD.fullmatch(word) for word in words):
        if len(words) > 1:
            return _has_digits(words)
        return re.fullmatch(r"[\w-]{3,}", name) is not None and not name.isdigit()
    first = words[0].casefold()
    if len(words) > 1 and (first in GIVEN_NAMES or first in WORD_NAMES):
        return not any(word.islower() and word.casefold() not in PARTICLES for word in words[1:-1]) and (
            words[-1].casefold() not in _MATTERS
        )
    small = [word for word in words if word.islower() and word not in PARTICLES]
    if len(words) > 1 and small and not sure and (len(small) < len(words) or len(words) > 2):
        return False
    common = [word for word in words if len(word) > 1 and word.casefold() in _COMMON]
    return len(common) < max(1, len(words) / 2) and not any(word.islower() for word in common)


def _has_digits(words: Sequence[str]) -> bool:
    """True for `R2 Obi`, `X Æ A-12`: letters before the digits in each word, no common word among them."""
    return all(
        _LETTERS_FIRST.fullmatch(word) and word[0].isupper() and word.casefold() not in _COMMON
        for word in words
    )


def says_nobody(text: str) -> bool:
    """True for what stands where a name would: `TBD`, `keine`, `your name`."""
    small = text.strip(" .*_…").casefold()
    return small in PLACEHOLDERS or "placeholders" in meanings(small)


def is_talk(text: str) -> bool:
    """True for an entry that is about something, and ends a list of people."""
    shown = visible(text[:_LONGEST])
    words = _REMARK.sub("", shown).split()
    if len(words) >= _SENTENCE and not is_name(" ".join(words[:2])):
        plain = [word for word in words if word.islower() and word not in PARTICLES and word.isalpha()]
        return len(plain) >= 3
    if not 2 <= len(words) <= _SENTENCE:
        return False
    return kind_of(phrase_of(shown)) not in (SectionKind.OTHER, SectionKind.ATTENDEES)
