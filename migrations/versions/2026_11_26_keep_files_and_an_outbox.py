"""Keep files of a revision, an outbox with the addresses it serves, and the unit of a pattern."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0022"
down_revision: str | None = "0021"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Apply the change."""
    with op.batch_alter_table("garment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("pattern_unit", sa.String(length=40), nullable=True))
    with op.batch_alter_table("packet", schema=None) as batch_op:
        batch_op.add_column(sa.Column("address", sa.String(length=254), nullable=True))
    op.create_table(
        "revision_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("packet_id", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("stored_as", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["pattern_revision.id"], name=op.f("fk_revision_file_revision_id_pattern_revision")
        ),
        sa.ForeignKeyConstraint(["packet_id"], ["packet.id"], name=op.f("fk_revision_file_packet_id_packet")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_revision_file_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision_file")),
        sa.UniqueConstraint("stored_as", name=op.f("uq_revision_file_stored_as")),
    )
    op.create_index(op.f("ix_revision_file_revision_id"), "revision_file", ["revision_id"])
    op.create_table(
        "outbox_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("packet_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=True),
        sa.Column("asked_with", sa.String(length=64), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(length=1000), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["packet_id"], ["packet.id"], name=op.f("fk_outbox_mail_packet_id_packet")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_mail")),
    )
    op.create_index(op.f("ix_outbox_mail_packet_id"), "outbox_mail", ["packet_id"])
    op.create_index(op.f("ix_outbox_mail_asked_with"), "outbox_mail", ["asked_with"])


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("outbox_mail")
    op.drop_table("revision_file")
    with op.batch_alter_table("packet", schema=None) as batch_op:
        batch_op.drop_column("address")
    with op.batch_alter_table("garment", schema=None) as batch_op:
        batch_op.drop_column("pattern_unit")
