"""`python -m tests.floors`: the command with the oldest versions of what it needs that pyproject.toml allows.

They are installed into `build/floors`. Where pip reaches no index that is said, and nothing has failed.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
PLACE: Final = ROOT / "build" / "floors"
JOURNEY: Final = "tests/e2e/test_installed_command.py::test_what_is_typed_is_in_the_file"


def floors(requirements: list[str]) -> list[str]:
    """The oldest version that each requirement allows: `textual>=8.2.5,<9` is `textual==8.2.5`."""
    return [re.sub(r"^([\w.-]+)>=([^,;\s]+).*$", r"\1==\2", each) for each in requirements]


def main() -> int:
    """Install them, start, export and take the journey; returns the exit status."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    python, command = PLACE / "bin" / "python", PLACE / "bin" / "pmc-tui"
    subprocess.run([sys.executable, "-m", "venv", "--clear", PLACE], check=True)
    pip: list[str | Path] = [python, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    if subprocess.run([*pip, "download", "--no-deps", "--dest", PLACE, "hatchling"], check=False).returncode:
        sys.stdout.write("floors: not tried, for pip reaches no index\n")
        return 0
    subprocess.run([*pip, "install", "--editable", ROOT, *floors(project["dependencies"])], check=True)
    subprocess.run([command, "--version"], check=True)
    example = ROOT / "tui" / "example.md"
    for form in ("md", "json", "html"):
        ran = subprocess.run([command, "export", example, "--to", form], check=True, capture_output=True)
        if not ran.stdout:
            sys.stderr.write(f"floors: the export as {form} is empty\n")
            return 1
    test = [sys.executable, "-m", "pytest", JOURNEY]
    return subprocess.run(
        test, cwd=ROOT, env={**os.environ, "TESTED_COMMAND": str(command)}, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
