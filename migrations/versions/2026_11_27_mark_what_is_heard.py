"""Mark the points that enough customers report, or that are unsafe."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0043"
down_revision: str | None = "0042"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Apply the change."""
    # A constant default is no reason for SQLite to make the table anew.
    op.add_column("cluster", sa.Column("is_heard", sa.Boolean(), nullable=False, server_default=sa.false()))
    evidence = sa.table("cluster_evidence", *map(sa.column, ("cluster_id", "state")), sa.column("safety", sa.Boolean()))
    cluster = sa.table("cluster", sa.column("id"), sa.column("is_heard", sa.Boolean()))
    enough = sa.or_(evidence.c.state.in_(("emerging", "established")), evidence.c.safety)
    heard = cluster.c.id.in_(sa.select(evidence.c.cluster_id).where(enough))
    op.execute(sa.update(cluster).where(heard).values(is_heard=True))
    op.create_index(
        "ix_cluster_heard", "cluster", ["garment_id", "code", "merged_into_id", "carried_from_id"],
        sqlite_where=sa.text("is_heard = 1"), postgresql_where=sa.text("is_heard"),
    )  # fmt: skip
    op.create_index(
        "ix_cluster_carried", "cluster", ["carried_from_id"],
        sqlite_where=sa.text("carried_from_id IS NOT NULL"), postgresql_where=sa.text("carried_from_id IS NOT NULL"),
    )  # fmt: skip


def downgrade() -> None:
    """Take the change back."""
    op.drop_index("ix_cluster_carried", "cluster")
    op.drop_index("ix_cluster_heard", "cluster")
    op.drop_column("cluster", "is_heard")
