"""Create pattern revisions."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "pattern_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("garment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("predecessor_id", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("drafted_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(number = 1) = (predecessor_id IS NULL)", name=op.f("ck_pattern_revision_copies_predecessor")
        ),
        sa.ForeignKeyConstraint(["approved_by_id"], ["user.id"], name=op.f("fk_pattern_revision_approved_by_id_user")),
        sa.ForeignKeyConstraint(["drafted_by_id"], ["user.id"], name=op.f("fk_pattern_revision_drafted_by_id_user")),
        sa.ForeignKeyConstraint(["garment_id"], ["garment.id"], name=op.f("fk_pattern_revision_garment_id_garment")),
        sa.ForeignKeyConstraint(
            ["predecessor_id"],
            ["pattern_revision.id"],
            name=op.f("fk_pattern_revision_predecessor_id_pattern_revision"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pattern_revision")),
        sa.UniqueConstraint("garment_id", "number", name=op.f("uq_pattern_revision_garment_id_number")),
    )
    op.create_table(
        "revision_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("pom_id", sa.Integer(), nullable=True),
        sa.Column("applies_to", sa.String(length=40), nullable=True),
        sa.Column("instruction", sa.String(length=1000), nullable=True),
        sa.Column("piece", sa.String(length=120), nullable=True),
        sa.Column("reason", sa.String(length=1000), nullable=True),
        sa.CheckConstraint(
            "(pom_id IS NULL) <> (instruction IS NULL)", name=op.f("ck_revision_line_measure_or_instruction")
        ),
        sa.ForeignKeyConstraint(
            ["pom_id"], ["point_of_measure.id"], name=op.f("fk_revision_line_pom_id_point_of_measure")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["pattern_revision.id"],
            name=op.f("fk_revision_line_revision_id_pattern_revision"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision_line")),
        sa.UniqueConstraint("revision_id", "number", name=op.f("uq_revision_line_revision_id_number")),
    )
    op.create_table(
        "revision_measure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("pom_id", sa.Integer(), nullable=False),
        sa.Column("size_id", sa.Integer(), nullable=False),
        sa.Column("value_mm", sa.Numeric(precision=12, scale=4), nullable=False),
        sa.Column("typed", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(
            ["pom_id"], ["point_of_measure.id"], name=op.f("fk_revision_measure_pom_id_point_of_measure")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["pattern_revision.id"],
            name=op.f("fk_revision_measure_revision_id_pattern_revision"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["size_id"], ["garment_size.id"], name=op.f("fk_revision_measure_size_id_garment_size")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision_measure")),
        sa.UniqueConstraint(
            "revision_id", "pom_id", "size_id", name=op.f("uq_revision_measure_revision_id_pom_id_size_id")
        ),
    )
    op.create_table(
        "revision_line_cluster",
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("cluster_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cluster_id"], ["cluster.id"], name=op.f("fk_revision_line_cluster_cluster_id_cluster")
        ),
        sa.ForeignKeyConstraint(
            ["line_id"],
            ["revision_line.id"],
            name=op.f("fk_revision_line_cluster_line_id_revision_line"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("line_id", "cluster_id", name=op.f("pk_revision_line_cluster")),
    )
    op.create_table(
        "size_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("size_id", sa.Integer(), nullable=False),
        sa.Column("old_mm", sa.Numeric(precision=12, scale=4), nullable=True),
        sa.Column("new_mm", sa.Numeric(precision=12, scale=4), nullable=True),
        sa.Column("delta_mm", sa.Numeric(precision=12, scale=4), nullable=False),
        sa.ForeignKeyConstraint(
            ["line_id"], ["revision_line.id"], name=op.f("fk_size_change_line_id_revision_line"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["size_id"], ["garment_size.id"], name=op.f("fk_size_change_size_id_garment_size")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_size_change")),
        sa.UniqueConstraint("line_id", "size_id", name=op.f("uq_size_change_line_id_size_id")),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("size_change")
    op.drop_table("revision_line_cluster")
    op.drop_table("revision_measure")
    op.drop_table("revision_line")
    op.drop_table("pattern_revision")
