"""Write to customers who ask for it: their private link, and word of a fix."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0033"
down_revision: str | None = "0032"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

BEFORE = (
    "CASE WHEN packet_id IS NULL THEN 0 ELSE 1 END + CASE WHEN invitation_id IS NULL THEN 0 ELSE 1 END"
    " + CASE WHEN user_id IS NULL THEN 0 ELSE 1 END"
)
OF_CUSTOMERS = " + CASE WHEN feedback_id IS NULL THEN 0 ELSE 1 END + CASE WHEN wish_id IS NULL THEN 0 ELSE 1 END"


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "fix_wish",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=True),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("wished_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_fix_wish_feedback_id_feedback"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["production_round.id"], name=op.f("fk_fix_wish_round_id_production_round")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fix_wish")),
        sa.UniqueConstraint("feedback_id", name=op.f("uq_fix_wish_feedback_id")),
    )
    op.create_table(
        "stopped_address",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_stopped_address")),
    )
    with op.batch_alter_table("outbox_mail", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_outbox_mail_for_one"), type_="check")
        batch_op.add_column(sa.Column("language", sa.String(length=5), nullable=True))
        for column, table in (("feedback_id", "feedback"), ("wish_id", "fix_wish")):
            batch_op.add_column(sa.Column(column, sa.Integer(), nullable=True))
            batch_op.create_foreign_key(
                op.f(f"fk_outbox_mail_{column}_{table}"), table, [column], ["id"], ondelete="CASCADE"
            )
        batch_op.create_check_constraint(op.f("ck_outbox_mail_for_one"), f"{BEFORE}{OF_CUSTOMERS} = 1")
    op.create_index(op.f("ix_outbox_mail_feedback_id"), "outbox_mail", ["feedback_id"])
    op.create_index(op.f("ix_outbox_mail_wish_id"), "outbox_mail", ["wish_id"])


def downgrade() -> None:
    """Take the change back; what customers wished for is forgotten."""
    op.execute("DELETE FROM outbox_mail WHERE feedback_id IS NOT NULL OR wish_id IS NOT NULL")
    op.drop_index(op.f("ix_outbox_mail_wish_id"), "outbox_mail")
    op.drop_index(op.f("ix_outbox_mail_feedback_id"), "outbox_mail")
    with op.batch_alter_table("outbox_mail", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_outbox_mail_for_one"), type_="check")
        for column, table in (("wish_id", "fix_wish"), ("feedback_id", "feedback")):
            batch_op.drop_constraint(op.f(f"fk_outbox_mail_{column}_{table}"), type_="foreignkey")
            batch_op.drop_column(column)
        batch_op.drop_column("language")
        batch_op.create_check_constraint(op.f("ck_outbox_mail_for_one"), f"{BEFORE} = 1")
    op.drop_table("stopped_address")
    op.drop_table("fix_wish")
