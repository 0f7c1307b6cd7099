"""Who is to do a task: what stands before, after or in front of its words names somebody for certain, or
nobody.

Where the minutes have a roll call, a single word is a name only when it is one of those people's, or a name
that people are given: `Kubernetes: upgrade it` has no owner. Precision is worth more than recall here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from tui.minutes.reading.conventions import OWNER_ROLES
from tui.minutes.reading.languages import fold, meanings
from tui.minutes.reading.people import NOBODY, could_be_name, is_name
from tui.minutes.reading.words import GIVEN_NAMES, NO_OWNERS, NOT_NAMES, VERBS_TOO, words
from tui.minutes.text.patterns import LazyPattern

Known = frozenset[str]
"""How people of the roll call may be named, without case and accents: whole names, first names, handles."""

NO_ONE: Final[Known] = frozenset()
NO_ONE_SURE: Final[Known] = frozenset({""})
"""Where nobody is listed and any capitalised word may be a thing: in other languages than English."""

_LONGEST: Final = 120  # characters in which owners stand at either end of a task
_E: Final = r"[*_`]*"
_LINKED: Final = r"(?:\[[^\[\]]*\]|\([^()]*\))"  # what makes a link of the bracket before it
_ONE: Final = rf"(?:\[@[\w][\w.-]*\]{_LINKED}?|@[\w][\w.-]*)"
_AND: Final = r"(?:,|/|&|\+|<->|<>|\band\b|\bund\b|\bet\b|\by\b|\be\b)"
_DOES: Final = (
    r"(?:to|will(?: also)?(?: try to)?|should|shall|can|could|must|would|is to|are to|is going to"
    r"|are going to"
    r"|(?:has |have )?agree[ds]?(?: to)?|(?:has |have )?volunteer(?:ed|s)? to|(?:has |have )?offer(?:ed"
    r"|s)? to"
    r"|(?:has |have )?promised to|needs? to|has to|have to|is set to|are set to|plans to|took an action to"
    r"|takes? an action to|took the action to|takes? the action to)"
)
_REMARK: Final = r"(?:\s*\([^()]{1,40}\))?"

_HANDLES: Final = LazyPattern(
    rf"{_E}(?P<who>{_ONE}{_E}(?:\s*{_AND}\s*{_E}(?:{_ONE}|[\w][\w.-]*){_E})*)"
    rf"(?:\s*(?::|：|\s-+\s|–|—|→)\s*{_E}|\s*,?\s+{_DOES}\s+(?:to\s+)?|\s+(?=\S)|$)"
)
_AT_NAME: Final = LazyPattern(
    rf"{_E}@(?P<who>[^\W\d_a-z][\w'’-]*(?:\s+[^\W\d_a-z][\w'’-]*)+){_E}\s*[:,-]?\s*"
)
_NAMED: Final = LazyPattern(
    r"\\?\[(?:name|owner|assignee)=(?P<who>[^\[\]=]{1,60}?)\\?\]\s*[:-]?\s*", re.IGNORECASE
)
_BRACKETED: Final = LazyPattern(
    rf"{_E}\\?[(\[](?P<who>[^()\[\]\\]{{1,60}})\\?[)\]](?!\(){_E}\s*[:-]?\s*(?=\S)"
)
_COLON: Final = LazyPattern(
    rf"{_E}(?P<who>@?[\w][^:：\n]{{0,70}}?){_REMARK}{_E}\s*(?::|：|\s-+\s|\s?[–—]\s|→|\s[-=]+>){_E}\s*"
)
_VERB: Final = LazyPattern(rf"{_E}(?P<who>@?[\w][^:.\n]{{0,70}}?){_REMARK}{_E}\s+{_DOES}\s+")
_LINK_FIRST: Final = LazyPattern(
    rf"{_E}\[(?P<who>[^\[\]@]{{2,60}})\]{_LINKED}{_E}\s*(?:[:–—-]|to\b)?\s*(?=[^\s,])"
)
_FIELD: Final = LazyPattern(
    r"\s*[(\[]\s*(?:owner|assignee)::?\s*(?P<who>[^()\[\]]{1,60})[)\]]", re.IGNORECASE
)
_AT_END: Final = LazyPattern(
    r"\s*(?:[(\[]\s*(?P<label>owner|assignee|assigned to|by|who)?:?\s*(?P<bracket>@?[^()\[\]]{1,60})[)\]]"
    r"|(?:\s-+\s|\s?[–—]\s?)\s*(?P<dash>@?\w[^–—:.()]{1,40}?)|(?P<bare>(?:\s+@[\w-]+)+)"
    r"|\s+@(?P<full>(?-i:[A-Z])[\w'’-]+ (?-i:[A-Z])[\w'’-]+)"
    r"|(?:[,;.\s]+|<br ?/?>\s*)(?P<named>owners?|assignees?|assigned to)\s*:?\s*(?P<owner>@?\w[^.:;()]{1,60})"
    r")\s*[.,;]?$",
    re.IGNORECASE,
)
_SEPARATOR: Final = LazyPattern(rf"\s*{_AND}\s*|\s*;\s*", re.IGNORECASE)
_HANDLE: Final = LazyPattern(r"@[\w][\w.-]*|[\w][\w-]*@")
_INITIALS: Final = LazyPattern(r"[A-Z]{2,4}")
_LOWER: Final = LazyPattern(r"[a-z][a-z0-9_-]{1,30}")
_LINK: Final = LazyPattern(rf"\[([^\[\]]*)\]{_LINKED}")
_WIKI: Final = LazyPattern(r"\[\[(?:[^\[\]|]*[|/])*([^\[\]|/]+)\]\]")
_FRAME: Final = " *_`~.[]\\"
_UNSPACED: Final = "\u2e80"  # from here on: scripts without blanks between words
_TITLES: Final = LazyPattern(r"(?<=\w)(?:さん|氏|様|先生|女士|老师)$")
_NO_PERSON: Final = LazyPattern(
    r"(?:by|due|before|until|eta|asap|next|this|today|tomorrow|last|future|us"
    r"|the (?:group|next|following|rest|last|future))\b|[\d/.-]+$",
    re.IGNORECASE,
)
"""What stands beside the owners of a task and is none: `(Ada, by Friday)`."""
_JOINS: Final = words(
    """
    a an and are as at by de del der des die du e et for from had has have i in is la las le les mit of on
    or para por pour s the un und una une von was were who with y
    """
)
"""What follows a name that does nothing: `Ada and the others`."""

_LONGEST_UNSPACED: Final = 5  # characters of a name in a script without blanks
_MOST_NAMED: Final = 6  # words at the start of a task that are names


def known_as(names: Iterable[tuple[str, str]], initials: Iterable[str] = ()) -> Known:
    """How people may be named, each given by name and handle, and by the initials that a roll call has."""
    found: set[str] = {each for each in initials if each.casefold() not in NO_OWNERS}
    for name, handle in names:
        whole = fold(name)
        found |= {whole, fold(handle)}
        first = whole.split(" ", 1)[0]
        if len(first) > 1 or first >= _UNSPACED:
            found.add(first)
    return frozenset(found - {""})


def people_of(text: str) -> tuple[str, ...]:
    """The owners that a place for owners names, as in `AI(EM):`; `TBD` and the like are nobody."""
    return tuple(
        part.strip("@")
        for part in _parts(text)
        if part.casefold() not in NOBODY and _NO_PERSON.match(part) is None
    )


def _is_known(name: str, known: Known) -> bool:
    return fold(name) in known or name in known


def is_listed(text: str, known: Known) -> bool:
    """True for nothing but names of the roll call."""
    return bool(listed_alone(text, known))


def listed_alone(text: str, known: Known) -> tuple[str, ...]:
    """The people that a text is nothing but the names of, where the roll call has them all."""
    names = _parts(text.strip(_FRAME)) if len(text) < _LONGEST else []
    return tuple(names) if all(_is_known(name, known) for name in names) else ()


def is_somebody(text: str, known: Known) -> bool:
    """True for nothing but names, each of the roll call or one that people are given."""
    names = _parts(text.strip(_FRAME))
    return bool(names) and all(_is_known(name, known) or is_name(name) for name in names)


def owners_in(text: str, known: Known = NO_ONE) -> tuple[str, tuple[str, ...]]:
    """A task's text without its owners, and them."""
    rest, found = leading_owners(text, known)
    if found is not None:
        return rest, found
    tail = text[-_LONGEST:]
    field = _FIELD.search(text)
    if field is not None:
        return f"{text[: field.start()]} {text[field.end() :]}".strip(), people_of(field["who"])
    match = _AT_END.search(tail)
    if match is not None:
        said = match["bracket"] or match["dash"] or match["owner"] or match["full"] or ""
        said = said or ", ".join((match["bare"] or "").split())
        strict = bool(known or match["dash"])
        found = _all_people(said, known, sure=bool(match["label"] or match["named"]), strict=strict)
        if not found and match["bracket"] and known:
            found = _beside_known(said, known)
        if found:
            return text[: len(text) - len(tail) + match.start()], found
    return text, ()


