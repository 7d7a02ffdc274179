"""A label with as many answers as one wishes, of the shape that labels have: rows in bulk, garments by the services.

One garment has a twelfth of all answers, the others share the rest. An answer is three or four issues: what was tapped,
what was read in the words, what is praised. Nothing is left to chance between two fillings of the same size.
"""

from dataclasses import dataclass
from datetime import timedelta
from itertools import accumulate, cycle
from random import Random
from typing import Any

from sqlalchemy import Table, insert
from sqlalchemy.orm import Session

from app.models import (
    Cluster,
    CountKind,
    Feedback,
    FeedbackSource,
    Garment,
    Issue,
    IssueOrigin,
    MeasureKind,
    Photo,
    Placement,
    ProductionRound,
    Purchase,
    ReadState,
    Remark,
    RoundCount,
    ZoneAnswer,
    now,
    split_words,
)
from nlp.taxonomy import IssueCode
from tests.cast import SIZES, add_measure, make_garment, make_round

CHUNK = 5_000
LARGEST = 1 / 12
"""The share of all answers that the largest garment has."""
RUNS, COLOURS = 4, ("White", "Navy", "Olive")
SOLD_PER_ANSWER = 4

FAULTS = tuple(code for code in IssueCode if not code.is_ok and code.zone not in ("leg", "rise", "strap"))[:40:2]
PRAISE = tuple(code for code in IssueCode if code.is_ok)[:12]
SOURCES = (
    *[FeedbackSource.FORM] * 11, *[FeedbackSource.REVIEW] * 6, *[FeedbackSource.RETURN] * 2, FeedbackSource.NOTE,
)  # fmt: skip
SUBJECTS = ("the sleeves", "both arms", "the cuffs", "it", "the hem", "the shoulders", "the front", "this one")
VERBS = ("are", "came out", "feel", "sit", "turned out", "look")
JUDGEMENTS = ("too long", "rather tight", "far too wide", "a bit short", "thin", "stiff", "not for me", "lovely")
BECAUSE = ("", " when I sit", " after a wash", " for my height", " in my usual size")
PHRASES = [f"{a} {b} {c}{d}" for a in SUBJECTS for b in VERBS for c in JUDGEMENTS for d in BECAUSE]
ASIDES = ("Bought it for the office.", "My second one.", "Came quickly.", "Wore it to a wedding last week.", "")


@dataclass(frozen=True)
class Shelf:
    """A garment with what its answers name: runs, sizes, colours, and the cluster of each code."""

    garment: Garment
    rounds: list[ProductionRound]
    clusters: dict[IssueCode, int]
    weights: list[float]
    """How often each fault is told, added up."""


def fill(session: Session, *, answers: int, number: int) -> list[Garment]:
    """Return so many garments with so many answers in all, the largest first; they are still to be weighed."""
    shelves = [_stock(session, place) for place in range(number)]
    session.flush()
    rest = (1 - LARGEST) / (number - 1)
    shares = [round(answers * (rest if place else LARGEST)) for place in range(number)]
    rows = _Rows(session)
    for shelf, share in zip(shelves, shares, strict=True):
        _answer(rows, shelf, share)
        _sell(rows, shelf, share * SOLD_PER_ANSWER)
    rows.write()
    session.commit()
    return [shelf.garment for shelf in shelves]


