"""The search: which answers say what is looked for, by the index of words that each database keeps.

Words are found from their beginning, “sleeve” finds sleeves, whatever their case, accents and signs; all of them have
to occur. What stands in quotation marks, and what a sign holds together (“don't”), is found as it stands there, one
word after the other. Both databases find the same: what a word is, `split_words` says, for comments and searches alike.

FTS5 merges all answers of all words with a beginning before it returns the first; of words that are named it returns
the newest at once. So the words are looked up first, in the same question that says how often they are said.

No index knows the order of words, nor what else is asked of an answer beside its words: those that may say it are read
one by one. Of many only the newest are (`looking`), by the index that reaches further back with as many: that of the
words, or that of the garment.
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

from app.models import Feedback, ProductionRound, split_words
from app.services import looking

NEWEST, MANY_OF_NEWEST = 2_000, 100
"""Of the newest answers, how many say what is said often."""

BEGINNINGS_MAX = 64
"""A beginning that more words share is said often."""

SAMPLED = 8
"""One in so many answers tells how far back as many would reach."""

NAMED_MAX = 5_000
"""So many answers are named to PostgreSQL."""

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


def is_of_run(garment_id: int | None, number: int, round_id: Any = Feedback.round_id) -> ColumnElement[bool]:
    """Return whether an answer is of the run with this number, of a garment or of whichever.

    That of one garment is one run: so the index has its answers in their order.
    """
    numbered = select(ProductionRound.id).where(ProductionRound.number == number)
    if garment_id is None:
        of_any: ColumnElement[bool] = round_id.in_(numbered)
        return of_any
    one = numbered.where(ProductionRound.garment_id == garment_id).scalar_subquery()
    of_one: ColumnElement[bool] = round_id == one
    return of_one


@dataclass(frozen=True)
class Among:
    """What else is asked of an answer: of which garment it is, of which run; whether few of all are left."""

    garment_id: int | None = None
    round_number: int | None = None
    is_narrow: bool = False

    def select_ids(self) -> Select[Any]:
        """Return the query of the ids of these answers, told by an index alone."""
        ids = select(Feedback.id.label("id"))
        if self.garment_id is not None:
            ids = ids.where(Feedback.garment_id == self.garment_id)
            if self.round_number is not None:
                ids = ids.where(is_of_run(self.garment_id, self.round_number))
        return ids


@dataclass(frozen=True)
class Search:
    """What of the found answers says it, and the id that they are put in order by."""

    found: Select[Any]
    key: ColumnElement[int]
    read: Select[Any] | None = None
    """The ids of those that have to be read for it; None where an index tells."""
    says: tuple[ColumnElement[bool], ...] = ()
    """What they are read for, of their words."""


def narrow(session: Session, found: Select[Any], typed: str, among: Among, *, below: int | None = None) -> Search:
    """Return what of the found answers says it; `below` is the id where a page begins."""
    phrases = read_phrases(typed)
    if not phrases:
        return Search(found, _ID)
    by_index = _narrow_in_sqlite if session.get_bind().dialect.name == "sqlite" else _narrow_in_postgresql
    return by_index(session, found, phrases, among, _END if below is None else below)


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


_END = 2**31 - 1
"""No answer has a larger id."""

_ID: ColumnElement[int] = Feedback.__table__.c.id
_INDEX = table("feedback_words", column("rowid", Integer), column("feedback_words"))


def _narrow_in_sqlite(
    session: Session, found: Select[Any], phrases: Sequence[Phrase], among: Among, below: int
) -> Search:
    """FTS5 returns answers in the order of its own ids, which SQLite does not know to be the same as ours.

    Counted on from nought they are no ids by which FTS5 could be asked about each answer of a garment, one by one.
    """
    known = _look_up(session, phrases, among, below)
    if known.is_missing:
        return Search(found.where(false()), _ID)
    if known.match is None or (known.reach is not None and (known.reach_among or 0) < known.reach):
        return _search_all(found, phrases, among, func.instr)
    holds = _INDEX.c.feedback_words.match(known.match)
    left = tuple(each.occurs(func.instr) for each in phrases if len(each.words) > 1 or each.words[-1] in known.broad)
    return Search(
        found.join(_INDEX, Feedback.id == _INDEX.c.rowid + 0).where(holds, *left), _INDEX.c.rowid,
        select(_INDEX.c.rowid.label("id")).where(holds) if left or among.is_narrow else None, left,
    )  # fmt: skip


def _search_all(found: Select[Any], phrases: Sequence[Phrase], among: Among, find: Any) -> Search:
    """What is said often is soon found without an index of words, from the newest answer on."""
    says = tuple(each.occurs(find) for each in phrases)
    is_rare = among.is_narrow or any(len(each.words) > 1 for each in phrases)
    return Search(found.where(*says), _ID, among.select_ids() if is_rare else None, says)


@dataclass(frozen=True)
class _Known:
    """What the index knows of words: the question to ask it, and how many answers that would find."""

    is_missing: bool
    match: str | None
    broad: frozenset[str]
    """Beginnings that too many words share to name them all."""
    reach: int | None
    """About the oldest of so many answers with these words as are looked through; None where there are far fewer."""
    reach_among: int | None
    """And the oldest of so many of the garment, whatever they say."""


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
    CASE WHEN match IS NOT NULL AND :garment IS NOT NULL THEN (
        SELECT rowid FROM feedback_words WHERE feedback_words MATCH match AND rowid < :below
        ORDER BY rowid DESC LIMIT 1 OFFSET :sample
    ) END AS sample,
    (SELECT max(id) FROM feedback WHERE id < :below) AS newest,
    (
        SELECT id FROM feedback WHERE garment_id = :garment AND id < :below {of_run}
        ORDER BY id DESC LIMIT 1 OFFSET :looked
    ) AS reach_among
FROM question
"""
"""From word to word, each found where the one before it ends: reading all of them would read all that was said."""

