"""The issue: one thing that one answer says about the garment, and what people made of it."""

import enum
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.accounts import User
from app.models.base import SENTENCE_MAX, Base, now, stored
from app.models.feedback import Feedback
from nlp.taxonomy import Code

if TYPE_CHECKING:
    from app.models.clusters import Cluster


class IssueOrigin(enum.StrEnum):
    """Who said that this is an issue."""

    ANSWER = "answer"
    RETURN_REASON = "return_reason"
    COMMENT = "comment"
    PERSON = "person"


class Issue(Base):
    """A suggestion (from a tap, a return reason or the tagger); feedback × code is one issue."""

    __tablename__ = "issue"
    __table_args__ = (
        UniqueConstraint("feedback_id", "code"),
        Index(None, "cluster_id", "feedback_id"),
        # Taps, of which every one is sure, would all stand before the words.
        Index(
            "ix_issue_plainest",
            "cluster_id",
            "confidence",
            "severity",
            sqlite_where=text("span_start IS NOT NULL"),
            postgresql_where=text("span_start IS NOT NULL"),
        ),
        CheckConstraint("severity BETWEEN 0 AND 3", name="severity_range"),
        CheckConstraint("(span_start IS NULL) = (span_end IS NULL)", name="whole_span"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id", ondelete="CASCADE"))
    code: Mapped[Code]
    """What was suggested; a correction never overwrites it."""
    standing_code: Mapped[Code | None]
    """What counts: the suggestion, or what a person made of it; None once rejected."""
    origin: Mapped[IssueOrigin] = mapped_column(stored(IssueOrigin))
    severity: Mapped[int]
    safety: Mapped[bool] = mapped_column(default=False)
    """Whether the words were read as something unsafe."""
    safety_by_hand: Mapped[bool | None]
    """What a person says of its safety, which holds; None while nobody has."""
    amount: Mapped[float | None] = mapped_column(Float)
    amount_unit: Mapped[str | None] = mapped_column(String(4))
    low_mm: Mapped[float | None] = mapped_column(Float)
    high_mm: Mapped[float | None] = mapped_column(Float)
    """What the amount can mean, in mm, as statistics C4.1 says; sizes have none."""
    hedge: Mapped[str | None] = mapped_column(String(10))
    stated: Mapped[bool] = mapped_column(default=False)
    """Whether the amount was said, or assumed from "a little", "way too"."""
    span_start: Mapped[int | None]
    span_end: Mapped[int | None]
    """The words, as code points of the comment; the words themselves live in feedback only."""
    confidence: Mapped[float] = mapped_column(Float, default=1.0)
    why: Mapped[str | None] = mapped_column(String(SENTENCE_MAX))
    tagger_version: Mapped[str | None] = mapped_column(String(40))
    cluster_id: Mapped[int | None] = mapped_column(ForeignKey("cluster.id"))
    placed_by_hand: Mapped[bool] = mapped_column(default=False)
    """A person put it into its cluster; a re-run leaves it there."""

    feedback: Mapped[Feedback] = relationship(back_populates="issues")
    cluster: Mapped["Cluster | None"] = relationship(back_populates="issues")
    corrections: Mapped[list["IssueCorrection"]] = relationship(
        back_populates="issue", cascade="all, delete-orphan", order_by="IssueCorrection.id"
    )

    @property
    def is_unsafe(self) -> bool:
        """Return whether it stands as unsafe: a person's word holds, else the reader's."""
        return self.safety if self.safety_by_hand is None else self.safety_by_hand

    @property
    def quote(self) -> str | None:
        """Return the words behind the issue, or None where it was tapped."""
        if self.span_start is None or self.feedback.comment is None:
            return None
        return self.feedback.comment[self.span_start : self.span_end]


class CorrectionKind(enum.StrEnum):
    """What a person made of a suggestion."""

    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    RECODED = "recoded"
    TAKEN_BACK = "taken_back"


class IssueCorrection(Base):
    """A person's word on a suggestion; the newest holds, none is ever overwritten."""

    __tablename__ = "issue_correction"

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id", ondelete="CASCADE"), index=True)
    kind: Mapped[CorrectionKind] = mapped_column(stored(CorrectionKind))
    code: Mapped[Code | None]
    reason: Mapped[str | None] = mapped_column(String(SENTENCE_MAX))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    corrected_at: Mapped[datetime] = mapped_column(default=now)

    issue: Mapped[Issue] = relationship(back_populates="corrections")
    user: Mapped[User | None] = relationship()
