"""`pmc-tui log`: what happened when in a meeting, from what is kept beside the minutes."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from tui.commands.export import CannotReadError, data_name, load
from tui.commands.parsing import ABOUT, Parser
from tui.minutes.export.csv import guarded
from tui.minutes.export.output import failed, put
from tui.minutes.keeping.storage import StateFolder
from tui.minutes.keeping.versions import Versions
from tui.minutes.reading.reader import read
from tui.minutes.running.log import Event, recorded, sections, speakers
from tui.minutes.running.queue import spoken_in
from tui.minutes.running.record import held_in
from tui.minutes.running.typed import clock_face
from tui.minutes.text.escape import escape_controls
from tui.minutes.text.inline import visible
from tui.state import load_clock, load_queue

SCHEMA: Final = "pmc-tui/log-1"
NOTHING: Final = 1
_ACTS: Final = re.compile(r"[\\`*_\[\]<>|]")
"""What Markdown would act on."""

COLUMNS: Final = ("from", "to", "kind", "what", "seconds")


def log(words: list[str], state: StateFolder) -> int:
    """`pmc-tui log FILE [--to md|json|csv]`; returns 0, 1 where the clock never ran, 2 where it cannot look.

    `state` is where the versions of the file are kept.
    """
    options = own_parser().parse_args(words)
    path: Path = options.file
    try:
        meeting = read(load(str(path)), str(path))
    except CannotReadError as error:
        return failed(str(error))
    data, _ = load_clock(path)
    times = held_in(data)
    if times is None:
        failed(f"the clock of {path.name} has not run on this computer: there is nothing to tell")
        return NOTHING
    events = [*sections(data, meeting), *recorded(_versions(path, state), path.name, times)]
    events.sort(key=lambda event: event.at or times[0])
    events += speakers(spoken_in(load_queue(path)[0]))
    return put(FORMATS[options.to](events, data_name(path.name), times))


def _versions(path: Path, state: StateFolder) -> list[tuple[float, bytes]]:
    """The contents of the file that are kept, the oldest first."""
    versions = Versions.of(state, path.resolve())
    found = ((version.time, versions.read(version.digest)) for version in reversed(versions.list()))
    return [(time, data) for time, data in found if data is not None]


def _markdown(events: Sequence[Event], name: str, times: tuple[datetime, datetime]) -> str:
    lines = [f"# Log of {name}", "", f"Held {times[0]:%Y-%m-%d %H:%M}-{times[1]:%H:%M}", ""]
    lines += ["| from | to | what | |", "| --- | --- | --- | --- |"]
    for event in events:
        start, end = _clock(event.at), _clock(event.until)
        what = _ACTS.sub(r"\\\g<0>", visible(event.what))
        took = clock_face(event.seconds) if event.seconds is not None else ""
        lines.append(f"| {start} | {end} | {event.kind}: {what} | {took} |")
    return escape_controls("\n".join(lines).replace("\t", " ")) + "\n"


def _json(events: Sequence[Event], name: str, times: tuple[datetime, datetime]) -> str:
    rows = [
        {
            "from": event.at.isoformat() if event.at is not None else None,
            "to": event.until.isoformat() if event.until is not None else None,
            "kind": event.kind,
            "what": event.what,
            "seconds": round(event.seconds) if event.seconds is not None else None,
        }
        for event in events
    ]
    found = {"schema": SCHEMA, "file": name, "began": times[0].isoformat(), "ended": times[1].isoformat()}
    return json.dumps({**found, "events": rows}, ensure_ascii=False, indent=1) + "\n"


def _csv(events: Sequence[Event], name: str, times: tuple[datetime, datetime]) -> str:
    del name, times
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for event in events:
        start, end = (each.isoformat() if each is not None else "" for each in (event.at, event.until))
        took = str(round(event.seconds)) if event.seconds is not None else ""
        writer.writerow([guarded(cell) for cell in (start, end, event.kind, visible(event.what), took)])
    return out.getvalue()


def _clock(at: datetime | None) -> str:
    return f"{at:%H:%M:%S}" if at is not None else ""


FORMATS: Final[dict[str, Callable[[Sequence[Event], str, tuple[datetime, datetime]], str]]] = {
    "md": _markdown,
    "json": _json,
    "csv": _csv,
}
"""What `--to` takes, to what tells a log so."""


def own_parser() -> Parser:
    """The words that `pmc-tui log` takes."""
    parser = Parser(
        prog="pmc-tui log",
        description=ABOUT["log"],
        epilog=(
            "It is made of what this computer keeps: the meeting's clock, its queue, the file's versions. "
            "Exit status: 0 told, 1 the clock never ran here, 2 cannot look."
        ),
    )
    parser.add_argument("file", metavar="FILE", type=Path, help="a minutes file")
    parser.add_form(FORMATS, "md")
    return parser
