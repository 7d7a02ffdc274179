"""Learn from the label's own garments, and from how soon sizes sell out."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0034"
down_revision: str | None = "0033"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

FIGURES = {
    "diagnosis": ("uneven", "signed_base", "signed_slope", "signed_p"),
    "suggestion": ("middle_low_mm", "middle_high_mm", "base_mm", "step_mm", "step_low_mm", "step_high_mm"),
}


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "experience",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("garment_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("reports", sa.JSON(), nullable=False),
        sa.Column("amounts", sa.JSON(), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["garment_id"], ["garment.id"], name=op.f("fk_experience_garment_id_garment")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_experience")),
        sa.UniqueConstraint("garment_id", "source", name=op.f("uq_experience_garment_id_source")),
    )
    with op.batch_alter_table("cluster_evidence", schema=None) as batch_op:
        batch_op.add_column(sa.Column("prior_a", sa.Float(), nullable=False, server_default="0.8"))
        batch_op.add_column(sa.Column("prior_b", sa.Float(), nullable=False, server_default="9.2"))
        batch_op.add_column(sa.Column("prior_garments", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("affected_low", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("affected_high", sa.Integer(), nullable=True))
    with op.batch_alter_table("cluster_evidence", schema=None) as batch_op:
        for name in ("prior_a", "prior_b", "prior_garments"):
            batch_op.alter_column(name, server_default=None)
    for table, names in FIGURES.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name in names:
                batch_op.add_column(sa.Column(name, sa.Float(), nullable=True))
    with op.batch_alter_table("suggestion", schema=None) as batch_op:
        batch_op.add_column(sa.Column("meanings", sa.JSON(), nullable=True))
    with op.batch_alter_table("production_round", schema=None) as batch_op:
        batch_op.add_column(sa.Column("on_sale_on", sa.Date(), nullable=True))


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("production_round", schema=None) as batch_op:
        batch_op.drop_column("on_sale_on")
    with op.batch_alter_table("suggestion", schema=None) as batch_op:
        batch_op.drop_column("meanings")
    for table, names in FIGURES.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name in names:
                batch_op.drop_column(name)
    with op.batch_alter_table("cluster_evidence", schema=None) as batch_op:
        for name in ("prior_a", "prior_b", "prior_garments", "affected_low", "affected_high"):
            batch_op.drop_column(name)
    op.drop_table("experience")
