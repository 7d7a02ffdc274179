"""Say of an instruction what it moves, which way and how far, and how far it was moved instead."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0038"
down_revision: str | None = "0037"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

MEASURES_DO_NOT = "pom_id IS NULL OR (seam_or_point IS NULL AND direction IS NULL AND amount_mm IS NULL)"


def upgrade() -> None:
    """Apply the change; of instructions that were written before, their words say it all."""
    with op.batch_alter_table("revision_line", schema=None) as batch_op:
        batch_op.add_column(sa.Column("seam_or_point", sa.String(length=120), nullable=True))
        batch_op.add_column(sa.Column("direction", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("amount_mm", sa.Numeric(precision=12, scale=4), nullable=True))
        batch_op.create_check_constraint(op.f("ck_revision_line_instructions_move"), MEASURES_DO_NOT)
        batch_op.create_check_constraint(op.f("ck_revision_line_moves_by_something"), "amount_mm > 0")

    with op.batch_alter_table("packet_answer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("amount_mm", sa.Numeric(precision=12, scale=4), nullable=True))


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("packet_answer", schema=None) as batch_op:
        batch_op.drop_column("amount_mm")

    with op.batch_alter_table("revision_line", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_revision_line_moves_by_something"), type_="check")
        batch_op.drop_constraint(op.f("ck_revision_line_instructions_move"), type_="check")
        batch_op.drop_column("amount_mm")
        batch_op.drop_column("direction")
        batch_op.drop_column("seam_or_point")
