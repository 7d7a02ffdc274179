"""The index of words, which no model can describe: FTS5 tables on SQLite, a GIN index on PostgreSQL.

On SQLite triggers keep it true, whoever writes an answer. SQLite makes a table anew to alter it, and forgets its
triggers: whoever migrates puts them back (`env.py`).
"""

import sqlalchemy as sa

_TAKE = """
    INSERT INTO feedback_words (feedback_words, rowid, searched)
    SELECT 'delete', old.id, old.searched WHERE old.searched IS NOT NULL;
"""
_PUT = """
    INSERT INTO feedback_words (rowid, searched) SELECT new.id, new.searched WHERE new.searched IS NOT NULL;
"""
_TRIGGERS = {
    "feedback_words_added": f"AFTER INSERT ON feedback BEGIN {_PUT} END",
    "feedback_words_changed": "AFTER UPDATE OF searched ON feedback WHEN old.searched IS NOT new.searched "
    f"BEGIN {_TAKE} {_PUT} END",
    "feedback_words_gone": f"AFTER DELETE ON feedback BEGIN {_TAKE} END",
}


_IS_THERE = "SELECT 1 FROM sqlite_master WHERE name = 'feedback_words'"


def create(connection: sa.Connection) -> None:
    """Make the index, of the answers that are there.

    Words stand in `feedback.searched` with a space between and nothing else, so both databases split them alike: FTS5
    by its plainest tokenizer, PostgreSQL without its parser, which has its own mind about what is a word. FTS5 holds no
    text of its own, and does not keep where in a comment a word stands: so it is a tenth of the size.
    """
    run = connection.exec_driver_sql
    if connection.dialect.name == "sqlite":
        run(
            "CREATE VIRTUAL TABLE feedback_words USING fts5"
            "(searched, content='feedback', content_rowid='id', tokenize='ascii', detail=none, columnsize=0)"
        )
        run("INSERT INTO feedback_words (feedback_words) VALUES ('rebuild')")
        run("CREATE VIRTUAL TABLE feedback_words_terms USING fts5vocab(feedback_words, instance)")
        put_triggers(connection)
    else:
        run("CREATE INDEX ix_feedback_words ON feedback USING gin (array_to_tsvector(string_to_array(searched, ' ')))")
        run("ANALYZE feedback")


def drop(connection: sa.Connection) -> None:
    """Take the index away."""
    run = connection.exec_driver_sql
    if connection.dialect.name == "sqlite":
        for trigger in _TRIGGERS:
            run(f"DROP TRIGGER {trigger}")
        run("DROP TABLE feedback_words_terms")
        run("DROP TABLE feedback_words")
    else:
        run("DROP INDEX ix_feedback_words")


def put_triggers(connection: sa.Connection) -> None:
    """Put SQLite's triggers back where there is an index and they are gone."""
    run = connection.exec_driver_sql
    if connection.dialect.name == "sqlite" and run(_IS_THERE).first():
        for trigger, does in _TRIGGERS.items():
            run(f"CREATE TRIGGER IF NOT EXISTS {trigger} {does}")


def is_part(name: str | None) -> bool:
    """Return whether a table or an index is a part of it: SQLite keeps several under its name."""
    return name is not None and (name == "ix_feedback_words" or name.startswith("feedback_words"))
