"""Create the codes of sizes and colours, and remember when the public address last answered."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0025"
down_revision: str | None = "0023"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "piece_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("size_id", sa.Integer(), nullable=False),
        sa.Column("colour_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["production_round.id"], name=op.f("fk_piece_code_round_id_production_round")
        ),
        sa.ForeignKeyConstraint(["size_id"], ["garment_size.id"], name=op.f("fk_piece_code_size_id_garment_size")),
        sa.ForeignKeyConstraint(
            ["colour_id"], ["garment_colour.id"], name=op.f("fk_piece_code_colour_id_garment_colour")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_piece_code")),
        sa.UniqueConstraint("code", name=op.f("uq_piece_code_code")),
        sa.UniqueConstraint("round_id", "size_id", "colour_id", name=op.f("uq_piece_code_round_id_size_id_colour_id")),
    )
    with op.batch_alter_table("label", schema=None) as batch_op:
        batch_op.add_column(sa.Column("public_url_answered_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("label", schema=None) as batch_op:
        batch_op.drop_column("public_url_answered_at")
    op.drop_table("piece_code")
