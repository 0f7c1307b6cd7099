"""A section that one side moves whole while the other writes in it stands once, with what was written."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tui.minutes.text.merge import merge
from tui.minutes.text.source import Source

HEAD = "# T\n\n"
NEW = "- new\n"


def section(name: str, items: list[str]) -> str:
    return f"## {name}\n\n" + "".join(f"- {name} {item}\n" for item in items) + "\n"


def merged_both_ways(base: str, wrote: str, moved: str) -> set[str]:
    """What a merge gives, whoever of the two is us; nobody has to look at it."""
    results = [merge(Source(base), Source(a), Source(b)) for a, b in ((wrote, moved), (moved, wrote))]
    assert all(conflict.additions_only for result in results for conflict in result.conflicts)
    return {result.source.text for result in results}


@given(
    st.lists(st.lists(st.sampled_from("abcd"), min_size=1, unique=True), min_size=2, max_size=5),
    st.randoms(use_true_random=False),
)
def test_law(bodies: list[list[str]], random: Random) -> None:
    """Whatever the order that they come to, and wherever in one of them a line is added."""
    names = [f"S{number}" for number in range(len(bodies))]
    sections = {name: section(name, items) for name, items in zip(names, bodies, strict=True)}
    name = random.choice(names)
    lines = sections[name].splitlines(keepends=True)
    lines.insert(random.randint(2, len(lines) - 1), NEW)
    after = sections | {name: "".join(lines)}
    order = random.sample(names, len(names))
    base, wrote, moved = (
        HEAD + "".join(texts[name] for name in names)
        for texts, names in ((sections, names), (after, names), (sections, order))
    )
    assert merged_both_ways(base, wrote, moved) == {HEAD + "".join(after[name] for name in order)}


def test_a_section_with_one_below_it_and_no_blank_line_at_the_end() -> None:
    a, b = "# A\n- a\n", "# B\n## C\n- c\n"
    assert merged_both_ways(a + b, a + b + NEW, b + a) == {b + NEW + a}


def test_a_section_that_was_changed_when_it_was_moved_is_for_somebody_to_look_at() -> None:
    a, b, c = section("A", ["a", "b", "c", "d"]), section("B", ["a"]), section("B", ["b"])
    merged = merge(Source(b + a), Source(b.rstrip() + f"\n{NEW}\n" + a), Source(a + c))
    assert merged.conflicts
    assert {NEW, "- B b\n"} <= set(merged.source.lines)


def test_a_new_section_is_nobodys_line() -> None:
    a, b, new = section("A", ["a", "b", "c", "d"]), section("B", ["a"]), section("C", ["c"])
    merged = merge(Source(b + a), Source(b + new + a), Source(a + b))
    assert merged.source.text.count("## C") == 1
