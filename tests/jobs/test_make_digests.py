"""Digests are made by the worker on their day, and go out once."""

from datetime import UTC, datetime

import pytest
import time_machine

from app.jobs import worker
from app.models import Digest
from tests import cast
from tests.mail_server import serving_mail

MONDAY = datetime(2026, 11, 30, 6, 0, tzinfo=UTC)


@pytest.fixture
def settings(database_url, tmp_path) -> dict[str, str]:
    return {
        "TOILE_DATABASE_URL": database_url, "TOILE_DATA": str(tmp_path), "TOILE_PUBLIC_URL": "https://fit.example.com",
        "TOILE_SMTP_HOST": "127.0.0.1", "TOILE_SMTP_PORT": "1", "TOILE_SMTP_SECURITY": "none", "TOILE_SMTP_USER": "",
        "TOILE_SMTP_PASSWORD": "", "TOILE_SMTP_SENDER": "atelier@example.com",
    }  # fmt: skip


def test_everybody_gets_one_and_only_where_mail_is_set_up(session, settings):
    with time_machine.travel(datetime(2026, 11, 27, tzinfo=UTC), tick=False):
        cast.make_feedback(session, cast.make_shirt(session), says="sleeve.length/long")
        for name in ("Mia", "Ana"):
            cast.make_user(session, name=name)
        session.commit()

    with time_machine.travel(MONDAY, tick=False), serving_mail() as server:
        assert worker.list_forsaken(settings | {"TOILE_SMTP_HOST": ""}) == []
        settings["TOILE_SMTP_PORT"] = str(server.port)
        (job_id,) = worker.list_forsaken(settings)
        for follow_up in worker.run(settings, job_id):
            worker.run(settings, follow_up)
        assert worker.list_forsaken(settings) == []

    session.rollback()
    assert session.query(Digest).count() == 2
    assert {letter["To"] for letter in server.taken} == {"mia@example.com", "ana@example.com"}
    assert "Linen shirt: one answer." in server.taken[0].get_body(("plain",)).get_content()
