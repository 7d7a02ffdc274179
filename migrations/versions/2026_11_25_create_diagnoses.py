"""Create diagnoses."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0013"
down_revision: str | None = "0012"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "diagnosis",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cluster_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=True),
        sa.Column("rises", sa.Boolean(), nullable=False),
        sa.Column("trend", sa.Float(), nullable=True),
        sa.Column("base_rate", sa.Float(), nullable=True),
        sa.Column("constant", sa.Float(), nullable=True),
        sa.Column("more_answers", sa.Integer(), nullable=True),
        sa.Column("sized", sa.Integer(), nullable=False),
        sa.Column("other_size", sa.Integer(), nullable=False),
        sa.Column("heights", sa.Integer(), nullable=False),
        sa.Column("diagnosed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["cluster_id"], ["cluster.id"], name=op.f("fk_diagnosis_cluster_id_cluster"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_diagnosis")),
        sa.UniqueConstraint("cluster_id", name=op.f("uq_diagnosis_cluster_id")),
    )
    op.create_table(
        "suggestion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cluster_id", sa.Integer(), nullable=False),
        sa.Column("shift_mm", sa.Float(), nullable=True),
        sa.Column("per_step_mm", sa.Float(), nullable=True),
        sa.Column("smaller", sa.Boolean(), nullable=False),
        sa.Column("refusal", sa.String(length=40), nullable=True),
        sa.Column("low_mm", sa.Float(), nullable=True),
        sa.Column("high_mm", sa.Float(), nullable=True),
        sa.Column("least_mm", sa.Float(), nullable=True),
        sa.Column("most_mm", sa.Float(), nullable=True),
        sa.Column("stated", sa.Integer(), nullable=False),
        sa.Column("assumed", sa.Integer(), nullable=False),
        sa.Column("satisfied", sa.Integer(), nullable=False),
        sa.Column("against", sa.Integer(), nullable=False),
        sa.Column("suited", sa.Float(), nullable=False),
        sa.Column("suited_now", sa.Float(), nullable=False),
        sa.Column("satisfied_lost", sa.Integer(), nullable=False),
        sa.Column("leeway_mm", sa.Float(), nullable=False),
        sa.Column("scatter_mm", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cluster_id"], ["cluster.id"], name=op.f("fk_suggestion_cluster_id_cluster"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion")),
        sa.UniqueConstraint("cluster_id", name=op.f("uq_suggestion_cluster_id")),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("suggestion")
    op.drop_table("diagnosis")
