"""References to issues in a text, and the addresses they mean: `nodejs/node#63055`, `#607`, `!12`, `TC-7`.

A short one means something only where a repository is known: the setting `repo`, else git's remote; one by a
project's key only where the setting `trackers` names that key. Nothing is guessed: else it stays a text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from tui.minutes.text.inline import Emphasis, Run
from tui.minutes.text.patterns import LazyPattern

_REFERENCE: Final = LazyPattern(
    r"(?<![\w/#&!.-])(?:(?P<repo>[A-Za-z0-9][\w.-]*/[\w.-]+)#|(?P<mark>[#!])|(?P<project>[A-Z][A-Z0-9_]{1,19})-)"
    r"(?P<number>[1-9]\d{0,6})(?![\w-])"
)
_NAMED: Final = LazyPattern(r"[A-Za-z0-9][\w.-]*/[\w.-]+")
_ADDRESS: Final = LazyPattern(
    r"(?:(?:https?|ssh|git)://)?(?:[\w.-]+@)?(?P<host>[\w-]+(?:\.[\w-]+)+)(?::\d+)?[:/](?P<path>[\w./-]+?)(?:\.git)?/?"
)
_GITHUB: Final = "https://github.com"
_TRACKER: Final = LazyPattern(r"https?://[^\s<>\"'\x00-\x1f\x7f]+")
_REMOTE: Final = LazyPattern(r'\s*\[remote "([^"]+)"\]')
_URL: Final = LazyPattern(r"\s*url\s*=\s*(\S+)")
_PLAIN: Final = ~(Emphasis.LINK | Emphasis.CODE | Emphasis.HTML)


class Home(NamedTuple):
    """Where short references lead: the page of a repository, and the address before an issue, by project."""

    page: str = ""
    projects: Mapping[str, str] = MappingProxyType({})


NOWHERE: Final = Home()


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


def references(text: str, home: Home = NOWHERE) -> Iterator[Reference]:
    """The references in a plain text that lead somewhere."""
    page = home.page
    for match in _REFERENCE.finditer(text):
        number, is_gitlab = match["number"], "gitlab" in page
        if match["project"]:
            before = home.projects.get(match["project"], "")
            if _TRACKER.fullmatch(before) is not None:
                yield Reference(*match.span(), f"{before.rstrip('/')}/{match[0]}")
        elif match["repo"]:
            host = page.split("/", 3)
            root = "/".join(host[:3]) if len(host) > 3 else _GITHUB
            middle = "/-/issues/" if is_gitlab else "/issues/"
            yield Reference(*match.span(), f"{root}/{match['repo']}{middle}{number}")
        elif page and match["mark"] == "#":
            yield Reference(*match.span(), f"{page}{'/-/issues/' if is_gitlab else '/issues/'}{number}")
        elif page and is_gitlab:
            yield Reference(*match.span(), f"{page}/-/merge_requests/{number}")


def parted(text: str, home: Home) -> Iterator[tuple[str, str]]:
    """A plain text in parts: references with their addresses, and what stands between, with none."""
    at = 0
    for each in references(text, home):
        yield text[at : each.start], ""
        yield text[each.start : each.end], each.address
        at = each.end
    yield text[at:], ""


def with_issues(found: Sequence[Run], home: Home) -> tuple[Run, ...]:
    """Runs with the references to issues in plain words as links."""
    linked: list[Run] = []
    for run in found:
        parts = parted(run.text, home) if run.emphasis == run.emphasis & _PLAIN else ((run.text, ""),)
        for text, address in parts:
            link = Run(text, run.emphasis | Emphasis.LINK, address) if address else run._replace(text=text)
            linked.append(link)
    return tuple(run for run in linked if run.text)


def has_reference(text: str) -> bool:
    """True for a text with something like a reference."""
    return _REFERENCE.search(text) is not None


def home_of(path: Path, setting: str = "", projects: Mapping[str, str] = NOWHERE.projects) -> Home:
    """Where the short references of a minutes file lead: as set, else by git's remote.

    Reads git's own file and calls nothing.
    """
    if setting.strip():
        return Home(repository(setting), projects)
    for folder in path.absolute().parents:
        with suppress(OSError, UnicodeDecodeError):
            if (folder / ".git").is_dir():
                return Home(repository(_remote((folder / ".git" / "config").read_text("utf-8"))), projects)
    return Home("", projects)


def _remote(config: str) -> str:
    """The address of the remote `origin`, or of the first."""
    found: dict[str, str] = {}
    name = ""
    for line in config.splitlines():
        if head := _REMOTE.match(line):
            name = head[1]
        elif line.lstrip().startswith("["):
            name = ""
        elif name and (url := _URL.match(line)):
            found.setdefault(name, url[1])
    return found.get("origin") or next(iter(found.values()), "")
