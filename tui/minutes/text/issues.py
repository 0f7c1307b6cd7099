"""References to issues in a text, and the addresses they mean: `nodejs/node#63055`, `#607`, `!12`.

A short one means something only where a repository is known: the setting `repo`, else git's remote. Nothing
is guessed: without it a short reference stays a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

_REFERENCE: Final = re.compile(
    r"(?<![\w/#&!.-])(?:(?P<repo>[A-Za-z0-9][\w.-]*/[\w.-]+)#|(?P<mark>[#!]))(?P<number>[1-9]\d{0,6})(?![\w-])"
)
_NAMED: Final = re.compile(r"[A-Za-z0-9][\w.-]*/[\w.-]+")
_ADDRESS: Final = re.compile(
    r"(?:(?:https?|ssh|git)://)?(?:[\w.-]+@)?(?P<host>[\w-]+(?:\.[\w-]+)+)(?::\d+)?[:/](?P<path>[\w./-]+?)(?:\.git)?/?"
)
_GITHUB: Final = "https://github.com"


class Reference(NamedTuple):
    """A reference: where it stands in the text, and where it leads."""

    start: int
    end: int
    address: str


def repository(text: str) -> str:
    """The address of the page of a repository, of what somebody set or git has; empty for none."""
    text = text.strip()
    if _NAMED.fullmatch(text) is not None:
        return f"{_GITHUB}/{text}"
    match = _ADDRESS.fullmatch(text)
    return f"https://{match['host']}/{match['path']}" if match is not None and "/" in match["path"] else ""


def references(text: str, home: str = "") -> Iterator[Reference]:
    """The references in a plain text; `home` is the page of the repository that a short one means."""
    for match in _REFERENCE.finditer(text):
        number, is_gitlab = match["number"], "gitlab" in home
        if match["repo"]:
            host = home.split("/", 3)
            root = "/".join(host[:3]) if len(host) > 3 else _GITHUB
            middle = "/-/issues/" if is_gitlab else "/issues/"
            yield Reference(*match.span(), f"{root}/{match['repo']}{middle}{number}")
        elif home and match["mark"] == "#":
            yield Reference(*match.span(), f"{home}{'/-/issues/' if is_gitlab else '/issues/'}{number}")
        elif home and is_gitlab:
            yield Reference(*match.span(), f"{home}/-/merge_requests/{number}")


def has_reference(text: str) -> bool:
    """True for a text with something like a reference."""
    return _REFERENCE.search(text) is not None


def home_of(path: Path, setting: str = "") -> str:
    """The page of the repository of a minutes file: as set, else by git's remote; empty for none.

    Reads git's own file and calls nothing.
    """
    if setting.strip():
        return repository(setting)
    for folder in path.absolute().parents:
        with suppress(OSError, UnicodeDecodeError):
            if (folder / ".git").is_dir():
                return repository(_remote((folder / ".git" / "config").read_text("utf-8")))
    return ""


def _remote(config: str) -> str:
    """The address of the remote `origin`, or of the first."""
    found: dict[str, str] = {}
    name = ""
    for line in config.splitlines():
        if head := re.match(r'\s*\[remote "([^"]+)"\]', line):
            name = head[1]
        elif line.lstrip().startswith("["):
            name = ""
        elif name and (url := re.match(r"\s*url\s*=\s*(\S+)", line)):
            found.setdefault(name, url[1])
    return found.get("origin") or next(iter(found.values()), "")
