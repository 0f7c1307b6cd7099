"""The person's settings: every one with its default, its meaning and its limits.

`Settings` is a named tuple and not a pydantic model, because it is needed before the first paint and
pydantic's import costs a fifth of that. Pydantic validates all the same, in `tui.settings.file`, which is
imported only once there is something to validate: a settings file or an environment override.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Final, Literal, NamedTuple

from tui import paths

PREFIX: Final = "PMC_TUI_"
"""A field's environment override is this prefix and its name in capitals; an empty one counts as not set."""


class About(NamedTuple):
    """What a field means, for the table in the README, and the limits of its value, ends included."""

    meaning: str
    low: float | None = None
    high: float | None = None


_NO_KEYS: Final[dict[str, str]] = {}


class Settings(NamedTuple):
    """Every setting with its default; what it means and its limits is said beside its type."""

    theme: Annotated[
        str | None,
        About("Name of the colour theme, as the palette lists them. Not set: the last one chosen."),
    ] = None
    autosave: Annotated[
        bool, About("Save by itself after typing; otherwise only on `ctrl+s` and on leaving.")
    ] = True
    autosave_after: Annotated[
        float, About("Seconds of rest after the last key until autosave writes.", 0.2, 60)
    ] = 1.0
    editor: Annotated[
        str | None, About("Command that `ctrl+e` hands the file to. Not set: `$VISUAL`, else `$EDITOR`.")
    ] = None
    mouse: Annotated[
        bool, About("React to the mouse; without it the terminal's own text selection works.")
    ] = True
    plain: Annotated[
        bool, About("Plain mode, as `--plain`: words and lines instead of symbols and frames.")
    ] = False
    keep_versions_days: Annotated[
        int, About("Days for which old versions of a file are kept; 0 keeps none.", 0, 36500)
    ] = 90
    keep_versions_mb: Annotated[
        int, About("Megabytes that all kept versions may take together.", 0, 100_000)
    ] = 50
    export_keep: Annotated[
        str, About("Rules of cleaning that are off: `agenda, empty`. `pmc-tui export --help` lists them.")
    ] = ""
    check_ignore: Annotated[
        str, About("Rules that checks leave out: `M302, M103`. `pmc-tui check --help` lists them.")
    ] = ""
    clock_at_first_move: Annotated[
        bool, About("Start the meeting's clock with the first move; otherwise only on `t`.")
    ] = True
    space_walks: Annotated[
        bool, About("`space` marks a report as reviewed and goes on to the next; otherwise it only marks.")
    ] = True
    slot_minutes: Annotated[
        int, About("Minutes that a meeting usually has; 0 when they differ.", 0, 1440)
    ] = 0
    debug: Annotated[
        bool, About("Write a debug log into the state folder, as `--debug`; nothing of the minutes is in it.")
    ] = False
    keymap: Annotated[
        Literal["default", "vim"],
        About("The keys to begin with: the table's own, or those that vim users expect."),
    ] = "default"
    quorum: Annotated[
        int | str,
        About(
            "How many have to be present: a number, or a share of the leads that headings name, `50%` or "
            "`2/3`; of those only leads count then, and who came late is present. Not set: none."
        ),
    ] = ""
    voting: Annotated[
        str,
        About(
            "Who may vote: `3 of the last 4`, those who were at three of the last four meetings. "
            "`pmc-tui series --only people` explains it. Not set: no rule."
        ),
    ] = ""
    me: Annotated[
        str | None,
        About(
            "Your name as the roll call writes it; reviews and flags are signed with it. Not set: asked once."
        ),
    ] = None
    reviews: Annotated[
        Literal["private", "signed"],
        About("Whether `space` only marks a report for yourself, or signs it in the file for all to see."),
    ] = "private"
    walk: Annotated[
        Literal["unreviewed", "mine", "flagged"],
        About("The reports that `n` goes through before the meeting."),
    ] = "unreviewed"
    walk_order: Annotated[
        Literal["flagged", "agenda"],
        About("In the meeting: flagged and missing reports first, or in the agenda's order."),
    ] = "flagged"
    consent_reviews: Annotated[
        int, About("How many must have reviewed a report for it to be received by consent.", 1, 1000)
    ] = 2
    majority: Annotated[
        Literal["simple", "2/3", "lazy"],
        About("When a vote is carried: more for than against, two thirds for, or nobody against."),
    ] = "simple"
    scale: Annotated[
        str,
        About("Answers of a poll that votes are taken on: `SF F N A SA`. Not set: for, against, abstained."),
    ] = ""
    shepherds: Annotated[
        dict[str, str], About('Who follows which section besides its lead: `CLI = "Ada Obi"`.')
    ] = _NO_KEYS
    language: Annotated[
        Literal["en", "de", "es", "fr", "it", "ja", "nl", "pl", "pt", "ru", "zh"],
        About(
            "The language of minutes that do not say it by their words: of what is written into them, and "
            "of dates in numbers."
        ),
    ] = "en"
    repo: Annotated[
        str,
        About("The repository that a bare `#607` means: `owner/name` or an address. Not set: git's remote."),
    ] = ""
    trackers: Annotated[
        dict[str, str],
        About(
            'Where issues by a project\'s key lead: `TC = "https://tickets.example.org/browse"` for `TC-7`.'
        ),
    ] = _NO_KEYS
    mail_to: Annotated[
        str,
        About("Who gets the minutes by mail, commas between addresses. Not set: those of last time."),
    ] = ""
    mail_command: Annotated[
        str,
        About("Command that sends the mail on its standard input. Not set: `sendmail -t -i`."),
    ] = ""
    share: Annotated[
        Literal["ask", "straight", "branch", "look", "no"],
        About("The way of sharing that `s` proposes: what the history suggests, one of three ways, or none."),
    ] = "ask"
    pushes_per_minute: Annotated[
        int, About("Pushes a minute, of all members together, at which a shared file waits longer.", 1, 600)
    ] = 6
    keys: Annotated[
        dict[str, str], About("Other keys for commands, by the command's id; several with commas between.")
    ] = _NO_KEYS


