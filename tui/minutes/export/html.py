"""Cleaned minutes as one page: no script, nothing loaded from elsewhere, light and dark, good to print.

Every piece of the page is written here and escaped; raw HTML in the minutes is shown as text. Links go to
http, https, mailto and files beside this one; pictures that lie there are shown, others are links, and the
page's own policy forbids everything else.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterator, Sequence
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urljoin, urlsplit

from markdown_it.token import Token

from tui.minutes.export.cleaning import Cleaned
from tui.minutes.export.markdown import slugs
from tui.minutes.export.neighbours import Status
from tui.minutes.export.section_rules import front_end, unheaded
from tui.minutes.export.summary import (
    ACTION_COLUMNS,
    DECISION_COLUMNS,
    PRESENCE_COLUMNS,
    REVIEW_COLUMNS,
    Summary,
    labels,
    owner_shown,
    summary,
)
from tui.minutes.export.tokens import inline_runs, note_id, shown_text, tokens
from tui.minutes.model import SectionKind
from tui.minutes.text.escape import escape_controls
from tui.minutes.text.inline import Emphasis, Run, runs, safe_target
from tui.minutes.text.issues import NOWHERE, Home, with_issues

if TYPE_CHECKING:
    from tui.minutes.export.forms import Export

_STYLE: Final = files("tui.minutes.export").joinpath("page.css").read_text("utf-8")

_TAGS: Final = {Emphasis.STRONG: "strong", Emphasis.EM: "em", Emphasis.STRIKE: "s", Emphasis.CODE: "code"}
_BLOCKS: Final = {
    "paragraph": "p",
    "bullet_list": "ul",
    "ordered_list": "ol",
    "blockquote": "blockquote",
    "table": "table",
    "thead": "thead",
    "tbody": "tbody",
    "tr": "tr",
    "th": "th",
    "td": "td",
    "dl": "dl",
    "dt": "dt",
    "dd": "dd",
}
_BOXES: Final = {"[ ]": "☐", "[x]": "☑", "[X]": "☑"}
_FEW: Final = 3
"""Sections up to which a page needs no contents."""


def make(export: Export) -> str:
    """The minutes in this form."""
    return html(export.cleaned, export.base, export.status, export.home)


def without_images(export: Export) -> str:
    """The page for a program that has no files beside it: pictures are links."""
    return html(export.cleaned, export.base, export.status, export.home, images=False)


def html(
    cleaned: Cleaned,
    base: str = "",
    status: Status | None = None,
    home: Home = NOWHERE,
    *,
    images: bool = True,
) -> str:
    """The page of cleaned minutes; relative links are made whole with a `base` address.

    References to issues are links; `home` is the page of the repository that short ones mean.
    """
    meeting = cleaned.meeting
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    title = _text(meeting.title or "Minutes")
    found = summary(meeting, cleaned.reviewed) if "summary" not in cleaned.kept else Summary()
    body = "".join(map(_on_lines, _Page(cleaned, found, base, home, images=images).body())).strip()
    body = _banner(status, base) + body
    policy += f"; img-src {_place_of_images(base)}" if "<img " in body else ""
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""


def _banner(status: Status | None, base: str) -> str:
    """What the page says of itself: that it is a draft, and where its neighbours are."""
    if status is None:
        return ""
    draft = '<p class="draft">Draft: these minutes are not approved yet.</p>\n' if status.is_draft else ""
    links = [
        f'{what}: <a href="{escape(urljoin(base, link.target))}">{link.label}</a>'
        if link.target
        else f"{what}: {link.label}"
        for what, link in status.links
    ]
    return draft + (f'<p class="around">{" · ".join(links)}</p>\n' if links else "")


class _Page:
    """The body of one page."""

    def __init__(self, cleaned: Cleaned, found: Summary, base: str, home: Home, *, images: bool) -> None:
        self.home, self.images = home, images
        self.meeting = cleaned.meeting
        self.summary = found
        self.at = front_end(self.meeting)
        self.open: list[int] = []  # levels of the sections around
        self.tokens = tokens(shown_text(cleaned.draft))
        free = _starts(self.tokens, "heading_open", outermost=True)  # one in a list is no section of the page
        self.headed = {
            section.heading.start: n
            for n, section in enumerate(self.meeting.sections)
            if section.level and section.heading.start in free
        }
        self.base = base
        self.labels = labels(self.meeting)
        titles = [section for section in self.meeting.sections if section.level]
        numbers = {id(section): n for n, section in enumerate(self.meeting.sections)}
        known = set(self.headed.values())
        self.fragments = {
            slug: f"s{numbers[id(section)]}"
            for slug, section in zip(slugs(each.title for each in titles), titles, strict=True)
            if numbers[id(section)] in known
        }
        for token in self.tokens:
            if token.type == "footnote_reference_open":
                name = note_id(str(token.meta.get("label", "")))
                self.fragments[name.casefold()] = name
        noted = {each.line for each in found.decisions} | {each.line for each in found.tasks}
        noted |= {each.line for each in (*found.votes, *found.deferred)}
        self.places = noted & _starts(self.tokens, "list_item_open")
        self.placed: set[int] = set()

    def body(self) -> Iterator[str]:
        """The page's blocks: the front, summary and contents, the sections."""
        front = True
        title, day = unheaded(self.meeting)
        if title:
            yield f"<h1>{_text(title)}</h1>\n" + (f"<p>{day}</p>\n" if day else "")
        for number, token in enumerate(self.tokens):
            line = token.map[0] if token.map is not None else -1
            if front and token.level == 0 and line >= self.at:
                front = False
                yield from self._closed(0)
                yield from self._facts()
            yield from self._token(token, number)
        yield from self._closed(0)
        if front:
            yield from self._facts()

    def _token(self, token: Token, number: int) -> Iterator[str]:
        kind, _, end = token.type.rpartition("_")
        if token.type == "inline":
            yield self._inline(token, number)
        elif kind == "heading":
            yield from self._heading(token, opening=end == "open")
        elif kind == "list_item":
            yield self._item(token, number) if end == "open" else "</li>"
        elif kind in _BLOCKS:
            if not token.hidden:
                yield self._block(token, _BLOCKS[kind]) if end == "open" else f"</{_BLOCKS[kind]}>"
        elif token.type in ("fence", "code_block"):
            yield f"<pre><code>{_text(token.content)}</code></pre>"
        elif token.type == "html_block":
            yield f'<pre class="raw">{_text(token.content.strip())}</pre>'
        elif token.type == "hr":
            yield "<hr>"
        elif kind == "footnote_reference":
            label = str(token.meta.get("label", ""))
            name = f'<div class="footnote" id="{escape(note_id(label))}">[{_text(label)}] '
            yield name if end == "open" else "</div>"

    def _heading(self, token: Token, *, opening: bool) -> Iterator[str]:
        """A heading opens its section, after it closed those that end there; one in a list is just that."""
        if not opening:
            yield f"</{token.tag}>"
            return
        index = self.headed.get(token.map[0]) if token.map is not None else None
        if token.level or index is None:
            yield f"<{token.tag}>"
            return
        section = self.meeting.sections[index]
        yield from self._closed(section.level)
        self.open.append(section.level)
        kind = ' class="team"' if section.kind is SectionKind.TEAM else ""
        yield f'<section id="s{index}"{kind}>\n<{token.tag}>'

    def _closed(self, level: int) -> Iterator[str]:
        while self.open and self.open[-1] >= level:
            self.open.pop()
            yield "</section>"

    def _item(self, token: Token, number: int) -> str:
        task = ' class="task"' if self._box(number + 2) else ""
        line = token.map[0] if token.map is not None else -1
        place = f' id="l{line}"' if line in self.places and line not in self.placed else ""
        self.placed.add(line)
        return f"<li{place}{task}>"

    def _block(self, token: Token, tag: str) -> str:
        start = token.attrs.get("start")
        return f'<ol start="{int(start)}">' if tag == "ol" and start is not None else f"<{tag}>"

    def _box(self, number: int) -> str:
        """The task box that an item's first words are, or nothing."""
        if number >= len(self.tokens) or self.tokens[number].type != "inline":
            return ""
        words = self.tokens[number].content
        first = self.tokens[number - 2].type == "list_item_open"
        return words[:3] if first and words[:3] in _BOXES and words[3:4] in (" ", "\n") else ""

    def _inline(self, token: Token, number: int) -> str:
        found = with_issues(inline_runs(token), self.home)
        box = self._box(number)
        if box and found and found[0].text.startswith(box):
            rest = Run(found[0].text[3:].lstrip(), found[0].emphasis, found[0].target)
            return f'<span class="box">{_BOXES[box]}</span>' + self._runs((rest, *found[1:]))
        return self._runs(found)

    def _runs(self, found: Sequence[Run]) -> str:
        return "".join(self._image(run) or _run(run, self.places_of) for run in found)

    def _image(self, run: Run) -> str:
        """A picture that lies beside the minutes; one from elsewhere stays a link, so that nobody is told."""
        if not (self.images and run.emphasis & Emphasis.IMAGE and is_relative(run.target)):
            return ""
        source = escape(urljoin(self.base, run.target))
        return f'<img src="{source}" alt="{_text(run.text)}" loading="lazy">'

    def places_of(self, target: str) -> str | None:
        """Where a link goes: to http, https and mailto, to a file beside this one, to a place in the page."""
        if target.startswith("#"):
            place = self.fragments.get(unquote(target[1:]).casefold())
            return f"#{place}" if place is not None else None
        if (safe := safe_target(target)) is not None:
            return safe
        return urljoin(self.base, target) if is_relative(target) else None

    def _facts(self) -> Iterator[str]:
        """Decisions and actions as tables with links into the text, and the contents."""
        if self.summary.decisions:
            rows = [
                (_link(each.line, each.section, self.places, each.text), self._section(each.section))
                for each in self.summary.decisions
            ]
            yield from _table("Decisions", DECISION_COLUMNS, rows)
        for title, columns, found in self.summary.rows:
            three = [
                (
                    _link(row.line, row.section, self.places, row.text),
                    _inline(row.more),
                    self._section(row.section),
                )
                for row in found
            ]
            yield from _table(title, columns, three)
        if self.summary.tasks:
            more = [
                (
                    _text(owner_shown(task)),
                    _link(task.line, task.section, self.places, task.text),
                    f'<span class="nowrap">{task.due}</span>',
                    self._section(task.section),
                )
                for task in self.summary.tasks
            ]
            yield from _table("Actions", ACTION_COLUMNS, more)
        if self.summary.present or self.summary.regrets:
            names = tuple(_text(", ".join(each)) for each in (self.summary.present, self.summary.regrets))
            yield from _table("Presence", PRESENCE_COLUMNS, [names])
        if self.summary.reviewed:
            yield from _table("Reviews", REVIEW_COLUMNS, [(_text(self.summary.reviewed),)])
        yield from self._contents()

    def _section(self, index: int) -> str:
        label = self.labels[index]
        is_named = label and self.meeting.sections[index].level
        return f'<a href="#s{index}">{_text(label)}</a>' if is_named else ""

    def _contents(self) -> Iterator[str]:
        title = SectionKind.TITLE
        sections = ((index, self.meeting.sections[index]) for index in self.headed.values())
        listed = [(index, section) for index, section in sections if section.kind is not title]
        if len(listed) <= _FEW:
            return
        yield '<nav aria-label="Contents"><h2>Contents</h2>'
        levels: list[int] = []
        for index, section in listed:
            while levels and levels[-1] > section.level:
                levels.pop()
                yield "</li></ul>"
            if levels and levels[-1] == section.level:
                yield "</li>"
            else:
                levels.append(section.level)
                yield "<ul>"
            lead = f' <span class="lead">{_text(", ".join(section.owners))}</span>' if section.owners else ""
            yield f'<li><a href="#s{index}">{_text(section.name)}</a>{lead}'
        yield "</li></ul>" * len(levels)
        yield "</nav>"


