"""Weighing: what was said of a garment is heard once, and from it come evidence, diagnoses and verdicts, all anew.

What is long is worked out with a session that only reads; what is stored then takes a moment, so that a customer who
answers meanwhile never waits for the arithmetic. Whatever happens in between asks for another weighing.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from app.models import Garment
from app.services import diagnosing, evidence, judging, tallies, tellings
from app.services.experience import read_known
from app.services.hearing import hear_garment


class Part(NamedTuple):
    """One part of the weighing: how it is worked out, changing nothing, and how it is stored."""

    work_out: Callable[[Session, Garment], Any]
    store: Callable[[Session, Garment, Any], object]


def prepare(session: Session, garment: Garment) -> tuple[Part, ...]:
    """Return the parts of a weighing, from what was said of a garment and what the label knows, both read once.

    In this order: a diagnosis is of the source whose evidence says most, and what came back is told from evidence.
    """
    hearing, known = hear_garment(session, garment), read_known(session)
    return (
        Part(partial(tallies.tally, hearing=hearing), tallies.store_tallies),
        Part(partial(evidence.weigh, hearing=hearing, known=known), evidence.store),
        Part(partial(diagnosing.diagnose_clusters, hearing=hearing, known=known), diagnosing.store),
        Part(partial(judging.judge_fixes, hearing=hearing, known=known), judging.store),
        Part(partial(tellings.tell, hearing=hearing), tellings.store),
    )


def weigh(session: Session, garment: Garment) -> None:
    """Weigh the evidence of a garment, diagnose its points and judge its fixes; its words are grouped before."""
    for part in prepare(session, garment):
        part.store(session, garment, part.work_out(session, garment))
