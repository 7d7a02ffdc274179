"""Tallies: who says what of a garment, counted by the worker beside the evidence and added up by pages.

A page that does not narrow reads their sums. Where one does, it adds up groups of customers (`groups`), a few hundred
where there are many thousand answers, and still counts everybody once, whatever it narrows to.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, or_, select
from sqlalchemy.orm import Session, joinedload, undefer

from app.models import Cluster, Feedback, Garment, Issue, IssueOrigin, Tally
from app.services.clusters import list_clusters
from app.services.excerpts import cut_quote
from app.services.groups import NO_KINDS, NOBODY, Count, Kinds, Seating, Stored, read_count, read_kinds, seat
from app.services.hearing import Hearing
from app.services.label import get_label
from app.services.shares import Share
from app.services.silences import Silence, read_silence, tell_silence
from app.services.sub_themes import find_unnamed
from app.services.sums import Sums, add_up, read_sums
from nlp.taxonomy import Code

Columns = dict[str, Any]

DOUBTFUL_BELOW = 0.6
"""A reading that is less likely right is shown to a person: of those, hardly half are (see nlp/README.md)."""

_OF_ALL = (Tally.cluster_id.is_(None), Tally.code.is_(None))
"""The row of all who answered."""

DOUBTFUL_KEPT = 200
"""So many of them are kept by their number: nobody looks at more before the next weighing."""


@dataclass(frozen=True)
class Tallies:
    """The tallies of a garment: the sums, and where a page narrows the groups that it adds up itself."""

    sums: Sums | None
    """None before it was first weighed."""
    runs: frozenset[int]
    """Those that somebody answered about."""
    doubtful: int
    praised: dict[Code, int]
    """How many praise it."""
    quotes: dict[Code, str]
    """The sentence around the plainest words."""
    silences: Mapping[int, Silence] = field(default_factory=dict)
    """By the id of the cluster."""
    kinds: Kinds = NO_KINDS
    everybody: Count = NOBODY
    clusters: Mapping[int, Count] = field(default_factory=dict)
    praise: Mapping[Code, Count] = field(default_factory=dict)


def tally(session: Session, garment: Garment, hearing: Hearing) -> list[Columns]:
    """Return the tallies of a garment as columns of their rows, from what was heard of it; changes nothing."""
    seating = seat(hearing.answers)
    fine = {answer.id for answer in hearing.answers if answer.fits_fine}
    doubtful = session.scalars(find_doubtful(garment).with_only_columns(Issue.id)).all()
    runs = sorted({piece.round_number for piece in seating.pieces if piece.round_number is not None})
    sums = add_up(hearing.answers, fine) | {
        "runs": runs, "doubtful": doubtful[:DOUBTFUL_KEPT], "unnamed": find_unnamed(session, garment),
    }  # fmt: skip
    of_all = dict(zip(("answers", "fits_fine", "asked"), (sums["answers"], *sums["fits_fine"]), strict=True))
    everybody = seating.store_kinds(seating.store(hearing.answers, fine))
    tallies: list[Columns] = [everybody | of_all | {"sums": sums, "doubtful": len(doubtful)}]
    for cluster in list_clusters(session, garment):
        stored = seating.store(hearing.asked(cluster), hearing.reports.get(cluster.id, {}))
        silence = tell_silence(cluster, hearing)
        tallies.append(stored | {"cluster_id": cluster.id} | ({"sums": silence} if silence else {}))
    return tallies + _tally_praise(session, garment, hearing, seating)


def store_tallies(session: Session, garment: Garment, tallies: Sequence[Columns]) -> None:
    """Store tallies in place of the old ones; a cluster or a quote may be gone since they were added up."""
    session.flush()
    session.execute(delete(Tally).where(Tally.garment_id == garment.id))
    clusters = {*session.scalars(select(Cluster.id).where(Cluster.garment_id == garment.id))}
    quotes = {columns["quote_id"] for columns in tallies if columns.get("quote_id")}
    there = {*session.scalars(select(Issue.id).where(Issue.id.in_(quotes)))}
    for columns in tallies:
        if columns.get("cluster_id") is None or columns["cluster_id"] in clusters:
            quote = columns.get("quote_id")
            session.add(Tally(garment_id=garment.id, **columns | {"quote_id": quote if quote in there else None}))
    session.flush()


def read_tallies(session: Session, garment: Garment, *, grouped: bool = True) -> Tallies:
    """Return the tallies of a garment, their groups only where wanted, in one query."""
    wanted = select(Tally).where(Tally.garment_id == garment.id).order_by(Tally.id)
    columns = undefer(Tally.groups), undefer(Tally.several)
    told_alone = or_(Tally.cluster_id.is_(None), Tally.sums.is_not(None))
    wanted = wanted.options(*columns) if grouped else wanted.where(told_alone)
    rows = session.scalars(wanted.options(joinedload(Tally.quote).joinedload(Issue.feedback))).all()
    whole = next((row for row in rows if row.cluster_id is None and row.code is None), None)
    if grouped and whole is not None and whole.several is None:
        whole = None  # an older Toile counted it
    praise = {row.code: row for row in rows if row.code}
    say_code = get_label(session).say_code
    sums = whole.sums if whole else None
    told = Tallies(
        sums=read_sums(sums) if sums else None,
        runs=frozenset(sums["runs"] if sums else ()),
        doubtful=whole.doubtful if whole else 0,
        praised={code: row.sums["praise"] for code, row in praise.items() if row.sums},
        silences={row.cluster_id: told for row in rows if row.cluster_id and (told := read_silence(row.sums))},
        quotes={code: quote for code, row in praise.items() if (quote := _quote(say_code(code), row.quote))},
    )
    if not grouped or whole is None:
        return told
    return replace(
        told,
        kinds=read_kinds(_stored(whole)),
        everybody=read_count(_stored(whole)),
        clusters={row.cluster_id: read_count(_stored(row)) for row in rows if row.cluster_id},
        praise={code: read_count(_stored(row)) for code, row in praise.items()},
    )


def read_all_sums(session: Session) -> dict[int, Sums]:
    """Return by garment id who answered of all garments that were weighed, and whom all fits, in one query."""
    told = select(Tally.garment_id, Tally.answers, Tally.fits_fine, Tally.asked)
    rows = session.execute(told.where(*_OF_ALL, Tally.answers.is_not(None))).all()
    return {row.garment_id: Sums(row.answers or 0, Share(row.fits_fine or 0, row.asked or 0)) for row in rows}


def list_outdated(session: Session) -> list[Garment]:
    """Return the garments whose tallies an older Toile added up, without all that pages read today."""
    outdated = select(Garment).join(Tally).where(*_OF_ALL, Tally.several.is_(None)).order_by(Garment.id)
    return list(session.scalars(outdated))


def select_doubtful(session: Session, garment: Garment, *, limit: int) -> Select[Issue]:
    """Return the query of so many doubtful readings; once all were added up, of those of them that still are."""
    sums = session.scalar(select(Tally.sums).where(Tally.garment_id == garment.id, *_OF_ALL))
    if sums is None:
        return find_doubtful(garment).limit(limit)
    return _find_doubtful(Issue.id.in_(sums["doubtful"])).limit(limit)


def find_doubtful(garment: Garment) -> Select[Issue]:
    """Return the query of readings that the tagger is not sure of and nobody has looked at, the least sure first."""
    return _find_doubtful(Feedback.garment_id == garment.id)


def _find_doubtful(which: ColumnElement[bool]) -> Select[Issue]:
    return (
        select(Issue)
        .join(Issue.feedback)
        .where(
            which,
            ~Feedback.is_spam,
            Issue.origin == IssueOrigin.COMMENT,
            Issue.confidence < DOUBTFUL_BELOW,
            Issue.standing_code.is_not(None),
            ~Issue.corrections.any(),
        )
        .order_by(Issue.confidence, Issue.id)
    )


def _tally_praise(session: Session, garment: Garment, hearing: Hearing, seating: Seating) -> list[Columns]:
    """Praise has no point of its own: those who say it, and the plainest words for it."""
    answer_of = {answer.id: answer for answer in hearing.answers}
    rows = session.execute(
        select(Issue.standing_code, Issue.feedback_id, Issue.id, Issue.span_start)
        .join(Issue.feedback)
        .where(Feedback.garment_id == garment.id, ~Feedback.is_spam, Issue.standing_code.endswith("/ok"))
        .order_by(Issue.confidence.desc(), Issue.id)
    ).all()
    praising: dict[Code, set[int]] = {}
    quotes: dict[Code, int] = {}
    for code, answer_id, issue_id, span_start in rows:
        assert code  # asked for above
        if answer_id not in answer_of:
            continue  # it came after the others were heard
        praising.setdefault(code, set()).add(answer_id)
        if span_start is not None:
            quotes.setdefault(code, issue_id)
    tallies = []
    for code, ids in praising.items():
        answers = [answer_of[answer_id] for answer_id in sorted(ids)]
        people = {answer.customer for answer in answers if answer.source.is_customers}
        told = {"code": code, "sums": {"praise": len(people)}, "quote_id": quotes.get(code)}
        tallies.append(seating.store(answers, ids) | told)
    return tallies


def _quote(title: str, issue: Issue | None) -> str | None:
    """The words of a praise, unless they only repeat what it is called."""
    if issue is None or issue.span_start is None or not issue.feedback.comment:
        return None
    quote = cut_quote(issue.feedback.comment, issue.span_start, issue.span_end)
    return quote if quote and quote.strip(" .!").casefold() != title.casefold() else None


def _stored(row: Tally) -> Stored:
    return {"groups": row.groups, "several": row.several}
