"""Writing: which lines of the file the editor is on, and how what is typed gets into the text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from textual.content import Content

from tui.minutes.model import Section, SectionKind
from tui.minutes.reading.find import discussion
from tui.minutes.text.source import Source, Span, without_newline
from tui.screens.meeting.desk import Desk
from tui.screens.meeting.file.edited_section import EditedSection
from tui.screens.meeting.status.facts import read_only
from widgets.display_text import for_display

INVITATION: Final = (
    "What is said goes here: {key}, then type. A line begun with !a becomes an action, with !d a decision."
)
NO_DISCUSSION: Final = (
    "There is no Discussion section yet: {key}, then type in the section you are at; where there is none, "
    "a Discussion is made. A line begun with !a becomes an action, with !d a decision."
)


class Writing:
    """The editor's place in the document: the Discussion section, or the Markdown of one section."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        desk.typing = self
        self.section = EditedSection(desk.document)
        self.as_note: Callable[[str, Callable[[], str]], tuple[str, tuple[str, ...]] | None] = lambda *_: None
        """What a line with a marker becomes as a note, and what is in doubt; None where it is none."""
        self._synced: list[str] = []  # the lines that editor and document had in common last
        self._held = ""
        self._instead = ""  # why a section is written in instead of the Discussion
        self.for_entry: Callable[[], bool] = lambda: False
        """Goes to where the minutes of the agenda's entry at the cursor are written; False for no entry."""
        self._waits = False  # what is typed waits for the section to be found in a text of others
        self.removed = ""
        """When others took the section away, as a time of day; empty while it is there."""
        self.ask_about_words: Callable[[], None] = lambda: None
        """Asks what becomes of what is in the editor when its section is gone."""

    def commands(self) -> dict[str, Callable[[], object]]:
        """What this concern answers to, by command id."""
        return {"write": self._write, "edit": self._edit}

    @property
    def unsaved(self) -> bool:
        """True when something typed is not in the document's text yet."""
        return bool(self.removed) or self._desk.editor.text != self._held

    def open_discussion(self) -> None:
        """Put the editor on the Discussion section."""
        self.leave()
        self.commit()
        self.section.whole, self.removed, self._instead = False, "", ""
        index = discussion(self._desk.meeting)
        text = INVITATION if index is not None else NO_DISCUSSION
        self._desk.editor.placeholder = Content(text.format(key=self._desk.key("write")))
        if index is None:
            self.section.open_nothing("Discussion")
            self._show([], 1)
        else:
            self._open(self._desk.document.written(index), index)

    def typed(self) -> None:
        """Something was typed: it reaches the text with the next commit."""
        self.refresh_title()
        if self.unsaved:
            self._desk.touch()

    def commit(self, said: str = "") -> None:
        """Bring what was typed into the document's text; `said` for something else than typing.

        Not while its section is gone, or is looked for: it must not land in another one.
        """
        if not self.unsaved or self.removed or self._waits:
            return
        before = self._desk.document.source
        if not self.section.is_there:
            from tui.minutes.noting.editing import EditError  # noqa: PLC0415 - somebody has written

            try:
                edit = self.section.make()
            except EditError as error:  # what is typed stays here and in a draft
                self._desk.say(str(error), trouble=True)
                return
            if edit is not None:
                self._desk.say(edit.said, done=True)
            if not self.section.is_there:
                return
        self.section.write(self._desk.editor.lines)
        self._desk.editor.line_number_start = self.section.span.start + 1
        self._in_step()
        typing = f"typing in {self.section.name}"
        self._desk.steps.record(before, self._desk.document.source, said or typing, "" if said else typing)
        self._desk.show()
        self.refresh_title()

    def line_left(self) -> None:
        """The cursor moved: typed lines it has left that begin with `!a` or the like become notes."""
        self._make_notes(self._desk.editor.take_typed_rows(but=self._desk.editor.cursor_location[0]))
        self.refresh_title()

    def leave(self) -> None:
        """The editor is left: the line under the cursor is left, too."""
        self._desk.editor.leave()
        self._make_notes(self._desk.editor.take_typed_rows())

    def _make_notes(self, rows: list[int]) -> None:
        """Turn each of these lines that begins with a mark into its note, as a step of undo by itself."""
        if not rows:
            return
        from tui.minutes.noting.placing import usual_marker  # noqa: PLC0415 - somebody has written

        editor, row = self._desk.editor, 0

        def marker() -> str:
            return editor.marker_above(row) or usual_marker(self._desk.meeting)

        for row in rows:
            line = editor.line(row)
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
        self._synced, self._held = self._desk.editor.lines, self._desk.editor.text

    def pending(self) -> Source:
        """The text with what is typed in it, without taking it over."""
        if not self.unsaved:
            return self._desk.document.source
        lines = self._desk.editor.lines
        if self.removed or not self.section.is_there:
            lines = self.section.with_heading(lines)
        return self._desk.document.with_lines(self.section.span, lines)[0]

    def place(self) -> Callable[[Source], bool]:
        """Tells, in any thread, whether what is typed has its place in what others made of the file."""
        return self.section.place_in(self._desk.base)

    def await_text(self, outside: Source | None) -> None:
        """Others wrote `outside`: where the section is not in its place there, what is typed waits.

        None: that text is taken up, or was put off.
        """
        self._waits = False
        if outside is not None and not self.section.place_in(self._desk.base)(outside):
            self.section.take_back(self._desk.base)
            lines = self.section.lines
            self._synced, self._held = lines, self._desk.editor.held(lines)
            self._waits = self.unsaved

    def follow(self) -> None:
        """Take over what changed in the editor's lines from outside; what is typed stays in its section."""
        if not self.section.is_there:
            self.open_discussion()
            return
        if not self.section.follow():
            self._lose()
            return
        lines, typed = self.section.lines, self._desk.editor.lines
        both = _both(self._synced, typed, lines) if typed != self._synced else lines
        self._desk.editor.absorb(both, self.section.span.start + 1)
        self._synced, self._held = lines, self._desk.editor.held(lines)
        self._waits, self.removed = False, ""
        self.refresh_title()

    def _lose(self) -> None:
        """Others took the section away: keep what is in the editor, and write it nowhere before it is asked.

        Who has left the editor has nothing in it that is not in the file; it goes on to the discussion.
        """
        if not self.removed and not self._desk.editor.has_focus and self._desk.editor.text == self._held:
            self.open_discussion()
            return
        if not self.removed:
            self.removed = f"{datetime.now().astimezone():%H:%M}"
            self._desk.touch()
        self._waits = False
        self.refresh_title()

    def give_up(self) -> None:
        """What was in the editor is cared for: go on to the discussion."""
        self.removed = ""
        self._held = self._desk.editor.text
        self.open_discussion()

    def refresh_title(self) -> None:
        """Say in the frame what is edited, where, and whether it is in the file."""
        editor = self._desk.editor
        name, whole = self.section.name, self.section.whole
        if self._desk.is_public:
            name = self.section.name_in(self._desk.shown)
        whole_name = f"{name} · {self._instead}" if self._instead else f"{name} · Markdown"
        editor.border_title = Content(for_display(whole_name if whole else name))
        if self.removed:
            told = f"{name} was removed at {self.removed} · kept in a draft"
            editor.border_subtitle = Content(for_display(told))
            return
        offered = editor.on_offer
        line = self.section.span.start + 1 + editor.cursor_location[0]
        read_only = self._desk.document.source.problem is not None
        state = (
            "read-only"
            if read_only
            else "unsaved"
            if self.unsaved or self._desk.document.source != self._desk.base
            else "saved"
        )
        told = f"line {line} · {state}" if self.section.is_there else "not in the file yet"
        editor.border_subtitle = Content(for_display(f"tab {offered} · {told}" if offered else told))

    def _write(self) -> None:
        if self.section.whole and not self.removed:
            self.open_discussion()
        if not self.for_entry():
            self.go_in()

    def go_in(self, entry: int | None = None) -> None:
        """Go into the editor; in the discussion, or an agenda entry's section, to say something new."""
        from tui.minutes.noting.placing import usual_marker  # noqa: PLC0415 - somebody is about to write

        self._desk.show_area(self._desk.editor)
        if entry is not None:
            self.leave()
            self.commit()
            self._go_to(self._desk.meeting.sections[entry], "as on the agenda")
        elif not self.section.is_there and not self.removed and not self._desk.editor.text:
            self._go_to(self._desk.panes.current_section, "there is no Discussion section")
        new = (not self.section.whole or bool(self._instead)) and not self.removed
        self._desk.editor.arrive(at_new_text=new, bullet=usual_marker(self._desk.meeting))

    def _go_to(self, section: Section | None, why: str) -> None:
        """Put the editor on a section instead of the discussion; under a title alone it waits for one."""
        if section is None or section.kind in (SectionKind.TITLE, SectionKind.PREAMBLE):
            return
        self._instead, self.section.whole = why, True
        index = self._desk.meeting.by_key[section.key]
        self._open(self.section.whole_span(index), index, section.name)

    def get_out(self) -> bool:
        """Esc in the editor: to the panes. False where it has to be asked first what becomes of the words."""
        if self.removed:
            self.ask_about_words()
            return False
        self.leave()
        if self.section.whole:
            self.open_discussion()
        self._desk.show_area(self._desk.panes)
        return True

    def _edit(self) -> None:
        """Turn the editor to the Markdown of the selected section, heading included."""
        if self.removed:
            self.ask_about_words()
            return
        self.leave()
        self.commit()
        section = self._desk.panes.current_section
        meeting = self._desk.meeting
        index = meeting.by_key.get(section.key) if section is not None else None
        if self._desk.document.source.problem is not None:
            self._desk.say(read_only(self._desk.keys), trouble=True)
        self.section.whole, self._instead = True, ""
        if section is None or index is None:  # minutes without a section are an empty file
            self._open(Span(0, len(self._desk.document.source.lines)), None, self._desk.path.name)
        else:
            self._open(self.section.whole_span(index), index, section.name or "Before the first heading")
            if (item := self._desk.panes.current_item) is not None:
                row = item.own.end - 1 - section.heading.start
                self._desk.editor.move_cursor((row, len(self._desk.editor.document.get_line(row))))
        self._desk.show_area(self._desk.editor)

    def edit_at(self, line: int) -> None:
        """Edit the section under the panes' cursor, with the editor's cursor on a line of the file."""
        self._edit()
        self._desk.editor.move_cursor((max(0, line - self.section.span.start), 0))

    def _open(self, span: Span, index: int | None, name: str = "") -> None:
        self.section.open(span, index, name)
        self._show(self.section.lines, span.start + 1)

    def _show(self, lines: list[str], first: int) -> None:
        self._desk.editor.open_lines(lines, first)
        self._in_step()
        self.refresh_title()


def _both(base: list[str], typed: list[str], theirs: list[str]) -> list[str]:
    """What was typed on lines, in those that others made of them."""
    from tui.minutes.text.merge import merge  # noqa: PLC0415 - both changed them

    texts = (Source("".join(f"{line}\n" for line in lines)) for lines in (base, typed, theirs))
    return [without_newline(line) for line in merge(*texts).source.lines]
