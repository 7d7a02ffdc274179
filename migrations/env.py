"""Runs the migrations; which database and which models is said by the caller (`app.migrating`)."""

import warnings

from alembic import context
from sqlalchemy import Enum, create_engine
from sqlalchemy.types import TypeDecorator

from migrations import said_index, words_index


def render_item(kind: str, item: object, autogen_context: object) -> str | bool:
    """Write the application's own column types as plain SQL types, so that versions never import it."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    if kind == "type" and isinstance(item, Enum):
        return f"sa.String(length={item.length})"
    return False


def include_name(name: str | None, kind: str, parents: object) -> bool:
    """Leave the index of words, and those of days, out of what is compared with the models."""
    return kind not in ("table", "index") or not (words_index.is_part(name) or name in said_index.NAMES)


url = context.config.attributes["url"]
engine = create_engine(url)
with engine.connect() as connection, warnings.catch_warnings():
    warnings.filterwarnings("ignore", f"Skipped unsupported reflection of expression-based index {said_index.NAME}")
    sqlite = connection.dialect.name == "sqlite"
    # SQLite rebuilds a table to alter it, which must not fire the foreign keys that point to it. The switch does
    # nothing within a transaction, so it is thrown on the driver's connection, before one begins.
    if sqlite:
        connection.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")
    context.configure(
        connection=connection,
        target_metadata=context.config.attributes.get("metadata"),
        include_name=include_name,
        include_object=context.config.attributes.get("include_object"),
        render_item=render_item,
        render_as_batch=True,
        compare_type=True,
        compare_server_default=False,
    )
    with context.begin_transaction():
        context.run_migrations()
        words_index.put_triggers(connection)
        said_index.put_back(connection)
        if sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").all()):
            raise RuntimeError(f"The migration leaves rows that point to nothing: {broken[:5]}")
    connection.commit()
engine.dispose()
