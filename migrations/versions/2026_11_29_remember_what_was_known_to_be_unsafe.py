"""Remember which decisions were made on something known to be unsafe."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0046"
down_revision: str | None = "0045"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def _table(name: str, *names: str) -> sa.TableClause:
    """A table with these columns; those that say yes or no know it, as the databases write that differently."""
    yes_or_no = {"safety", "safety_by_hand", "is_spam", "unsafe"}
    return sa.table(name, *(sa.column(each, sa.Boolean() if each in yes_or_no else None) for each in names))


def upgrade() -> None:
    """Apply the change."""
    # A constant default is no reason for SQLite to make the table anew.
    op.add_column("decision", sa.Column("unsafe", sa.Boolean(), nullable=False, server_default=sa.false()))
    decision = _table("decision", "cluster_id", "decided_at", "unsafe")
    op.execute(sa.update(decision).where(_was_told(decision)).values(unsafe=True))


def _was_told(decision: sa.TableClause) -> sa.ColumnElement[bool]:
    """Whether a danger that counts today was told before a decision; one that a person saw, once it was flagged.

    What the reader had found of it by then, no row says: it is taken for read as it came.
    """
    evidence = _table("cluster_evidence", "cluster_id", "source", "since_round", "safety")
    issue = _table("issue", "id", "cluster_id", "feedback_id", "safety", "safety_by_hand")
    feedback = _table("feedback", "id", "source", "round_id", "received_at", "is_spam")
    run = _table("production_round", "id", "number")
    act = _table("audit_event", "subject_type", "subject_id", "verb", "at")
    counts = sa.or_(
        evidence.c.since_round.is_(None),
        sa.exists().where(run.c.id == feedback.c.round_id, run.c.number >= evidence.c.since_round),
    )
    flagged = sa.exists().where(
        act.c.subject_type == "issue", act.c.subject_id == issue.c.id, act.c.verb == "flagged",
        act.c.at.between(feedback.c.received_at, decision.c.decided_at),
    )  # fmt: skip
    return sa.exists().where(
        evidence.c.cluster_id == decision.c.cluster_id, evidence.c.safety,
        issue.c.cluster_id == evidence.c.cluster_id, sa.func.coalesce(issue.c.safety_by_hand, issue.c.safety),
        feedback.c.id == issue.c.feedback_id, feedback.c.source == evidence.c.source, ~feedback.c.is_spam, counts,
        feedback.c.received_at <= decision.c.decided_at, sa.or_(issue.c.safety, flagged),
    )  # fmt: skip


def downgrade() -> None:
    """Take the change back."""
    op.drop_column("decision", "unsafe")
