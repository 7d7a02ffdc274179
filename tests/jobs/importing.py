"""Imports that the worker is asked for, of the files of shops."""

from sqlalchemy.orm import Session

from app.models import ImportRun, Job
from app.services import uploads
from app.services.import_files import Options
from tests.cast import make_shirt
from tests.services.importing import FILES


def request_import(
    session: Session, name: str, *, kind: str = uploads.FEEDBACK, adding: bytes = b""
) -> tuple[ImportRun, Job]:
    """Upload a file, with rows added to it, and ask for its import; return the run and its job."""
    if kind == uploads.FEEDBACK:
        make_shirt(session)
    content = (FILES / f"{name}.csv").read_bytes() + adding
    run = uploads.keep_upload(session, content, file_name=f"{name}.csv", kind=kind)
    session.flush()
    job = uploads.request_import(session, run, Options())
    session.commit()
    return run, job
