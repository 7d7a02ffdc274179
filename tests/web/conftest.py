"""Pages are tested through `client`: arrange with `session`, commit, act as somebody who signed in."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.models import Garment, PatternRevision, Role, User
from tests import cast
from tests.cast import make_round, make_shirt, make_user


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


def get_revision(session: Session, number: int = 2) -> PatternRevision:
    """Return a revision as the last request left it."""
    session.rollback()
    return session.query(PatternRevision).filter_by(number=number).one()
