"""Weighing: what was said of a garment is heard once, and from it come evidence, diagnoses and verdicts, all anew.

What is long is worked out with a session that only reads; what is stored then takes a moment, so that a customer who
answers meanwhile never waits for the arithmetic. Whatever happens in between asks for another weighing.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from app.models import Garment
from app.services import diagnosing, evidence, judging, tallies, tellings
from app.services.hearing import Hearing, hear_garment


class Part(NamedTuple):
    """One part of the weighing: how it is worked out, changing nothing, and how it is stored."""

    work_out: Callable[[Session, Garment, Hearing], Any]
    store: Callable[[Session, Garment, Any], object]


PARTS = (
    Part(tallies.tally, tallies.store_tallies),
    Part(evidence.weigh, evidence.store),
    Part(diagnosing.diagnose_clusters, diagnosing.store),
    Part(judging.judge_fixes, judging.store),
    Part(tellings.tell, tellings.store),
)
"""In this order: a diagnosis is of the source whose evidence says most, and what came back is told from evidence."""


def weigh(session: Session, garment: Garment) -> None:
    """Weigh the evidence of a garment, diagnose its points and judge its fixes; its words are grouped before."""
    hearing = hear_garment(session, garment)
    for part in PARTS:
        part.store(session, garment, part.work_out(session, garment, hearing))
