"""Experience: what a label's garments taught it: how frequent an issue is, and what "a bit too long" means in mm."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from app.models import Experience, Feedback, FeedbackSource, Garment, Issue
from app.services.hearing import NOT_ZONES, Hearing
from app.services.returns import find_sold
from app.services.sketches import get_sketch
from app.services.suggestions import GIRTHS, STRAIGHT
from app.statistics.posterior import SHOP_PRIOR
from app.statistics.prior import fit_prior
from app.statistics.suggestion import ASSUMED_MM, Meaning, learn_meaning, read_amounts
from nlp.taxonomy import ASPECTS, Code, IssueCode

HEARD = "size.overall"
"""The aspect that everybody was asked about who was heard at all."""

AMOUNTS_KEPT = 100
"""So many of a garment's newest amounts are remembered for each degree of the words."""

Columns = dict[str, Any]

Amounts = list[list[float]]
"""From and to, in mm."""


@dataclass(frozen=True)
class Prior:
    """What is known of an issue before anybody answers: a Beta, and how many garments taught it; 0 for the default."""

    a: float
    b: float
    garments: int = 0

    @property
    def shape(self) -> tuple[float, float]:
        """Return the two numbers of the Beta."""
        return self.a, self.b


@dataclass(frozen=True)
class Known:
    """The experience of all garments, read once for a weighing; what that teaches takes the place of what it did."""

    rows: list[Columns]
    """Columns of the stored rows, and the id of their `garment`."""
    _fitted: dict[tuple[Code, FeedbackSource], Prior] = field(default_factory=dict, repr=False)
    """Hundreds of garments are gone through once for each, until one of them teaches something else."""

    def renew(self, garment: Garment, learnt: Iterable[Columns]) -> None:
        """Put what a garment teaches now in place of what it taught before."""
        others = [row for row in self.rows if row["garment"] != garment.id]
        self.rows[:] = [*others, *(columns | {"garment": garment.id} for columns in learnt)]
        self._fitted.clear()

    def prior(self, code: Code, source: FeedbackSource, *, of_sold: bool = True) -> Prior:
        """Return the label's prior of an issue by one source: fitted from ten garments on, else the default (C1).

        What returns teach is a share of the pieces sold; where they are counted among themselves it says nothing.
        """
        if not source.is_customers or (source is FeedbackSource.RETURN and not of_sold):
            return Prior(*SHOP_PRIOR)
        if (known := self._fitted.get((code, source))) is None:
            counts = [counted for row in self.rows if row["source"] is source and (counted := _count(row, code))]
            fitted = fit_prior(counts)
            known = Prior(*fitted, garments=len(counts)) if fitted else Prior(*SHOP_PRIOR)
            self._fitted[code, source] = known
        return known

    def meanings(self) -> dict[int, Meaning]:
        """Return what vague words mean to the label's customers by severity, where ten gave word and amount (C4.1)."""
        said: dict[int, list[Any]] = defaultdict(list)
        for row in self.rows:
            for severity, amounts in row["amounts"].items():
                said[int(severity)].append(read_amounts(amounts))
        learnt = {severity: learn_meaning(amounts) for severity, amounts in said.items()}
        return {severity: meaning for severity, meaning in learnt.items() if meaning}


def read_known(session: Session) -> Known:
    """Return the experience of all garments, in two queries.

    A row never changes, it is written anew: what this process has read before it reads no second time. The experience
    of 500 garments took a third of each weighing.
    """
    before = _read.get(session.get_bind().engine, {})
    written = {row.id: row.counted_at for row in session.execute(select(Experience.id, Experience.counted_at))}
    new = [row_id for row_id, counted_at in written.items() if row_id not in before or before[row_id][0] != counted_at]
    rows = {row_id: row for row_id, row in before.items() if row_id in written}
    for row in session.execute(select(*_COLUMNS).where(Experience.id.in_(new))) if new else ():
        amounts = {severity: read_amounts(said_mm) for severity, said_mm in row.amounts.items()}
        rows[row.id] = row.counted_at, {
            "garment": row.garment_id, "source": row.source, "asked": row.asked, "reports": row.reports,
            "amounts": amounts,
        }  # fmt: skip
    _read[session.get_bind().engine] = rows
    return Known([rows[row_id][1] for row_id in sorted(rows)])


_COLUMNS = (
    Experience.id, Experience.garment_id, Experience.source, Experience.asked, Experience.reports, Experience.amounts,
    Experience.counted_at,
)  # fmt: skip
_read: WeakKeyDictionary[Engine, dict[int, tuple[datetime, Columns]]] = WeakKeyDictionary()


