"""Remember when a verdict came."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0015"
down_revision: str | None = "0014"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Apply the change."""
    with op.batch_alter_table("outcome", schema=None) as batch_op:
        batch_op.add_column(sa.Column("verdict_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE outcome SET verdict_at = judged_at")
    with op.batch_alter_table("outcome", schema=None) as batch_op:
        batch_op.alter_column("verdict_at", existing_type=sa.DateTime(timezone=True), nullable=False)


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("outcome", schema=None) as batch_op:
        batch_op.drop_column("verdict_at")
