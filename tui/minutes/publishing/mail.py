"""A mail of minutes: written here, sent by the person's own program."""

from __future__ import annotations

import re
import shlex
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final, NamedTuple
from urllib.parse import quote

from tui.minutes.programs import Done, first_installed, run, start

SENDMAIL: Final = ("sendmail", "/usr/sbin/sendmail", "/usr/lib/sendmail")
OPENERS: Final = ("xdg-email", "open")
"""What opens the mail program of a desktop with a mailto: link."""

LONGEST_LINK: Final = 2000
"""Characters of a mailto: link that programs take."""

_RECIPIENT: Final = re.compile(r'(?:"[^"]*"|[^,])*')
_ADDRESS: Final = re.compile(
    r'(?:(?:"[^"\\\x00-\x1f\x7f]{0,100}"\s*|[^<>@\x00-\x1f\x7f,"]{0,100})<)?'
    r'(?P<bare>[^\s<>@,"]{1,64}@[^\s<>@,"]{1,255})>?'
)


class MailError(ValueError):
    """A mail that cannot be sent; the message says why and what to do. Nothing went out."""


class Mail(NamedTuple):
    """What is sent, and to whom."""

    to: str
    subject: str
    body: str

    @property
    def message(self) -> bytes:
        """The mail as RFC 5322 has it. Raises MailError for recipients that are none."""
        checked(self.to)
        message = EmailMessage(policy=SMTP)
        message["To"] = self.to
        message["Subject"] = " ".join(self.subject.split())
        message.set_content(self.body)
        return message.as_bytes()

    @property
    def link(self) -> str:
        """The mail as a link, for a program that opens it."""
        found = (_ADDRESS.fullmatch(each) for each in recipients(self.to))
        to = ",".join(match["bare"] for match in found if match is not None)
        return f"mailto:{quote(to, safe='@,')}?subject={quote(self.subject)}&body={quote(self.body)}"


def recipients(to: str) -> list[str]:
    """The recipients between the commas; those in quotes part none."""
    found, at = [], 0
    while (match := _RECIPIENT.match(to, at)) is not None:
        found.append(match[0].strip())
        at = match.end() + 1
        if match.end() == len(to):
            break
    return found


def checked(to: str) -> str:
    """Recipients as they are. Raises MailError where one is none, or anything else could hide among them."""
    if not to.strip():
        raise MailError("Say who gets the mail: the setting mail_to, or --to-address.")
    if to.splitlines() != [to]:  # it would be another header
        raise MailError("Recipients stand in one line, with commas between them; nothing was sent.")
    for address in recipients(to):
        if _ADDRESS.fullmatch(address) is None:
            raise MailError(f"{address!r} is no mail address; nothing was sent.")
    return to


def way_of(command: str) -> list[str] | None:
    """The command that sends: the person's own, else sendmail; None where there is none."""
    if command.strip():
        try:
            return shlex.split(command)
        except ValueError as error:
            raise MailError(f"The setting mail_command cannot be read: {error}.") from error
    program = first_installed(SENDMAIL)
    return [program, "-t", "-i"] if program is not None else None


class MailWay(NamedTuple):
    """How a mail goes out: a command that sends it, or one that opens it as a link in a mail program."""

    words: tuple[str, ...]
    opens: bool = False

    @property
    def shown(self) -> str:
        """The command as a person would type it."""
        return " ".join([shlex.join(self.words), *(["mailto:…"] if self.opens else [])])


NO_WAY: Final = (
    "Nothing here sends mail: install sendmail (msmtp, postfix …) or xdg-email, or set mail_command."
)


def way_for(mail: Mail, command: str) -> MailWay:
    """How a mail can go out from here: by the person's own command, sendmail, or a mail program.

    Raises MailError where it cannot.
    """
    if (words := way_of(command)) is not None:
        return MailWay(tuple(words))
    if (program := first_installed(OPENERS)) is None:
        raise MailError(NO_WAY)
    if len(mail.link) > LONGEST_LINK:
        raise MailError(
            "This mail is too long for a mailto: link, and nothing else here sends mail: install sendmail "
            "(msmtp, postfix …) or set mail_command; or copy the text into a mail."
        )
    return MailWay((program,), opens=True)


def send_by(mail: Mail, way: MailWay) -> str:
    """Send, or open in a mail program; returns what was done. Raises MailError."""
    checked(mail.to)
    if not way.opens:
        send(mail, list(way.words))
        return f"Sent to {mail.to}."
    done = start([*way.words, mail.link])
    if not done.ok:
        raise MailError(f"The mail was not opened: {done.why(way.words[0])}.")
    return f"Opened in your mail program, to {mail.to}: it goes out from there."


def send(mail: Mail, words: list[str]) -> None:
    """Send by a command. Raises MailError; where it fails nobody knows better than the command says."""
    done: Done = run(words, mail.message)
    if not done.ok:
        raise MailError(f"The mail was not sent: {done.why(words[0])}.")
