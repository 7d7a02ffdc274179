"""Keep marks on sketches and photos of samples, and from which draft another one was carried on."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0030"
down_revision: str | None = "0028"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "sketch_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("side", sa.String(length=40), nullable=False),
        sa.Column("x", sa.Double(), nullable=False),
        sa.Column("y", sa.Double(), nullable=False),
        sa.Column("to_x", sa.Double(), nullable=True),
        sa.Column("to_y", sa.Double(), nullable=True),
        sa.CheckConstraint(
            "x BETWEEN 0 AND 100 AND y BETWEEN 0 AND 106", name=op.f("ck_sketch_mark_begins_on_the_field")
        ),
        sa.CheckConstraint(
            "to_x IS NULL OR to_x BETWEEN 0 AND 100 AND to_y BETWEEN 0 AND 106", name=op.f("ck_sketch_mark_ends_there")
        ),
        sa.CheckConstraint(
            "(kind = 'point') = (to_x IS NULL) AND (to_x IS NULL) = (to_y IS NULL)",
            name=op.f("ck_sketch_mark_two_ends"),
        ),
        sa.ForeignKeyConstraint(
            ["line_id"], ["revision_line.id"], name=op.f("fk_sketch_mark_line_id_revision_line"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sketch_mark")),
        sa.UniqueConstraint("line_id", "number", name=op.f("uq_sketch_mark_line_id_number")),
    )
    op.create_table(
        "sample_photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sample_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sample_id"], ["fit_sample.id"], name=op.f("fk_sample_photo_sample_id_fit_sample"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sample_photo")),
        sa.UniqueConstraint("name", name=op.f("uq_sample_photo_name")),
    )
    op.create_index(op.f("ix_sample_photo_sample_id"), "sample_photo", ["sample_id"])
    with op.batch_alter_table("pattern_revision", schema=None) as batch_op:
        batch_op.add_column(sa.Column("rebased_from_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_pattern_revision_rebased_from_id_pattern_revision"),
            "pattern_revision",
            ["rebased_from_id"],
            ["id"],
        )


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("pattern_revision", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("fk_pattern_revision_rebased_from_id_pattern_revision"), type_="foreignkey")
        batch_op.drop_column("rebased_from_id")
    op.drop_index(op.f("ix_sample_photo_sample_id"), table_name="sample_photo")
    op.drop_table("sample_photo")
    op.drop_table("sketch_mark")
