"""Create sub-themes and remarks."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0019"
down_revision: str | None = "0018"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "sub_theme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("garment_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=True),
        sa.Column("cluster_id", sa.Integer(), nullable=True),
        sa.Column("grouping_version", sa.String(length=40), nullable=False),
        sa.Column("inputs", sa.String(length=64), nullable=False),
        sa.Column("grouped_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["cluster_id"], ["cluster.id"], name=op.f("fk_sub_theme_cluster_id_cluster")),
        sa.ForeignKeyConstraint(["garment_id"], ["garment.id"], name=op.f("fk_sub_theme_garment_id_garment")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sub_theme")),
    )
    with op.batch_alter_table("sub_theme", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sub_theme_garment_id_sub_theme_code"), ["garment_id", "code"], unique=False
        )

    op.create_table(
        "sub_theme_quote",
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("sub_theme_id", sa.Integer(), nullable=False),
        sa.Column("typicality", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["issue_id"], ["issue.id"], name=op.f("fk_sub_theme_quote_issue_id_issue"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["sub_theme_id"],
            ["sub_theme.id"],
            name=op.f("fk_sub_theme_quote_sub_theme_id_sub_theme"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("issue_id", name=op.f("pk_sub_theme_quote")),
    )
    with op.batch_alter_table("sub_theme_quote", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sub_theme_quote_sub_theme_id"), ["sub_theme_id"], unique=False)

    op.create_table(
        "remark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("sub_theme_id", sa.Integer(), nullable=True),
        sa.Column("typicality", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name=op.f("fk_remark_feedback_id_feedback"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["sub_theme_id"], ["sub_theme.id"], name=op.f("fk_remark_sub_theme_id_sub_theme"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remark")),
    )
    with op.batch_alter_table("remark", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_remark_feedback_id"), ["feedback_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_remark_sub_theme_id"), ["sub_theme_id"], unique=False)


def downgrade() -> None:
    """Take the change back."""
    op.drop_table("remark")
    op.drop_table("sub_theme_quote")
    op.drop_table("sub_theme")
