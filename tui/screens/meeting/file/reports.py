"""What is said of a text that others wrote: what came, what went, whose it was, and what brings it back."""

from __future__ import annotations

from datetime import datetime

from tui.minutes.keeping.results import Theirs
from tui.minutes.text.merge import Merged
from widgets.wrapping import counted


def report(theirs: Theirs, merged: Merged | None, taken: int, undo: str, review: str, now: datetime) -> str:
    """One sentence on a merge, or none where there is nothing to say.

    `taken` counts the lines of ours that are out, which the key `undo` brings back; `review` is the key for
    the places where both sides changed the same lines.
    """
    gone = merged.lines_removed if merged is not None else 0
    came = merged.lines_from_theirs - gone if merged is not None else 0
    both = sum(not conflict.additions_only for conflict in merged.conflicts) if merged is not None else 0
    lead = _lead(theirs, now)
    if not lead and gone and not came:
        lead = "Another program changed the file"
    said = [] if lead or not came else [f"Merged {counted(came, 'line')} from disk"]
    if taken:
        said.append(f"{counted(taken, 'line')} of yours {_is(taken)} out")
    if gone > taken:
        said.append(f"{counted(gone - taken, 'other line' if taken else 'line')} {_is(gone - taken)} out")
    if lead and came:
        said.append(f"{counted(came, 'line')} came")
    if both:
        said.append(f"{both} in lines you changed too, both are kept ({review} reviews)")
    told = ("; " if theirs.put_back else ": ").join(filter(None, (lead, "; ".join(said))))
    out = taken or (gone if went_back(theirs) else 0)
    if not told or not out:
        return f"{told}." if told else ""
    return f"{told}  {undo} brings {'it' if out == 1 else 'them'} back"


def went_back(theirs: Theirs) -> bool:
    """Whether others put an older text back, and it is taken at its word."""
    return theirs.older is not None and not theirs.put_back


def _lead(theirs: Theirs, now: datetime) -> str:
    """Who wrote, and what, where that is known."""
    if theirs.put_back and theirs.removed:
        return f"Others took out lines with yours among them: {counted(theirs.put_back, 'line')} put back in"
    if theirs.put_back:
        return f"An older text was saved over yours: {counted(theirs.put_back, 'line')} put back in"
    then = _time(theirs.older, now) if theirs.older is not None else ""
    if theirs.git is not None:
        return f"git put back the text of {then}" if then else "git changed the file"
    return f"The text of {then} was put back" if then else ""


def _time(seconds: float, now: datetime) -> str:
    then = datetime.fromtimestamp(seconds, now.tzinfo)
    return f"{then:%H:%M}" if then.date() == now.date() else f"{then:%Y-%m-%d %H:%M}"


def _is(number: int) -> str:
    return "is" if number == 1 else "are"