def _stock(session: Session, place: int) -> Shelf:
    """A garment by the real services: three runs released to cut, the fourth planned."""
    garment = make_garment(session, name=f"Shirt {place + 1:03}", style_number=f"S-{place + 1:03}", colours=COLOURS)
    add_measure(session, garment, "D1", "Sleeve length from shoulder", MeasureKind.STRAIGHT, base=600, step=10)
    add_measure(session, garment, "D3", "Bicep", MeasureKind.HALF, base=170, step=8)
    rounds = [make_round(session, garment, locked=number < RUNS) for number in range(1, RUNS + 1)]
    for each in rounds:
        each.fabric_lot = f"LN-{place}{each.number}"
    # Garments differ in what is said most of them.
    faults = FAULTS[place % 7 :] + FAULTS[: place % 7]
    homes = {code: Cluster(garment=garment, code=code, name=code.title) for code in faults}
    session.add_all(
        Placement(garment_id=garment.id, code=code, home=home, cluster=home) for code, home in homes.items()
    )
    session.flush()
    clusters = {code: home.id for code, home in homes.items()}
    return Shelf(garment, rounds, clusters, list(accumulate(1 / (rank + 1) for rank in range(len(faults)))))


class _Rows:
    """Rows on their way into their tables, a few thousand at a time; they are numbered here."""

    TABLES: tuple[Table, ...] = tuple(
        kind.__table__ for kind in (Feedback, ZoneAnswer, Issue, Remark, Photo, Purchase, RoundCount)
    )  # type: ignore[assignment]

    def __init__(self, session: Session) -> None:
        self.session = session
        self.chance = Random(1)
        self.waiting: dict[str, list[dict[str, Any]]] = {table.name: [] for table in self.TABLES}
        self.written = dict.fromkeys(self.waiting, 0)

    def add(self, kind: Any, /, **columns: Any) -> int:
        """Return the number of a row that is written with the others."""
        waiting = self.waiting[kind.__tablename__]
        waiting.append(columns)
        return self.written[kind.__tablename__] + len(waiting)

    def write_if_many(self) -> None:
        """Write what waits, once it is worth it."""
        if any(len(rows) >= CHUNK for rows in self.waiting.values()):
            self.write()

    def write(self) -> None:
        """Write what waits, those first that others name."""
        for table in self.TABLES:
            if rows := self.waiting[table.name]:
                self.session.execute(insert(table), rows)
                self.written[table.name] += len(rows)
                rows.clear()


def _answer(rows: _Rows, shelf: Shelf, share: int) -> None:
    """So many answers, spread over the runs; one in twenty is of a customer who has told before."""
    chance, began_at = rows.chance, now() - timedelta(days=700)
    rounds = [each.id for each in shelf.rounds[:-1]]
    sizes, colours = [each.id for each in shelf.garment.sizes], [each.id for each in shelf.garment.colours]
    for place, source in zip(range(share), cycle(SOURCES), strict=False):
        run = place * len(rounds) // share
        has_words = source is not FeedbackSource.FORM or chance.random() < 0.6
        faults = _choose_faults(shelf, chance)
        praise = chance.sample(PRAISE, chance.choice((0, 1, 2, 3)))
        comment, spans = _write_comment(chance, faults, praise) if has_words else (None, {})
        unread = has_words and chance.random() < 0.03
        fine = source is FeedbackSource.FORM and not faults
        said_at = began_at + timedelta(days=690) * place / share
        feedback_id = rows.add(
            Feedback, garment_id=shelf.garment.id, source=source, comment=comment,
            searched=" ".join(split_words(comment)) if comment else None,
            fits_fine=fine, rest_fits=chance.random() < 0.7,
            round_id=rounds[run] if chance.random() < 0.9 else None,
            size_id=chance.choice(sizes) if chance.random() < 0.9 else None, colour_id=chance.choice(colours),
            customer_key=f"{shelf.garment.id:032}{place - (place % 20 == 19):032}" if chance.random() < 0.8 else None,
            usual_size=chance.choice(SIZES) if chance.random() < 0.3 else None,
            height_mm=chance.randrange(1550, 1850) if chance.random() < 0.3 else None,
            read_state=ReadState.NOT_READ if unread else ReadState.READ if has_words else ReadState.NO_WORDS,
            received_at=said_at, is_spam=chance.random() < 0.02,
        )  # fmt: skip
        for code in faults if source is FeedbackSource.FORM else ():
            rows.add(ZoneAnswer, feedback_id=feedback_id, aspect=code.aspect, answer=code.value_word)
        for code in () if unread else (*faults, *praise):
            _note(rows, shelf, feedback_id, code, spans.get(code))
        if comment and chance.random() < 0.02:
            rows.add(Remark, feedback_id=feedback_id, span_start=0, span_end=len(comment))
        if chance.random() < 0.02:
            rows.add(
                Photo,
                feedback_id=feedback_id,
                garment_id=shelf.garment.id,
                said_at=said_at,
                name=f"{feedback_id:032x}",
                digest="0" * 64,
                width=900,
                height=900,
                maker_may_see=bool(place % 2),
            )
        rows.write_if_many()


