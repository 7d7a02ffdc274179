"""Days counted back from a cut: when the sample is sewn and the corrections have to be out."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from app.models import ProductionRound
from app.services.label import get_label


@dataclass(frozen=True)
class Deadline:
    """The next run: the day it is cut, and the days by which its corrections go out and its sample is sewn."""

    production_round: ProductionRound
    corrections_on: date
    sample_on: date
    cut_on: date
    days_left: int


def plan_backwards(session: Session, production_round: ProductionRound, today: date) -> Deadline:
    """Return the days of a run, counted back from its cut by the working days of pattern maker and sample room."""
    label = get_label(session)
    cut_on = production_round.cut_on or today
    sample_on = working_days_before(cut_on, label.sample_days)
    corrections_on = working_days_before(sample_on, label.pattern_days)
    return Deadline(production_round, corrections_on, sample_on, cut_on, (corrections_on - today).days)


def working_days_before(day: date, number: int) -> date:
    """Return the day so many working days earlier; nobody sews on Saturdays and Sundays."""
    while number > 0:
        day -= timedelta(days=1)
        number -= day.weekday() < 5
    return day
