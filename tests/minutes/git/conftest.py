"""Real git in all of these tests, without settings of this machine's person."""

from __future__ import annotations

import pytest

from tests.support.repositories import without_git_settings


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    without_git_settings(monkeypatch)
