"""Who was there: the people that a meeting's roll call lists as present."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from tui.minutes.conventions import ABSENT, KIND_PHRASES, PLACEHOLDERS
from tui.minutes.inline import visible
from tui.minutes.model import Item, ItemKind, Person, Section, SectionKind
from tui.minutes.reading.headings import kind_of, phrase_of
from tui.minutes.reading.patterns import LazyPattern
from tui.minutes.reading.people import is_name
from tui.minutes.reading.words import COMPANIES, NOT_NAMES, PARTICLES

_COMMON: Final = NOT_NAMES - PARTICLES

FIRST_SECTIONS: Final = 12
"""Sections in which a roll call without a heading of its own is looked for."""

_PRESENT: Final = dict(KIND_PHRASES)[SectionKind.ATTENDEES]
_LABEL: Final = LazyPattern(
    r"[*_~`\s]*(?P<label>[^\W\d_][^:@,\n*|]{0,50}?)[*_`\s]*[:：][*_`]*(?:\s+|$)(?P<rest>.*)", re.DOTALL
)
_BARE_LABEL: Final = LazyPattern(r"(?:\*\*|__)(?P<label>[^*_\n@]{2,50})(?:\*\*|__)")
_PLAINLY: Final = LazyPattern(
    r"(?P<name>[^\W\d_][^\W\d_]+(?: [^\W\d_]+){1,3})(?: \((?P<company>[^\W\d_][^()\[\]<>*_`&\\@]*)\))?"
)
_BARE_WORD: Final = LazyPattern(
    r"attendees|attendance|participants|present|regrets|absent|apologies", re.IGNORECASE
)
_REFERENCE: Final = LazyPattern(r"\[([^\[\]]+)\]\[[^\[\]]*\]")
_INITIALS: Final = LazyPattern(r"\s*([^\W\d_][^()\[\],;]{2,40}?)\s*[(\[]([A-Z][A-Za-z]{1,3})[)\]]\s*")
_INITIALS_ROW: Final = LazyPattern(r"[^()\n]{3,60}\([A-Z][A-Za-z]{1,3}\)\s*[,;]")
_REMARK: Final = LazyPattern(r"\s*(?:\((?P<round>[^()]*)\)|\[(?P<square>[^\[\]]*)\]|<[^<>]*>)")
_HANDLE: Final = LazyPattern(r"(?<![\w.])@(?P<handle>[\w][\w.-]*)")
_CUT: Final = LazyPattern(r"\s+[-–—|/:]+\s+|\s*[–—|]\s*|\s*:\s+|\s+@\s+|\s+from\s+|\s+at\s+")
_LIST: Final = LazyPattern(r"\s*(?:[,;]|(?<!\w)and\b|\s&\s)\s*")
_WORD: Final = LazyPattern(r"[^\W\d_][^\s\d,;:|+=*\"#()\[\]{}<>]*")
_NAME_COLUMN: Final = LazyPattern(
    r"(?:full |attendee |participant |member )?(?:name|attendee|participant|member|person|who|people)s?",
    re.IGNORECASE,
)
_PRESENT_COLUMN: Final = LazyPattern(r"present|attend(?:ed|ance|ing)|here|there", re.IGNORECASE)
_ROW_RULE: Final = LazyPattern(r"[\s|:-]+")


def attendees(sections: Sequence[Section]) -> tuple[Person, ...]:
    """The people present, in order, each once. Those sent regrets for are not among them."""
    found: list[Person] = []
    around: list[bool] = []  # of each section: whether it or one around it is a roll call
    for section in sections:
        inside = section.parent is not None and around[section.parent] and section.kind is SectionKind.OTHER
        kind = kind_of(phrase_of(section.title)) if section.kind is SectionKind.TITLE else section.kind
        listed = kind is SectionKind.ATTENDEES or inside
        listed = listed and not ABSENT.search(section.title.casefold())
        around.append(listed)
        if listed:
            found.extend(_present(section.items))
    if not found:
        for section in sections[:FIRST_SECTIONS]:
            found.extend(_labelled(section.items))
    if not found:
        for section in sections[:2]:
            found.extend(_with_initials(section.items))
    first: dict[str, Person] = {}
    for person in found:
        first.setdefault(person.name.casefold(), person)
    return tuple(first.values())


def concerns(sections: Sequence[Section], index: int) -> bool:
    """True where `attendees` looks at the items of a section."""
    if index < FIRST_SECTIONS:
        return True
    around: int | None = index
    while around is not None:
        section = sections[around]
        if section.kind in (SectionKind.ATTENDEES, SectionKind.TITLE):
            return True
        around = section.parent if section.kind is SectionKind.OTHER else None
    return False


def _present(items: Sequence[Item]) -> list[Person]:
    """The people of a roll call's items."""
    found: list[tuple[Person, bool | None]] = []
    affiliated = any(_is_affiliated(item) for item in items)
    absent: int | None = None  # depth of the label "regrets" that stands
    for item in items:
        if absent is not None and (
            item.depth < absent or (item.depth == absent and _label(item) is not None)
        ):
            absent = None
        if absent is not None and item.depth >= absent:
            continue
        if item.kind is ItemKind.TABLE:
            found.extend((person, None) for person in _of_table(item.text))
        elif item.kind in (ItemKind.CODE, ItemKind.HTML, ItemKind.RULE):
            continue
        else:
            label = _label(item)
            if label is not None and ABSENT.search(label[0].casefold()):
                absent = item.depth if item.kind is ItemKind.PARAGRAPH else item.depth + 1
                continue
            found.extend((person, item.task) for person in _of_item(item, label, affiliated=affiliated))
    ticked = any(task for _, task in found)
    return [person for person, task in found if task is None or task or not ticked]