def _beside_known(text: str, known: Known) -> tuple[str, ...]:
    """The people of a bracket that names somebody of the roll call and others as short: `(ada, bo)`."""
    parts = _parts(text)
    small = [fold(part) for part in parts]
    if len(parts) < 2 or not any(_is_known(part, known) for part in parts):
        return ()
    short = all(" " not in part and len(part) > 1 and part.isalpha() for part in parts)
    things = any(part in NOT_NAMES or part in NO_OWNERS for part in small if part not in known)
    alike = len({part[:1].isupper() for part in parts}) == 1 and not any(map(str.isupper, parts))
    return tuple(parts) if short and alike and not things else ()


def leading_owners(text: str, known: Known = NO_ONE) -> tuple[str, tuple[str, ...] | None]:
    """As `owners_in`, but of those named before the task's words; None where nobody is."""
    if text.startswith("[[") or "\\&" in text[:_LONGEST] or "&amp;" in text[:_LONGEST]:
        text = _WIKI.sub(r"\1", text, count=2).replace("\\&", "&").replace("&amp;", "&")
    head = text[: _LONGEST * 2] if "[" in text[:10] else text[:_LONGEST]
    for find in (_signed, _bracketed, _before_words):
        end, found = find(head, known)
        if found is not None:
            return text[end:], found
    return _named_first(text, known)


