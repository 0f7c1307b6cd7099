"""The README says what the code does: its tables, its links, its example of settings."""

from __future__ import annotations

import re
from pathlib import Path

from tests.readme import README, with_tables
from tui.keymap import keys_with
from tui.keys import COMMANDS
from tui.settings import Settings, load_settings


def test_tables_are_those_of_the_code() -> None:
    text = README.read_text("utf-8")
    assert with_tables(text) == text, "run: make readme"
    assert all(f"`{command.id}`" in text for command in COMMANDS)
    assert all(f"`{name}`" in text for name in Settings.__dataclass_fields__)


def test_the_example_of_settings_can_be_used(tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    (tmp_path / "settings.toml").write_text(example, "utf-8")
    settings = load_settings(tmp_path / "settings.toml", {})
    assert settings != Settings()
    assert keys_with(settings.keys)["save"] == "f2,ctrl+s"


def test_links_lead_to_files() -> None:
    root = README.parent
    for page in (README, root / "CONTRIBUTING.md"):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text("utf-8")):
            if not target.endswith(".svg"):
                assert (root / target).is_file(), f"{page.name} links {target}"
