"""The line to type what is sought."""

from __future__ import annotations

from widgets.capture_line import OneLine


class FindBar(OneLine):
    """An input that is only there while somebody searches."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(
            placeholder="Find in the whole meeting (enter: stay there, esc: back)", compact=True, id=id
        )
        self.display = False
