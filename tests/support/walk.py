"""The orders of the system calls of four programs on one file (see `interleaving`), one by one.

Whoever has the turn keeps it until it sleeps or ends, but for one that is taken from it, and a second one
where the first went to another program: that is then stopped in the middle of its save. A turn is worth
taking only after a call that the one who gets it could notice: all other orders come to the same. Each of
ours is killed before each of its calls that change something, and after the last.

`python -m tests.support.walk` prints the orders that lose, double or misplace a line, and exits with 1 then:
of two saves each with one turn taken, of one save each with two. With `--deep` both are taken of two saves,
and kills come in every other order. `--part 2/8` does the second of eight parts, `--seeds FIRST LAST` tries
orders by seed instead.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

from tests.support.interleaving import Order, Room, Turn, tried

OURS: Final = (0, 1)
OTHERS: Final = (2, 3)
PROGRAMS: Final = (*OURS, *OTHERS)
_EVERY: Final = 7  # of the kills in orders in which a turn was taken, too


class Walk(NamedTuple):
    """One order: who begins, which turns are taken and go to whom, who is killed before which call."""

    first: int
    taken: tuple[tuple[int, int], ...] = ()
    kill: tuple[int, int] | None = None
    saves: int = 2

    def run(self) -> tuple[list[str], Room]:
        """What is wrong after it, and the room it was run in."""
        return tried(Order(taken=dict(self.taken), first=self.first), self.saves, self.kill)

    @property
    def turns(self) -> list[Turn]:
        """The turns that it comes to."""
        return self.run()[1].fs.turns


def switches(turns: list[Turn], start: int = 0) -> Iterator[tuple[int, int]]:
    """The turns worth taking, from one on, each with who gets it."""
    for number in range(max(1, start), len(turns)):
        before, now = turns[number - 1], turns[number]
        for other in now.awake:
            noticed = before.thing == "file" or (before.thing == "state" and other in OURS)
            if other != now.program and (noticed or before.program != now.program):
                yield number, other


def kills(turns: list[Turn]) -> Iterator[tuple[int, int]]:
    """For each of ours the numbers of the calls that change something, and the one after the last."""
    for program in OURS:
        own = [turn for turn in turns if turn.program == program][
            1:
        ]  # the first turn comes to the first call
        changing = [number for number, turn in enumerate(own) if turn.changes]
        yield from ((program, number) for number in [*changing, len(own)])


def orders(*, deep: bool = False) -> Iterator[Walk]:
    """All orders, the simplest first."""
    for first in PROGRAMS:
        yield (start := Walk(first))
        turns = start.turns
        yield from (start._replace(kill=kill) for kill in kills(turns))
        yield from (start._replace(taken=(one,)) for one in switches(turns))
    for first in PROGRAMS:
        start = Walk(first, saves=2 if deep else 1)
        for number, one in enumerate(switches(start.turns)):
            walk = start._replace(taken=(one,))
            if one[1] in OTHERS:
                yield from stopped_again(walk)
            if deep:
                deaths = islice(kills(walk.turns), number % _EVERY, None, _EVERY)
                yield from (walk._replace(kill=kill) for kill in deaths)


def stopped_again(walk: Walk) -> Iterator[Walk]:
    """Orders that go on as one in which a turn was taken, but the program that got it is stopped, too."""
    [(at, other)] = walk.taken
    turns = walk.turns
    for number, third in switches(turns, at + 2):
        if turns[number].program != other:
            return
        yield walk._replace(taken=(*walk.taken, (number, third)))


def main(arguments: list[str] | None = None) -> int:
    """Go through the orders, and print those after which something is wrong."""
    parser = ArgumentParser(prog="python -m tests.support.walk")
    parser.add_argument("--deep", action="store_true")
    parser.add_argument("--part", default="1/1")
    parser.add_argument("--seeds", type=int, nargs=2)
    given = parser.parse_args(arguments)
    part, parts = map(int, given.part.split("/"))
    tried_orders = wrong = 0
    runs: Iterator[tuple[str, list[str], Room]]
    if given.seeds:
        runs = ((f"seed {seed}", *tried(Order(seed))) for seed in range(*given.seeds))
    else:
        walks = islice(orders(deep=given.deep), part - 1, None, parts)
        runs = ((str(walk), *walk.run()) for walk in walks)
    for name, missing, room in runs:
        tried_orders += 1
        if missing:
            wrong += 1
            print(*room.fs.trace, f"{name}: {missing}", sep="\n", flush=True)  # noqa: T201
    print(f"{tried_orders} orders, {wrong} wrong")  # noqa: T201
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
