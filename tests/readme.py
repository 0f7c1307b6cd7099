"""`python -m tests.readme`: write the tables in README.md that are made from the code."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tests.readme_comparison import comparison_table
from tui.commands.keys import key_table, preset_table
from tui.keyboard.keymap import keys_with
from tui.settings.file import settings_table

README: Final = Path(__file__).parent.parent / "README.md"


def with_tables(text: str) -> str:
    """The README's text with its tables as the code has them, each between a pair of markers."""
    tables = {
        "keys": key_table(keys_with({})),
        "vim": preset_table("vim"),
        "compared": comparison_table(),
        "settings": settings_table(),
    }
    for name, table in tables.items():
        before, _, rest = text.partition(f"<!-- {name} -->\n")
        _, marker, after = rest.partition(f"<!-- /{name} -->\n")
        text = f"{before}<!-- {name} -->\n{table}\n{marker}{after}"
    return text


if __name__ == "__main__":
    README.write_text(with_tables(README.read_text("utf-8")), "utf-8")
