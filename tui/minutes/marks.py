"""Marks: how a line says that it is an action, a decision, a question … in other ways than this program writes.

`marked` looks at the start of one text; what a mark's place in lists and sections means is `recognise`'s.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from tui.minutes.model import NoteKind

_E: Final = r"[*_~`]*"  # emphasis around a mark or a part of it
_OPEN: Final = r"(?:[*_~`<(\s]|->|=>|→|⇒|✅|👉|📌|❗)*"
_NUMBER: Final = r"(?:\s*#?\d+(?:\.\d+)*)?"
_SEPARATOR: Final = rf"{_E}\s*(?::|\s-+|–|—|=>|->|→)\s*{_E}\s*"
_WHO: Final = rf"(?:\s*(?:\((?P<round>[^()]{{1,60}})\)|\[(?P<square>[^\[\]]{{1,60}})\]|(?:for|on|by|to)\s+(?P<for>@?\w[^:]{{1,60}}?)))?"

_ACTION_WORD: Final = (
    r"(?:action(?:[- ]items?|[- ]points?|[- ]required|s)?|todos?|to-do|follow[- ]?ups?|next[- ]steps?)"
)
_DECISION_WORD: Final = (
    r"(?:(?:final |key )?decisions?(?: made)?|agreed|agreements?|resolved|resolutions?|(?:rough )?consensus|"
    r"conclusions?|approved|verdict|outcomes?|decided|motion)"
)

_FORMS: Final = (
    # Action item: … · ACTION 70.1: … · Action (Lee): … · Action for Lee - … · TODO(lee): …
    (NoteKind.ACTION, rf"{_OPEN}{_ACTION_WORD}{_NUMBER}{_E}{_WHO}{_SEPARATOR}(?P<text>.*)"),
    # [ACTION - Lee] … · **[ACTION]** … · [Action Item: Lee, Matt] …
    (
        NoteKind.ACTION,
        rf"{_OPEN}\[{_E}(?:{_ACTION_WORD}|(?-i:AI)){_NUMBER}(?:\s*[-–—:]?\s*(?P<square>[^\[\]]{{1,60}}))?{_E}\](?![(\[]){_E}\s*[-–—:]?\s*(?P<text>.*)",
    ),
    # AI: … · AI(EM): … · AI(BT) set up …
    (NoteKind.ACTION, rf"{_OPEN}(?-i:AI){_E}(?:\s?\((?P<round>[^()]{{1,60}})\){_E}\s*[:-]?|{_NUMBER}\s*:)\s*{_E}\s*(?P<text>.*)"),
    # **ACTION** Lee to … · ACTION @lee … · ACTION Lee to …
    (NoteKind.ACTION, rf"(?:[*_]{{2}}(?:{_ACTION_WORD}){_NUMBER}[*_]{{2}}|(?-i:ACTION(?: ITEM)?|TODO)\b)\s+(?P<text>\S.*)"),
    (NoteKind.ACTION, r"#action(?:item)?\b\s*(?P<text>.*)"),
    # Decision: … · DECISION 70.1 - … · Resolved: …
    (NoteKind.DECISION, rf"{_OPEN}\[?{_DECISION_WORD}{_NUMBER}\]?{_E}{_SEPARATOR}(?P<text>.*)"),
    (NoteKind.DECISION, rf"(?:[*_]{{2}}{_DECISION_WORD}{_NUMBER}[*_]{{2}}|\[{_DECISION_WORD}\]|(?-i:DECISION|RESOLVED|RESOLUTION|AGREED)\b)\s+(?P<text>\S.*)"),
    (NoteKind.DECISION, rf"{_OPEN}(?:agreed)\b(?![-'’]){_E}\s*(?P<text>.*)"),
    (NoteKind.DECISION, rf"{_OPEN}(?:resolved|decided)\s+(?P<text>(?:to|that|not|on|against)\b.*)"),
    (NoteKind.DECISION, rf"{_OPEN}(?P<text>(?:consensus|conclusion|verdict|decision)\s+(?:is|was|to|that|on|reached|seems)\b.*)"),
    (NoteKind.DECISION, r"#(?:agreed|agree|decided|decision|resolved)\b\s*(?P<text>.*)"),
    # no objections; approved! · confirmed! · motion carried
    (NoteKind.DECISION, rf"{_OPEN}(?P<text>(?:there (?:were|are) )?no objections?\b.*)"),
    (NoteKind.DECISION, rf"{_OPEN}(?P<text>approved(?:\s*$|\s*[!.;,:()]|\s+(?:by|unanimously|with|without|as|for|in)\b).*)"),
    (
        NoteKind.DECISION,
        rf"{_OPEN}(?P<text>(?:confirmed|accepted|adopted|carried|ratified|rejected|declined|deferred|postponed|granted)"
        r"(?:[\s!.)>*_]*$|;.*|\s+(?:unanimously|by consensus|for|as)\b.*))",
    ),
    (
        NoteKind.DECISION,
        rf"{_OPEN}(?P<text>(?:the )?(?:motion|vote|proposal|resolution|minutes|charter)s?:? (?:is |was |were |has been |have been )?"
        r"(?:passed|passes|carried|carries|approved|accepted|adopted|failed|rejected|unanimous)\b.*)",
    ),
    (NoteKind.DECISION, rf"{_OPEN}(?P<text>unanimous(?:ly)? (?:approv|accept|agree|adopt|consent|vote)\w*.*)"),
    (NoteKind.QUESTION, rf"{_OPEN}(?:(?:open )?questions?|(?-i:Q)){_NUMBER}{_E}\s*:\s*{_E}\s*(?P<text>.*)"),
    (NoteKind.QUESTION, r"#question\b\s*(?P<text>.*)"),
    (NoteKind.VOTE, rf"{_OPEN}(?:vote|straw ?poll|poll){_NUMBER}{_E}\s*:\s*{_E}\s*(?P<text>.*)"),
    (NoteKind.VOTE, r"#(?:vote|startvote)\b\s*(?P<text>.*)"),
    (NoteKind.INFO, rf"{_OPEN}(?:fyi|info|psa|(?-i:NOTICE)){_E}\s*:\s*{_E}\s*(?P<text>.*)"),
    (NoteKind.INFO, r"#(?:info|note)\b\s*(?P<text>.*)"),
)  # fmt: skip
_PATTERNS: Final = tuple((kind, re.compile(form, re.IGNORECASE | re.DOTALL)) for kind, form in _FORMS)

_HINT: Final = re.compile(
    r"[^\w\n]{0,12}(?:there |the |final |key |open |rough )?(?:action|ai\b|todo|to-do|follow|next.step|decision|decided|"
    r"agree|resol|consensus|conclusion|approved|verdict|outcome|motion|no objection|were no|are no|confirmed|accepted|"
    r"adopted|carried|ratified|rejected|declined|deferred|postponed|granted|vote|proposal|minutes|charter|unanimous|"
    r"question|q\b|straw|poll|fyi|info|psa|notice|start|note)",
    re.IGNORECASE,
)
"""What a text must start with to be worth looking at; cheap, as every item is asked."""

_TASK_AMID: Final = re.compile(r"(?<!\w)AI\((?P<round>[^()]{1,30})\):?\s+(?P<text>.*)", re.DOTALL)

_BREAK: Final = re.compile(
    r"[*_~`\[(<]{0,4}(?:action(?:[- ]items?)?|AI|TODO|decision|agreed|resolved|resolution|consensus|conclusion|no objections?)"
    r"(?:\s*#?\d[\d.]*)?[*_~`\])>]{0,4}\s*(?:[:;(\[]|-\s|[–—])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked text: its kind, who is named in the mark itself, and what follows the mark."""

    kind: NoteKind
    who: str
    text: str


def marked(text: str) -> Mark | None:
    """The mark that a text starts with, or None. A mark with nothing after it is the label of what follows."""
    if _HINT.match(text) is not None:
        for kind, pattern in _PATTERNS:
            match = pattern.match(text)
            if match is not None:
                groups = match.groupdict()
                who = groups.get("round") or groups.get("square") or groups.get("for") or ""
                return Mark(kind, who.strip(), match["text"].strip())
    if "AI(" in text and (match := _TASK_AMID.search(text)):
        return Mark(NoteKind.ACTION, match["round"].strip(), match["text"].strip())
    return None


def begins_note(line: str) -> bool:
    """True for a line within a paragraph that starts a note of its own: `Decision: …`, `AI(EM): …`."""
    return _BREAK.match(line) is not None
