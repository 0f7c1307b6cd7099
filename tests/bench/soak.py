"""The long form of the test of many writers: eight of ours beside two others for some twenty seconds.

`make soak` runs it; it fails with the lines that are missing, and says nothing but the time otherwise.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tests.minutes.keeping.test_live_file_processes import run

NOTES = 200
OTHERS = {"in-place": 150, "renaming": 150}


def main() -> int:
    """Let them all write, once."""
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        run(Path(folder), ours=8, notes=NOTES, others=OTHERS)
    print(f"{8 * NOTES + sum(OTHERS.values())} notes, none missing, in {time.perf_counter() - started:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
