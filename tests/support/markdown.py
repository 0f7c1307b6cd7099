"""Markdown for hypothesis: texts whose lines open and close every kind of block, and join in odd ways."""

from __future__ import annotations

from typing import Final

from hypothesis import strategies as st

PIECES: Final = (
    "", "", " ", "text", "more text", "# One", "## Two - Ada Obi", "### Three (Bo)", "#",
    "###### Six ######", "===", "---", "-----", "- a", "* b", "+ c", "1. d", "2) e", "  - nested",
    "    - deeper", "\t- tab", "-", "--", "-- reply", "- [ ] task", "- [x] @ada: done", "> quote",
    "> # heading in a quote", "- # heading in a list", ">", ">> twice", "> - list", "```", "````",
    "~~~", "    code", "<!--", "-->", "<!-- one line -->", "<div>", "</div>", "a | b", "- | -",
    "| 1 | 2 |", "[one]: /target", "[one]:", "'title'", "[one]", "***", "## Action items",
    "- Action: Ada to read", "AI(AO): read", "Decision: yes", "**Present:** Ada, Bo", "## Attendees",
    "- `c` and", "- **d**: e", "  ```", "* \"f\"",
    "Agreed to go", "no objections", "lazy \\", "`code", "\x0c", "\u2028", "\ufeff", "\x00", "é",
)  # fmt: skip
"""Lines that begin, go on with and end blocks."""

line: Final = st.one_of(st.sampled_from(PIECES), st.text(alphabet="ab#->*`~|[]:<!=_ \t\\1.", max_size=12))
newline: Final = st.sampled_from(("\n", "\n", "\n", "\n\n", "\r\n", "\r"))
text: Final = st.lists(st.tuples(line, newline), max_size=30).map(
    lambda lines: "".join(piece for pair in lines for piece in pair)
)
"""Whole files, with mixed newlines and lone carriage returns."""

plain_text: Final = st.lists(line, max_size=30).map("\n".join)
"""Whole files with line feeds alone."""
