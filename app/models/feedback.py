"""Feedback: what one customer said about one garment, in taps and in words."""

import enum
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from app.models.base import NAME_MAX, Base, now, stored
from app.models.garments import Garment, GarmentColour, GarmentSize
from app.models.rounds import ProductionRound
from app.models.words import index_words

if TYPE_CHECKING:
    from app.models.issues import Issue
    from app.models.photos import DroppedPhoto, Photo
    from app.models.wishes import FixWish

COMMENT_MAX = 20_000
"""Characters of a comment that are kept; far beyond what a person writes on a phone."""

BROUGHT = "source <> 'form'"
"""What tells the database that an answer did not come by the form."""


class FeedbackSource(enum.StrEnum):
    """Where an answer came from; sources are biased differently and never pooled silently."""

    FORM = "form"
    REVIEW = "review"
    RETURN = "return"
    NOTE = "note"

    @property
    def is_customers(self) -> bool:
        """Return whether customers say it themselves; a note is what the label heard or saw of them, or of itself."""
        return self is not FeedbackSource.NOTE


class Heard(enum.StrEnum):
    """Where the label heard or saw what it notes."""

    SHOP_FLOOR = "shop_floor"
    FITTING = "fitting"
    MESSAGE = "message"
    STOCKIST = "stockist"
    WEAR_TEST = "wear_test"


class OverallFit(enum.StrEnum):
    """The overall fit in five steps."""

    MUCH_TOO_SMALL = "much_too_small"
    TOO_SMALL = "too_small"
    RIGHT = "right"
    TOO_LARGE = "too_large"
    MUCH_TOO_LARGE = "much_too_large"


class Keeping(enum.StrEnum):
    """What the customer does with the piece."""

    KEPT = "kept"
    ALTERED = "altered"
    SENT_BACK = "sent_back"


class Wear(enum.StrEnum):
    """How far the piece had been used when the customer answered."""

    TRIED_ON = "tried_on"
    WORN = "worn"
    WASHED = "washed"


class ReadState(enum.StrEnum):
    """Whether the words have been read by the tagger."""

    NO_WORDS = "no_words"
    UNREAD = "unread"
    READ = "read"
    NOT_READ = "not_read"


class SpamReason(enum.StrEnum):
    """What told at the door that an answer is no customer's."""

    TRAP = "trap"
    NO_PAGE = "no_page"
    TOO_FAST = "too_fast"
    ADVERT = "advert"
    COPIED = "copied"
    REPEATED = "repeated"
    FLOOD = "flood"


