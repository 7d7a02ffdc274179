"""Mail the first link of a sheet, keep who removed a file, and let charts wait to be looked at."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0031"
down_revision: str | None = "0029"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Apply the change."""
    with op.batch_alter_table("packet", schema=None) as batch_op:
        batch_op.add_column(sa.Column("mailed_token_hash", sa.String(length=64), nullable=True))
        batch_op.create_unique_constraint(op.f("uq_packet_mailed_token_hash"), ["mailed_token_hash"])
    with op.batch_alter_table("revision_file", schema=None) as batch_op:
        batch_op.add_column(sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("removed_by", sa.String(length=120), nullable=True))
    op.create_table(
        "chart_upload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("garment_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["garment_id"], ["garment.id"], name=op.f("fk_chart_upload_garment_id_garment")),
        sa.ForeignKeyConstraint(["uploaded_by_id"], ["user.id"], name=op.f("fk_chart_upload_uploaded_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chart_upload")),
    )
    op.create_index(op.f("ix_chart_upload_garment_id"), "chart_upload", ["garment_id"])


def downgrade() -> None:
    """Take the change back; what the label itself mailed of sheets is forgotten, for it would look like asked for."""
    op.drop_table("chart_upload")
    with op.batch_alter_table("revision_file", schema=None) as batch_op:
        batch_op.drop_column("removed_by")
        batch_op.drop_column("removed_at")
    op.execute("DELETE FROM outbox_mail WHERE packet_id IS NOT NULL AND asked_with IS NULL")
    with op.batch_alter_table("packet", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("uq_packet_mailed_token_hash"), type_="unique")
        batch_op.drop_column("mailed_token_hash")
