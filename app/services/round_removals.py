"""A run that was planned and is not to be: taken away while nothing hangs on it, else refused with what does."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import RuleError
from app.models import (
    Feedback,
    FixWish,
    GateOverride,
    Outcome,
    PieceCode,
    PieceMeasure,
    ProductionRound,
    Purchase,
    RoundCount,
    RoundStatus,
    User,
)
from app.services import audit, clusters
from app.services.round_rules import hold_round
from app.services.wording import amount_of, list_words, name_round, number_word

_ROWS = (
    (Feedback.round_id, "answer about it", "answers about it"),
    (Purchase.round_id, "piece sold of it", "pieces sold of it"),
    (RoundCount.round_id, "count of its pieces", "counts of its pieces"),
    (PieceMeasure.round_id, "measure of its pieces", "measures of its pieces"),
    (PieceCode.round_id, "code for its care labels", "codes for its care labels"),
    (FixWish.round_id, "customer who waits for it", "customers who wait for it"),
    (Outcome.fixed_in_id, "verdict on it", "verdicts on it"),
    (GateOverride.round_id, "asking to release it against the gate", "askings to release it against the gate"),
)  # fmt: skip


def list_hanging(session: Session, production_round: ProductionRound) -> list[str]:
    """Return what hangs on a planned round, in words: "two codes for its care labels"; of one that was cut, that."""
    if production_round.status is not RoundStatus.PLANNED:
        return ["its release to cut"]
    counted = [select(func.count()).where(column == production_round.id).scalar_subquery() for column, *_ in _ROWS]
    numbers = session.execute(select(*counted)).one()
    found = [_say(number, one, many) for number, (_, one, many) in zip(numbers, _ROWS, strict=True) if number]
    decided = [
        cluster
        for cluster in clusters.list_clusters(session, production_round.garment)
        if cluster.decision and cluster.decision.round_number == production_round.number
    ]
    if decided:
        names = list_words([each.name for each in decided])
        found.append(f"{amount_of(len(decided), 'fit point')} decided for it ({names})")
    if any(event.verb == "unlocked" for event in audit.list_events(session, production_round)):
        found.append("a release to cut that was taken back")
    return found


def remove_round(session: Session, production_round: ProductionRound, *, user: User | None = None) -> None:
    """Take a planned round away with its plan; the audit trail keeps who did it, and its number and code."""
    garment, number = production_round.garment, production_round.number
    hold_round(session, production_round)
    _ensure_nothing_hangs(session, production_round)
    # Noted of the garment: SQLite gives the id of a run that is gone to the next one.
    audit.note(session, "unplanned", garment, user=user, number=number, code=production_round.code)
    for row in list(production_round.quantities):
        session.delete(row)
    session.delete(production_round)
    session.flush()
    session.expire(garment, ["rounds"])


def _ensure_nothing_hangs(session: Session, production_round: ProductionRound) -> None:
    """What somebody said, sold, printed or decided of a round is not to lose it."""
    if hanging := list_hanging(session, production_round):
        name = name_round(session, production_round)
        raise RuleError(
            f"{name} cannot be taken away: {list_words(hanging)} {'hangs' if _is_one(hanging) else 'hang'} on it."
        )


def _say(number: int, one: str, many: str) -> str:
    return f"{number_word(number)} {one if number == 1 else many}"


def _is_one(hanging: list[str]) -> bool:
    return len(hanging) == 1 and hanging[0].startswith(("one ", "a ", "its "))
