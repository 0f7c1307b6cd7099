"""Who is present, late or absent: read from the minutes, and marked in them in the style they use.

A mark changes the entry of one person and no other byte: a remark `(late)`, a box, a cell, or a move to the
line of those absent. It is made only where reading again gives back what was meant, for everybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tui.minutes.model import Meeting, Person, SectionKind, Standing
from tui.minutes.noting.editing import Edit, EditError, check_writable
from tui.minutes.noting.owners import folded, repaired
from tui.minutes.reading.attendees import Mention, RollForm, RollGroup, calls, roll
from tui.minutes.reading.listed_people import of_entry, standing_said
from tui.minutes.reading.parse_state import ParseState
from tui.minutes.reading.reader import read
from tui.minutes.roll_call import entries
from tui.minutes.roll_call.entries import Roll, our_label, same, with_remark, without_remark
from tui.minutes.roll_call.rows import columns_of, row_added, row_changed
from tui.minutes.roll_call.section import heading, with_lines, with_section
from tui.minutes.text.diff import diff
from tui.minutes.text.source import Source, Span

__all__ = ["RollEntry", "Standing", "attendance", "called", "mark", "person_typed"]

_RANK = (Standing.LATE, Standing.PRESENT, Standing.ABSENT, None)
"""What counts where somebody is listed several times: one who came late may stand with those present, too."""


@dataclass(frozen=True, slots=True)
class RollEntry:
    """Somebody in the roll call. `standing` is None where the minutes name them and say nothing."""

    person: Person
    standing: Standing | None


def attendance(meeting: Meeting) -> tuple[RollEntry, ...]:
    """Everybody the roll call lists, each once; then those whom only a heading or the like names."""
    return _entries(_rolled(meeting))


def _entries(here: Roll) -> tuple[RollEntry, ...]:
    found = [
        (group.section, mention.item, mention.start, mention)
        for group in here.groups
        for mention in group.mentions
    ]
    by_name: dict[str, RollEntry] = {}
    by_handle: dict[str, str] = {}
    for *_, mention in sorted(found, key=lambda each: each[:3]):
        name, handle = folded(mention.person.name), folded(mention.person.handle)
        key = name if name in by_name else by_handle.get(handle, name) if handle else name
        known = by_name.get(key)
        by_name[key] = _joined(known, mention) if known else RollEntry(mention.person, mention.standing)
        if handle:
            by_handle.setdefault(handle, key)
    elsewhere = (
        each for each in here.meeting.attendees if not any(same(each, e.person) for e in by_name.values())
    )
    return (*by_name.values(), *[RollEntry(person, Standing.PRESENT) for person in elsewhere])


def _joined(one: RollEntry, other: Mention) -> RollEntry:
    standing = min(one.standing, other.standing, key=_RANK.index)
    only_handle = folded(one.person.name) == folded(one.person.handle)
    named = other.person if only_handle and one.person.handle else one.person
    handle = one.person.handle or other.person.handle
    return RollEntry(Person(named.name, handle, one.person.company or other.person.company), standing)


def called(person: Person) -> str:
    """A person in a sentence and in a list: the name, or else the handle with its @."""
    name = repaired(person.name)
    return f"@{person.handle}" if person.handle and folded(name) in ("", folded(person.handle)) else name


def person_typed(text: str) -> Person | None:
    """The person that a line typed by somebody names, with handle and company where it has them."""
    words = " ".join(text.split())
    found = list(of_entry(words)) if words else []
    return found[0] if len(found) == 1 else None


def mark(meeting: Meeting, person: Person, standing: Standing | None) -> Edit:
    """Say that somebody is present, late or absent; None: nothing any more.

    Raises EditError for a file whose encoding is only a guess, where it is said so already, and where the
    list is written in a way that no change of it would be read as meant.
    """
    check_writable(meeting)
    here = _rolled(meeting)
    now = next((entry for entry in _entries(here) if same(entry.person, person)), None)
    who = called(person)
    if (now.standing if now is not None else None) is standing and (now is not None or standing is None):
        raise EditError(f"{who} is {standing.value} already." if standing else f"{who} is not marked.")
    for source in _ways(here, person, standing):
        if source is not None and source != meeting.source and _reads(here, source, person, standing):
            said = f"{who} is {standing.value}" if standing is not None else f"{who} is not marked any more"
            return Edit(meeting.source, source, _changed(meeting.source, source), said)
    raise EditError(f"{who} cannot be marked here without changing what else the list says; e edits it.")


def mark_all(meeting: Meeting, people: Iterable[Person], standing: Standing) -> Edit:
    """Say the same of many, as one edit; who cannot be marked is left out, and named in what it says.

    Raises EditError where none can.
    """
    now, marked, refused = meeting, 0, list[str]()
    for person in people:
        try:
            edit = mark(now, person, standing)
        except EditError:
            refused.append(called(person))
            continue
        now, marked = _read(now, edit.source), marked + 1
    if not marked:
        raise EditError(
            f"{', '.join(refused)} cannot be marked here." if refused else "All are marked already."
        )
    said = f"{marked} {standing.value}" + (f", not {', '.join(refused)}" if refused else "")
    return Edit(meeting.source, now.source, _changed(meeting.source, now.source), said)


def _reads(before: Roll, source: Source, person: Person, standing: Standing | None) -> bool:
    """True where the new text says what is meant of one person, and of all others what it said before."""
    after = _rolled(_read(before.meeting, source))
    wanted = {_key(e): e.standing for e in _entries(before) if not same(e.person, person)}
    found, here = {}, []
    for entry in _entries(after):
        if same(entry.person, person):
            here.append(entry.standing)
        else:
            found[_key(entry)] = entry.standing
    said = here == [standing] or (standing is None and not here)
    if not said or found != wanted:
        return False
    near = _near(before) | _near(after)
    changed = after.meeting.changed_since(before.meeting)
    if changed is not None:  # all else says what it said
        near &= {after.meeting.sections[n].key for n in {*changed, *_listed_otherwise(before, after)}}
    if after.meeting.trace is not before.meeting.trace and _titles(after) != _titles(before):
        return False
    return _rest(after, near) == _rest(before, near)


def _key(entry: RollEntry) -> str:
    return folded(entry.person.name)


def _near(here: Roll) -> set[str]:
    """The keys of the sections that a change of the roll call could reach: its own, and those behind."""
    sections = here.meeting.sections
    calls = {group.section for group in here.groups}
    return {sections[n].key for n in calls | {call + 1 for call in calls} if n < len(sections)}


def _listed_otherwise(before: Roll, after: Roll) -> set[int]:
    """The sections of which other items list people than did."""
    listed = {(group.section, mention.item) for group in before.groups for mention in group.mentions}
    now = {(group.section, mention.item) for group in after.groups for mention in group.mentions}
    return {section for section, _ in listed ^ now}


def _titles(here: Roll) -> list[str]:
    """The headings of all but the roll call. They are the same where the reading's trace is."""
    calls = {group.section for group in here.groups}
    return [
        section.title for n, section in enumerate(here.meeting.sections) if n not in calls and section.level
    ]


