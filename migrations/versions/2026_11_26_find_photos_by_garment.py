"""Find photos by garment, and count customers with several pieces bit by bit."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0041"
down_revision: str | None = "0040"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Apply the change; the worker counts anew what was counted otherwise."""
    op.add_column("tally", sa.Column("several", sa.JSON(), nullable=True))
    op.add_column("photo", sa.Column("garment_id", sa.Integer(), nullable=True))
    photo = sa.table("photo", sa.column("feedback_id"), sa.column("garment_id"))
    feedback = sa.table("feedback", sa.column("id"), sa.column("garment_id"))
    of_answer = sa.select(feedback.c.garment_id).where(feedback.c.id == photo.c.feedback_id).scalar_subquery()
    op.execute(sa.update(photo).values(garment_id=of_answer))
    with op.batch_alter_table("photo") as batch:
        batch.alter_column("garment_id", existing_type=sa.Integer(), nullable=False)
        batch.create_foreign_key(op.f("fk_photo_garment_id_garment"), "garment", ["garment_id"], ["id"])
        batch.create_index(op.f("ix_photo_garment_id_photo_feedback_id"), ["garment_id", "feedback_id"])


def downgrade() -> None:
    """Take the change back; the worker of then counts anew what it could not read."""
    with op.batch_alter_table("photo") as batch:
        batch.drop_index(op.f("ix_photo_garment_id_photo_feedback_id"))
        batch.drop_constraint(op.f("fk_photo_garment_id_garment"), type_="foreignkey")
        batch.drop_column("garment_id")
    tally = sa.table("tally", sa.column("groups", sa.JSON), sa.column("sums", sa.JSON), sa.column("several", sa.JSON))
    nobody = {"groups": {"pieces": [], "single": [], "several": []}, "sums": sa.null()}
    op.execute(sa.update(tally).where(tally.c.several.is_not(None)).values(nobody))
    op.drop_column("tally", "several")
