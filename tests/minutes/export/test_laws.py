"""The laws of the Markdown export: nothing lost unnamed, no byte touched unnamed, the same meeting again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.corpus import OWN, sample
from tests.support.export_laws import broken
from tui.minutes.export.forms import FORMS, Export
from tui.minutes.reading.reader import read
from tui.minutes.text.source import Source

UNKNOWN = """\
# Sync 2026-03-10

[TOC]

## Topics

See [[Budget 2026]] and [[People/Ada|Ada]], a footnote[^1] and a citation [@obi2026, p. 3].

!!! note "Trip"
    No trip
    at all

:::info
Text in a container
- list
:::

Term
:   Definition

| a | b |
|---|---|
| x | y |
{: .table}

Title of its own
----------------

1) one
1) two

***

[^1]: The note.
"""


@pytest.mark.parametrize("path", [*OWN, *sample(9)], ids=lambda path: path.name)
def test_laws_of_real_minutes(path: Path) -> None:
    assert list(broken(path)) == []


def exported(text: str, keep: frozenset[str] = frozenset()) -> str:
    return str(FORMS["md"].make(Export(read(Source(text), "2026-03-10.md"), "2026-03-10.md", keep)))


def test_what_markdown_does_not_know_stays_as_it_is() -> None:
    assert exported(UNKNOWN) == UNKNOWN


def test_every_line_keeps_its_own_newline_and_blanks() -> None:
    text = "# T 2026-03-10\r\n\r\n- a  \n\tb\r\n*   c\u00a0\r\n"
    assert exported(text) == text.replace("*   c", "-   c")


def test_an_outline_is_written_once() -> None:
    text = "- ## Sync 2026-03-10\n\t- **ACTION:** Ada: send\n\t- ### Budget\n\t\t- costs rose\n"
    made = exported(text)
    assert made.startswith(text)
    assert made.count("## Summary") == 1
    assert exported(made) == made


def test_an_open_fence_swallows_no_summary() -> None:
    text = "# T 2026-03-10\n\n- [ ] **ACTION:** Ada: send\n\n```\ncode\n"
    made = exported(text)
    assert made.endswith(text)
    assert exported(made) == made
    bare = text.removeprefix("# T 2026-03-10\n\n")
    assert exported(bare) == bare


def test_front_matter_and_the_title_stay_beside_each_other() -> None:
    text = "---\ntags: board\n---\n# T 2026-03-10\n\n- a\n"
    assert exported(text) == text
