"""Create packets."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "packet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("contact", sa.String(length=120), nullable=False),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("grid", sa.String(length=10), nullable=False),
        sa.Column("check_code", sa.String(length=12), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("received_by", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["pattern_revision.id"], name=op.f("fk_packet_revision_id_pattern_revision")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packet")),
        sa.UniqueConstraint("check_code", name=op.f("uq_packet_check_code")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_packet_token_hash")),
    )
    op.create_table(
        "packet_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("packet_id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("note", sa.String(length=1000), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["line_id"], ["revision_line.id"], name=op.f("fk_packet_answer_line_id_revision_line")),
        sa.ForeignKeyConstraint(
            ["packet_id"], ["packet.id"], name=op.f("fk_packet_answer_packet_id_packet"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packet_answer")),
        sa.UniqueConstraint("packet_id", "line_id", name=op.f("uq_packet_answer_packet_id_line_id")),
    )
    op.create_table(
        "pattern_reading",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("size_id", sa.Integer(), nullable=False),
        sa.Column("old_mm", sa.Numeric(precision=12, scale=4), nullable=True),
        sa.Column("new_mm", sa.Numeric(precision=12, scale=4), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"],
            ["packet_answer.id"],
            name=op.f("fk_pattern_reading_answer_id_packet_answer"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["size_id"], ["garment_size.id"], name=op.f("fk_pattern_reading_size_id_garment_size")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pattern_reading")),
        sa.UniqueConstraint("answer_id", "size_id", name=op.f("uq_pattern_reading_answer_id_size_id")),
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("pattern_reading")
    op.drop_table("packet_answer")
    op.drop_table("packet")
