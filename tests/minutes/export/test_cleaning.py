"""Cleaning: each rule by an example, and the laws that hold for any minutes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from hypothesis import given, settings

from tests.support.corpus import OWN, sample
from tests.support.markdown import plain_text
from tui.minutes.export.cleaning import NAMES, SWITCHES, UnknownRuleError, clean, explained, known_names
from tui.minutes.export.draft import CleanedDraft
from tui.minutes.export.layout import layout
from tui.minutes.export.markdown import markdown, slugs
from tui.minutes.export.public import public
from tui.minutes.export.tokens import said
from tui.minutes.reading.reader import read
from tui.minutes.text.source import Source


class Case(NamedTuple):
    rule: str
    text: str
    cleaned: str
    told: str


CASES: Final = (
    Case("encoding", "# T\n- KÃ¶per and Köper\n", "# T\n- Köper and Köper\n", "line 2: KÃ¶per is Köper"),
    Case("controls", "# T\n- a\x1b[31m\u202eb\n", "# T\n- a␛[31m⇄b\n", "line 2: control characters"),
    Case("comments", "# T\n<!-- x\ny -->\n- a <!-- z --> b\n", "# T\n- a  b\n", "lines 2-4: the comment"),
    Case("html", "# T\n- <b onclick=x>a</b><br>\n", "# T\n- \\<b onclick=x>a</b><br>\n", "line 2: raw HTML"),
    Case("replies", "# T\n- a\n-- b\n-- c\nd\n", "# T\n- a\n  - b\n  - c\n    d\n", "lines 3-5: the reply"),
    Case("bullets", "# T\n* a\n  + b\n* c\n", "# T\n- a\n  - b\n- c\n", "lines 2-4: one bullet marker"),
    Case("placeholders", "# T\n- a\n- TBD\n- b\n", "# T\n- a\n- b\n", "line 3: the placeholder"),
    Case(
        "agenda",
        "# T\n## Agenda\n- docs reviews\n- Budget\n\n## 1. Docs Reviews\n- a\n\n## Budget\n- b\n",
        "# T\n## 1. Docs Reviews\n- a\n\n## Budget\n- b\n",
        "lines 2-5: the agenda's list",
    ),
    Case(
        "teams",
        "# T\n## Projects\n### CLI - Ada Obi\n- a\n### UAA - Bo Ek\n\n### Core - Cy Lee\n",
        "# T\n## Projects\n\nNo report: UAA - Bo Ek; Core - Cy Lee.\n\n### CLI - Ada Obi\n- a\n",
        "lines 5-7: the team has no report",
    ),
    Case(
        "empty", "# T\n## News\n\n## Discussion\n- a\n", "# T\n## Discussion\n- a\n", "lines 2-3: the section"
    ),
)


def cleaned(text: str, *, only: str = "", name: str = "") -> str:
    keep = set(NAMES) - {only} if only else set()
    return clean(read(Source(text), name), name, keep).draft.text


def laid(text: str) -> str:
    draft = CleanedDraft.of(Source(text), "")
    return draft.changed(layout(draft)).text


@pytest.mark.parametrize("case", CASES, ids=[case.rule for case in CASES])
def test_a_rule_by_itself(case: Case) -> None:
    result = clean(read(Source(case.text)), "", set(NAMES) - {case.rule})
    assert result.draft.text == case.cleaned
    assert any(line.startswith(f"{case.rule}: {case.told}") for line in explained(result.touches))
    off = clean(read(Source(case.text)), "", {*NAMES}).draft.text
    assert off == (case.text if case.rule in SWITCHES else case.cleaned)


def test_the_front_gets_date_and_attendees() -> None:
    text = "# Core call\n\n## Talk\n- a\n\n## Attendees\n- Ada Obi\n\n## More\n- b\n"
    front = "# Core call\n\nDate: 2026-03-10\n\n## Attendees\n- Ada Obi\n\n## Talk\n- a\n\n## More\n- b\n"
    result = cleaned(text, only="front", name="2026-03-10.md")
    assert [line for line in result.split("\n") if line] == [line for line in front.split("\n") if line]
    for head in ("# Call 10 March 2026", "# Anruf\nDienstag, 10. März 2026", "# Call\n## 2026-03-10"):
        assert cleaned(f"{head}\n- a\n", only="front", name="2026-03-10.md").count("2026") == 1


def test_an_agenda_that_records_what_was_said_stays() -> None:
    for more in ("  - **DECISION:** approved\n", "  -- no\n", "  - who knows\n  - who cares\n  - nobody\n"):
        text = f"# T\n## Agenda\n- Docs\n{more}- Budget\n\n## Docs\n- a\n"
        assert "## Agenda" in cleaned(text), more


@pytest.mark.parametrize(
    "entry",
    [
        "Budget (skipped, no quorum)",
        "Budget <*not the colour*>",
        "Budget https://example.org/b",
        "[Budget](https://example.org/b)",
        "Budget\n  from May on every Monday",
        "Budget 🎉",
        "[x] Budget",
        "Docs Budget",
        "Silence",
        "Elsewhere",
    ],
)
def test_an_entry_of_the_agenda_stays_that_says_more_than_one_heading_does(entry: str) -> None:
    text = f"# T\n## Agenda\n- {entry}\n- Docs\n\n## Docs\n- a\n\n## Budget\n- b\n\n## Silence\n"
    assert cleaned(text).startswith(f"# T\n## Agenda\n- {entry}\n\n## Docs\n")


def test_a_rule_that_would_change_other_words_is_not_applied() -> None:
    text = "# T\n> - a\n> -- b\n\n* ---\n"
    assert said(cleaned(text)) == said(text.replace("> -- b", "> - b")) or "-- b" in cleaned(text)


def test_unknown_rules_are_told() -> None:
    with pytest.raises(UnknownRuleError, match="no rule 'agend'; the rules are encoding"):
        known_names("empty, agend")
    with pytest.raises(UnknownRuleError, match="'comments' cannot be turned off"):
        known_names("comments")


def test_the_summary_names_decisions_and_actions_by_owner() -> None:
    text = (
        "# T\n## Talk\n- Move it | now\n  - **DECISION:** approved\n"
        "- [ ] **ACTION:** Bo, Ada: do (due 2026-05-01)\n"
        "- [x] **ACTION:** TBD: find\n"
    )
    result = markdown(clean(read(Source(text))))
    assert [line for line in result.split("\n") if line.startswith("|")] == [
        "| Decision | Section |",
        "| --- | --- |",
        "| Move it \\| now: approved | [Talk](#talk) |",
        "| Owner | Action | Due | Section |",
        "| --- | --- | --- | --- |",
        "| Ada | do (with Bo) | 2026-05-01 | [Talk](#talk) |",
        "| Bo | do (with Ada) | 2026-05-01 | [Talk](#talk) |",
        "| Nobody yet | find | done | [Talk](#talk) |",
    ]
    assert markdown(clean(read(Source(text)), "", {"summary"})).count("|") == 1


def test_fragments_are_githubs() -> None:
    assert slugs(["A & B", "CLI - Dies Köper", "A & B", "100 % `x_y`"]) == [
        "a--b", "cli---dies-köper", "a--b-1", "100--x_y",
    ]  # fmt: skip


@pytest.mark.parametrize("path", [*OWN, *sample(5)], ids=lambda path: path.name)
def test_real_minutes_are_clean_after_one_cleaning(path: Path) -> None:
    once = markdown(clean(read(Source.from_bytes(path.read_bytes()), path.name), path.name))
    assert markdown(clean(read(Source(once), path.name), path.name)) == once


_WORDED: Final = {"encoding", "controls", "html", "front", "teams", "summary"}


@pytest.mark.parametrize("path", [*OWN, *sample(5)], ids=lambda path: path.name)
def test_real_minutes_keep_every_word(path: Path) -> None:
    """What is left out is left out whole; all else is there, in its order, as markdown-it-py renders it."""
    source = Source.from_bytes(path.read_bytes())
    result = laid(clean(read(source, path.name), path.name, _WORDED).draft.text)
    shown = public(read(source, path.name), path.name).draft.text
    before = iter(_without_dashes(said(shown)))
    assert [block for block in _without_dashes(said(result)) if block not in before] == []
    everything = {"comments", "placeholders", "agenda", "empty", *_WORDED}
    kept = laid(clean(read(source, path.name), path.name, everything).draft.text)
    assert "".join(_without_dashes(said(kept))) == "".join(_without_dashes(said(shown)))


def _without_dashes(blocks: list[str]) -> list[str]:
    """Replies lose their dashes, word processors' lists their bullets, and become blocks of their own."""
    parts = [part for block in blocks for part in re.sub("--|[•▪●]", "\n", block).split("\n")]
    return [part for part in parts if part]


@given(plain_text)
@settings(max_examples=150, deadline=None)
def test_any_text_is_clean_after_one_cleaning(text: str) -> None:
    once = cleaned(text)
    assert cleaned(once) == once


@given(plain_text)
@settings(max_examples=150, deadline=None)
def test_layout_keeps_every_word(text: str) -> None:
    assert said(laid(text)) == said(text)


@given(plain_text)
@settings(max_examples=400, deadline=None)
def test_any_markdown_is_clean_after_one_cleaning(text: str) -> None:
    once = markdown(clean(read(Source(text))))
    assert markdown(clean(read(Source(once)))) == once
