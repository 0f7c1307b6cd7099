"""Reading the settings file and the environment's overrides: validation, and messages that help.

A message says where the fault stands (file and line, or the variable), what is allowed and what to do.
Whatever it quotes of the file is made escape_controls, for it goes to a terminal.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Final, Literal, get_args, get_origin, get_type_hints

from pydantic import Field, TypeAdapter, ValidationError

from tui import paths
from tui.minutes.text.escape import escape_controls
from tui.settings.values import (
    COMMITTEE_SETS,
    About,
    RefusedSettingError,
    Settings,
    SettingsError,
    committee_file,
    variable,
)

_POSITION: Final = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_LONGEST_VALUE: Final = 60  # characters of a value that a message quotes

_HINTS: Final[dict[str, Any]] = get_type_hints(Settings)
_ABOUT: Final[dict[str, About]] = {
    name: hint.__metadata__[0] for name, hint in get_type_hints(Settings, include_extras=True).items()
}


class SettingsReading:
    """One reading of a settings file and the overrides, collecting every fault on the way."""

    def __init__(self, file: Path, overrides: Mapping[str, str], committee: Path | None = None) -> None:
        """`overrides` are texts of the environment by the field's name; `committee` is its settings file."""
        self.file = file
        self.committee = committee
        self.overrides = overrides
        self.faults: list[str] = []
        self.values: dict[str, Any] = {}
        self.origins: dict[str, str] = {}
        """Where each value that is no default comes from."""

    def settings(self) -> Settings:
        """The settings in force; raises SettingsError with a line for each fault."""
        own = self.file
        if self.committee is not None:
            self.file = self.committee
            self._read(COMMITTEE_SETS)
            self.origins |= dict.fromkeys(self.values, _place(self.committee))
        self.file = own
        before = dict(self.values)
        self._read(tuple(_HINTS))
        mine = (name for name, value in self.values.items() if before.get(name, before) is not value)
        self.origins |= dict.fromkeys(mine, _place(own))
        for name, word in self.overrides.items():
            self._take_override(name, word)
            self.origins[name] = _place_of_variable(name)
        if self.faults:
            raise SettingsError("\n".join(self.faults))
        return Settings(**self.values)

    def _read(self, allowed: Sequence[str]) -> None:
        """Take what the file sets."""
        text = _text_of(self.file)
        for name, value in self._table(text).items():
            place = _place(self.file, _line_of(text, name))
            if name in allowed:
                self._take(name, value, text)
            elif name in _HINTS:
                self.faults.append(
                    f"{place}: {name} is for each person to set, not for a committee. Take it out; "
                    f"a committee sets {', '.join(allowed)}."
                )
            else:
                self.faults.append(_unknown(place, name))

    def _table(self, text: str) -> dict[str, Any]:
        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            reason, line = str(error), None
            if found := _POSITION.search(reason):
                line = int(found[1]) if found[1] else text.count("\n") + 1
                reason = reason[: found.start()]
            place = _place(self.file, line)
            self.faults.append(
                f"{place}: this is not TOML: {escape_controls(reason)}. Mend the line, or take it out."
            )
            return {}

    def _take(self, name: str, value: object, text: str) -> None:
        """Take a value of the file, strictly: TOML has types of its own, so "1" for a number is a slip."""
        try:
            self.values[name] = _adapter(name).validate_python(value, strict=True)
        except ValidationError as error:
            for fault in error.errors():
                self._refuse(name, value, fault["loc"], text)

    def _refuse(self, name: str, value: object, inside: tuple[int | str, ...], text: str) -> None:
        entry = str(inside[0]) if inside else None
        if isinstance(value, dict) and entry is not None and entry in value:
            place = _place(self.file, _line_of(text, entry, name))
            self.faults.append(_fault(place, name, _toml(value[entry]), "text", entry))
        else:
            self.faults.append(_fault(_place(self.file, _line_of(text, name)), name, _toml(value)))

    def _take_override(self, name: str, word: str) -> None:
        """Take a variable's text, leniently: for want of types "yes" and "0" may stand for true and false."""
        try:
            is_table = _HINTS[name] == dict[str, str]
            value = tomllib.loads(f"value = {word}")["value"] if is_table else word
            self.values[name] = _adapter(name).validate_python(value)
        except (ValidationError, tomllib.TOMLDecodeError):
            self.faults.append(_fault(_place_of_variable(name), name, _toml(word)))


def wrong_setting(name: str, value: str, allowed: str, entry: str | None = None) -> SettingsError:
    """The error for a value that only its user can judge, such as a theme's name or a command's id.

    It names the place the value comes from: the environment's variable when that is set, else file and line.
    `entry` is the key within a setting that is a table.
    """
    if os.environ.get(variable(name)):
        place = _place_of_variable(name)
    else:
        file = paths.settings_file()
        text = _text_of(file)
        place = _place(file, _line_of(text, name) if entry is None else _line_of(text, entry, name))
    return SettingsError(_fault(place, name, _toml(value), allowed, entry))


