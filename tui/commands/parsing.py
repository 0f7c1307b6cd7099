"""What the parsers of all sub-commands share: what is near a wrong option, and one word for the form."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final, NoReturn

_UNKNOWN: Final = "unrecognized arguments: "

ABOUT: Final = {
    "check": "Tell what is wrong with minutes: file:line: CODE message.",
    "completion": "Print what has a shell complete this command's words.",
    "doctor": "Print versions, terminal, locale and paths, and what is unusual; nothing private.",
    "export": "Print cleaned minutes in another form, or write them to a file.",
    "find": "Find words in all the minutes of a folder, the newest first.",
    "keys": "Print what every key does, with the keys of your settings.",
    "log": "Tell what happened when in a meeting: sections entered and left, notes, speakers.",
    "next": "Make the next meeting's file.",
    "note": "Write notes into a minutes file.",
    "publish": "Send minutes: by mail, as a commit or pull request; actions as issues or into a calendar.",
    "schema": "Print the JSON Schema of what `pmc-tui export --to json` prints.",
    "series": "Tell what the meetings of a folder say together.",
    "serve": "Let participants look on in a browser, at the chair's place.",
    "settings": "Print every setting with its value and where that comes from.",
    "sync": "Bring in what others pushed of a minutes file, and push what it has.",
}
"""What each sub-command is for, by its name; here, so that asking for all of them imports none."""


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
