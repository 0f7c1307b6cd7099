"""Writing: which lines of the file the editor is on, and how what is typed gets into the text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from textual.content import Content

from tui.minutes.keeping.document import Document, Tracked
from tui.minutes.model import SectionKind
from tui.minutes.reading.find import discussion
from tui.minutes.text.source import Source, Span
from tui.screens.meeting.desk import Desk
from tui.screens.meeting.status.facts import read_only
from widgets.display_text import for_display
from widgets.section_editor import SectionEditor

INVITATION: Final = (
    "What is said goes here: {key}, then type. A line begun with !a becomes an action, with !d a decision."
)
NO_DISCUSSION: Final = (
    "There is no Discussion section yet: {key}, then type, and it is made before the team reports. "
    "A line begun with !a becomes an action, with !d a decision."
)


class Writing:
    """The editor's place in the document: the Discussion section, or the Markdown of one section."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        desk.typing = self
        self._place: Tracked | None = None  # None: there is no Discussion section yet
        self._name = ""
        self.as_note: Callable[[str, str], tuple[str, tuple[str, ...]] | None] = lambda *_: None
        """What a line with a marker becomes as a note, and what is in doubt; None where it is none."""
        self._whole = False  # a section with its heading, not the Discussion
        self._synced = ""

    def commands(self) -> dict[str, Callable[[], object]]:
        """What this concern answers to, by command id."""
        return {"write": self._write, "edit": self._edit}

    @property
    def _editor(self) -> SectionEditor:
        return self._desk.editor

    @property
    def _document(self) -> Document:
        return self._desk.document

    @property
    def unsaved(self) -> bool:
        """True when something typed is not in the document's text yet."""
        return self._editor.text != self._synced

    @property
    def elsewhere(self) -> bool:
        """True while the editor is on another section than the Discussion."""
        return self._whole

    def open_discussion(self) -> None:
        """Put the editor on the Discussion section."""
        self.leave()
        self.commit()
        self._whole = False
        meeting = self._document.meeting
        index = discussion(meeting)
        if index is None:
            self._place, self._name = None, "Discussion"
            self._editor.placeholder = self._invited(NO_DISCUSSION)
            self._show([], 1)
            return
        self._name = meeting.sections[index].name
        self._editor.placeholder = self._invited(INVITATION)
        self._open(self._document.written(index))

    def _invited(self, text: str) -> Content:
        return Content(text.format(key=self._desk.key("write")))

    def typed(self) -> None:
        """Something was typed: it reaches the text with the next commit."""
        self.refresh_title()
        if self.unsaved:
            self._desk.touch()

    def commit(self, said: str = "") -> None:
        """Bring what was typed into the document's text; `said` for something else than typing."""
        if not self.unsaved:
            return
        lines = self._editor.lines
        before = self._document.source
        if self._place is None:
            self._make_discussion()
        if self._place is not None:  # else nothing took the text yet
            self._document.write(self._place, lines)
            self._editor.line_number_start = self._place.span.start + 1
            self._in_step()
        typing = f"typing in {self._name}"
        self._desk.steps.record(before, self._document.source, said or typing, "" if said else typing)
        self._desk.show()
        self.refresh_title()

    def line_left(self) -> None:
        """The cursor moved: typed lines it has left that begin with `!a` or the like become notes."""
        self._make_notes(self._editor.take_typed_rows(but=self._editor.cursor_location[0]))

    def leave(self) -> None:
        """The editor is left: the line under the cursor is left, too."""
        self._make_notes(self._editor.take_typed_rows())

    def _make_notes(self, rows: list[int]) -> None:
        """Turn each of these lines that begins with a mark into its note, as a step of undo by itself."""
        if not rows:
            return
        from tui.minutes.noting.placing import usual_marker  # noqa: PLC0415 - somebody has written

        editor = self._editor
        for row in rows:
            line = editor.line(row)
            marker = editor.marker_above(row) or usual_marker(self._document.meeting)
            if (made := self.as_note(line, marker)) is None:
                continue
            self.commit()
            editor.change_line(row, made[0])
            self.commit(f"making a note of “{line.strip()}”")
            self._desk.touch()
            doubt = "".join(
                f" {problem.removesuffix('.')}{'' if problem.endswith('?') else '.'}" for problem in made[1]
            )
            self._desk.say(f"Made a note of that line; undo takes it back.{doubt}", done=True)

    def _in_step(self) -> None:
        """Editor and document have the same text now.

        What is typed later is told from this text itself: a message about it may still be on its way when
        somebody else's save is taken in.
        """
        self._synced = self._editor.text

    def pending(self) -> Source:
        """The text with what is typed in it, without taking it over."""
        if not self.unsaved or self._place is None:
            return self._document.source
        return self._document.with_lines(self._place.span, self._editor.lines)[0]

    def follow(self) -> None:
        """Take over what changed in the editor's lines from outside, after what was typed is committed."""
        if self._place is None:
            self.open_discussion()
            return
        self._place.span = self._with_new_edges(self._place.span)
        lines = self._document.lines(self._place.span)
        self._editor.absorb(lines, self._place.span.start + 1)
        self._in_step()
        self.refresh_title()

    def _with_new_edges(self, span: Span) -> Span:
        """The editor's lines with those that came to the section before the first and after the last one."""
        meeting = self._document.meeting
        index = meeting.section_at(span.start)
        if index is None or not (self._whole or meeting.sections[index].kind is SectionKind.DISCUSSION):
            return span
        written = self._document.written(index)
        start = meeting.sections[index].heading.start if self._whole else written.start
        return Span(min(span.start, start), max(span.end, written.end)) if len(written) else span

    def refresh_title(self) -> None:
        """Say in the frame what is edited, where, and whether it is in the file."""
        editor = self._editor
        editor.border_title = Content(for_display(f"{self._name} · Markdown" if self._whole else self._name))
        first = self._place.span.start + 1 if self._place is not None else 0
        where = f"line {first}" if first else "not in the file yet"
        read_only = self._document.source.problem is not None
        state = (
            "read-only"
            if read_only
            else "unsaved"
            if self.unsaved or self._desk.document.source != self._desk.base
            else "saved"
        )
        editor.border_subtitle = f"{where} · {state}" if self._place is not None else where

    def _write(self) -> None:
        if self._whole:
            self.open_discussion()
        self.go_in()

    def go_in(self) -> None:
        """Go into the editor; in the discussion to say something new."""
        self._desk.show_area(self._editor)
        self._editor.arrive(at_new_text=not self._whole)

    def _edit(self) -> None:
        """Turn the editor to the Markdown of the selected section, heading included."""
        self.leave()
        self.commit()
        section = self._desk.panes.current_section
        meeting = self._document.meeting
        index = meeting.by_key.get(section.key) if section is not None else None
        if self._document.source.problem is not None:
            self._desk.say(read_only(self._desk.keys), trouble=True)
        self._whole = True
        if section is None or index is None:  # minutes without a section are an empty file
            self._name = self._desk.path.name
            self._open(Span(0, len(self._document.source.lines)))
        else:
            self._name = section.name or "Before the first heading"
            written = self._document.written(index)
            end = written.end if len(written) else section.heading.end
            self._open(Span(section.heading.start, max(end, section.heading.end)))
            if (item := self._desk.panes.current_item) is not None:
                row = item.own.end - 1 - section.heading.start
                self._editor.move_cursor((row, len(self._editor.document.get_line(row))))
        self._desk.show_area(self._editor)

    def edit_at(self, line: int) -> None:
        """Edit the section under the panes' cursor, with the editor's cursor on a line of the file."""
        self._edit()
        if self._place is not None:
            self._editor.move_cursor((max(0, line - self._place.span.start), 0))

    def _open(self, span: Span) -> None:
        self._place = self._document.track(span)
        self._show(self._document.lines(span), span.start + 1)

    def _show(self, lines: list[str], first: int) -> None:
        self._editor.open_lines(lines, first)
        self._in_step()
        self.refresh_title()

    def _make_discussion(self) -> None:
        from tui.minutes.noting.sections import ensure_discussion  # noqa: PLC0415 - somebody has written

        edit = ensure_discussion(self._document.meeting)
        if edit is None:
            return
        self._document.put(edit.source)
        index = self._document.meeting.section_at(edit.span.start)
        if index is not None:
            self._place = self._document.track(self._document.written(index))
            self._name = self._document.meeting.sections[index].name
            self._desk.say(edit.said, done=True)
