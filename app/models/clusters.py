"""The cluster (on screen: fit point): alike issues of a garment, their evidence and decisions."""

import enum
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import Float, ForeignKey, Index, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.accounts import User
from app.models.base import JSON_OBJECT, NAME_MAX, SENTENCE_MAX, Base, now, stored
from app.models.feedback import FeedbackSource
from app.models.garments import Garment
from nlp.taxonomy import Code

if TYPE_CHECKING:
    from app.models.diagnoses import Diagnosis, Suggestion
    from app.models.issues import Issue
    from app.models.outcomes import Outcome
    from app.models.tellings import Telling


class Cluster(Base):
    """Alike issues of one garment; merged ones point to the survivor and can be taken apart again."""

    __tablename__ = "cluster"
    # What waits to be decided is told by an index alone: many points are, few of them are heard.
    __table_args__ = (
        Index(None, "garment_id", "code"),
        Index(
            "ix_cluster_heard", "garment_id", "code", "merged_into_id", "carried_from_id",
            sqlite_where=text("is_heard = 1"), postgresql_where=text("is_heard"),
        ),
        Index(
            "ix_cluster_carried", "carried_from_id",
            sqlite_where=text("carried_from_id IS NOT NULL"), postgresql_where=text("carried_from_id IS NOT NULL"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    garment_id: Mapped[int] = mapped_column(ForeignKey("garment.id"))
    code: Mapped[Code]
    name: Mapped[str] = mapped_column(String(NAME_MAX))
    split_from_id: Mapped[int | None] = mapped_column(ForeignKey("cluster.id"))
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("cluster.id"))
    carried_from_id: Mapped[int | None] = mapped_column(ForeignKey("cluster.id"))
    """The point of another garment of the same block whose fix was carried here; it is decided whatever is said."""
    is_heard: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether enough customers report it, or somebody that it is unsafe; written with its evidence."""
    created_at: Mapped[datetime] = mapped_column(default=now)

    garment: Mapped[Garment] = relationship()
    merged_into: Mapped["Cluster | None"] = relationship(foreign_keys=merged_into_id, remote_side=id)
    carried_from: Mapped["Cluster | None"] = relationship(foreign_keys=carried_from_id, remote_side=id)
    issues: Mapped[list["Issue"]] = relationship(back_populates="cluster")
    decisions: Mapped[list["Decision"]] = relationship(
        back_populates="cluster", cascade="all, delete-orphan", order_by="Decision.id"
    )
    evidence: Mapped[list["ClusterEvidence"]] = relationship(
        back_populates="cluster", cascade="all, delete-orphan", order_by="ClusterEvidence.id"
    )
    diagnosis: Mapped["Diagnosis | None"] = relationship(back_populates="cluster", cascade="all, delete-orphan")
    suggestion: Mapped["Suggestion | None"] = relationship(back_populates="cluster", cascade="all, delete-orphan")
    telling: Mapped["Telling | None"] = relationship(back_populates="cluster", cascade="all, delete-orphan")
    outcomes: Mapped[list["Outcome"]] = relationship(viewonly=True)
    """The verdicts on its fixes; judging rewrites them as a whole."""

    @property
    def decision(self) -> "Decision | None":
        """Return the decision that holds, the newest, or None while undecided."""
        return self.decisions[-1] if self.decisions else None

    @property
    def headline(self) -> "ClusterEvidence | None":
        """Return the evidence of the source that says most, or None before it was weighed.

        Customers go before the label's own notes, however many those are.
        """
        return max(self.evidence, key=_loudness, default=None)

    @property
    def foremost(self) -> "ClusterEvidence | None":
        """Return the evidence that is told first: of the sources that tell of a danger, else of all, what says most.

        How sure a point is goes by the headline. Under the word "safety" stands who says that it is unsafe, though
        others complain of the same in greater numbers.
        """
        return max((row for row in self.evidence if row.safety), key=_loudness, default=self.headline)

    @property
    def fullest(self) -> "ClusterEvidence | None":
        """Return the evidence that can best say where it sits: as sure as the headline, and of the most answers.

        Ten returns that nearly all say so outrank a hundred answers on the form, and tell nothing of sizes. Returns
        come last, however many pieces were sold: those who kept theirs were not asked.
        """
        headline = self.headline
        alike = [row for row in self.evidence if headline and row.state is headline.state]
        return max(alike, key=lambda row: (row.source is not FeedbackSource.RETURN, row.answered), default=None)


def _loudness(row: "ClusterEvidence") -> tuple[bool, int, float]:
    """How much a source says of a cluster."""
    return bool(row.reporting) and row.source.is_customers, row.state.rank, row.q05


class Placement(Base):
    """Where the issues of a code go; a merge re-points it, so later arrivals follow."""

    __tablename__ = "placement"
    __table_args__ = (UniqueConstraint("garment_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    garment_id: Mapped[int] = mapped_column(ForeignKey("garment.id"))
    code: Mapped[Code]
    home_id: Mapped[int] = mapped_column(ForeignKey("cluster.id"))
    """The cluster made for this code; an unmerge goes back to it."""
    cluster_id: Mapped[int] = mapped_column(ForeignKey("cluster.id"))

    home: Mapped[Cluster] = relationship(foreign_keys=home_id)
    cluster: Mapped[Cluster] = relationship(foreign_keys=cluster_id)


class EvidenceState(enum.StrEnum):
    """How sure the evidence is (statistics, C1); on screen: one person · a few so far · several, not sure yet · clear.

    Of a few it is likelier than not that they are rare: they do not stop a cut. Several may well be frequent: they do.
    """

    NONE = "none"
    SINGLE_VOICE = "single_voice"
    FEW = "few"
    EMERGING = "emerging"
    ESTABLISHED = "established"

    @property
    def rank(self) -> int:
        """Return the order of the states, the surest highest."""
        return list(EvidenceState).index(self)


class ClusterEvidence(Base):
    """What one source says about a cluster since its pattern last changed; rewritten as a whole."""

    __tablename__ = "cluster_evidence"
    __table_args__ = (
        UniqueConstraint("cluster_id", "source"),
        Index(None, "state", "cluster_id"),
        Index(
            "ix_cluster_evidence_unsafe", "cluster_id", sqlite_where=text("safety = 1"), postgresql_where=text("safety")
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cluster_id: Mapped[int] = mapped_column(ForeignKey("cluster.id", ondelete="CASCADE"))
    source: Mapped[FeedbackSource] = mapped_column(stored(FeedbackSource))
    reporting: Mapped[int]
    """Distinct customers who report it (k)."""
    answered: Mapped[int]
    """Distinct customers who were asked about it (n)."""
    sold: Mapped[int | None]
    """Pieces sold so far in the rounds that count (N), where it is known."""
    since_round: Mapped[int | None]
    """The first round that counts: the one in which the pattern behind this last changed."""
    safety: Mapped[bool] = mapped_column(default=False)
    severity: Mapped[float] = mapped_column(Float, default=0.0)
    q05: Mapped[float] = mapped_column(Float)
    q50: Mapped[float] = mapped_column(Float)
    q95: Mapped[float] = mapped_column(Float)
    state: Mapped[EvidenceState] = mapped_column(stored(EvidenceState))
    provable: Mapped[JSON_OBJECT | None]
    """By look (10, 20, 40 … answers after a fix): with so many reports at most it would be proven; −1 with none."""
    prior_a: Mapped[float] = mapped_column(Float, default=0.8)
    prior_b: Mapped[float] = mapped_column(Float, default=9.2)
    prior_garments: Mapped[int] = mapped_column(default=0)
    """What was known before, a Beta of these, and from how many garments; 0 for the default (statistics, C1)."""
    affected_low: Mapped[int | None]
    affected_high: Mapped[int | None]
    """Of the pieces sold so many are probably affected (90 %), where it is known how many were and the rest may differ.
    """
    by_size: Mapped[JSON_OBJECT] = mapped_column(default=dict)
    """By size id: [how many of its wearers report it, of how many who were asked]."""
    by_run: Mapped[JSON_OBJECT] = mapped_column(default=dict)
    """By its number: the same of each run, whatever was changed between them."""
    weighed_at: Mapped[datetime] = mapped_column(default=now)

    cluster: Mapped[Cluster] = relationship(back_populates="evidence")

    @property
    def is_enough(self) -> bool:
        """Return whether it asks for a decision: neither a note nor silence is ever so sure."""
        return self.safety or self.state.rank >= EvidenceState.EMERGING.rank


class Choice(enum.StrEnum):
    """What can be decided about a cluster."""

    FIX = "fix"
    KEEP = "keep"
    DEFER = "defer"
    WATCH = "watch"


class Route(enum.StrEnum):
    """Where a fix goes: many faults are not the pattern's."""

    PATTERN = "pattern"
    FACTORY = "factory"
    FABRIC = "fabric"
    PRODUCT_PAGE = "product_page"
    BLOCK = "block"


class Cause(enum.StrEnum):
    """The probable cause behind a symptom."""

    BASE_PATTERN = "base_pattern"
    GRADING = "grading"
    OFF_SPEC = "off_spec"
    FABRIC = "fabric"
    SHRINKAGE = "shrinkage"
    SIZE_CHART = "size_chart"
    PREFERENCE = "preference"


class Decision(Base):
    """What a designer decided about a cluster, why, and on which evidence; kept for ever."""

    __tablename__ = "decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    cluster_id: Mapped[int] = mapped_column(ForeignKey("cluster.id", ondelete="CASCADE"), index=True)
    choice: Mapped[Choice] = mapped_column(stored(Choice))
    reason: Mapped[str] = mapped_column(String(SENTENCE_MAX))
    route: Mapped[Route | None] = mapped_column(stored(Route))
    cause: Mapped[Cause | None] = mapped_column(stored(Cause))
    owner: Mapped[str | None] = mapped_column(String(NAME_MAX))
    due_on: Mapped[date | None]
    """The day a fix is due, or the day that brings a watched point back."""
    round_number: Mapped[int | None]
    """The first round of a fix, or the round that a deferred point comes back for."""
    watch_until: Mapped[int | None]
    """How many reports bring a watched point back."""
    reporting: Mapped[int] = mapped_column(default=0)
    answered: Mapped[int] = mapped_column(default=0)
    """The evidence it was decided on; a silenced point returns when it has outgrown this."""
    unsafe: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether somebody had told of a danger by then; one that was told later brings back whatever was decided."""
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime] = mapped_column(default=now)

    cluster: Mapped[Cluster] = relationship(back_populates="decisions")
    user: Mapped[User | None] = relationship()
