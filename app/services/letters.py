"""Letters to pattern makers: what a mail says, with a link that nobody else has and that is stored nowhere."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP

from sqlalchemy.orm import Session

from app.errors import RuleError
from app.models import OutboxMail, Packet, now
from app.services.codes import format_code
from app.services.formats.text import drop_control_characters
from app.services.label import get_label
from app.services.packets import LINK_WORKS_FOR, TOKEN_BYTES


@dataclass(frozen=True)
class Letter:
    """A mail on its way, with the token that its link bears and the moment until which that works."""

    mail_id: int
    message: EmailMessage
    token: str
    works_until: datetime


def write_letter(session: Session, mail_id: int, *, sender: str, public_url: str) -> Letter | None:
    """Return a mail ready to go out, or None where it has gone meanwhile.

    The label's own sender and public address win over those of the settings.
    """
    mail = session.get(OutboxMail, mail_id)
    if mail is None or mail.next_try_at is None or mail.address is None:
        return None
    label = get_label(session)
    sender, url = label.sender or sender, (label.public_url or public_url).rstrip("/")
    if not sender:
        raise RuleError("Mail has no sender yet: set TOILE_SMTP_SENDER.")
    if not url:
        raise RuleError("A link needs a public address: set TOILE_PUBLIC_URL.")
    token = secrets.token_urlsafe(TOKEN_BYTES)
    until = _works_until(mail)
    subject, body = (_tell_anew if mail.asked_with else _tell_first)(mail.packet, f"{url}/m/{token}", until)
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"] = _plain(sender), mail.address
    message["Subject"] = subject
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(f"Hello {_plain(mail.packet.contact)},\n\n{body}\n\n{_plain(label.name)}\n")
    return Letter(mail.id, message, token, until)


def _works_until(mail: OutboxMail) -> datetime:
    """A link that was asked for begins anew; one beside the link that was shown ends with it, unless that is past."""
    is_past = mail.packet.expires_at <= now()
    return now() + LINK_WORKS_FOR if mail.asked_with or is_past else mail.packet.expires_at


def _tell_first(packet: Packet, link: str, until: datetime) -> tuple[str, str]:
    """The subject and the words of the mail that brings a sheet."""
    garment, number = _name(packet)
    return f"{garment}: the correction sheet of revision {number}", (
        f"here is the correction sheet of {garment}, pattern revision {number}:\n\n{link}\n\n"
        "Behind this link you say that you have it, answer each line and write what you measured; the sheet is there "
        f"as PDF and XLSX, too. It needs no account and is yours alone. It works until {_say(until)}.\n"
        f"The sheet says the check code {format_code(packet.check_code)}."
    )


def _tell_anew(packet: Packet, link: str, until: datetime) -> tuple[str, str]:
    """The subject and the words of the mail that brings a link which was asked for."""
    garment, number = _name(packet)
    return f"{garment}: a new link to the sheet of revision {number}", (
        f"here is your new link to the correction sheet of {garment}, pattern revision {number}:\n\n{link}\n\n"
        f"It works until {_say(until)}. The link before it no longer does.\n"
        "You did not ask for it? Then leave it: nobody else got this mail."
    )


def _name(packet: Packet) -> tuple[str, int]:
    return _plain(packet.revision.garment.name), packet.revision.number


def _say(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"


def _plain(words: str) -> str:
    """Words fit for a head line: whoever names a garment adds no other line to it."""
    return drop_control_characters(words)
