"""What is written reaches a terminal that reads, and waits for none that does not."""

from __future__ import annotations

import os
import threading
import time

from tui.terminal.output import AFRESH, MOST, STOPPING, TerminalOutput


def read_all(descriptor: int) -> bytes:
    found = b""
    while data := os.read(descriptor, 65536):
        found += data
    return found


def test_all_that_is_written_comes_in_order() -> None:
    reading, writing = os.pipe()
    output = TerminalOutput(writing, str.encode)
    output.start()
    found: list[bytes] = []
    reader = threading.Thread(target=lambda: found.append(read_all(reading)))
    reader.start()
    texts = [f"{number}," * 500 for number in range(300)]
    for text in texts:
        output.write(text)
    output.stop()
    os.close(writing)
    reader.join()
    os.close(reading)
    assert found == ["".join(texts).encode()]


def test_nothing_waits_for_a_terminal_that_does_not_read_and_its_pictures_are_thrown_away() -> None:
    reading, writing = os.pipe()
    missed = threading.Event()
    output = TerminalOutput(writing, str.encode, missed.set)
    output.start()
    began = time.monotonic()
    for _ in range(40):
        output.write("x" * (MOST // 20))
    output.write("last")
    assert time.monotonic() - began < 5.0  # a queue that is full would wait for ever
    found = b""
    while not found.endswith(b"last"):
        found += os.read(reading, 65536)
    assert AFRESH.encode() in found
    assert len(found) < 2 * MOST
    assert missed.wait(20)
    output.stop()
    os.close(writing)
    os.close(reading)


def test_stopping_gives_up_soon_on_a_terminal_that_does_not_read() -> None:
    reading, writing = os.pipe()
    output = TerminalOutput(writing, str.encode)
    output.start()
    output.write("x" * 1_000_000)
    began = time.monotonic()
    output.stop()
    assert time.monotonic() - began < STOPPING + 5.0
    output.join(20)
    assert not output.is_alive()
    output.write("more")
    os.close(reading)
    os.close(writing)


def test_a_terminal_that_is_gone_is_no_error() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    output = TerminalOutput(writing, str.encode)
    output.start()
    output.write("x")
    output.join(20)
    assert output.is_gone
    output.write("y")
    output.stop()
    os.close(writing)
