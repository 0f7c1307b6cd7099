"""What the process that reads ahead gives: results stand in shared memory, short messages say where."""

from __future__ import annotations

from typing import Final, NamedTuple

START, WHOLE, ROWS, NOTES = range(4)
"""What the results are: the start of a long file, all of a file, what its first sections count, its notes."""

MESSAGE: Final = 17
"""Bytes of a message; so few are written to a pipe at once."""


class Result(NamedTuple):
    """A result, and the bytes of the shared memory that hold it, pickled."""

    what: int
    start: int
    end: int

    def message(self) -> bytes:
        """The message that says so."""
        return bytes([self.what]) + self.start.to_bytes(8, "little") + self.end.to_bytes(8, "little")

    @classmethod
    def of(cls, message: bytes) -> Result:
        """What a message says."""
        start, end = (int.from_bytes(message[at : at + 8], "little") for at in (1, 9))
        return cls(message[0], start, end)
