"""Find the rows that were not taken by their import."""

from collections.abc import Sequence

from alembic import op

revision: str = "0045"
down_revision: str | None = "0044"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Apply the change."""
    op.create_index("ix_import_reject_import_id_import_reject_line", "import_reject", ["import_id", "line"])


def downgrade() -> None:
    """Take the change back."""
    op.drop_index("ix_import_reject_import_id_import_reject_line", "import_reject")
