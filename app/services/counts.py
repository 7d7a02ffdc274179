"""Counts: how many pieces of a round were cut, sold, returned or left over, as of a day."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy.orm import Session

from app.errors import Doubtful, RuleError
from app.models import CountKind, GarmentColour, GarmentSize, ProductionRound, RoundCount, User, now
from app.services import audit
from app.services.hearing import Answer
from app.services.round_rules import ensure_cut, ensure_not_negative, hold_round
from app.services.sizes_and_colours import get_colour, get_size
from app.services.wording import name_round


def record_counts(
    session: Session,
    production_round: ProductionRound,
    *,
    kind: CountKind,
    pieces: Mapping[str, int],
    counted_on: date,
    colour: str | None = None,
    sure: bool = False,
    user: User | None = None,
) -> list[RoundCount]:
    """Return the dated counts of what somebody counted, by the name of the size.

    More pieces than there can be are kept once whoever counted is `sure`: the count of the cut may be what is wrong.
    """
    hold_round(session, production_round)
    ensure_cut(session, production_round)
    if counted_on > now().date() + timedelta(days=1):  # where a day begins half a day before it does in UTC
        raise RuleError(f"{counted_on.isoformat()} is still to come: count as of today or before.", field="counted_on")
    _ensure_on_sale(session, production_round, kind, pieces, counted_on)
    if not sure:
        _ensure_possible(production_round, kind, pieces, colour)
    return [
        record_count(
            session, production_round, kind=kind, size=size, quantity=quantity, counted_on=counted_on, colour=colour,
            user=user,
        )
        for size, quantity in pieces.items()
    ]  # fmt: skip


def record_count(
    session: Session,
    production_round: ProductionRound,
    *,
    kind: CountKind,
    size: str,
    quantity: int,
    counted_on: date,
    colour: str | None = None,
    user: User | None = None,
) -> RoundCount:
    """Return the dated count of a size: all pieces so far, not those since the last count.

    A second count of the same day replaces the first; of two at once a database would keep both, so the caller holds
    the round.
    """
    garment = production_round.garment
    ensure_cut(session, production_round)
    counted = get_size(garment, size)
    sold_in = get_colour(garment, colour) if colour else None
    ensure_not_negative(counted, quantity)
    colour_id = sold_in.id if sold_in else None
    same = (kind, counted.id, colour_id, counted_on)
    count = next(
        (row for row in production_round.counts if (row.kind, row.size_id, row.colour_id, row.counted_on) == same), None
    )
    if count is None:
        count = RoundCount(kind=kind, size=counted, colour_id=colour_id, counted_on=counted_on)
        production_round.counts.append(count)
    count.quantity = quantity
    audit.note(session, "counted", production_round, user=user, kind=kind, size=counted.id, quantity=quantity)
    return count


def list_newest(production_round: ProductionRound) -> dict[tuple[CountKind, int, int | None], int]:
    """Return the newest count of each kind, size id and colour id."""
    counts = sorted(production_round.counts, key=lambda row: row.counted_on)
    return {(row.kind, row.size_id, row.colour_id): row.quantity for row in counts}


def find_counted(production_round: ProductionRound, kind: CountKind, size: GarmentSize) -> int | None:
    """Return the pieces of a size in all colours by their newest counts, or None where nobody counted any."""
    newest = list_newest(production_round).items()
    found = [quantity for (of_kind, size_id, _), quantity in newest if (of_kind, size_id) == (kind, size.id)]
    return sum(found) if found else None


def find_planned(production_round: ProductionRound, size: GarmentSize) -> int | None:
    """Return the pieces of a size that are planned in all colours, or None where none were."""
    planned = [row.planned for row in production_round.quantities if row.size_id == size.id]
    return sum(planned) if planned else None


def find_made(production_round: ProductionRound, size: GarmentSize) -> int | None:
    """Return how many pieces of a size there were: as counted after the cut, else as planned; None where not known."""
    cut = find_counted(production_round, CountKind.CUT, size)
    return find_planned(production_round, size) if cut is None else cut


def _ensure_on_sale(
    session: Session, production_round: ProductionRound, kind: CountKind, pieces: Mapping[str, int], counted_on: date
) -> None:
    """Nothing is sold, and nothing comes back, before the day from which it could be bought."""
    since = production_round.on_sale_on
    if since is None or counted_on >= since or kind not in (CountKind.SOLD, CountKind.RETURNED):
        return
    if any(pieces.values()):
        name = name_round(session, production_round)
        raise RuleError(
            f"{name} is on sale since {since.isoformat()}: nothing was {kind} of it before.", field="counted_on"
        )


def _ensure_possible(
    production_round: ProductionRound, kind: CountKind, pieces: Mapping[str, int], colour: str | None
) -> None:
    """Ask where there would be more pieces of a size, in all its colours, than there can be."""
    garment = production_round.garment
    colour_id = get_colour(garment, colour).id if colour else None
    newest, questions = list_newest(production_round), {}
    for name, quantity in pieces.items():
        size = get_size(garment, name)
        others = [number for key, number in newest.items() if key[:2] == (kind, size.id) and key[2] != colour_id]
        if question := _find_question(production_round, kind, size, sum(others, quantity)):
            questions[f"pieces-{size.name}"] = f"{size.name}: {question} Is it so?"
    if questions:
        raise Doubtful(questions)


def _find_question(production_round: ProductionRound, kind: CountKind, size: GarmentSize, pieces: int) -> str | None:
    """What is odd about so many pieces of a size; what came back may be sold once more."""
    cut, sold, returned = (
        find_counted(production_round, each, size) for each in (CountKind.CUT, CountKind.SOLD, CountKind.RETURNED)
    )
    made, word = find_made(production_round, size), "planned" if cut is None else "cut"
    back = f" and {returned} came back" if returned else ""
    if kind is CountKind.CUT:
        return f"{pieces} cut, where {sold} were sold{back}." if (sold or 0) - (returned or 0) > pieces else None
    if kind is CountKind.SOLD:
        odd = made is not None and pieces > made + (returned or 0)
        return f"{pieces} sold, where {made} were {word}{back}." if odd else None
    known = [(made, word)] if made is not None else []
    if kind is CountKind.RETURNED and sold is not None:
        known.append((sold, "sold"))
    most, word = min(known, default=(pieces, ""))
    return f"{pieces} {kind.replace('_', ' ')}, where {most} were {word}." if pieces > most else None


def sold_so_far(session: Session, rounds: Sequence[ProductionRound]) -> dict[int, int]:
    """Return the pieces sold in these rounds by size id, as `sold_by_size` does, of what was just written too."""
    session.flush()
    return sold_by_size(rounds)


def sold_by_size(rounds: Sequence[ProductionRound], *, colour: GarmentColour | None = None) -> dict[int, int]:
    """Return the pieces sold in these rounds by size id, the newest count of each size and colour."""
    sold: dict[int, int] = {}
    for production_round in rounds:
        for (kind, size_id, colour_id), quantity in list_newest(production_round).items():
            if kind is CountKind.SOLD and (colour is None or colour_id == colour.id):
                sold[size_id] = sold.get(size_id, 0) + quantity
    return sold


def is_sold_known(rounds: Sequence[ProductionRound], answers: Collection[Answer]) -> bool:
    """Return whether it was counted what was sold of all that answers are about, so that they tell a share of it."""
    return is_counted(rounds, {each.round_number for each in answers}, {each.size_id for each in answers})


def is_counted(
    rounds: Sequence[ProductionRound],
    numbers: Collection[int | None],
    size_ids: Collection[int | None],
    *,
    colour: GarmentColour | None = None,
) -> bool:
    """Return the same of answers about rounds with these numbers and sizes with these ids, None where they name none.

    Those that name no round may be about any before the newest that was counted.
    """
    sold = {each.number: sold_by_size([each], colour=colour) for each in rounds}
    counted = {number for number, pieces in sold.items() if pieces}
    told = {*numbers} - {None}
    if None in numbers:
        told |= {number for number in sold if number < max(counted, default=0)}
    sizes = {size_id for pieces in sold.values() for size_id in pieces}
    return told <= counted and {*size_ids} - {None} <= sizes
