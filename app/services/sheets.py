"""The correction sheet: what a pattern maker reads once and cuts right, built from a packet and written in any format."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.models import Packet


@dataclass(frozen=True)
class Sheet:
    """A correction sheet."""

    check_code: str


def build_sheet(session: Session, packet: Packet) -> Sheet:
    """Return the sheet of a packet."""
    return Sheet(packet.check_code)


def export(session: Session, packet: Packet, *, format: str) -> bytes:  # noqa: A002
    """Return the sheet of a packet as a file."""
    return build_sheet(session, packet).check_code.encode()
