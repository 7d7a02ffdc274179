"""The migrations: they lead to the models, and back again, with rows in every table."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import alembic.command
import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Date,
    DateTime,
    Engine,
    LargeBinary,
    MetaData,
    insert,
    inspect,
    text,
    update,
)
from sqlalchemy.orm import Session

from app.db import make_engine
from app.migrating import alembic_config, is_current, migrate
from app.services import inbox
from app.services.inbox import Filters
from migrations import words_index

DECIDED = datetime(2026, 3, 1, tzinfo=UTC)
"""When all happened that `_fill_empty_tables` puts there."""
EARLIER, LATER = DECIDED - timedelta(days=1), DECIDED + timedelta(days=1)


@pytest.mark.every_database
def test_the_migrations_lead_to_the_models(database_url):
    alembic.command.check(alembic_config(database_url))


@pytest.mark.every_database
def test_migrating_twice_changes_nothing(database_url):
    migrate(database_url)

    assert is_current(database_url)


@pytest.mark.thorough
def test_rows_of_every_table_survive_each_step_up_and_down(database_url, engine):
    config = alembic_config(database_url)
    alembic.command.downgrade(config, "base")

    for revision in _revisions(config):
        alembic.command.upgrade(config, revision)
        _fill_empty_tables(engine)
        before = _rows(engine)
        alembic.command.downgrade(config, "-1")
        below = _rows(engine)
        alembic.command.upgrade(config, revision)
        after = _rows(engine)

        assert _shared(before, below) == _shared(below, before)
        assert _shared(after, below) == _shared(below, after)
    alembic.command.check(config)


@pytest.mark.every_database
def test_going_down_to_the_base_leaves_no_table(database_url, engine):
    _fill_empty_tables(engine)

    alembic.command.downgrade(alembic_config(database_url), "base")

    assert _rows(engine) == {}


@pytest.mark.every_database
def test_what_was_said_before_is_indexed_and_the_index_outlives_its_triggers(database_url, engine):
    config = alembic_config(database_url)
    alembic.command.downgrade(config, "0039")
    _fill_empty_tables(engine, "feedback")
    with engine.begin() as connection:
        said = "comment = 'Zu lange Ärmel!', searched = 'zu lange armel!', is_spam = false"
        connection.execute(text(f"UPDATE feedback SET {said}"))

    alembic.command.upgrade(config, "head")
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.execute(text("DROP TRIGGER feedback_words_changed"))  # as a table that is made anew does
    alembic.command.upgrade(config, "head")

    with Session(engine) as session:
        assert inbox.look(session, Filters(words="ärmel")).found == 1
        session.execute(text("UPDATE feedback SET searched = 'der saum'"))
        assert [inbox.look(session, Filters(words=words)).found for words in ("ärmel", "saum")] == [0, 1]


@pytest.mark.every_database
def test_points_that_were_heard_before_are_marked(database_url, engine):
    config = alembic_config(database_url)
    alembic.command.downgrade(config, "0042")
    _fill_empty_tables(engine, "cluster_evidence")
    heard = {1: ("emerging", False, True), 2: ("few", True, True), 3: ("few", False, False)}
    with engine.begin() as connection:
        metadata = MetaData()
        metadata.reflect(connection, only=["cluster", "cluster_evidence"])
        for name, key in (("cluster", "id"), ("cluster_evidence", "cluster_id")):
            [row] = connection.execute(metadata.tables[name].select()).mappings()
            copies = [{**row, "id": number, key: number} for number in heard if number > 1]
            connection.execute(insert(metadata.tables[name]), copies)
        changed = text("UPDATE cluster_evidence SET state = :state, safety = :safety WHERE cluster_id = :number")
        for number, (state, safety, _) in heard.items():
            connection.execute(changed, {"number": number, "state": state, "safety": safety})

    alembic.command.upgrade(config, "head")

    marked = {row["id"]: bool(row["is_heard"]) for row in _rows(engine)["cluster"]}
    assert marked == {number: is_heard for number, (_, _, is_heard) in heard.items()}


@pytest.mark.every_database
@pytest.mark.parametrize(
    ("heard", "read_as", "by_hand", "flagged", "since", "unsafe"),
    [
        (EARLIER, True, None, None, None, True),
        (LATER, True, None, None, None, False),
        (EARLIER, True, False, None, None, False),
        (EARLIER, False, True, EARLIER, None, True),
        (EARLIER, False, True, LATER, None, False),
        (EARLIER, True, None, None, 2, False),
    ],
    ids=["heard before", "heard later", "taken back", "flagged before", "flagged later", "of a run before the fix"],
)
def test_what_was_decided_before_is_known_to_be_unsafe_by_what_had_been_told(
    database_url, engine, heard, read_as, by_hand, flagged, since, unsafe
):
    config = alembic_config(database_url)
    alembic.command.downgrade(config, "0045")
    _fill_empty_tables(engine, "decision", "cluster_evidence", "issue", "audit_event")
    with engine.begin() as connection:
        tables = MetaData()
        tables.reflect(connection, only=["feedback", "issue", "cluster_evidence", "audit_event"])
        for name, values in {
            "feedback": {"received_at": heard, "is_spam": False},
            "issue": {"cluster_id": 1, "safety": read_as, "safety_by_hand": by_hand},
            "cluster_evidence": {"safety": True, "since_round": since},
            "audit_event": {"subject_type": "issue", "verb": "flagged", "at": flagged or LATER},
        }.items():
            connection.execute(update(tables.tables[name]).values(values))

    alembic.command.upgrade(config, "head")

    assert [bool(row["unsafe"]) for row in _rows(engine)["decision"]] == [unsafe]


@pytest.fixture
def engine(database_url) -> Iterator[Engine]:
    engine = make_engine(database_url)
    yield engine
    engine.dispose()


Rows = dict[str, list[dict[str, Any]]]

RULES: dict[str, dict[str, Any]] = {
    "account_link": {"user_id": 1},
    "api_token": {"token_hash": "0" * 64},
    "erased_feedback": {"key": "0" * 64},
    "outbox_mail": {"packet_id": 1, "asked_with": "0" * 64},
    "production_round": {"status": "planned"},
    "sketch_mark": {"kind": "point"},
    "revision_line": {"instruction": "Let out the side seam."},
}
"""What a table's own rule asks for beyond its required columns."""


