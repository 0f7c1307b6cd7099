"""A section that others took away while somebody wrote in it: what becomes of the words is asked."""

from __future__ import annotations

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
            if key is None:
                self._desk.show_area(self._desk.editor)
            elif self._do(key):
                self._desk.show_area(self._desk.panes)
                then()

        self._desk.ask(Choice(title, text, answers, "go on writing"), answered)

    def _do(self, key: str) -> bool:
        """True where the words are cared for."""
        writing, document = self._writing, self._desk.document
        if key == _DRAFT:
            problem = self._desk.live.leave_draft(writing.pending(), self._desk.base)
            if problem is not None:
                self._desk.say(problem, trouble=True)
                return False
            said = f"The words of {writing.section.name} are in a draft; the next start offers them."
            writing.give_up()
            self._desk.say(said, done=True)
            return True
        back = writing.pending() if key == _BACK else None
        name, lines = writing.section.name, writing.section.with_heading(self._desk.editor.lines)
        writing.give_up()

        def change() -> Edit:
            if back is not None:
                return Edit(document.source, back, Span(0, 0), f"put {name} back")
            return into_discussion(document.meeting, name, lines[1:])

        return self._desk.change(change) is not None
