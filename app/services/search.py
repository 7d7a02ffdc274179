"""The search: which answers say what is looked for, by the index of words that each database keeps.

Words are found from their beginning, “sleeve” finds sleeves, whatever their case, accents and signs; all of them have
to occur. What stands in quotation marks, and what a sign holds together (“don't”), is found as it stands there, one
word after the other. Both databases find the same: what a word is, `split_words` says, for comments and searches alike.

FTS5 merges all answers of all words with a beginning before it returns the first; of words that are named it returns
the newest at once. So the words are looked up first, in the same question that says how far back each is said so often.
Of words that are said often, FTS5 goes through all that say one of them to find who says all: no more than so many.
Of a word that is said far more seldom than the others, those who say it are read for the others.

No index knows the order of words: that is read in the answers, too.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, case, cast, func, literal, literal_column, select, text, true
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import Session

from app.models import Feedback, split_words

NAMED_MAX = 450
"""So many answers that say a word are named, to be read for the rest that is asked."""

PASSED_MAX = 10_000
"""So many entries of its index FTS5 goes through for them, in a few thousandths of a second."""

NEWEST, GATHERED_MAX = 2_000, 4_000
"""GIN gathers all answers that say a word before it returns one: how many these are, the newest tell."""

BEGINNINGS_MAX = 32
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


@dataclass(frozen=True)
class Named:
    """Which answers the index of words names from here on, and what they still have to be read for."""

    ids: Sequence[int] = ()
    left: tuple[ColumnElement[bool], ...] = ()
    until: int | None = None
    """The last answer that this holds for, where there are more."""
    number: int | None = None
    """How many answers lie between here and there."""


def list_says(session: Session, phrases: Sequence[Phrase]) -> tuple[ColumnElement[bool], ...]:
    """Return what answers are read for."""
    find = func.instr if session.get_bind().dialect.name == "sqlite" else func.strpos
    return tuple(each.occurs(find) for each in phrases)


def name_answers(
    session: Session, phrases: Sequence[Phrase], *, beside: int | None = None, upwards: bool = False
) -> Named | None:
    """Return who says it, the nearest first; None where the words are said so often that no index is of use."""
    by_index = _name_in_sqlite if session.get_bind().dialect.name == "sqlite" else _name_in_postgresql
    return by_index(session, phrases, beside, upwards)


_END = 2**31 - 1
"""No answer has a larger id."""


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
start (id) AS (SELECT coalesce(:beside, (SELECT max(id) + 1 FROM feedback))),
reach (word, terms, far) AS (
    SELECT word, terms, CASE WHEN (SELECT count(*) FROM wanted) > 1 THEN abs(start.id - (
        SELECT rowid FROM feedback_words
        WHERE feedback_words MATCH terms AND rowid {beyond} start.id ORDER BY rowid {order} LIMIT 1 OFFSET :named - 1
    )) END FROM known, start WHERE is_all AND terms IS NOT NULL
),
together (match, far) AS (
    SELECT group_concat('(' || terms || ')', ' AND '), CAST(:passed / sum(1.0 * :named / far) AS INTEGER) FROM reach
),
rarest (word, terms, far) AS (SELECT word, terms, far FROM reach ORDER BY far IS NOT NULL, far DESC LIMIT 1),
asked (match, word, far) AS (
    SELECT rarest.terms, rarest.word, rarest.far FROM rarest, together WHERE (rarest.far <= together.far) IS NOT 1
    UNION ALL
    SELECT together.match, NULL, together.far FROM rarest, together WHERE rarest.far <= together.far
)
SELECT
    EXISTS (SELECT 1 FROM known WHERE terms IS NULL) AS is_missing,
    (SELECT group_concat(word, ' ') FROM known WHERE NOT is_all) AS broad,
    start.id AS start, (SELECT max(id) FROM feedback) AS newest, asked.match, asked.word, asked.far,
    CASE WHEN asked.match IS NOT NULL THEN (SELECT group_concat(rowid) FROM (
        SELECT rowid FROM feedback_words
        WHERE feedback_words MATCH asked.match AND rowid {beyond} start.id
            AND rowid BETWEEN start.id - coalesce(asked.far, :end) AND start.id + coalesce(asked.far, :end)
        ORDER BY rowid {order} LIMIT :named
    )) END AS ids
FROM start LEFT JOIN asked
"""
"""From word to word, each found where the one before it ends: reading all of them would read all that was said."""


