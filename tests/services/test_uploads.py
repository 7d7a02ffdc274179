"""Uploads wait until somebody has looked at them, and are imported once."""

import pytest

from app.db import begin_writing
from app.errors import RuleError
from app.services import imports, uploads
from app.services.import_files import Options
from tests.services.importing import FILES
from tests.waiting import commit_while


@pytest.mark.every_database
def test_of_two_who_start_an_import_at_once_one_comes_too_late(session):
    run_id = uploads.keep_upload(session, (FILES / "judgeme.csv").read_bytes(), file_name="judgeme.csv").id
    session.commit()

    def start(own):
        uploads.request_import(own, imports.get_run(own, run_id), Options())

    begin_writing(session)
    start(session)

    with pytest.raises(RuleError, match="This file is imported already"):
        commit_while(session, start)
