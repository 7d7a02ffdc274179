"""Digests are made by the worker on their day, and go out once."""

from datetime import UTC, datetime

import time_machine

from app.jobs import worker
from app.models import Digest
from tests import cast
from tests.mail_server import serving_mail

MONDAY = datetime(2026, 11, 30, 6, 0, tzinfo=UTC)


def test_everybody_gets_one_and_only_where_mail_is_set_up(session, mail_settings):
    with time_machine.travel(datetime(2026, 11, 27, tzinfo=UTC), tick=False):
        cast.make_feedback(session, cast.make_shirt(session), says="sleeve.length/long")
        for name in ("Mia", "Ana"):
            cast.make_user(session, name=name)
        session.commit()

    with time_machine.travel(MONDAY, tick=False), serving_mail() as server:
        assert worker.list_forsaken(mail_settings | {"TOILE_SMTP_HOST": ""}) == []
        mail_settings["TOILE_SMTP_PORT"] = str(server.port)
        (job_id,) = worker.list_forsaken(mail_settings)
        for follow_up in worker.run(mail_settings, job_id):
            worker.run(mail_settings, follow_up)
        assert worker.list_forsaken(mail_settings) == []

    session.rollback()
    assert session.query(Digest).count() == 2
    assert {letter["To"] for letter in server.taken} == {"mia@example.com", "ana@example.com"}
    assert "Linen shirt: one answer." in server.taken[0].get_body(("plain",)).get_content()
