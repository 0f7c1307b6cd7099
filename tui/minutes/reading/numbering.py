"""The numbers of ordered lists as a reader counts them: from the first one's on, whatever the others say.

People write `1.` before every item and leave the counting to whoever shows it (CommonMark 5.3).
"""

from __future__ import annotations

from collections.abc import Sequence

from tui.minutes.model import Item, ItemKind


def numbers(items: Sequence[Item]) -> dict[int, str]:
    """The marker of each ordered item, by its index: `1.` `1.` `1.` are `1.` `2.` `3.`.

    A list goes on past what is nested in its items and ends with anything else at its depth, or with
    another delimiter.
    """
    found: dict[int, str] = {}
    lists: list[tuple[int, int, str]] = []  # depth, number and delimiter of the lists around an item
    for index, item in enumerate(items):
        while lists and lists[-1][0] > item.depth:
            lists.pop()
        before = lists.pop() if lists and lists[-1][0] == item.depth else None
        if item.kind is not ItemKind.ORDERED:
            continue
        number, delimiter = int(item.marker[:-1]), item.marker[-1]
        if before is not None and before[2] == delimiter:
            number = before[1] + 1
        lists.append((item.depth, number, delimiter))
        found[index] = f"{number}{delimiter}"
    return found
