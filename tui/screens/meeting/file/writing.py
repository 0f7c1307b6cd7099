"""Writing: which lines of the file the editor is on, and how what is typed gets into the text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from textual.content import Content

from tui.minutes.keeping.document import Document, Tracked, moved
from tui.minutes.model import Meeting, SectionKind
from tui.minutes.reading.find import discussion
from tui.minutes.text.source import Source, Span, without_newline
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
        self._bound: tuple[Meeting, int] | None = None  # the section, as it was read last; None: no heading
        self._synced: list[str] = []  # the lines that editor and document had in common last
        self._held = ""
        self._waits = False  # what is typed waits for the section to be found in a text of others
        self.removed = ""
        """When others took the section away, as a time of day; empty while it is there."""
        self.ask_about_words: Callable[[], None] = lambda: None
        """Asks what becomes of what is in the editor when its section is gone."""

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
        return bool(self.removed) or self._editor.text != self._held

    @property
    def name(self) -> str:
        """What the section that is written in is called."""
        return self._name

    @property
    def as_markdown(self) -> list[str]:
        """The section in the editor with its heading, as lines of the file."""
        lines = self._editor.lines
        if self._whole or self._bound is None:
            return lines
        meeting, index = self._bound
        heading = meeting.source.lines_in(meeting.sections[index].heading)
        return [*map(without_newline, heading), "", *lines]

    @property
    def elsewhere(self) -> bool:
        """True while the editor is on another section than the Discussion."""
        return self._whole

    def open_discussion(self) -> None:
        """Put the editor on the Discussion section."""
        self.leave()
        self.commit()
        self._whole, self.removed = False, ""
        meeting = self._document.meeting
        index = discussion(meeting)
        if index is None:
            self._place, self._name, self._bound = None, "Discussion", None
            self._editor.placeholder = self._invited(NO_DISCUSSION)
            self._show([], 1)
            return
        self._editor.placeholder = self._invited(INVITATION)
        self._open(self._document.written(index), index)

    def _invited(self, text: str) -> Content:
        return Content(text.format(key=self._desk.key("write")))

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
        lines = self._editor.lines
        before = self._document.source
        if self._place is None:
            self._make_discussion()
        if self._place is not None:  # else nothing took the text yet
            self._document.write(self._place, lines)
            self._editor.line_number_start = self._place.span.start + 1
            self._bind(self._written_in())
            self._in_step()
        typing = f"typing in {self._name}"
        self._desk.steps.record(before, self._document.source, said or typing, "" if said else typing)
        self._desk.show()
        self.refresh_title()

    def line_left(self) -> None:
        """The cursor moved: typed lines it has left that begin with `!a` or the like become notes."""
        self._make_notes(self._editor.take_typed_rows(but=self._editor.cursor_location[0]))
        self.refresh_title()

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
        self._synced, self._held = self._editor.lines, self._editor.text

    def pending(self) -> Source:
        """The text with what is typed in it, without taking it over."""
        if not self.unsaved or self._place is None:
            return self._document.source
        lines = self.as_markdown if self.removed else self._editor.lines
        return self._document.with_lines(self._place.span, lines)[0]

    def await_text(self, outside: Source) -> None:
        """Others wrote `outside`: where the section is not in its place there, what is typed waits."""
        if self._place is not None and len(self._place.span) and self.unsaved:
            from tui.minutes.text.diff import diff  # noqa: PLC0415

            self._waits = not len(moved(self._place.span, diff(self._document.source, outside)))

    def await_no_more(self) -> None:
        """That text is taken up, or was put off."""
        self._waits = False

    def follow(self) -> None:
        """Take over what changed in the editor's lines from outside; what is typed stays in its section."""
        if self._place is None:
            self.open_discussion()
            return
        index = self._found()
        if index is None and self._bound is not None:
            self._lose()
            return
        if index is not None:
            self._place.span = self._span_of(index, self._place.span)
            self._bind(index)
        lines, typed = self._document.lines(self._place.span), self._editor.lines
        both = self._both(typed, lines) if typed != self._synced else lines
        self._editor.absorb(both, self._place.span.start + 1)
        self._synced, self._held = lines, self._editor.held(lines)
        self._waits, self.removed = False, ""
        self.refresh_title()

    def _both(self, typed: list[str], lines: list[str]) -> list[str]:
        """What was typed on the lines that both had last, in those that the section has now."""
        from tui.minutes.text.merge import merge  # noqa: PLC0415

        base, ours, theirs = ("".join(f"{line}\n" for line in each) for each in (self._synced, typed, lines))
        merged = merge(Source(base), Source(ours), Source(theirs)).source
        return [without_newline(line) for line in merged.lines]

    def _found(self) -> int | None:
        """The section that is written in, as the document is read now."""
        if self._bound is None or self._place is None:
            return None
        from tui.minutes.noting.finding import find_section, mark_section  # noqa: PLC0415 - something changed

        meeting, span = self._document.meeting, self._place.span
        near = span.start if self._whole and len(span) else None
        index = find_section(meeting, mark_section(*self._bound), near)
        return index if index is not None or self._whole else discussion(meeting)

    def _written_in(self) -> int | None:
        """The section that the editor's lines are in by their place."""
        meeting = self._document.meeting
        if self._place is None:
            return None
        if not self._whole:
            return self._found()
        span = self._place.span
        begun = (n for n, section in enumerate(meeting.sections) if section.heading.start in span)
        return next((n for n in begun if meeting.sections[n].level), None)

    def _bind(self, index: int | None) -> None:
        """Remember which section it is; what it is known by is asked for when something changes."""
        meeting = self._document.meeting
        if index is None or not meeting.sections[index].level:
            self._bound = None
            return
        self._bound, self._name = (meeting, index), meeting.sections[index].name

    def _span_of(self, index: int, now: Span) -> Span:
        """The lines of the section; where they are those that it had, with all that was typed around it."""
        section = self._document.meeting.sections[index]
        if self._whole and section.heading.start in now:
            return self._with_new_edges(now)
        if not self._whole and section.heading.end <= now.start <= section.body.end:
            return self._with_new_edges(now)
        written = self._document.written(index)
        if not self._whole:
            return written
        return Span(section.heading.start, max(section.heading.end, written.end if len(written) else 0))

    def _lose(self) -> None:
        """Others took the section away: keep what is in the editor, and write it nowhere before it is asked.

        Who has left the editor has nothing in it that is not in the file; it goes on to the discussion.
        """
        if not self.removed and not self._editor.has_focus and self._editor.text == self._held:
            self.open_discussion()
            return
        if not self.removed:
            self.removed = f"{datetime.now().astimezone():%H:%M}"
            self._take_out()
            self._desk.touch()
        self._waits = False
        self.refresh_title()

    def _take_out(self) -> None:
        """Words of the section that a merge kept, and that nobody else has, go out of what is around them."""
        if self._place is None:
            return
        ours = set(self._editor.lines) - set(map(without_newline, self._desk.theirs.lines))
        left = self._document.lines(self._place.span)
        kept = [line for line in left if line not in ours]
        if kept != left:
            self._document.write(self._place, kept)
            self._desk.show()

    def give_up(self) -> None:
        """What was in the editor is cared for: go on to the discussion."""
        self.removed = ""
        self._held = self._editor.text
        self.open_discussion()

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
        if self.removed:
            told = f"{self._name} was removed at {self.removed} · kept in a draft"
            editor.border_subtitle = Content(for_display(told))
            return
        offered = editor.on_offer
        line = self._place.span.start + 1 + editor.cursor_location[0] if self._place is not None else 0
        where = f"line {line}" if line else "not in the file yet"
        read_only = self._document.source.problem is not None
        state = (
            "read-only"
            if read_only
            else "unsaved"
            if self.unsaved or self._desk.document.source != self._desk.base
            else "saved"
        )
        told = f"{where} · {state}" if self._place is not None else where
        editor.border_subtitle = Content(for_display(f"tab {offered} · {told}" if offered else told))

    def _write(self) -> None:
        if self._whole and not self.removed:
            self.open_discussion()
        self.go_in()

    def go_in(self) -> None:
        """Go into the editor; in the discussion to say something new."""
        from tui.minutes.noting.placing import usual_marker  # noqa: PLC0415 - somebody is about to write

        self._desk.show_area(self._editor)
        new = not self._whole and not self.removed
        self._editor.arrive(at_new_text=new, bullet=usual_marker(self._document.meeting))

    def get_out(self) -> bool:
        """Esc in the editor: to the panes. False where it has to be asked first what becomes of the words."""
        if self.removed:
            self.ask_about_words()
            return False
        self.leave()
        if self._whole:
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
        meeting = self._document.meeting
        index = meeting.by_key.get(section.key) if section is not None else None
        if self._document.source.problem is not None:
            self._desk.say(read_only(self._desk.keys), trouble=True)
        self._whole = True
        if section is None or index is None:  # minutes without a section are an empty file
            self._name = self._desk.path.name
            self._open(Span(0, len(self._document.source.lines)), None)
        else:
            self._name = section.name or "Before the first heading"
            written = self._document.written(index)
            end = written.end if len(written) else section.heading.end
            self._open(Span(section.heading.start, max(end, section.heading.end)), index)
            if (item := self._desk.panes.current_item) is not None:
                row = item.own.end - 1 - section.heading.start
                self._editor.move_cursor((row, len(self._editor.document.get_line(row))))
        self._desk.show_area(self._editor)

    def edit_at(self, line: int) -> None:
        """Edit the section under the panes' cursor, with the editor's cursor on a line of the file."""
        self._edit()
        if self._place is not None:
            self._editor.move_cursor((max(0, line - self._place.span.start), 0))

    def _open(self, span: Span, index: int | None) -> None:
        self._place = self._document.track(span)
        self._bind(index)
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
            self._bind(index)
            self._desk.say(edit.said, done=True)
