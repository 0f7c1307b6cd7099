"""The next file's name and folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.minutes.series.folder import date_of_name
from tui.minutes.series.naming import UnnamableError, next_name


@pytest.mark.parametrize(
    ("last", "old", "new", "path"),
    [
        ("2016/2016-08-09-board.md", "2016-08-09", "2016-08-24", "2016/2016-08-24-board.md"),
        ("2016/2016-12-27-board.md", "2016-12-27", "2017-01-11", "2017/2017-01-11-board.md"),
        ("2019/11-25-2019.md", "2019-11-25", "2020-01-27", "2020/01-27-2020.md"),
        ("2024/10-Oct/03-wg.md", "2024-10-03", "2024-11-07", "2024/11-Nov/07-wg.md"),
        ("2018/CG-08-21.md", "2018-08-21", "2018-09-04", "2018/CG-09-04.md"),
        ("2013-05/may-23.md", "2013-05-23", "2013-07-02", "2013-07/july-2.md"),
        ("board 20160809.markdown", "2016-08-09", "2016-08-24", "board 20160824.markdown"),
        ("2023/2023-05.md", "2023-05-04", "2023-06-01", "2023/2023-06.md"),
        ("2023/2023-12.md", "2023-12-07", "2024-01-04", "2024/2024-01.md"),
        ("May-2024.md", "2024-05-07", "2024-06-04", "June-2024.md"),
        ("board_dec_2024.md", "2024-12-03", "2025-01-07", "board_jan_2025.md"),
        ("minutes_202312.md", "2023-12-31", "2024-01-31", "minutes_202401.md"),
        ("meetings/2020-2-6 notes.md", "2020-02-06", "2020-02-20", "meetings/2020-2-20 notes.md"),
    ],
)
def test_the_date_is_replaced_in_its_own_form(
    tmp_path: Path, last: str, old: str, new: str, path: str
) -> None:
    found = next_name(tmp_path / last, date.fromisoformat(old), date.fromisoformat(new))
    assert found.path == tmp_path / path


def test_a_number_that_counts_meetings_goes_on(tmp_path: Path) -> None:
    names = [tmp_path / f"Meeting {number:02}.md" for number in (9, 8, 7)]
    found = next_name(names[0], date(2020, 1, 1), date(2020, 1, 8), names)
    assert (found.path, found.numbers) == (tmp_path / "Meeting 10.md", (9, 10))
    dated = [tmp_path / f"{day}-call-{n}.md" for day, n in (("2020-01-08", 41), ("2020-01-01", 40))]
    found = next_name(dated[0], date(2020, 1, 8), date(2020, 1, 15), dated)
    assert found.path.name == "2020-01-15-call-42.md"


def test_a_name_of_a_month_names_no_second_meeting_in_it() -> None:
    with pytest.raises(UnnamableError, match="no date in its name"):
        next_name(Path("/minutes/2024-05.md"), date(2024, 5, 7), date(2024, 5, 21))


@pytest.mark.parametrize("name", ["notes.md", "round 3 of 4.md"])
def test_a_name_without_date_and_number_gives_none(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnnamableError, match="no date in its name"):
        next_name(tmp_path / name, date(2020, 1, 1), date(2020, 1, 8), [tmp_path / name, tmp_path / "x.md"])


@given(
    st.dates(date(2001, 1, 1), date(2098, 12, 31)),
    st.integers(1, 300),
    st.sampled_from(["{0}-x", "x {0:%m-%d-%Y}", "{0:%Y%m%d}"]),
)
def test_the_new_name_has_the_new_date(old: date, apart: int, form: str) -> None:
    new = date.fromordinal(old.toordinal() + apart)
    last = Path("/minutes") / f"{old.year}" / f"{form.format(old)}.md"
    found = next_name(last, old, new)
    assert date_of_name(found.path) == new
    assert found.path.parent.name == str(new.year)
