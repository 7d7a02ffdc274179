"""The stage on which the demo is played."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy.orm import Session

from app.models import User
from nlp.tagging import Tagger


@dataclass(frozen=True)
class Stage:
    """What every scene needs: where it is written, who acts, who reads the words, which day is today."""

    session: Session
    user: User
    tagger: Tagger
    today: date
    seed: int
    tell: Callable[[str, int], None]

    def moment(self, days_ago: int, *, hours_ago: int = 0) -> datetime:
        """Return a moment of the past, counted back from today's noon."""
        return datetime.combine(self.today, time(12), UTC) - timedelta(days=days_ago, hours=hours_ago)