def _name_in_sqlite(session: Session, phrases: Sequence[Phrase], beside: int | None, upwards: bool) -> Named | None:
    wanted = {(word, word + _AFTER) for each in phrases for word in each.words[:-1]}
    wanted |= {(each.words[-1], each.last) for each in phrases}
    given: dict[str, Any] = {"most": BEGINNINGS_MAX * len(wanted), "beside": beside}
    given |= {"named": NAMED_MAX, "passed": PASSED_MAX, "end": _END}
    for place, (word, until) in enumerate(sorted(wanted)):
        given |= {f"word{place}": word, f"until{place}": until}
    values = ", ".join(f"(:word{place}, :until{place})" for place in range(len(wanted)))
    question = _LOOK_UP.format(wanted=values, beyond=">" if upwards else "<", order="ASC" if upwards else "DESC")
    row = session.execute(text(question), given).one()
    if row.is_missing:
        return Named()
    if row.match is None:
        return None
    ids = [int(each) for each in (row.ids or "").split(",") if each]
    says, broad = list_says(session, phrases), (row.broad or "").split()
    is_told = [row.word is None and len(each.words) == 1 and each.words[0] not in broad for each in phrases]
    left = tuple(each for each, told in zip(says, is_told, strict=True) if not told)
    last = ids[-1] if len(ids) == NAMED_MAX else _find_end(row, upwards)
    return Named(ids, left, last, None if last is None else abs(row.start - last))


def _find_end(row: Any, upwards: bool) -> int | None:
    """The last id that was looked at; None where there are no more."""
    if row.far is None:
        return None
    end: int = row.start + row.far if upwards else row.start - row.far
    return end if 0 < end <= row.newest else None


def _name_in_postgresql(session: Session, phrases: Sequence[Phrase], beside: int | None, upwards: bool) -> Named | None:
    """The newest tell what is said most seldom of all that is looked for: those who say that are read for the rest."""
    vector = func.array_to_tsvector(func.string_to_array(Feedback.searched, literal_column("' '")))
    newest = select(Feedback.id, Feedback.searched).order_by(Feedback.id.desc()).limit(NEWEST).subquery()
    often = [func.count().filter(each.occurs(func.strpos, newest.c.searched)) for each in phrases]
    share = 1.0 * func.least(*often) / func.greatest(func.count(), 1)
    rarest = case(
        *((number == func.least(*often), _write_query(each)) for number, each in zip(often, phrases, strict=True))
    )
    many = share * func.max(newest.c.id)
    lately = select(many.label("many"), cast(rarest, TSQUERY).label("rarest")).cte("lately")
    saying = select(Feedback.id).where(
        vector.bool_op("@@")(select(lately.c.rarest).scalar_subquery()),
        select(lately.c.many).scalar_subquery() <= GATHERED_MAX,
    )
    said = saying.cte("said").prefix_with("MATERIALIZED")
    beyond = true() if beside is None else said.c.id > beside if upwards else said.c.id < beside
    in_order = select(said.c.id).where(beyond).order_by(said.c.id if upwards else said.c.id.desc())
    nearest = in_order.limit(NAMED_MAX).subquery()
    rows = session.execute(select(lately.c.many, nearest.c.id).select_from(lately.outerjoin(nearest, true()))).all()
    if (rows[0].many or 0) > GATHERED_MAX:
        return None
    ids = [row.id for row in rows if row.id is not None]
    left = tuple(each.occurs(func.strpos) for each in phrases)
    until = (max(ids) if upwards else min(ids)) if len(ids) == NAMED_MAX else None
    if until is None:
        return Named(ids, left)
    start = max(ids) + 1 if beside is None else beside  # from the newest on it goes downwards
    return Named(ids, left, until, abs(start - until))


def _write_query(phrase: Phrase) -> str:
    """What GIN is asked for a phrase."""
    lexemes = [f"'{word}'" for word in phrase.words]
    return " & ".join(lexemes) + ("" if phrase.is_quoted else ":*")
