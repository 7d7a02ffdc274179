"""Say more on sheets: their paper, a garment's season and seam allowance, what stands beside a line."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0035"
down_revision: str | None = "0034"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Apply the change; sheets that went out stay on the paper that they were drawn on."""
    with op.batch_alter_table("packet", schema=None) as batch_op:
        batch_op.add_column(sa.Column("paper", sa.String(length=40), nullable=False, server_default="a4"))
    op.execute("UPDATE packet SET paper = 'letter' WHERE unit = 'in'")
    with op.batch_alter_table("packet", schema=None) as batch_op:
        batch_op.alter_column("paper", server_default=None)
    with op.batch_alter_table("garment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("season", sa.String(length=120), nullable=True))
        batch_op.add_column(sa.Column("seam_allowance_included", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("seam_allowance_mm", sa.Numeric(precision=12, scale=4), nullable=True))

    with op.batch_alter_table("revision_line", schema=None) as batch_op:
        batch_op.add_column(sa.Column("priority", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("check_on_sample", sa.String(length=1000), nullable=True))


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("revision_line", schema=None) as batch_op:
        batch_op.drop_column("check_on_sample")
        batch_op.drop_column("priority")
    with op.batch_alter_table("garment", schema=None) as batch_op:
        batch_op.drop_column("seam_allowance_mm")
        batch_op.drop_column("seam_allowance_included")
        batch_op.drop_column("season")
    with op.batch_alter_table("packet", schema=None) as batch_op:
        batch_op.drop_column("paper")
