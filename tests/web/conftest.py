"""Pages are tested through `client`: arrange with `session`, commit, act as somebody who signed in."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.models import Role, User
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