def gather(
    session: Session,
    garment: Garment,
    hearing: Hearing,
    counted: Mapping[FeedbackSource, Mapping[Code, tuple[int, int]]],
) -> list[Columns]:
    """Return what a garment adds to the label's experience, as columns of its rows; changes nothing.

    `counted` says by source and code how many report what has a point here, of how many.
    """
    amounts = _read_amounts(session, garment, hearing)
    rows = []
    for source in (each for each in FeedbackSource if each.is_customers):
        asked = _count_asked(session, garment, hearing, source)
        if asked:
            reports = {code.value: list(counts) for code, counts in counted.get(source, {}).items()}
            # Codes that were put into another's point are counted there, not here.
            moved = {code for codes in hearing.codes.values() for code in codes} - counted.get(source, {}).keys()
            reports |= {code.value: [0, 0] for code in moved}
            rows.append({"source": source, "asked": asked, "reports": reports, "amounts": amounts.get(source, {})})
    return rows


def store(session: Session, garment: Garment, rows: Sequence[Columns]) -> None:
    """Store a garment's experience in place of the old."""
    session.execute(delete(Experience).where(Experience.garment_id == garment.id))
    session.add_all(Experience(garment_id=garment.id, **columns) for columns in rows)


def _count(row: Mapping[str, Any], code: Code) -> tuple[int, int] | None:
    """How many report a code of how many; where it has no point nobody does, of all who were asked."""
    reporting, answered = row["reports"].get(code.value) or (0, _find_asked(row["asked"], code))
    return (reporting, answered) if answered else None


def _find_asked(asked: Mapping[str, int], code: Code) -> int:
    """How many were asked about a code; about a label's own tag all who were heard, where the garment has its place."""
    if isinstance(code, IssueCode):
        return asked.get(code.aspect, 0)
    has_place = code.group != "fit" or any(aspect.partition(".")[0] == code.zone for aspect in asked)
    return asked.get(HEARD, 0) if has_place else 0


def _count_asked(session: Session, garment: Garment, hearing: Hearing, source: FeedbackSource) -> dict[str, int]:
    """Customers who were asked about each aspect that this kind of garment has, as `Hearing.asked` counts them."""
    answers = hearing.by_source.get(source, [])
    aspects = list_aspects(garment)
    if source is FeedbackSource.RETURN:
        sold = find_sold(session, garment, hearing, None) if answers else None
        return dict.fromkeys(aspects, sold) if sold else {}
    heard = {answer.customer for answer in answers if answer.heard}
    if source is not FeedbackSource.FORM:
        return dict.fromkeys(aspects, len(heard)) if heard else {}
    content = {answer.customer for answer in answers if answer.rest_fits}
    tapped: dict[str, set[str]] = defaultdict(set)
    for answer in answers:
        for aspect in answer.tapped:
            tapped[aspect].add(answer.customer)
    counts = {aspect: len(content | tapped[aspect]) if _is_place(aspect) else len(heard) for aspect in aspects}
    return {aspect: number for aspect, number in counts.items() if number}


def list_aspects(garment: Garment) -> list[str]:
    """Return what can be said of a kind of garment: nobody finds the legs of a shirt too long."""
    places = {question.aspect for zone in get_sketch(garment.kind).zones for question in zone.questions}
    return [aspect for aspect in ASPECTS if aspect in places or not _is_place(aspect)]


def _is_place(aspect: str) -> bool:
    return IssueCode(f"{aspect}/ok").group == "fit" and aspect not in NOT_ZONES


def _read_amounts(session: Session, garment: Garment, hearing: Hearing) -> dict[FeedbackSource, dict[str, Amounts]]:
    """Amounts by source and by the severity of the words beside them; each customer counts once, with the newest."""
    answers = {answer.id: answer for answer in hearing.answers}
    rows = session.execute(
        select(Issue.feedback_id, Issue.standing_code, Issue.severity, Issue.low_mm, Issue.high_mm)
        .join(Issue.feedback)
        .where(Feedback.garment_id == garment.id, ~Feedback.is_spam, Issue.stated, Issue.standing_code.is_not(None))
        .order_by(Issue.id.desc())
    )
    said: dict[FeedbackSource, dict[str, dict[str, list[float]]]] = defaultdict(lambda: defaultdict(dict))
    for answer_id, code, severity, low_mm, high_mm in rows:
        answer = answers.get(answer_id)
        if answer is None or code is None or code.aspect not in GIRTHS + STRAIGHT or severity not in ASSUMED_MM:
            continue
        if low_mm is not None and high_mm is not None:
            said[answer.source][str(severity)].setdefault(answer.customer, [low_mm, high_mm])
    return {
        source: {severity: [*by_customer.values()][:AMOUNTS_KEPT] for severity, by_customer in degrees.items()}
        for source, degrees in said.items()
    }
