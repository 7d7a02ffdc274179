"""Files that are brought in by the import page."""

import io

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.jobs import worker
from app.models import Job, JobStatus
from tests.services.importing import FILES


def upload(client: FlaskClient, name: str, content: bytes | None = None, *, kind: str = "") -> TestResponse:
    """Upload the file of a vendor, or other content by its name; return the page that looks at it."""
    content = (FILES / f"{name}.csv").read_bytes() if content is None else content
    data = {"file": (io.BytesIO(content), f"{name}.csv"), "kind": kind}
    return client.post("/imports", data=data, follow_redirects=True)


def do_import(app: Flask, session: Session) -> None:
    """Do the import that waits, as the worker would."""
    session.rollback()
    [job_id] = session.scalars(select(Job.id).where(Job.kind == "import_file", Job.status == JobStatus.QUEUED)).all()
    session.rollback()
    worker.run(app.config, job_id)
