"""The forms of an export: one row and one module each, whose `make` makes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui.minutes.export.public import Public, public
from tui.minutes.model import Meeting
from tui.minutes.text.issues import NOWHERE

if TYPE_CHECKING:
    from tui.minutes.export.cleaning import Cleaned
    from tui.minutes.export.draft import CleanedDraft, Touch
    from tui.minutes.export.neighbours import Status


class Export:
    """Minutes on their way out: what is public of them and, for the forms that want it, cleaned.

    `file_name` is shown to people and gives the date where the text is silent; the rules named in `keep` are
    off; `base` is the address at which the file stands, for links to others beside it; `status` is what it
    says of itself under the title, `following` the day of the next meeting;
    the words `struck` leave in no form.
    """

    def __init__(
        self,
        meeting: Meeting,
        file_name: str = "",
        keep: frozenset[str] = frozenset(),
        base: str = "",
        status: Status | None = None,
        following: date | None = None,
        struck: frozenset[str] = frozenset(),
    ) -> None:
        self.meeting = meeting
        self.file_name = file_name
        self.keep = keep
        self.base = base
        self.following = following
        self.struck = struck
        self.home = NOWHERE
        """Where `#12` leads, as far as that is known."""
        self.status = status if "summary" not in keep else None

    @cached_property
    def public(self) -> Public:
        """The minutes without what they hide."""
        return public(self.meeting, self.file_name, self.struck)

    @cached_property
    def cleaned(self) -> Cleaned:
        """The cleaned minutes."""
        from tui.minutes.export.cleaning import clean  # noqa: PLC0415 - many rules

        return clean(self.meeting, self.file_name, self.keep, self.public)

    @cached_property
    def laid_out(self) -> tuple[CleanedDraft, list[Touch]]:
        """The cleaned minutes as Markdown is written, and what was done for that."""
        from tui.minutes.export.markdown import prepared  # noqa: PLC0415 - only for one form

        return prepared(self.cleaned, self.status)

    def touches(self, form: Form) -> tuple[Touch, ...]:
        """What was done to the minutes for a form."""
        more = self.laid_out[1] if form.name == "md" else []
        return (*self.cleaned.touches, *more) if form.cleans else self.public.touches


@dataclass(frozen=True, slots=True)
class Form:
    """A form of an export. `cleans` says whether it is made of the cleaned minutes or tells the file."""

    name: str
    """As `--to` takes it; a file's ending, too."""
    label: str
    module: str
    cleans: bool
    endings: tuple[str, ...] = ()
    """Other endings of files that have this form."""
    joins: bool = False
    """Whether those of several files are one, where they go to one place."""
    maker: str = "make"
    """The function of the module that makes it."""

    def make(self, export: Export) -> str | bytes:
        """The minutes in this form. Those of `DOCUMENTS` raise CannotMakeError."""
        module = import_module(f"tui.minutes.export.{self.module}")
        make: Callable[[Export], str | bytes] = getattr(module, self.maker)
        return make(export)


FORMS: Final[dict[str, Form]] = {
    form.name: form
    for form in (
        Form("md", "Markdown", "markdown", cleans=True, endings=("markdown",)),
        Form("html", "Page (HTML)", "html", cleans=True, endings=("htm",)),
        Form("txt", "Text for a mail", "text", cleans=True, endings=("text",)),
        Form("json", "JSON", "json", cleans=False),
        Form("csv", "Actions (CSV)", "csv", cleans=False, joins=True),
        Form("ics", "Calendar (ICS)", "calendar", cleans=False),
    )
}
"""The forms that are made here, by name, in the order in which they are offered."""

DOCUMENTS: Final[dict[str, Form]] = {
    form.name: form
    for form in (
        Form("pdf", "PDF", "documents", cleans=True, maker="pdf"),
        Form("docx", "Word (DOCX)", "documents", cleans=True, maker="docx"),
        Form("odt", "LibreOffice (ODT)", "documents", cleans=True, maker="odt"),
    )
}
"""Those that other programs make of the page."""

ALL_FORMS: Final = FORMS | DOCUMENTS


def form_of(path: Path) -> Form | None:
    """The form that a file's ending names, None where it names none."""
    ending = path.suffix.casefold().removeprefix(".")
    return next((form for form in ALL_FORMS.values() if ending in (form.name, *form.endings)), None)
