"""`python -m tests.page_picture`: the picture of the exported example in screenshots/, drawn by Chromium."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

from tests.golden_files import GOLDEN
from tests.support.browser import browse

PICTURE: Final = Path(__file__).parent.parent / "screenshots" / "export-page.png"

if __name__ == "__main__":
    PICTURE.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        page = GOLDEN / "example.html"
        browse(Path(folder), page, f"--screenshot={PICTURE}", "--window-size=820,1400", "--hide-scrollbars")
