"""Actions as issues of a forge: made by `gh` or `glab`, and the address of each put behind its action."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from tui.minutes.export.forms import Export
from tui.minutes.model import NoteKind
from tui.minutes.noting.edits import Edit, EditError, Position, change_note, note_at
from tui.minutes.programs import first_installed, run
from tui.minutes.text.inline import visible
from tui.minutes.text.issues import Home, references

_URL: Final = re.compile(r"https?://[^\s'\"<>]+/issues/\d+")
_ADDRESS: Final = re.compile(r"https?://")
_LONGEST: Final = 250
"""Characters of a title: GitHub takes 256, GitLab 255."""


class TicketError(Exception):
    """An issue that was not made; the message says why and what to do."""


class Ticket(NamedTuple):
    """An issue to be made of an action: on which line of the file that stands, from 0, and what it says."""

    line: int
    title: str
    body: str


class Tracker(NamedTuple):
    """The program that makes issues, and the repository it makes them in."""

    program: str
    page: str

    def words(self, ticket: Ticket) -> list[str]:
        """The command that makes an issue; `gh` reads the body from its standard input."""
        place = urlsplit(self.page)
        if Path(self.program).name == "gh":
            repo = f"--repo={place.netloc}{place.path}"
            return [self.program, "issue", "create", repo, f"--title={ticket.title}", "--body-file=-"]
        body = f"--description={ticket.body}"
        return [
            *(self.program, "issue", "create", f"--repo={self.page}"),
            *(f"--title={ticket.title}", body, "--yes"),
        ]


def tickets(export: Export) -> list[Ticket]:
    """What can be made of the open actions that have no address and no issue yet; nothing hidden is in it."""
    draft, found = export.public.draft, []
    title = visible(draft.meeting.title or export.file_name)
    for section, item, note in draft.meeting.notes(NoteKind.ACTION):
        words = visible(note.text)
        if not note.open or not words or _has_one(note.text, export.home):
            continue
        who = ", ".join(owner.removeprefix("@") for owner in note.owners)
        facts = [f"Owner: {who}"] if who else []
        facts += [f"Due: {note.due.isoformat()}"] if note.due is not None else []
        where = f"{title}, {visible(section.name)}" if section.name else title
        body = "\n".join([f"Action of {where}.", *facts]) + "\n"
        found.append(Ticket(draft.line_of(item.own.start), words[:_LONGEST], body))
    return found


def _has_one(text: str, home: Home) -> bool:
    return _ADDRESS.search(text) is not None or any(references(visible(text), home))


def tracker(home: Home) -> Tracker:
    """What makes issues for minutes. Raises TicketError where nobody knows where, or nothing here does."""
    if not home.page:
        raise TicketError(
            "Where issues go nobody can tell: set repo (owner/name), or give the checkout a remote."
        )
    name = "glab" if "gitlab" in home.page else "gh"
    program = first_installed([name])
    if program is None:
        where = "https://gitlab.com/gitlab-org/cli" if name == "glab" else "https://cli.github.com"
        raise TicketError(f"Issues are made by {name}, which is not installed here: {where}")
    return Tracker(program, home.page)


def create(by: Tracker, ticket: Ticket, folder: Path) -> str:
    """Make an issue; returns its address. Raises TicketError."""
    words = by.words(ticket)
    done = run(
        words, ticket.body.encode(), folder=folder, environment={"GH_PROMPT_DISABLED": "1", "NO_COLOR": "1"}
    )
    name = Path(by.program).name
    if not done.ok:
        look = f"; look at {by.page} whether it is there" if done.status is None else ""
        raise TicketError(f"No issue was made of “{ticket.title}”: {done.why(name)}{look}")
    match = _URL.search(done.text) or _URL.search(done.err)
    if match is None:
        raise TicketError(f"{name} names no address of the issue “{ticket.title}”; look at {by.page}")
    return match[0]


def with_address(export: Export, ticket: Ticket, url: str) -> Edit:
    """The address behind the action that an issue was made of. Raises EditError where that is gone."""
    near = sorted(_open_actions(export, ticket), key=lambda found: abs(found[1] - ticket.line))
    if not near:
        raise EditError(f"“{ticket.title}” is not in the minutes any more; its issue is {url}")
    place, meeting = near[0][0], export.meeting
    note = note_at(meeting, place, NoteKind.ACTION)
    return change_note(meeting, place, note._replace(text=f"{note.text} {url}"))


def _open_actions(export: Export, ticket: Ticket) -> Iterator[tuple[Position, int]]:
    """Where an issue's action may stand in the file, with its line."""
    lines = {each.line for each in tickets(export) if each.title == ticket.title}
    for index, section in enumerate(export.meeting.sections):
        for number, item in enumerate(section.items):
            if item.note is not None and item.own.start in lines:
                yield Position(index, number), item.own.start


def told(by: Tracker, chosen: Sequence[Ticket]) -> list[str]:
    """What would be made, in lines for a person."""
    name = Path(by.program).name
    return [
        f"{name} issue create, in {by.page}:",
        *(f"  line {each.line + 1}: {each.title}" for each in chosen),
    ]
