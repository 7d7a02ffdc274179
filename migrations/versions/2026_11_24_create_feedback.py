"""Create feedback."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "erased_feedback",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(key) = 64", name=op.f("ck_erased_feedback_key_is_hash")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_erased_feedback")),
    )
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("garment_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.Column("size_id", sa.Integer(), nullable=True),
        sa.Column("colour_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("external_id", sa.String(length=120), nullable=True),
        sa.Column("customer_key", sa.String(length=64), nullable=True),
        sa.Column("idempotency_key", sa.String(length=64), nullable=True),
        sa.Column("receipt_hash", sa.String(length=64), nullable=True),
        sa.Column("overall_fit", sa.String(length=40), nullable=True),
        sa.Column("fits_fine", sa.Boolean(), nullable=False),
        sa.Column("rest_fits", sa.Boolean(), nullable=False),
        sa.Column("keeping", sa.String(length=40), nullable=True),
        sa.Column("wear", sa.String(length=40), nullable=True),
        sa.Column("height_mm", sa.Integer(), nullable=True),
        sa.Column("usual_size", sa.String(length=20), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("rating", sa.Float(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_state", sa.String(length=40), nullable=False),
        sa.Column("read_reason", sa.String(length=120), nullable=True),
        sa.Column("tagger_version", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["colour_id"], ["garment_colour.id"], name=op.f("fk_feedback_colour_id_garment_colour")
        ),
        sa.ForeignKeyConstraint(["garment_id"], ["garment.id"], name=op.f("fk_feedback_garment_id_garment")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["production_round.id"], name=op.f("fk_feedback_round_id_production_round")
        ),
        sa.ForeignKeyConstraint(["size_id"], ["garment_size.id"], name=op.f("fk_feedback_size_id_garment_size")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_feedback_idempotency_key")),
        sa.UniqueConstraint("receipt_hash", name=op.f("uq_feedback_receipt_hash")),
        sa.UniqueConstraint("source", "external_id", name=op.f("uq_feedback_source_external_id")),
    )
    with op.batch_alter_table("feedback", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feedback_customer_key"), ["customer_key"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_feedback_garment_id_feedback_read_state"), ["garment_id", "read_state"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_feedback_garment_id_feedback_round_id"), ["garment_id", "round_id"], unique=False
        )

    op.create_table(
        "zone_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("aspect", sa.String(length=40), nullable=False),
        sa.Column("answer", sa.String(length=20), nullable=False),
        sa.Column("amount", sa.Float(), nullable=True),
        sa.Column("amount_unit", sa.String(length=4), nullable=True),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_zone_answer_feedback_id_feedback"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zone_answer")),
        sa.UniqueConstraint("feedback_id", "aspect", name=op.f("uq_zone_answer_feedback_id_aspect")),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("zone_answer")
    with op.batch_alter_table("feedback", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_feedback_garment_id_feedback_round_id"))
        batch_op.drop_index(batch_op.f("ix_feedback_garment_id_feedback_read_state"))
        batch_op.drop_index(batch_op.f("ix_feedback_customer_key"))

    op.drop_table("feedback")
    op.drop_table("erased_feedback")
