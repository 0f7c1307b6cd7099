"""How the meeting goes on, as a sentence."""

from __future__ import annotations

from widgets.banner import OnwardBanner
from widgets.display_text import for_display
from widgets.wrapping import Line, Piece, clipped


class PlainOnward(OnwardBanner):
    """What comes next and how far the meeting is, in words; the panes say what is presented."""

    def lines(self, width: int) -> list[Line]:
        """One line, cut at its end."""
        done, total, name, lead, aside = self.onward
        first = f"Next {name}" + (f", lead {lead}" if lead else "") if name else ""
        parts = [part for part in (first, aside, f"{done} of {total} reviewed") if part]
        return [(Piece(clipped(for_display("; ".join(parts)), width), "text"),)]
