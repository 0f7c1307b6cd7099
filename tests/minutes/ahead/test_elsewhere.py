"""A question answered by another process: the answer, errors, and no process left behind."""

from __future__ import annotations

import asyncio
import os
from datetime import date
from pathlib import Path

import pytest

from tests.support.series import harbour, write_all
from tui.minutes.ahead import elsewhere
from tui.minutes.ahead.elsewhere import ask
from tui.minutes.series import questions
from tui.minutes.series.roster import VotingRuleError

TODAY = date(2016, 9, 1)


@pytest.fixture
def board(tmp_path: Path) -> Path:
    days = ("2016-07-26", "2016-08-09", "2016-08-23")
    return write_all(tmp_path, {f"{day}-board.md": harbour(day, f"- Painted on {day}\n") for day in days})[-1]


async def test_the_answer_is_that_of_the_question(board: Path) -> None:
    text = board.read_text()
    assert await ask(questions.before, board, text, TODAY) == questions.before(board, text, TODAY)
    line = text.split("\n").index("### Cranes - Ada Obi")
    found = await ask(questions.history, board, text, line)
    assert found == questions.history(board, text, line)
    assert [page.date.day for page in found.pages] == [9, 26]
    assert found.news == {line + 1}


async def test_nothing_in_the_folder_of_the_minutes_is_run(
    board: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(board.parent)
    for name in ("pickle", "json", "tui"):
        (board.parent / f"{name}.py").write_text("open('run', 'w')\n")
    found = await ask(questions.before, board, board.read_text(), TODAY)
    assert found.radar.last == date(2016, 8, 9)
    assert not (board.parent / "run").exists()


async def test_an_error_is_raised_here(board: Path) -> None:
    with pytest.raises(VotingRuleError, match="3 of the last 4"):
        await ask(questions.people, board, board.read_text(), "always")


async def test_without_another_process_the_answer_is_made_here(
    board: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = board.read_text()
    for program in ("raise SystemExit(3)", "pass"):
        monkeypatch.setattr(elsewhere, "_PROGRAM", program)
        assert (await ask(questions.before, board, text, TODAY)).radar.last == date(2016, 8, 9)
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    assert (await ask(questions.before, board, text, TODAY)).radar.last == date(2016, 8, 9)


async def test_an_answer_that_nobody_waits_for_leaves_no_process(
    board: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    told = f"import os; open({str(pipe)!r}, 'w').write(str(os.getpid())); import signal; signal.pause()"
    monkeypatch.setattr(elsewhere, "_PROGRAM", told)
    waiting = asyncio.create_task(ask(questions.before, board, board.read_text(), TODAY))
    process = int(await asyncio.to_thread(pipe.read_text))
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    for _ in range(2000):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return
        await asyncio.sleep(0.005)
    pytest.fail("the process still runs")
