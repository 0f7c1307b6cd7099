"""How people write minutes: what headings, labels and placeholders say. Tables, not code.

Patterns are regular expressions that match a whole phrase, lower case, without number, emphasis, timebox
and final colon; `headings`, `teams`, `attendees` and `recognise` use them.
"""

from __future__ import annotations

from typing import Final

from tui.minutes.model import SectionKind
from tui.minutes.text.patterns import LazyPattern


def _phrases(*patterns: str, needs: tuple[str, ...] = ()) -> LazyPattern:
    return LazyPattern("|".join(f"(?:{pattern})" for pattern in patterns), needs=needs)


def _listed(text: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in text.split("|"))


KIND_PHRASES: Final[tuple[tuple[SectionKind, LazyPattern], ...]] = (
    (
        SectionKind.ATTENDEES,
        _phrases(
            r"(?!.*\b(?:conduct|guidelines?|polic(?:y|ies)|rules|requirements?|etiquette|agreement)\b)"
            r"(?:list of |meeting |call |members |other |remote |online |virtual |in-person |external "
            r"|voting |non-voting |additional |invited |today'?s |team |board |committee "
            r"|introductions? (?:of|and) |welcome (?:and|&) )*(?:opening, .*)?"
            r"(?:attendees?|attend[ea]nce|participants?|participation|roll[- ]?call)"
            r"(?: list| record| sheet| roster| present| \(.*|[:,;/&] .*| and .*| & .*| in .*)?",
            r"(?:(?:voting |non-voting |tsc |board |team |committee |council |staff |community |active "
            r"|executive |other |also |all |new )*(?:members?|people|persons?|others?|staff|trustees"
            r"|directors|officers|guests|maintainers|representatives|delegates|core team|public) (?:in )?)?"
            r"(?:also )?(?:present|attending|in attendance|attended)(?: members| remotely| online|"
            r" in person)?(?: were| are)?(?: \(.*\))?",
            r"(?:[a-z-]+ ){0,3}(?:in attendance|were present|attended|in attendance were|present were)",
            r"attended by|also (?:present|attending|in attendance)(?: were)?|those (?:present|attending)",
            r"(?:invited |special |other )?(?:guests?|visitors?|observers?)(?: present| attending| \(.*\))?",
            r"who(?:'|’)?(?: i)?s (?:here|present|attending)\??|people"
            r"|who (?:attended|was (?:here|present))\??|attending(?: today)?"
            r"|present(?:ees| today| at (?:the )?meeting)",
        ),
    ),
    (
        SectionKind.AGENDA,
        _phrases(
            r"(?:proposed |draft |tentative |today'?s |meeting |full |the |final |detailed |suggested "
            r"|preliminary |provisional |review (?:of )?the )*agenda"
            r"(?: items?| topics?| points?| overview| for .*| \(.*\)| of .*| items? for .*|[-/ &]+notes"
            r"| (?:and|&) (?:notes|minutes|discussion))?",
            r"(?:table of )?contents|toc|topics (?:to cover|overview|list)|list of topics|outline",
        ),
    ),
    (
        SectionKind.ANNOUNCEMENTS,
        _phrases(
            r"(?:[\w-]+ ){0,2}announcements?(?:(?: and|,| &|/|:) .*)?|news|(?:news|shout-?outs) (?:and|&) .*"
        ),
    ),
    (
        SectionKind.LIFECYCLE,
        _phrases(
            r"(?:pmc |project )?life ?cycle(?: activities| events| changes| updates?)?",
            r"pmc activities|project (?:proposals|graduations?|incubations?|retirements?)",
        ),
    ),
    (
        SectionKind.ACTIONS,
        _phrases(
            r"(?:.* )?action(?:able)?[- ]?items?(?: .*|[:,/&].*)?",
            r"(?:meeting |new |open |previous |past |outstanding |pending |review of |review |follow-?up |"
            r"summary of )*actions?"
            r"(?: points?| review| log| list| arising| required| needed| summary| taken| from .*|"
            r" and .*| & .*|s)?",
            r"(?:suggested |immediate |proposed )?next[- ]steps?(?: .*|[:,/&].*)?",
            r"(?:meeting |team |key |agreed |recommended |suggested |immediate |required |upcoming )*"
            r"actions?(?: points?| steps?| register| tracker)?",
            r"actionables?(?: items?)?|(?:.* )?actionable items?|a\.?i\.?s",
            r"(?:new |open |outstanding |assigned |pending )*(?:to[- ]?dos?(?: list| items?)?"
            r"|tasks?(?: list| assigned| to do)?|assignments?)",
            r"follow[- ]?ups?(?: items?| actions?| tasks?| points?)?|(?:items|things) to follow up(?: on)?",
        ),
    ),
    (
        SectionKind.DECISIONS,
        _phrases(
            r"(?:key |summary of |previous |final |meeting |list of |main )*"
            r"(?:decisions?|conclusions?|resolutions?|resolved|consensus|agreements?|outcomes?|verdict)"
            r"(?:[/ &,]+(?:and )?(?:decisions?|conclusions?|resolutions?|outcomes?|consensus|"
            r"next steps?|actions?))*"
            r"(?: made| taken| reached| needed| log| points?| items?)?",
        ),
    ),
    (
        SectionKind.DISCUSSION,
        _phrases(
            r"(?:open |general |follow-?up |main |group |free |other |further |additional |proposals? and )*"
            r"discussions?(?: items?| topics?| points?| notes?| and .*| & .*|/.*)?",
            r"(?:any )?other (?:business|topics?|items?|matters?)(?: .*)?|a\.?o\.?b\.?|new (?:business|"
            r"topics?)",
            r"(?:open |audience |public |community )?(?:q ?& ?a|q/a|q and a|questions?)"
            r"(?: and .*|[,/&] .*| &.*| from .*| session| time)?\??",
            r"open (?:floor|mic|forum|topics?|agenda|microphone|space|q&a|items)|(?:discussed |"
            r"meeting )?topics?",
            r"topics? (?:for discussion|discussed|of discussion|to discuss)|items (?:for|to) discuss(?:ion)?",
        ),
    ),
)
"""What a heading's words say of its kind; the first that matches counts."""

