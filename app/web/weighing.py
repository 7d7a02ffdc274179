"""What pages do after an act that moves evidence: store it, and have the garment weighed anew."""

from flask import current_app

from app.db import db
from app.models import Garment
from app.services import jobs
from app.web.security import get_actor


def commit_and_weigh(garment: Garment) -> None:
    """Commit what was done, then hand the weighing to the worker."""
    job_id = jobs.request_weighing(db.session, garment, user=get_actor()).id
    db.session.commit()
    current_app.extensions["job_queue"].enqueue(job_id)
