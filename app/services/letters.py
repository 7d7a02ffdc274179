"""Letters: what every mail of Toile shares, and whether the label can send any."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy

from sqlalchemy.orm import Session

from app.errors import RuleError
from app.services.formats.text import drop_control_characters
from app.services.label import get_label
from app.services.mailing import read_server
from app.services.public_address import find_address


class Address(UnstructuredHeader, BaseHeader):
    """A head line that is an address: one too long for a line would be encoded, and no mail program could follow it."""

    def fold(self, *, policy: Policy) -> str:
        """Return the line, whole; one with umlauts no mail could carry as it is."""
        line = f"{self.name}: {self}{policy.linesep}"
        return line if line.isascii() else super().fold(policy=policy)


_headers = HeaderRegistry()
_headers.map_to_type("list-unsubscribe", Address)
POLICY = SMTP.clone(header_factory=_headers)
"""How letters are put down."""


@dataclass(frozen=True)
class Letter:
    """A mail on its way, with the token that its link bears; None where it brings none."""

    mail_id: int
    message: EmailMessage
    token: str | None
    works_until: datetime | None = None
    """The moment until which a sheet's link works; what leads the label's own people in has a time of its own."""


@dataclass(frozen=True)
class Sending:
    """Who a letter is from, and the address that its links begin with."""

    sender: str
    url: str
    house: str


def read_sending(session: Session, *, sender: str, public_url: str) -> Sending:
    """Return who letters are from, the label's own sender before the configured one, and where their links lead."""
    label = get_label(session)
    sender, url = label.sender or sender, find_address(label, public_url)
    if not sender:
        raise RuleError("Mail has no sender yet: set TOILE_SMTP_SENDER.")
    if not url:
        raise RuleError("A link needs a public address: set TOILE_PUBLIC_URL.")
    return Sending(plain(sender), url, plain(label.name))


def can_send(session: Session, settings: Mapping[str, str]) -> bool:
    """Return whether mail is set up: a server, a sender and an address for links to begin with."""
    if read_server(settings) is None:
        return False
    try:
        read_sending(session, sender=settings["TOILE_SMTP_SENDER"], public_url=settings["TOILE_PUBLIC_URL"])
    except RuleError:
        return False
    return True


def write_message(sending: Sending, *, to: str, subject: str, text: str, html: str | None = None) -> EmailMessage:
    """Return a message ready to go out; HTML stands beside the text for those who read it."""
    message = EmailMessage(policy=POLICY)
    message["From"], message["To"] = sending.sender, to
    message["Subject"] = plain(subject)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    if html is not None:
        message.add_alternative(html, subtype="html")
    return message


def plain(words: str) -> str:
    """Return words fit for a head line: whoever names a garment adds no other line to it."""
    return drop_control_characters(words)
