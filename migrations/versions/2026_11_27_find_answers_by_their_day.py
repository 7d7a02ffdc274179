"""Find answers by the day on which they were said, and count those of a run or a size by an index alone."""

from collections.abc import Sequence

from alembic import op

from migrations import said_index

revision: str = "0042"
down_revision: str | None = "0041"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_OF_GARMENT = ("ix_feedback_garment_id_feedback_id", ["garment_id", "id"])
_OF_RUN = ("ix_feedback_garment_id_feedback_round_id", ["garment_id", "round_id"])
_TOLD = ["is_spam", "size_id", "source"]


def upgrade() -> None:
    """Apply the change."""
    for name, _ in (_OF_GARMENT, _OF_RUN):
        op.drop_index(op.f(name), "feedback")
    op.create_index("ix_feedback_of_garment", "feedback", ["garment_id", "id", *_TOLD])
    op.create_index("ix_feedback_of_run", "feedback", ["garment_id", "round_id", "id", *_TOLD])
    said_index.create(op.get_bind())


def downgrade() -> None:
    """Take the change back."""
    said_index.drop(op.get_bind())
    op.drop_index("ix_feedback_of_run", "feedback")
    op.drop_index("ix_feedback_of_garment", "feedback")
    for name, columns in (_OF_GARMENT, _OF_RUN):
        op.create_index(op.f(name), "feedback", columns)
