"""The packet (on screen: correction sheet): what went to the pattern maker, and what came back."""

import enum
from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.accounts import User
from app.models.base import NAME_MAX, SENTENCE_MAX, Base, now, stored
from app.models.garments import GarmentSize
from app.models.label import LengthUnit
from app.models.revisions import PatternRevision, RevisionLine

ADDRESS_MAX = 254
"""Longest e-mail address."""


class Paper(enum.StrEnum):
    """What a pattern maker prints on."""

    A4 = "a4"
    LETTER = "letter"


class Packet(Base):
    """A revision's sheet on its way to one pattern maker, reached by a private link that expires."""

    __tablename__ = "packet"

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("pattern_revision.id"))
    contact: Mapped[str] = mapped_column(String(NAME_MAX))
    address: Mapped[str | None] = mapped_column(String(ADDRESS_MAX))
    """Where mail reaches the pattern maker; a new link goes there and nowhere else."""
    unit: Mapped[LengthUnit] = mapped_column(stored(LengthUnit))
    grid: Mapped[str] = mapped_column(String(10))
    paper: Mapped[Paper] = mapped_column(stored(Paper))
    """What its files are laid out on; the same pattern maker's next sheet is, too."""
    check_code: Mapped[str] = mapped_column(String(12), unique=True)
    """Printed on the sheet and on the cut ticket: typing it tells whether the paper is current."""
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    mailed_token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    """The link that went by mail, beside the one that was shown when the sheet was sent: both lead here."""
    sent_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    received_at: Mapped[datetime | None]
    received_by: Mapped[str | None] = mapped_column(String(NAME_MAX))

    revision: Mapped[PatternRevision] = relationship(back_populates="packets")
    answers: Mapped[list["PacketAnswer"]] = relationship(
        back_populates="packet", cascade="all, delete-orphan", order_by="PacketAnswer.id"
    )


class AnswerKind(enum.StrEnum):
    """What the pattern maker did with a line."""

    DONE = "done"
    DIFFERENTLY = "differently"
    CANNOT = "cannot"
    QUESTION = "question"


class PacketAnswer(Base):
    """The pattern maker's answer to one line; a new answer to the same line replaces it."""

    __tablename__ = "packet_answer"
    __table_args__ = (UniqueConstraint("packet_id", "line_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    packet_id: Mapped[int] = mapped_column(ForeignKey("packet.id", ondelete="CASCADE"))
    line_id: Mapped[int] = mapped_column(ForeignKey("revision_line.id"))
    kind: Mapped[AnswerKind] = mapped_column(stored(AnswerKind))
    note: Mapped[str | None] = mapped_column(String(SENTENCE_MAX))
    amount_mm: Mapped[Decimal | None]
    """How far what an instruction moves has moved on the new pattern; the sizes of a measure are readings."""
    answered_at: Mapped[datetime] = mapped_column(default=now)
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    """Who of the label entered it for the pattern maker, told by telephone or on paper."""
    accepted: Mapped[bool | None]
    """Whether the label said yes to what was done differently; None while nobody has said anything."""
    reply: Mapped[str | None] = mapped_column(String(SENTENCE_MAX))
    """What the label says to it, or said to an answer before with the same note; the pattern maker reads it there."""
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    settled_at: Mapped[datetime | None]
    """When the label last said anything to this answer; None where the reply was to an earlier one."""

    packet: Mapped[Packet] = relationship(back_populates="answers")
    line: Mapped[RevisionLine] = relationship()
    entered_by: Mapped[User | None] = relationship(foreign_keys=entered_by_id)
    settled_by: Mapped[User | None] = relationship(foreign_keys=settled_by_id)
    readings: Mapped[list["PatternReading"]] = relationship(
        back_populates="answer", cascade="all, delete-orphan", order_by="PatternReading.id"
    )

    @property
    def said_at(self) -> datetime:
        """Return when anything was last said of the line, by the pattern maker or by the label."""
        return self.settled_at or self.answered_at

    @property
    def replied_by(self) -> User | None:
        """Return who of the label replied, as far as it is known: who agrees to an answer takes the place."""
        return None if self.accepted else self.settled_by

    @property
    def is_open(self) -> bool:
        """Return whether the two do not agree yet on what the line comes to."""
        return self.kind is not AnswerKind.DONE and not self.accepted


class PatternReading(Base):
    """What was measured back on the pattern in one size; compared as a change, never as a value."""

    __tablename__ = "pattern_reading"
    __table_args__ = (UniqueConstraint("answer_id", "size_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("packet_answer.id", ondelete="CASCADE"))
    size_id: Mapped[int] = mapped_column(ForeignKey("garment_size.id"))
    old_mm: Mapped[Decimal | None]
    new_mm: Mapped[Decimal]

    answer: Mapped[PacketAnswer] = relationship(back_populates="readings")
    size: Mapped[GarmentSize] = relationship()
