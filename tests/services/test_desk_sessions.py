"""Sessions at the desk end in the database: by signing out, by time, with the account."""

from datetime import timedelta

import pytest
import time_machine

from app.models import DeskSession, now
from app.services import desk_sessions, people

DAY = timedelta(days=1)


def test_a_key_is_stored_as_a_hash_and_is_new_each_time(session, mia):
    first, second = desk_sessions.begin(session, mia), desk_sessions.begin(session, mia)

    assert first != second
    assert first not in {each.key_hash for each in session.query(DeskSession)}
    assert desk_sessions.find(session, first).user is mia
    assert (desk_sessions.count(session, mia), mia.last_seen_at is not None) == (2, True)


def test_signing_out_ends_one_and_signing_out_everywhere_all(session, mia):
    keys = [desk_sessions.begin(session, mia) for _ in range(3)]

    desk_sessions.end(session, keys[0])
    assert [desk_sessions.find(session, key) is not None for key in keys] == [False, True, True]

    desk_sessions.end_all(session, mia)
    assert [desk_sessions.find(session, key) for key in keys] == [None] * 3


def test_who_is_deactivated_is_out_and_stays_out_when_reactivated(session, mia):
    key = desk_sessions.begin(session, mia)

    people.deactivate(session, mia)
    people.reactivate(session, mia)

    assert desk_sessions.find(session, key) is None


@pytest.mark.parametrize(
    "seen_after, asked_after, lasts",
    [([], 13, True), ([], 14, False), ([13, 26], 29, True), ([13, 26], 30, False)],
    ids=["seen lately", "idle too long", "busy", "busy too long"],
)
def test_a_session_runs_out_when_idle_and_in_any_case(session, mia, seen_after, asked_after, lasts):
    begun, key = now(), desk_sessions.begin(session, mia)

    for days in seen_after:
        with time_machine.travel(begun + days * DAY):
            assert desk_sessions.is_seen_long_ago(desk_sessions.find(session, key))
            desk_sessions.note_seen(session, key)
            session.expire_all()
    with time_machine.travel(begun + asked_after * DAY + timedelta(minutes=1)):
        assert (desk_sessions.find(session, key) is not None) is lasts
        desk_sessions.begin(session, mia)
        assert session.query(DeskSession).count() == 1 + lasts