def _rest(here: Roll, near: set[str]) -> tuple[object, ...]:
    """What else a roll call must not change: title, date, and the notes near it."""
    meeting = here.meeting
    people = {(group.section, mention.item) for group in here.groups for mention in group.mentions}
    notes = [
        item.note
        for n in sorted(meeting.by_key[key] for key in near if key in meeting.by_key)
        for number, item in enumerate(meeting.sections[n].items)
        if item.note is not None and (n, number) not in people
    ]
    return meeting.title, meeting.date, notes


def _read(meeting: Meeting, source: Source) -> Meeting:
    trace = meeting.trace
    return read(source, trace.file_name if isinstance(trace, ParseState) else "", meeting)


def _rolled(meeting: Meeting) -> Roll:
    trace = meeting.trace
    called = trace.called if isinstance(trace, ParseState) else calls(meeting.sections)
    return Roll(meeting, tuple(roll(meeting.sections, called, meeting.earlier)))


def _ways(here: Roll, person: Person, standing: Standing | None) -> Iterator[Source | None]:
    """The sources that might say it, best first."""
    yield from _marked(here, person, standing)
    for labelled in _labelled(here):
        yield from _marked(_rolled(_read(here.meeting, labelled)), person, standing)


def _labelled(here: Roll) -> Iterator[Source]:
    """A line of names that is a roll call only by its looks, with a label before it."""
    for group in here.groups:
        bare = group.form is RollForm.LINE and group.label is None and group.item is not None
        if bare and here.section(group).kind is not SectionKind.ATTENDEES:
            source = entries.replaced(
                here.meeting, here.item(group, group.item), 0, 0, f"{heading(here.meeting)}: "
            )
            if source is not None:
                yield source


def _marked(here: Roll, person: Person, standing: Standing | None) -> Iterator[Source | None]:
    listed = here.of(person)
    for keep in [*[each for each in listed if _can_stay(here, *each, standing)][:1], None]:
        for label_too in (False, True):
            rest = _alone(here, person, keep, label_too=label_too)
            if rest is None:
                continue
            if keep is not None:
                yield _settled(rest, person, standing)
            elif standing is None:
                yield rest.meeting.source
            else:
                yield from _added(rest, person, standing, listed[0] if listed else None, here)


def _can_stay(here: Roll, group: RollGroup, mention: Mention, standing: Standing | None) -> bool:
    """True where an entry can say it in its place."""
    if entries.is_boxed(here, group, mention):
        return True
    if group.form is RollForm.ROWS:
        return standing is not None or columns_of(here, group).mark is not None
    if standing is group.standing or standing is None:
        return standing is not None
    if group.standing is not Standing.PRESENT:
        return False
    if standing is Standing.LATE:
        return not any(other.standing is Standing.LATE for other in here.groups)
    return _says_absent(here, group) or _has_more(here, mention, group)


def _says_absent(here: Roll, group: RollGroup) -> bool:
    """True for a list whose entries say themselves that somebody is absent."""
    return any(standing_said(here.text(group, mention)) is Standing.ABSENT for mention in group.mentions)


