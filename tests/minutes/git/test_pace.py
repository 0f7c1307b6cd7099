"""The pace of many members, counted on a clock of its own: how soon words are out, how often is pushed."""

from __future__ import annotations

import heapq
import random
from statistics import median

import pytest

from tui.minutes.git import pace
from tui.minutes.git.pace import Pace

MINUTES = 12


class Simulated:
    """Members who write a line every so many seconds; each pushes all of its own, others see it at a look."""

    def __init__(self, members: int, limit: int, every: float) -> None:
        self.paces = [Pace(limit) for _ in range(members)]
        self.lines: list[list[float]] = [[] for _ in range(members)]  # written and not out yet
        self.pushes: list[float] = []
        self.waits: list[float] = []
        self.every = every

    def run(self, chance: random.Random) -> None:
        """Let them write for some minutes."""
        looks = [(chance.uniform(0, pace.EVERY), member) for member in range(len(self.paces))]
        seen = [0] * len(self.paces)
        written = [chance.uniform(0, self.every) for _ in self.paces]
        heapq.heapify(looks)
        while (now := looks[0][0]) < MINUTES * 60:
            member = looks[0][1]
            own = self.paces[member]
            for when in self.pushes[seen[member] :]:
                own.pushed(when)
            while written[member] <= now:
                self.lines[member].append(written[member])
                written[member] += self.every
            if self.lines[member] and own.may_push(now, now - self.lines[member][-1]):
                self.waits += [now - when for when in self.lines[member]]
                self.lines[member] = []
                self.pushes.append(now)
                own.pushed(now)
            seen[member] = len(self.pushes)
            heapq.heapreplace(looks, (now + own.pause(), member))


@pytest.mark.parametrize(
    ("members", "limit", "every", "half", "all_of_them", "most"),
    [
        (2, 6, 20.0, 10.0, 60, 6),  # half of the lines are out by then, and seen at the next look
        (8, 6, 90.0, 15.0, 120, 6),
        (30, 40, 5.0, 27.0, 120, 50),
        (30, 6, 5.0, 150.0, 360, 8),
    ],
)
def test_words_are_out_soon_and_the_limit_holds(
    members: int, limit: int, every: float, half: float, all_of_them: float, most: float
) -> None:
    random.seed(members)
    simulated = Simulated(members, limit, every)
    simulated.run(random.Random(limit))  # noqa: S311 - to be repeated
    waiting = [MINUTES * 60 - when for lines in simulated.lines for when in lines]
    assert median(simulated.waits) <= half
    assert max(*simulated.waits, *waiting, 0.0) <= all_of_them
    assert len(simulated.pushes) / MINUTES <= most


def test_a_remote_that_does_not_answer_is_asked_less_and_less() -> None:
    own = Pace(6)
    pauses = []
    for _ in range(8):
        own.answered(well=False)
        pauses.append(own.pause())
    assert pauses[0] > 1.5 * pace.EVERY
    assert 0.8 * pace.LONGEST <= pauses[-1] <= 1.2 * pace.LONGEST
    own.answered(well=True)
    assert own.pause() <= 1.2 * pace.EVERY
