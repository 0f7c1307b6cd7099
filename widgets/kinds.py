"""The glyph of each kind of section: told apart without colour, one cell wide in every terminal."""

from __future__ import annotations

from typing import Final

from tui.minutes.model import SectionKind

GLYPHS: Final = {
    SectionKind.AGENDA: "≡",
    SectionKind.ATTENDEES: "@",
    SectionKind.ANNOUNCEMENTS: "»",
    SectionKind.LIFECYCLE: "↻",
    SectionKind.DISCUSSION: "¶",
    SectionKind.ACTIONS: "☐",
    SectionKind.DECISIONS: "◆",
}
"""Kinds that stand out; teams and other sections have none."""