KIND_WORDS: Final[dict[SectionKind, tuple[str, ...]]] = {
    SectionKind.ATTENDEES: (
        *("attend", "particip", "present", "roll", "who", "people", "guest", "visitor", "observer"),
    ),
    SectionKind.AGENDA: ("agenda", "contents", "toc", "topic", "outline"),
    SectionKind.ANNOUNCEMENTS: ("announce", "news", "shout"),
    SectionKind.LIFECYCLE: ("life", "pmc", "project"),
    SectionKind.ACTIONS: ("action", "next", "todo", "to do", "to-do", "task", "follow"),
    SectionKind.DECISIONS: ("decision", "conclu", "resol", "consensus", "agreement", "outcome", "verdict"),
    SectionKind.DISCUSSION: (
        *("discuss", "business", "other", "aob", "a.o.b", "q&", "q &", "q/a", "q and a", "question"),
        *("open", "topic", "items"),
    ),
}
"""Words of which each phrase of a kind has one: a heading without any need not be compared, nor the kind's
pattern be compiled."""

COMMON_KINDS: Final[dict[str, SectionKind]] = {
    "attendees": SectionKind.ATTENDEES,
    "present": SectionKind.ATTENDEES,
    "agenda": SectionKind.AGENDA,
    "announcements": SectionKind.ANNOUNCEMENTS,
    "pmc lifecycle activities": SectionKind.LIFECYCLE,
    "actions": SectionKind.ACTIONS,
    "action items": SectionKind.ACTIONS,
    "next steps": SectionKind.ACTIONS,
    "decisions": SectionKind.DECISIONS,
    "discussion": SectionKind.DISCUSSION,
}
"""The commonest headings, for which no pattern need be compiled: what the patterns say, too."""

REVIEW: Final = LazyPattern(
    r"\b(?:review|previous|past|prior|last|earlier|old|completed|done|closed|status of|update on|"
    r"from (?:the )?last)\b"
)
"""Words of a heading or label whose actions are those of an earlier meeting, or no longer to be done (see
`headings.is_review`)."""

ABSENT: Final = LazyPattern(
    r"\b(?:regrets?|apolog(?:y|ies)|absent|absentees?|not (?:present|attending|here|in attendance)"
    r"|(?:did|could|can) ?not (?:attend|join|make it)|excused|missing|unable to (?:attend|join)|agenda)\b"
)
"""Words of a label whose people are not there."""

_UNITS: Final = (
    r"(?:team|working group|wg|client|sig|component|(?:sub-?)?project|program|initiative|committee|group"
    r"|chapter|repo(?:sitory)?|product|language|sdk|implementation|implementer)"
)
CONTAINERS: Final = _listed(
    """
    backlog | backlog review | backlog reviews | backlogs | component teams | projects | sigs | special
    interest groups | sub-projects | subprojects | teams | wgs | working groups
    """
)
CONTAINER: Final = _phrases(
    r"(?:current )?backlogs?(?: reviews?| and priorities)?",
    rf"(?:.* )?{_UNITS}s?'? (?:status )?(?:updates?|reports?|status(?:es)?|reviews?|check-?ins?|"
    rf"round-?table)",
    rf"(?:status |brief |quick |general )*(?:updates?|reports?|status(?:es)?) (?:from|by|of|"
    rf"per) (?:the |each |all )*{_UNITS}s?",
    r"status (?:updates?|reports?)|(?:consensus|execution)(?:[- ]layer)? clients?|clients",
    needs=("backlog", "update", "report", "status", "review", "check", "round", "client"),
)
"""Headings whose direct subsections are teams: the commonest as they are, and all others."""

