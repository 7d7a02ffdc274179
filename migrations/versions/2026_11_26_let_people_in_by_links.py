"""Let people in by links: invitations, sessions at the desk, overrides that two agree on, weekly digests."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0028"
down_revision: str | None = "0027"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ONE_RECIPIENT = (
    "CASE WHEN packet_id IS NULL THEN 0 ELSE 1 END + CASE WHEN invitation_id IS NULL THEN 0 ELSE 1 END"
    " + CASE WHEN user_id IS NULL THEN 0 ELSE 1 END = 1"
)


def upgrade() -> None:
    """Apply the change; who is signed in has to sign in again."""
    op.add_column("user", sa.Column("wants_digest", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column("user", sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=True))
    op.drop_column("user", "session_epoch")
    op.add_column("label", sa.Column("digest_day", sa.String(length=10), server_default="monday", nullable=False))
    _create_account_tables()
    _create_gate_override()
    _create_digest()
    with op.batch_alter_table("outbox_mail", schema=None) as batch_op:
        batch_op.alter_column("packet_id", existing_type=sa.Integer(), nullable=True)
        batch_op.alter_column("asked_with", existing_type=sa.String(length=64), nullable=True)
        for column, table in (("invitation_id", "invitation"), ("user_id", "user"), ("digest_id", "digest")):
            batch_op.add_column(sa.Column(column, sa.Integer(), nullable=True))
            batch_op.create_foreign_key(op.f(f"fk_outbox_mail_{column}_{table}"), table, [column], ["id"])
        batch_op.create_check_constraint(op.f("ck_outbox_mail_for_one"), ONE_RECIPIENT)
    op.create_index(op.f("ix_outbox_mail_invitation_id"), "outbox_mail", ["invitation_id"])
    op.create_index(op.f("ix_outbox_mail_user_id"), "outbox_mail", ["user_id"])


def downgrade() -> None:
    """Take the change back; mail that was to go to the label's own people is lost."""
    op.execute("DELETE FROM outbox_mail WHERE packet_id IS NULL")
    op.drop_index(op.f("ix_outbox_mail_user_id"), "outbox_mail")
    op.drop_index(op.f("ix_outbox_mail_invitation_id"), "outbox_mail")
    with op.batch_alter_table("outbox_mail", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_outbox_mail_for_one"), type_="check")
        for column, table in (("digest_id", "digest"), ("user_id", "user"), ("invitation_id", "invitation")):
            batch_op.drop_constraint(op.f(f"fk_outbox_mail_{column}_{table}"), type_="foreignkey")
            batch_op.drop_column(column)
        batch_op.alter_column("packet_id", existing_type=sa.Integer(), nullable=False)
        batch_op.alter_column("asked_with", existing_type=sa.String(length=64), nullable=False)
    for table in ("digest", "gate_override", "account_link", "invitation", "desk_session"):
        op.drop_table(table)
    op.drop_column("label", "digest_day")
    op.add_column("user", sa.Column("session_epoch", sa.Integer(), server_default="0", nullable=False))
    op.drop_column("user", "last_seen_at")
    op.drop_column("user", "wants_digest")


def _create_account_tables() -> None:
    op.create_table(
        "desk_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_desk_session_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_session")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_desk_session_key_hash")),
    )
    op.create_index(op.f("ix_desk_session_user_id"), "desk_session", ["user_id"])
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("invited_by_id", sa.Integer(), nullable=True),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["invited_by_id"], ["user.id"], name=op.f("fk_invitation_invited_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
    )
    op.create_index(op.f("ix_invitation_email"), "invitation", ["email"])
    op.create_table(
        "account_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(invitation_id IS NULL) <> (user_id IS NULL)", name=op.f("ck_account_link_leads_to_one")),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitation.id"], name=op.f("fk_account_link_invitation_id_invitation")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_account_link_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_account_link_token_hash")),
    )
    op.create_index(op.f("ix_account_link_invitation_id"), "account_link", ["invitation_id"])
    op.create_index(op.f("ix_account_link_user_id"), "account_link", ["user_id"])


def _create_gate_override() -> None:
    op.create_table(
        "gate_override",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("standing", sa.JSON(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed_by_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "agreed_by_id IS NULL OR agreed_by_id <> asked_by_id", name=op.f("ck_gate_override_two_people")
        ),
        sa.CheckConstraint(
            "agreed_by_id IS NULL OR settled_at IS NOT NULL", name=op.f("ck_gate_override_agreed_is_settled")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["production_round.id"], name=op.f("fk_gate_override_round_id_production_round")
        ),
        sa.ForeignKeyConstraint(["asked_by_id"], ["user.id"], name=op.f("fk_gate_override_asked_by_id_user")),
        sa.ForeignKeyConstraint(["agreed_by_id"], ["user.id"], name=op.f("fk_gate_override_agreed_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gate_override")),
    )
    op.create_index(op.f("ix_gate_override_round_id"), "gate_override", ["round_id"])


def _create_digest() -> None:
    op.create_table(
        "digest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("week_on", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("news", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_digest_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest")),
        sa.UniqueConstraint("user_id", "week_on", name=op.f("uq_digest_user_id_week_on")),
    )
