"""Against the gate two people release where two may: one asks with a reason, another agrees to just that."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.orm import Session

from app.db import begin_writing
from app.errors import RuleError
from app.models import ProductionRound, Role, RoundStatus, User
from app.services import audit, evidence, label, overrides, people, rounds
from tests import cast
from tests.arranged import once


@pytest.fixture
@once
def ana(session):
    return cast.make_user(session, name="Ana")


@pytest.fixture
@once
def run(session):
    """A run with a fit point that nobody has decided."""
    shirt = cast.make_shirt(session)
    cast.make_answers(session, shirt, says="sleeve.length/long", reporting=8, of=12)
    evidence.weigh_garment(session, shirt)
    return cast.make_round(session, shirt)


def test_two_people_release_and_both_stand_in_the_trail(session, mia, ana, run):
    asked = overrides.ask(session, run, reason="The fabric is booked.", user=mia)
    rounds.lock_together(session, asked, user=ana)

    assert (run.status, run.override_reason) == (RoundStatus.LOCKED, "The fabric is booked.")
    trail = [(each.verb, each.user_id) for each in audit.list_events(session, run)]
    assert trail[-2:] == [("asked to override", mia.id), ("locked", ana.id)]
    details = audit.list_events(session, run)[-1].details
    assert (details["overridden"], details["asked_by"]) == (True, mia.id)


def test_alone_it_is_impossible(session, mia, ana, run):
    with pytest.raises(RuleError, match="A second person has to agree"):
        rounds.lock_round(session, run, override_reason="The fabric is booked.", user=mia)
    asked = overrides.ask(session, run, reason="The fabric is booked.", user=mia)
    with pytest.raises(RuleError, match="You asked for it yourself"):
        rounds.lock_together(session, asked, user=mia)
    with pytest.raises(RuleError, match="Mia has asked for it already"):
        overrides.ask(session, run, reason="Now.", user=ana)

    assert run.status is RoundStatus.PLANNED


@pytest.mark.parametrize("way", ["agreed to", "declined", "taken back"])
def test_what_is_settled_is_not_settled_again(session, mia, ana, run, way):
    asked = overrides.ask(session, run, reason="The fabric is booked.", user=mia)
    session.flush()
    if way == "agreed to":
        rounds.lock_together(session, asked, user=ana)
    else:
        overrides.end(session, asked, user=ana if way == "declined" else mia)
    session.flush()

    with pytest.raises(RuleError, match="That is settled already"):
        overrides.get_open(session, run, asked.id)
    assert overrides.find_open(run) is None


def test_nobody_agrees_to_more_than_was_asked(session, mia, ana, run):
    asked = overrides.ask(session, run, reason="The fabric is booked.", user=mia)
    cast.make_sleeves_shorter(session, run.garment)

    with pytest.raises(RuleError, match="What is open has changed since it was asked"):
        rounds.lock_together(session, asked, user=ana)


@pytest.mark.parametrize("who", ["asked", "agrees"])
def test_both_have_to_be_people_who_may(session, mia, ana, run, who):
    asked = overrides.ask(session, run, reason="The fabric is booked.", user=mia)
    people.change_role(session, mia if who == "asked" else ana, role=Role.VIEWER)

    with pytest.raises(RuleError, match="may not release to cut while something is open"):
        rounds.lock_together(session, asked, user=ana)


def test_where_one_person_alone_may_nobody_else_is_asked(session, mia, ana, run):
    label.change_label(session, override_role="admin")
    people.change_role(session, ana, role=Role.ADMIN)

    rounds.lock_round(session, run, override_reason="The fabric is booked.", user=ana)

    assert run.status is RoundStatus.LOCKED


def test_asking_needs_a_reason_and_a_gate_that_is_mended_needs_no_second_person(session, mia, ana, run):
    with pytest.raises(RuleError, match="is not decided"):
        overrides.ask(session, run, reason=" ", user=mia)
    asked = overrides.ask(session, run, reason="The fabric is booked.", user=mia)
    cast.decide_to_fix(session, cast.get_point(session, run.garment, "sleeve.length/long"))

    rounds.lock_round(session, run, user=ana)

    assert (run.override_reason, asked.settled_at is not None, asked.agreed_by) == (None, True, None)


def test_of_two_who_agree_at_once_one_comes_too_late(session, mia, ana, run):
    eve, asked = cast.make_user(session, name="Eve"), overrides.ask(session, run, reason="It is booked.", user=mia)
    session.commit()
    ids, engine = (run.id, asked.id), session.get_bind()

    def agree(user_id: int) -> str | None:
        with Session(engine) as own:
            begin_writing(own)
            try:
                override = overrides.get_open(own, own.get(ProductionRound, ids[0]), ids[1])
                rounds.lock_together(own, override, user=own.get(User, user_id))
                own.commit()
            except RuleError as refusal:
                return refusal.message
        return None

    people_ids = [ana.id, eve.id]
    session.rollback()
    with ThreadPoolExecutor(2) as threads:
        said = list(threads.map(agree, people_ids))

    assert sorted(map(str, said)) == ["None", "That is settled already."]
    session.expire_all()
    assert [each.verb for each in audit.list_events(session, run)].count("locked") == 1
