r"""How this program writes how people voted: in one bracket at the end of a vote's words, read and written.

    (5 for, 0 against, 1 abstained; carried)
    (for: Ada Obi, Bo Lind; against: Cem Ari; abstained: none; carried)
    (SF 5, F 3, N 1, A 0, SA 0; consensus)

In a name a comma, a semicolon or a backslash has a backslash before it. Names are in the order in which they
were called. `written` and `split` are each other's inverse, see `tidy`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tui.minutes.model import Ballot
from tui.minutes.text.patterns import LazyPattern

WAYS: Final = ("for", "against", "abstained")
"""How somebody can vote, as it is written."""

RESULTS: Final = ("carried", "failed", "no consensus", "consensus")
"""What can become of a vote."""

_COUNTS: Final = LazyPattern(r"(\d{1,9}) for, (\d{1,9}) against(?:, (\d{1,9}) abstained)?")
_POLL: Final = LazyPattern(r"[A-Z][A-Z+-]{0,3} \d{1,9}(?:, [A-Z][A-Z+-]{0,3} \d{1,9})+")
_PART: Final = LazyPattern(r"\\.|(?P<cut>; )", re.DOTALL)
_NAME: Final = LazyPattern(r"\\.|(?P<cut>, )", re.DOTALL)
_TO_ESCAPE: Final = LazyPattern(r"[,;\\]")
_ESCAPED: Final = LazyPattern(r"\\([,;\\])")
_OPENS: Final = LazyPattern(r"(?:^|(?<= ))\((?=\d|for: |[A-Z])")
_NOBODY: Final = "none"
_MOST: Final = 50  # brackets that are tried as the one of the votes


def written(ballot: Ballot) -> str:
    """The bracket of a ballot; empty where it says nothing."""
    ballot = tidy(ballot)
    parts: list[str] = []
    if ballot.voters:
        parts = [f"{way}: {', '.join(_names(ballot, way)) or _NOBODY}" for way in WAYS]
    elif ballot.scale:
        parts = [", ".join(f"{answer} {count}" for answer, count in ballot.scale)]
    elif ballot.yes is not None and ballot.no is not None:
        parts = [f"{ballot.yes} for, {ballot.no} against"]
        parts[0] += f", {ballot.abstained} abstained" if ballot.abstained is not None else ""
    if parts and ballot.result:
        parts.append(ballot.result)
    return f"({'; '.join(parts)})" if parts else ""


def split(text: str) -> tuple[str, Ballot | None]:
    """The words of a vote and the ballot in the bracket at their end; None where there is no such bracket."""
    if text.endswith(")"):
        for n, opening in enumerate(_OPENS.finditer(text)):
            ballot = _ballot(text[opening.end() : -1])
            if ballot is not None:
                return text[: opening.start()].rstrip(), ballot
            if n == _MOST:
                break
    return text, None


def tidy(ballot: Ballot) -> Ballot:
    """The ballot as it can be written: with names their numbers are how many those are, each name once."""
    result = ballot.result if ballot.result in RESULTS else ""
    seen: dict[str, str] = {}
    for said, way in ballot.voters:
        name = " ".join(said.split())
        if way in WAYS and name and name.casefold() != _NOBODY:
            seen.setdefault(name, way)
    if seen:
        voters = tuple((name, way) for way in WAYS for name, said in seen.items() if said == way)
        yes, no, abstained = (sum(way == each for each in seen.values()) for way in WAYS)
        return Ballot(yes, no, abstained, (), voters, result)
    if ballot.scale:
        return Ballot(scale=ballot.scale, result=result)
    return ballot._replace(voters=(), result=result)


def _names(ballot: Ballot, way: str) -> Iterator[str]:
    for name, said in ballot.voters:
        if said == way:
            yield _TO_ESCAPE.sub(r"\\\g<0>", name)


def _ballot(inside: str) -> Ballot | None:
    parts = list(_cut(inside, _PART))
    result = parts.pop() if parts[-1] in RESULTS else ""
    if len(parts) == 1 and (match := _COUNTS.fullmatch(parts[0])) is not None:
        yes, no, abstained = (int(count) if count else None for count in match.groups())
        return Ballot(yes, no, abstained, result=result)
    if len(parts) == 1 and _POLL.fullmatch(parts[0]) is not None:
        scale = tuple((pair.split(" ")[0], int(pair.split(" ")[1])) for pair in parts[0].split(", "))
        return Ballot(scale=scale, result=result) if len(dict(scale)) == len(scale) else None
    if len(parts) != len(WAYS):
        return None
    voters: list[tuple[str, str]] = []
    for way, part in zip(WAYS, parts, strict=True):
        if not part.startswith(f"{way}: "):
            return None
        names = [_ESCAPED.sub(r"\1", name).strip() for name in _cut(part[len(way) + 2 :], _NAME)]
        voters += [(name, way) for name in names if name and name.casefold() != _NOBODY]
    found = tidy(Ballot(voters=tuple(voters), result=result))
    return found if found.voters else Ballot(0, 0, 0, result=result)


def _cut(text: str, pattern: LazyPattern) -> Iterator[str]:
    at = 0
    for match in pattern.finditer(text):
        if match["cut"]:
            yield text[at : match.start()]
            at = match.end()
    yield text[at:]
