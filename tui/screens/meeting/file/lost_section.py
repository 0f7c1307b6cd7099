"""A section that others took away while somebody wrote in it: what becomes of the words is asked."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

from textual.content import Content

from tui.minutes.noting.editing import Edit
from tui.minutes.noting.sections import into_discussion
from tui.minutes.text.source import Span
from tui.screens.meeting.desk import Desk
from tui.screens.meeting.file.writing import Writing
from widgets.display_text import for_display

_BACK: Final = "p"
_TO_DISCUSSION: Final = "d"
_DRAFT: Final = "k"


class LostSection:
    """What is asked before somebody leaves an editor whose section is gone."""

    def __init__(self, desk: Desk, writing: Writing) -> None:
        self._desk = desk
        self._writing = writing
        writing.ask_about_words = self.ask

    def ask(self, then: Callable[[], object] = lambda: None) -> None:
        """Ask what becomes of what is in the editor; `then` go on, unless it is to stay there."""
        from tui.screens.prompt import Answer, Choice  # noqa: PLC0415 - not before somebody asks

        writing = self._writing
        answers = [Answer(_BACK, "put the section back")]
        if writing.section.whole:
            answers.append(Answer(_TO_DISCUSSION, "into the discussion"))
        answers.append(Answer(_DRAFT, "keep as a draft"))
        title = for_display(f"{writing.section.name} was removed at {writing.removed}")
        text = Content(for_display("\n".join(writing.section.with_heading(self._desk.editor.lines))))

        def answered(key: str | None) -> None:
            if key == _DRAFT:
                self._desk.show_area(self._desk.panes)
                self._desk.work(self._keep(then), "lost section", exclusive=True)
            elif key is None or not self._put(key):
                self._desk.show_area(self._desk.editor)
            else:
                self._desk.show_area(self._desk.panes)
                then()

        self._desk.ask(Choice(title, text, answers, "go on writing"), answered)

    async def _keep(self, then: Callable[[], object]) -> None:
        """Leave the words in a draft; `then` go on once they are in it, and nothing was typed meanwhile."""
        writing, desk = self._writing, self._desk
        kept = writing.pending()
        problem = await asyncio.to_thread(desk.live.leave_draft, kept, desk.base)
        if problem is not None:
            desk.say(problem, trouble=True)
            desk.show_area(desk.editor)
        elif writing.removed and writing.pending() == kept:
            said = f"The words of {writing.section.name} are in a draft; the next start offers them."
            writing.give_up()
            desk.say(said, done=True)
            then()

    def _put(self, key: str) -> bool:
        """Put the words into the minutes; True where they are there."""
        writing, document = self._writing, self._desk.document
        back = writing.pending() if key == _BACK else None
        name, lines = writing.section.name, writing.section.with_heading(self._desk.editor.lines)
        writing.give_up()

        def change() -> Edit:
            if back is not None:
                return Edit(document.source, back, Span(0, 0), f"put {name} back")
            return into_discussion(document.meeting, name, lines[1:])

        return self._desk.change(change) is not None
