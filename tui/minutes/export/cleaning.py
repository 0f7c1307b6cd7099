"""Cleaning: the rules by name, in their order, and the cleaned minutes with what each rule did.

No rule changes a word of what is kept, but for those that say so. Cleaning what is clean changes nothing.

Rules are put together, since a reading costs what a rule does: all that they propose is made at once, and the
file read once more. Where what was made is not what was meant, or bodies hang together, the rules go one
after the other, each change checked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from tui.minutes.export import rules, section_rules
from tui.minutes.export.bodies import Bodies, is_cut
from tui.minutes.export.draft import CleanedDraft, LineChange, Touch, applied
from tui.minutes.export.public import Public, public
from tui.minutes.export.section_rules import Propose, only_the_line
from tui.minutes.export.summary import reviewed_of, without_summary
from tui.minutes.model import Meeting
from tui.minutes.text.source import Source, Span


class _Proposal(NamedTuple):
    """A change with the rule that proposes it; of a cleaned body with all that was done in it."""

    change: LineChange
    touches: Sequence[Touch]


def one_pass(
    draft: CleanedDraft, bodies: Bodies, rules: Sequence[tuple[str, Propose]]
) -> tuple[CleanedDraft, list[Touch]]:
    """The draft with bodies cleaned and section rules applied, and what was done."""
    if is_cut(draft.meeting):
        made = _at_once(draft, bodies, rules)
        if made is not None:
            return made
    draft, touches = bodies.clean(draft)
    for name, propose in rules:
        draft, done = applied(draft, name, propose(draft), only_the_line)
        touches += done
    return draft, touches


def _at_once(
    draft: CleanedDraft, bodies: Bodies, rules: Sequence[tuple[str, Propose]]
) -> tuple[CleanedDraft, list[Touch]] | None:
    """All proposals together; None where that says something else than each of them."""
    found = [
        _Proposal(change, (draft.touch(name, change),))
        for name, propose in rules
        for change in propose(draft)
    ]
    chosen = _apart(found)
    chosen = sorted(_with_bodies(draft, bodies, chosen), key=lambda each: each.change.span)
    if not chosen:
        return draft, []
    changes = [each.change for each in chosen]
    after = draft.changed(changes)
    if not is_cut(after.meeting) or not _agree(_headings(after), _meant(draft, changes)):
        return None
    return after, [touch for each in chosen for touch in each.touches]


def _apart(proposals: Sequence[_Proposal]) -> list[_Proposal]:
    """Those that do not touch each other's lines, the first of two that do; others wait for another pass."""
    order = sorted(range(len(proposals)), key=lambda n: (proposals[n].change.span, n))
    taken: list[int] = []
    for n in order:
        span = proposals[n].change.span
        if taken:
            last = proposals[taken[-1]].change.span
            if span.start < last.end or span == last:
                if taken[-1] < n:
                    continue
                taken.pop()
        taken.append(n)
    return [proposals[n] for n in taken]


def _with_bodies(draft: CleanedDraft, bodies: Bodies, proposals: Sequence[_Proposal]) -> Iterator[_Proposal]:
    """The proposals, those within a body as one with what it is cleaned to."""
    n = 0
    for section in draft.meeting.sections:
        body = section.body
        inner: list[_Proposal] = []
        whole = False
        while n < len(proposals) and proposals[n].change.span.start < max(
            body.end, section.heading.start + 1
        ):
            each = proposals[n]
            if each.change.span.start < body.start or each.change.span.end > body.end:
                whole = True
                yield each
            else:
                inner.append(each)
            n += 1
        while n < len(proposals) and proposals[n].change.span == Span(body.end, body.end):
            inner.append(proposals[n])
            n += 1
        if not whole:
            cleaned = bodies.change(draft, section, [each.change for each in inner])
            if cleaned is not None:
                change, touches = cleaned
                yield _Proposal(change, [*(touch for each in inner for touch in each.touches), *touches])
    yield from proposals[n:]


def _headings(draft: CleanedDraft) -> list[tuple[int, int, str]]:
    return [(each.heading.start, each.level, each.title) for each in draft.meeting.sections if each.level]


def _agree(found: Sequence[tuple[int, int, str]], meant: Sequence[tuple[int, int, str | None]]) -> bool:
    return len(found) == len(meant) and all(
        a[:2] == b[:2] and b[2] in (a[2], None) for a, b in zip(found, meant, strict=True)
    )


