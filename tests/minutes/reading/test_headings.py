"""Headings read by themselves: the visible title is CommonMark's, and any heading is read."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tui.minutes.reading.conventions import COMMON_KINDS, KIND_PHRASES, KIND_WORDS
from tui.minutes.reading.headings import kind_of, minutes_of, phrase_of, read_heading, title_of
from tui.minutes.reading.people import could_be_name, is_name, names_in

INLINE = st.text(alphabet="ab C-–:/`*_[]()~<>&;!\\@.,0123 ", max_size=40).map(str.strip)
PARSER = MarkdownIt("commonmark")


def commonmark(text: str) -> str:
    children = PARSER.parseInline(text)[0].children or []
    shown = (token.content for token in children if token.type in ("text", "code_inline", "image"))
    return " ".join("".join(shown).split())


@given(INLINE)
@example("`a` - B C (`d`)")
@example("a\\`b`")
@example("~~a~~ b")
@example("`` a ` b ``")
def test_a_title_is_what_commonmark_shows(text: str) -> None:
    assert title_of(text) == commonmark(text)


@given(INLINE)
@example(":–;")
@example("- (?)")
def test_any_heading_is_read(text: str) -> None:
    reading = read_heading(text)
    assert reading.title == title_of(text)
    assert reading.name or not reading.title
    assert all(owner.strip() == owner and owner for owner in reading.owners)


@given(st.text())
def test_people_are_found_in_any_text(text: str) -> None:
    assert all(names_in(text, lenient=True)) or not names_in(text)
    assert isinstance(is_name(text), bool)
    assert isinstance(could_be_name(text), bool)
    assert phrase_of(text) == phrase_of(text).casefold()


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("10m", 10),
        ("30 min", 30),
        ("~15 minutes", 15),
        ("5-10 min", 10),
        ("1h", 60),
        ("1.5 hours", 90),
        ("1h30", 90),
        ("10 min max", 10),
        ("10", None),
        ("10am", None),
        ("min", None),
    ],
)
def test_timeboxes(text: str, minutes: int | None) -> None:
    assert minutes_of(text) == minutes


PHRASES = """
attendees | roll call | who is here | people present | in attendance | introduction of attendees |
agenda | table of contents | topics to cover | outline | announcements | news | shout-outs and news
| pmc lifecycle activities | project graduations | action items | actions | next steps | to do |
todos | tasks | follow-ups | decisions made | conclusion/resolution | resolved | consensus |
agreements | outcomes | verdict | open discussion | any other business | aob | a.o.b. | other topics
| new business | q&a | q/a | q and a | questions | open floor | topics | items for discussion |
proposals and discussions
"""


@pytest.mark.parametrize("phrase", [" ".join(phrase.split()) for phrase in PHRASES.split("|")])
def test_every_phrase_of_a_kind_has_one_of_its_words(phrase: str) -> None:
    kinds = [kind for kind, pattern in KIND_PHRASES if pattern.fullmatch(phrase)]
    assert kinds
    assert all(any(word in phrase for word in KIND_WORDS[kind]) for kind in kinds)
    assert kind_of(phrase) is kinds[0]


@pytest.mark.parametrize("phrase", COMMON_KINDS)
def test_a_common_heading_is_of_the_kind_that_the_patterns_say(phrase: str) -> None:
    kinds = [kind for kind, pattern in KIND_PHRASES if pattern.fullmatch(phrase)]
    assert kinds[0] is COMMON_KINDS[phrase]


@pytest.mark.parametrize(
    "text", ["Ada Obi", "D. Obi", "Jean-Luc Obi", "Ada de la Obi", "Dies KÃ¶per", "JF Obi"]
)
def test_a_name(text: str) -> None:
    assert is_name(text)


@pytest.mark.parametrize(
    "text", ["Mark II", "Next Steps", "May 2026", "release plan", "TSC", "Ada obi", "A" * 99]
)
def test_no_name(text: str) -> None:
    assert not is_name(text)
