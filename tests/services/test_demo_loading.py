"""Loading the demo: real services and the real tagger, all of it or nothing, and the planted truths come out."""

import shutil
from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.db import open_session
from app.models import Feedback, Garment, ReadState, RevisionStatus, RoundStatus, Suggestion, now
from app.services import clusters, garments, outcomes, packets, rounds, weighing
from app.services.demo.collection import COLLECTION
from app.services.demo.dress import SANNA
from app.services.demo.loading import load_collection
from app.services.demo.shirt import MARIT
from app.services.demo.showing import is_loaded, open_showcase
from app.services.demo.trousers import INES

TODAY = date(2026, 11, 25)

pytestmark = [pytest.mark.sqlite, pytest.mark.thorough]


@pytest.fixture(scope="module")
def loaded(demo_data, tmp_path_factory):
    """The collection, loaded once for all tests of this file, which change nothing that stays."""
    data = shutil.copytree(demo_data, tmp_path_factory.mktemp("demo") / "data")
    with open_session(f"sqlite:///{data / 'toile.db'}", writes=True) as session:
        yield session


@pytest.fixture(autouse=True)
def leave_as_it_was(loaded: Session):
    yield
    loaded.rollback()


def test_all_answers_are_there_and_nearly_all_are_read(loaded: Session):
    counted = loaded.execute(select(Feedback.read_state, func.count()).group_by(Feedback.read_state))
    states = dict(counted.all())

    assert 400 <= sum(states.values()) <= 600
    assert ReadState.UNREAD not in states
    assert states[ReadState.READ] > 10 * states[ReadState.NOT_READ]


def test_weighing_again_turns_no_suggested_change(loaded: Session):
    before = _suggested(loaded)

    for garment in garments.list_garments(loaded):
        weighing.weigh(loaded, garment)

    assert before
    assert _suggested(loaded) == before


def test_every_garment_has_its_runs(loaded: Session):
    for story in COLLECTION:
        garment = garments.get_garment(loaded, story.style_number)
        released = [each for each in garment.rounds if each.status is not RoundStatus.PLANNED]
        assert len(released) == len(story.runs)


def test_a_fix_that_worked_is_proven(loaded: Session):
    assert "solved" in _verdicts(loaded, MARIT.style_number, "sleeve.length/long")


def test_a_fix_that_went_too_far_is_told(loaded: Session):
    garment = garments.get_garment(loaded, SANNA.style_number)

    assert any("went too far" in outcomes.say(each) for each in outcomes.list_outcomes(loaded, garment))


def test_too_few_answers_are_a_verdict(loaded: Session):
    assert "too_few" in _verdicts(loaded, SANNA.style_number, "waist.position/low")


def test_what_is_planted_in_every_size_is_clear(loaded: Session):
    points = clusters.list_clusters(loaded, garments.get_garment(loaded, INES.style_number))
    [waist] = [point for point in points if point.code == "waist.width/large"]

    assert waist.headline is not None
    assert waist.headline.state == "established"


def test_the_past_lies_in_the_past(loaded: Session):
    newest = loaded.scalar(select(func.max(Feedback.received_at)))

    assert newest is not None
    assert newest < now()


def test_it_is_known_that_it_is_loaded(loaded: Session, session: Session):
    assert is_loaded(loaded)
    assert not is_loaded(session)


def test_there_is_something_to_open_for_everybody(loaded: Session):
    showcase = open_showcase(loaded)

    assert rounds.find_round_by_code(loaded, showcase.round_code) is not None
    assert showcase.sheet_token is not None
    assert packets.open_packet(loaded, showcase.sheet_token).revision.status is RevisionStatus.SENT


def test_a_second_look_gives_another_link_and_ends_the_first(loaded: Session):
    first, second = open_showcase(loaded), open_showcase(loaded)

    assert first.sheet_token != second.sheet_token
    assert second.sheet_token is not None
    packets.open_packet(loaded, second.sheet_token)


@pytest.mark.thorough
def test_half_a_collection_is_never_left_behind(session: Session):
    def stop(scene: str, answers: int) -> None:
        if answers:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load_collection(session, today=TODAY, tell=stop, only=[SANNA])
    session.rollback()

    assert session.scalar(select(func.count()).select_from(Garment)) == 0


def _verdicts(session: Session, style_number: str, code: str) -> set[str]:
    garment = garments.get_garment(session, style_number)
    return {each.verdict for each in outcomes.list_outcomes(session, garment) if each.cluster.code == code}


def _suggested(session: Session) -> dict[int, tuple[float | None, float | None]]:
    return {each.cluster_id: (each.shift_mm, each.per_step_mm) for each in session.scalars(select(Suggestion))}