def _choose_faults(shelf: Shelf, chance: Random) -> list[IssueCode]:
    """None to five, of an aspect at most one: on the form nobody taps a place twice."""
    codes = list(shelf.clusters)
    told = chance.choices(codes, cum_weights=shelf.weights, k=chance.choice((0, 1, 2, 3, 4, 5)))
    return list({code.aspect: code for code in told}.values())


def _write_comment(
    chance: Random, faults: list[IssueCode], praise: list[IssueCode]
) -> tuple[str, dict[IssueCode, tuple[int, int]]]:
    """A comment of a sentence for each thing it says, and where each of them stands."""
    comment, spans = chance.choice(ASIDES), {}
    for code in (*faults, *praise):
        # What is said often is said in the same words.
        phrase = PHRASES[(min(int(chance.paretovariate(0.3)), 200) * 37 + len(code)) % len(PHRASES)]
        start = len(comment) + bool(comment)
        comment = f"{comment} {phrase}.".strip()
        spans[code] = (start, start + len(phrase))
    return comment or "Nice.", spans


def _note(rows: _Rows, shelf: Shelf, feedback_id: int, code: IssueCode, span: tuple[int, int] | None) -> None:
    """An issue, as the tagger or a tap leaves it; one in ten says how much."""
    chance = rows.chance
    stated = code in shelf.clusters and chance.random() < 0.1
    low = float(chance.randrange(5, 40)) if stated else None
    rows.add(
        Issue, feedback_id=feedback_id, code=code, standing_code=code, cluster_id=shelf.clusters.get(code),
        origin=IssueOrigin.COMMENT if span else IssueOrigin.ANSWER,
        severity=0 if code.is_ok else chance.choice((1, 1, 2)),
        span_start=span[0] if span else None, span_end=span[1] if span else None, stated=stated, low_mm=low,
        high_mm=low + 5 if low is not None else None, confidence=chance.choice((0.7, 0.8, 0.9, 0.95)) if span else 1.0,
    )  # fmt: skip


def _sell(rows: _Rows, shelf: Shelf, pieces: int) -> None:
    """Pieces sold by size of each run that was cut; of a tenth of them the orders are known."""
    chance, sizes = rows.chance, _list_pieces(shelf)
    for production_round, size_id, colour_id in sizes:
        rows.add(
            RoundCount, round_id=production_round.id, kind=CountKind.SOLD, size_id=size_id, colour_id=colour_id,
            counted_on=now().date(), quantity=pieces // len(sizes),
        )  # fmt: skip
    for place, (production_round, size_id, colour_id) in zip(range(pieces // 10), cycle(sizes), strict=False):
        rows.add(
            Purchase, line_key=f"{shelf.garment.id:032}{place:032}", order_key=f"{place:064}", size_id=size_id,
            garment_id=shelf.garment.id, colour_id=colour_id, round_id=production_round.id, quantity=1,
            ordered_at=now() - timedelta(days=chance.randrange(1, 700)),
        )  # fmt: skip
        rows.write_if_many()


def _list_pieces(shelf: Shelf) -> list[tuple[ProductionRound, int, int]]:
    garment = shelf.garment
    return [
        (each, size.id, colour.id) for each in shelf.rounds[:-1] for size in garment.sizes for colour in garment.colours
    ]
