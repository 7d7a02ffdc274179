"""Pages are tested through `client`: arrange with `session`, commit, act as somebody who signed in."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.models import (
    Cluster,
    FeedbackSource,
    Garment,
    Issue,
    IssueOrigin,
    PatternRevision,
    ProductionRound,
    Role,
    User,
)
from app.services import evidence, feedback, grouping
from nlp.taxonomy import IssueCode
from tests import cast
from tests.cast import get_point, make_answers, make_round, make_shirt, make_user

LONG, TIGHT = "sleeve.length/long", "sleeve.width/small"
SAID = "Lovely linen, but the sleeves are far too long."


@pytest.fixture
def sign_in(client: FlaskClient, session: Session) -> Callable[..., User]:
    """Sign somebody in on the client: `sign_in(role=Role.VIEWER)`; returns the user."""

    def enter(*, name: str = "Mia", role: Role = Role.DESIGNER) -> User:
        user = make_user(session, name=name, role=role)
        email = user.email
        session.commit()
        answer = client.post("/sign-in", data={"email": email, "password": "a long password"})
        assert answer.status_code == 303
        return user

    return enter


@pytest.fixture
def code(session: Session) -> str:
    """The code on the care label of a linen shirt that was cut."""
    printed = make_round(session, make_shirt(session), locked=True).code
    session.commit()
    return printed


@pytest.fixture
def shirt(session: Session) -> Garment:
    """A shirt whose sleeves are to be fixed by the pattern."""
    shirt = cast.make_shirt(session)
    cast.make_answers(session, shirt, says="sleeve.length/long", reporting=8, of=20)
    cast.decide_to_fix(session, cast.get_point(session, shirt, "sleeve.length/long"))
    session.commit()
    return shirt


@pytest.fixture
def draft(session: Session, shirt: Garment) -> str:
    """The address of an open draft that takes 20 mm off the sleeves."""
    cast.make_sleeves_shorter(session, shirt)
    session.commit()
    return f"/garments/{shirt.id}/revisions/2"


@pytest.fixture
def planned(session: Session) -> str:
    """The address of a planned run of ten pieces a size."""
    return _address(session, make_round(session, make_shirt(session)))


@pytest.fixture
def cut(session: Session) -> str:
    """The address of a run that is released to cut."""
    return _address(session, make_round(session, make_shirt(session), locked=True))


@pytest.fixture
def point(session: Session) -> int:
    """The id of “sleeve too long”: 12 of 20 tapped it, one more wrote it."""
    shirt = make_shirt(session)
    make_answers(session, shirt, says=LONG, reporting=12, of=20)
    cluster = get_point(session, shirt, LONG)
    tell(session, cluster.id, SAID, 18, 46)
    evidence.weigh_garment(session, shirt)
    session.commit()
    return cluster.id


@pytest.fixture
def other(session: Session, point: int) -> int:
    """The id of a second fit point of the same shirt."""
    shirt = session.query(Garment).one()
    make_answers(session, shirt, says=TIGHT, reporting=4, of=4)
    evidence.weigh_garment(session, shirt)
    session.commit()
    return get_point(session, shirt, TIGHT).id


@pytest.fixture
def told(session: Session) -> int:
    """The id of “sleeve too long”, which three customers put one way, two another way, and one in her own words."""
    shirt = make_shirt(session)
    make_answers(session, shirt, says=TIGHT, reporting=1, of=1)
    make_answers(session, shirt, says=LONG, reporting=1, of=1)
    point = get_point(session, shirt, LONG).id
    for words in (
        "the cuffs hang over my hands", "cuffs over my hands", "the cuffs cover my hands",
        "an inch too long", "about an inch too long", "fit for a gorilla",
    ):  # fmt: skip
        tell(session, point, f"Well, {words}.", 6, 6 + len(words))
    grouping.group_garment(session, shirt)
    session.commit()
    return point


def get_revision(session: Session, number: int = 2) -> PatternRevision:
    """Return a revision as the last request left it."""
    session.rollback()
    return session.query(PatternRevision).filter_by(number=number).one()


def get_round(session: Session) -> ProductionRound:
    """Return the only round as the last request left it."""
    session.rollback()
    return session.query(ProductionRound).one()


def tell(session: Session, cluster_id: int, comment: str, start: int, end: int) -> None:
    """Have a customer write it, read as “sleeve too long” in a fit point; commits."""
    cluster = session.get_one(Cluster, cluster_id)
    answer = feedback.record_feedback(
        session, cluster.garment, source=FeedbackSource.FORM, comment=comment, size="L", rest_fits=True
    ).feedback
    code = IssueCode(LONG)
    answer.issues.append(
        Issue(code=code, standing_code=code, origin=IssueOrigin.COMMENT, severity=2, span_start=start, span_end=end,
              confidence=0.9, why="said of the sleeves", tagger_version="rules 1", cluster=cluster)
    )  # fmt: skip
    session.commit()


def find_worded(session: Session) -> int:
    """Return the id of the only issue that stands on words."""
    issue = session.query(Issue).filter(Issue.span_start.is_not(None)).one().id
    session.rollback()
    return issue


def _address(session: Session, production_round: ProductionRound) -> str:
    session.commit()
    return f"/garments/{production_round.garment_id}/rounds/{production_round.number}"
