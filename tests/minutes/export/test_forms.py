"""The forms: how each is laid out, and that nothing in minutes can act in any of them."""

from __future__ import annotations

import base64
import csv as csv_module
import hashlib
import io
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings

from tests.support.corpus import OWN
from tests.support.markdown import plain_text
from tui.minutes.export import forms
from tui.minutes.export.cleaning import NAMES, clean
from tui.minutes.export.csv import guarded
from tui.minutes.export.forms import FORMS, Export, form_of
from tui.minutes.export.html import html, without_images
from tui.minutes.export.text import WIDTH, columns, wrap
from tui.minutes.export.text import text as plain
from tui.minutes.export.tokens import said
from tui.minutes.reading.reader import read
from tui.minutes.reading.words import words
from tui.minutes.text.escape import SYMBOLS
from tui.minutes.text.inline import SAFE_SCHEMES
from tui.minutes.text.source import Source

_UNSEEN: Final = {ord(each): None for each in "[ ]xX☐☑"} | dict.fromkeys(
    [*SYMBOLS, *map(ord, SYMBOLS.values()), 0xFFFD]
)
"""Task boxes, which are symbols in a page, and characters that are shown as symbols."""

HOSTILE: Final = """# <script>alert(1)</script> Meeting 2026-03-10

## Discussion <img src=x onerror=alert(1)>
- [click](javascript:alert(1)) [data](data:text/html;base64,PHNjcmlwdD4=) <javascript:alert(1)>
- <a href="javascript:alert(1)" onclick='alert(1)'>here</a> ![pic](https://example.org/x.png "t")
- [![pic](https://example.org/x.png)](https://example.org/"onmouseover="alert(1))
- \x1b]0;title\x07\x1b[2J\x9b31m \u202egnirts\u202c \u2028 \u2066x
- [app](ms-settings:x) <ssh://a.b> [file](other.md)
- [ ] **ACTION:** =cmd|' /C calc'!A0: @SUM(1+1)*cmd|' /C calc'!A0 (due 2026-04-01)
- [ ] **ACTION:** +1: -2+3 | x
- **DECISION:** <svg onload=alert(1)> & "quotes" 'single' </td></table><script>x</script>
- `</code><script>alert(2)</script>` [ref] &lt;script&gt; &#60;script&#62;

[ref]: javascript:alert(3)

<script>
alert(4)
</script>

<iframe src="https://example.org"></iframe>

<style>@import url(https://example.org)</style>

```html" onload="alert(5)
<script>alert(6)</script>
```

| =1+1 | <b onclick=x>h</b> |
| --- | --- |
| @x | </td><script>alert(7)</script> |

<details open ontoggle=alert(8)>

## Team " onclick="alert(9)" - Ada Obi
- a
"""


def exported(text: str, form: str, keep: frozenset[str] = frozenset()) -> str:
    meeting = read(Source(text), "2026-03-10.md")
    made = FORMS[form].make(Export(meeting, "2026-03-10.md", keep))
    assert isinstance(made, str)
    return made


def solid(text: str) -> str:
    """Words without blanks, and without what a page shows in another way."""
    return "".join(text.split()).translate(_UNSEEN)