class Feedback(Base):
    """One answer of one customer; round, size and colour may each be unknown."""

    __tablename__ = "feedback"
    __table_args__ = (
        UniqueConstraint("source", "external_id"),
        # Readings are listed and counted by it alone.
        Index("ix_feedback_reading", "garment_id", "read_state", "is_spam", "received_at", "read_by_hand"),
        # In their order, and told by the index alone: an inbox of a size of it counts a thousand of them.
        Index("ix_feedback_of_garment", "garment_id", "id", "is_spam", "size_id", "source"),
        Index("ix_feedback_of_run", "garment_id", "round_id", "id", "is_spam", "size_id", "source"),
        Index(None, "read_state", "id"),
        # Of nearly all answers it tells nothing: SQLite would look for a garment's answers among all that are no spam.
        Index("ix_feedback_spam", "id", sqlite_where=text("is_spam IS 1"), postgresql_where=text("is_spam IS true")),
        # What the form brings is most of all, and pays for no index of sources.
        Index("ix_feedback_brought", "source", "id", sqlite_where=text(BROUGHT), postgresql_where=text(BROUGHT)),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    garment_id: Mapped[int] = mapped_column(ForeignKey("garment.id"))
    round_id: Mapped[int | None] = mapped_column(ForeignKey("production_round.id"))
    size_id: Mapped[int | None] = mapped_column(ForeignKey("garment_size.id"))
    colour_id: Mapped[int | None] = mapped_column(ForeignKey("garment_colour.id"))
    source: Mapped[FeedbackSource] = mapped_column(stored(FeedbackSource))
    heard: Mapped[Heard | None] = mapped_column(stored(Heard))
    """Of a note by the label itself: where it comes from."""
    first_id: Mapped[int | None] = mapped_column(ForeignKey("feedback.id", ondelete="CASCADE"), index=True)
    """The first moment of the same customer and piece, where this is a second one, after washing."""
    external_id: Mapped[str | None] = mapped_column(String(NAME_MAX))
    """The id in the file or shop it came from, or its fingerprint where the source has none."""
    customer_key: Mapped[str | None] = mapped_column(String(64), index=True)
    """Keyed hash that lets one customer count once; never an e-mail."""
    idempotency_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    receipt_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    """Hash of the customer's private link, which shows and erases the answer."""
    overall_fit: Mapped[OverallFit | None] = mapped_column(stored(OverallFit))
    fits_fine: Mapped[bool] = mapped_column(default=False)
    rest_fits: Mapped[bool] = mapped_column(default=False)
    """"Everything else fits": makes every zone that was not tapped fine; without it they stay unasked."""
    keeping: Mapped[Keeping | None] = mapped_column(stored(Keeping))
    altered_by: Mapped[float | None] = mapped_column(Float)
    """Of a piece that is altered: by about how much, in all."""
    altered_unit: Mapped[str | None] = mapped_column(String(4))
    wear: Mapped[Wear | None] = mapped_column(stored(Wear))
    height_mm: Mapped[int | None]
    usual_size: Mapped[str | None] = mapped_column(String(20))
    comment: Mapped[str | None] = mapped_column(Text)
    searched: Mapped[str | None] = mapped_column(Text)
    """The words of the comment as `split_words` has them, single spaces between: what the index of words is made of."""
    words_print: Mapped[str | None] = mapped_column(String(32), index=True)
    """Hash of the words, which finds the same ones again."""
    rating: Mapped[float | None] = mapped_column(Float)
    answered_at: Mapped[datetime | None]
    received_at: Mapped[datetime] = mapped_column(default=now)
    read_state: Mapped[ReadState] = mapped_column(stored(ReadState), default=ReadState.NO_WORDS)
    read_reason: Mapped[str | None] = mapped_column(String(NAME_MAX))
    tagger_version: Mapped[str | None] = mapped_column(String(40))
    read_by_hand: Mapped[bool] = mapped_column(default=False, server_default=false())
    """A person has read the words; what the tagger made of them stays in `read_state`."""
    is_spam: Mapped[bool] = mapped_column(default=False, server_default=false())
    """No customer's answer: it is kept, and counts nowhere."""
    spam_reason: Mapped[SpamReason | None] = mapped_column(stored(SpamReason))
    """Why it was taken for spam as it came in; it stays, whatever a person says afterwards of `is_spam`."""

    garment: Mapped[Garment] = relationship()
    first: Mapped["Feedback | None"] = relationship(back_populates="later", remote_side=id)
    later: Mapped[list["Feedback"]] = relationship(
        back_populates="first", cascade="all, delete-orphan", order_by="Feedback.id"
    )
    production_round: Mapped[ProductionRound | None] = relationship()
    size: Mapped[GarmentSize | None] = relationship()
    colour: Mapped[GarmentColour | None] = relationship()
    zone_answers: Mapped[list["ZoneAnswer"]] = relationship(
        back_populates="feedback", cascade="all, delete-orphan", order_by="ZoneAnswer.id"
    )
    issues: Mapped[list["Issue"]] = relationship(
        back_populates="feedback", cascade="all, delete-orphan", order_by="Issue.id"
    )
    photos: Mapped[list["Photo"]] = relationship(
        back_populates="feedback", cascade="all, delete-orphan", order_by="Photo.id"
    )
    dropped_photos: Mapped[list["DroppedPhoto"]] = relationship(
        back_populates="feedback", cascade="all, delete-orphan", order_by="DroppedPhoto.id"
    )

    wish: Mapped["FixWish | None"] = relationship(back_populates="feedback", cascade="all, delete-orphan")

    @validates("comment")
    def _fold_comment(self, key: str, comment: str | None) -> str | None:
        for name, words in index_words(comment).items():
            setattr(self, name, words)
        return comment

    @property
    def said_at(self) -> datetime:
        """Return when it was said, as far as that is known."""
        return self.answered_at or self.received_at

    @property
    def moments(self) -> list["Feedback"]:
        """Return what its customer said at first and what later, of which this is one."""
        first = self.first or self
        return [first, *first.later]

    @property
    def is_read(self) -> bool:
        """Return whether the words were read, by the tagger or by a person."""
        return self.read_by_hand or self.read_state is ReadState.READ


class ZoneAnswer(Base):
    """A tapped zone of the sketch: which aspect, which way, about how much."""

    __tablename__ = "zone_answer"
    __table_args__ = (UniqueConstraint("feedback_id", "aspect"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id", ondelete="CASCADE"))
    aspect: Mapped[str] = mapped_column(String(40))
    """The aspect that was answered, "sleeve.length"."""
    answer: Mapped[str] = mapped_column(String(20))
    """A value of the aspect ("long"), or "ok"."""
    amount: Mapped[float | None] = mapped_column(Float)
    amount_unit: Mapped[str | None] = mapped_column(String(4))

    feedback: Mapped[Feedback] = relationship(back_populates="zone_answers")


class ErasedFeedback(Base):
    """The tombstone of an erased answer, so that no import or restore brings it back."""

    __tablename__ = "erased_feedback"
    __table_args__ = (CheckConstraint("length(key) = 64", name="key_is_hash"),)

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    """Keyed hash of source and external id, or of the page or request that brought it."""
    erased_at: Mapped[datetime] = mapped_column(default=now)
