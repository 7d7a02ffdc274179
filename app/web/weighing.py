"""What pages do after an act that moves evidence: store it, and have the garment weighed anew."""

from app.db import db
from app.models import Garment
from app.services import jobs
from app.web.security import get_actor
from app.work import commit_and_enqueue


def commit_and_weigh(garment: Garment) -> None:
    """Commit what was done, then hand the weighing to the worker."""
    commit_and_enqueue(jobs.request_weighing(db.session, garment, user=get_actor()).id)
