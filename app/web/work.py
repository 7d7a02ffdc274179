"""What pages do that leave work to the worker: store it, then hand the job over."""

from flask import current_app

from app.db import db


def commit_and_enqueue(job_id: int | None) -> None:
    """Commit what was done, then hand the job, where there is one, to the worker: it finds only what is stored."""
    db.session.commit()
    if job_id is not None:
        current_app.extensions["job_queue"].enqueue(job_id)


def hand_over(job_id: int) -> None:
    """Hand a job to the worker after what it follows is stored for a customer, whom no queue's failure holds up."""
    try:
        current_app.extensions["job_queue"].enqueue(job_id)
    except Exception:
        # The job's row is there, and the reaper hands it over.
        current_app.logger.exception("Job %s is stored, but could not be handed over.", job_id)