CLIENTS: Final = _listed(
    """
    aleth | besu | cpp-ethereum | erigon | ethereumjs | ethrex | geth | go-ethereumgeth | goethereumgeth |
    grandine | hyperledger besu | lighthouse | lodestar | nethermind | nimbus | openethereum | pantheon |
    parity | prysm | py-evm | pyevm | reth | teku | trinity | turbo-geth
    """
)
"""Implementations that report one by one, mostly without a heading around them all."""

GENERIC: Final = _listed(
    """
    appendix | background | general | info | information | introduction | link | links | logistics | meeting
    details | meeting info | meeting notes | minutes | misc | miscellaneous | note | notes | other | others
    | overview | recording | recordings | reference | references | resource | resources | schedule | summary
    | various
    """
)
"""Headings that stand for no team wherever they are."""

REPORT_TOPICS: Final = _listed(
    """
    acknowledgement | acknowledgements | acknowledgment | acknowledgments | blockers | coming soon | coming
    up | community | completed | current | currently | decision | decisions | deprecation | deprecation
    warning | deprecation warning! | deprecation warnings | deprecation warnings! | deprecation! |
    deprecations | deprecations warning | deprecations warning! | deprecations warnings | deprecations
    warnings! | deprecations! | details | discussion | discussions | documentation | done | general | help
    needed | highlight | highlights | in progress | in-progress | issues | later | link | links | metrics |
    misc | miscellaneous | need help | needs help | next | note | notes | now | ongoing | other | others |
    plan | plans | priorities | progress | prs | pull requests | risk | risks | roadmap | security | status
    | summary | testing | to do | todo | upcoming | what's new | what's next | what’s new | what’s next |
    work in progress
    """
)
REPORT_TOPIC: Final = _phrases(
    r"(?:new |recent |latest |upcoming |pending |next |planned )*"
    r"(?:releases?|features?|fix(?:es)?|bug ?fixes|changes|proposals?|questions?|updates?|improvements|"
    r"enhancements)",
    r"(?:past|last|next|this|these|coming|previous) (?:\w+ ){0,3}(?:weeks?|months?|sprints?|quarters?|"
    r"iterations?)",
    needs=(
        *("release", "feature", "fix", "change", "proposal", "question", "update", "improvement"),
        *("enhancement", "week", "month", "sprint", "quarter", "iteration"),
    ),
)
"""Subsections of one team's report that are only a part of it: those alone, and those with other words."""

STATES: Final = frozenset(
    before + state
    for before in (
        "",
        *(
            word + blank
            for word in ("proposed", "newly", "currently", "still", "pre", "pre-")
            for blank in ("", " ")
        ),
    )
    for state in _listed(
        """
        active | archived | attic | deprecated | dormant | emeritus | end of life | eol | experimental |
        graduated | graduating | graduation | in review | inactive | incubated | incubating | incubation |
        maintenance | maintenance mode | on hold | paused | proposed | retired | retirement | retiring |
        sandbox | sandboxed | suspended | terminated | top level | top-level | under review
        """
    )
)
"""What a project can be, in a bracket or as a heading of its own."""

PLACEHOLDERS: Final = _listed(
    """
    | - | -- | ... | ? | ?? | ??? | add here | add items here | add your items here | add yours here |
    coming soon | empty | fill in | fill me in | n.a | n/a | na | nil | no news | no one present | no
    report | no reports | no update | no update this week | no updates | no updates this week | none |
    none this week | nope | not present | nothing | nothing new | nothing this week | nothing to add |
    nothing to report | nothing to report this week | pending | placeholder  | tba | tbc
    | tbd | to be added | to be announced | to be filled in | to do | todo | x | xxx | your report here
    | your update here | …
    """
)
"""What stands where nothing was reported, without brackets, emphasis, final full stop and case."""

ROLES: Final = _listed(
    """
    author | authors | chair | chairs | co-chair | contact | date | facilitator | facilitators | host |
    hosts | location | minutes | moderator | moderators | note taker | note takers | note-taker | notes
    | notetaker | notetakers | organizer | recorder | recording | scribe | scribes | secretary | time |
    when | where
    """
)
"""What may stand before a colon and a name without being that person's item."""

FACTS: Final = _listed(
    """
    agenda | date | duration | end | link | location | place | recording | room | start | time | when | where
    | zoom
    """
)
"""What stands before a colon and no person."""

OWNER_ROLES: Final = _listed(
    """
    admins | all | board | chair | chairs | co-chair | co-chairs | committee | core team | editor | editors |
    everybody | everyone | host | leads | maintainers | moderator | organizers | president | secretary | staff
    | team | the team | treasurer | vice chair
    """
)
"""Who has a task without a name of their own, where a place before it says whose it is: `Team: clean up`."""
