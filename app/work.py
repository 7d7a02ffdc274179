"""Work: hands jobs to the worker, once what they follow is stored; for the doors that ask for any."""

from flask import current_app

from app.db import db


def commit_and_enqueue(job_id: int | None) -> None:
    """Commit what was done, then hand the job, where there is one, to the worker: it finds only what is stored."""
    db.session.commit()
    if job_id is not None:
        hand_over(job_id)


def hand_over(job_id: int) -> None:
    """Hand a job whose row is stored to the worker; no queue's failure holds up whoever did what it follows."""
    try:
        current_app.extensions["job_queue"].enqueue(job_id)
    except Exception:
        # The job's row is there, and the reaper hands it over. To say that it broke would have people do it twice.
        current_app.logger.exception("Job %s is stored, but could not be handed over.", job_id)
