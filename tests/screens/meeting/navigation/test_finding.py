"""Find in the whole meeting: hits are gone to, marked, counted, and left again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.desk import SIZES, Desk, minutes_file, opened
from widgets.styles import Styles


def marked_text(desk: Desk) -> set[str]:
    """What is drawn as a hit in the panes."""
    region = desk.screen.panes.region
    look = Styles(desk.screen.panes)["match"]
    strips = desk.app.screen._compositor.render_strips()[region.y : region.bottom]
    segments = [segment for strip in strips for segment in strip.crop(region.x, region.right)]
    return {s.text for s in segments if s.style and s.style.bgcolor == look.bgcolor}


@pytest.mark.parametrize("size", SIZES)
async def test_a_search_goes_to_the_first_hit_and_on_with_a_star(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(minutes_file(tmp_path), size) as desk:
        await desk.press("/")
        assert desk.focus == "find"
        await desk.type("release")
        await desk.press("enter")
        assert desk.focus == "panes"
        assert desk.section.name == "Release Integration"
        first = int(desk.said.split(": ")[1].split(" of ")[0])
        visited = {desk.section.name}
        total = int(desk.said.split(" of ")[1].split(",")[0])
        for step in range(total - 1):
            await desk.press("*")
            assert f": {(first + step) % total + 1} of {total}" in desk.said
            visited.add(desk.section.name)
            assert "release" in desk.seen(desk.screen.panes).lower()
        assert {"Garden Core", "Routing", "Release Integration", "Bits-Service"} <= visited
        assert "Loggregator" not in visited
        await desk.press("*")
        assert f": {first} of {total}" in desk.said
        assert desk.section.name == "Release Integration"


HEADINGS = (
    "# Sync 2026-03-10\n\n## Discussion\n"
    + "- about CAPI\n" * 60
    + "\n## CAPI - Zoe Young\n- a\n\n## UAA\n- b\n"
)


async def test_a_heading_is_found_before_what_is_said_of_it(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, HEADINGS)) as desk:
        await desk.press("/")
        await desk.type("capi")
        await desk.press("enter")
        assert desk.section.name == "CAPI"
        await desk.press("*")
        assert desk.section.name == "Discussion"


@pytest.mark.parametrize("letters", ["cpi", "zyoung"])
async def test_letters_of_a_name_lead_to_the_section(tmp_path: Path, letters: str) -> None:
    async with opened(minutes_file(tmp_path, HEADINGS)) as desk:
        await desk.press("/")
        await desk.type(letters)
        assert desk.said == f"“{letters}” are letters of CAPI"
        await desk.press("enter")
        assert (desk.section.name, desk.focus) == ("CAPI", "panes")


async def test_a_hit_stands_in_the_upper_third(tmp_path: Path) -> None:
    text = HEADINGS.replace("- about CAPI\n" * 60, "- words\n" * 60 + "- the needle\n" + "- words\n" * 60)
    async with opened(minutes_file(tmp_path, text)) as desk:
        await desk.press("/")
        await desk.type("needle")
        rows = desk.seen(desk.screen.panes).split("\n")
        row = next(number for number, line in enumerate(rows) if "the needle" in line)
        assert 0 < row <= len(rows) // 3


async def test_hits_are_marked_while_typing_and_unmarked_by_escape(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        await desk.walk_to("Announcements")
        await desk.press("slash")
        await desk.type("quotas")
        assert desk.section.name == "Grootfs"
        assert marked_text(desk) == {"Quotas"}
        await desk.press("escape")
        assert desk.section.name == "Announcements"
        assert marked_text(desk) == set()
        assert desk.focus == "agenda"


@pytest.mark.parametrize("area", ["agenda", "panes"])
async def test_enter_on_what_is_nowhere_goes_back_to_where_one_was(tmp_path: Path, area: str) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        await desk.walk_to("Announcements")
        await desk.press(*(["enter"] if area == "panes" else []), "slash")
        await desk.type("quotas of nobody\n")
        assert desk.section.name == "Announcements"
        assert desk.focus == area
        assert "next hit" not in desk.rows[-1]


async def test_escape_after_enter_stays_and_unmarks(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        await desk.press("slash")
        await desk.type("quotas")
        await desk.press("enter")
        assert marked_text(desk) == {"Quotas"}
        await desk.press("escape")
        assert desk.section.name == "Grootfs"
        assert marked_text(desk) == set()


async def test_capitals_make_case_count(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, "# T\n\n## A\n- nato\n- NATO\n")) as desk:
        await desk.press("/")
        await desk.type("NATO")
        assert desk.said.startswith("“NATO”: 1 of 1")
        await desk.press("enter", "g", "/")
        await desk.type("nato")
        assert desk.said.startswith("“nato”: 1 of 2")


async def test_a_hit_in_a_heading_or_a_folded_group_is_found(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        await desk.walk_to("Garden")
        await desk.press("h", "slash")
        await desk.type("Julz")
        await desk.press("enter")
        assert desk.section.name == "Garden Core"
        assert "Garden Core" in desk.seen(desk.screen.agenda)


async def test_what_is_nowhere_is_said(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        await desk.walk_to("Diego")
        await desk.press("/")
        await desk.type("zebra[/x]")
        assert "“zebra[/x]” is nowhere" in desk.said
        await desk.press("enter", "asterisk")
        assert desk.section.name == "Diego"


async def test_a_star_without_a_search_opens_one(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        await desk.press("asterisk")
        assert desk.focus == "find"


async def test_what_is_typed_just_now_is_found(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path)) as desk:
        await desk.press("w")
        await desk.type("\nzebra crossing")
        await desk.press("escape", "/")
        await desk.type("zebra")
        await desk.press("enter")
        assert desk.section.name == "Discussion"
        assert marked_text(desk) == {"zebra"}
