"""Say who entered an answer."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0017"
down_revision: str | None = "0016"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Apply the change."""
    with op.batch_alter_table("packet_answer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("entered_by_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f("fk_packet_answer_entered_by_id_user"), "user", ["entered_by_id"], ["id"])


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("packet_answer", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("fk_packet_answer_entered_by_id_user"), type_="foreignkey")
        batch_op.drop_column("entered_by_id")
