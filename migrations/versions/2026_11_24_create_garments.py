"""Create garments."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "garment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=True),
        sa.Column("style_number", sa.String(length=40), nullable=True),
        sa.Column("reference", sa.String(length=120), nullable=True),
        sa.Column("block", sa.String(length=120), nullable=True),
        sa.Column("cut_for", sa.String(length=1000), nullable=True),
        sa.Column("fabric", sa.String(length=120), nullable=True),
        sa.Column("base_size_name", sa.String(length=120), nullable=True),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_garment")),
        sa.UniqueConstraint("reference", name=op.f("uq_garment_reference")),
        sa.UniqueConstraint("style_number", name=op.f("uq_garment_style_number")),
    )
    op.create_table(
        "garment_colour",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("garment_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["garment_id"], ["garment.id"], name=op.f("fk_garment_colour_garment_id_garment")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_garment_colour")),
        sa.UniqueConstraint("garment_id", "name", name=op.f("uq_garment_colour_garment_id_name")),
    )
    op.create_table(
        "garment_size",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("garment_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("second_dimension", sa.String(length=20), nullable=True),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["garment_id"], ["garment.id"], name=op.f("fk_garment_size_garment_id_garment")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_garment_size")),
        sa.UniqueConstraint("garment_id", "name", name=op.f("uq_garment_size_garment_id_name")),
        sa.UniqueConstraint("garment_id", "position", name=op.f("uq_garment_size_garment_id_position")),
    )
    op.create_table(
        "point_of_measure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("garment_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("how_to_measure", sa.String(length=1000), nullable=True),
        sa.Column("tolerance_plus_mm", sa.Numeric(precision=12, scale=4), nullable=True),
        sa.Column("tolerance_minus_mm", sa.Numeric(precision=12, scale=4), nullable=True),
        sa.Column("critical", sa.Boolean(), nullable=False),
        sa.Column("grade_from", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["garment_id"], ["garment.id"], name=op.f("fk_point_of_measure_garment_id_garment")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point_of_measure")),
        sa.UniqueConstraint("garment_id", "code", name=op.f("uq_point_of_measure_garment_id_code")),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("point_of_measure")
    op.drop_table("garment_size")
    op.drop_table("garment_colour")
    op.drop_table("garment")
