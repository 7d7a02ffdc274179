"""The label erases an answer for its customer: an admin, after a look at what goes, and nothing brings it back."""

from pathlib import Path

import pytest

from app.models import AuditEvent, Feedback, Job, Role
from app.services import exports, feedback
from tests.cast import make_feedback, make_shirt
from tests.web.conftest import read_words


@pytest.fixture
def review(session):
    """The number of an imported review, which no customer has a link to; its second moment follows it."""
    said = make_feedback(session, make_shirt(session), source="review", comment="Zyzzyva collar.")
    feedback.record_washed(session, said, comment="It shrank.")
    session.commit()
    return said.id


def test_an_admin_erases_an_answer_after_a_look_at_what_goes(client, session, review, sign_in):
    mia = sign_in(role=Role.ADMIN)
    assert f'href="/feedback/{review}/erase"' in client.get(f"/feedback/{review}").text

    asked = read_words(client.get(f"/feedback/{review}/erase"))
    erased = client.post(f"/feedback/{review}/erase")

    assert "“Zyzzyva collar.”" in asked
    assert f"what the same customer said of the piece at another time: answer {review + 1}." in asked
    assert (erased.status_code, erased.location) == (303, f"/feedback?erased={review}")
    assert f"Answer {review} is erased." in client.get(erased.location).text
    assert client.get(f"/feedback/{review}").status_code == 404
    session.rollback()
    assert session.query(Feedback).count() == 0
    event = session.query(AuditEvent).filter_by(verb="erased").one()
    assert (event.subject_id, event.user_id, event.details) == (review, mia.id, {})
    assert [each.kind for each in session.query(Job)] == ["weigh"]


@pytest.mark.sqlite
def test_what_the_label_erases_is_in_no_file_any_more(client, app, database_url, review, sign_in):
    sign_in(role=Role.ADMIN)
    exported = exports.find_folder(app.config["TOILE_DATA"]) / "1.json"
    exported.parent.mkdir()
    exported.write_text("Zyzzyva collar.")

    client.post(f"/feedback/{review}/erase")

    database = Path(database_url.removeprefix("sqlite:///"))
    written = [each for each in database.parent.glob(f"{database.name}*") if b"zyzzyva" in each.read_bytes().lower()]
    assert (written, exported.exists()) == ([], False)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.DESIGNER])
def test_nobody_else_erases_or_is_offered_to(client, session, review, sign_in, role):
    sign_in(role=role)

    assert "/erase" not in client.get(f"/feedback/{review}").text
    assert client.get(f"/feedback/{review}/erase").status_code == 403
    assert client.post(f"/feedback/{review}/erase").status_code == 403
    session.rollback()
    assert session.query(Feedback).count() == 2
