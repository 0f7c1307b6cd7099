"""The pictures in README and docs are what the app draws."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.screenshots import FOLDER, SCENES, Scene, draw

PAGES = (FOLDER.parent / "README.md", *(FOLDER.parent / "docs").glob("*.md"))


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.file_name)
async def test_a_picture_is_what_the_app_draws(tmp_path: Path, scene: Scene) -> None:
    drawn = await draw(scene, tmp_path)
    assert drawn == (FOLDER / scene.file_name).read_text("utf-8"), "look at it, then run: make screenshots"


def test_every_picture_has_its_scene() -> None:
    assert {path.name for path in FOLDER.glob("*.svg")} == {scene.file_name for scene in SCENES}


def test_the_pages_show_pictures_that_are_there() -> None:
    shown = [name for page in PAGES for name in re.findall(r"screenshots/([\w.-]+)", page.read_text("utf-8"))]
    assert shown
    assert set(shown) <= {scene.file_name for scene in SCENES}


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.file_name)
def test_a_picture_asks_for_nothing_and_names_nothing_of_this_computer(scene: Scene) -> None:
    text = (FOLDER / scene.file_name).read_text("utf-8")
    assert "url(http" not in text
    assert "<script" not in text
    assert str(Path.home()) not in text
    assert "/tmp" not in text  # noqa: S108 - it is sought, not used
