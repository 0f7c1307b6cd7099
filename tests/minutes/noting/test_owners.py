"""Known people: found by what is typed of them, completed while it is typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.minutes import meeting_of
from tui.minutes.model import Person
from tui.minutes.noting.owners import COLLECTIVE, People, did_you_mean, folded, known_people, written

ADA, ABE, ZOE = Person("Ada Obi", "aobi"), Person("Abe Lund"), Person("Zoé Köhler")
BOT = Person("", "note-bot")
PEOPLE = People([ADA, ABE, ZOE, BOT])


@pytest.mark.parametrize(
    ("typed", "person"),
    [
        ("ada", ADA), ("Ada Obi", ADA), ("OBI", ADA), ("@aobi", ADA), ("aobi", ADA), ("ao", ADA),
        ("obi", ADA), ("al", ABE), ("lund", ABE), ("zoe", ZOE), ("Zoé", ZOE), ("ZoÃ©", ZOE),
        ("kohler", ZOE), ("zk", ZOE), ("@note-bot", BOT), ("note-bot", BOT), ("  ada   obi ", ADA),
    ],
)  # fmt: skip
def test_found_by_whole_name_handle_and_initials(typed: str, person: Person) -> None:
    assert PEOPLE.find(typed).person == person


@pytest.mark.parametrize(
    "typed",
    ["", " ", "a", "x", "@ada", "bob", "ada obi x", "@", "a" * 1000, "ob", "lu", "note", "ad", "ada o"],
)
def test_nobody_by_less_or_more(typed: str) -> None:
    assert PEOPLE.find(typed).person is None


def test_several_are_told() -> None:
    people = People([Person("Ada Obi"), Person("Ada Lund")])
    assert people.find("ada").choices == (Person("Ada Obi"), Person("Ada Lund"))
    assert people.find("ada").person is None
    assert people.find("ada obi").person == Person("Ada Obi")


@pytest.mark.parametrize("word", ["us", "we", "all", "both", "everyone", "team", "US"])
def test_a_word_for_many_is_nobody_even_by_initials(word: str) -> None:
    people = People([Person("Uma Sen"), Person("Wes Ek"), Person("All Both"), Person("Everyone Team")])
    assert people.find(word).choices == ()


def test_a_beginning_is_asked_back() -> None:
    assert PEOPLE.perhaps("lu") == (ABE,)
    assert PEOPLE.perhaps("a") == ()
    assert did_you_mean(PEOPLE.perhaps("ad")) == "did you mean Ada Obi?"
    assert did_you_mean(PEOPLE.perhaps("x")) == ""


def test_completion_is_ranked() -> None:
    assert PEOPLE.complete("a") == (ADA, ABE)
    assert PEOPLE.complete("") == (ADA, ABE, ZOE, BOT)
    assert PEOPLE.complete("", limit=1) == (ADA,)
    assert PEOPLE.complete("zk") == (ZOE,)
    assert PEOPLE.complete("hler") == (ZOE,)
    assert PEOPLE.complete("@") == (ADA, BOT)
    assert PEOPLE.complete("@n") == (BOT,)
    assert PEOPLE.complete("q") == ()


def test_leads_attendees_and_earlier_owners_each_once() -> None:
    meeting = meeting_of(
        "# M\n## Attendees\n- Cai Wu (@cwu)\n## Teams\n### CLI - Ada Obi\n### Docs - AdÃ© Öz\n"
    )
    earlier = meeting_of("# M\n- [x] **ACTION:** ada obi, @cwu, @late: x\n")
    names = [written(person) for person in known_people(meeting, [earlier])]
    assert names == ["Ada Obi", "AdÃ© Öz", "Cai Wu", "@late"]
    assert written(Person("Zoé KÃ¶hler")) in ("Zoé KÃ¶hler", "Zoé Köhler")
    assert written(Person("KÃ¶hler")) == "Köhler"


@given(st.text(max_size=20))
def test_anybody_is_found_by_the_whole_name(name: str) -> None:
    people = People([Person(name)])
    assert folded(folded(name)) == folded(name)
    if folded(name) in COLLECTIVE:
        assert people.find(name).person is None
    elif folded(name) and not folded(name).startswith("@"):
        assert people.find(name).person == Person(name)
        assert people.complete(name) == (Person(name),)


def test_an_owner_in_initials_is_nobody_else() -> None:
    actions = "- [ ] **ACTION:** AO: paint\n- [ ] **ACTION:** CT: sweep\n"
    people = known_people(meeting_of(f"# T\n\nPresent: Ada Obi, Bo Lind\n\n## Talk\n\n{actions}"))
    assert [person.name for person in people] == ["Ada Obi", "Bo Lind", "CT"]
    assert people.find("AO").person == Person("Ada Obi")
