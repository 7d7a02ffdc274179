"""Read shops' exports."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0021"
down_revision: str | None = "0020"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "article",
        sa.Column("sku", sa.String(length=120), nullable=False),
        sa.Column("garment_id", sa.Integer(), nullable=False),
        sa.Column("size_id", sa.Integer(), nullable=True),
        sa.Column("colour_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["colour_id"], ["garment_colour.id"], name=op.f("fk_article_colour_id_garment_colour")),
        sa.ForeignKeyConstraint(["garment_id"], ["garment.id"], name=op.f("fk_article_garment_id_garment")),
        sa.ForeignKeyConstraint(["size_id"], ["garment_size.id"], name=op.f("fk_article_size_id_garment_size")),
        sa.PrimaryKeyConstraint("sku", name=op.f("pk_article")),
    )
    op.create_index(op.f("ix_article_garment_id"), "article", ["garment_id"])
    op.create_table(
        "garment_name",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("garment_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["garment_id"], ["garment.id"], name=op.f("fk_garment_name_garment_id_garment")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_garment_name")),
    )
    op.create_index(op.f("ix_garment_name_garment_id"), "garment_name", ["garment_id"])
    op.create_table(
        "import_mapping",
        sa.Column("header_key", sa.String(length=64), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("header_key", name=op.f("pk_import_mapping")),
    )
    _create_purchases()
    with op.batch_alter_table("import_run", schema=None) as batch_op:
        batch_op.add_column(sa.Column("export", sa.String(length=40), nullable=False, server_default="csv"))
        batch_op.add_column(sa.Column("changed", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("dropped", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("told", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("job_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("content", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_foreign_key(op.f("fk_import_run_job_id_job"), "job", ["job_id"], ["id"])
    with op.batch_alter_table("import_reject", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(length=40), nullable=False, server_default="refused"))
    _drop_server_defaults()


def _create_purchases() -> None:
    op.create_table(
        "purchase",
        sa.Column("line_key", sa.String(length=64), nullable=False),
        sa.Column("order_key", sa.String(length=64), nullable=False),
        sa.Column("customer_key", sa.String(length=64), nullable=True),
        sa.Column("garment_id", sa.Integer(), nullable=False),
        sa.Column("size_id", sa.Integer(), nullable=False),
        sa.Column("colour_id", sa.Integer(), nullable=True),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("returned", sa.Integer(), nullable=False),
        sa.Column("ordered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("returned BETWEEN 0 AND quantity", name=op.f("ck_purchase_returned_were_bought")),
        sa.ForeignKeyConstraint(
            ["colour_id"], ["garment_colour.id"], name=op.f("fk_purchase_colour_id_garment_colour")
        ),
        sa.ForeignKeyConstraint(["garment_id"], ["garment.id"], name=op.f("fk_purchase_garment_id_garment")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["production_round.id"], name=op.f("fk_purchase_round_id_production_round")
        ),
        sa.ForeignKeyConstraint(["size_id"], ["garment_size.id"], name=op.f("fk_purchase_size_id_garment_size")),
        sa.PrimaryKeyConstraint("line_key", name=op.f("pk_purchase")),
    )
    op.create_index(op.f("ix_purchase_customer_key"), "purchase", ["customer_key"])
    op.create_index(op.f("ix_purchase_order_key"), "purchase", ["order_key"])
    op.create_index(
        op.f("ix_purchase_garment_id_purchase_size_id_purchase_ordered_at"),
        "purchase",
        ["garment_id", "size_id", "ordered_at"],
    )


def _drop_server_defaults() -> None:
    """They were for the rows that were there; new rows get their values from the application."""
    with op.batch_alter_table("import_run", schema=None) as batch_op:
        for name in ("export", "changed", "dropped", "told"):
            batch_op.alter_column(name, server_default=None)
    with op.batch_alter_table("import_reject", schema=None) as batch_op:
        batch_op.alter_column("kind", server_default=None)


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("import_reject", schema=None) as batch_op:
        batch_op.drop_column("kind")
    with op.batch_alter_table("import_run", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("fk_import_run_job_id_job"), type_="foreignkey")
        for name in ("finished_at", "content", "job_id", "told", "dropped", "changed", "export"):
            batch_op.drop_column(name)
    for name in ("garment_id_purchase_size_id_purchase_ordered_at", "order_key", "customer_key"):
        op.drop_index(op.f(f"ix_purchase_{name}"), table_name="purchase")
    op.drop_table("purchase")
    op.drop_table("import_mapping")
    op.drop_index(op.f("ix_garment_name_garment_id"), table_name="garment_name")
    op.drop_table("garment_name")
    op.drop_index(op.f("ix_article_garment_id"), table_name="article")
    op.drop_table("article")
