"""The indexes of the days on which something was said, over an expression that no model's index can carry on SQLite.

SQLite makes a table anew to alter it, and forgets indexes of expressions: whoever migrates puts them back (`env.py`).
"""

import sqlalchemy as sa

NAME = "ix_feedback_said"

OF_FEW = {"ix_feedback_said_not_read": "read_state || '' = 'not_read'", "ix_feedback_said_spam": "is_spam IS {true}"}
"""Those of answers that are few of all, so that no other pays for them.

The inbox asks in the same words where it goes by days: SQLite compares what is written.
"""

NAMES = (NAME, *OF_FEW)

_TOLD = "id, is_spam, source, garment_id, round_id, size_id, read_state, read_by_hand"
"""What the inbox filters by beside the days: answers that are left out are not looked up."""

_CAME_WITH = {NAME: "ix_feedback_of_run", **dict.fromkeys(OF_FEW, "ix_photo_said")}
"""Other indexes of the same migrations: where those are, these are due."""


def create(connection: sa.Connection, *names: str) -> None:
    """Make these indexes."""
    true = "1" if connection.dialect.name == "sqlite" else "true"
    for name in names:
        where = f" WHERE {OF_FEW[name].format(true=true)}" if name in OF_FEW else ""
        said_at = "(coalesce(answered_at, received_at))"
        connection.exec_driver_sql(f"CREATE INDEX IF NOT EXISTS {name} ON feedback ({said_at}, {_TOLD}){where}")


def put_back(connection: sa.Connection) -> None:
    """Make SQLite's indexes anew where they were forgotten."""
    if connection.dialect.name == "sqlite":
        there = {*connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'index'").scalars()}
        create(connection, *(name for name, other in _CAME_WITH.items() if other in there))


def drop(connection: sa.Connection, *names: str) -> None:
    """Take these indexes away."""
    for name in names:
        connection.exec_driver_sql(f"DROP INDEX {name}")
