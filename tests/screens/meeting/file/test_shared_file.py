"""Sharing from the screen: asked once, told in the header, what others push arrives, wipes are put back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.desk import PROMPT, SIZES, Desk, opened
from tests.support.repositories import NAME, clone, git, hub, minutes, pushed, web_edit, without_git_settings
from tui.minutes.git import pace
from tui.minutes.git.share import Way, load_way
from tui.minutes.keeping.storage import StateFolder
from tui.paths import state_dir


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    without_git_settings(monkeypatch)
    monkeypatch.setattr(pace, "EVERY", 0.05)
    monkeypatch.setattr(pace, "REST", 0.0)


async def shared(desk: Desk) -> None:
    """Agree to the first way, and wait until all is shared."""
    await desk.press("s")
    await desk.until_seen("Share with other machines")
    await desk.press("enter")
    await desk.until(
        lambda: "shared 1" in header(desk) or "shared 0" in header(desk) or "shared 2" in header(desk),
        "shared",
    )


def header(desk: Desk) -> str:
    return desk.rows[0]


@pytest.mark.parametrize("size", SIZES)
async def test_it_asks_first_and_says_what_it_will_do(tmp_path: Path, size: tuple[int, int]) -> None:
    ada = clone(hub(tmp_path), tmp_path / "ada", "ada")
    async with opened(minutes(ada), size, PROMPT) as desk:
        await desk.press("s")
        await desk.until_seen("Share with other machines")
        for words in ("straight to main", "minutes/2026-03-10", "only look on", "as Ada Obi", "Storage sync"):
            assert words in desk.text
        await desk.press("esc")
        assert "shared" not in header(desk)
        assert load_way(StateFolder(state_dir()), minutes(ada)) is None


async def test_a_hook_that_does_not_run_is_said(tmp_path: Path) -> None:
    ada = clone(hub(tmp_path), tmp_path / "ada", "ada")
    hook = ada / ".git" / "hooks" / "pre-commit"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    async with opened(minutes(ada), settings=PROMPT) as desk:
        await desk.press("s")
        await desk.until_seen("The hook pre-commit does not run")


async def test_where_many_push_the_header_says_that_it_waits_its_turn(tmp_path: Path) -> None:
    bare = hub(tmp_path)
    ada = clone(bare, tmp_path / "ada", "ada")
    async with opened(minutes(ada), settings=PROMPT._replace(pushes_per_minute=1)) as desk:
        await shared(desk)
        await desk.press("w")
        await desk.type("one")
        await desk.until(lambda: "one" in pushed(bare), "pushed")
        await desk.type(" and two")
        await desk.until(lambda: "↑ 1 line in turn" in header(desk), "told")
        assert "and two" not in pushed(bare)
        await desk.press("escape", "s")  # asked for, it goes at once
        await desk.until(lambda: "one and two" in pushed(bare), "pushed")


async def test_what_is_typed_goes_out_and_what_others_push_comes_in(tmp_path: Path) -> None:
    bare = hub(tmp_path)
    ada = clone(bare, tmp_path / "ada", "ada")
    async with opened(minutes(ada), settings=PROMPT) as desk:
        await shared(desk)
        assert load_way(StateFolder(state_dir()), minutes(ada)) is Way.STRAIGHT
        await desk.press("w")
        await desk.type("said by Ada")
        await desk.until(lambda: "said by Ada" in pushed(bare), "pushed")
        web_edit(bare, tmp_path / "web", "cem", "- Grootfs is in\n", "- Grootfs is in\n- says Cem\n")
        await desk.until(lambda: "says Cem" in minutes(ada).read_text("utf-8"), "merged")
        await desk.until(lambda: desk.screen.concerns.incoming.unseen, "shown")
        await desk.type(", on")
        await desk.until(lambda: "said by Ada, on" in pushed(bare), "pushed again")
        assert pushed(bare).count("says Cem") == 1
        await desk.press("escape", "full_stop")
        await desk.until_seen("Change 1 of 1, line 8, by Cem Ari")
        await desk.press("V")
        await desk.until_seen("Cem Ari: Upd", "Ada Obi: Min")


async def test_a_hub_that_is_gone_is_a_word_in_the_header(tmp_path: Path) -> None:
    bare = hub(tmp_path)
    ada = clone(bare, tmp_path / "ada", "ada")
    async with opened(minutes(ada), settings=PROMPT) as desk:
        await shared(desk)
        bare.rename(tmp_path / "away")
        await desk.press("w")
        await desk.type("typed offline")
        await desk.until(
            lambda: "off: no answer" in header(desk) and "1 line to push" in header(desk), "told"
        )
        (tmp_path / "away").rename(bare)
        await desk.until(lambda: "typed offline" in pushed(bare), "goes out")
        await desk.until(lambda: "off:" not in header(desk), "is over")


async def test_a_wipe_is_told_and_put_back(tmp_path: Path) -> None:
    bare = hub(tmp_path)
    ada = clone(bare, tmp_path / "ada", "ada")
    wiped = "- from Ada\n\n## Garden - Bo Lind\n- Grootfs is in\n"
    web_edit(bare, tmp_path / "w1", "ada", "- Released 6.21\n", "- Released 6.21\n- from Ada\n")
    async with opened(minutes(ada), settings=PROMPT) as desk:
        await shared(desk)
        await desk.until(lambda: "from Ada" in minutes(ada).read_text("utf-8"), "there")
        web_edit(bare, tmp_path / "w2", "bo", wiped, "\n## Garden - Bo Lind\n- Grootfs is in\n- mine\n")
        await desk.until(lambda: "took 1 line of CLI that Ada Obi wrote" in desk.said, "told")
        assert "Bo Lind" in desk.said
        await desk.press("U")
        await desk.until(lambda: "- from Ada\n" in pushed(bare), "back for everybody")
        assert "- mine\n" in pushed(bare)
        await desk.press("U")
        assert "Nothing was wiped" in desk.said


async def test_a_wipe_in_the_history_of_a_plain_file_is_told_when_it_is_opened(tmp_path: Path) -> None:
    bare = hub(tmp_path)
    wiped = "- from Ada\n\n## Garden - Bo Lind\n- Grootfs is in\n"
    web_edit(bare, tmp_path / "w1", "ada", "- Released 6.21\n", "- Released 6.21\n- from Ada\n")
    web_edit(bare, tmp_path / "w2", "bo", wiped, "\n## Garden - Bo Lind\n- Grootfs is in\n- mine\n")
    path = minutes(clone(bare, tmp_path / "ada", "ada"))
    async with opened(path, settings=PROMPT) as desk:
        await desk.until(lambda: "took 1 line of CLI that Ada Obi wrote" in desk.said, "told")
        await desk.press("U")
        await desk.until(lambda: "- 6.21\n- from Ada\n" in path.read_text().replace("Released ", ""), "back")
    assert "- mine\n" in path.read_text()


async def test_leaving_sends_what_was_typed_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bare = hub(tmp_path)
    ada = clone(bare, tmp_path / "ada", "ada")
    monkeypatch.setattr(pace, "REST", 60.0)
    async with opened(minutes(ada), settings=PROMPT) as desk:
        await shared(desk)
        await desk.press("w")
        await desk.type("the last word")
        await desk.until(lambda: "not pushed" in header(desk), "it rests")
        await desk.press("ctrl+q", "ctrl+q")
    assert "the last word" in pushed(bare)


@pytest.mark.parametrize("case", ["no repository", "no remote"])
async def test_where_nothing_can_be_shared_it_says_why(tmp_path: Path, case: str) -> None:
    file = tmp_path / "plain" / NAME
    file.parent.mkdir()
    file.write_text("# Sync 2026-03-10\n", "utf-8")
    if case == "no remote":
        git(file.parent, "init", "-q")
    async with opened(file, settings=PROMPT) as desk:
        await desk.press("s")
        await desk.until(lambda: "no git repository" in desk.said or "no remote" in desk.said, "told")
        assert not desk.in_dialog


async def test_what_is_private_is_asked_about_first(tmp_path: Path) -> None:
    bare = hub(tmp_path)
    ada = clone(bare, tmp_path / "ada", "ada")
    path = minutes(ada)
    path.write_text(path.read_text() + "\n## Closed session\n- pay of Bo\n")
    async with opened(path, settings=PROMPT) as desk:
        await desk.press("s")
        await desk.until_seen("Share with other machines")
        await desk.press("enter")
        await desk.until(lambda: "it is private" in desk.said, "told")
        assert "pay of Bo" not in pushed(bare)
        await desk.press("s")
        await desk.until_seen("Private parts would be shared", "keep it here")
        await desk.press("escape")
        assert "pay of Bo" not in pushed(bare)
        await desk.press("s")
        await desk.until_seen("Private parts would be shared")
        await desk.press("p")
        await desk.until(lambda: "pay of Bo" in pushed(bare), "pushed")


async def test_what_the_remote_refuses_goes_on_a_branch_of_its_own(tmp_path: Path) -> None:
    bare = hub(tmp_path)
    hook = bare / "hooks" / "update"
    hook.write_text('#!/bin/sh\n[ "$1" != refs/heads/main ] || { echo "main is protected" >&2; exit 1; }\n')
    hook.chmod(0o755)
    ada = clone(bare, tmp_path / "ada", "ada")
    async with opened(minutes(ada), settings=PROMPT) as desk:
        await shared(desk)
        await desk.press("w")
        await desk.type("said by Ada")
        await desk.until_seen("main is protected", "s: on a branch")
        await desk.press("escape", "s")
        await desk.until_seen("The remote refused main", "share on the branch minutes/2026-03-10")
        await desk.press("b")
        own = "refs/heads/minutes/2026-03-10"
        await desk.until(lambda: own in git(bare, "for-each-ref", "--format=%(refname)"), "pushed")
        await desk.until(lambda: " shared " in header(desk), "told")
    assert "said by Ada" in git(bare, "show", f"{own}:minutes/{NAME}")
    assert "said by Ada" not in pushed(bare)


async def test_a_setting_proposes_the_way_or_switches_sharing_off(tmp_path: Path) -> None:
    ada = clone(hub(tmp_path), tmp_path / "ada", "ada")
    async with opened(minutes(ada), settings=PROMPT._replace(share="no")) as desk:
        await desk.press("s")
        await desk.until_seen("Sharing is switched off here")
    async with opened(minutes(ada), settings=PROMPT._replace(share="look")) as desk:
        await desk.press("s")
        await desk.until_seen("● only look on")
