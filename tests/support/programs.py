"""Programs of a test's own, real ones and first on PATH: what is sent or asked for reaches nobody else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.repositories import without_git_settings
from tui.minutes.publishing import mail


def own_programs(monkeypatch: pytest.MonkeyPatch, home: Path) -> Path:
    """A folder first on PATH, where mail finds its sendmail; git has no settings of this machine's person."""
    without_git_settings(monkeypatch)
    monkeypatch.setattr(mail, "SENDMAIL", ("sendmail",))
    folder = home / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    return folder


def program(home: Path, name: str, script: str) -> Path:
    """A shell script among them, which runs in `home`."""
    file = home / "bin" / name
    file.write_text(f"#!/bin/sh\ncd '{home}'\n{script}\n")
    file.chmod(0o755)
    return file
