"""What each role of a piece of text looks like, made from the theme's variables.

One table instead of a component class a role: Textual matches its whole style sheet against every component
class of every widget, which for our roles takes longer than drawing the first screen.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from rich.color import Color as RichColor
from rich.style import Style
from textual.color import Color, ColorParseError
from textual.widget import Widget


class Look(NamedTuple):
    """Theme variables for the colours, and the text's attributes; an empty name leaves a colour as it is."""

    color: str = "foreground"
    background: str = ""
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    reverse: bool = False


LOOKS: Final = {
    "text": Look(),
    "muted": Look("pmc-muted"),
    "marker": Look("primary"),
    "link": Look("pmc-link", underline=True),
    "code": Look("pmc-code"),
    "code-block": Look("pmc-code", "pmc-code-background"),
    "strong": Look(bold=True),
    "em": Look(italic=True),
    "strong-em": Look(bold=True, italic=True),
    "strike": Look("pmc-muted", strike=True),
    "quote": Look("pmc-muted", italic=True),
    "reply": Look("pmc-question"),
    "heading": Look("primary", bold=True),
    "border": Look("border-blurred"),
    "border-current": Look("border"),
    "title": Look(bold=True),
    "bar": Look("foreground", "panel", bold=True),
    "title-current": Look("primary", bold=True),
    "kind": Look("secondary"),
    "lead": Look("secondary"),
    "status": Look("accent"),
    "owner": Look("secondary", bold=True),
    "due": Look("accent"),
    "done": Look("pmc-muted"),
    "cursor": Look("accent"),
    "match": Look("pmc-match-text", "pmc-match", bold=True),
    "action": Look("pmc-action", bold=True),
    "decision": Look("pmc-decision", bold=True),
    "question": Look("pmc-question", bold=True),
    "vote": Look("pmc-vote", bold=True),
    "info": Look("primary", bold=True),
    "badge": Look("primary"),
    "mark": Look("success", bold=True),
    "changed": Look("accent", bold=True),
    "selection": Look("screen-selection-foreground", "screen-selection-background"),
    "row-cursor": Look("", "panel"),
    "row-cursor-focus": Look("block-cursor-foreground", "block-cursor-background"),
    "saved": Look("success"),
    "unsaved": Look("warning"),
    "notice": Look("primary"),
    "trouble": Look("error", bold=True),
    "key": Look("primary", bold=True),
    "bracket": Look("accent", bold=True),
}
"""Role to its look. Where a colour means something, a glyph or word beside it says the same."""

SIXTEEN: Final = {
    "match": Look("", bold=True, reverse=True),
    "selection": Look("", reverse=True),
    "border-current": Look("border", bold=True),
    "title-current": Look("primary", bold=True, underline=True),
    "row-cursor": Look("", bold=True, underline=True),
    "row-cursor-focus": Look("foreground", "background", bold=True, reverse=True),
}
"""Roles that say something by their background or colour alone, where the terminal's 16 colours, or none, are
used: no two of those are sure to be told apart, so these are drawn by attributes."""


class Looks:
    """The looks of one widget under the theme of now, on the widget's own background."""

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._styles: dict[str, Style] = {}

    def __getitem__(self, role: str) -> Style:
        """The style of a role; its background is the widget's where it has none of its own."""
        style = self._styles.get(role)
        if style is None:
            style = self._styles[role] = self._widget.rich_style + self.alone(role)
        return style

    def alone(self, role: str) -> Style:
        """The style of a role with nothing under it, to be laid over another."""
        look = SIXTEEN.get(role, LOOKS[role]) if self._widget.app.native_ansi_color else LOOKS[role]
        return Style(
            color=self._rich(look.color),
            bgcolor=self._rich(look.background),
            bold=look.bold or None,
            italic=look.italic or None,
            underline=look.underline or None,
            strike=look.strike or None,
            reverse=look.reverse or None,
        )

    def clear(self) -> None:
        """Forget the looks: the theme, or what is under the widget, has changed."""
        self._styles.clear()

    def _rich(self, variable: str) -> RichColor | None:
        if not variable:
            return None
        variables = self._widget.app.theme_variables
        try:
            colour = Color.parse(variables.get(variable, ""))
        except ColorParseError:
            return None
        if 0 < colour.a < 1:  # a terminal cannot see through
            colour = Color.parse(variables["background"]).blend(colour, colour.a, alpha=1)
        return colour.rich_color
