"""A widget alone in an app, with what it tells."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Generic, TypeVar

from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget

W = TypeVar("W", bound=Widget)
M = TypeVar("M", bound=Message)


class _Stage(App[None]):
    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self.animation_level = "none"
        self.widget = widget

    def compose(self) -> ComposeResult:
        yield self.widget


class Stage(Generic[W]):
    """The widget, and the messages it posted since last asked."""

    def __init__(self, widget: W, pilot: Pilot[None], told: list[Message]) -> None:
        self.widget = widget
        self.pilot = pilot
        self._told = told

    async def told(self, kind: type[M]) -> list[M]:
        """The messages of a kind since this was asked last; each once, however far it went up."""
        await self.settle()
        found = {id(message): message for message in self._told if isinstance(message, kind)}
        self._told.clear()
        return list(found.values())

    async def settle(self) -> None:
        """Let all messages be worked off, those they cause too."""
        for _ in range(4):
            await self.pilot.pause(0)

    @property
    def rows(self) -> list[str]:
        """What is drawn of the widget, without trailing blanks."""
        region = self.widget.region
        strips = self.pilot.app.screen._compositor.render_strips()[region.y : region.bottom]
        return [strip.crop(region.x, region.right).text.rstrip() for strip in strips]


@asynccontextmanager
async def on_stage(widget: W, size: tuple[int, int] = (40, 10)) -> AsyncGenerator[Stage[W]]:
    """Show a widget on a screen of its own."""
    told: list[Message] = []
    async with _Stage(widget).run_test(size=size, message_hook=told.append) as pilot:
        widget.focus()
        stage = Stage(widget, pilot, told)
        await stage.settle()
        yield stage
