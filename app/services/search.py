"""The search: which answers say what is looked for, by the index of words that each database keeps.

Words are found from their beginning, “sleeve” finds sleeves, whatever their case, accents and signs; all of them have
to occur. What stands in quotation marks, and what a sign holds together (“don't”), is found as it stands there, one
word after the other. Both databases find the same: what a word is, `split_words` says, for comments and searches alike.

FTS5 merges all answers of all words with a beginning before it returns the first; of words that are named it returns
the newest at once. So the words are looked up first, in the same question that says how often they are said. What is
said often is found quickly without any index, among the newest answers; that of a garment has its own index.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    any_,
    cast,
    column,
    false,
    func,
    literal,
    literal_column,
    select,
    table,
    text,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY
from sqlalchemy.orm import Session

from app.models import Feedback, split_words

OFTEN = 5_000
"""What so many answers say is looked for among the newest, where something else narrows them too."""

NEWEST, MANY_OF_NEWEST = 2_000, 100
"""Of the newest answers, how many say what is said often."""

BEGINNINGS_MAX = 64
"""A beginning that more words share is said often."""

_SEARCHED = re.compile(r'"([^"]*)"|(\S+)')
_AFTER, _LAST = "\x01", "\U0010ffff"
"""What comes right after a word, and after all that begin with it; neither is in any word."""


@dataclass(frozen=True)
class Phrase:
    """Words one after the other; the last one may go on, unless it is quoted."""

    words: tuple[str, ...]
    is_quoted: bool

    @property
    def last(self) -> str:
        """Return what the last word has to be smaller than."""
        return self.words[-1] + (_AFTER if self.is_quoted else _LAST)

    def occurs(self, find: Any, searched: Any = Feedback.searched) -> ColumnElement[bool]:
        """Return whether an answer says it, told by its words alone; `find` is the database's own search in a text.

        Of LIKE PostgreSQL would think that it is seldom true, and put all answers in order before it tries the newest.
        """
        said = f" {' '.join(self.words)}{' ' if self.is_quoted else ''}"
        place: ColumnElement[int] = find(literal(" ") + searched + " ", said)
        return place > 0


def read_phrases(typed: str) -> list[Phrase]:
    """Return what is looked for; signs alone are nothing to look for."""
    found = [(split_words(quoted or word), bool(quoted)) for quoted, word in _SEARCHED.findall(typed)]
    return [Phrase(tuple(words), is_quoted) for words, is_quoted in found if words]


def narrow(
    session: Session, found: Select[Any], typed: str, *, is_narrowed: bool
) -> tuple[Select[Any], ColumnElement[int]]:
    """Return what of the found answers says it, and the id that they are to be put in order by.

    `is_narrowed` says that other filters leave few of all answers.
    """
    phrases = read_phrases(typed)
    if not phrases:
        return found, _ID
    by_index = _narrow_in_sqlite if session.get_bind().dialect.name == "sqlite" else _narrow_in_postgresql
    return by_index(session, found, phrases, is_narrowed)


def clear_gone(session: Session) -> None:
    """Make SQLite's index anew, so that words which are said no more are not in it: FTS5 only strikes them out.

    PostgreSQL's holds nothing that a dump would show. Merging FTS5's parts (`optimize`) is quicker, but now and then
    leaves a word between the rows of a page: `PRAGMA secure_delete` does not look there when rows move, while a page
    that is given back it wipes as a whole. FTS5's own `secure-delete` (3.42) is not used: no older SQLite opens a
    database that once had it.
    """
    session.flush()
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("INSERT INTO feedback_words (feedback_words) VALUES ('rebuild')"))


_ID: ColumnElement[int] = Feedback.__table__.c.id
_INDEX = table("feedback_words", column("rowid", Integer), column("feedback_words"))


def _narrow_in_sqlite(
    session: Session, found: Select[Any], phrases: Sequence[Phrase], is_narrowed: bool
) -> tuple[Select[Any], ColumnElement[int]]:
    """FTS5 returns answers in the order of its own ids, which SQLite does not know to be the same as ours.

    Counted on from nought they are no ids by which FTS5 could be asked about each answer of a garment, one by one.
    """
    known = _look_up(session, phrases, counted=OFTEN if is_narrowed else 0)
    if known.is_missing:
        return found.where(false()), _ID
    if known.match is None or known.answers == OFTEN:
        return found.where(*(each.occurs(func.instr) for each in phrases)), _ID
    left = [each.occurs(func.instr) for each in phrases if len(each.words) > 1 or each.words[-1] in known.broad]
    return (
        found.join(_INDEX, Feedback.id == _INDEX.c.rowid + 0).where(_INDEX.c.feedback_words.match(known.match), *left),
        _INDEX.c.rowid,
    )


@dataclass(frozen=True)
class _Known:
    """What the index knows of words: the question to ask it, and how many answers that would find."""

    is_missing: bool
    match: str | None
    broad: frozenset[str]
    """Beginnings that too many words share to name them all."""
    answers: int


_LOOK_UP = """\
WITH RECURSIVE wanted (word, until) AS (VALUES {wanted}),
term (word, until, said) AS (
    SELECT word, until, (SELECT term FROM feedback_words_terms WHERE term >= word LIMIT 1) FROM wanted
    UNION ALL
    SELECT word, until, (SELECT term FROM feedback_words_terms WHERE term >= said || char(1) LIMIT 1)
    FROM term WHERE said < until LIMIT :most
),
known (word, terms, is_all) AS (
    SELECT word, group_concat(CASE WHEN said < until THEN '"' || said || '"' END, ' OR '),
        max(said IS NULL OR said >= until)
    FROM term GROUP BY word, until
),
question (match) AS (SELECT group_concat('(' || terms || ')', ' AND ') FROM known WHERE is_all)
SELECT
    (SELECT count(*) FROM known WHERE terms IS NULL) AS missing,
    match,
    (SELECT group_concat(word, ' ') FROM known WHERE NOT is_all) AS broad,
    CASE WHEN match IS NOT NULL THEN
        (SELECT count(*) FROM (SELECT 1 FROM feedback_words WHERE feedback_words MATCH match LIMIT :counted))
    END AS answers
