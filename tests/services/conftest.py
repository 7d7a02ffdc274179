"""What the tests of many services are about."""

import pytest
from sqlalchemy.orm import Session

from app.models import Garment, Packet, PatternRevision, User
from nlp.tagging import Tagger
from tests import cast
from tests.arranged import once


@pytest.fixture
def shirt(session: Session) -> Garment:
    return cast.make_shirt(session)


@pytest.fixture
@once
def mia(session: Session) -> User:
    return cast.make_user(session)


@pytest.fixture
@once
def draft(session: Session) -> PatternRevision:
    """A draft that makes the sleeves of a shirt shorter."""
    return cast.make_sleeves_shorter(session, cast.make_shirt(session))


@pytest.fixture
@once
def sent(session: Session) -> Packet:
    """A sheet that takes 20 mm off the sleeves, received by Ana; its sample is accepted."""
    revision = cast.make_sleeves_shorter(session, cast.make_shirt(session))
    sent = cast.send_and_receive(session, revision)
    cast.accept_sample(session, revision)
    return sent.packet


@pytest.fixture(scope="session")
def tagger() -> Tagger:
    return Tagger.load()
