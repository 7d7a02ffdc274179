"""Read pages from sums."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0036"
down_revision: str | None = "0035"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "telling",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cluster_id", sa.Integer(), nullable=False),
        sa.Column("worded", sa.Integer(), nullable=False),
        sa.Column("tapped", sa.Integer(), nullable=False),
        sa.Column("stated", sa.Integer(), nullable=False),
        sa.Column("amounts", sa.JSON(), nullable=False),
        sa.Column("ways", sa.JSON(), nullable=False),
        sa.Column("returned", sa.JSON(), nullable=True),
        sa.Column("photos", sa.JSON(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["cluster_id"], ["cluster.id"], name=op.f("fk_telling_cluster_id_cluster"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_telling")),
        sa.UniqueConstraint("cluster_id", name=op.f("uq_telling_cluster_id")),
    )
    op.create_index(
        "ix_issue_plainest", "issue", ["cluster_id", "confidence", "severity"],
        sqlite_where=sa.text("span_start IS NOT NULL"), postgresql_where=sa.text("span_start IS NOT NULL"),
    )  # fmt: skip
    op.drop_index(op.f("ix_feedback_is_spam_feedback_id"), table_name="feedback")
    op.create_index(
        "ix_feedback_spam", "feedback", ["id"],
        sqlite_where=sa.text("is_spam IS 1"), postgresql_where=sa.text("is_spam IS true"),
    )  # fmt: skip
    op.create_index(op.f("ix_feedback_garment_id_feedback_id"), "feedback", ["garment_id", "id"])
    op.create_index(op.f("ix_feedback_read_state_feedback_id"), "feedback", ["read_state", "id"])


def downgrade() -> None:
    """Take the change back."""
    op.drop_index(op.f("ix_feedback_read_state_feedback_id"), table_name="feedback")
    op.drop_index(op.f("ix_feedback_garment_id_feedback_id"), table_name="feedback")
    op.drop_index("ix_feedback_spam", table_name="feedback")
    op.create_index(op.f("ix_feedback_is_spam_feedback_id"), "feedback", ["is_spam", "id"])
    op.drop_index("ix_issue_plainest", table_name="issue")
    op.drop_table("telling")
