"""How a content stands in the state folder: compressed, or as its difference from another one.

A state folder is read like any other input: what is damaged, or would become absurdly large, is a ValueError.
"""

from __future__ import annotations

import json
import re
import zlib
from typing import Final, NamedTuple

from tui.minutes.keeping.storage import ABSURD_SIZE
from tui.minutes.text.diff import text_changes
from tui.minutes.text.source import is_classic_mac

DIGEST: Final = re.compile(r"[0-9a-f]{64}")
"""What the names of contents look like."""

_LEVEL: Final = 3  # of zlib: a third larger than at best, at a quarter of the time
_DIFFERENCE: Final = re.compile(rb"difference from ([0-9a-f]{64})\n")


class Difference(NamedTuple):
    """What makes a content of the one with the digest `base`."""

    base: str
    packed: bytes


def packed(data: bytes, level: int = _LEVEL) -> bytes:
    """A content, compressed."""
    return zlib.compress(data, level)


def unpacked(stored: bytes) -> bytes:
    """What was compressed. Raises ValueError for what is damaged, cut off or absurdly large."""
    work = zlib.decompressobj()
    try:
        data = work.decompress(stored, ABSURD_SIZE)
    except zlib.error as error:
        raise ValueError(str(error)) from error
    if not work.eof:
        raise ValueError("cut off, or absurdly large")
    return data


def difference(base: bytes, data: bytes, digest: str) -> bytes | None:
    """What to store of `data` where `base`, of this `digest`, is stored; None where that cannot be told.

    By whole lines, and whatever the bytes are: each is taken for a character.
    """
    old, new = base.decode("latin-1"), data.decode("latin-1")
    if is_classic_mac(old) != is_classic_mac(new):  # which count their lines differently
        return None
    changes = text_changes(old, new)
    places = [(r.old_start, r.old_end, r.new_end - r.new_start) for r in changes]
    body = json.dumps(places).encode() + b"\n" + b"".join(data[r.new_start : r.new_end] for r in changes)
    return b"difference from %s\n%s" % (digest.encode(), packed(body))


def stored_difference(stored: bytes) -> Difference | None:
    """What `difference` gave; None for a content that is stored whole."""
    found = _DIFFERENCE.match(stored)
    return Difference(found[1].decode(), stored[found.end() :]) if found else None


def patched(base: bytes, change: Difference) -> bytes:
    """The content that a difference makes of its base. Raises ValueError for one that is damaged."""
    places, _, added = unpacked(change.packed).partition(b"\n")
    pieces: list[bytes] = []
    at = taken = 0
    try:
        for start, end, size in json.loads(places):
            if not (at <= start <= end <= len(base) and 0 <= size <= len(added) - taken):
                raise ValueError("out of bounds")  # noqa: TRY301 - as the others
            pieces += base[at:start], added[taken : taken + size]
            at, taken = end, taken + size
    except (TypeError, ValueError, RecursionError) as error:
        raise ValueError(f"no difference: {error}") from error
    return b"".join((*pieces, base[at:]))
