"""What stands beside a file in its folder: the names and heads of other meetings, and what a template and
every one of them says.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Set
from functools import lru_cache
from typing import Final, NamedTuple

from tui.minutes.text.patterns import LazyPattern

_MOST_FILES: Final = 400
_HEAD_BYTES: Final = 600
_MOST_HEADS: Final = 24
_MOST_BYTES: Final = 65_536  # of a file whose lines are compared
_BULLETS: Final = frozenset("-*+0123456789")
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


def boilerplate(path: str, text: str) -> Boilerplate:
    """What a template beside a file says, and which bullets of its `text` are repeated from file to file."""
    folder, _, name = path.replace("\\", "/").rpartition("/")
    if not folder or _TEMPLATE.search(name) is not None:
        return NO_BOILERPLATE
    bullets = {line for line in text.split("\n") if line.lstrip()[:1] in _BULLETS}
    return Boilerplate(_template(folder), _repeated(folder, name, bullets) if bullets else frozenset())


@lru_cache(maxsize=32)
def heads(folder: str, name: str) -> tuple[str, ...]:
    """The names of a folder's other files, and what some begin with; none where it cannot be read."""
    files = _files(folder)
    others = [each for each in files if each.endswith(".md") and each != name]
    return (*files, *filter(None, (_read(folder, each, _HEAD_BYTES) for each in others[:_MOST_HEADS])))


@lru_cache(maxsize=32)
def _template(folder: str) -> frozenset[str]:
    named = [each for each in _files(folder) if each.endswith(".md") and _TEMPLATE.search(each) is not None]
    lines = (line for each in named[:2] for line in _whole(folder, each) if not line.startswith("#"))
    return frozenset(filter(None, map(line_said, lines)))


def _repeated(folder: str, name: str, bullets: Set[str]) -> frozenset[str]:
    near = _near(folder, name)
    counts = Counter(line for each in near for line in bullets & _whole(folder, each))
    return frozenset(line_said(line) for line, count in counts.items() if count >= _RUNNING)


@lru_cache(maxsize=32)
def _near(folder: str, name: str) -> tuple[str, ...]:
    """The files before and behind one; none where they are too few to repeat anything."""
    files = [each for each in _files(folder) if each.endswith(".md") and _TEMPLATE.search(each) is None]
    if name not in files or len(files) <= _RUNNING:
        return ()
    at = files.index(name)
    return (*files[max(0, at - _NEAR) : at], *files[at + 1 : at + 1 + _NEAR])


@lru_cache(maxsize=4 * _NEAR)
def _whole(folder: str, name: str) -> frozenset[str]:
    return frozenset(_read(folder, name, _MOST_BYTES).replace("\r\n", "\n").split("\n"))


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
