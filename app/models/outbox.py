"""The outbox: mail that is to go out; a row stays until a mail server has taken it, whatever happens meanwhile."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import SENTENCE_MAX, Base, now
from app.models.packets import ADDRESS_MAX, Packet


class MailState(enum.StrEnum):
    """Whether a mail waits for its mail server, was taken, or was given up."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


class OutboxMail(Base):
    """A mail that brings a pattern maker a link: the label sent the sheet, or the maker asked for a new one.

    The link itself is made when the mail goes out: a token lies nowhere, not even here.
    """

    __tablename__ = "outbox_mail"

    id: Mapped[int] = mapped_column(primary_key=True)
    packet_id: Mapped[int] = mapped_column(ForeignKey("packet.id"), index=True)
    address: Mapped[str | None] = mapped_column(String(ADDRESS_MAX))
    """Where it goes: the address that the label knew, never one that was typed behind the link."""
    asked_with: Mapped[str | None] = mapped_column(String(64), index=True)
    """The hash of the link that asked: it may ask again where the mail got lost. None where the label itself mails."""
    asked_at: Mapped[datetime] = mapped_column(default=now)
    next_try_at: Mapped[datetime | None]
    """None where no address is known, once it went out, or when it was given up."""
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None] = mapped_column(String(SENTENCE_MAX))
    sent_at: Mapped[datetime | None]

    packet: Mapped[Packet] = relationship()

    @property
    def state(self) -> MailState:
        """Return what became of it."""
        if self.sent_at is not None:
            return MailState.SENT
        return MailState.WAITING if self.next_try_at is not None else MailState.FAILED