def _revisions(config: Config) -> list[str]:
    """All migrations, oldest first."""
    return [step.revision for step in ScriptDirectory.from_config(config).walk_revisions()][::-1]


def _names(connection: Connection) -> list[str]:
    """The tables as the database has them: the models of today say nothing about a migration of yesterday."""
    names = inspect(connection).get_table_names()
    return [name for name in names if name != "alembic_version" and not words_index.is_part(name)]


def _rows(engine: Engine) -> Rows:
    with engine.connect() as connection:
        return {
            name: [dict(row) for row in connection.execute(text(f'SELECT * FROM "{name}"')).mappings()]
            for name in _names(connection)
        }


def _shared(rows: Rows, others: Rows) -> Rows:
    """The rows without the tables and columns that the others do not have."""
    return {
        name: [
            {key: row[key] for key in row if key in other} for row, other in zip(rows[name], others[name], strict=True)
        ]
        for name in rows.keys() & others.keys()
    }


def _fill_empty_tables(engine: Engine, *needed: str) -> None:
    """Put one row into every table that has none; where some are needed, into these and what they point to."""
    empty = [name for name, rows in _rows(engine).items() if not rows]
    metadata = MetaData()
    with engine.begin() as connection:
        metadata.reflect(connection, only=needed or empty)
        for table in metadata.sorted_tables:
            if table.name in empty:
                required = {column.name: _value(column) for column in table.columns if not column.nullable}
                connection.execute(insert(table).values(required | RULES.get(table.name, {})))


def _value(column: Column[Any]) -> Any:
    """Something the column takes; every key is 1, so that rows point to each other."""
    match column.type:
        case JSON():
            return []
        case LargeBinary():
            return b"1"
        case Date():
            return date(2026, 3, 1)
        case DateTime():
            return DECIDED
        case plain:
            return plain.python_type("1")
