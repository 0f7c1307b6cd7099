"""Front matter: YAML between `---` lines, or TOML between `+++`, on the first lines of a file.

It belongs to whatever publishes the file, and is no section: it is kept as it is, nothing is written into it,
and what it says of the meeting is taken from it. What cannot be parsed is front matter nevertheless.
YAML is read for its scalars and lists alone, without aliases, tags and types: a date is text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from tui.minutes.model import Standing
from tui.minutes.reading.languages import meanings
from tui.minutes.text.patterns import LazyPattern

LONGEST: Final = 65_536
"""Characters in which the closing line is looked for; longer front matter is text like any other."""

_DEEPEST: Final = 8  # lists and mappings in each other
_MOST: Final = 500  # texts of one value

_OPENING: Final = LazyPattern(r"(?:---|\+\+\+)[ \t]*(?:\r?\n|\r)")
_CLOSING: Final = {
    "---": LazyPattern(r"^(?:---|\.\.\.)[ \t]*\r?(?:\n|\Z)", 8),  # re.MULTILINE
    "+++": LazyPattern(r"^\+\+\+[ \t]*\r?(?:\n|\Z)", 8),
}
_KEY: Final = LazyPattern(r"""[ \t]*(?:"[^"\n]+"|'[^'\n]+'|[^\W\d][^:=#\n"'|<>\[\]{}*]*)\s*[:=](?=\s|$)""")
_SECTION: Final = LazyPattern(r"^#{2,6}[ \t]+\S", 8)
_REMARKS: Final = LazyPattern(r"(?:\s*(?:#.*)?\n)*")


_TITLES: Final = (
    "title",
    "titel",
    "titre",
    "título",
    "titulo",
    "titolo",
    "tytuł",
    "заголовок",
    "タイトル",
    "标题",
)


class FrontMatter(NamedTuple):
    """Front matter: its lines with both fences, and the characters these have; what it says of the meeting.

    `date` is as it is written there, `people` those present, in texts of one or more.
    """

    lines: int = 0
    length: int = 0
    title: str = ""
    date: str = ""
    people: tuple[str, ...] = ()


NO_FRONT_MATTER: Final = FrontMatter()


def front_matter(text: str) -> FrontMatter:
    """The front matter that a file's text begins with; without lines where it has none."""
    return _found(text) or NO_FRONT_MATTER


def _found(text: str) -> FrontMatter | None:
    if not text.startswith(("---", "+++")) or (opening := _OPENING.match(text)) is None:
        return None
    fence = text[:3]
    closing = _CLOSING[fence].search(text, opening.end(), opening.end() + LONGEST)
    if closing is None:
        return None
    inside = text[opening.end() : closing.start()]
    if not _is_data(inside):
        return None
    values = dict(_toml(inside) if fence == "+++" else _yaml(inside))
    if not values and _SECTION.search(inside) is not None:
        return None  # two rules, and minutes between them
    lines = text.count("\n", 0, closing.end()) + (text[closing.end() - 1] != "\n")
    return FrontMatter(lines, closing.end(), *_said(values))


def _said(values: Mapping[str, tuple[str, ...]]) -> tuple[str, str, tuple[str, ...]]:
    """Title, date and people, as far as there are any."""
    from tui.minutes.reading.roll_labels import standing_of_label  # noqa: PLC0415 - few files have front matter

    title, day = "", ""
    people: list[str] = []
    for key, texts in values.items():
        words = key.replace("_", " ").replace("-", " ")
        if key in _TITLES:
            title = title or " ".join("".join(texts[:1]).split())
        elif words in ("date", "meeting date", "event date") or "date" in meanings(words):
            day = day or "".join(texts[:1])
        elif standing_of_label(words) is Standing.PRESENT:
            people += filter(None, texts)
    return title, day, tuple(people)


def _is_data(inside: str) -> bool:
    """False for what stands between two rules of a Markdown text."""
    first = _REMARKS.match(inside)
    rest = inside[first.end() :] if first is not None else inside
    return (
        not rest.strip()
        if not inside.strip()
        else not inside.startswith(("\n", "\r")) and (_KEY.match(rest) is not None)
    )


def _toml(inside: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    import tomllib  # noqa: PLC0415 - few files have any

    try:
        found = tomllib.loads(inside.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError):
        return
    for key, value in found.items():
        yield key.strip().casefold(), tuple(_texts(value))


def _texts(value: Any, depth: int = 0) -> Iterator[str]:
    """The texts in a value: itself, those of a list, the name of a table."""
    if isinstance(value, list):
        for each in value[:_MOST] if depth < _DEEPEST else ():
            yield from _texts(each, depth + 1)
    elif isinstance(value, dict):
        yield from _texts(next((value[key] for key in value if key.casefold() in _NAMES), ""), depth + 1)
    else:
        yield str(value).strip()


_NAMES: Final = ("name", "nom", "nombre", "nome", "naam")


def _yaml(inside: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    import yaml  # noqa: PLC0415 - few files have any

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # by libyaml where there is one
    try:
        found = _value(_events(yaml.parse(inside, Loader=loader)))
    except (yaml.YAMLError, _RefusedError, RecursionError, ValueError):
        return
    for key, value in found.items() if isinstance(found, dict) else ():
        yield key.strip().casefold(), tuple(_texts(value))


class _RefusedError(Exception):
    """An alias, or nesting too deep."""


def _events(parsed: Iterable[Any]) -> Iterator[Any]:
    """The events that are values; what is nested too deep or stands for something else is refused."""
    depth = 0
    for event in parsed:
        kind = type(event).__name__
        depth += kind.endswith("StartEvent") - kind.endswith("EndEvent")
        if kind == "AliasEvent" or depth > _DEEPEST:
            raise _RefusedError(kind)
        if kind.startswith(("Scalar", "Sequence", "Mapping")):
            yield event


def _value(events: Iterator[Any]) -> Any:
    """The next value: a text, a list, or a mapping of texts to values. None where it ends here."""
    event: Any = next(events, None)
    kind = type(event).__name__
    if kind == "ScalarEvent":
        return event.value
    if kind == "SequenceStartEvent":
        return list(iter(lambda: _value(events), None))
    if kind == "MappingStartEvent":
        found = {}
        while (key := _value(events)) is not None:
            found[str(key)] = _value(events)
        return found
    return None
