"""Create outcomes."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "outcome",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cluster_id", sa.Integer(), nullable=False),
        sa.Column("fixed_in_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=False),
        sa.Column("before_reporting", sa.Integer(), nullable=False),
        sa.Column("before_answered", sa.Integer(), nullable=False),
        sa.Column("after_reporting", sa.Integer(), nullable=False),
        sa.Column("after_answered", sa.Integer(), nullable=False),
        sa.Column("judged_at_answers", sa.Integer(), nullable=False),
        sa.Column("next_look", sa.Integer(), nullable=False),
        sa.Column("probability", sa.Float(), nullable=True),
        sa.Column("upper_bound", sa.Float(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["cluster_id"], ["cluster.id"], name=op.f("fk_outcome_cluster_id_cluster"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["fixed_in_id"], ["production_round.id"], name=op.f("fk_outcome_fixed_in_id_production_round")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome")),
        sa.UniqueConstraint(
            "cluster_id", "fixed_in_id", "source", name=op.f("uq_outcome_cluster_id_fixed_in_id_source")
        ),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("outcome")
