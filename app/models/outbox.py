"""The outbox: mail that is to go out; a row stays until a mail server has taken it, whatever happens meanwhile."""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.accounts import User
from app.models.base import SENTENCE_MAX, Base, now
from app.models.digests import Digest
from app.models.feedback import Feedback
from app.models.invitations import Invitation
from app.models.packets import ADDRESS_MAX, Packet
from app.models.wishes import FixWish


class MailState(enum.StrEnum):
    """Whether a mail waits for its mail server, was taken, or was given up."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


class OutboxMail(Base):
    """One mail: to a pattern maker, to one of the label's own people, or to a customer who asked for it.

    It brings a link to a sheet, an invitation, a link to a new password or a digest; a receipt, or word of a fix.

    What it says is written, and its link made, when the mail goes out: a token lies nowhere, not even here.
    """

    __tablename__ = "outbox_mail"
    __table_args__ = (
        CheckConstraint(
            "CASE WHEN packet_id IS NULL THEN 0 ELSE 1 END + CASE WHEN invitation_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN user_id IS NULL THEN 0 ELSE 1 END + CASE WHEN feedback_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN wish_id IS NULL THEN 0 ELSE 1 END = 1",
            name="for_one",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    packet_id: Mapped[int | None] = mapped_column(ForeignKey("packet.id"), index=True)
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitation.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    digest_id: Mapped[int | None] = mapped_column(ForeignKey("digest.id"))
    """The user's digest that it brings; without one it brings a link to a new password."""
    feedback_id: Mapped[int | None] = mapped_column(ForeignKey("feedback.id", ondelete="CASCADE"), index=True)
    """The answer whose private link it brings its customer."""
    wish_id: Mapped[int | None] = mapped_column(ForeignKey("fix_wish.id", ondelete="CASCADE"), index=True)
    """The wish to hear of a fix that it fulfils."""
    language: Mapped[str | None] = mapped_column(String(5))
    """What a customer is written in; everybody else is in English."""
    address: Mapped[str | None] = mapped_column(String(ADDRESS_MAX))
    """Where it goes: the address that the label knew, never one that was typed behind a pattern maker's link.

    A customer's own is there until the mail went out, or was given up.
    """
    asked_with: Mapped[str | None] = mapped_column(String(64), index=True)
    """The hash of the packet's link that asked: it may ask again where the mail got lost. None where none asked."""
    asked_at: Mapped[datetime] = mapped_column(default=now)
    next_try_at: Mapped[datetime | None]
    """None where no address is known, once it went out, or when it was given up."""
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None] = mapped_column(String(SENTENCE_MAX))
    sent_at: Mapped[datetime | None]

    packet: Mapped[Packet | None] = relationship()
    invitation: Mapped[Invitation | None] = relationship()
    user: Mapped[User | None] = relationship()
    digest: Mapped[Digest | None] = relationship()
    feedback: Mapped[Feedback | None] = relationship()
    wish: Mapped[FixWish | None] = relationship()

    @property
    def state(self) -> MailState:
        """Return what became of it."""
        if self.sent_at is not None:
            return MailState.SENT
        return MailState.WAITING if self.next_try_at is not None else MailState.FAILED
