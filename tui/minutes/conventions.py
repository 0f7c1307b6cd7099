"""How people write minutes: what headings, labels and placeholders say. Tables, not code.

Patterns are regular expressions that match a whole phrase, lower case, without number, emphasis, timebox
and final colon; `headings`, `teams`, `attendees` and `recognise` use them.
"""

from __future__ import annotations

import re
from typing import Final

from tui.minutes.model import SectionKind


def _phrases(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


KIND_PHRASES: Final[tuple[tuple[SectionKind, re.Pattern[str]], ...]] = (
    (
        SectionKind.ATTENDEES,
        _phrases(
            r"(?:list of |meeting |call |members |other |remote |opening, .*|introductions? (?:of|and) )*"
            r"(?:attendees?|attendance|participants?|participation|roll[- ]?call)"
            r"(?: list| \(.*\)|[:,;/&] .*| and .*| in .*)?",
            r"(?:members |people |voting members |tsc members )?(?:present|attending)(?: members)?",
            r"who(?:'|’)?(?: i)?s (?:here|present|attending)\??|in attendance|people|who attended\??",
        ),
    ),
    (
        SectionKind.AGENDA,
        _phrases(
            r"(?:proposed |draft |tentative |today'?s |meeting |full |the |review (?:of )?the )*agenda"
            r"(?: items?| topics?| for .*| \(.*\)| of .*| items? for .*|[-/ &]+notes)?",
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
            r"(?:.* )?action[- ]?items?(?: .*|[:,/&].*)?",
            r"(?:new |open |previous |past |outstanding |pending |review of |review |follow-?up |summary of )*actions?"
            r"(?: points?| review| log| list| arising| required| needed| summary| taken| from .*| and .*| & .*|s)?",
            r"(?:suggested |immediate |proposed )?next[- ]steps?(?: .*|[:,/&].*)?",
            r"to[- ]?dos?(?: list| items?)?|tasks?(?: list| assigned)?|follow[- ]?ups?(?: items?| actions?)?",
        ),
    ),
    (
        SectionKind.DECISIONS,
        _phrases(
            r"(?:key |summary of |previous |final |meeting |list of |main )*"
            r"(?:decisions?|conclusions?|resolutions?|resolved|consensus|agreements?|outcomes?|verdict)"
            r"(?:[/ &,]+(?:and )?(?:decisions?|conclusions?|resolutions?|outcomes?|consensus|next steps?|actions?))*"
            r"(?: made| taken| reached| needed| log| points?| items?)?",
        ),
    ),
    (
        SectionKind.DISCUSSION,
        _phrases(
            r"(?:open |general |follow-?up |main |group |free |other |further |additional |proposals? and )*"
            r"discussions?(?: items?| topics?| points?| notes?| and .*| & .*|/.*)?",
            r"(?:any )?other (?:business|topics?|items?|matters?)(?: .*)?|a\.?o\.?b\.?|new (?:business|topics?)",
            r"(?:open |audience |public |community )?(?:q ?& ?a|q/a|q and a|questions?)"
            r"(?: and .*|[,/&] .*| &.*| from .*| session| time)?\??",
            r"open (?:floor|mic|forum|topics?|agenda|microphone|space|q&a|items)|(?:discussed |meeting )?topics?",
            r"topics? (?:for discussion|discussed|of discussion|to discuss)|items (?:for|to) discuss(?:ion)?",
        ),
    ),
)
"""What a heading's words say of its kind; the first that matches counts."""

REVIEW: Final = re.compile(
    r"\b(?:review|previous|past|prior|last|earlier|old|completed|done|closed|status of|update on|from (?:the )?last)\b"
)
"""Words of a heading or label whose actions are those of an earlier meeting, or no longer to be done."""

ABSENT: Final = re.compile(
    r"\b(?:regrets?|apolog(?:y|ies)|absent|absentees?|not (?:present|attending|here)|did not attend|excused|missing|"
    r"unable to attend|agenda)\b"
)
"""Words of a label whose people are not there."""

_UNITS: Final = r"(?:team|working group|wg|client|sig|component|(?:sub-?)?project|program|initiative|committee|group|chapter|repo(?:sitory)?|product|language|sdk|implementation|implementer)"
CONTAINER: Final = _phrases(
    r"(?:current )?backlogs?(?: reviews?| and priorities)?",
    r"projects|(?:sub-?)projects|teams|working groups|wgs|sigs|special interest groups|component teams",
    rf"(?:.* )?{_UNITS}s?'? (?:status )?(?:updates?|reports?|status(?:es)?|reviews?|check-?ins?|round-?table)",
    rf"(?:status |brief |quick |general )*(?:updates?|reports?|status(?:es)?) (?:from|by|of|per) (?:the |each |all )*{_UNITS}s?",
    r"status (?:updates?|reports?)|(?:consensus|execution)(?:[- ]layer)? clients?|clients",
)
"""Headings whose direct subsections are teams."""

CLIENTS: Final = _phrases(
    r"(?:go-?ethereum|turbo-)?geth|openethereum|parity|aleth|cpp-ethereum|trinity|nethermind|pantheon|(?:hyperledger )?besu"
    r"|erigon|reth|ethereumjs|nimbus|lighthouse|prysm|teku|lodestar|grandine|py-?evm|ethrex"
)
"""Implementations that report one by one, mostly without a heading around them all."""

GENERIC: Final = _phrases(
    r"misc(?:ellaneous)?|others?|general|various|overview|summary|introduction|background|links?|notes?|info(?:rmation)?"
    r"|resources?|references?|logistics|appendix|meeting (?:notes|info|details)|minutes|schedule|recordings?"
)
"""Headings that stand for no team wherever they are."""

REPORT_TOPIC: Final = _phrases(
    r"(?:new |recent |latest |upcoming |pending |next |planned )*"
    r"(?:releases?|features?|fix(?:es)?|bug ?fixes|changes|proposals?|questions?|updates?|improvements|enhancements)",
    r"acknowledge?ments?|deprecations?(?: warnings?)?!?|notes?|status|progress|priorities|roadmap|plans?|risks?|blockers",
    r"current(?:ly)?|completed|done|to ?do|upcoming|coming (?:up|soon)|in[- ]progress|ongoing|work in progress|next|now|later",
    r"(?:past|last|next|this|these|coming|previous) (?:\w+ ){0,3}(?:weeks?|months?|sprints?|quarters?|iterations?)",
    r"highlights?|metrics|testing|documentation|security|community|issues|pull requests|prs|summary|details|links?",
    r"what(?:'|’)s (?:new|next)|help needed|needs? help|discussions?|decisions?|general|misc(?:ellaneous)?|others?",
)
"""Subsections of one team's report that are only a part of it."""

STATUS: Final = re.compile(
    r"(?:(?:proposed|newly|currently|still|pre-?) ?)?"
    r"(?:incubating|incubation|incubated|active|graduated|graduating|graduation|retired|retiring|retirement"
    r"|under review|in review|archived|attic|deprecated|emeritus|experimental|sandbox(?:ed)?|dormant|inactive|proposed"
    r"|on hold|paused|suspended|terminated|top[- ]level|maintenance(?: mode)?|end of life|eol)"
)
"""What a project can be, in a bracket or as a heading of its own."""

PLACEHOLDERS: Final = frozenset({
    "", "-", "--", "…", "...", "n/a", "na", "n.a", "none", "tbd", "tba", "tbc", "todo", "to do", "nothing", "no update",
    "no updates", "no report", "no reports", "nothing to report", "nothing to report this week", "nothing new",
    "no news", "no updates this week", "no update this week", "nothing this week", "none this week", "add here",
    "add items here", "add your items here", "add yours here", "your report here", "your update here", "fill in",
    "fill me in", "placeholder", "to be added", "to be filled in", "to be announced", "coming soon", "empty", "pending",
    "?", "??", "???", "x", "xxx", "nil", "not present", "no one present", "skipped", "skip", "nothing to add", "nope",
})  # fmt: skip
"""What stands where nothing was reported, without brackets, emphasis, final full stop and case."""

ROLES: Final = frozenset({
    "moderator", "moderators", "chair", "chairs", "co-chair", "host", "hosts", "facilitator", "facilitators", "notes",
    "note taker", "note-taker", "notetaker", "notetakers", "note takers", "scribe", "scribes", "secretary", "minutes",
    "date", "when", "where", "time", "location", "author", "authors", "contact", "organizer", "recording", "recorder",
})  # fmt: skip
"""What may stand before a colon and a name without being that person's item."""