def _labelled(items: Sequence[Item]) -> list[Person]:
    """The people of `**Present:** A, B` and of a list or table below such a label."""
    for index, item in enumerate(items):
        if item.kind in (ItemKind.CODE, ItemKind.HTML, ItemKind.RULE, ItemKind.TABLE):
            continue
        label = _label(item)
        if label is None or not _is_roll_call(label[0]):
            continue
        if label[1].strip():
            return list(_of_lines(label[1]))
        return _present(list(_below(items, index)))
    return []


def _below(items: Sequence[Item], index: int) -> Iterator[Item]:
    """The items that a label speaks of: nested ones, or the list or table after a paragraph."""
    label = items[index]
    for item in items[index + 1 :]:
        if label.kind is ItemKind.PARAGRAPH:
            if item.depth < label.depth or item.kind is ItemKind.RULE:
                return
            if item.kind is ItemKind.PARAGRAPH and item.depth == label.depth and _label(item) is not None:
                return
        elif item.depth <= label.depth:
            return
        yield item


def _is_roll_call(label: str) -> bool:
    words = label.strip(" *_").casefold()
    return _PRESENT.fullmatch(words) is not None and not ABSENT.search(words)


def _label(item: Item) -> tuple[str, str] | None:
    """The label that an item starts with, and what follows it: `Present: …`, `**Members**`."""
    if match := _LABEL.match(item.text):
        label = match["label"].strip(" *_")
        return None if is_name(label) else (label, match["rest"])
    if match := _BARE_LABEL.fullmatch(item.text.strip()):
        return None if is_name(match["label"]) else (match["label"], "")
    if item.kind in (ItemKind.BULLET, ItemKind.ORDERED) and _BARE_WORD.fullmatch(item.text.strip()):
        return item.text.strip(), ""
    return None


def _of_item(item: Item, label: tuple[str, str] | None, *, affiliated: bool) -> Iterator[Person]:
    if label is not None:
        yield from _of_lines(label[1])
    elif item.kind is ItemKind.PARAGRAPH:
        if _INITIALS_ROW.match(item.text):
            yield from _with_initials([item])
        else:
            yield from _of_lines(item.text)
    else:
        yield from _of_entry(item.text, affiliated=affiliated)


def _of_lines(text: str) -> Iterator[Person]:
    """Lines of one name each, or a list of names that is wrapped."""
    lines = text.split("\n")
    if all("," not in line for line in lines):
        for line in lines:
            yield from _of_entry(line)
        return
    shown = visible(text)
    parts = _LIST.split(_REMARK.sub(_kept_handle, shown))
    yield from (person for part in parts for person in _person(part))


def _kept_handle(match: re.Match[str]) -> str:
    inner = match["round"] or match["square"] or ""
    return f" {inner}" if inner.startswith("@") else ""