def told(error: RefusedSettingError) -> SettingsError:
    """A refused value with the place it comes from."""
    return wrong_setting(error.name, error.value, error.allowed, error.entry)


def allowed_values(name: str) -> str:
    """What a field accepts, in words."""
    about, hint = _ABOUT[name], _HINTS[name]
    kinds = get_args(hint) or (hint,)
    limits = f" from {about.low:g} to {about.high:g}" if about.low is not None else ""
    if hint == dict[str, str]:
        return "a table"
    if get_origin(hint) is Literal:
        return " or ".join(_toml(kind) for kind in kinds)
    if bool in kinds:
        return "true or false"
    if int in kinds:
        return ("text or " if str in kinds else "") + "a whole number" + limits
    return "a number" + limits if float in kinds else "text"


def told_values(minutes: Path | None, environment: Mapping[str, str]) -> Iterator[str]:
    """Every setting with its value and where it comes from, a line each. Raises SettingsError."""
    committee = committee_file(minutes) if minutes is not None else None
    overrides = {name: word for name in Settings._fields if (word := environment.get(variable(name)))}
    reading = SettingsReading(paths.settings_file(), overrides, committee)
    found = reading.settings()
    for name, value in found._asdict().items():
        shown = "not set" if value is None else _toml(value)
        yield f"{name} = {shown}  {reading.origins.get(name, 'default')}"


def settings_table() -> str:
    """The Markdown table of all settings, for the README."""
    rows = ["| setting | allowed | default | what it does |", "| --- | --- | --- | --- |"]
    for name, about in _ABOUT.items():
        default = _default(name)
        shown = "" if default is None else f"`{default}`"
        rows.append(f"| `{name}` | {allowed_values(name)} | {shown} | {about.meaning} |")
    return "\n".join(rows)


def _adapter(name: str) -> TypeAdapter[Any]:
    about, hint = _ABOUT[name], _HINTS[name]
    return TypeAdapter(hint if about.low is None else Annotated[hint, Field(ge=about.low, le=about.high)])


def _text_of(file: Path) -> str:
    """The text of a settings file, empty when there is none; raises SettingsError when it cannot be read."""
    try:
        return file.read_text("utf-8-sig")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        reason = f"is not UTF-8 at byte {error.start}"
    except OSError as error:
        reason = f"cannot be read: {error.strerror}"
    todo = f"Mend it, move it away, or name another in {paths.CONFIG_VARIABLE}"
    raise SettingsError(f"{_place(file)}: the settings file {reason}. {todo}.")


def _fault(place: str, name: str, value: str, allowed: str | None = None, entry: str | None = None) -> str:
    allowed = allowed_values(name) if allowed is None else allowed
    if entry is not None:
        name, todo = f"{name}.{entry}", "Change it, or take it out"
    elif (default := _default(name)) is None:
        todo = "Change it, or take it out"
    else:
        todo = f"Change it, or take it out for the default, {default}"
    return f"{place}: {escape_controls(name)} = {value} does not do; allowed is {allowed}. {todo}."


def _unknown(place: str, name: str) -> str:
    near = get_close_matches(name, _HINTS, n=1)
    hint = f"Did you mean {near[0]}?" if near else f"There are {', '.join(_HINTS)}."
    return f"{place}: there is no setting {escape_controls(name)}. {hint} Rename it, or take it out."


def _default(name: str) -> str | None:
    default = Settings._field_defaults[name]
    return None if default is None or default == {} else _toml(default)


def _toml(value: object) -> str:
    """A value as a person would write it in TOML, cut to a length that fits a message."""
    if isinstance(value, bool):
        return str(value).lower()
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return escape_controls(text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…")


def _place(file: Path, line: int | None = None) -> str:
    return escape_controls(str(file)) + (f", line {line}" if line is not None else "")


def _place_of_variable(name: str) -> str:
    return f"environment variable {variable(name)}"


def _line_of(text: str, key: str, table: str | None = None) -> int | None:
    """The line, from 1, that sets a key (of a table), or opens the table of that name; None if not found.

    tomllib does not say on which line it read a value. This finds it in files as people write settings; a
    key written with escapes is not found, and the message then names the file alone.
    """
    current: str | None = None
    for number, line in enumerate(text.split("\n"), 1):
        if header := re.match(r"\s*\[\s*([^\]]*?)\s*\]", line):
            current = header[1].strip("\"'")
            if table is None and current == key:
                return number
            continue
        names = tuple(_keys_set(line))
        if current == table and key in names:
            return number
        if current is None and table in names:
            return number
    return None


def _keys_set(line: str) -> Iterator[str]:
    """The key that a line sets, whole and up to its first dot."""
    name, equals, _ = line.partition("=")
    if equals:
        yield name.strip().strip("\"'")
        yield name.partition(".")[0].strip().strip("\"'")