def _has_more(here: Roll, mention: Mention, group: RollGroup) -> bool:
    """True for an entry with lines nested in it: it is never moved, for they would be lost."""
    item = here.item(group, mention.item)
    return item.own != item.span


def _alone(
    here: Roll, person: Person, keep: tuple[RollGroup, Mention] | None, *, label_too: bool
) -> Roll | None:
    """The meeting with somebody listed only where the entry stays, or nowhere."""
    while True:
        listed = here.of(person)
        if len(listed) == (keep is not None):
            return here
        group, mention = listed[-1]
        source = entries.taken_out(here, group, mention, label_too=label_too)
        if source is None or source == here.meeting.source:
            return None
        here = _rolled(_read(here.meeting, source))


def _settled(here: Roll, person: Person, standing: Standing | None) -> Source | None:
    """The one entry of somebody, saying it in its place."""
    ((group, mention),) = here.of(person)
    if group.form is RollForm.ROWS:
        return row_changed(here, group, mention, standing)
    boxed = entries.is_boxed(here, group, mention)
    said = standing if boxed or standing is not group.standing else None
    source = entries.rewritten(here, group, mention, with_remark(here.text(group, mention), said))
    if source is None or not boxed:
        return source
    again = _rolled(_read(here.meeting, source))
    ((group, mention),) = again.of(person)
    there = standing in (Standing.PRESENT, Standing.LATE)
    return entries.ticked(again.meeting, again.item(group, mention.item), done=there)


def _added(
    here: Roll, person: Person, standing: Standing, old: tuple[RollGroup, Mention] | None, before: Roll
) -> Iterator[Source | None]:
    """The ways to list somebody who is not listed (any more): `old` is how that was."""
    group = _group_for(here, standing)
    if group is not None:
        for text in _texts(here, group, person, old, before):
            yield from _into(here, group, person, standing, text)
        return
    main = _group_for(here, Standing.PRESENT)
    if main is None:
        yield from _in_new_section(here, person, standing)
        return
    for text in _texts(here, main, person, old, before):
        in_list = standing is Standing.LATE or _marks_inside(here, main)
        if in_list:
            yield from _into(here, main, person, standing, text)
        yield from entries.beside(here, main, our_label(here.meeting, standing), text)


def _group_for(here: Roll, standing: Standing) -> RollGroup | None:
    """The group whose people have a standing: one with people before one without."""
    groups = [group for group in here.groups if group.standing is standing]
    return next((group for group in groups if group.mentions), groups[0] if groups else None)


def _marks_inside(here: Roll, group: RollGroup) -> bool:
    """True for a list in which those absent stand with the others: a table, boxes, `Bo (absent)`."""
    boxed = any(entries.is_boxed(here, group, mention) for mention in group.mentions)
    return group.form is RollForm.ROWS or boxed or _says_absent(here, group)


def _texts(
    here: Roll, group: RollGroup, person: Person, old: tuple[RollGroup, Mention] | None, before: Roll
) -> list[str]:
    """How somebody can be written in a group: as before, as the others there, plainly."""
    texts = [entries.written_like(here, group, person), called(person)]
    if old is not None and old[0].form is not RollForm.ROWS:
        words = without_remark(before.text(*old))
        known, company = old[1].person, old[1].person.company
        plainly = f"{called(known)} ({company})" if company else called(known)
        texts.insert(0, plainly if "," in words or "\n" in words else words)
    return list(dict.fromkeys(texts))


def _into(
    here: Roll, group: RollGroup, person: Person, standing: Standing, text: str
) -> Iterator[Source | None]:
    """The ways into a group, its entry saying what the group does not."""
    if group.form is RollForm.ROWS:
        yield row_added(here, group, person, standing)
        return
    remark = standing if standing is not group.standing else None
    for source in entries.put_in(here, group, with_remark(text, remark)):
        if source is None or standing is not Standing.ABSENT or not group.mentions:
            yield source
            continue
        again = _rolled(_read(here.meeting, source))
        listed = again.of(person)
        boxed = len(listed) == 1 and entries.is_boxed(again, *listed[0])
        item = again.item(listed[0][0], listed[0][1].item) if boxed else None
        yield entries.ticked(again.meeting, item, done=False) if item is not None else source


def _in_new_section(here: Roll, person: Person, standing: Standing) -> Iterator[Source | None]:
    """In a section made for it."""
    absent = standing is Standing.ABSENT
    name = heading(here.meeting)
    line = f"{name}: {with_remark(called(person), standing)}"
    yield from with_lines(
        here.meeting,
        [f"{name}:", f"{our_label(here.meeting, standing)}: {called(person)}"] if absent else [line],
    )
    for source in with_section(here.meeting):
        again = _rolled(_read(here.meeting, source))
        if again.groups:
            yield from _added(again, person, standing, None, again)


def _changed(before: Source, after: Source) -> Span:
    """The lines that the new source has in the place of others."""
    changes = diff(before, after)
    return Span(changes[0].new.start, changes[-1].new.end) if changes else Span(0, 0)
