"""What the answers say of a fault's cause and of the change that suits most; worked out anew with the evidence."""

import enum
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Float, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import JSON_OBJECT, NAME_MAX, Base, now, stored
from app.models.feedback import FeedbackSource

if TYPE_CHECKING:
    from app.models.clusters import Cluster


class DiagnosisKind(enum.StrEnum):
    """Where a fault sits (statistics, C2)."""

    BASE = "base"
    GRADING = "grading"
    BOTH = "both"
    """Base pattern and grading."""
    GRADING_OR_HEIGHT = "grading_or_height"
    ONE_SIZE = "one_size"
    ONE_COLOUR = "one_colour"
    ONE_LOT = "one_lot"
    BOTH_DIRECTIONS = "both_directions"
    CANNOT_TELL = "cannot_tell"


class Diagnosis(Base):
    """Where the fault of one cluster sits, as the source of its headline tells it; recomputed, never edited."""

    __tablename__ = "diagnosis"

    id: Mapped[int] = mapped_column(primary_key=True)
    cluster_id: Mapped[int] = mapped_column(ForeignKey("cluster.id", ondelete="CASCADE"), unique=True)
    source: Mapped[FeedbackSource] = mapped_column(stored(FeedbackSource))
    kind: Mapped[DiagnosisKind] = mapped_column(stored(DiagnosisKind))
    place: Mapped[str | None] = mapped_column(String(NAME_MAX))
    """The one size, colour or lot of fabric."""
    rises: Mapped[bool] = mapped_column(default=True)
    """Whether larger sizes report it more."""
    trend: Mapped[float | None] = mapped_column(Float)
    """Two-sided mid-p of a trend over sizes, 0–1."""
    base_rate: Mapped[float | None] = mapped_column(Float)
    """The share of the base size's wearers who report it, 0–1."""
    constant: Mapped[float | None] = mapped_column(Float)
    """Bayes factor of one rate for all sizes against one each."""
    uneven: Mapped[float | None] = mapped_column(Float)
    """How often reports fall among the sizes as unevenly by chance, 0–1 (Freeman and Halton)."""
    signed_base: Mapped[float | None] = mapped_column(Float)
    signed_slope: Mapped[float | None] = mapped_column(Float)
    signed_p: Mapped[float | None] = mapped_column(Float)
    """Where the opposite is said too, +1 for this and −1 for that: the mean at the base size, its growth per size,
    and how often sizes dealt at random make it as steep (statistics, C2.2).
    """
    more_answers: Mapped[int | None]
    """About so many more could tell; None where more would not."""
    sized: Mapped[int]
    """Customers who count here: asked, of a known size, which is their usual one as far as is known."""
    other_size: Mapped[int]
    """Customers left out because they bought another than their usual size."""
    heights: Mapped[int]
    """How many of those who count gave their height."""
    diagnosed_at: Mapped[datetime] = mapped_column(default=now)

    cluster: Mapped["Cluster"] = relationship(back_populates="diagnosis")


class Refusal(enum.StrEnum):
    """Why no number is suggested (statistics, C4)."""

    TOO_FEW_AMOUNTS = "too_few_amounts"
    LEAVE_IT = "leave_it"
    TWO_HEAPS = "two_heaps"


class Suggestion(Base):
    """The shift that suits most customers of one cluster, or why there is none; recomputed, never edited.

    Lengths are mm in the direction of the complaint, all round for girths.
    """

    __tablename__ = "suggestion"

    id: Mapped[int] = mapped_column(primary_key=True)
    cluster_id: Mapped[int] = mapped_column(ForeignKey("cluster.id", ondelete="CASCADE"), unique=True)
    shift_mm: Mapped[float | None] = mapped_column(Float)
    per_step_mm: Mapped[float | None] = mapped_column(Float)
    """Where the fault grows with the size: so much more per size beyond the base; else None."""
    smaller: Mapped[bool] = mapped_column(default=False)
    """Whether the sizes beyond the base are the smaller ones."""
    refusal: Mapped[Refusal | None] = mapped_column(stored(Refusal))
    low_mm: Mapped[float | None] = mapped_column(Float)
    high_mm: Mapped[float | None] = mapped_column(Float)
    """What those who complain want on average lies between these (90 %)."""
    least_mm: Mapped[float | None] = mapped_column(Float)
    most_mm: Mapped[float | None] = mapped_column(Float)
    """The least and the most that somebody asked for."""
    middle_low_mm: Mapped[float | None] = mapped_column(Float)
    middle_high_mm: Mapped[float | None] = mapped_column(Float)
    """Between these lies the middle of what was asked for (95 %), whatever its spread; None of five and fewer."""
    base_mm: Mapped[float | None] = mapped_column(Float)
    step_mm: Mapped[float | None] = mapped_column(Float)
    step_low_mm: Mapped[float | None] = mapped_column(Float)
    step_high_mm: Mapped[float | None] = mapped_column(Float)
    """What was asked for at the base size, and so much more per size, with its 90 % range (statistics, C2.3)."""
    meanings: Mapped[JSON_OBJECT | None]
    """By severity of words without an amount: from and to in mm, and how many customers taught it, 0 where assumed."""
    stated: Mapped[int]
    assumed: Mapped[int]
    """Customers who said how much, and those for whom it is assumed from "a little", "way too"."""
    satisfied: Mapped[int]
    against: Mapped[int]
    """Customers who are happy with it, and those who say the opposite."""
    suited: Mapped[float] = mapped_column(Float)
    suited_now: Mapped[float] = mapped_column(Float)
    """How many of all are expected within the wearing leeway after the shift, and without it."""
    satisfied_lost: Mapped[int]
    leeway_mm: Mapped[float] = mapped_column(Float)
    scatter_mm: Mapped[float] = mapped_column(Float)
    """How far off nobody minds, and the standard deviation of sewing."""

    cluster: Mapped["Cluster"] = relationship(back_populates="suggestion")
