"""A list whose rows went while somebody clicks on one."""

from __future__ import annotations

from rich.style import Style as RichStyle
from textual import events
from textual.app import App, ComposeResult

from widgets.option_rows import OptionRows


class Listing(App[None]):
    """A list alone."""

    def compose(self) -> ComposeResult:
        """Two rows."""
        yield OptionRows("one", "two")


async def test_a_click_on_a_row_that_is_gone_does_nothing() -> None:
    app = Listing()
    async with app.run_test() as pilot:
        rows = app.query_one(OptionRows)
        rows.highlighted = 0
        for row, chosen in ((1, 1), (7, 1)):
            style = RichStyle(meta={"option": row})
            rows.post_message(events.Click(rows, 1, 1, 0, 0, 1, False, False, False, 1, 1, style))
            await pilot.pause()
            assert rows.highlighted == chosen
