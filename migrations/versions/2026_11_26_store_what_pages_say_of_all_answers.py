"""Store what pages say of all answers."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0039"
down_revision: str | None = "0038"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Apply the change; the worker adds up anew what was added up without these."""
    for name in ("by_size", "by_run"):
        op.add_column("cluster_evidence", sa.Column(name, sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("tally", sa.Column("sums", sa.JSON(), nullable=True))


def downgrade() -> None:
    """Take the change back."""
    op.drop_column("tally", "sums")
    for name in ("by_run", "by_size"):
        op.drop_column("cluster_evidence", name)
