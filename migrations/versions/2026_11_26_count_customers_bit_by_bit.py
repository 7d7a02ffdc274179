"""Count customers with several pieces bit by bit."""

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


def downgrade() -> None:
    """Take the change back; the worker of then counts anew what it could not read."""
    tally = sa.table("tally", sa.column("groups", sa.JSON), sa.column("sums", sa.JSON), sa.column("several", sa.JSON))
    nobody = {"groups": {"pieces": [], "single": [], "several": []}, "sums": sa.null()}
    op.execute(sa.update(tally).where(tally.c.several.is_not(None)).values(nobody))
    op.drop_column("tally", "several")
