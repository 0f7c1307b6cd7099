"""`python -m tests.bench`: measure, print the table, write JSON and, on request, BENCHMARKS.md."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.bench.figures import as_json, page, table
from tests.bench.plan import Plan

ROOT = Path(__file__).parent.parent.parent


def main() -> int:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few rounds: a look, not a result")
    parser.add_argument(
        "--only", metavar="WORD", default="", help="only the measures whose name has this word"
    )
    parser.add_argument("--json", metavar="FILE", type=Path, help="write every value there")
    parser.add_argument("--write", action="store_true", help="write BENCHMARKS.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="pmc-tui-bench-") as folder:
        plan = Plan(Path(folder), quick=options.quick, only=options.only, tell=_tell)
        figures, others = plan.figures(), plan.others()
    print(*(table(part) for part in (figures, others) if part), sep="\n\n")
    if options.json:
        options.json.write_text(as_json(figures, others), "utf-8")
    if options.write:
        (ROOT / "BENCHMARKS.md").write_text(page(figures, others), "utf-8")
    return 0


def _tell(what: str) -> None:
    print(f"measuring {what} …", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
