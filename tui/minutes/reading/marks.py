"""Marks: how a line says that it is an action, a decision, a question … as other people write it.

`marked` looks at the start of one text; what a mark's place in lists and sections means is `recognise`'s.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from tui.minutes.model import NoteKind
from tui.minutes.reading.foreign_marks import foreign_mark, is_decided
from tui.minutes.reading.task_owners import Known, is_listed, leading_owners
from tui.minutes.text.patterns import LazyPattern

_E: Final = r"[*_~`]*"  # emphasis around a mark or a part of it
_OPEN: Final = r"(?:[*_~`<(\s]|->|=>|→|⇒|[✅☑✔👉📌❗💡🔨🎯⚡🔔📝🗳⚖🏁➡🚀✏❓ℹ]\ufe0f?)*"
_NUMBER: Final = r"(?:[\s-]*#?\d+(?:\.\d+)*)?"
_CUT: Final = rf"{_E}\s*(?::|：|\s-+|–|—|=>|->|→)\s*{_E}\s*"
_ROUND: Final = r"\((?P<round>[^()]{1,60})\)"
_SQUARE: Final = r"\[(?P<square>[^\[\]]{1,60})\]"
_FOR: Final = r"(?:for|on|(?:to be (?:done|taken) )?by|to(?! be\b))\s+(?P<for>[@\[]?\w[^:]{1,60}?)"
_WHO: Final = rf"(?:\s*(?:{_ROUND}|{_SQUARE}|{_FOR}))?"
_REST: Final = r"\s*(?P<text>.*)"

_WITHIN: Final = r"(?:\s*[-–—:]?\s*(?P<square>[^\[\]]{1,60}))?"

_ACTION: Final = (
    r"(?:action(?:able)?(?:[- ]items?|[- ]points?|[- ]required|[- ]steps?|s)?|todos?|to-do|follow[- ]?ups?"
    r"(?: (?:tasks?|actions?|items?))?|next[- ]steps?)"
)
_DECISION: Final = (
    r"(?:(?:final |key )?decisions?(?: made)?|agreed|agreements?|resolved|resolutions?|"
    r"(?:rough |group )?consensus|conclusions?|approved|verdict|outcomes?|decided)"
)
_SHOUTED: Final = r"(?-i:DECISION|RESOLVED|RESOLUTION|AGREED)\b"
_REACHED: Final = (
    r"(?:(?:consensus|conclusion|verdict|decision)\s+(?:is|was|to|that|on|reached|seems)"
    r"|agreement\s+to|agreed\b(?![-'’]|\s+with\s+(?-i:[A-Z@]))|(?:resolved|decided)\s+(?:to|that|not|on|against))"
)
_OUTCOME: Final = (
    r"(?:confirmed|accepted|adopted|carried|ratified|rejected|declined|deferred|postponed|granted)"
)
_MATTER: Final = r"(?:the )?(?:motion|vote|proposal|resolution|minutes|charter)s?:?"
_BECAME: Final = (
    r"(?:is |was |were |has been |have been )?"
    r"(?:passed|passes|carried|carries|approved|accepted|adopted|failed|rejected|unanimous)\b"
)

_BECOME: Final = (
    r"(?:carrie[ds]|passe[ds]|approved|accepted|adopted|defeated|fail(?:ed|s)|rejected|unanimous(?:ly)?)"
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
        # **AI** Lee: … · AI @lee: …
        (r"(?:[*_]{2}(?-i:AI)[*_]{2}:?\s+(?=\S)|(?-i:AI)\s+(?=@))(?P<text>.*)", ("ai*", "ai_", "ai @")),
        # **ACTION** Lee to … · ACTION @lee … · ACTION Lee to …
        (
            (
                rf"(?:[*_]{{2}}{_ACTION}{_NUMBER}[*_]{{2}}|(?-i:ACTION(?: ITEM)?|TODO)\b)\s+"
                r"(?!(?:list|items)\b)(?P<text>\S.*)"
            ),
            ("action", "todo", "*", "_"),
        ),
        # #action … · #todo: … · #todo:lee …
        (
            (
                rf"{_OPEN}#(?:action(?:item)?|todo)\b(?::(?P<named>@?[\w.-]+(?:[+/&,]@?[\w.-]+)*))?"
                rf"\s*[:-]?{_REST}"
            ),
            ("#",),
        ),
    ),
    NoteKind.DECISION: (
        # Decision: … · DECISION 70.1 - … · Resolved: …
        (rf"{_OPEN}\[?{_DECISION}{_NUMBER}\]?{_E}{_CUT}{_REST}", _CUTS),
        # **Decision** … · [Decision] … · DECISION …
        (
            rf"(?:[*_]{{2}}{_DECISION}{_NUMBER}[*_]{{2}}|\[{_DECISION}\](?!\()|{_SHOUTED},?)\s+(?P<text>\S.*)",
            ("*", "_", "[", "decision", "resol", "agreed"),
        ),
        # Agreed to …, Consensus is …; but not agreed-upon, and `Resolved an issue with haproxy` is a report
        (
            rf"{_OPEN}(?P<text>{_REACHED}\b.*)",
            ("consensus", "conclusion", "verdict", "decision", "agree", "resolved", "decided"),
        ),
        # It was agreed that … · The committee RESOLVED to …
        (
            (
                rf"{_OPEN}(?P<text>it (?:was|is) (?:then |also |further |therefore |unanimously |formally )*"
                r"(?:agreed|resolved|decided)(?: by consensus| unanimously)?,? (?:that|to|not to)\b.*)"
            ),
            ("it was", "it is"),
        ),
        (rf"{_OPEN}(?P<text>the [\w -]{{3,40}} (?-i:RESOLVED|AGREED|DECIDED),? (?:to|that)\b.*)", ("the ",)),
        (rf"{_OPEN}#(?:agreed|agree|decided?|decision|resolved)\b{_REST}", ("#",)),
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
        # Motion by Lee to adopt it. Carried 4-0 · Result: passed · **PASSED**
        (rf"{_OPEN}(?P<text>motion (?:by|to|made|moved|was|from|that|is)\b.*\b{_BECOME}\b.*)", ("motion",)),
        (
            rf"{_OPEN}results?{_E}\s*:\s*{_E}(?P<text>(?:the |motion |vote |is |was )*{_BECOME}\b.*)",
            ("result",),
        ),
        (rf"{_OPEN}(?P<text>passed(?:[\s!.)>*_]*$|\s+(?:unanimously|by consensus)\b.*))", ("passed",)),
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
        (
            rf"{_OPEN}(?:vote(?: results?)?|straw ?poll|poll|motion){_NUMBER}{_E}\s*[:：]\s*{_E}{_REST}",
            (":", "："),
        ),
        # Vote to adopt it (a quorum is there): 5 in favor, 0 opposed
        (rf"{_OPEN}vote (?:to|on|for) [^:\n]{{1,80}}:\s*{_E}(?P<text>\+?\d.*)", (":",)),
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

_TO_COLON: Final = r"s?[\s\d#.*_~`>]*[:：]"
_BECOMES: Final = (
    r"s?:? (?:is|was|were|has|have|passe|carrie|approve|accepted|adopted|failed|rejected|unanim)"
)

BEGINNINGS: Final = (
    r"(?:there |the |final |key |open |rough |group )?"
    r"(?:(?P<action>action|ai\b|todo|to-do|follow[- ]?up|next.step)"
    r"|(?P<decision>decision|decided|agree(?:d|ment)|resol|consensus|conclusion|approved|verdict|outcome"
    r"|it (?:wa|i)s (?:\w+ ){0,2}(?:agreed|resolved|decided)"
    r"|(?<=the )[\w -]{3,40} (?:resolved|agreed|approved|decided)\b"
    r"|no objection|were no|are no|confirmed|accepted|adopted|carried|ratified|rejected|declined|deferred"
    rf"|postponed|granted|passed|results?[*_]*:|(?:proposal|minutes|charter){_BECOMES}|unanimous"
    r"|(?<=#)(?:agree|decide))"
    rf"|(?P<vote>vote(?: results?)?(?:{_TO_COLON}|{_BECOMES}| (?:to|on|for) [^:\n]{{1,80}}:)|straw"
    rf"|poll{_TO_COLON}|motion"
    r"|(?<=#)(?:vote|startvote))"
    rf"|(?P<question>(?:question|q){_TO_COLON}|(?<=#)question)"
    rf"|(?P<info>(?:fyi|info|psa|notice){_TO_COLON}|(?<=#)(?:info|note)))"
)
"""What a marked text starts with, in any case; also where its lines are still indented and quoted."""

_HINT: Final = LazyPattern(rf"[\W_]{{0,12}}{BEGINNINGS}", re.IGNORECASE)
"""What a text must start with to be worth looking at; cheap, as every item is asked."""

_HINTED: Final = {
    "action": (NoteKind.ACTION,),
    "decision": (NoteKind.DECISION,),
    "vote": (NoteKind.DECISION, NoteKind.VOTE),  # `The vote passed` is a decision
    "question": (NoteKind.QUESTION,),
    "info": (NoteKind.INFO,),
}
"""What a text can be that starts so."""

_TASK_AMID: Final = LazyPattern(
    r"(?:(?<!\w)AI\((?P<round>[^()]{1,30})\):?|(?<=[.!?;)])\s+[*_]*(?:ACTION(?: ITEM)?|TODO)[*_]*:[*_]*)"
    r"\s+(?P<text>.*)",
    re.DOTALL,
)

_TAGGED: Final = LazyPattern(
    r"(?P<before>.*?\w\W{0,3})(?<=[\s(])#(?:todo|action(?:item)?)\b[:)]?(?![\w`])(?P<after>.*)",
    re.IGNORECASE | re.DOTALL,
    ("#todo", "#action"),
)
"""A tag of a task amid its text or at the end: `Ada: look it up #todo`."""

_STRONG: Final = (
    r"(?:[*_`(\[]*(?-i:ACTION|DECISION|RESOLVED|RESOLUTION|AGREED|TODO|AI)\b"
    r"|#(?:action(?:item)?|todo|agreed|agree|decided?|decision|resolved|question|info|vote)\b"
    r"|[*_`(\[]*(?:action(?: items?)?|decision|resolution|to-?do|conclusion)[*_`]*\s*[:：])"
)
_STRONG_WORDS: Final = (
    *("action", "decision", "resol", "agree", "todo", "to-do", "conclusion", "ai:", "#decide", "#question"),
    *("#info", "#vote"),
)
_PREFIXED: Final = LazyPattern(
    r"(?:[(\[]?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[ap]m)?[)\]]?\s*[-–—:]?\s+)?"
    r"(?:<(?P<nick>[^<>\n]{1,30})>\s*|\[(?P<square>[^\[\]\n]{1,30})\]\s+"
    r"|[*_]{0,2}(?P<name>@?[^\W\d_][^:\n*_\[\]()]{0,30}?)(?::[*_]{0,2}|[*_]{1,2}:)\s*)?"
    rf"(?:[^\w\s#*_`(\[<-]+\s+)?(?={_STRONG})",
    re.IGNORECASE,
)
"""When something was said and by whom, before a mark that cannot be mistaken: `10:05 Ada: DECISION: …`."""

_OWN: Final = LazyPattern(r"I(?:['’]ll| will| shall| can| to)\b")
"""What begins the task of somebody who says so: `Ada: ACTION: I'll write it`."""

_TAGS: Final = LazyPattern(r"</?(?:mark|b|u|i|em|strong|span|font|ins|code|kbd)\b[^<>\n]*>", re.IGNORECASE)
_SIGNED: Final = LazyPattern(
    r"(?::[a-z0-9_+-]{2,30}:\s*)*(?:==(?P<lit>[^=\n]{1,40})==|`(?P<code>[^`\n]{1,40})`)?"
)
_LONGEST_SIGN: Final = 80  # characters at a text's start in which its mark is written


class Mark(NamedTuple):
    """A marked text: its kind, who is named in the mark itself, what follows the mark, and who said it."""

    kind: NoteKind
    who: str
    text: str
    speaker: str = ""


def marked(text: str) -> Mark | None:
    """The mark that a text starts with, or None. A mark with nothing after it is the label of what follows.

    Before a mark that cannot be mistaken may stand a time and who said it; `AI(EM) …` counts amid a text,
    too, as does `ACTION:` after a sentence: nobody writes those but for a task.
    """
    if text[:1] in "\\<=`:":
        text = _plain(text)
    found = _marked(text)
    head = text[:_LONGEST_SIGN]
    labelled = ":" in head or "#" in head or "：" in head or "【" in head or head.startswith(("**", "__"))
    if (
        found is None
        and labelled
        and _may_be_prefixed(head)
        and (match := _PREFIXED.match(text))
        and match.end()
    ):
        found = _marked(text[match.end() :])
        if found is not None and found.text:
            said = match["nick"] or match["square"] or match["name"] or ""
            own = "#" in text[match.end() :][:2] or _OWN.match(found.text) is not None
            return found._replace(speaker=said.strip()) if own else found
        found = None
    if found is None and ("AI(" in text or "ACTION" in text or "TODO" in text):
        match = _TASK_AMID.search(text)
        if match is not None:
            return Mark(NoteKind.ACTION, (match["round"] or "").strip(), match["text"].strip())
    if found is None and "#" in text and (match := _TAGGED.match(text)) is not None:
        return Mark(NoteKind.ACTION, "", f"{match['before'].strip()} {match['after'].strip()}".strip())
    if found is None and labelled and (said := foreign_mark(text)) is not None:
        return Mark(said.kind, said.who, _whole(text[: len(text.rstrip()) - len(said.text)], said.text))
    if found is None and is_decided(text):
        return Mark(NoteKind.DECISION, "", text.strip())
    return found


def asked(text: str, known: Callable[[], Known]) -> Mark | None:
    """`AI Bo: write it`: an action only where the roll call has those people, as AI is other things, too."""
    rest = text.removeprefix("AI ")
    owners = leading_owners(rest, known())[1] if rest != text and rest[:1].isupper() else None
    return Mark(NoteKind.ACTION, "", rest) if owners and is_listed(", ".join(owners), known()) else None


def _may_be_prefixed(head: str) -> bool:
    """A look before a pattern that takes longer."""
    small = head.lower()
    return any(word in small for word in _STRONG_WORDS)


def _marked(text: str) -> Mark | None:
    hint = _HINT.match(text)
    small = text.lower() if hint is not None else ""
    for kind in _HINTED[hint.lastgroup or ""] if hint is not None else ():
        for pattern, needs in _PATTERNS[kind]:
            if any(need in small for need in needs) and (match := pattern.match(text)) is not None:
                return Mark(kind, _who(match), _whole(text[: match.start("text")], match["text"].strip()))
    return None


def _plain(text: str) -> str:
    """A text whose mark is written as code, in a tag, highlighted or escaped, with the mark as plain or
    bold."""
    head, rest = text[:_LONGEST_SIGN], text[_LONGEST_SIGN:]
    if head.startswith("\\"):
        return head.replace("\\[", "[").replace("\\]", "]") + rest
    head = _TAGS.sub("", head)
    match = _SIGNED.match(head)
    if match is not None and match.end():
        sign = match["lit"] or match["code"]
        head = (f"**{sign}**" if sign else "") + head[match.end() :]
    return head + rest


_PAIRS: Final = ("**", "__", "~~", "==", "*", "_", "`")


def _whole(before: str, text: str) -> str:
    """The text after a mark, without the ends of emphasis and brackets that open before it."""
    for pair in _PAIRS:
        if before.count(pair) % 2 and text.count(pair) % 2:
            at = text.find(pair)
            text = text[:at] + text[at + len(pair) :]
        before, probe = before.replace(pair, ""), text.replace(pair, "")
        if not probe:
            break
    for opens, closes in ("<>", "()", "[]"):
        if before.count(opens) > before.count(closes) and text.count(closes) > text.count(opens):
            at = text.rfind(closes)
            text = text[:at] + text[at + 1 :]
    return text.strip()


def _who(match: re.Match[str]) -> str:
    groups = match.groupdict()
    said = groups.get("round") or groups.get("square") or groups.get("for") or groups.get("named")
    return (said or "").strip()