Found = tuple[int, tuple[str, ...] | None]
"""Where the words of a task begin, and who stands before them; None: nobody that is certain."""


def _signed(head: str, known: Known) -> Found:
    """`[name=Ada]`, `@Ada Obi`, `@ada, @bo`."""
    if match := _NAMED.match(head):
        return match.end(), people_of(match["who"])
    if "@" not in head:
        return 0, None
    if (
        (match := _AT_NAME.match(head))
        and is_name(match["who"])
        and (not known or _is_given(match["who"], known))
    ):
        return match.end(), (match["who"],)
    if match := _HANDLES.match(head):
        return match.end(), people_of(match["who"])
    return 0, None


def _bracketed(head: str, known: Known) -> Found:
    """`[Ada]`, `(Ada)`, `[Ada](https://example.org)`."""
    if (match := _BRACKETED.match(head)) and (found := _all_people(match["who"], known)):
        return match.end(), found
    if (match := _LINK_FIRST.match(head)) and (found := _all_people(match["who"], known, strict=True)):
        return match.end(), found
    return 0, None


def _before_words(head: str, known: Known) -> Found:
    """`Ada: …`, `Ada - …`, `Ada to …`; before a colon or dash nobody may be named, too: `TBD: …`."""
    for pattern in (_COLON, _VERB):
        match = pattern.match(head)
        if match is None:
            continue
        said = match["who"].strip(_FRAME).casefold()
        if said in NOBODY or "placeholders" in meanings(said):
            return match.end(), ()
        if found := _all_people(match["who"], known, acts=pattern is _VERB):
            return match.end(), found
    return 0, None


