"""References to issues: links in what people read, where it is known whose they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.desk import QUIET, minutes_file, opened
from tui.cli import main
from tui.minutes.export.forms import FORMS, Export
from tui.minutes.reading.reader import read
from tui.minutes.text.issues import Home, home_of, references, repository
from tui.minutes.text.source import Source

TEXT = "# T\n\n- see nodejs/node#63055 and #607, not `#8`\n"


def addresses(text: str, page: str = "", **projects: str) -> list[str]:
    return [each.address for each in references(text, Home(page, projects))]


@pytest.mark.parametrize(
    ("given", "page"),
    [
        ("harbour/minutes", "https://github.com/harbour/minutes"),
        ("https://gitlab.com/a/b/c.git", "https://gitlab.com/a/b/c"),
        ("git@github.com:harbour/minutes.git", "https://github.com/harbour/minutes"),
        ("ssh://git@forge.example.org:22/harbour/minutes", "https://forge.example.org/harbour/minutes"),
        ("https://user:secret@github.com/a/b", ""),
        ("/srv/git/minutes.git", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_a_repository_has_a_page(given: str, page: str) -> None:
    assert repository(given) == page


def test_whose_an_issue_is() -> None:
    github, gitlab = "https://github.com/o/r", "https://gitlab.com/o/r"
    assert addresses("nodejs/node#63055") == ["https://github.com/nodejs/node/issues/63055"]
    assert addresses("#607 (#8)") == []
    assert addresses("#607 (#8)", github) == [f"{github}/issues/607", f"{github}/issues/8"]
    assert addresses("!12 and #3", gitlab) == [f"{gitlab}/-/merge_requests/12", f"{gitlab}/-/issues/3"]
    assert addresses("!12", github) == []
    assert addresses("a#1 ##2 &#38; #12a v!3 #0 https://example.org/#4", github) == []


def test_a_projects_key_leads_where_it_was_set() -> None:
    tracker = "https://tickets.example.org/browse"
    assert addresses("TC-7, UTF-8 and TC-9x", TC=tracker) == [f"{tracker}/TC-7"]
    assert addresses("TC-7") == []
    assert addresses("TC-7", TC=f"{tracker}/") == [f"{tracker}/TC-7"]
    for unsafe in ("javascript:alert(1)//", "file:///etc", 'https://x"onclick=', "/etc"):
        assert addresses("TC-7", TC=unsafe) == []


def test_links_in_page_and_mail() -> None:
    export = Export(read(Source(TEXT)), "m.md")
    export.home = Home("https://github.com/o/r")
    page = str(FORMS["html"].make(export))
    assert '<a href="https://github.com/nodejs/node/issues/63055"' in page
    assert '<a href="https://github.com/o/r/issues/607" rel="noreferrer noopener">#607</a>' in page
    assert "<code>#8</code>" in page
    mail = str(FORMS["txt"].make(export))
    assert "nodejs/node#63055 [1] and #607 [2], not #8" in mail
    assert "[2] https://github.com/o/r/issues/607" in mail
    assert FORMS["md"].make(export) == TEXT


def test_gits_remote_says_whose_and_the_setting_has_the_last_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".git").mkdir()
    up, origin = "git@github.com:up/r.git", "https://github.com/o/r.git"
    config = f'[core]\n\tbare = false\n[remote "up"]\n\turl = {up}\n[remote "origin"]\n\turl = {origin}\n'
    (tmp_path / ".git" / "config").write_text(config)
    path = tmp_path / "deep" / "2026-03-10.md"
    path.parent.mkdir()
    path.write_text(TEXT)
    assert home_of(path).page == "https://github.com/o/r"
    assert home_of(path, "me/mine").page == "https://github.com/me/mine"
    assert main(["export", str(path), "--to", "txt"]) == 0
    assert "https://github.com/o/r/issues/607" in capsys.readouterr().out
    monkeypatch.setenv("PMC_TUI_REPO", "me/mine")
    assert main(["export", str(path), "--to", "txt"]) == 0
    assert "https://github.com/me/mine/issues/607" in capsys.readouterr().out


TRACKED = """# Board 2026-03-10

## Cranes
- see #607 and `#8`, TC-7 and nodejs/node#63055
"""


async def test_on_the_screen_they_are_links_that_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened_here: list[str] = []
    monkeypatch.setattr("tui.screens.meeting.file.outside._has_browser", lambda: True)
    settings = QUIET._replace(repo="o/r", trackers={"TC": "https://tickets.example.org"})
    async with opened(minutes_file(tmp_path, TRACKED), settings=settings) as desk:
        monkeypatch.setattr(desk.app, "open_url", opened_here.append)
        await desk.until(lambda: bool(desk.screen.desk.panes.home.page), "whose issues they are is known")
        panes = desk.screen.desk.panes
        number = panes._stack.panes.number_of("cranes")
        lines = panes._stack.panes[number or 0]._item_rows(0)
        links = {piece.text: piece.target for line in lines for piece in line if piece.target}
        assert links == {
            "#607": "https://github.com/o/r/issues/607",
            "TC-7": "https://tickets.example.org/TC-7",
            "nodejs/node#63055": "https://github.com/nodejs/node/issues/63055",
        }
        await desk.press("n", "L")
        await desk.until(lambda: bool(opened_here), "it is opened")
        assert opened_here == ["https://github.com/o/r/issues/607"]
