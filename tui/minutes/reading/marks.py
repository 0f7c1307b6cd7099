"""Marks: how a line says that it is an action, a decision, a question … as other people write it.

`marked` looks at the start of one text; what a mark's place in lists and sections means is `recognise`'s.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from tui.minutes.model import NoteKind
from tui.minutes.text.patterns import LazyPattern

_E: Final = r"[*_~`]*"  # emphasis around a mark or a part of it
_OPEN: Final = r"(?:[*_~`<(\s]|->|=>|→|⇒|✅|👉|📌|❗)*"
_NUMBER: Final = r"(?:\s*#?\d+(?:\.\d+)*)?"
_CUT: Final = rf"{_E}\s*(?::|\s-+|–|—|=>|->|→)\s*{_E}\s*"
_ROUND: Final = r"\((?P<round>[^()]{1,60})\)"
_SQUARE: Final = r"\[(?P<square>[^\[\]]{1,60})\]"
_FOR: Final = r"(?:for|on|by|to)\s+(?P<for>@?\w[^:]{1,60}?)"
_WHO: Final = rf"(?:\s*(?:{_ROUND}|{_SQUARE}|{_FOR}))?"
_REST: Final = r"\s*(?P<text>.*)"

_WITHIN: Final = r"(?:\s*[-–—:]?\s*(?P<square>[^\[\]]{1,60}))?"

_ACTION: Final = (
    r"(?:action(?:[- ]items?|[- ]points?|[- ]required|s)?|todos?|to-do|follow[- ]?ups?|next[- ]steps?)"
)
_DECISION: Final = (
    r"(?:(?:final |key )?decisions?(?: made)?|agreed|agreements?|resolved|resolutions?|(?:rough )?consensus|"
    r"conclusions?|approved|verdict|outcomes?|decided|motion)"
)
_SHOUTED: Final = r"(?-i:DECISION|RESOLVED|RESOLUTION|AGREED)\b"
_REACHED: Final = r"(?:consensus|conclusion|verdict|decision)\s+(?:is|was|to|that|on|reached|seems)"
_OUTCOME: Final = (
    r"(?:confirmed|accepted|adopted|carried|ratified|rejected|declined|deferred|postponed|granted)"
)
_MATTER: Final = r"(?:the )?(?:motion|vote|proposal|resolution|minutes|charter)s?:?"
_BECAME: Final = (
    r"(?:is |was |were |has been |have been )?"
    r"(?:passed|passes|carried|carries|approved|accepted|adopted|failed|rejected|unanimous)\b"
)

_CUTS: Final = (":", "-", "–", "—", ">", "→")

_FORMS: Final[dict[NoteKind, tuple[tuple[str, tuple[str, ...]], ...]]] = {
    NoteKind.ACTION: (
        # Action item: … · ACTION 70.1: … · Action (Lee): … · Action for Lee - … · TODO(lee): …
        (rf"{_OPEN}{_ACTION}{_NUMBER}{_E}{_WHO}{_CUT}{_REST}", _CUTS),
        # [ACTION - Lee] … · **[ACTION]** … · [Action Item: Lee, Matt] …; but no link
        (
            rf"{_OPEN}\[{_E}(?:{_ACTION}|(?-i:AI)){_NUMBER}{_WITHIN}{_E}\](?![(\[]){_E}\s*[-–—:]?{_REST}",
            ("[",),
        ),
        # AI: … · AI(EM): … · AI(BT) set up …
        (rf"{_OPEN}(?-i:AI){_E}(?:\s?{_ROUND}{_E}\s*[:-]?|{_NUMBER}\s*:)\s*{_E}{_REST}", ("ai",)),
        # **ACTION** Lee to … · ACTION @lee … · ACTION Lee to …
        (
            rf"(?:[*_]{{2}}{_ACTION}{_NUMBER}[*_]{{2}}|(?-i:ACTION(?: ITEM)?|TODO)\b)\s+(?P<text>\S.*)",
            ("action", "todo", "*", "_"),
        ),
        (rf"#action(?:item)?\b{_REST}", ("#",)),
    ),
    NoteKind.DECISION: (
        # Decision: … · DECISION 70.1 - … · Resolved: …
        (rf"{_OPEN}\[?{_DECISION}{_NUMBER}\]?{_E}{_CUT}{_REST}", _CUTS),
        # **Decision** … · [Decision] … · DECISION …
        (
            rf"(?:[*_]{{2}}{_DECISION}{_NUMBER}[*_]{{2}}|\[{_DECISION}\](?!\()|{_SHOUTED})\s+(?P<text>\S.*)",
            ("*", "_", "[", "decision", "resol", "agreed"),
        ),
        # Agreed to …; but not agreed-upon, and `Resolved an issue with haproxy` is a report
        (rf"{_OPEN}agreed\b(?![-'’]){_E}{_REST}", ("agreed",)),
        (rf"{_OPEN}(?:resolved|decided)\s+(?P<text>(?:to|that|not|on|against)\b.*)", ("resolved", "decided")),
        (rf"{_OPEN}(?P<text>{_REACHED}\b.*)", ("consensus", "conclusion", "verdict", "decision")),
        (rf"#(?:agreed|agree|decided|decision|resolved)\b{_REST}", ("#",)),
        # no objections; approved! · confirmed! · motion carried
        (rf"{_OPEN}(?P<text>(?:there (?:were|are) )?no objections?\b.*)", ("no objection",)),
        (
            rf"{_OPEN}(?P<text>approved(?:\s*$|\s*[!.;,:()]|\s+(?:by|unanimously|with|without|as|for|in)\b).*)",
            ("approved",),
        ),
        (
            rf"{_OPEN}(?P<text>{_OUTCOME}(?:[\s!.)>*_]*$|;.*|\s+(?:unanimously|by consensus|for|as)\b.*))",
            ("ed",),
        ),
        (
            rf"{_OPEN}(?P<text>{_MATTER} {_BECAME}.*)",
            ("motion", "vote", "proposal", "resolution", "minutes", "charter"),
        ),
        (
            rf"{_OPEN}(?P<text>unanimous(?:ly)? (?:approv|accept|agree|adopt|consent|vote)\w*.*)",
            ("unanimous",),
        ),
    ),
    NoteKind.QUESTION: (
        (rf"{_OPEN}(?:(?:open )?questions?|(?-i:Q)){_NUMBER}{_E}\s*:\s*{_E}{_REST}", (":",)),
        (rf"#question\b{_REST}", ("#",)),
    ),
    NoteKind.VOTE: (
        (rf"{_OPEN}(?:vote|straw ?poll|poll){_NUMBER}{_E}\s*:\s*{_E}{_REST}", (":",)),
        (rf"#(?:vote|startvote)\b{_REST}", ("#",)),
    ),
    NoteKind.INFO: (
        (rf"{_OPEN}(?:fyi|info|psa|(?-i:NOTICE)){_E}\s*:\s*{_E}{_REST}", (":",)),
        (rf"#(?:info|note)\b{_REST}", ("#",)),
    ),
}
"""Each form with characters (in small letters) of which a text must have one: where it has none, nothing
is compiled, and compiling what a file does not need delays its opening.
"""

_PATTERNS: Final = {
    kind: tuple((LazyPattern(form, re.IGNORECASE | re.DOTALL), needs) for form, needs in forms)
    for kind, forms in _FORMS.items()
}

_TO_COLON: Final = r"s?[\s\d#.*_~`>]*:"
_BECOMES: Final = (
    r"s?:? (?:is|was|were|has|have|passe|carrie|approve|accepted|adopted|failed|rejected|unanim)"
)

BEGINNINGS: Final = (
    r"(?:there |the |final |key |open |rough )?"
    r"(?:(?P<action>action|ai\b|todo|to-do|follow[- ]?up|next.step)"
    r"|(?P<decision>decision|decided|agree(?:d|ment)|resol|consensus|conclusion|approved|verdict|outcome|motion"
    r"|no objection|were no|are no|confirmed|accepted|adopted|carried|ratified|rejected|declined|deferred"
    rf"|postponed|granted|(?:proposal|minutes|charter){_BECOMES}|unanimous|(?<=#)agree)"
    rf"|(?P<vote>vote(?:{_TO_COLON}|{_BECOMES})|straw|poll{_TO_COLON}|(?<=#)(?:vote|startvote))"
    rf"|(?P<question>(?:question|q){_TO_COLON}|(?<=#)question)"
    rf"|(?P<info>(?:fyi|info|psa|notice){_TO_COLON}|(?<=#)(?:info|note)))"
)
"""What a marked text starts with, in any case; also where its lines are still indented and quoted."""

_HINT: Final = LazyPattern(rf"[^\w\n]{{0,12}}{BEGINNINGS}", re.IGNORECASE)
"""What a text must start with to be worth looking at; cheap, as every item is asked."""

_HINTED: Final = {
    "action": (NoteKind.ACTION,),
    "decision": (NoteKind.DECISION,),
    "vote": (NoteKind.DECISION, NoteKind.VOTE),  # `The vote passed` is a decision
    "question": (NoteKind.QUESTION,),
    "info": (NoteKind.INFO,),
}
"""What a text can be that starts so."""

_TASK_AMID: Final = LazyPattern(r"(?<!\w)AI\((?P<round>[^()]{1,30})\):?\s+(?P<text>.*)", re.DOTALL)

_BREAK: Final = LazyPattern(
    r"[*_~`\[(<]{0,4}(?:action(?:[- ]items?)?|AI|TODO|decision|agreed|resolved|resolution|consensus"
    r"|conclusion|no objections?)(?:\s*#?\d[\d.]*)?[*_~`\])>]{0,4}\s*(?:[:;(\[]|-\s|[–—])",
    re.IGNORECASE,
)


class Mark(NamedTuple):
    """A marked text: its kind, who is named in the mark itself, and what follows the mark."""

    kind: NoteKind
    who: str
    text: str


def marked(text: str) -> Mark | None:
    """The mark that a text starts with, or None. A mark with nothing after it is the label of what follows.

    `AI(EM) …` counts amid a text, too: nobody writes that but for a task.
    """
    hint = _HINT.match(text)
    small = text.lower() if hint is not None else ""
    for kind in _HINTED[hint.lastgroup or ""] if hint is not None else ():
        for pattern, needs in _PATTERNS[kind]:
            if any(need in small for need in needs) and (match := pattern.match(text)) is not None:
                return Mark(kind, _who(match), match["text"].strip())
    if "AI(" in text and (match := _TASK_AMID.search(text)):
        return Mark(NoteKind.ACTION, match["round"].strip(), match["text"].strip())
    return None


def begins_note(line: str) -> bool:
    """True for a line within a paragraph that starts a note of its own: `Decision: …`, `AI(EM): …`."""
    return _BREAK.match(line) is not None


def _who(match: re.Match[str]) -> str:
    groups = match.groupdict()
    return (groups.get("round") or groups.get("square") or groups.get("for") or "").strip()
