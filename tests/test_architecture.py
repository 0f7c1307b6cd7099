"""The layers as a fresh interpreter sees them, and facts that must stand in one place only."""

from __future__ import annotations

import json
import pkgutil
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import grimp
import pytest

import tui
import tui.minutes
from tui import __version__

ROOT = Path(__file__).parent.parent

DOMAIN = sorted(module.name for module in pkgutil.walk_packages(tui.minutes.__path__, "tui.minutes."))

READING = (
    *("text.source", "text.inline", "text.escape", "text.dates", "text.merge"),
    *("model", "note_grammar", "reading.reader", "reading.conventions"),
)
"""What opening a file needs of the domain; its imports are on the way to the first paint."""

HEAVY = ("pydantic", "mdformat", "ftfy", "tomllib", "json", "asyncio", "watchfiles")


def loaded_after(program: str) -> set[str]:
    """The top-level packages and full modules that a fresh interpreter has after a program."""
    report = f"import sys, io; sys.stdout = io.TextIOWrapper(io.BytesIO())\n{program}\n"
    report += (
        "sys.stdout = sys.__stdout__\nloaded = sorted(sys.modules)\nimport json; print(json.dumps(loaded))"
    )
    done = subprocess.run([sys.executable, "-c", report], capture_output=True, text=True, check=True)
    modules = set(json.loads(done.stdout))
    return modules | {module.partition(".")[0] for module in modules}


def test_the_domain_knows_no_terminal() -> None:
    assert len(DOMAIN) > 10
    loaded = loaded_after("\n".join(f"import {module}" for module in DOMAIN))
    assert not loaded & {"textual", "rich", "widgets", "tui.app", "tui.screens"}


def test_reading_a_file_imports_nothing_heavy() -> None:
    program = "\n".join(f"import tui.minutes.{module}" for module in READING)
    program += "\nfrom tui.minutes.text.source import Source\n"
    text = "# A 2026-01-01\\n## B - Lee Chan\\n- [x] c **d**\\n"
    program += f"tui.minutes.reading.reader.read(Source.from_bytes(b'{text}'))"
    assert not loaded_after(program) & set(HEAVY)


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_asking_for_help_starts_no_framework(option: str) -> None:
    program = (
        f"import tui.cli\ntry: tui.cli.main(['{option}'])\nexcept SystemExit as end: assert not end.code"
    )
    assert not loaded_after(program) & {
        "textual",
        "rich",
        "pydantic",
        "markdown_it",
        "platformdirs",
        "widgets",
    }


def test_a_json_export_imports_only_what_it_needs(tmp_path: Path) -> None:
    file = tmp_path / "2026-01-01.md"
    file.write_text("# A 2026-01-01\n- **ACTION:** Lee Chan: do it\n", "utf-8")
    loaded = loaded_after(
        f"import tui.cli\nassert tui.cli.main(['export', {str(file)!r}, '--to', 'json']) == 0"
    )
    assert "tui.minutes.export.json" in loaded
    assert not loaded & {
        *(set(HEAVY) - {"json"}),
        *("textual", "rich", "widgets", "tui.screens", "tui.minutes.series.folder"),
        *("tui.minutes.export.cleaning", "tui.minutes.export.rules", "tui.minutes.text.encoding_repair"),
        "tui.minutes.noting",
    }


@pytest.mark.parametrize(("call", "ends"), [("main()", True), ("main(['schema'])", False)])
def test_only_a_process_that_ends_leaves_its_garbage_alone(call: str, ends: bool) -> None:
    program = (
        "import gc, io, sys, tui.cli\nsys.argv[1:], sys.stdout = ['schema'], io.TextIOWrapper(io.BytesIO())\n"
    )
    program += f"assert tui.cli.{call} == 0\nprint(gc.get_freeze_count() > 0, file=sys.__stdout__)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == f"{ends}\n"


def test_the_version_stands_in_one_place() -> None:
    number = re.compile(rf"(?<![\d.]){re.escape(__version__)}(?![\d.])")
    files = [
        *ROOT.glob("*.toml"),
        *(path for name in ("tui", "widgets") for path in (ROOT / name).rglob("*.py")),
    ]
    assert [path.relative_to(ROOT) for path in files if number.search(path.read_text("utf-8"))] == [
        Path("tui/__init__.py")
    ]
    assert tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["version"] == {
        "path": "tui/__init__.py"
    }
    assert f"## [{__version__}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_every_package_says_what_lives_there() -> None:
    for package in [
        ROOT / "tui",
        *(path.parent for path in (ROOT / "tui").rglob("__init__.py")),
        ROOT / "widgets",
    ]:
        assert (package / "__init__.py").read_text("utf-8").startswith('"""'), package


def test_no_two_classes_share_a_name() -> None:
    """But those of the JSON, which are what their namesakes are outside of this program."""
    named: dict[str, list[str]] = {}
    for folder in ("tui", "widgets"):
        for path in (ROOT / folder).rglob("*.py"):
            if path.name != "json_models.py":
                for name in re.findall(r"^class ([A-Z]\w*)", path.read_text("utf-8"), re.MULTILINE):
                    named.setdefault(name, []).append(str(path.relative_to(ROOT)))
    assert {name: paths for name, paths in named.items() if len(paths) > 1} == {}


def test_no_circle_of_imports_has_more_than_two_files() -> None:
    """Imports for types and those that wait in a function count, too."""
    graph = grimp.build_graph("tui", "widgets", cache_dir=None)
    assert len(graph.modules) > 100
    circles = {
        frozenset({name} | graph.find_upstream_modules(name) & graph.find_downstream_modules(name))
        for name in graph.modules
    }
    assert [sorted(circle) for circle in circles if len(circle) > 2] == []
