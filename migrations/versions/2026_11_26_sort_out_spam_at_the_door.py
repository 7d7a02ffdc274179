"""Sort out spam at the door, ask how much is altered, and link the shop's returns."""

import hashlib
import re
from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0032"
down_revision: str | None = "0031"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

CHUNK = 1000
PRINTED_WORDS_MIN = 12

COLUMNS = {
    "words_print": sa.String(length=32),
    "spam_reason": sa.String(length=40),
    "altered_by": sa.Float(),
    "altered_unit": sa.String(length=4),
}


def upgrade() -> None:
    """Apply the change."""
    for name, kind in COLUMNS.items():
        op.add_column("feedback", sa.Column(name, kind, nullable=True))
    op.create_index(op.f("ix_feedback_words_print"), "feedback", ["words_print"])
    op.add_column("label", sa.Column("return_url", sa.String(length=200), nullable=True))
    _print_comments(op.get_bind())


def downgrade() -> None:
    """Take the change back; what was sorted out stays where it lies."""
    op.drop_column("label", "return_url")
    op.drop_index(op.f("ix_feedback_words_print"), "feedback")
    for name in reversed(COLUMNS):
        op.drop_column("feedback", name)


def _print_comments(connection: sa.Connection) -> None:
    """What copies an answer of before is known as a copy too."""
    feedback = sa.table("feedback", sa.column("id"), sa.column("searched"), sa.column("words_print"))
    after = 0
    worded = sa.select(feedback.c.id, feedback.c.searched).where(feedback.c.searched.is_not(None))
    update = sa.update(feedback).where(feedback.c.id == sa.bindparam("row")).values(words_print=sa.bindparam("printed"))
    while rows := connection.execute(worded.where(feedback.c.id > after).order_by(feedback.c.id).limit(CHUNK)).all():
        connection.execute(update, [{"row": row.id, "printed": _print(row.searched)} for row in rows])
        after = rows[-1].id


def _print(folded: str) -> str | None:
    words = re.findall(r"\w+", folded)
    if len(words) < PRINTED_WORDS_MIN:
        return None
    return hashlib.blake2b(" ".join(words).encode("utf-8", "replace"), digest_size=16).hexdigest()
