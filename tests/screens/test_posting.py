"""Actions as issues, and the minutes for a forum: shown first, done on one key, and remembered."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.desk import QUIET, SIZES, WIDE, minutes_file, opened
from tests.support.programs import own_programs, program
from tests.support.repositories import clone, git, hub, minutes

TEXT = """# Storage sync 2026-03-10

## Garden - Bo Lind
- Grootfs is in <!-- Zyxomma -->
- [ ] **ACTION:** Ada Obi: tell the list (due 2026-03-24)
- [ ] **ACTION:** Bo Lind: paint it (due 2026-03-24)
"""
GH = """echo "$@" >> words; cat >> bodies; echo x >> count
echo "https://github.com/o/r/issues/$(wc -l < count)"
"""
OURS = QUIET._replace(repo="o/r")


@pytest.fixture(autouse=True)
def _own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    own_programs(monkeypatch, tmp_path)
    program(tmp_path, "gh", GH)


@pytest.mark.parametrize("size", SIZES)
async def test_issues_of_the_actions_chosen(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(minutes_file(tmp_path, TEXT), size, OURS) as desk:
        await desk.open_export()
        await desk.press("i")
        await desk.until_seen("gh issue create", "make  tell the list", "make  paint it")
        await desk.press("1")
        await desk.until_seen("skip  tell the list")
        assert not (tmp_path / "count").exists()
        await desk.press("enter")
        line = "- [ ] **ACTION:** Bo Lind: paint it https://github.com/o/r/issues/1 (due 2026-03-24)\n"
        await desk.until(lambda: line in desk.screen.desk.document.source.text, "it is written")
        assert "tell the list (due" in desk.screen.desk.document.source.text
    assert "Zyxomma" not in (tmp_path / "bodies").read_text()


async def test_an_issue_is_without_what_is_struck(tmp_path: Path) -> None:
    text = "# T\n\n## Garden\n- [ ] **ACTION:** Ada: call +49 30 1234 567\n"
    async with opened(minutes_file(tmp_path, text), WIDE, OURS) as desk:
        await desk.open_export()
        await desk.press("i")
        await desk.until_seen("Before it goes out", "stays in  a phone number")
        await desk.press("space")
        await desk.until_seen("struck    a phone number")
        await desk.press("enter")
        await desk.until_seen("make  call [struck]")
        await desk.press("enter")
        line = "- [ ] **ACTION:** Ada: call +49 30 1234 567 https://github.com/o/r/issues/1\n"
        await desk.until(lambda: line in desk.screen.desk.document.source.text, "it is written")
    assert "1234 567" not in (tmp_path / "words").read_text()


async def test_a_text_for_the_forum_is_without_what_is_struck(tmp_path: Path) -> None:
    text = TEXT + "- call +49 30 1234 567\n- off the record: Eschscholzia\n"
    async with opened(minutes_file(tmp_path, text), WIDE, OURS) as desk:
        await desk.open_export()
        await desk.press("f")
        await desk.until_seen("It is remembered")
        await desk.press("1")
        await desk.until_seen("Before it goes out: 2 things")
        await desk.press("j", "space")
        await desk.until_seen("struck    said aside")
        await desk.press("enter")
        await desk.until_seen("Forum: Markdown", "[struck]")
        await desk.press("enter")
        await desk.until(lambda: "Grootfs is in" in desk.app.clipboard, "copied")
    assert "Eschscholzia" not in desk.app.clipboard
    assert "+49 30 1234 567" in desk.app.clipboard


async def test_an_issue_that_is_not_made_changes_nothing(tmp_path: Path) -> None:
    program(tmp_path, "gh", "echo 'HTTP 403' >&2; exit 1")
    async with opened(minutes_file(tmp_path, TEXT), WIDE, OURS) as desk:
        await desk.open_export()
        await desk.press("i")
        await desk.until_seen("make  tell the list")
        await desk.press("enter")
        await desk.until_seen("HTTP 403")
        assert desk.screen.desk.document.source.text == TEXT


async def test_the_forum_is_chosen_once(tmp_path: Path) -> None:
    async with opened(minutes_file(tmp_path, TEXT), WIDE, OURS) as desk:
        await desk.open_export()
        await desk.press("f")
        await desk.until_seen("It is remembered")
        await desk.press("2")
        await desk.until_seen("Forum: Discourse", "Grootfs is in")
        await desk.press("enter")
        await desk.until(lambda: "Grootfs is in" in desk.app.clipboard, "copied")
        assert not desk.app.clipboard.startswith("# ")
        assert "Zyxomma" not in desk.app.clipboard
        await desk.press("f")
        await desk.until_seen("Forum: Discourse")
        program(tmp_path, "pandoc", 'echo "$@" > words; echo made; cat > given')
        await desk.press("f")
        await desk.until_seen("It is remembered")
        await desk.press("3")
        await desk.until_seen("Forum: Confluence", "made")
    assert (tmp_path / "words").read_text() == "-f gfm -t jira --wrap=none\n"
    assert "Zyxomma" not in (tmp_path / "given").read_text()


async def test_a_forum_without_its_program_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.minutes.publishing.forum.first_installed", lambda names: None)
    async with opened(minutes_file(tmp_path, TEXT), WIDE, OURS) as desk:
        await desk.open_export()
        await desk.press("f")
        await desk.until_seen("It is remembered")
        await desk.press("4")
        await desk.until_seen("MediaWiki is written by pandoc, which is not installed here")


async def test_exports_go_into_the_commit_when_chosen(tmp_path: Path) -> None:
    bare = hub(tmp_path)
    path = minutes(clone(bare, tmp_path / "ada", "ada"))
    path.write_text(path.read_text() + "- said\n")
    async with opened(path, WIDE, QUIET) as desk:
        await desk.open_export()
        await desk.press("g")
        await desk.until_seen("“Markdown” stays out", "“Page (HTML)” stays out")
        await desk.press("2")
        await desk.until_seen("“Page (HTML)” goes into the commit")
        await desk.press("c")
        await desk.until_seen("Committed and pushed")
    listed = git(bare, "show", "--name-only", "--format=", "main").split()
    assert sorted(listed) == ["minutes/2026-03-10.html", "minutes/2026-03-10.md"]
