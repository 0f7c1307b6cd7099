"""The program's own colour themes: calm ones for a shared screen, text at 4.5:1 or more on its background."""

from __future__ import annotations

from typing import Final

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
        "pmc-muted": "#969cbd",
        "pmc-link": "#7dcfff",
        "pmc-code": "#e0af68",
        "pmc-code-background": "#1f2230",
        "pmc-action": "#ff9e64",
        "pmc-decision": "#9ece6a",
        "pmc-question": "#7dcfff",
        "pmc-vote": "#bb9af7",
        "border": "#7aa2f7",
        "border-blurred": "#454a66",
        "block-cursor-background": "#33436b",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "none",
        "input-selection-background": "#7aa2f7 35%",
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
        "pmc-muted": "#5a6078",
        "pmc-link": "#0b5fae",
        "pmc-code": "#80500a",
        "pmc-code-background": "#eef0f6",
        "pmc-action": "#a8470a",
        "pmc-decision": "#2f6f1f",
        "pmc-question": "#0b5fae",
        "pmc-vote": "#7a3ea8",
        "border": "#2454c5",
        "border-blurred": "#b4bacd",
        "block-cursor-background": "#cfdcfa",
        "block-cursor-foreground": "#11131a",
        "block-cursor-text-style": "none",
        "input-selection-background": "#2454c5 25%",
    },
)

VARIABLES: Final = {
    "pmc-muted": "$text-muted",
    "pmc-link": "$text-primary",
    "pmc-code": "$text-accent",
    "pmc-code-background": "$surface",
    "pmc-action": "$text-warning",
    "pmc-decision": "$text-success",
    "pmc-question": "$text-primary",
    "pmc-vote": "$text-secondary",
}
"""What our colours are under a theme that is not ours."""