_OF_RUN = "AND round_id = (SELECT id FROM production_round WHERE garment_id = :garment AND number = :run)"


def _look_up(session: Session, phrases: Sequence[Phrase], among: Among, below: int) -> _Known:
    """Which words begin as is looked for, and how far back answers with all of them may be looked through."""
    wanted = {(word, word + _AFTER) for each in phrases for word in each.words[:-1]}
    wanted |= {(each.words[-1], each.last) for each in phrases}
    values = [f"(:word{place}, :until{place})" for place in range(len(wanted))]
    given: dict[str, Any] = {
        name: value
        for place, (word, until) in enumerate(sorted(wanted))
        for name, value in ((f"word{place}", word), (f"until{place}", until))
    }
    given |= {"most": BEGINNINGS_MAX * len(wanted), "below": below, "looked": looking.LOOKED_MAX - 1}
    given["sample"] = looking.LOOKED_MAX // SAMPLED
    given |= {"garment": among.garment_id, "run": among.round_number}
    of_run = "" if among.round_number is None else _OF_RUN
    row = session.execute(text(_LOOK_UP.format(wanted=", ".join(values), of_run=of_run)), given).one()
    return _Known(
        is_missing=row.missing > 0, match=row.match, broad=frozenset((row.broad or "").split()),
        reach=None if row.sample is None else row.newest - SAMPLED * (row.newest - row.sample),
        reach_among=row.reach_among,
    )  # fmt: skip


def _narrow_in_postgresql(
    session: Session, found: Select[Any], phrases: Sequence[Phrase], among: Among, below: int
) -> Search:
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
    looked = select(lately.c.many, said.c.id).select_from(lately.outerjoin(said, true())).limit(NAMED_MAX)
    rows = session.execute(looked).all()
    if rows[0].many >= MANY_OF_NEWEST or len(rows) == NAMED_MAX:
        return _search_all(found, phrases, among, func.strpos)
    ids = [row.id for row in rows if row.id is not None]
    left = [each.occurs(func.strpos) for each in phrases if len(each.words) > 1]
    return Search(found.where(Feedback.id == any_(cast(ids, ARRAY(Integer))), *left), _ID)
