"""Reading: asks the worker to read what came in, once it is stored; for the doors that customers' words come by."""

from typing import Any

from flask import current_app
from sqlalchemy.orm import Session

from app.db import begin_writing, db
from app.services import jobs
from app.services.plain_rows import connection_of


def have_it_read(garment_id: int) -> None:
    """Ask for reading and weighing in a transaction of its own: whatever becomes of it, the answer is stored."""
    try:
        arguments = _arguments_of(garment_id)
        if jobs.is_waiting(db.engine, jobs.READ_COMMENTS, arguments):
            return
        db.session.rollback()
        begin_writing(db.session)
        job = jobs.request_job(db.session, jobs.READ_COMMENTS, arguments=arguments)
        job_id = job.id
        db.session.commit()
        current_app.extensions["job_queue"].enqueue(job_id)
    except Exception:
        # Whoever reads next reads this answer too; the customer has done their part.
        db.session.rollback()
        current_app.logger.exception("An answer was stored, but its reading could not be asked for.")


def is_read_soon(session: Session, garment_id: int) -> bool:
    """Return whether what this transaction stores is read without being asked for: a job waits, and will see it."""
    return jobs.is_waiting(connection_of(session), jobs.READ_COMMENTS, _arguments_of(garment_id))


def _arguments_of(garment_id: int) -> dict[str, Any]:
    return {"garment": garment_id, "again": False}
