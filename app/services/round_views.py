"""What the page of a production round shows: its pieces, the checklist before the cut, what came of its fixes."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import CountKind, GarmentSize, Outcome, ProductionRound, RoundStatus
from app.services import locking, outcomes, overrides
from app.services.counts import find_counted, find_planned
from app.services.gate import Gate, check_gate, revision_to_cut
from app.services.selling import list_sold_out
from app.services.wishes import count_wishes


@dataclass(frozen=True)
class PiecesRow:
    """The pieces of one size: planned, and the newest count of each kind, None where nobody counted."""

    size: str
    planned: int | None
    by_colour: str
    """The planned pieces in each colour, where they are planned by colour."""
    counted: dict[str, int | None]


@dataclass(frozen=True)
class RoundView:
    """A round's page; the gate stands only before the release to cut."""

    pieces: tuple[PiecesRow, ...]
    planned: int
    gate: Gate | None
    revision_number: int
    verdicts: tuple[tuple[Outcome, str], ...]
    wishing: int
    """People who hear of a fix once it is released; 0 where it is."""
    allowed: int
    """People who may release it against the gate; 0 where it is released."""
    answered: bool
    """Whether a customer has answered about it, once it is released: its release stands from then on."""
    sold_out: tuple[str, ...]
    """What the sizes that sold out say, and do not say, of the demand."""

    @property
    def totals(self) -> dict[str, int]:
        """Return how many pieces were counted in all, by kind; none where a size that was planned is not counted."""
        totals = {}
        for kind in CountKind:
            rows = [row for row in self.pieces if row.planned or row.counted[kind.value] is not None]
            counted = [number for row in rows if (number := row.counted[kind.value]) is not None]
            if counted and len(counted) == len(rows):
                totals[kind.value] = sum(counted)
        return totals


def build_view(session: Session, production_round: ProductionRound) -> RoundView:
    """Return what the page of a round shows."""
    session.flush()
    planned_only = production_round.status is RoundStatus.PLANNED
    pieces = tuple(_list_pieces(production_round))
    gate = check_gate(session, production_round) if planned_only else None
    wishing, allowed = _count_people(session, production_round) if planned_only else (0, 0)
    return RoundView(
        pieces=pieces,
        planned=sum(row.planned or 0 for row in pieces),
        gate=gate,
        revision_number=revision_to_cut(production_round).number,
        verdicts=()
        if planned_only
        else tuple(
            (outcome, outcomes.say(outcome))
            for outcome in outcomes.list_outcomes(session, production_round.garment)
            if outcome.fixed_in is production_round
        ),
        wishing=wishing,
        allowed=allowed,
        answered=production_round.status is RoundStatus.LOCKED and locking.is_answered(session, production_round),
        sold_out=() if planned_only else tuple(each.sentence for each in list_sold_out(production_round)),
    )


def _count_people(session: Session, production_round: ProductionRound) -> tuple[int, int]:
    """Who hears of a fix once the round is released, and who may release it against the gate."""
    fixes = locking.list_fixes(production_round, revision_to_cut(production_round))
    of_wishes = count_wishes([decision.cluster_id for decision in fixes])
    wishing, allowed = session.execute(select(of_wishes, overrides.count_allowed(session))).one()
    return wishing, allowed


def _say_colours(production_round: ProductionRound, size: GarmentSize) -> str:
    rows = [row for row in production_round.quantities if row.size_id == size.id and row.planned]
    if not any(row.colour for row in rows):
        return ""
    return ", ".join(f"{row.planned} {row.colour.name if row.colour else 'not told by colour'}" for row in rows)


def _list_pieces(production_round: ProductionRound) -> list[PiecesRow]:
    """All colours of a size together, sizes in their order; of what is only planned nothing is counted."""
    is_cut = production_round.status is not RoundStatus.PLANNED
    return [
        PiecesRow(
            size.name,
            find_planned(production_round, size),
            _say_colours(production_round, size),
            {kind.value: find_counted(production_round, kind, size) if is_cut else None for kind in CountKind},
        )
        for size in production_round.garment.sizes
    ]
