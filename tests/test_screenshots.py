"""The pictures in README and docs are what the app draws."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests import recording
from tests.screenshots import FOLDER, SCENES, Scene, draw
from tests.support.display import Display

PAGES = (FOLDER.parent / "README.md", *(FOLDER.parent / "docs").glob("*.md"))


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.file_name)
async def test_a_picture_is_what_the_app_draws(tmp_path: Path, scene: Scene) -> None:
    drawn = await draw(scene, tmp_path)
    assert drawn == (FOLDER / scene.file_name).read_text("utf-8"), "look at it, then run: make screenshots"


async def test_the_recording_is_what_the_app_draws(tmp_path: Path) -> None:
    for name, text in (await recording.files(tmp_path)).items():
        kept = (FOLDER / name).read_text("utf-8")
        assert text == kept, "look at it, then run: make screenshots"  # too long for a difference to be made
        assert len(kept.encode()) < 500_000


def test_every_frame_is_shown_for_as_long_in_cast_and_picture() -> None:
    header, *events = [
        json.loads(line) for line in (FOLDER / "recording.cast").read_text("utf-8").splitlines()
    ]
    assert (header["version"], header["width"], header["height"]) == (2, *recording.SIZE)
    seconds = events[-1][0]
    assert 38 <= seconds <= 42
    moves = re.findall(r"([\d.]+)%\{transform", (FOLDER / "recording.svg").read_text("utf-8"))
    assert [round(float(move) * seconds / 100, 2) for move in moves] == [at for at, _, _ in events[:-1]]


def test_the_cast_draws_in_a_terminal_what_the_picture_shows_last() -> None:
    _, *events = [json.loads(line) for line in (FOLDER / "recording.cast").read_text("utf-8").splitlines()]
    display = Display(*recording.SIZE)
    display.feed("".join(text for _, _, text in events).encode())
    assert "VOTE" in display.text
    picture = (FOLDER / "recording.svg").read_text("utf-8")
    words = re.findall(r"\w{4,}", display.text)
    assert len(words) > 30
    assert [word for word in words if word not in picture] == []


def test_every_picture_has_its_scene() -> None:
    drawn = {*(scene.file_name for scene in SCENES), "recording.svg"}
    assert {path.name for path in FOLDER.glob("*.svg")} == drawn


def test_the_pages_show_pictures_that_are_there() -> None:
    shown = [name for page in PAGES for name in re.findall(r"screenshots/([\w.-]+)", page.read_text("utf-8"))]
    assert shown
    assert set(shown) <= {*(scene.file_name for scene in SCENES), "recording.svg", "recording.cast"}


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.file_name)
def test_a_picture_asks_for_nothing_and_names_nothing_of_this_computer(scene: Scene) -> None:
    text = (FOLDER / scene.file_name).read_text("utf-8")
    assert "url(http" not in text
    assert "<script" not in text
    assert str(Path.home()) not in text
    assert "/tmp" not in text  # noqa: S108 - it is sought, not used
