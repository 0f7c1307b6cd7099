"""What a text should perhaps not tell: found, and struck only by name."""

from __future__ import annotations

import pytest

from tui.minutes.export.forms import FORMS, Export
from tui.minutes.publishing.secrets import STRUCK, struck, told_in
from tui.minutes.reading.reader import read
from tui.minutes.text.source import Source


@pytest.mark.parametrize(
    ("line", "kind", "words"),
    [
        ("- mail ada.obi+x@harbour.example.org about it", "a mail address", "ada.obi+x@harbour.example.org"),
        ("- call +49 30 1234 567", "a phone number", "+49 30 1234 567"),
        ("- call (030) 123-45-67", "a phone number", "(030) 123-45-67"),
        ("- key ghp_" + "a1" * 18, "a token", "ghp_" + "a1" * 18),
        ("- key AKIA" + "ABCD" * 4, "a token", "AKIA" + "ABCD" * 4),
        ("- Off the record: he leaves", "said aside", "Off the record: he leaves"),
        ("- please don't minute this bit", "said aside", "don't minute this bit"),
    ],
)
def test_each_kind_is_told(line: str, kind: str, words: str) -> None:
    [told] = told_in(f"# T\n\n{line}\n")
    assert (told.kind, told.words, told.line) == (kind, words, 3)


@pytest.mark.parametrize(
    "line",
    [
        "- 2026-03-10 and 10.03.2026 and 2026 03 10",
        "- @ada and @bo-lind met",
        "- v1.22.3-4 of https://example.org/a/12-34-56-78",
        "- 5 for, 0 against; 10 20 30",
        "- issue nodejs/node#63055",
        "- the record is set",
    ],
)
def test_what_tells_nothing(line: str) -> None:
    assert told_in(line) == []


def test_only_what_is_named_is_struck_and_in_every_form() -> None:
    text = "# T\n\n- [ ] **ACTION:** Ada: write to bo@example.org, not to cy@example.org (due 2026-03-24)\n"
    assert struck("bo@example.org", frozenset({"bo@example.org"})) == STRUCK
    export = Export(read(Source(text)), "m.md", struck=frozenset({"bo@example.org"}))
    for form in FORMS.values():
        made = str(form.make(export))
        assert "bo@example.org" not in made, form.name
        assert "cy@example.org" in made, form.name
