"""The people of the label: roles, leaving and coming back, and never without an admin."""

from functools import partial

import pytest

from app.errors import NotFound, RuleError
from app.models import OutboxMail, Role
from app.services import accounts, audit, passwords, people
from tests import cast


def test_a_role_changes_and_the_change_is_written_down(session):
    mia, ana = cast.make_user(session, role=Role.ADMIN), cast.make_user(session, name="Ana")

    people.change_role(session, ana, role=Role.VIEWER, user=mia)

    event = audit.list_events(session, ana)[-1]
    assert (ana.role, event.user, event.details) == (Role.VIEWER, mia, {"before": "designer", "role": "viewer"})


@pytest.mark.parametrize("act", [partial(people.change_role, role=Role.DESIGNER), people.deactivate])
def test_the_last_admin_stays_one(session, act):
    mia = cast.make_user(session, role=Role.ADMIN)
    gone = cast.make_user(session, name="Gone", role=Role.ADMIN)
    people.deactivate(session, gone, user=mia)

    with pytest.raises(RuleError, match="Mia is the only admin: make somebody else one first"):
        act(session, mia)

    assert (mia.role, mia.disabled_at) == (Role.ADMIN, None)


def test_who_leaves_gets_no_mail_and_comes_back_as_before(session):
    ana = cast.make_user(session, name="Ana")
    passwords.ask_for_link(session, ana.email)

    people.deactivate(session, ana)

    assert session.query(OutboxMail).one().next_try_at is None
    with pytest.raises(RuleError, match="do not belong together"):
        accounts.sign_in(session, email=ana.email, password="a long password")
    people.reactivate(session, ana)
    assert accounts.sign_in(session, email=ana.email, password="a long password") is ana


def test_people_are_listed_by_name_those_who_left_last(session):
    mia, ana, bo = (cast.make_user(session, name=name) for name in ("mia", "Ana", "Bo"))
    assert people.are_several(session)
    people.deactivate(session, ana)

    assert people.list_people(session) == [bo, mia, ana]
    people.deactivate(session, bo)
    assert not people.are_several(session)
    with pytest.raises(NotFound):
        people.get_by_email(session, "eve@example.com")