class Page(HTMLParser):
    """Every tag of a page with its attributes, and the text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br", "hr", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text.append(data)


TAGS: Final = words(
    """html head meta title style body main section nav h1 h2 h3 h4 h5 h6 p ul ol li blockquote pre code table
    thead tbody tr th td a strong em s span br img hr dl dt dd div"""
)
ATTRIBUTES: Final = words(
    "alt src loading lang charset http-equiv content name id class href rel start scope aria-label"
)


def check_page(page: str) -> Page:
    found = Page(page)
    assert found.open == []
    for tag, attributes in found.tags:
        assert tag in TAGS
        assert set(attributes) <= ATTRIBUTES, (tag, attributes)
        if tag == "a":
            target = attributes["href"] or ""
            scheme, colon, _ = target.partition(":")
            assert not colon or scheme.casefold() in SAFE_SCHEMES
            assert not target.startswith(("//", "\\", "/\\"))
    ids = [attributes["id"] for _, attributes in found.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    inner = {attributes["href"] for tag, attributes in found.tags if tag == "a"}
    assert {href for href in inner if href and href.startswith("#")} <= {f"#{each}" for each in ids}
    return found


@pytest.mark.parametrize("keep", [frozenset(), frozenset(NAMES)], ids=["cleaned", "as it is"])
def test_nothing_acts_in_a_page(keep: frozenset[str]) -> None:
    page = exported(HOSTILE, "html", keep)
    found = check_page(page)
    seen = "".join(found.text)
    for shown in ("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</td></table>", "onclick="):
        assert shown in seen
    assert not set(seen) & set(map(chr, SYMBOLS)) - {"\ufffd"}
    policy = next(a["content"] for _, a in found.tags if a.get("http-equiv")) or ""
    style = page.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    expected = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert policy == expected


@pytest.mark.parametrize("form", ["md", "txt"])
def test_nothing_acts_in_text(form: str) -> None:
    result = exported(HOSTILE, form)
    assert not set(result) & set(map(chr, SYMBOLS))
    assert "gnirts" in result


def test_nothing_acts_in_markdown() -> None:
    """Whatever reads the Markdown, even one that checks no link and lets HTML through."""
    result = exported(HOSTILE, "md")
    code = re.compile(r"(?ms)^ *(~~~|```).*?^ *\1|`[^`\n]*`")
    rest = code.sub("", result)
    assert [
        tag for tag in re.findall(r"(?<!\\)<(?!(?:https?|ssh):)[a-zA-Z/!?][^>]*>?", rest) if tag != "</b>"
    ] == []
    assert re.findall(r"(?i)(?<!\\)\]\(\s*<?(?:javascript|data|vbscript|file):", rest) == []
    assert re.findall(r"(?im)^ *\[[^\]\\]*\]:\s*javascript:", rest) == []


def test_no_cell_is_a_formula() -> None:
    rows = list(csv_module.reader(io.StringIO(exported(HOSTILE, "csv"), newline="")))
    assert len(rows) == 3
    assert all(len(row) == len(rows[0]) for row in rows)
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if cell.startswith(tuple("=+-@\t\r|%"))]
    assert "'=cmd|' /C calc'!A0" in cells
    assert [guarded(cell) for cell in ("a", " =1", "＝1", "-", "")] == ["a", "' =1", "'＝1", "'-", ""]


@given(plain_text)
@settings(max_examples=100, deadline=None)
def test_any_text_makes_a_page_and_a_text(text: str) -> None:
    meeting = read(Source(text))
    cleaned = clean(meeting, "", NAMES)
    page = check_page(html(cleaned))
    seen = solid("".join(page.text))
    assert all(solid(block) in seen for block in said(cleaned.draft.text))
    assert plain(cleaned).endswith("\n")


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_text_is_wrapped_and_says_every_word(path: Path) -> None:
    source = Source.from_bytes(path.read_bytes())
    meeting = read(source, path.name)
    cleaned = clean(meeting, path.name, {"summary"})
    result = plain(cleaned)
    for line in result.split("\n"):
        assert columns(line) <= WIDTH or " " not in line.strip(" ->[]0123456789.") or line.startswith("    ")
    assert set("".join(said(cleaned.draft.text))) <= set(result)


def test_long_lines_and_wide_characters_are_wrapped() -> None:
    assert wrap("aa bb cc", 5) == ["aa bb", "cc"]
    assert wrap("日本 日本 日本", 9) == ["日本 日本", "日本"]
    assert wrap("https://example.org/a/very/long/one x", 10) == ["https://example.org/a/very/long/one", "x"]
    assert wrap("", 10) == [""]


LINKED: Final = """# Sync 2026-03-10

