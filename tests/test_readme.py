"""README and docs say what the code does: tables, links, commands, examples."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from tests.readme import DOCS, PAGES, README, ROOT, with_tables
from tests.readme_comparison import COMPARED
from tests.support.minutes import meeting_of
from tui.cli import COMMANDS as SUB_COMMANDS
from tui.cli import main
from tui.keyboard.commands import COMMANDS
from tui.keyboard.keymap import PRESETS, keys_with
from tui.minutes import note_grammar
from tui.settings.values import Settings, load_settings

TEXTS: Final = (README, ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md", *sorted(DOCS.glob("*.md")))


@pytest.mark.parametrize("page", PAGES)
def test_tables_are_those_of_the_code(page: str) -> None:
    text = (DOCS / page).read_text("utf-8")
    assert with_tables(page, text) == text, "run: make readme"


def test_every_command_and_setting_is_in_its_page() -> None:
    assert all(f"`{command.id}`" in (DOCS / "keys.md").read_text("utf-8") for command in COMMANDS)
    assert all(f"`{name}`" in (DOCS / "settings.md").read_text("utf-8") for name in Settings._fields)


def test_the_readme_is_one_screen_and_leads_to_every_page() -> None:
    text = README.read_text("utf-8")
    assert len(text) < 9000
    assert set(re.findall(r"\]\(docs/([\w-]+\.md)\)", text)) == {path.name for path in DOCS.glob("*.md")}


def test_the_examples_of_settings_can_be_used(tmp_path: Path) -> None:
    keys: dict[str, str] = {}
    text = "".join((DOCS / name).read_text("utf-8") for name in ("keys.md", "settings.md"))
    for example in re.findall(r"```toml\n(.*?)```", text, re.DOTALL):
        (tmp_path / "settings.toml").write_text(example, "utf-8")
        settings = load_settings(tmp_path / "settings.toml", {})
        assert settings != Settings()
        keys |= settings.keys
        assert keys_with(settings.keys).items() >= settings.keys.items()
    assert keys["save"] == "f2,ctrl+s"
    assert keys["down"] == "down,n"


def test_the_comparison_knows_no_command_that_there_is_not() -> None:
    ids = [identity for row in COMPARED for identity in row.ids]
    assert set(ids) <= {command.id for command in COMMANDS}
    assert len(ids) == len(set(ids))
    for preset in PRESETS:
        assert all(keys_with({}, preset)[identity] for identity in ids)


def anchors(page: Path) -> set[str]:
    """Where links into a page may lead: its headings, as code hosts name them."""
    titles = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", TEXTS, ids=lambda page: page.name)
def test_links_lead_to_files_and_headings(page: Path) -> None:
    for target, anchor in re.findall(r"\]\((?!https?:)([^)#]*)#?([^)]*)\)", page.read_text("utf-8")):
        if target.endswith(".svg"):
            continue  # tests/test_screenshots.py has those
        there = page.parent / target if target else page
        assert there.is_file(), f"{page.name} links {target}"
        assert not anchor or anchor in anchors(there), f"{page.name} links {target}#{anchor}"


def commands() -> list[str]:
    """Every command that a page shows being typed."""
    lines = [line for page in TEXTS for line in page.read_text("utf-8").split("\n")]
    return sorted({line[2:].partition(" #")[0].strip() for line in lines if line.startswith("$ pmc-tui")})


def test_the_commands_shown_have_the_options_they_are_shown_with(capsys: pytest.CaptureFixture[str]) -> None:
    shown = commands()
    assert len(shown) > 20
    helps: dict[str, str] = {}
    for words in (command.split()[1:] for command in shown):
        name = words[0] if words and words[0] in SUB_COMMANDS else ""
        if name not in helps:
            with pytest.raises(SystemExit, match="0"):
                main([*([name] if name else []), "--help"])
            helps[name] = capsys.readouterr().out
        for option in (word for word in words if re.fullmatch(r"-o|--[\w-]+", word)):
            assert option in helps[name], f"pmc-tui {' '.join(words)}"


def block_after(text: str, heading: str) -> str:
    found = re.search(r"```markdown\n(.*?)```", text[text.index(heading) :], re.DOTALL)
    assert found is not None
    return found[1]


def test_the_notes_of_the_file_format_are_written_as_it_says() -> None:
    lines = block_after((DOCS / "file-format.md").read_text("utf-8"), "## Notes").splitlines()
    assert len(lines) == 9
    for line in lines:
        task, text = note_grammar.split_box(line.removeprefix("- "))
        note = note_grammar.read(text, task)
        assert note is not None, line
        assert f"- {note_grammar.write(note)}" == line


def test_the_first_meeting_s_file_is_read_as_it_says() -> None:
    text = block_after((DOCS / "first-meeting.md").read_text("utf-8"), "## Begin a file")
    meeting = meeting_of(text)
    assert f"{meeting.date}" == "2026-05-12"
    assert [person.name for person in meeting.attendees] == ["Ada Obi", "Bo Lind"]
    teams = {section.name: list(section.owners) for section in meeting.sections}
    assert teams["Trails"] == ["Ada Obi"]
    assert teams["Benches"] == ["Bo Lind"]


@pytest.mark.parametrize(
    "chapter", ["How a key press becomes a line in the file", "How a foreign save becomes a paint"]
)
def test_the_ways_through_the_code_name_files_that_there_are(chapter: str) -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    way = text.split(f"\n## {chapter}\n")[1].split("\n## ")[0]
    files = re.findall(r"`((?:tui|widgets)/[\w/]+\.py)`", way)
    assert 8 <= len(files) <= 12
    assert [file for file in files if not (ROOT / file).is_file()] == []


def test_the_project_has_few_words_of_its_own() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    rows = re.findall(r"^\| .* \|$", text.split("\n## Words\n")[1].split("\n## ")[0], re.MULTILINE)
    assert 10 < len(rows) - 2 <= 25
