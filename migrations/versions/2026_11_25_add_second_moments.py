"""Add second moments."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0016"
down_revision: str | None = "0015"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Apply the change."""
    with op.batch_alter_table("feedback", schema=None) as batch_op:
        batch_op.add_column(sa.Column("first_id", sa.Integer(), nullable=True))
        batch_op.create_index(op.f("ix_feedback_first_id"), ["first_id"], unique=False)
        batch_op.create_foreign_key(
            op.f("fk_feedback_first_id_feedback"), "feedback", ["first_id"], ["id"], ondelete="CASCADE"
        )


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("feedback", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("fk_feedback_first_id_feedback"), type_="foreignkey")
        batch_op.drop_index(op.f("ix_feedback_first_id"))
        batch_op.drop_column("first_id")
