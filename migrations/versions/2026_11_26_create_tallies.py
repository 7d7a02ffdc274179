"""Create tallies."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0023"
down_revision: str | None = "0022"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "tally",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("garment_id", sa.Integer(), nullable=False),
        sa.Column("cluster_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(length=40), nullable=True),
        sa.Column("groups", sa.JSON(), nullable=False),
        sa.Column("quote_id", sa.Integer(), nullable=True),
        sa.Column("doubtful", sa.Integer(), nullable=False),
        sa.Column("tallied_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["garment_id"], ["garment.id"], name=op.f("fk_tally_garment_id_garment")),
        sa.ForeignKeyConstraint(
            ["cluster_id"], ["cluster.id"], name=op.f("fk_tally_cluster_id_cluster"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["quote_id"], ["issue.id"], name=op.f("fk_tally_quote_id_issue"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tally")),
    )
    with op.batch_alter_table("tally", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_tally_garment_id"), ["garment_id"], unique=False)
        batch_op.create_index(op.f("ix_tally_cluster_id"), ["cluster_id"], unique=False)
        batch_op.create_index(op.f("ix_tally_quote_id"), ["quote_id"], unique=False)


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("tally")
