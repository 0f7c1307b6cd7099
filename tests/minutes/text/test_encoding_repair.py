"""Broken encoding: what is repaired, and what nobody may touch."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.minutes import meeting_of
from tui.minutes.check.fixes import repair_encoding
from tui.minutes.noting.edits import EditError
from tui.minutes.text.encoding_repair import repaired, repairs


@pytest.mark.parametrize(
    ("broken", "meant"),
    [
        ("KÃ¶per", "Köper"),
        ("donâ€™t", "don’t"),
        ("25Â°C", "25°C"),
        ("MÃ¼ller’s", "Müller’s"),  # half of it is mended already
        ("ÃƒÂ¼ber", "über"),  # broken twice
        ("Å\x81ukasz", "Łukasz"),
        ("ðŸ˜€", "😀"),
    ],
)
def test_repaired(broken: str, meant: str) -> None:
    assert repaired(broken) == meant


@pytest.mark.parametrize(
    "word", ["Köper", "SÃO", "İstanbul", "Đorđe", "日本語", "«à»", "“…”", "naïve", "x²", "Ångström", "é", "½"]
)
def test_left_alone(word: str) -> None:
    assert repaired(word) == word


@given(st.text(alphabet="abcäöüßéèçñøåÆ ’–日本Ж\n", max_size=40))
def test_what_people_write_is_left_alone(text: str) -> None:
    assert list(repairs(text.split("\n"))) == []


def test_the_file_itself_keeps_every_other_byte() -> None:
    before = "\ufeff# T\r\n- KÃ¶per \x0c\n- rÃ©sumÃ© and ö\u2028".encode()
    meeting = meeting_of(before)
    edit = repair_encoding(meeting)
    assert edit.source.to_bytes() == before.replace("KÃ¶per".encode(), "Köper".encode()).replace(
        "rÃ©sumÃ©".encode(), "résumé".encode()
    )
    assert edit.said == "repaired 2 words"
    assert repair_encoding(meeting, 1).source.text.count("Ã") == 2
    with pytest.raises(EditError, match="No broken encoding"):
        repair_encoding(meeting_of(edit.source.to_bytes()))


def test_a_file_whose_encoding_is_a_guess_is_not_touched() -> None:
    with pytest.raises(EditError, match="not UTF-8"):
        repair_encoding(meeting_of(b"K\xf6ln K\xc3\x83\xc2\xb6ln"))
