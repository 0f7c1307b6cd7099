"""Copying, for every widget alike: whatever calls `App.copy_to_clipboard` reaches every clipboard."""

from __future__ import annotations

import asyncio

from tui.ending import EndingApp


class CopyingApp(EndingApp):
    """An app that copies to the system's clipboard as well as to the terminal's, and says what came of it."""

    may_copy = True
    """False for who looks on from elsewhere: this computer's clipboard is not theirs."""

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        """`ansi_color` as Textual has it: True to leave the terminal's own colours as they are."""
        super().__init__(ansi_color=ansi_color)
        self._copied = ""
        self._one_at_a_time = asyncio.Lock()

    @property
    def clipboard(self) -> str:
        """What was copied last, every character as it is: for pasting within the app."""
        return self._copied

    def copy_to_clipboard(self, text: str) -> None:
        """Copy a text to every clipboard within reach (see `clipboard`) without waiting for it."""
        if text and self.may_copy:
            self._copied = text
            self.run_worker(self._copy(text), group="copy")

    def say_copied(self, said: str, *, trouble: bool) -> None:
        """Say what came of it."""

    async def _copy(self, text: str) -> None:
        from tui.terminal import clipboard  # noqa: PLC0415 - not before somebody copies

        async with self._one_at_a_time:
            out = clipboard.safe(text)
            sent = clipboard.size_of(out) <= clipboard.TERMINAL_MOST
            if sent:
                super().copy_to_clipboard(out)
            program, failure = await asyncio.to_thread(clipboard.by_program, out)
        copied = clipboard.Copied(out, program, failure, sent)
        self.say_copied(copied.said, trouble=copied.trouble)
