"""Agree on answers."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0014"
down_revision: str | None = "0013"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Apply the change."""
    with op.batch_alter_table("packet_answer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("accepted", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("reply", sa.String(length=1000), nullable=True))
        batch_op.add_column(sa.Column("settled_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_packet_answer_settled_by_id_user"), "user", ["settled_by_id"], ["id"]
        )

    with op.batch_alter_table("revision_line", schema=None) as batch_op:
        batch_op.add_column(sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("revision_line", schema=None) as batch_op:
        batch_op.drop_column("agreed_at")

    with op.batch_alter_table("packet_answer", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_packet_answer_settled_by_id_user"), type_="foreignkey")
        batch_op.drop_column("settled_at")
        batch_op.drop_column("settled_by_id")
        batch_op.drop_column("reply")
        batch_op.drop_column("accepted")
