"""`python -m tests.laws`: ask the laws of export of all minutes there are, and say which break one."""

from __future__ import annotations

import sys

from tests.support.corpus import OTHERS, OWN
from tests.support.export_laws import broken


def main() -> int:
    """Print what is broken; returns 1 where anything is."""
    count = 0
    for path in (*OWN, *OTHERS):
        for law in broken(path):
            count += 1
            sys.stdout.write(f"{path.name}: {law}\n")
    sys.stdout.write(f"{len(OWN) + len(OTHERS)} files, {count} broken laws\n")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
