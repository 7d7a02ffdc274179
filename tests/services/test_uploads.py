"""Uploads wait until somebody has looked at them, and are imported once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.orm import Session

from app.db import begin_writing
from app.errors import RuleError
from app.services import imports, uploads
from app.services.import_files import Options
from tests.services.importing import FILES
from tests.waiting import await_turn


@pytest.mark.every_database
def test_of_two_who_start_an_import_at_once_one_comes_too_late(session):
    run = uploads.keep_upload(session, (FILES / "judgeme.csv").read_bytes(), file_name="judgeme.csv")
    session.commit()

    begin_writing(session)
    uploads.request_import(session, run, Options())
    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(_start_elsewhere, session.get_bind(), run.id)
        await_turn(session, other)
        session.commit()

        with pytest.raises(RuleError, match="This file is imported already"):
            other.result()


def _start_elsewhere(engine, run_id):
    with Session(engine) as session:
        begin_writing(session)
        uploads.request_import(session, imports.get_run(session, run_id), Options())
        session.commit()
