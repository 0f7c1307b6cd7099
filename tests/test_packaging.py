"""Installing: what the Makefile says where something is missing, what is shipped, who stands in the way."""

from __future__ import annotations

import re
import runpy
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

import tui
from tests.floors import floors
from tests.support.desk import minutes_file
from tests.support.terminal import PMC_TUI, Terminal
from tui.cli import main

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))

needs_make = pytest.mark.skipif(shutil.which("make") is None, reason="there is no make")


def made(folder: Path, python: str | Path) -> str:
    """What `make run` says in a checkout with this Python, where it cannot go on."""
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    command = ["make", "run", f"PYTHON={python}"]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert ran.returncode
    assert not list(folder.glob(".venv/*.stamp"))
    return ran.stderr


def program(path: Path, text: str) -> Path:
    path.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
    path.chmod(0o755)
    return path


@needs_make
def test_without_a_python_make_says_what_to_install(tmp_path: Path) -> None:
    assert "sudo apt install python3 python3-venv. Then again: make run" in made(tmp_path, "")
    assert "make run PYTHON=" in made(tmp_path, program(tmp_path / "old", "exit 1"))


@needs_make
def test_without_the_module_venv_make_says_so_and_is_gone_through_again_afterwards(tmp_path: Path) -> None:
    python = program(tmp_path / "python", '[ "$1" = -c ]')
    assert "sudo apt install python3-venv. Then again: make run" in made(tmp_path, python)

    (tmp_path / ".venv" / "bin").mkdir(parents=True, exist_ok=True)
    half = 'cp "$0" .venv/bin/python'
    python = program(tmp_path / "python", f'[ "$1" = -c ] || {{ [ "$2" = venv ] && {half}; }}')
    for _ in range(2):
        assert "sudo apt install python3-venv. Then again: make run" in made(tmp_path, python)

    program(tmp_path / ".venv" / "bin" / "python", 'case "$*" in *install*) echo no index >&2; exit 1;; esac')
    said = made_past_venv(tmp_path, python)
    assert "no index" in said
    assert "Then again: make run" in said


def made_past_venv(folder: Path, python: Path) -> str:
    """As `made`, where there is an environment to install into."""
    command = ["make", "run", f"PYTHON={python}"]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert ran.returncode
    assert (folder / ".venv" / "venv.stamp").exists()
    assert not (folder / ".venv" / "run.stamp").exists()
    return ran.stderr


def test_what_is_tracked_is_in_the_source_distribution() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode or not (ROOT / ".git").exists():
        pytest.skip("this is no checkout")
    included = PROJECT["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    first = {line.partition("/")[0] for line in listed.stdout.splitlines()}
    assert first - {"pyproject.toml", ".gitignore"} <= set(included)  # those two hatchling adds
    assert all((ROOT / name).exists() for name in included)


def test_the_floors_are_the_oldest_versions_allowed() -> None:
    assert floors(["textual>=8.2.5,<9", "a-b.c>=4.0"]) == ["textual==8.2.5", "a-b.c==4.0"]
    assert all("==" in each for each in floors(PROJECT["project"]["dependencies"]))


def test_python_m_tui_is_the_command() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "tui", "--version"], capture_output=True, text=True, check=True
    )
    assert ran.stdout == f"pmc-tui {tui.__version__}\n"


def test_windows_is_refused_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tui.cli.os", SimpleNamespace(name="nt"))
    assert main(["--version"]) == 2
    said = capsys.readouterr().err
    assert "WSL" in said
    assert said.count("\n") == 1


def test_another_package_in_the_place_of_ours_is_named(tmp_path: Path) -> None:
    (tmp_path / "other" / "widgets").mkdir(parents=True)
    other = tmp_path / "other" / "widgets" / "__init__.py"
    other.write_text("", "utf-8")
    path = minutes_file(tmp_path)
    with Terminal(
        [PMC_TUI, str(path)], tmp_path, columns=200, PYTHONPATH=str(other.parent.parent)
    ) as terminal:
        assert terminal.wait_exit() == 2
        said = " ".join(terminal.output.decode().split())
    assert "another package has taken the place of this program's own `widgets`" in said
    assert str(other) in said
    assert "pipx install" in said
    assert "Traceback" not in said


def test_a_package_of_our_name_without_our_version_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delattr(tui, "__version__")
    assert main(["--version"]) == 2
    assert "own `tui`" in capsys.readouterr().err


def home(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the build hook defines; the package that calls it is only there when a package is built."""
    interface = ModuleType("hatchling.metadata.plugin.interface")
    monkeypatch.setattr(interface, "MetadataHookInterface", SimpleNamespace, raising=False)
    for name in ("hatchling", "hatchling.metadata", "hatchling.metadata.plugin"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    monkeypatch.setitem(sys.modules, interface.__name__, interface)
    return runpy.run_path(str(ROOT / "hatch_build.py"))


@pytest.mark.parametrize("address", ["", "https://code.example.org/us/it/"])
def test_a_package_has_addresses_once_the_project_has_one(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    metadata: dict[str, Any] = {}
    hook = home(monkeypatch)["Home"](config={"address": address}, root=str(ROOT))
    hook.update(metadata)
    text, readme = metadata["readme"]["text"], (ROOT / "README.md").read_text("utf-8")
    if not address:
        assert text == readme
        assert "urls" not in metadata
        return
    assert set(metadata["urls"]) == {"Repository", "Documentation", "Issues", "Changelog"}
    assert all(link.startswith("https://code.example.org/us/it") for link in metadata["urls"].values())
    links = re.findall(r'(?:\]\(|srcset="|src=")([^)"]+)', text)
    assert len(links) > 20
    assert all(link.startswith("https://") for link in links)
    pictures = [link for link in links if link.endswith(".svg")]
    assert pictures
    for link in pictures:
        way = link.removeprefix("https://code.example.org/us/it/raw/HEAD/")
        assert (ROOT / way).is_file()


def test_the_address_is_asked_for_in_one_place() -> None:
    assert {"readme", "urls"} <= set(PROJECT["project"]["dynamic"])
    assert set(PROJECT["tool"]["hatch"]["metadata"]["hooks"]["custom"]) == {"address"}
