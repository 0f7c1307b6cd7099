"""Files with odd bytes are edited in the app, and come back byte for byte outside of what was typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.desk import acting, changed_lines, minutes_file, opened

TEXT = (
    "# Sync 2026-03-10\n\n## Announcements  \n* one\t\n\n\n## Discussion\n- first{odd}\n- second {odd}end\n"
    "   - third  \n- last{odd}\n\n## Teams\n\n### CLI - Ada Obi\n-\tx {odd}\n* y\n### UAA\n"
)
"""Minutes with trailing blanks, tabs and mixed markers; `{odd}` stands where odd characters go."""

ODD = {
    "NUL": "\x00",
    "form feed": "\x0c",
    "vertical tab": "\x0b",
    "U+2028": "\u2028",
    "U+2029": "\u2029",
    "NEL": "\x85",
    "file separators": "\x1c\x1d\x1e",
    "lone CR": "\r",
    "escape": "\x1b[31m",
    "bidi": "\u202e\u2066",
    "BOM inside": "\ufeff",
    "private use": "\ue000\ue001\uf8ff\U000f0000",
    "combining and wide": "e\u0301 会議 👩‍👩‍👧",
    "trailing blanks": " \t ",
}


def last_line_of_discussion(data: bytes, newline: bytes) -> int:
    return data.index(newline, data.index(b"- last")) + len(newline)


async def type_line(path: Path) -> None:
    """Open, write a line at the end of the discussion, take it back, write another one, save, quit."""
    async with opened(path) as desk:
        await desk.press("w")
        await desk.type("\nsaid")
        await desk.press("ctrl+z", "ctrl+z")
        await desk.type("\nsaid")
        await desk.save()
        await desk.press("ctrl+q")
        await desk.until(lambda: not desk.app.is_running, "the app ends")


@pytest.mark.parametrize("name", ODD)
async def test_odd_characters_stay(tmp_path: Path, name: str) -> None:
    path = minutes_file(tmp_path, TEXT.replace("{odd}", ODD[name]))
    before = path.read_bytes()
    at = last_line_of_discussion(before, b"\n")
    await type_line(path)
    assert path.read_bytes() == before[:at] + b"- said\n" + before[at:]


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
async def test_newlines_and_byte_order_marks_stay(tmp_path: Path, newline: str, bom: bytes) -> None:
    path = minutes_file(tmp_path, bom + TEXT.replace("{odd}", "").replace("\n", newline).encode())
    before = path.read_bytes()
    at = last_line_of_discussion(before, newline.encode())
    await type_line(path)
    assert path.read_bytes() == before[:at] + b"- said" + newline.encode() + before[at:]


async def test_mixed_newlines_stay(tmp_path: Path) -> None:
    lines = TEXT.replace("{odd}", "").split("\n")
    mixed = "".join(line + ("\r\n" if number % 2 else "\n") for number, line in enumerate(lines))
    path = minutes_file(tmp_path, mixed)
    before = path.read_bytes()
    await type_line(path)
    went, came = changed_lines(before, path.read_bytes())
    assert went == []
    assert [line.rstrip(b"\r") for line in came] == [b"- said"]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
async def test_a_missing_last_newline_stays_missing(tmp_path: Path, newline: str) -> None:
    text = "# T\n\n## Discussion\n- first\n- last".replace("\n", newline)
    path = minutes_file(tmp_path, text)
    await type_line(path)
    assert path.read_bytes() == (text + newline + "- said").encode()


@pytest.mark.parametrize("name", ODD)
async def test_odd_characters_beside_an_edit_stay(tmp_path: Path, name: str) -> None:
    path = minutes_file(tmp_path, TEXT.replace("{odd}", ODD[name]))
    before = path.read_bytes()
    async with opened(path) as desk:
        await desk.press("w", "up", "end")
        await desk.type("!")
        await desk.press("up", "home", "delete", "delete")
        await desk.save()
    odd = ODD[name].encode()
    went, came = changed_lines(before, path.read_bytes())
    assert went == [b"- second " + odd + b"end", b"   - third  "]
    assert came == [b"second " + odd + b"end", b"   - third  !"]


@pytest.mark.parametrize("name", ODD)
async def test_odd_characters_are_pasted_into_the_file_as_they_are(tmp_path: Path, name: str) -> None:
    path = minutes_file(tmp_path, TEXT.replace("{odd}", ""))
    before = path.read_bytes()
    async with opened(path) as desk:
        await desk.press("w")
        await desk.paste(f"\n- pasted{ODD[name]}.")
        await desk.save()
        text = desk.text
    assert not acting(text)
    went, came = changed_lines(before, path.read_bytes())
    assert went == []
    if name in {"lone CR", "U+2028", "U+2029", "NEL", "form feed", "vertical tab", "file separators"}:
        assert b"".join(came).replace(b"\r", b"").startswith(b"- pasted")
    else:
        assert came == [f"- pasted{ODD[name]}.".encode()]


@pytest.mark.parametrize(
    "data",
    [b"# T\n\n## Discussion\n- caf\xe9\n", "# T\n\n## Discussion\n- grüße\n".encode("utf-16")],
    ids=["Windows-1252", "UTF-16"],
)
async def test_what_is_not_utf_8_is_shown_and_never_written(tmp_path: Path, data: bytes) -> None:
    path = minutes_file(tmp_path, data)
    before = path.stat()
    async with opened(path) as desk:
        assert "read-only" in desk.text
        assert "not UTF-8" in desk.said
        assert "café" in desk.text or "grüße" in desk.text
        await desk.press("w")
        await desk.type("typed")
        await desk.press("ctrl+s")
        await desk.until(lambda: desk.in_dialog, "asked for an encoding")
        await desk.press("escape", "escape", "e")
        await desk.type("typed")
        await desk.press("escape", "space", "ctrl+q")
        await desk.until(lambda: not desk.app.is_running, "the app ends")
    assert path.read_bytes() == data
    assert path.stat().st_mtime_ns == before.st_mtime_ns
