"""The README says what the code does: its tables, its links, its example of settings."""

from __future__ import annotations

import re
from pathlib import Path

from tests.readme import README, with_tables
from tests.readme_comparison import COMPARED
from tui.keyboard.commands import COMMANDS
from tui.keyboard.keymap import PRESETS, keys_with
from tui.settings.values import Settings, load_settings


def test_tables_are_those_of_the_code() -> None:
    text = README.read_text("utf-8")
    assert with_tables(text) == text, "run: make readme"
    assert all(f"`{command.id}`" in text for command in COMMANDS)
    assert all(f"`{name}`" in text for name in Settings._fields)


def test_the_examples_of_settings_can_be_used(tmp_path: Path) -> None:
    keys: dict[str, str] = {}
    examples = re.findall(r"```toml\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    for example in examples:
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


def test_links_lead_to_files() -> None:
    root = README.parent
    for page in (README, root / "CONTRIBUTING.md"):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text("utf-8")):
            if not target.endswith(".svg"):
                assert (root / target).is_file(), f"{page.name} links {target}"
