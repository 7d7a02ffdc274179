"""Create fit samples."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "fit_sample",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("size_id", sa.Integer(), nullable=True),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("fabric", sa.String(length=120), nullable=True),
        sa.Column("sewn_on", sa.Date(), nullable=True),
        sa.Column("tried_on_by", sa.String(length=120), nullable=True),
        sa.Column("verdict", sa.String(length=40), nullable=False),
        sa.Column("notes", sa.String(length=1000), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["pattern_revision.id"], name=op.f("fk_fit_sample_revision_id_pattern_revision")
        ),
        sa.ForeignKeyConstraint(["size_id"], ["garment_size.id"], name=op.f("fk_fit_sample_size_id_garment_size")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_fit_sample_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fit_sample")),
    )
    op.create_table(
        "sample_measure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sample_id", sa.Integer(), nullable=False),
        sa.Column("pom_id", sa.Integer(), nullable=False),
        sa.Column("value_mm", sa.Numeric(precision=12, scale=4), nullable=False),
        sa.ForeignKeyConstraint(
            ["pom_id"], ["point_of_measure.id"], name=op.f("fk_sample_measure_pom_id_point_of_measure")
        ),
        sa.ForeignKeyConstraint(
            ["sample_id"], ["fit_sample.id"], name=op.f("fk_sample_measure_sample_id_fit_sample"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sample_measure")),
        sa.UniqueConstraint("sample_id", "pom_id", name=op.f("uq_sample_measure_sample_id_pom_id")),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("sample_measure")
    op.drop_table("fit_sample")
