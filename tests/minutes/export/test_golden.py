"""Three meetings in every form, as files that a person can read, and what other programs make of them."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from html import unescape
from pathlib import Path

import pytest

from tests.golden_files import GOLDEN, exports, golden
from tests.support.browser import CHROMIUM
from tui.minutes.export.forms import DOCUMENTS

FILES = golden()


@pytest.mark.parametrize("name", FILES)
def test_as_before(name: str) -> None:
    assert (GOLDEN / name).read_bytes().decode() == FILES[name], "see the difference: make golden, git diff"


def test_every_golden_file_is_used() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == set(FILES)


def words(text: str) -> Counter[str]:
    """The words of a text, whatever way its lines are broken; no numbers and letters, as lists have them."""
    return Counter(re.findall(r"[^\W\d_]{2,}", text))


def assert_says_the_page(said: str, name: str) -> None:
    """A text says what a golden page shows, each word as often, and beside it only where links lead."""
    page = (GOLDEN / f"{name}.html").read_text("utf-8").partition("<body>")[2]
    shown = words(unescape(re.sub(r"<[^>]*>", " ", page)))
    assert shown - words(said) == Counter()
    assert set(words(said) - shown) <= set(words(" ".join(re.findall(r'href="([^#][^"]*)"', page))))


@pytest.mark.skipif(not CHROMIUM or not shutil.which("pdftotext"), reason="no Chromium or no pdftotext here")
@pytest.mark.xdist_group("chromium")
@pytest.mark.parametrize("name", exports())
def test_the_pdf_says_what_the_page_says(name: str, tmp_path: Path) -> None:
    made = DOCUMENTS["pdf"].make(exports()[name])
    assert isinstance(made, bytes)
    (tmp_path / "minutes.pdf").write_bytes(made)
    command = ["pdftotext", str(tmp_path / "minutes.pdf"), "-"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert_says_the_page(said, name)


@pytest.mark.skipif(not shutil.which("pandoc"), reason="no pandoc here")
@pytest.mark.parametrize("form", ["docx", "odt"])
@pytest.mark.parametrize("name", exports())
def test_a_document_read_back_says_what_the_page_says(name: str, form: str) -> None:
    made = DOCUMENTS[form].make(exports()[name])
    assert isinstance(made, bytes)
    command = ["pandoc", "-f", form, "-t", "plain"]
    said = subprocess.run(command, input=made, capture_output=True, check=True).stdout.decode()
    assert_says_the_page(said, name)
