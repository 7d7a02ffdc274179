"""Selling: which sizes of a run sold out, and how soon: what they sold is the least that was wanted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import RuleError
from app.models import CountKind, Garment, GarmentSize, ProductionRound, Purchase, RoundCount, User
from app.services import audit
from app.services.changes import list_released
from app.services.counts import find_counted, find_made
from app.services.matching import cut_day
from app.services.round_rules import ensure_cut
from app.services.wording import name_round

_OF_SOLD = (CountKind.SOLD, CountKind.RETURNED)


@dataclass(frozen=True)
class SoldOut:
    """A size of which every piece was sold: by when, in how many days where that is known, and how many pieces."""

    size: GarmentSize
    on: date
    days: int | None
    pieces: int

    @property
    def sentence(self) -> str:
        """Return "M sold out in 6 days: demand unknown above 5."."""
        if self.days is None:
            how_soon = f"by {self.on.day} {self.on:%B %Y}"
        else:
            how_soon = "in a day" if self.days <= 1 else f"in {self.days} days"
        return f"{self.size.name} sold out {how_soon}: demand unknown above {self.pieces}."


def open_sale(
    session: Session, production_round: ProductionRound, on_sale_on: date, *, user: User | None = None
) -> ProductionRound:
    """Return the round with the day from which its pieces can be bought: not before its cut, nor after one was sold."""
    _ensure_cut_before(session, production_round, on_sale_on)
    first = _find_first_sold(session, production_round)
    if first is not None and on_sale_on > first:
        name = name_round(session, production_round)
        raise RuleError(f"{name} had sold a piece on {first.isoformat()}: it was on sale by then.", field="on_sale_on")
    return note_sale(session, production_round, on_sale_on, user=user)


def note_sale(
    session: Session, production_round: ProductionRound, on_sale_on: date, *, user: User | None = None
) -> ProductionRound:
    """Return the round with the day from which its pieces could be bought, as orders tell it."""
    if production_round.on_sale_on != on_sale_on:
        production_round.on_sale_on = on_sale_on
        audit.note(session, "put on sale", production_round, user=user, on=on_sale_on.isoformat())
    return production_round


def list_last_sold_out(garment: Garment) -> tuple[int, list[SoldOut]] | None:
    """Return the newest run of a garment that was cut, by its number, with the sizes that sold out of it."""
    newest = max(list_released(garment), key=lambda each: each.number, default=None)
    return (newest.number, list_sold_out(newest)) if newest else None


def list_sold_out(production_round: ProductionRound) -> list[SoldOut]:
    """Return the sizes of a run that sold out, the smallest first; the day is that of the count that says so."""
    found = []
    for size in production_round.garment.sizes:
        pieces = find_made(production_round, size) or 0
        on = _find_day(_list_counts(production_round, size, CountKind.SOLD), pieces) if pieces else None
        if on is not None:
            least = max(pieces, _count_kept(production_round, size))
            found.append(SoldOut(size, on, _count_days(production_round, on), least))
    return found


def _ensure_cut_before(session: Session, production_round: ProductionRound, on_sale_on: date) -> None:
    """Nothing is on sale before it is cut."""
    ensure_cut(session, production_round, field="on_sale_on")
    earliest = cut_day(production_round)
    # Without a day of its own, it may be a run of years ago that was entered here today.
    if production_round.cut_on is not None and on_sale_on < earliest:
        raise RuleError(
            f"{name_round(session, production_round)} was cut on {earliest.isoformat()}: it is not on sale before.",
            field="on_sale_on",
        )


def _find_first_sold(session: Session, production_round: ProductionRound) -> date | None:
    """The first day on which a piece of a round was sold or had been, by the counts and by the orders."""
    sold = Purchase.round_id == production_round.id, Purchase.quantity > 0
    ordered_at = session.scalar(select(func.min(Purchase.ordered_at)).where(*sold))
    days = [row.counted_on for row in production_round.counts if row.kind in _OF_SOLD and row.quantity]
    return min([*days, ordered_at.date()] if ordered_at else days, default=None)


def _list_counts(production_round: ProductionRound, size: GarmentSize, kind: CountKind) -> list[RoundCount]:
    """The counts of one kind, the oldest first."""
    counts = [row for row in production_round.counts if row.kind is kind and row.size_id == size.id]
    return sorted(counts, key=lambda row: row.counted_on)


def _find_day(sold: Iterable[RoundCount], pieces: int) -> date | None:
    """The day from which the newest counts of all colours come to every piece there was."""
    newest: dict[int | None, int] = {}
    day = None
    for row in sold:
        newest[row.colour_id] = row.quantity
        if sum(newest.values()) < pieces:
            day = None  # somebody corrected what was counted too high
        elif day is None:
            day = row.counted_on
    return day


def _count_kept(production_round: ProductionRound, size: GarmentSize) -> int:
    """The pieces of a size that somebody has: more than were cut where that was counted too low."""
    sold, returned = (find_counted(production_round, kind, size) or 0 for kind in _OF_SOLD)
    return sold - returned


def _count_days(production_round: ProductionRound, on: date) -> int | None:
    since = production_round.on_sale_on
    return max(1, (on - since).days) if since is not None and since <= on else None
