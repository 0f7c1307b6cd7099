"""Lines of a paragraph at which a note begins or ends, and those that only say what the lines below are."""

from __future__ import annotations

import re
from typing import Final

from tui.minutes.model import SectionKind
from tui.minutes.reading.foreign_marks import foreign_mark, is_decided
from tui.minutes.reading.languages import kind_said
from tui.minutes.text.patterns import LazyPattern

_LONGEST_SIGN: Final = 80  # characters at a line's start in which its mark is written
_BREAK: Final = LazyPattern(
    r"(?:[^\w\s\[(<*`~#-]\ufe0f?\s*)?[*_~`\[(<]{0,4}(?:actions?(?:[- ]items?)?|AI|TODO|decision|agreed"
    r"|resolved|resolution|consensus|conclusion|no objections?)"
    r"(?:[\s-]*#?\d[\d.]*)?[*_~`\])>]{0,4}\s*(?:[:：;(\[]|-\s|[–—])"
    r"|#(?:action|todo|agreed|decided?|resolved|info|startvote|vote|endvote)\b",
    re.IGNORECASE,
)
_SENTENCE: Final = LazyPattern(
    r"[*_]{0,2}(?:Agreed (?:to|that|on)|Agreement to|Decision to|Consensus (?:to|that|is|was)"
    r"|Decided (?:to|that)"
    r"|Resolved (?:to|that))\b"
)
_STEPS: Final = LazyPattern(
    r"[*_]{2}(?:conclusions?|decisions?|resolutions?|outcomes?|actions?|to-?dos?):?[*_]{2}:?"
    r"|[^\w\n]{0,6}(?:(?:suggested |immediate |proposed |our )?next[- ]steps?|(?:new |key "
    r"|meeting )?action(?:able)?"
    r"[- ](?:items?|points?)(?: (?:for|from) [^:\n]{3,30}(?=:))?|follow[- ]?up (?:tasks|actions|items)"
    r"|actions|(?:key )?decisions(?: made)?)"
    r"[^\w\n]{0,4}",
    re.IGNORECASE,
)
_ALONE: Final = LazyPattern(
    r"[*_\s]*(?:(?:motion|vote|result)s?:? )?(?:is |was )?(?:carried|passed|approved|adopted|defeated|failed)"
    r"(?: unanimously)?[.!*_\s]*",
    re.IGNORECASE,
    ("carried", "passed", "approved", "adopted", "defeated", "failed"),
)
_WRAPPED: Final = 50
"""Characters of a line from which the next one may go on with it, as editors break lines."""

_STOPS: Final = (".", "!", "?", "\\", "<br>", "<br/>", "<br />")
_ENDS: Final = (*_STOPS, ":", ")", "*", "_")
_LISTS: Final = (SectionKind.ACTIONS, SectionKind.DECISIONS)


def begins_note(line: str, before: str = "") -> bool:
    """True for a line within a paragraph that starts a note of its own: `Decision: …`, `AI(EM): …`.

    After a line that ends a sentence also for `Agreed to …`, and for a label that stands alone: `Next steps`.
    """
    if _BREAK.match(line) is not None or _is_outcome(line) or _is_labelled(line):
        return True
    ended = len(before) < _WRAPPED or before.rstrip().endswith(_ENDS) or before.endswith("  ")
    return (ended and (_SENTENCE.match(line) is not None or is_decided(line))) or is_label(line)


def _is_outcome(line: str) -> bool:
    """True for a line that says no more than what became of a motion: `**CARRIED**`."""
    return len(line) < _WRAPPED and _ALONE.fullmatch(line) is not None


def _is_labelled(line: str) -> bool:
    """True for a line with a label in another language: `Beschluss: …`."""
    head = line[:_LONGEST_SIGN]
    labelled = ":" in head or "：" in head or head.startswith(("**", "__"))
    return labelled and foreign_mark(line) is not None


def ends_note(line: str, *, wrapped: bool) -> bool:
    """True for a line that starts a note, or says what those below it are, and ends there.

    A line that is `wrapped` may only have had no room for more: it ends where Markdown breaks it.
    """
    if is_label(line):
        return True
    ended = line.rstrip().endswith(_STOPS[wrapped * 3 :]) or line.endswith("  ")
    return ended and (_BREAK.match(line) is not None or _SENTENCE.match(line) is not None)


def is_label(line: str) -> bool:
    """True for a line that says what the lines below it are, and nothing else: `Next steps`, `Decisions:`."""
    bare = line.strip().rstrip("*_ ")
    said = kind_said(bare) if len(line) < _WRAPPED and bare.endswith((":", "：")) else None
    return said in _LISTS or _STEPS.fullmatch(line.strip()) is not None