class SettingsError(Exception):
    """Settings that cannot be used. A line for each fault: where it stands, what is allowed, what to do."""


class RefusedSettingError(Exception):
    """A value that only its user can judge, such as a key: of which setting, what it is, what is allowed.

    `entry` is the key within a setting that is a table.
    """

    def __init__(self, name: str, value: str, allowed: str, entry: str | None = None) -> None:
        super().__init__(f"{entry or name}: {allowed}")
        self.name, self.value, self.allowed, self.entry = name, value, allowed, entry


def one_of(value: str, known: Iterable[str]) -> str:
    """What is allowed in the place of a value that is not known: those that are like it, or all."""
    from difflib import get_close_matches  # noqa: PLC0415 - only for a slip

    names = sorted(known)
    near = get_close_matches(value.casefold(), names, 3, 0.5)
    return f"{' or '.join(near)}, or another of {len(names)}" if near else f"one of {', '.join(names)}"


def variable(name: str) -> str:
    """The environment variable that overrides a field."""
    return PREFIX + name.upper()


COMMITTEE_FILE: Final = ".pmc-tui.toml"
"""The settings of a committee: beside its minutes, or above them up to the root of their repository."""

COMMITTEE_SETS: Final = (
    *("quorum", "voting", "slot_minutes", "export_keep", "check_ignore"),
    *("share", "reviews", "walk_order", "consent_reviews", "shepherds", "majority", "scale"),
    *("language", "repo", "trackers", "mail_to"),
)
"""What such a file can set: nothing that runs a program, names a path or touches a key."""


def committee_file(minutes: Path) -> Path | None:
    """The settings of the committee whose minutes a file or folder is; None where there are none."""
    start = minutes.absolute() if minutes.is_dir() else minutes.absolute().parent
    folders = [start]
    for folder in (start, *start.parents):
        if (folder / ".git").exists():
            above = start.parents if folder != start else ()
            folders = [start, *(each for each in above if each.is_relative_to(folder))]
            break
    return next((each / COMMITTEE_FILE for each in folders if (each / COMMITTEE_FILE).is_file()), None)


def strange_variables(environment: Mapping[str, str]) -> list[str]:
    """A sentence for each variable of ours that does nothing: an unknown name, a file that is not there."""
    known = [variable(name) for name in Settings._fields]
    known += [paths.STATE_VARIABLE, paths.CONFIG_VARIABLE]
    told = [
        f"The environment's {name} is no setting; there is {one_of(name, known)}."
        for name in sorted(environment)
        if name.startswith(PREFIX) and name not in known
    ]
    named = environment.get(paths.CONFIG_VARIABLE)
    if named and not os.path.lexists(named):
        told.append(f"{paths.CONFIG_VARIABLE} names {named}, which is not there: no settings file is read.")
    return told


def speak(settings: Settings) -> None:
    """Have all minutes from here on be in the committee's language where they do not say theirs."""
    if settings.language != Settings().language or "tui.minutes.reading.languages" in sys.modules:
        from tui.minutes.reading.languages import assume  # noqa: PLC0415 - most committees set none

        assume(settings.language)


def load_settings(
    file: Path | None = None, environment: Mapping[str, str] | None = None, minutes: Path | None = None
) -> Settings:
    """The settings in force: the defaults, those of the committee of `minutes`, one's own, the environment's.

    Each is over the one before. Raises SettingsError naming every fault at once. That there is no settings
    file is no fault.
    """
    file = paths.settings_file() if file is None else file
    environment = os.environ if environment is None else environment
    overrides = {name: word for name in Settings._fields if (word := environment.get(variable(name)))}
    committee = committee_file(minutes) if minutes is not None else None
    if not overrides and committee is None and not os.path.lexists(file):
        return Settings()

    from tui.settings.file import SettingsReading  # noqa: PLC0415 - imports pydantic, see above

    return SettingsReading(file, overrides, committee).settings()
