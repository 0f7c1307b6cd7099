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


class TextStyle(NamedTuple):
    """Theme variables for the colours, and the text's attributes; an empty name leaves a colour as it is."""

    color: str = "foreground"
    background: str = ""
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    reverse: bool = False


LOOKS: Final = {
    "text": TextStyle(),
    "muted": TextStyle("pmc-muted"),
    "marker": TextStyle("primary"),
    "link": TextStyle("pmc-link", underline=True),
    "code": TextStyle("pmc-code"),
    "code-block": TextStyle("pmc-code", "pmc-code-background"),
    "strong": TextStyle(bold=True),
    "em": TextStyle(italic=True),
    "strong-em": TextStyle(bold=True, italic=True),
    "strike": TextStyle("pmc-muted", strike=True),
    "quote": TextStyle("pmc-muted", italic=True),
    "reply": TextStyle("pmc-question"),
    "heading": TextStyle("primary", bold=True),
    "border": TextStyle("border-blurred"),
    "border-current": TextStyle("border"),
    "title": TextStyle(bold=True),
    "bar": TextStyle("foreground", "panel", bold=True),
    "title-current": TextStyle("primary", bold=True),
    "kind": TextStyle("secondary"),
    "lead": TextStyle("secondary"),
    "status": TextStyle("accent"),
    "owner": TextStyle("secondary", bold=True),
    "due": TextStyle("accent"),
    "done": TextStyle("pmc-muted"),
    "cursor": TextStyle("accent"),
    "match": TextStyle("pmc-match-text", "pmc-match", bold=True),
    "action": TextStyle("pmc-action", bold=True),
    "flag": TextStyle("pmc-action", bold=True),
    "decision": TextStyle("pmc-decision", bold=True),
    "question": TextStyle("pmc-question", bold=True),
    "vote": TextStyle("pmc-vote", bold=True),
    "info": TextStyle("primary", bold=True),
    "overdue": TextStyle("error", bold=True),
    "badge": TextStyle("primary"),
    "mark": TextStyle("success", bold=True),
    "changed": TextStyle("accent", bold=True),
    "selection": TextStyle("screen-selection-foreground", "screen-selection-background"),
    "row-cursor": TextStyle("", "panel"),
    "row-cursor-focus": TextStyle("block-cursor-foreground", "block-cursor-background"),
    "saved": TextStyle("success"),
    "unsaved": TextStyle("warning"),
    "notice": TextStyle("primary"),
    "trouble": TextStyle("error", bold=True),
    "key": TextStyle("primary", bold=True),
    "bracket": TextStyle("accent", bold=True),
}
"""Role to its look. Where a colour means something, a glyph or word beside it says the same."""

SIXTEEN: Final = {
    "match": TextStyle("", bold=True, reverse=True),
    "selection": TextStyle("", reverse=True),
    "border-current": TextStyle("border", bold=True),
    "title-current": TextStyle("primary", bold=True, underline=True),
    "row-cursor": TextStyle("", bold=True, underline=True),
    "row-cursor-focus": TextStyle("foreground", "background", bold=True, reverse=True),
}
"""Roles that say something by their background or colour alone, where the terminal's 16 colours, or none, are
used: no two of those are sure to be told apart, so these are drawn by attributes."""


class Styles(dict[str, Style]):
    """The styles of one widget under the theme of now, on the widget's own background, by role.

    Its background is the widget's where the role has none of its own.
    """

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self._widget = widget
        self._alone: dict[str, Style] = {}

    def __missing__(self, role: str) -> Style:
        """Made when it is first needed: a line of text asks for a role a piece."""
        style = self[role] = self._widget.rich_style + self.alone(role)
        return style

    def alone(self, role: str) -> Style:
        """The style of a role with nothing under it, to be laid over another."""
        if (known := self._alone.get(role)) is not None:
            return known
        look = SIXTEEN.get(role, LOOKS[role]) if self._widget.app.native_ansi_color else LOOKS[role]
        style = self._alone[role] = Style(
            color=self._rich(look.color),
            bgcolor=self._rich(look.background),
            bold=look.bold or None,
            italic=look.italic or None,
            underline=look.underline or None,
            strike=look.strike or None,
            reverse=look.reverse or None,
        )
        return style

    def clear(self) -> None:
        """Forget all styles: they are made for another theme from now on."""
        super().clear()
        self._alone.clear()

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