def _of_entry(text: str, *, affiliated: bool = False) -> Iterator[Person]:
    """One list item: a person with company and handle, or several people."""
    name, comma, company = text.partition(", ") if affiliated else (text, "", "")
    plainly = _PLAINLY.fullmatch(name)
    if plainly is not None and _could_attend(plainly["name"]):
        yield Person(plainly["name"], "", visible(company) if comma else plainly["company"] or "")
        return
    shown = visible(_REFERENCE.sub(r"\1", text[:1000]))
    plain = _REMARK.sub(_kept_handle, shown)
    handles = _HANDLE.findall(plain)
    parts = [part for part in _LIST.split(plain) if part.strip()]
    if len(parts) > 1 and (len(handles) == len(parts) or all(_is_whole(part) for part in parts)):
        for part in parts:
            yield from _person(part)
        return
    if len(handles) > 1 and len(_HANDLE.sub("", plain).split()) == 0:
        yield from (Person(handle, handle) for handle in handles)
        return
    company = ""
    for match in _REMARK.finditer(shown):
        inner = (match["round"] or match["square"] or "").strip()
        company = inner if inner and not inner.startswith("@") and not company else company
    if parts:
        yield from _person(parts[0], company or (parts[1].strip() if len(parts) > 1 else ""))


def _is_affiliated(item: Item) -> bool:
    """True for `Ada Obi, Acme`: then a comma in the other items of the list stands before a company, too."""
    name, comma, rest = item.text.partition(", ")
    return bool(comma) and "," not in rest and _PLAINLY.fullmatch(name) is not None and not _is_whole(rest)


def _is_whole(part: str) -> bool:
    words = _HANDLE.sub("", part).split()
    return len(words) >= 2 and words[0].casefold() not in COMPANIES and is_name(" ".join(words))


def _person(text: str, company: str = "") -> Iterator[Person]:
    handle = match["handle"] if (match := _HANDLE.search(text)) else ""
    text = _HANDLE.sub("", text)
    pieces = [piece for piece in _CUT.split(text.strip()) if piece.strip()]
    name = " ".join(
        word for word in (pieces[0] if pieces else "").split() if any(c.isalnum() for c in word)
    ).strip(" .*_,;-")
    if not name and handle:
        yield Person(handle, handle, company)
    elif _could_attend(name):
        yield Person(name, handle, company or (pieces[1].strip() if len(pieces) > 1 else ""))


def _could_attend(name: str) -> bool:
    """True for what may be a person where people are listed: lower case and single names too."""
    words = name.split()
    if not 1 <= len(words) <= 5 or name.casefold() in PLACEHOLDERS:
        return False
    if not all(_WORD.fullmatch(word) for word in words):
        return len(words) == 1 and re.fullmatch(r"[\w-]{3,}", name) is not None and not name.isdigit()
    common = [word for word in words if len(word) > 1 and word.casefold() in _COMMON]
    return len(common) < max(1, len(words) / 2) and not any(word.islower() for word in common)


def _with_initials(items: Iterable[Item]) -> list[Person]:
    """`Ada Obi (AO), Bo Lind (BL), …`: one line of at least three names with their initials."""
    for item in items:
        if item.kind is ItemKind.PARAGRAPH and _INITIALS_ROW.match(item.text):
            parts = [
                _INITIALS.fullmatch(part) for part in re.split(r"[,;]|\band\b", " ".join(item.text.split()))
            ]
            found = [Person(match[1].strip()) for match in parts if match is not None]
            if len(found) >= 3:
                return found
    return []


def _of_table(text: str) -> Iterator[Person]:
    rows = [[visible(cell) for cell in row.strip().strip("|").split("|")] for row in text.split("\n")]
    if not rows:
        return
    header = rows[0]
    column = next((n for n, cell in enumerate(header) if _NAME_COLUMN.fullmatch(cell.strip())), 0)
    mark = next((n for n, cell in enumerate(header) if n != column and _PRESENT_COLUMN.fullmatch(cell)), None)
    for row in rows[2:]:
        if column >= len(row) or (
            mark is not None and (mark >= len(row) or row[mark].casefold() in ("", "no", "n", "-", "✗", "❌"))
        ):
            continue
        yield from _of_entry(row[column])
