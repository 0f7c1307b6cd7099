"""`python -m tests.readme`: write what is made from the code: tables in docs/, what shells and man read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from tests import shell_files
from tests.readme_comparison import comparison_table
from tui.commands.keys import key_table, preset_table
from tui.keyboard.keymap import keys_with
from tui.minutes.check.findings import RULES as CHECKED
from tui.minutes.export.cleaning import RULES as CLEANED
from tui.settings.file import settings_table

ROOT: Final = Path(__file__).parent.parent
README: Final = ROOT / "README.md"
DOCS: Final = ROOT / "docs"


def _cleaning_table() -> str:
    rows = ["| cleaning | name |", "| --- | --- |"]
    rows += [f"| {rule.meaning} | {'' if rule.always else f'`{rule.name}`'} |" for rule in CLEANED]
    return "\n".join(rows)


def _rules_table() -> str:
    rows = ["| code | name | what it finds | `--fix` |", "| --- | --- | --- | --- |"]
    rows += [
        f"| {rule.code} | `{rule.name}` | {rule.meaning} | {'yes' if rule.safe else ''} |" for rule in CHECKED
    ]
    return "\n".join(rows)


PAGES: Final[dict[str, dict[str, Callable[[], str]]]] = {
    "keys.md": {
        "keys": lambda: key_table(keys_with({})),
        "vim": lambda: preset_table("vim"),
        "compared": comparison_table,
    },
    "settings.md": {"settings": settings_table},
    "exports.md": {"cleaning": _cleaning_table, "rules": _rules_table},
}
"""A page's tables by the name of their markers, with what makes them."""


def with_tables(page: str, text: str) -> str:
    """A page's text with its tables as the code has them, each between a pair of markers."""
    for name, table in PAGES[page].items():
        before, _, rest = text.partition(f"<!-- {name} -->\n")
        _, marker, after = rest.partition(f"<!-- /{name} -->\n")
        text = f"{before}<!-- {name} -->\n{table()}\n{marker}{after}"
    return text


if __name__ == "__main__":
    for page in PAGES:
        (DOCS / page).write_text(with_tables(page, (DOCS / page).read_text("utf-8")), "utf-8")
    shell_files.write()
