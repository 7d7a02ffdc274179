"""What the list of garments shows of each: its runs, who answered, whom all fits fine, and what waits to be decided."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, load_only

from app.models import Garment, ProductionRound, by_name, fold_words
from app.services.clusters import count_waiting
from app.services.shares import Share
from app.services.sums import Sums
from app.services.tallies import read_all_sums


@dataclass(frozen=True)
class GarmentRow:
    """A garment in the list."""

    garment: Garment
    runs: int
    answers: int
    fits_fine: Share
    open_points: int


def list_garment_rows(session: Session) -> list[GarmentRow]:
    """Return the garments that are still made, with what is known of each, by name."""
    runs = select(func.count()).where(ProductionRound.garment_id == Garment.id).scalar_subquery()
    shown = load_only(Garment.name, Garment.kind, Garment.style_number, Garment.block)
    made = select(Garment, runs).where(Garment.retired_at.is_(None)).options(shown).order_by(Garment.id)
    told, waiting = read_all_sums(session), count_waiting(session)
    rows = [
        GarmentRow(
            garment, runs, answers=everybody.answers, fits_fine=everybody.fits_fine,
            open_points=waiting[garment.id],
        )
        for garment, runs in session.execute(made)
        for everybody in [told.get(garment.id, Sums())]
    ]  # fmt: skip
    return sorted(rows, key=lambda row: by_name(row.garment))


def is_meant(garment: Garment, words: str) -> bool:
    """Return whether all the words that are looked for stand in a garment's name, number, block or kind."""
    wanted = fold_words(words).split()
    if not wanted:
        return True
    told = (garment.name, garment.style_number, garment.block, garment.kind and garment.kind.value)
    described = fold_words(" ".join(filter(None, told)))
    return all(word in described for word in wanted)
