"""The rules of a check by code and name, and what a rule found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule; `meaning` says what it finds. `safe`: its repair changes no word and can be made unasked."""

    code: str
    name: str
    meaning: str
    safe: bool = False


RULES: Final = (
    Rule("M100", "not-utf-8", "the file is not UTF-8, or only partly"),
    Rule("M101", "broken-encoding", "UTF-8 that was read as Windows-1252: KÃ¶per for Köper", safe=True),
    Rule(
        "M102",
        "dash-reply",
        "a line begun with --, for Markdown a part of the bullet above",
        safe=True,
    ),
    Rule("M103", "trailing-blanks", "blanks at the end of a line of a list", safe=True),
    Rule("M104", "hard-tab", "a tab that indents a line of a list", safe=True),
    Rule("M105", "conflict-markers", "git's conflict markers: one of the sides is to be chosen"),
    Rule("M201", "placeholder", "TBD, [add here] and the like are left"),
    Rule("M202", "no-report", "a team's section is empty"),
    Rule("M203", "old-report", "a team's report is the same as in the meeting before"),
    Rule("M204", "not-on-agenda", "a section is not on the agenda"),
    Rule("M205", "not-discussed", "an entry of the agenda has no section"),
    Rule("M206", "no-lead", "a team has no lead, where the others have"),
    Rule("M207", "lead-changed", "a team's lead is not that of the meeting before"),
    Rule("M208", "duplicate-section", "a section's name comes twice in one place"),
    Rule("M209", "level-skipped", "a heading skips a level"),
    Rule("M301", "no-owner", "an open action has no owner"),
    Rule("M302", "no-due", "an open action has no due date"),
    Rule("M303", "overdue", "an open action was due before the meeting"),
    Rule("M304", "no-outcome", "a proposal has no outcome"),
    Rule("M305", "vote-no-result", "a vote has no result"),
    Rule("M306", "vote-wrong-result", "a vote's result is not what its numbers say"),
    Rule("M307", "vote-of-absent", "somebody votes who is absent"),
    Rule("M308", "vote-no-quorum", "a vote was taken without quorum"),
    Rule("M309", "vote-too-many", "there are more votes than people present"),
    Rule("M310", "topic-open", "a topic has no outcome, where most of the others have"),
    Rule("M311", "review-unclear", "who reviewed, flagged or voted can be one of several people"),
    Rule("M401", "date-differs", "the title's date is not that of the file's name"),
    Rule("M404", "old-date", "the first lines say the date of the meeting before"),
    Rule("M402", "no-target", "a link leads nowhere"),
    Rule("M403", "unsafe-link", "a link is not http, https or mailto, nor to a file beside this one"),
)
"""All rules, by code."""

BY_CODE: Final = {rule.code: rule for rule in RULES}


class UnknownCodeError(ValueError):
    """A code that no rule has; the message lists those there are."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something wrong on a line, counted from 0."""

    line: int
    code: str
    message: str

    @property
    def rule(self) -> Rule:
        """The rule that found it."""
        return BY_CODE[self.code]


def known_codes(text: str) -> frozenset[str]:
    """The rules that a text names by code, a code's beginning (`M3`) or name, with commas or blanks between.

    Raises UnknownCodeError.
    """
    codes = set()
    for word in text.replace(",", " ").split():
        named = word.casefold()
        meant = {rule.code for rule in RULES if rule.name == named or rule.code.casefold().startswith(named)}
        if not meant:
            known = ", ".join(f"{rule.code} {rule.name}" for rule in RULES)
            raise UnknownCodeError(f"there is no rule {word!r}; the rules are {known}")
        codes |= meant
    return frozenset(codes)
