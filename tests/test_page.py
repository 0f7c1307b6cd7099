"""The exported page in a real browser: nothing on its console, nothing that acts, no cut lines on paper."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

import pytest

from tests.minutes.export.test_forms import HOSTILE
from tests.support.browser import CHROMIUM, browse
from tui.cli import main
from tui.paths import example_file

TEAMS: Final = {
    "CLI - Jürgen Adler": "ordered last week",
    "Routing - Shannon Coen": "documented one",
    "Loggregator - Jim Campbell": "days between",
    "PERSI - Ted Young": "backup habits",
}
"""Teams of the example, and words of the last line of each."""

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here to open the page in"),
    pytest.mark.xdist_group("chromium"),
]


def page_of(folder: Path, text: bytes) -> Path:
    source, page = folder / "2026-03-10-runtime.md", folder / "page.html"
    source.write_bytes(text)
    assert main(["export", str(source), "-o", str(page)]) == 0
    return page


@pytest.mark.parametrize("text", [example_file().read_bytes(), HOSTILE.encode()], ids=["example", "hostile"])
def test_no_error_on_the_console(text: bytes, tmp_path: Path) -> None:
    document, log = browse(tmp_path, page_of(tmp_path, text), "--dump-dom")
    assert "CONSOLE" not in log
    assert "</main>" in document
    assert "<script" not in document


def test_the_console_would_tell(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<script>console.error('here')</script>")
    assert "CONSOLE" in browse(tmp_path, page, "--dump-dom")[1]


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_paper_has_whole_lines_and_whole_teams(paper: str, tmp_path: Path) -> None:
    page = page_of(tmp_path, example_file().read_bytes())
    text = page.read_text("utf-8")
    page.write_text(
        re.sub(r"content=\"default-src[^\"]*\"", 'content=""', text).replace(
            "@page {", f"@page {{ size: {paper};"
        )
    )
    target = tmp_path / "page.pdf"
    browse(tmp_path, page, f"--print-to-pdf={target}", "--no-pdf-header-footer")
    data = target.read_bytes()
    assert data.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", data)) in (5, 6)
    if shutil.which("pdftotext") is None:
        return
    command = ["pdftotext", "-layout", str(target), "-"]
    sheets = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\f")
    for line in ("cfdot counts --by zone", "z2 desired 398 actual 397"):
        assert sum(line in sheet for sheet in sheets) == 1
    for team, last in TEAMS.items():
        (sheet,) = [sheet for sheet in sheets if f"{team}\n" in sheet]
        assert last in " ".join(sheet.split())
