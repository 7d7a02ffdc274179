"""Create production rounds."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "production_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("garment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("cut_on", sa.Date(), nullable=True),
        sa.Column("fabric_lot", sa.String(length=120), nullable=True),
        sa.Column("shrinkage_length_percent", sa.Float(), nullable=True),
        sa.Column("shrinkage_width_percent", sa.Float(), nullable=True),
        sa.Column("revision_id", sa.Integer(), nullable=True),
        sa.Column("snapshot", sa.JSON(), nullable=True),
        sa.Column("override_reason", sa.String(length=1000), nullable=True),
        sa.Column("locked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "status = 'planned' OR revision_id IS NOT NULL", name=op.f("ck_production_round_locked_has_revision")
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_production_round_number_positive")),
        sa.ForeignKeyConstraint(["garment_id"], ["garment.id"], name=op.f("fk_production_round_garment_id_garment")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["pattern_revision.id"], name=op.f("fk_production_round_revision_id_pattern_revision")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_production_round")),
        sa.UniqueConstraint("code", name=op.f("uq_production_round_code")),
        sa.UniqueConstraint("garment_id", "number", name=op.f("uq_production_round_garment_id_number")),
    )
    op.create_table(
        "round_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("size_id", sa.Integer(), nullable=False),
        sa.Column("colour_id", sa.Integer(), nullable=True),
        sa.Column("counted_on", sa.Date(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.CheckConstraint("quantity >= 0", name=op.f("ck_round_count_quantity_not_negative")),
        sa.ForeignKeyConstraint(
            ["colour_id"], ["garment_colour.id"], name=op.f("fk_round_count_colour_id_garment_colour")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["production_round.id"], name=op.f("fk_round_count_round_id_production_round")
        ),
        sa.ForeignKeyConstraint(["size_id"], ["garment_size.id"], name=op.f("fk_round_count_size_id_garment_size")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_count")),
        sa.UniqueConstraint(
            "round_id",
            "kind",
            "size_id",
            "colour_id",
            "counted_on",
            name=op.f("uq_round_count_round_id_kind_size_id_colour_id_counted_on"),
        ),
    )
    op.create_table(
        "round_quantity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("size_id", sa.Integer(), nullable=False),
        sa.Column("colour_id", sa.Integer(), nullable=True),
        sa.Column("planned", sa.Integer(), nullable=False),
        sa.CheckConstraint("planned >= 0", name=op.f("ck_round_quantity_planned_not_negative")),
        sa.ForeignKeyConstraint(
            ["colour_id"], ["garment_colour.id"], name=op.f("fk_round_quantity_colour_id_garment_colour")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["production_round.id"], name=op.f("fk_round_quantity_round_id_production_round")
        ),
        sa.ForeignKeyConstraint(["size_id"], ["garment_size.id"], name=op.f("fk_round_quantity_size_id_garment_size")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_quantity")),
        sa.UniqueConstraint(
            "round_id", "size_id", "colour_id", name=op.f("uq_round_quantity_round_id_size_id_colour_id")
        ),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("round_quantity")
    op.drop_table("round_count")
    op.drop_table("production_round")
