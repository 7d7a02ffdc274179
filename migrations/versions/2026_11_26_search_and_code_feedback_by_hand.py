"""Search feedback and code it by hand."""

import unicodedata
from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0024"
down_revision: str | None = "0025"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

CHUNK = 1000


def upgrade() -> None:
    """Apply the change."""
    op.add_column("feedback", sa.Column("searched", sa.Text(), nullable=True))
    for name in ("read_by_hand", "is_spam"):
        op.add_column("feedback", sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_index(op.f("ix_feedback_is_spam_feedback_id"), "feedback", ["is_spam", "id"])
    op.add_column("issue", sa.Column("safety_by_hand", sa.Boolean(), nullable=True))
    _fold_comments(op.get_bind())


def downgrade() -> None:
    """Take the change back."""
    op.drop_column("issue", "safety_by_hand")
    op.drop_index(op.f("ix_feedback_is_spam_feedback_id"), "feedback")
    for name in ("is_spam", "read_by_hand", "searched"):
        op.drop_column("feedback", name)


def _fold_comments(connection: sa.Connection) -> None:
    """What was said before is found too; no database folds case and accents as another does, so it is done here."""
    feedback = sa.table("feedback", sa.column("id"), sa.column("comment"), sa.column("searched"))
    after = 0
    worded = sa.select(feedback.c.id, feedback.c.comment).where(feedback.c.comment.is_not(None))
    update = sa.update(feedback).where(feedback.c.id == sa.bindparam("row")).values(searched=sa.bindparam("folded"))
    while rows := connection.execute(worded.where(feedback.c.id > after).order_by(feedback.c.id).limit(CHUNK)).all():
        connection.execute(update, [{"row": row.id, "folded": _fold(row.comment)} for row in rows])
        after = rows[-1].id


def _fold(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words)
    return " ".join("".join(each for each in plain if not unicodedata.combining(each)).casefold().split())
