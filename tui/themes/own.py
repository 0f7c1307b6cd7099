"""The program's own colour themes: calm ones for a shared screen, text at 4.5:1 or more on its background.

Two for terminals with all colours, and two that use nothing but the terminal's own 16, whatever those are:
its own foreground and background, six hues, bold, underline and reverse.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from textual.color import Color, ColorParseError
from textual.theme import Theme

DARK: Final = Theme(
    name="pmc-dark",
    primary="#7aa2f7",
    secondary="#bb9af7",
    accent="#e0af68",
    warning="#e0af68",
    error="#f7768e",
    success="#9ece6a",
    foreground="#d5daf0",
    background="#16171f",
    surface="#1d1f2a",
    panel="#262936",
    dark=True,
    variables={
        "pmc-muted": "#9aa1c4",
        "pmc-link": "#7dcfff",
        "pmc-code": "#e0af68",
        "pmc-code-background": "#1f2230",
        "pmc-action": "#ff9e64",
        "pmc-decision": "#9ece6a",
        "pmc-question": "#7dcfff",
        "pmc-vote": "#bb9af7",
        "pmc-match": "#e0af68",
        "pmc-match-text": "#16171f",
        "border": "#7aa2f7",
        "border-blurred": "#454a66",
        "block-cursor-background": "#273559",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#262936",
        "block-cursor-blurred-foreground": "#d5daf0",
        "input-selection-background": "#3d4f80",
        "input-selection-foreground": "#ffffff",
        "screen-selection-background": "#3d4f80",
        "screen-selection-foreground": "#ffffff",
        "text-muted": "#9aa1c4",
        "text-disabled": "#9aa1c4",
    },
)

LIGHT: Final = Theme(
    name="pmc-light",
    primary="#2454c5",
    secondary="#7a3ea8",
    accent="#8a5a00",
    warning="#8a5a00",
    error="#b3203a",
    success="#2f6f1f",
    foreground="#1e2230",
    background="#fbfbfd",
    surface="#f1f2f7",
    panel="#e4e7f0",
    dark=False,
    variables={
        "pmc-muted": "#575d74",
        "pmc-link": "#0b5fae",
        "pmc-code": "#80500a",
        "pmc-code-background": "#eef0f6",
        "pmc-action": "#a2420a",
        "pmc-decision": "#2f6f1f",
        "pmc-question": "#0b5fae",
        "pmc-vote": "#7a3ea8",
        "pmc-match": "#8a5a00",
        "pmc-match-text": "#fbfbfd",
        "border": "#2454c5",
        "border-blurred": "#b4bacd",
        "block-cursor-background": "#d6e1fb",
        "block-cursor-foreground": "#11131a",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#e4e7f0",
        "block-cursor-blurred-foreground": "#1e2230",
        "input-selection-background": "#b9ccf7",
        "input-selection-foreground": "#11131a",
        "screen-selection-background": "#b9ccf7",
        "screen-selection-foreground": "#11131a",
        "text-muted": "#575d74",
        "text-disabled": "#575d74",
    },
)


def _sixteen(name: str, *, dark: bool, hues: Mapping[str, str]) -> Theme:
    """A theme of the terminal's own colours. No bright black: many palettes have black there."""
    colour = {role: f"ansi_{hue}" for role, hue in hues.items()}
    return Theme(
        name=name,
        ansi=True,
        dark=dark,
        primary=colour["primary"],
        secondary=colour["secondary"],
        accent=colour["accent"],
        warning=colour["accent"],
        error=colour["error"],
        success=colour["success"],
        foreground="ansi_default",
        background="ansi_default",
        surface="ansi_default",
        panel="ansi_default",
        boost="ansi_default",
        variables={
            "pmc-muted": "ansi_default",
            "pmc-link": colour["primary"],
            "pmc-code": colour["accent"],
            "pmc-code-background": "ansi_default",
            "pmc-action": colour["error"],
            "pmc-decision": colour["success"],
            "pmc-question": colour["primary"],
            "pmc-vote": colour["secondary"],
            "pmc-match": "ansi_default",
            "pmc-match-text": "ansi_default",
            "text-muted": "ansi_default",
            "text-disabled": "ansi_default",
            "border": colour["primary"],
            "border-blurred": "ansi_default",
            "scrollbar": "ansi_default",
            "scrollbar-background": "ansi_default",
            "block-cursor-foreground": "ansi_black" if dark else "ansi_white",
            "block-cursor-background": "ansi_white" if dark else "ansi_black",
            "block-cursor-text-style": "bold",
            "block-cursor-blurred-foreground": "ansi_default",
            "block-cursor-blurred-background": "ansi_default",
            "block-cursor-blurred-text-style": "bold underline",
            "input-cursor-text-style": "reverse",
            "input-selection-background": "ansi_default",
            "input-selection-foreground": "ansi_default",
            "screen-selection-background": "ansi_white",
            "screen-selection-foreground": "ansi_black",
            "ansi-background": "ansi_black" if dark else "ansi_white",
            "ansi-foreground": "ansi_white" if dark else "ansi_black",
        },
    )


ANSI_DARK: Final = _sixteen(
    "pmc-ansi",
    dark=True,
    hues={
        "primary": "cyan",
        "secondary": "bright_magenta",
        "accent": "bright_yellow",
        "error": "bright_red",
        "success": "green",
    },
)
ANSI_LIGHT: Final = _sixteen(
    "pmc-ansi-light",
    dark=False,
    hues={
        "primary": "blue",
        "secondary": "magenta",
        "accent": "magenta",
        "error": "red",
        "success": "blue",
    },
)

OWN: Final = (DARK, LIGHT, ANSI_DARK, ANSI_LIGHT)
"""Our themes, as they are offered."""

_VARIABLES: Final = {
    "pmc-link": "text-primary",
    "pmc-code": "text-accent",
    "pmc-code-background": "surface",
    "pmc-action": "text-warning",
    "pmc-decision": "text-success",
    "pmc-question": "text-primary",
    "pmc-vote": "text-secondary",
    "pmc-match": "text-accent",
    "pmc-match-text": "background",
}
_MUTED: Final = 0.3  # how much of the background is in muted text of a theme that is not ours


def with_own(variables: Mapping[str, str]) -> dict[str, str]:
    """A theme's variables, with our own colours where it is not one of ours."""
    ours = {name: variables.get(other, "ansi_default") for name, other in _VARIABLES.items()}
    return {"pmc-muted": _muted(variables)} | ours | dict(variables)


def _muted(variables: Mapping[str, str]) -> str:
    try:
        text, background = (Color.parse(variables[name]) for name in ("foreground", "background"))
    except (KeyError, ColorParseError):
        return "ansi_default"
    return "ansi_default" if text.ansi is not None else text.blend(background, _MUTED).hex


def chosen_theme(*, dark: bool, few_colours: bool) -> str:
    """Our theme for a terminal's background, and for one with 16 colours or none."""
    if few_colours:
        return (ANSI_DARK if dark else ANSI_LIGHT).name
    return (DARK if dark else LIGHT).name