def _named_first(text: str, known: Known) -> tuple[str, tuple[str, ...] | None]:
    """`Ada sends the proposal`: somebody of the roll call, or a name that people are given, does
    something."""
    if text[:1] >= _UNSPACED:
        return _unspaced_first(text, known)
    parts = text[:_LONGEST].split(" ", _MOST_NAMED)
    for count in range(min(len(parts) - 1, _MOST_NAMED - 1), 0, -1):
        does = parts[count].strip("*_`,")
        if not does[:1].islower() or not does.isalpha() or does in _JOINS:
            continue
        said = " ".join(parts[:count]).strip(_FRAME)
        names = _parts(said)
        if names and all(_is_given(name, known) for name in names):
            return " ".join(parts[count:]) + text[_LONGEST:], tuple(name.strip("@") for name in names)
    return text, None


def _unspaced_first(text: str, known: Known) -> tuple[str, tuple[str, ...] | None]:
    """`李华更新文档`: the longest name of the roll call that such a text begins with."""
    for length in range(_LONGEST_UNSPACED, 1, -1):
        if len(text) > length and _is_known(text[:length], known):
            return text[length:].lstrip(" はが、，"), (text[:length],)
    return text, None


def _is_given(name: str, known: Known) -> bool:
    """True for a name of the roll call, or a given name with no other meaning."""
    small = fold(name)
    first = small.split()[0] if small.split() else ""
    if first in VERBS_TOO:
        return small in known and " " in small
    return _is_known(name, known) or (first in GIVEN_NAMES and name[:1].isupper() and is_name(name))


def _parts(text: str) -> list[str]:
    text = _WIKI.sub(r"\1", text) if "[[" in text else text
    parts = (part.strip(_FRAME) for part in _SEPARATOR.split(_LINK.sub(r"\1", text)))
    return [part if part.isascii() else _TITLES.sub("", part) for part in parts if part]


def named(text: str, known: Known = NO_ONE) -> tuple[str, ...]:
    """The people that a text is nothing but the names of: a heading or a label of somebody's tasks."""
    text = text.strip(_FRAME + ":")
    return _all_people(text, known) if len(text) < _LONGEST and text.casefold() not in NOBODY else ()


def _all_people(
    text: str, known: Known, *, acts: bool = False, sure: bool = False, strict: bool | None = None
) -> tuple[str, ...]:
    """The people of a place where people are expected; empty where anything else stands there.

    `acts`: `to do it` follows; `sure`: the place says that it is an owner's; `strict`: one word must be
    known.
    """
    if strict is None:
        strict = bool(known) and not acts
    if _is_known(text.strip(_FRAME), known):
        return (text.strip(_FRAME + "@"),)
    parts = _parts(text)
    role = not acts
    sure_of = [_is_person(part, known, strict=strict and not sure, role=role) for part in parts]
    if acts and len(parts) == 2 and sure_of[0]:  # `Ada Obi and the Herders to …`
        sure_of[1] = sure_of[1] or parts[1][:1].isupper()
    if not parts or not all(sure_of):
        return ()
    return tuple(part.strip("@") for part in parts)


def _is_person(part: str, known: Known, *, strict: bool, role: bool) -> bool:
    """True for a person's name; a `role` may stand for one before a colon and in a place of its own."""
    small = fold(part)
    if "`" in part or small in NOBODY:
        return False
    if _HANDLE.fullmatch(part) or _is_known(part, known) or is_name(part) or (role and small in OWNER_ROLES):
        return small not in NO_OWNERS or _is_known(part, known)
    if strict or " " in part or small in NO_OWNERS:
        return False
    lower = _LOWER.fullmatch(part) is not None and small not in NOT_NAMES and not known
    return lower or _INITIALS.fullmatch(part) is not None or could_be_name(part)
