"""The card of the tour: which steps are done, and in a sentence what comes next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from textual.content import Content
from textual.widgets import Static

from widgets.plain.words import keys_in_words

_KEY: Final = re.compile(r"\[\[(.+?)\]\]")


class TourCard(Static):
    """A quiet strip above the bottom line. It takes no focus and covers nothing: the areas make room."""

    DEFAULT_CSS = """
    TourCard {
        height: auto;
        max-height: 6;
        border: round $accent;
        border-title-color: $foreground;
        border-subtitle-color: $pmc-muted;
        background: $surface;
        padding: 0 1;
        &.-plain { border: none; background: transparent; padding: 0; }
    }
    """

    def __init__(self, *, plain: bool = False) -> None:
        """`plain` says the same in words, without a frame."""
        super().__init__(id="tour", classes="-plain" if plain else "", markup=False)
        self._plain = plain

    def show(self, steps: Sequence[str], done: int, sentence: str, leaving: str) -> None:
        """Show the names of the steps, those `done` ticked, and a sentence; `leaving` is for the lower edge.

        Keys in the sentence and in `leaving` stand in double brackets.
        """
        if self._plain:
            step = f"step {done + 1} of {len(steps)}, {steps[done]}: " if done < len(steps) else "done. "
            said = (_KEY.sub(lambda key: keys_in_words(key[1]), text) for text in (sentence, leaving))
            self.update(Content(f"Tour, {step}" + " ".join(said) + "."))
            return
        title = Content("Tour").stylize("bold")
        for number, step in enumerate(steps):
            mark, style = (
                ("✓", "$success")
                if number < done
                else ("▸", "bold $accent")
                if number == done
                else ("○", "$pmc-muted")
            )
            title += Content.assemble("  ", (f"{mark} {step}", style))
        self.border_title = title
        self.border_subtitle = _with_keys(leaving)
        self.update(_with_keys(sentence))


def _with_keys(text: str) -> Content:
    """The text with what stands in double brackets drawn as keys are."""
    parts = _KEY.split(text)
    return Content.assemble(
        *((part, "bold $primary") if number % 2 else part for number, part in enumerate(parts))
    )
