"""The letters to pattern makers: a sheet has gone out to them, and the new link that they asked for."""

import secrets
from datetime import datetime
from email.message import EmailMessage

from app.models import OutboxMail, Packet, now
from app.services.codes import format_code
from app.services.letters import Letter, Sending, plain, write_message
from app.services.packets import LINK_WORKS_FOR, TOKEN_BYTES


def write_letter(sending: Sending, mail: OutboxMail, packet: Packet, *, address: str) -> Letter:
    """Return the mail that brings a link to a sheet, asked for or not."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    until = _works_until(mail, packet)
    write = write_new_link if mail.asked_with else write_first_link
    return Letter(mail.id, write(sending, packet, token, address=address, until=until), token, until)


def write_first_link(sending: Sending, packet: Packet, token: str, *, address: str, until: datetime) -> EmailMessage:
    """Return the mail that brings a sheet."""
    garment, number = _name(packet)
    return write_message(
        sending, to=address, subject=f"{garment}: the correction sheet of revision {number}",
        text=(
            f"Hello {plain(packet.contact)},\n\nhere is the correction sheet of {garment}, pattern revision {number}:"
            f"\n\n{sending.url}/m/{token}\n\n"
            "Behind this link you say that you have it, answer each line and write what you measured; the sheet is "
            f"there as PDF and XLSX, too. It needs no account and is yours alone. It works until {_say(until)}.\n"
            f"The sheet says the check code {format_code(packet.check_code)}.\n\n{sending.house}\n"
        ),
    )  # fmt: skip


def write_new_link(sending: Sending, packet: Packet, token: str, *, address: str, until: datetime) -> EmailMessage:
    """Return the mail that brings a link which was asked for."""
    garment, number = _name(packet)
    return write_message(
        sending, to=address, subject=f"{garment}: a new link to the sheet of revision {number}",
        text=(
            f"Hello {plain(packet.contact)},\n\nhere is your new link to the correction sheet of {garment}, pattern "
            f"revision {number}:\n\n{sending.url}/m/{token}\n\n"
            f"It works until {_say(until)}. The link before it no longer does.\n"
            f"You did not ask for it? Then leave it: nobody else got this mail.\n\n{sending.house}\n"
        ),
    )  # fmt: skip


def _works_until(mail: OutboxMail, packet: Packet) -> datetime:
    """A link that was asked for begins anew; one beside the link that was shown ends with it, unless that is past."""
    is_past = packet.expires_at <= now()
    return now() + LINK_WORKS_FOR if mail.asked_with or is_past else packet.expires_at


def _name(packet: Packet) -> tuple[str, int]:
    return plain(packet.revision.garment.name), packet.revision.number


def _say(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"