def _on_lines(piece: str) -> str:
    """A piece of the page with the newline that keeps its source readable."""
    return (
        f"{piece}\n" if piece.startswith(("</", "<pre", "<hr", "<section", "<nav", "<ul", "<ol")) else piece
    )


def _starts(found: Sequence[Token], kind: str, *, outermost: bool = False) -> set[int]:
    """The first lines of blocks of a kind."""
    return {
        token.map[0]
        for token in found
        if token.type == kind and token.map and not (outermost and token.level)
    }


def _table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f'<section class="summary"><h2>{title}</h2>\n<table><thead><tr>'
    yield "".join(f'<th scope="col">{column}</th>' for column in columns) + "</tr></thead><tbody>"
    for row in rows:
        yield "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>"
    yield "</tbody></table></section>"


def _link(line: int, section: int, places: set[int], text: str) -> str:
    """Words of the summary as a link to where they stand; links within them would be one in another."""
    words = "".join(_run(Run(run.text, run.emphasis & ~Emphasis.LINK)) for run in runs(text))
    return f'<a href="#{f"l{line}" if line in places else f"s{section}"}">{words}</a>'


def _inline(markdown: str) -> str:
    """Inline Markdown without links."""
    return "".join(_run(Run(run.text, run.emphasis & ~Emphasis.LINK)) for run in runs(markdown))


def _place_of_images(base: str) -> str:
    """Where pictures may come from: from beside the page, or from where the base is."""
    parts = urlsplit(base)
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in ("http", "https") else "'self' file:"


def is_relative(target: str) -> bool:
    """True for the path of another file: no scheme, no host, nothing that a browser would take for one."""
    return (
        bool(target)
        and target.isprintable()
        and not target.startswith(("//", "\\", "/\\"))
        and ":" not in target.partition("/")[0].partition("?")[0].partition("#")[0]
    )


def _run(run: Run, place: Callable[[str], str | None] = safe_target) -> str:
    words = _text(run.text).replace("\n", "<br>")
    for flag, tag in _TAGS.items():
        if flag & run.emphasis:
            words = f"<{tag}>{words}</{tag}>"
    target = place(run.target) if run.emphasis & Emphasis.LINK else None
    return f'<a href="{escape(target)}" rel="noreferrer noopener">{words}</a>' if target else words


def _text(text: str) -> str:
    """Text of the minutes as it can stand in the page."""
    return escape("\n".join(escape_controls(line) for line in text.split("\n")))
