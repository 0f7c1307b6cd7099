"""What the parsers of all sub-commands share: what is near a wrong option, and one word for the form."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final, NoReturn

_UNKNOWN: Final = "unrecognized arguments: "


class Parser(argparse.ArgumentParser):
    """A parser that says which option may have been meant."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, and what is near it; exits with 2."""
        if message.startswith(_UNKNOWN):
            known = [each for each in self._option_string_actions if each.startswith("--")]
            words = [word.partition("=")[0] for word in message[len(_UNKNOWN) :].split() if word[0] == "-"]
            near = [match for word in words for match in get_close_matches(word, known, 1, 0.6)]
            message += f" (did you mean {' '.join(near)}?)" if near else ""
        super().error(message)

    def add_form(self, forms: Iterable[str], default: str, hidden: str = "--format") -> None:
        """Add `--to FORM`; `hidden` is what it was called."""
        choices = list(forms)
        told = f"the form: {', '.join(choices)} (else {default})"
        self.add_argument("--to", choices=choices, default=default, metavar="FORM", help=told)
        self.add_argument(
            hidden, dest="to", choices=choices, default=argparse.SUPPRESS, help=argparse.SUPPRESS
        )