FROM question
"""
"""From word to word, each found where the one before it ends: reading all of them would read all that was said."""


def _look_up(session: Session, phrases: Sequence[Phrase], *, counted: int) -> _Known:
    """Which words begin as is looked for, and how many answers say all of it, up to `counted`."""
    wanted = {(word, word + _AFTER) for each in phrases for word in each.words[:-1]}
    wanted |= {(each.words[-1], each.last) for each in phrases}
    values = [f"(:word{place}, :until{place})" for place in range(len(wanted))]
    given = {
        name: value
        for place, (word, until) in enumerate(sorted(wanted))
        for name, value in ((f"word{place}", word), (f"until{place}", until))
    }
    most = BEGINNINGS_MAX * len(wanted)
    asked = text(_LOOK_UP.format(wanted=", ".join(values)))
    row = session.execute(asked, given | {"most": most, "counted": counted}).one()
    return _Known(
        is_missing=row.missing > 0,
        match=row.match,
        broad=frozenset((row.broad or "").split()),
        answers=row.answers or 0,
    )


def _narrow_in_postgresql(
    session: Session, found: Select[Any], phrases: Sequence[Phrase], is_narrowed: bool
) -> tuple[Select[Any], ColumnElement[int]]:
    """Few are named by their ids: left to itself the planner guesses how often a word is said, and reads everything.

    GIN gathers all answers before it returns the first; what many of the newest say it is not asked about.
    """
    vector = func.array_to_tsvector(func.string_to_array(Feedback.searched, literal_column("' '")))
    lexemes = [f"'{word}'" for each in phrases for word in each.words[:-1]]
    lexemes += [f"'{each.words[-1]}'{'' if each.is_quoted else ':*'}" for each in phrases]
    newest = select(Feedback.searched).order_by(Feedback.id.desc()).limit(NEWEST).subquery()
    often = (each.occurs(func.strpos, newest.c.searched) for each in phrases)
    lately = select(func.count().label("many")).where(*often).cte("lately")
    saying = select(Feedback.id).where(
        vector.bool_op("@@")(cast(" & ".join(lexemes), TSQUERY)),
        select(lately.c.many).scalar_subquery() < MANY_OF_NEWEST,
    )
    said = saying.cte("said").prefix_with("MATERIALIZED")
    looked = select(lately.c.many, said.c.id).select_from(lately.outerjoin(said, true())).limit(OFTEN)
    rows = session.execute(looked).all()
    if rows[0].many >= MANY_OF_NEWEST or len(rows) == OFTEN:
        return found.where(*(each.occurs(func.strpos) for each in phrases)), _ID
    ids = [row.id for row in rows if row.id is not None]
    left = [each.occurs(func.strpos) for each in phrases if len(each.words) > 1]
    return found.where(Feedback.id == any_(cast(ids, ARRAY(Integer))), *left), _ID
