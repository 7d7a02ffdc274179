"""Pages are tested through `client`: arrange with `session`, commit, act as somebody who signed in."""

import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.jobs import worker
from app.models import (
    Cluster,
    Direction,
    Feedback,
    FeedbackSource,
    Garment,
    Issue,
    IssueOrigin,
    Job,
    JobStatus,
    LengthUnit,
    MeasureKind,
    PatternRevision,
    ProductionRound,
    Role,
    User,
    now,
)
from app.services import desk_sessions, evidence, feedback, garments, grouping, packets, points_of_measure, revisions
from app.services.moves import Move
from app.services.packets import SentPacket
from app.web.page_keys import make_key
from nlp.taxonomy import GarmentKind, IssueCode
from tests import cast
from tests.arranged import once
from tests.cast import get_point, make_answers, make_round, make_shirt, make_user
from tests.web.watching import drawn_while_writing

LONG, TIGHT = "sleeve.length/long", "sleeve.width/small"
SAID = "Lovely linen, but the sleeves are far too long."


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
def revision(session: Session) -> PatternRevision:
    """A draft of the shirt with shorter sleeves."""
    draft = cast.make_sleeves_shorter(session, cast.make_shirt(session))
    session.commit()
    return draft


@pytest.fixture
@once
def sent(session: Session) -> SentPacket:
    """The sheet of a shirt whose sleeves become 20 mm shorter and whose notch moves, sent to Ana in inches."""
    shirt = garments.add_garment(
        session, name="Linen shirt", kind=GarmentKind.SHIRT, sizes=("S", "M", "L"), style_number="LS-01"
    )
    draft = revisions.draft_revision(session, shirt)
    sleeve = points_of_measure.add_point_of_measure(
        session, shirt, code="D1", name="Sleeve length from shoulder", kind=MeasureKind.STRAIGHT,
        values_mm={"S": Decimal(590), "M": Decimal(600), "L": Decimal(610)},
    )  # fmt: skip
    revisions.change_measure(session, draft, sleeve, delta_mm=Decimal(-20))
    up = Move("Elbow notch", Direction.UP, Decimal("9.525"))
    revisions.add_instruction(session, draft, text="Move the notch.", move=up)
    sent = packets.send_packet(session, draft, contact="Ana", unit=LengthUnit.IN, grid="1/8")
    session.commit()
    return sent


def answer_line(client: FlaskClient, sent: SentPacket, **fields: str) -> TestResponse:
    """Answer line 1 of a sheet behind its link."""
    return client.post(f"/m/{sent.token}/answers", data={f"line-1-{name}": value for name, value in fields.items()})


def lay_file(client: FlaskClient, address: str, content: bytes, name: str) -> TestResponse:
    """Lay a file beside a revision; return the answer."""
    return client.post(address, data={"file": (io.BytesIO(content), name)}, content_type="multipart/form-data")


def open_form(client: FlaskClient, *, seconds_ago: float = 30) -> str:
    """Return the key of a form that a customer has had before them for a while."""
    with client.application.app_context():
        return make_key(given_at=now() - timedelta(seconds=seconds_ago))


def read_words(answer: TestResponse) -> str:
    """Return a page without the indentation of its templates."""
    return " ".join(answer.text.split())


def list_twice(page: str) -> list[str]:
    """Return the ids that a page gives to more than one element: a label leads to the first of them alone."""
    return [name for name, number in Counter(re.findall(r'\sid="([^"]*)"', page)).items() if number > 1]


def get_given(session: Session) -> Feedback:
    """Return the one answer as the last request left it."""
    session.expire_all()
    return session.query(Feedback).one()


@pytest.fixture
@once
def planned(session: Session) -> str:
    """The address of a planned run of ten pieces a size."""
    return _address(session, make_round(session, make_shirt(session)))


@pytest.fixture
@once
def cut(session: Session) -> str:
    """The address of a run that is released to cut."""
    return _address(session, make_round(session, make_shirt(session), locked=True))


@pytest.fixture
@once
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
@once
def other(session: Session, point: int) -> int:
    """The id of a second fit point of the same shirt."""
    shirt = session.query(Garment).one()
    make_answers(session, shirt, says=TIGHT, reporting=4, of=4)
    evidence.weigh_garment(session, shirt)
    session.commit()
    return get_point(session, shirt, TIGHT).id


@pytest.fixture
@once
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


@pytest.fixture
def work(session, app):
    """Do what the pages asked the worker for, and return the last job."""

    def do_all() -> Job:
        session.rollback()
        ids = list(session.scalars(select(Job.id).where(Job.status == JobStatus.QUEUED).order_by(Job.id)))
        session.rollback()
        for job_id in ids:
            worker.run(app.config, job_id)
        return session.get_one(Job, ids[-1])

    return do_all


@pytest.fixture(autouse=True)
def nobody_waits() -> Iterator[None]:
    """No page is drawn while SQLite's lock is held: every answer that a customer sends meanwhile would wait for it."""
    with drawn_while_writing() as drawn:
        yield
    assert not drawn
