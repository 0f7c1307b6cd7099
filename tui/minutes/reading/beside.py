"""What stands beside a file in its folder: the names and heads of other meetings, and what a template and
every one of them says.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from tui.minutes.text.patterns import LazyPattern

_MOST_FILES: Final = 400
_HEAD_BYTES: Final = 600
_MOST_HEADS: Final = 24
_MOST_BYTES: Final = 65_536  # of a file whose lines are compared
_NEAR: Final = 4  # files before and behind that are looked at
_RUNNING: Final = 4
"""Other files in which a task without an owner stands, from which on a template repeats it."""

_TEMPLATE: Final = LazyPattern(r"template|boilerplate|(?:yyyy|xxxx)[-_.]?(?:mm|xx)", 2)  # re.IGNORECASE
_MARKS: Final = LazyPattern(r"^[\s>]*(?:(?:[-*+]|\d{1,3}[.)])\s+)?(?:\[.?\]\s+)?")
_DIGITS: Final = LazyPattern(r"\d+")


class Boilerplate(NamedTuple):
    """Lines as `line_said` has them: those of a template, and those that every meeting has."""

    template: frozenset[str] = frozenset()
    repeated: frozenset[str] = frozenset()

    def says(self, text: str) -> bool:
        """True for a text whose first line nobody has said in this meeting."""
        if not self.template and not self.repeated:
            return False
        said = line_said(text.split("\n", 1)[0])
        return said in self.template or said in self.repeated


NO_BOILERPLATE: Final = Boilerplate()


def line_said(line: str) -> str:
    """What a line says, for comparing: without bullet and box, in small letters, numbers as 0."""
    return _DIGITS.sub("0", " ".join(_MARKS.sub("", line, count=1).split())).casefold()


def boilerplate(path: str, *, repeated: bool) -> Boilerplate:
    """What a template beside a file says and, where asked for, what is `repeated` from file to file."""
    folder, _, name = path.replace("\\", "/").rpartition("/")
    if not folder or _TEMPLATE.search(name) is not None:
        return NO_BOILERPLATE
    return Boilerplate(_template(folder), _repeated(folder, name) if repeated else frozenset())


@lru_cache(maxsize=32)
def heads(folder: str, name: str) -> tuple[str, ...]:
    """The names of a folder's other files, and what some begin with; none where it cannot be read."""
    files = _files(folder)
    others = [each for each in files if each.endswith(".md") and each != name]
    return (*files, *filter(None, (_read(folder, each, _HEAD_BYTES) for each in others[:_MOST_HEADS])))


@lru_cache(maxsize=32)
def _template(folder: str) -> frozenset[str]:
    named = [each for each in _files(folder) if each.endswith(".md") and _TEMPLATE.search(each) is not None]
    return frozenset(line for each in named[:2] for line in _lines(_read(folder, each, _MOST_BYTES)))


@lru_cache(maxsize=32)
def _repeated(folder: str, name: str) -> frozenset[str]:
    files = [each for each in _files(folder) if each.endswith(".md") and _TEMPLATE.search(each) is None]
    if name not in files or len(files) <= _RUNNING:
        return frozenset()
    at = files.index(name)
    near = files[max(0, at - _NEAR) : at] + files[at + 1 : at + 1 + _NEAR]
    counts = Counter(line for each in near for line in set(_lines(_read(folder, each, _MOST_BYTES))))
    return frozenset(line for line, count in counts.items() if count >= _RUNNING)


def _lines(text: str) -> Iterator[str]:
    return (said for line in text.split("\n") if not line.startswith("#") and (said := line_said(line)))


def _files(folder: str) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entry.name for _, entry in zip(range(_MOST_FILES), entries, strict=False))
    except OSError:
        return []


def _read(folder: str, name: str, most: int) -> str:
    try:
        with open(os.path.join(folder, name), "rb") as stream:  # noqa: PTH118, PTH123 - many, and fast
            return stream.read(most).decode("utf-8", "replace")
    except OSError:
        return ""
