"""Create issues."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "issue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("standing_code", sa.String(length=40), nullable=True),
        sa.Column("origin", sa.String(length=40), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        sa.Column("safety", sa.Boolean(), nullable=False),
        sa.Column("amount", sa.Float(), nullable=True),
        sa.Column("amount_unit", sa.String(length=4), nullable=True),
        sa.Column("low_mm", sa.Float(), nullable=True),
        sa.Column("high_mm", sa.Float(), nullable=True),
        sa.Column("hedge", sa.String(length=10), nullable=True),
        sa.Column("stated", sa.Boolean(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=True),
        sa.Column("span_end", sa.Integer(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("why", sa.String(length=1000), nullable=True),
        sa.Column("tagger_version", sa.String(length=40), nullable=True),
        sa.Column("cluster_id", sa.Integer(), nullable=True),
        sa.Column("placed_by_hand", sa.Boolean(), nullable=False),
        sa.CheckConstraint("(span_start IS NULL) = (span_end IS NULL)", name=op.f("ck_issue_whole_span")),
        sa.CheckConstraint("severity BETWEEN 0 AND 3", name=op.f("ck_issue_severity_range")),
        sa.ForeignKeyConstraint(["cluster_id"], ["cluster.id"], name=op.f("fk_issue_cluster_id_cluster")),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_issue_feedback_id_feedback"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue")),
        sa.UniqueConstraint("feedback_id", "code", name=op.f("uq_issue_feedback_id_code")),
    )
    with op.batch_alter_table("issue", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_issue_cluster_id_issue_feedback_id"), ["cluster_id", "feedback_id"], unique=False
        )

    op.create_table(
        "issue_correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=True),
        sa.Column("reason", sa.String(length=1000), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["issue_id"], ["issue.id"], name=op.f("fk_issue_correction_issue_id_issue"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_issue_correction_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_correction")),
    )
    with op.batch_alter_table("issue_correction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_issue_correction_issue_id"), ["issue_id"], unique=False)


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("issue_correction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_issue_correction_issue_id"))

    op.drop_table("issue_correction")
    with op.batch_alter_table("issue", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_issue_cluster_id_issue_feedback_id"))

    op.drop_table("issue")
