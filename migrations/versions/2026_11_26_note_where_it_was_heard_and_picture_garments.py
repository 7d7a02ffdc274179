"""Note where the label heard it, and picture garments."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0027"
down_revision: str | None = "0026"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Apply the change."""
    op.add_column("feedback", sa.Column("heard", sa.String(length=40), nullable=True))
    op.create_table(
        "garment_picture",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("garment_id", sa.Integer(), nullable=False),
        sa.Column("colour_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["garment_id"], ["garment.id"], name=op.f("fk_garment_picture_garment_id_garment")),
        sa.ForeignKeyConstraint(
            ["colour_id"], ["garment_colour.id"], name=op.f("fk_garment_picture_colour_id_garment_colour")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_garment_picture")),
        sa.UniqueConstraint("garment_id", "colour_id", name=op.f("uq_garment_picture_garment_id_colour_id")),
        sa.UniqueConstraint("name", name=op.f("uq_garment_picture_name")),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("garment_picture")
    op.drop_column("feedback", "heard")
