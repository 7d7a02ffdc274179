"""Find photos, readings and what waits by garment, and count customers with several pieces bit by bit."""

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
    op.drop_index(op.f("ix_feedback_garment_id_feedback_read_state"), "feedback")
    told_by = ["garment_id", "read_state", "is_spam", "received_at", "read_by_hand"]
    op.create_index("ix_feedback_reading", "feedback", told_by)
    standing = op.f("ix_cluster_evidence_state_cluster_evidence_cluster_id")
    op.create_index(standing, "cluster_evidence", ["state", "cluster_id"])
    op.drop_index(op.f("ix_tally_cluster_id"), "tally")
    op.create_index(op.f("ix_tally_cluster_id_tally_code"), "tally", ["cluster_id", "code"])
    unsafe = {"sqlite_where": sa.text("safety = 1"), "postgresql_where": sa.text("safety")}
    op.create_index("ix_cluster_evidence_unsafe", "cluster_evidence", ["cluster_id"], **unsafe)


def downgrade() -> None:
    """Take the change back; the worker of then counts anew what it could not read."""
    op.drop_index("ix_cluster_evidence_unsafe", "cluster_evidence")
    op.drop_index(op.f("ix_tally_cluster_id_tally_code"), "tally")
    op.create_index(op.f("ix_tally_cluster_id"), "tally", ["cluster_id"])
    op.drop_index(op.f("ix_cluster_evidence_state_cluster_evidence_cluster_id"), "cluster_evidence")
    op.drop_index("ix_feedback_reading", "feedback")
    op.create_index(op.f("ix_feedback_garment_id_feedback_read_state"), "feedback", ["garment_id", "read_state"])
    with op.batch_alter_table("photo") as batch:
        batch.drop_index(op.f("ix_photo_garment_id_photo_feedback_id"))
        batch.drop_constraint(op.f("fk_photo_garment_id_garment"), type_="foreignkey")
        batch.drop_column("garment_id")
    tally = sa.table("tally", sa.column("groups", sa.JSON), sa.column("sums", sa.JSON), sa.column("several", sa.JSON))
    nobody = {"groups": {"pieces": [], "single": [], "several": []}, "sums": sa.null()}
    op.execute(sa.update(tally).where(tally.c.several.is_not(None)).values(nobody))
    op.drop_column("tally", "several")
