"""Presenting: the screen calm and large, for those who watch it; every command works on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.containers import Vertical

from tui.minutes.model import Section, SectionKind
from widgets.banner import Onward, OnwardBanner, Title, TitleBanner
from widgets.panes.pane import facts
from widgets.panes.pane_list import NO_HEADING, label_of
from widgets.plain.onward import PlainOnward
from widgets.wrapping import counted

if TYPE_CHECKING:
    from tui.screens.meeting.screen import MeetingScreen


class Presenting:
    """One section at a time on the whole screen: its name above it, what comes next below."""

    def __init__(self, screen: MeetingScreen, *, plain: bool) -> None:
        self._screen = screen
        self._title = TitleBanner()
        self._onward = PlainOnward() if plain else OnwardBanner()

    def commands(self) -> dict[str, Callable[[], object]]:
        """What this concern answers to, by command id."""
        return {"present": self.toggle}

    def toggle(self) -> None:
        """Begin, or come back to the usual screen."""
        screen = self._screen
        presenting = not screen.panes.calm
        if presenting and not self._title.is_attached:
            self._mount()
        screen.set_class(presenting, "-presenting")
        screen.splits.fit()
        screen.panes.calm = presenting
        writing = screen.editor.has_focus
        screen.show_area(screen.editor if writing else screen.panes)
        screen.hinting.refresh()
        self.show()

    def show(self) -> None:
        """Bring what stands above and below the section up to date."""
        if self._screen.panes.calm and (section := self._screen.panes.current_section) is not None:
            self._title.title = self._title_of(section)
            self._onward.onward = self._next()

    def _mount(self) -> None:
        screen = self._screen
        reading = screen.query_one("#reading", Vertical)
        reading.mount(self._title, before=screen.panes)
        reading.mount(self._onward, after=screen.editor)
        screen.moved.append(lambda _: self.show())
        screen.watch(screen.panes, "meeting", self.show, init=False)
        screen.watch(screen.agenda, "reviewed", self.show, init=False)

    def _title_of(self, section: Section) -> Title:
        meeting = self._screen.document.meeting
        if section.kind is SectionKind.TITLE:
            return Title("", section.title)
        name = section.name or NO_HEADING
        groups = label_of(meeting, meeting.by_key[section.key]).removesuffix(name).removesuffix(" · ")
        count = section.item_count
        items = [(counted(count, "item"), "muted")] if count else []
        return Title(groups, name, (*facts(section), *items))

    def _next(self) -> Onward:
        reviews, meeting = self._screen.walk.reviews, self._screen.document.meeting
        done, total = reviews.progress()
        step = reviews.course.next_open(self._screen.walk.here(), reviews.marks)
        if step is None or step.section == self._screen.walk.here():
            return Onward(
                done, total, aside="This is the last report." if step else "All reports are reviewed."
            )
        section = meeting.sections[step.section]
        names = reviews.course.names(step.skipped)
        aside = f"skips {names}: nothing reported" if step.skipped else ""
        return Onward(done, total, section.name, ", ".join(section.owners), aside)
