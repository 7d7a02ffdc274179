"""The index of the days on which something was said, over an expression that no model's index can carry on SQLite.

SQLite makes a table anew to alter it, and forgets indexes of expressions: whoever migrates puts it back (`env.py`).
"""

import sqlalchemy as sa

NAME = "ix_feedback_said"

_TOLD = "id, is_spam, source, garment_id, round_id, size_id, read_state, read_by_hand"
"""What the inbox filters by beside the days: answers that are left out are not looked up."""

_IS_DUE = "SELECT 1 FROM sqlite_master WHERE name = 'ix_feedback_of_run'"
"""That index came with this one."""

_CREATE = f"CREATE INDEX IF NOT EXISTS {NAME} ON feedback ((coalesce(answered_at, received_at)), {_TOLD})"


def create(connection: sa.Connection) -> None:
    """Make the index."""
    connection.exec_driver_sql(_CREATE)


def put_back(connection: sa.Connection) -> None:
    """Make SQLite's index anew where it was forgotten."""
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql(_IS_DUE).first():
        create(connection)


def drop(connection: sa.Connection) -> None:
    """Take the index away."""
    connection.exec_driver_sql(f"DROP INDEX {NAME}")