def _meant(draft: CleanedDraft, changes: Sequence[LineChange]) -> list[tuple[int, int, str | None]]:
    """The headings that are left, on the lines on which they will stand; a rewritten one without title."""
    meant: list[tuple[int, int, str | None]] = []
    moved, n = 0, 0
    gone = Span(0, 0)
    for start, level, title in _headings(draft):
        same = True
        while n < len(changes) and changes[n].span.start <= start:
            rewritten = changes[n].span == Span(start, start + 1) and len(changes[n].lines) == 1
            same = same and not rewritten
            gone = changes[n].span if not rewritten else gone
            moved += len(changes[n].lines) - len(changes[n].span)
            n += 1
        if start not in gone:
            meant.append((start + moved, level, title if same else None))
    return meant


@dataclass(frozen=True, slots=True)
class CleaningRule:
    """A rule of cleaning. `meaning` says what it does, for help and settings."""

    name: str
    meaning: str
    always: bool = False  # it cannot be turned off


RULES: Final = (
    CleaningRule("comments", "comments are left out, wherever they stand (always)", always=True),
    CleaningRule("private", "private lines and parts and closed sessions are left out (always)", always=True),
    CleaningRule("encoding", "broken encoding is repaired where that is certain: KÃ¶per is Köper"),
    CleaningRule("controls", "control characters and bidi overrides are shown as symbols"),
    CleaningRule(
        "html", "raw HTML is shown as text, but for plain tags such as <br>; so are links that could act"
    ),
    CleaningRule("replies", "lines begun with -- are nested as list items under what they answer"),
    CleaningRule("bullets", "one bullet marker in the whole file"),
    CleaningRule("reviews", "the lines that say who has reviewed a report are left out"),
    CleaningRule("placeholders", "TBD, [add here] and the like are left out"),
    CleaningRule("front", "the date stands under the title, the attendees before all sections"),
    CleaningRule("agenda", "entries of the agenda are left out that are sections"),
    CleaningRule("teams", "teams without a report are named in one line"),
    CleaningRule("empty", "empty sections are left out"),
    CleaningRule("summary", "decisions, and actions by owner, are summed up before the sections"),
    CleaningRule("layout", "blank lines and the indents of lists are made alike (md only)"),
)
"""All rules, in the order in which they are applied."""

ITEM_RULES: Final = {
    "encoding": rules.encoding,
    "controls": rules.controls,
    "html": rules.raw_html,
    "replies": rules.replies,
    "bullets": rules.bullets,
    "reviews": rules.reviews,
    "placeholders": rules.placeholders,
}
SECTION_RULES: Final[tuple[tuple[str, Propose], ...]] = (
    ("encoding", rules.heading_encoding),
    ("controls", rules.heading_controls),
    ("html", rules.heading_html),
    ("front", section_rules.front),
    ("agenda", section_rules.agenda),
    ("teams", section_rules.teams),
    ("empty", section_rules.empty),
)

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

    source: Source
    draft: CleanedDraft
    touches: tuple[Touch, ...]
    kept: frozenset[str]
    reviewed: str = ""
    """How many reports were reviewed, for the summary: their lines are left out."""

    @property
    def meeting(self) -> Meeting:
        """The cleaned minutes, read."""
        return self.draft.meeting


def clean(
    meeting: Meeting, file_name: str = "", keep: Collection[str] = (), known: Public | None = None
) -> Cleaned:
    """Clean minutes; the rules named in `keep` are off. What is public of them may be `known`."""
    kept = frozenset(keep)
    draft, hidden = known if known is not None else public(meeting, file_name)
    touches = list(hidden)
    reviewed = ""
    if "summary" not in kept:
        reviewed = reviewed_of(draft.meeting)
        draft, done = without_summary(draft)
        touches += done
    draft, done = rules.links(draft)
    touches += done
    bodies = Bodies([rule for name, rule in ITEM_RULES.items() if name not in kept])
    proposals = [(name, propose) for name, propose in SECTION_RULES if name not in kept]
    for _ in range(_ROUNDS):
        before = draft.lines
        if "front" not in kept:
            draft, done = section_rules.attendees_first(draft)
            touches += done
        draft, done = one_pass(draft, bodies, proposals)
        touches += done
        if draft.lines == before:
            break
    order = {name: number for number, name in enumerate(NAMES)}
    return Cleaned(
        meeting.source,
        draft,
        tuple(sorted(touches, key=lambda touch: (order[touch.rule], touch.lines))),
        kept,
        reviewed,
    )


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
