"""Pages are tested through `client`: arrange with `session`, commit, act as somebody who signed in."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.models import Feedback, Garment, LengthUnit, MeasureKind, PatternRevision, Role, User
from app.services import desk_sessions, evidence, garments, packets, revisions
from app.services.packets import SentPacket
from nlp.taxonomy import GarmentKind
from tests import cast
from tests.arranged import once
from tests.cast import make_round, make_shirt, make_user

LONG = "sleeve.length/long"


@pytest.fixture
def sign_in(client: FlaskClient, session: Session) -> Callable[..., User]:
    """Sign somebody in on the client: `sign_in(role=Role.VIEWER)`; returns the user."""

    def enter(*, name: str = "Mia", role: Role = Role.DESIGNER) -> User:
        user, key = _begin(session, name, role)
        session.commit()
        with client.session_transaction() as cookie:
            cookie.permanent = True
            cookie.update(_user_id=key, _fresh=True)
        return user

    return enter


@once
def _begin(session: Session, name: str, role: Role) -> tuple[User, str]:
    """Somebody of the label, and the key that their browser keeps, as if they had typed their password."""
    user = make_user(session, name=name, role=role)
    return user, desk_sessions.begin(session, user)


@pytest.fixture
@once
def code(session: Session) -> str:
    """The code on the care label of a linen shirt that was cut."""
    printed = make_round(session, make_shirt(session), locked=True).code
    session.commit()
    return printed


@pytest.fixture
@once
def shirt(session: Session) -> Garment:
    """A shirt whose sleeves are to be fixed by the pattern."""
    shirt = cast.make_shirt(session)
    cast.make_answers(session, shirt, says=LONG, reporting=8, of=20)
    cast.decide_to_fix(session, cast.get_point(session, shirt, LONG))
    session.commit()
    return shirt


@pytest.fixture
@once
def answered_shirt(session: Session) -> int:
    """The id of a shirt whose sleeves 12 of 20 call too long."""
    shirt = make_shirt(session)
    run = make_round(session, shirt, locked=True)
    cast.make_answers(session, shirt, says=LONG, reporting=12, of=20, production_round=run)
    evidence.weigh_garment(session, shirt)
    session.commit()
    return shirt.id


@pytest.fixture
@once
def draft(session: Session, shirt: Garment) -> str:
    """The address of an open draft that takes 20 mm off the sleeves."""
    cast.make_sleeves_shorter(session, shirt)
    session.commit()
    return f"/garments/{shirt.id}/revisions/2"


@pytest.fixture
@once
def sent(session: Session) -> SentPacket:
    """The sheet of a shirt whose sleeves become 20 mm shorter and whose notch moves, sent to Ana in inches."""
    shirt = garments.add_garment(
        session, name="Linen shirt", kind=GarmentKind.SHIRT, sizes=("S", "M", "L"), style_number="LS-01"
    )
    draft = revisions.draft_revision(session, shirt)
    sleeve = garments.add_point_of_measure(
        session, shirt, code="D1", name="Sleeve length from shoulder", kind=MeasureKind.STRAIGHT,
        values_mm={"S": Decimal(590), "M": Decimal(600), "L": Decimal(610)},
    )  # fmt: skip
    revisions.change_measure(session, draft, sleeve, delta_mm=Decimal(-20))
    revisions.add_instruction(session, draft, text="Move the notch.")
    sent = packets.send_packet(session, draft, contact="Ana", unit=LengthUnit.IN, grid="1/8")
    session.commit()
    return sent


def answer_line(client: FlaskClient, sent: SentPacket, **fields: str) -> TestResponse:
    """Answer line 1 of a sheet behind its link."""
    return client.post(f"/m/{sent.token}/answers", data={f"line-1-{name}": value for name, value in fields.items()})


def read_words(answer: TestResponse) -> str:
    """Return a page without the indentation of its templates."""
    return " ".join(answer.text.split())


def get_given(session: Session) -> Feedback:
    """Return the one answer as the last request left it."""
    session.expire_all()
    return session.query(Feedback).one()


def get_revision(session: Session, number: int = 2) -> PatternRevision:
    """Return a revision as the last request left it."""
    session.rollback()
    return session.query(PatternRevision).filter_by(number=number).one()
