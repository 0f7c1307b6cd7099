"""Cleaning: the rules by name, in their order, and the cleaned minutes with what each rule did.

No rule changes a word of what is kept, but for those that say so. Cleaning what is clean changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final

from tui.minutes.export import rules, section_rules
from tui.minutes.export.draft import Draft, Touch
from tui.minutes.export.public import public
from tui.minutes.model import Meeting
from tui.minutes.text.source import Span


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of cleaning. `meaning` says what it does, for help and settings."""

    name: str
    meaning: str
    apply: Callable[[Draft], tuple[Draft, list[Touch]]] | None = None  # None: it is done elsewhere
    always: bool = False  # it cannot be turned off


RULES: Final = (
    Rule("comments", "comments are left out, wherever they stand (always)", always=True),
    Rule("private", "private lines and parts and closed sessions are left out (always)", always=True),
    Rule("encoding", "broken encoding is repaired where that is certain: KÃ¶per is Köper", rules.encoding),
    Rule("controls", "control characters and bidi overrides are shown as symbols", rules.controls),
    Rule("html", "raw HTML is shown as text, but for plain tags such as <br>", rules.raw_html),
    Rule("replies", "lines begun with -- are nested as list items under what they answer", rules.replies),
    Rule("bullets", "one bullet marker in the whole file", rules.bullets),
    Rule("placeholders", "TBD, [add here] and the like are left out", rules.placeholders),
    Rule("front", "the date stands under the title, the attendees before all sections", section_rules.front),
    Rule(
        "agenda", "entries of the agenda are left out where headings say the same words", section_rules.agenda
    ),
    Rule("teams", "teams without a report are named in one line", section_rules.teams),
    Rule("empty", "empty sections are left out", section_rules.empty),
    Rule("summary", "decisions, and actions by owner, are summed up before the sections"),
    Rule("layout", "Markdown is laid out alike: blank lines, indents, tables (md only)"),
)
"""All rules, in the order in which they are applied."""

NAMES: Final = tuple(rule.name for rule in RULES)

_ROUNDS: Final = 4
"""What one rule leaves can be what another is for; so they go round until nothing changes."""


SWITCHES: Final = tuple(rule.name for rule in RULES if not rule.always)
"""The rules that can be turned off."""


class UnknownRuleError(ValueError):
    """A name of no rule that can be turned off; the message lists those that are."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Cleaned minutes: the draft, what was done, and the rules that were off."""

    draft: Draft
    touches: tuple[Touch, ...]
    kept: frozenset[str]

    @property
    def meeting(self) -> Meeting:
        """The cleaned minutes, read."""
        return self.draft.meeting


def clean(meeting: Meeting, file_name: str = "", keep: Collection[str] = ()) -> Cleaned:
    """Clean minutes; the rules named in `keep` are off."""
    kept = frozenset(keep)
    draft, hidden = public(meeting, file_name)
    touches = list(hidden)
    for _ in range(_ROUNDS):
        before = draft.lines
        for rule in RULES:
            if rule.apply is not None and rule.name not in kept:
                draft, done = rule.apply(draft)
                touches += done
        if draft.lines == before:
            break
    order = {name: number for number, name in enumerate(NAMES)}
    return Cleaned(draft, tuple(sorted(touches, key=lambda touch: (order[touch.rule], touch.lines))), kept)


def known_names(text: str) -> frozenset[str]:
    """The rules that a text names, separated by commas or blanks. Raises UnknownRuleError."""
    names = frozenset(text.replace(",", " ").split())
    if fixed := sorted(names & set(NAMES) - set(SWITCHES)):
        raise UnknownRuleError(f"the rule {fixed[0]!r} cannot be turned off: what is hidden never leaves")
    if unknown := sorted(names - set(NAMES)):
        raise UnknownRuleError(f"there is no rule {unknown[0]!r}; the rules are {', '.join(SWITCHES)}")
    return names


def explained(touches: Collection[Touch]) -> list[str]:
    """What was done, a line for each rule and reason, with the lines of the file from 1."""
    found: dict[tuple[str, str], list[Span]] = {}
    for touch in touches:
        spans = found.setdefault((touch.rule, touch.why), [])
        if spans and len(touch.lines) and spans[-1].end == touch.lines.start:
            spans[-1] = Span(spans[-1].start, touch.lines.end)
        else:
            spans.append(touch.lines)
    return [f"{rule}: {_lines(spans)}{why}" for (rule, why), spans in found.items()]


def _lines(spans: list[Span]) -> str:
    shown = [
        str(span.start + 1) if len(span) == 1 else f"{span.start + 1}-{span.end}"
        for span in spans
        if len(span)
    ]
    if not shown:
        return ""
    many = len(shown) > 1 or "-" in shown[0]
    return f"line{'s' if many else ''} {', '.join(shown)}: "
