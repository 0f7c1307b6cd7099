"""Which version another program started from: a save over newer text is told from a deletion.

An editor that read the file before our save and writes it after knows nothing of our lines, and its text
lacks them. Taken as a change of the newest version that reads as a deletion. It is one of an older version,
though: the one it differs least from. Merged from there, both texts stay. A text that is exactly an older
version is such a case, too, unless there is evidence that somebody went back to it (`git_evidence`).
"""

from __future__ import annotations

import string
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from typing import Final

from tui.minutes.text.diff import Change, diff
from tui.minutes.text.merge import Merged, merge
from tui.minutes.text.patterns import LazyPattern
from tui.minutes.text.source import Source

_ALIKE: Final = 0.5  # share of a text that is the same at both ends for it to be an edit of the other
_TELLING: Final = 3  # letters of a word that tells something
_ENOUGH: Final = 2  # such words that two lines have in common when one is the other, corrected
_MOSTLY: Final = 0.6  # share of the words that then are the same
_FEW: Final = 40  # lines of two texts that are compared one by one
_NO_WORD: Final = dict.fromkeys(map(ord, string.punctuation + " \t\r\f\v"))
_MARKS: Final = LazyPattern(
    r"^[ \t]*(?:[-*+]|\d+[.)])[ \t]+(?:\[[ xX/~>-]\](?=[ \t]))?|\b(?:ACTION|TODO|DONE)(?=\**:)|[✓✔✅☐☑☒]|~~"
    r"|[ \t]\((?:due|done|dropped|answered)\b[^()]*\)(?=\s*$)"
)
"""What an item is the same without: its marker, its box, what says that it is done, and by when."""


class Text:
    """A version to compare others with; read as far as that needs."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    @cached_property
    def source(self) -> Source:
        """The text."""
        return Source.from_bytes(self.data)

    @cached_property
    def words(self) -> frozenset[str]:
        """Its lines without spacing, bullets and punctuation, which formatters change."""
        return frozenset(self.source.text.translate(_NO_WORD).split("\n")) - {""}

    def has(self, line: bytes) -> bool:
        """Whether it has a line, newline and all; of one without a newline that is not told."""
        return line.endswith(b"\n") and (self.data.startswith(line) or b"\n" + line in self.data)

    def distance(self, other: Text) -> int:
        """How many lines only one of two texts has; one that is corrected in the other counts once."""
        mine, theirs = self.words - other.words, other.words - self.words
        apart = len(mine) + len(theirs)
        if not mine or not theirs or apart > _FEW:
            return apart
        return apart - _corrections(self.lines_of(mine), other.lines_of(theirs))

    def lines_of(self, words: Collection[str]) -> list[str]:
        """The lines that some of its words are, as they stand; of equal ones the last."""
        text = self.source.text
        lines = zip(text.translate(_NO_WORD).split("\n"), text.split("\n"), strict=True)
        return list({word: line for word, line in lines if word in words}.values())


def restored(newest: Text, older: Sequence[Text], theirs: Text, fresh: int) -> Merged | None:
    """Their text with what it wrote over; None where it is a change of `newest`, or takes nothing away.

    `older` are the versions that it may have started from instead, newest first. The first `fresh` of them
    were the file's until a moment ago: nobody can have read and corrected what came after them, so that a
    line in the place of one of ours is another line there, and no correction of it; but for one that has so
    many of its words that no two people wrote both at once.
    """
    taken = lines_taken(newest.source, theirs.source)
    if all(version.has(line) for version in older for line in taken):
        return None  # none of it is new since any of them: whoever took it away knew it
    if (
        taken
        and fresh
        and all(
            _corrected(newest.source.lines_in(change.old), theirs.source.lines_in(change.new))
            for change in diff(newest.source, theirs.source)
        )
    ):
        return None
    start = closest([newest, *older[:fresh]], theirs)
    other = closest([newest, *older], theirs)
    if other is not start and _cost(other.source, theirs.source) < _cost(start.source, theirs.source):
        start = other
    return None if start is newest else merge(start.source, newest.source, theirs.source)


def lines_taken(newest: Source, theirs: Source) -> list[bytes]:
    """The lines that a text has not, or not there, that another has: removed, changed or moved."""
    return [
        line.encode("utf-8", "surrogatepass")
        for change in diff(newest, theirs)
        for line in newest.lines[change.old.start : change.old.end]
    ]


def closest(versions: Iterable[Text], theirs: Text) -> Text:
    """The version that a text differs least from; of several equally close ones the first."""
    return min(versions, key=theirs.distance)


def _corrected(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether each of some lines is there in another wording."""
    return _corrections(old, new) == len(old)


def _corrections(old: Iterable[str], new: Iterable[str]) -> int:
    """How many of some lines are among others in another wording, or with another box, mark or due day."""
    left = [_words_of(line) for line in new]
    count = 0
    for line in old:
        words = _words_of(line)
        found = next((other for other in left if _same_but_for_a_word(words, other)), None)
        if found is not None:
            left.remove(found)
            count += 1
    return count


def _words_of(line: str) -> list[str]:
    words = _MARKS.sub("", line).split()
    return [bare for word in words if (bare := word.rstrip(",.;!?*"))]


def _same_but_for_a_word(old: list[str], new: list[str]) -> bool:
    """Whether one line is another with words added, or with few plain words replaced.

    Names, numbers and who speaks are no such words: with these, two people say much the same at once.
    """
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    common = [word for block in blocks for word in old[block.a : block.a + block.size]]
    telling = sum(len(word.translate(_NO_WORD)) >= _TELLING for word in common)
    if telling < _ENOUGH:
        return old == new
    if len(common) == len(old):
        return True
    apart = Counter(old) + Counter(new) - Counter(common) - Counter(common)
    plain = all(word.isalpha() and word.islower() for word in apart)
    return plain and len(common) >= max(len(old), len(new)) * _MOSTLY


def _cost(old: Source, new: Source) -> int:
    """How much a text was changed, where a line that is much like the one before is a correction of it."""
    return sum(
        max(len(change.old), len(change.new))
        if _alike(old, new, change)
        else len(change.old) + len(change.new)
        for change in diff(old, new)
    )


def _alike(old: Source, new: Source, change: Change) -> bool:
    before, after = old.slice(change.old), new.slice(change.new)
    shortest, longest = sorted((len(before), len(after)))
    head = next((at for at in range(shortest) if before[at] != after[at]), shortest)
    rest = shortest - head
    tail = next((at for at in range(rest) if before[-1 - at] != after[-1 - at]), rest)
    return head + tail >= longest * _ALIKE or before.translate(_NO_WORD) == after.translate(_NO_WORD)
