"""What is hidden leaves in no form: a marker word in comments and private parts at every place there is."""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings

from tests.support.corpus import OWN
from tests.support.markdown import plain_text
from tui.minutes.export.forms import FORMS, Export
from tui.minutes.export.public import counted, public, public_text
from tui.minutes.publishing.forum import FORUMS, pasted
from tui.minutes.publishing.request import exports_of
from tui.minutes.publishing.tickets import tickets
from tui.minutes.reading.reader import read
from tui.minutes.text.source import Source, Span

WORD: Final = "Zyxomma"

COMMENTS: Final = {
    "block": "# T\n\n<!-- {} -->\n\ntext\n",
    "two lines": "# T\n<!-- a\n{} -->\n- kept\n",
    "under a list item": "# T\n- kept\n  <!-- {}\n  {} -->\n",
    "after a blank line": "# T\n- kept\n\n    <!-- a\n    {} -->\n- more\n",
    "indented like code": "# T\n- kept\n\n        <!-- {} -->\n",
    "under an ordered item": "# T\n1. kept\n   <!-- {}\n   two -->\n",
    "an item of its own": "# T\n- <!-- {} -->\n  - kept\n",
    "in a quote": "# T\n> kept <!-- a\n> {} --> more\n>\n> <!-- {} -->\n",
    "in a heading": "# T\n## Kept <!-- {} -->\n- a\n",
    "in the title": "# T <!-- {} -->\n- a\n",
    "in a cell": "# T\n| a <!-- {} --> | b |\n| - | - |\n| x | <!-- {} --> |\n",
    "in an action": "# T\n- [ ] **ACTION:** Ada: kept <!-- {} --> (due 2026-03-01)\n",
    "in a decision": "# T\n- kept\n  - **DECISION:** yes\n    <!-- {} -->\n",
    "torn by a blank line": "# T\n- kept <!-- a\n\n  {} -->\n",
    "never closed, in a line": "# T\nkept <!-- {}\n\nmore\n",
    "never closed, a block": "# T\n<!-- {}\n\nmore {}\n",
    "behind an open fence": "# T\n```\nkept\n<!-- {} -->\n",
    "a definition": '# T\n- kept\n\n[//]: # ({} here)\n[comment]: <> "{}"\n',
    "of another editor": "# T\n- kept %%{}%% more\n\n%%\n{}\n%%\n",
    "of a critic": "# T\n- kept{{>>{}<<}} more\n",
    "no closing line": "# T\n<!-- {} --",
    "a definition without a title": "# T\n- kept\n\n[//]: # {} here\n\n[comment]: / ({})\n",
    "with tabs": "# T\n-\tkept\n\t<!-- {}\n\t{} -->\n",
}
PRIVATE: Final = {
    "part": "# T\nkept\n<!-- private -->\n# {}\n- {}\n\n{}\n<!-- /private -->\n\nmore\n",
    "part in a list": "# T\n- kept\n  <!-- private -->\n  - {}\n  <!-- /private -->\n- more\n",
    "part in a line": "# T\nkept <!-- PRIVATE: pay -->{}<!-- end private --> more\n",
    "part never closed": "# T\nkept\n<!--private-->\n{}\n\n## {}\n",
    "part in a part": "# T\nkept\n<!--private-->\n<!--private-->\n<!--/private-->\n{}\n<!--/private-->\n",
    "part that begins": "# T\nkept\n<!-- begin private -->\n{}\n<!-- end private -->\n\nmore\n",
    "session": "# T\nkept\n## Closed session\n{}\n### {}\n- {}\n## More\n",
    "session in german": "# T\nkept\n## Nichtöffentlicher Teil\n{}\n",
    "session in french": "# T\nkept\n## 4. Séance à huis clos\n{}\n",
    "session with a sign": "# T\nkept\n## 🔒 Closed session\n{}\n",
    "session with a time": "# T\nkept\n## 10:30 – 11:00: Executive session\n{}\n## In closed session\n{}\n",
    "session marked": "# T\nkept\n## !p {}\n{}\n- {}\n### {}\n## More\n",
    "title marked": "# !p {}\nkept\n",
    "reply": "# T\n- kept\n-- !p {}\n-- more\n",
    "line": "# T\nkept\n\n!p {} and\n{}\n\nmore\n",
    "line in a list": "# T\n- kept\n- !p {}\n  {}\n  - {}\n\n    {}\n- more\n",
    "task": "# T\n- [ ] !p Ada: {}\n",
}
SHOWN: Final = {
    "code": "# T\n`<!-- {} -->`\n",
    "a fence": "# T\n```html\n<!-- {} -->\n!p {}\n```\n",
    "escaped": "# T\n\\<!-- {} -->\n",
    "no comment": "# T\n50%% of {} and 20%% more\n",
    "a link": '# T\n[{}]\n\n[{}]: https://example.org "# title"\n',
    "no session": "# T\n## Closed issues\n- {}\n",
    "a board's own title": "# Executive session of the board\n\n- {}\n",
}


