"""Measure the pieces of a run; say what a fix could prove; carry a fault to its block."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0029"
down_revision: str | None = "0030"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "piece_measure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("pom_id", sa.Integer(), nullable=False),
        sa.Column("size_id", sa.Integer(), nullable=False),
        sa.Column("piece", sa.Integer(), nullable=False),
        sa.Column("washed", sa.Boolean(), nullable=False),
        sa.Column("value_mm", sa.Numeric(precision=12, scale=4), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("measured_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("piece > 0", name=op.f("ck_piece_measure_piece_positive")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["production_round.id"], name=op.f("fk_piece_measure_round_id_production_round")
        ),
        sa.ForeignKeyConstraint(
            ["pom_id"], ["point_of_measure.id"], name=op.f("fk_piece_measure_pom_id_point_of_measure")
        ),
        sa.ForeignKeyConstraint(["size_id"], ["garment_size.id"], name=op.f("fk_piece_measure_size_id_garment_size")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_piece_measure_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_piece_measure")),
        sa.UniqueConstraint(
            "round_id", "pom_id", "size_id", "piece", "washed",
            name=op.f("uq_piece_measure_round_id_pom_id_size_id_piece_washed"),
        ),
    )  # fmt: skip
    with op.batch_alter_table("cluster", schema=None) as batch_op:
        batch_op.add_column(sa.Column("carried_from_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_cluster_carried_from_id_cluster"), "cluster", ["carried_from_id"], ["id"]
        )
    with op.batch_alter_table("cluster_evidence", schema=None) as batch_op:
        batch_op.add_column(sa.Column("provable", sa.JSON(), nullable=True))


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("cluster_evidence", schema=None) as batch_op:
        batch_op.drop_column("provable")
    with op.batch_alter_table("cluster", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_cluster_carried_from_id_cluster"), type_="foreignkey")
        batch_op.drop_column("carried_from_id")
    op.drop_table("piece_measure")
