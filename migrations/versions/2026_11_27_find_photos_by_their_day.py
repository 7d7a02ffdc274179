"""Find what has photos, what was not read and what is spam by its day, and what was brought by its source."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from migrations import said_index

revision: str = "0044"
down_revision: str | None = "0043"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_BROUGHT = sa.text("source <> 'form'")


def upgrade() -> None:
    """Apply the change."""
    op.add_column("photo", sa.Column("said_at", sa.DateTime(timezone=True), nullable=True))
    photo = sa.table("photo", *map(sa.column, ("feedback_id", "said_at")))
    feedback = sa.table("feedback", *map(sa.column, ("id", "answered_at", "received_at")))
    said_at = sa.func.coalesce(feedback.c.answered_at, feedback.c.received_at)
    of_answer = sa.select(said_at).where(feedback.c.id == photo.c.feedback_id).scalar_subquery()
    op.execute(sa.update(photo).values(said_at=of_answer))
    with op.batch_alter_table("photo") as batch:
        batch.alter_column("said_at", existing_type=sa.DateTime(timezone=True), nullable=False)
        batch.create_index("ix_photo_said", ["said_at", "feedback_id", "garment_id"])
    op.create_index(
        "ix_feedback_brought", "feedback", ["source", "id"], sqlite_where=_BROUGHT, postgresql_where=_BROUGHT
    )
    said_index.create(op.get_bind(), *said_index.OF_FEW)


def downgrade() -> None:
    """Take the change back."""
    said_index.drop(op.get_bind(), *said_index.OF_FEW)
    op.drop_index("ix_feedback_brought", "feedback")
    with op.batch_alter_table("photo") as batch:
        batch.drop_index("ix_photo_said")
        batch.drop_column("said_at")