def marked(text: str) -> str:
    return text.replace("{}", WORD).replace("{{", "{").replace("}}", "}")


def leaks(text: str) -> list[str]:
    """The ways out that say the word."""
    name = "2026-03-10.md"
    export = Export(read(Source(text), name), name)
    made: dict[str, object] = {form.name: form.make(export) for form in FORMS.values()}
    made |= {f"for {forum.name}": pasted(export, forum) for forum in FORUMS.values() if not forum.writer}
    made["issues"] = tickets(export)
    made["in a commit"] = exports_of(export, Path(name), FORMS)
    return [way for way, content in made.items() if WORD in str(content)]


@pytest.mark.parametrize("text", [*COMMENTS.values(), *PRIVATE.values()], ids=[*COMMENTS, *PRIVATE])
def test_nothing_hidden_leaves(text: str) -> None:
    text = marked(text)
    assert leaks(text) == []
    draft, touches = public(read(Source(text)), "")
    assert touches
    assert ("kept" in text.casefold()) == ("kept" in draft.text.casefold())
    named = {line for touch in touches for line in range(touch.lines.start, touch.lines.end)}
    assert {n for n, line in enumerate(text.split("\n")) if WORD in line} <= named
    rest = [line for n, line in enumerate(text.split("\n")) if n not in named]
    assert [line for line in rest if line.strip() and line not in draft.lines] == []
    whole = Span(0, len(read(Source(text)).source.lines))
    assert WORD not in "\n".join(public_text(read(Source(text)), whole))


@pytest.mark.parametrize("text", SHOWN.values(), ids=SHOWN)
def test_what_is_shown_stays(text: str) -> None:
    meeting = read(Source(marked(text)))
    assert public(meeting, "").touches == ()
    assert public(meeting, "").draft.meeting is meeting


def test_how_much_is_left_out_is_counted() -> None:
    text = "# T\n<!-- a -->\n<!-- b\nc -->\n<!-- private -->\nx\n<!-- /private -->\n!p y\n"
    assert counted(public(read(Source(text)), "").touches) == "2 comments, 2 private parts (4 lines)"
    assert counted(()) == ""


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_a_comment_at_any_place_of_real_minutes(path: Path) -> None:
    source = Source.from_bytes(path.read_bytes())
    lines = source.text.split("\n")
    chance = random.Random(path.name)  # noqa: S311 - the same places every time
    for at in chance.sample(range(len(lines)), min(12, len(lines))):
        indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
        for comment in (f"{indent}<!-- {WORD}", f"{indent}{WORD} -->"), (f"{indent}!p {WORD}",):
            text = "\n".join([*lines[:at], *comment, *lines[at:]])
            if "```" not in text:
                assert leaks(text) == [], (at, comment)


@given(plain_text)
@settings(max_examples=200, deadline=None)
def test_lines_that_hide_nothing_keep_their_order(text: str) -> None:
    draft, touches = public(read(Source(text)), "")
    named = {line for touch in touches for line in range(touch.lines.start, touch.lines.end)}
    lines = Source(text).text.split("\n")
    kept = [n for n in range(len(lines)) if n not in named]
    found = [n for n in draft.origin if n is not None and n not in named]
    assert found == kept
    assert all(a < b for a, b in pairwise(n for n in draft.origin if n is not None))
    assert public(draft.meeting, "").touches == ()


def test_what_is_cut_out_leaves_no_other_comment() -> None:
    assert leaks(f"# T\n- kept <!-<!-- a -->- {WORD} --> more\n") == []


def test_a_private_part_ends_where_it_says() -> None:
    part = "<!-- private -->\na\n<!-- begin private -->\nb\n<!-- end private -->\nc\n<!-- /private -->"
    text = f"# T\n{part}\nkept\n{part}\nmore\n"
    lines = public(read(Source(text)), "").draft.lines
    assert [line for line in lines if line] == ["# T", "kept", "more"]


def test_json_has_the_lines_of_the_file() -> None:
    text = "# T\n<!-- a\nb -->\n## S\n- [ ] **ACTION:** Ada: do <!-- c -->\n"
    made = str(FORMS["json"].make(Export(read(Source(text)), "x.md")))
    assert '"line": 5,\n   "section": 4,\n   "text": "do"' in made
