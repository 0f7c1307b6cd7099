"""How people write minutes: the words that mark kinds of sections, statuses, placeholders, companies.

Tables, not code: what reads them is in `headings`, `people` and `recognise`. All words are lower case;
a heading is compared without its number, emphasis, timebox and trailing colon.
"""

from __future__ import annotations

from typing import Final

from tui.minutes.model import SectionKind

KIND_WORDS: Final[dict[SectionKind, tuple[str, ...]]] = {
    SectionKind.AGENDA: ("agenda", "table of contents", "contents", "toc", "agenda items", "topics overview"),
    SectionKind.ATTENDEES: (
        "attendees", "attendee", "attendance", "present", "participants", "roll call", "who is here",
        "in attendance", "people present", "attending", "introduction of attendees",
    ),
    SectionKind.ANNOUNCEMENTS: ("announcements", "announcement", "news", "news and announcements"),
    SectionKind.LIFECYCLE: ("pmc lifecycle activities", "pmc lifecycle", "lifecycle activities", "project lifecycle"),
    SectionKind.DISCUSSION: (
        "discussion", "discussions", "open discussion", "general discussion", "any other business", "aob",
        "other business", "new business", "q&a", "q/a", "questions", "open floor", "open mic", "open forum",
    ),
    SectionKind.ACTIONS: (
        "action items", "actions", "action item", "action", "next steps", "todo", "todos", "to do", "follow-ups",
        "follow ups", "action item review", "review of action items",
    ),
    SectionKind.DECISIONS: (
        "decisions", "decision", "conclusion", "conclusions", "resolution", "resolutions", "conclusion/resolution",
        "outcome", "outcomes", "agreements",
    ),
}  # fmt: skip

CONTAINERS: Final = (
    "backlog reviews", "backlog review", "projects", "project updates", "project reports", "project status",
    "team updates", "team reports", "teams", "working groups", "working group updates", "client updates",
    "status updates", "status reports",
)  # fmt: skip
"""Headings whose direct subsections are teams."""

STATUSES: Final = (
    "incubating", "incubation", "active", "graduated", "graduating", "retired", "retiring", "under review",
    "proposed", "archived", "attic", "deprecated", "emeritus", "experimental", "sandbox",
)  # fmt: skip

PLACEHOLDERS: Final = frozenset({
    "", "-", "--", "*", "…", "...", "n/a", "na", "n.a.", "none", "tbd", "tba", "todo", "nothing", "no update",
    "no updates", "no report", "nothing to report", "add here", "your report here", "?", "x",
})  # fmt: skip
"""What stands where nothing was reported, without brackets, full stop and case."""