## Topics
- [plan](plan.md) [slides](../slides/a.pdf) [below](#topics) [odd](<a b.md>) [no](#nowhere) [evil](//e.org/x)
- ![chart](img/chart.png) [app](x:y) [up](/../z.md) [\\](\\\\host)

Text[^1] more.

Term
:   Definition

[^1]: The note
"""


def hrefs(page: str) -> list[str | None]:
    return [attributes["href"] for tag, attributes in check_page(page).tags if tag == "a"]


def test_relative_links_and_footnotes_are_kept() -> None:
    found = hrefs(exported(LINKED, "html"))
    assert found == ["plan.md", "../slides/a.pdf", "#s1", "a%20b.md", "/../z.md", "#fn-1"]
    meeting = read(Source(LINKED), "x.md")
    whole = str(FORMS["html"].make(Export(meeting, "x.md", base="https://e.org/m/2026/x.md")))
    assert hrefs(whole)[:2] == ["https://e.org/m/2026/plan.md", "https://e.org/m/slides/a.pdf"]
    page = exported(LINKED, "html")
    assert '<img src="img/chart.png"' in page
    assert "<dt>Term</dt>" in page.replace("\n", "")
    assert 'id="fn-1">[1] <p>The note</p>' in page


def test_text_tells_levels_and_topics_apart() -> None:
    text = "# T\n## A\n### B\n#### C\n- one\n\n  - reply\n- two\n\n  more\n- three\n\n[^1]: x\n"
    made = exported(text, "txt").partition("\nA\n")[2]
    assert made.startswith("-\n\nB\n~\n\nC\n^\n\n- one\n  - reply\n\n- two\n\n  more\n\n- three\n")


def test_an_action_says_of_what_and_for_whom() -> None:
    text = (
        "# T\n## A\n### End\n- [ ] **ACTION:** TBD: do\n"
        "## B\n### End\n- **DECISION:** go\n## C\n- **DECISION:** so\n"
    )
    made = exported(text, "md")
    assert "| go | [B › End](#end-1) |" in made
    assert "| so | [C](#c) |" in made
    assert "| Nobody yet | do |  | [A › End](#end) |" in made
    assert exported(made, "md") == made
    for form in ("html", "txt"):
        assert "Nobody yet" in exported(text, form)
        assert "A › End" in exported(text, form)


def test_links_are_footnotes_each_once() -> None:
    text = "# T\n- [a](https://e.org/1) and [b](https://e.org/2), [a](https://e.org/1) <https://e.org/3>\n"
    assert exported(text, "txt").split("\n")[5:] == [
        "- a [1] and b [2], a [1] https://e.org/3",
        "",
        "Links",
        "-----",
        "",
        "[1] https://e.org/1",
        "[2] https://e.org/2",
        "",
    ]


def test_huge_lines_take_linear_time() -> None:
    for line in ("*a " * 200_000, "[" * 400_000, "<a" * 200_000, "`a" * 200_000, "Ã¶ " * 50_000):
        text = f"# T\n- {line}\n"
        for form in ("md", "html", "txt"):
            assert len(exported(text, form)) > 1000


def test_every_form_has_its_row_and_its_module() -> None:
    folder = Path(forms.__file__).parent
    makes = {
        path.stem for path in folder.glob("*.py") if "\ndef make(export: Export)" in path.read_text("utf-8")
    }
    assert {form.module for form in FORMS.values()} == makes
    assert [form.name for form in FORMS.values()] == list(FORMS)
    endings = [ending for form in FORMS.values() for ending in (form.name, *form.endings)]
    assert len(endings) == len(set(endings))
    for form in FORMS.values():
        assert form.label
        assert form.make(Export(read(Source(HOSTILE)), "2026-03-10.md"))
        assert form_of(Path(f"x.{form.name.upper()}")) is form


def test_pictures_beside_the_minutes_are_shown_and_others_are_links() -> None:
    text = (
        '# T\n\n![a "crane"](pics/crane.png) and ![away](https://example.org/a.png)'
        " and [![linked](pics/b.png)](https://example.org) and ![odd](javascript:alert(1).png)\n"
    )
    page = str(FORMS["html"].make(Export(read(Source(text)))))
    assert '<img src="pics/crane.png" alt="a &quot;crane&quot;" loading="lazy">' in page
    assert '<a href="https://example.org/a.png" rel="noreferrer noopener">away</a>' in page
    assert page.count("<img") == 1
    assert "img-src 'self' file:" in page
    based = str(FORMS["html"].make(Export(read(Source(text)), base="https://example.org/minutes/")))
    assert '<img src="https://example.org/minutes/pics/crane.png"' in based
    assert "img-src https://example.org" in based
    assert "<img" not in without_images(Export(read(Source(text))))


LABELS = """# Board 2026-03-10

**Present:** Ada Obi
**Regrets**: Bo Lind
Time and place: at eight,
in the hall and
here: at nine
Où : Lyon
場所：東京
- [ ] Ada: one
[x] Bo: two
"""


def test_lines_that_begin_with_a_label_stay_lines() -> None:
    export = Export(read(Source(LABELS), "2026-03-10.md"))
    text = str(FORMS["txt"].make(export))
    lines = [
        "Present: Ada Obi",
        "Regrets: Bo Lind",
        "Time and place: at eight, in the hall and here: at nine",
    ]
    assert "\n".join([*lines, "Où : Lyon", "場所：東京"]) in text
    assert "- [ ] Ada: one\n  [x] Bo: two\n" in text
    page = str(FORMS["html"].make(export))
    assert "Ada Obi<br><strong>Regrets</strong>: Bo Lind<br>Time" in page


def test_an_escaped_character_is_a_word_like_others() -> None:
    text = "# T\n\nsnake\\_case &amp; [https://example.org/a\\_b](https://example.org/a\\_b)\n"
    export = Export(read(Source(text), "2026-03-10.md"))
    assert str(FORMS["txt"].make(export)).endswith("snake_case & https://example.org/a_b\n")
    assert "snake_case &amp; <a " in str(FORMS["html"].make(export))
