"""Find answers by their day, count those of a size and tell the list of garments by an index alone."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from migrations import said_index

revision: str = "0042"
down_revision: str | None = "0041"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_OF_GARMENT = ("ix_feedback_garment_id_feedback_id", ["garment_id", "id"])
_OF_RUN = ("ix_feedback_garment_id_feedback_round_id", ["garment_id", "round_id"])
_OF_ALL, _WHOLE = ("answers", "fits_fine", "asked"), "cluster_id IS NULL AND code IS NULL"
_CLUSTER_AND_CODE = "ix_tally_cluster_id_tally_code"
_TOLD = ["is_spam", "size_id", "source"]


def upgrade() -> None:
    """Apply the change."""
    for name, _ in (_OF_GARMENT, _OF_RUN):
        op.drop_index(op.f(name), "feedback")
    op.create_index("ix_feedback_of_garment", "feedback", ["garment_id", "id", *_TOLD])
    op.create_index("ix_feedback_of_run", "feedback", ["garment_id", "round_id", "id", *_TOLD])
    said_index.create(op.get_bind(), said_index.NAME)
    for name in _OF_ALL:
        op.add_column("tally", sa.Column(name, sa.Integer(), nullable=True))
    tally = sa.table("tally", *map(sa.column, ("cluster_id", "code", *_OF_ALL)), sa.column("sums", sa.JSON()))
    places: tuple[tuple[str | int, ...], ...] = (("answers",), ("fits_fine", 0), ("fits_fine", 1))
    known = {name: tally.c.sums[place].as_integer() for name, place in zip(_OF_ALL, places, strict=True)}
    op.execute(sa.update(tally).where(sa.text(_WHOLE), tally.c.sums["answers"].as_integer().is_not(None)).values(known))
    op.drop_index(op.f(_CLUSTER_AND_CODE), "tally")
    op.create_index("ix_tally_told", "tally", ["cluster_id", "code", "garment_id", *_OF_ALL])


def downgrade() -> None:
    """Take the change back."""
    op.drop_index("ix_tally_told", "tally")
    op.create_index(op.f(_CLUSTER_AND_CODE), "tally", ["cluster_id", "code"])
    for name in _OF_ALL:
        op.drop_column("tally", name)
    said_index.drop(op.get_bind(), said_index.NAME)
    op.drop_index("ix_feedback_of_run", "feedback")
    op.drop_index("ix_feedback_of_garment", "feedback")
    for name, columns in (_OF_GARMENT, _OF_RUN):
        op.create_index(op.f(name), "feedback", columns)
