"""Presenting: the screen calm and large, for those who watch it; every command works on."""

from __future__ import annotations

from collections.abc import Callable

from tui.minutes.model import Section, SectionKind
from tui.minutes.running.review_order import Stop
from tui.minutes.running.topic_rows import TopicRow
from tui.minutes.text.inline import visible
from tui.screens.meeting.desk import Desk
from tui.screens.meeting.file.edited_section import EditedSection
from tui.screens.meeting.navigation.reviews import Reviews
from widgets.banner import Onward, OnwardBanner, Title, TitleBanner
from widgets.panes.pane import facts
from widgets.panes.pane_list import NO_HEADING, label_of
from widgets.plain.lines import PlainOnward
from widgets.wrapping import counted


class Presenting:
    """One section at a time on the whole screen: its name above it, what comes next below."""

    def __init__(self, desk: Desk, reviews: Reviews, edited: EditedSection, fit: Callable[[], None]) -> None:
        """`edited` is what the editor is on; `fit` shares out the screen."""
        self._desk = desk
        self._reviews = reviews
        self._edited = edited
        self._fit = fit
        self._title = TitleBanner()
        self._onward = PlainOnward() if desk.settings.plain else OnwardBanner()

    def commands(self) -> dict[str, Callable[[], object]]:
        """What this concern answers to, by command id."""
        return {"present": self.toggle}

    def toggle(self) -> None:
        """Begin, or come back to the usual desk."""
        desk = self._desk
        presenting = not desk.panes.calm
        if presenting and not self._title.is_attached:
            self._mount()
        desk.host.set_class(presenting, "-presenting")
        self._fit()
        desk.panes.calm = presenting
        desk.editor.put_veil((lambda: self._edited.hidden(desk.editor.lines)) if presenting else None)
        desk.typing.refresh_title()
        writing = desk.editor.has_focus
        desk.show_area(desk.editor if writing else desk.panes)
        desk.refresh()
        self.show()

    def show(self) -> None:
        """Bring what stands above and below the section up to date."""
        if self._desk.panes.calm and (section := self._desk.panes.current_section) is not None:
            topic = self._desk.topics.by_key.get(self._desk.row)
            self._title.title = self._title_of(section) if topic is None else self._title_of_topic(topic)
            self._onward.onward = self._next()

    def _mount(self) -> None:
        desk = self._desk
        desk.host.mount(self._title, before=desk.panes)
        desk.host.mount(self._onward, after=desk.editor)
        desk.moved.append(lambda _: self.show())
        desk.host.on_change(desk.panes, "meeting", self.show)
        desk.host.on_change(desk.agenda, "reviewed", self.show)

    def _title_of(self, section: Section) -> Title:
        meeting = self._desk.shown
        section = meeting.sections[meeting.by_key[section.key]]
        if section.kind is SectionKind.TITLE:
            return Title("", section.title)
        name = section.name or NO_HEADING
        groups = label_of(meeting, meeting.by_key[section.key]).removesuffix(name).removesuffix(" · ")
        count = section.item_count
        items = [(counted(count, "item"), "muted")] if count else []
        return Title(groups, name, (*facts(section), *items))

    def _title_of_topic(self, topic: TopicRow) -> Title:
        owners = self._reviews.told.owners(Stop(topic.section, topic.item))
        known = [(", ".join(owners), "lead")] if owners else []
        known += [(f"{topic.minutes} min", "status")] if topic.minutes else []
        known += [(counted(topic.items, "item"), "muted")] if topic.items else []
        name = self._reviews.told.names([Stop(topic.section, topic.item)])
        return Title(label_of(self._desk.shown, topic.section), visible(name), tuple(known))

    def _next(self) -> Onward:
        reviews = self._reviews
        done, total = reviews.progress()
        step = reviews.state.next_step()
        if step is None or step.to == reviews.here:
            return Onward(
                done, total, aside="This is the last report." if step else "All reports are reviewed."
            )
        names = reviews.told.names(step.skipped)
        aside = f"skips {names}: nothing reported" if step.skipped else ""
        return Onward(
            done, total, reviews.told.names([step.to]), ", ".join(reviews.told.owners(step.to)), aside
        )
