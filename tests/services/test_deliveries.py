"""Files that programs send: one import for each key, however many of the same arrive at one moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select

from app.db import begin_writing, open_session
from app.errors import KeyReused
from app.models import ImportRun, Job
from app.services.deliveries import deliver_file
from app.services.import_files import Options
from tests.cast import make_shirt

REVIEWS = b"garment,text\nLS-01,The sleeves are too long.\n"
AT_ONCE = 4


@pytest.mark.every_database
def test_the_same_file_at_one_moment_is_one_import(session, database_url):
    make_shirt(session)
    session.commit()
    start = Barrier(AT_ONCE)

    def send(_: int) -> int:
        with open_session(database_url) as own:
            start.wait()
            begin_writing(own)
            run_id = _deliver(own).run.id
            own.commit()
        return run_id

    with ThreadPoolExecutor(AT_ONCE) as threads:
        sent = set(threads.map(send, range(AT_ONCE)))

    assert len(sent) == len(session.scalars(select(ImportRun)).all()) == len(session.scalars(select(Job)).all()) == 1


def test_another_file_or_another_word_about_it_needs_another_key(session):
    make_shirt(session)
    first = _deliver(session)

    assert (first.job_id is not None, _deliver(session).job_id) == (True, None)
    for other in ({"content": REVIEWS + b"LS-01,Lovely.\n"}, {"options": Options(as_new=True)}):
        with pytest.raises(KeyReused):
            _deliver(session, **other)


def _deliver(session, *, content=REVIEWS, options=None):
    return deliver_file(
        session, content, file_name="reviews.csv", kind="feedback", options=options or Options(), token_id=1,
        key="monday",
    )  # fmt: skip
