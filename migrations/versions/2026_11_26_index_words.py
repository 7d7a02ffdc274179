"""Index the words of comments."""

import re
import unicodedata
from collections.abc import Callable, Sequence

import sqlalchemy as sa
from alembic import op

from migrations import words_index

revision: str = "0040"
down_revision: str | None = "0039"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

CHUNK = 1000


def upgrade() -> None:
    """Apply the change."""
    connection = op.get_bind()
    _write_searched(connection, _split)
    words_index.create(connection)


def downgrade() -> None:
    """Take the change back."""
    connection = op.get_bind()
    words_index.drop(connection)
    _write_searched(connection, _fold)


def _write_searched(connection: sa.Connection, write: Callable[[str], str]) -> None:
    feedback = sa.table("feedback", sa.column("id"), sa.column("comment"), sa.column("searched"))
    after = 0
    worded = sa.select(feedback.c.id, feedback.c.comment).where(feedback.c.comment.is_not(None))
    update = sa.update(feedback).where(feedback.c.id == sa.bindparam("row")).values(searched=sa.bindparam("written"))
    while rows := connection.execute(worded.where(feedback.c.id > after).order_by(feedback.c.id).limit(CHUNK)).all():
        connection.execute(update, [{"row": row.id, "written": write(row.comment)} for row in rows])
        after = rows[-1].id


def _fold(comment: str) -> str:
    plain = unicodedata.normalize("NFKD", comment.replace("\0", " "))
    return " ".join("".join(each for each in plain if not unicodedata.combining(each)).casefold().split())


def _split(comment: str) -> str:
    return " ".join(re.findall(r"\S{1,60}", _fold(comment).translate(_PARTS)))


class _Parts(dict[int, str]):
    def __missing__(self, number: int) -> str:
        self[number] = part = _part(chr(number))
        return part


def _part(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind == "Mn":
        return ""
    if kind in ("So", "Sc") and not sign.isascii():
        return f" {sign} "
    if not (sign.isalnum() or kind == "Mc"):
        return " "
    return f" {sign} " if unicodedata.east_asian_width(sign) in "WF" else sign


_PARTS = _Parts()
