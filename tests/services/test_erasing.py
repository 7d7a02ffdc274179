"""Erasing for a customer: all that is theirs, with its pictures, and nothing of it stays beside that it was done."""

from datetime import timedelta

import pytest

from app.errors import Contradiction
from app.models import AuditEvent, Feedback, Job, OutboxMail, Photo, now
from app.services import coding, erasing, feedback, photos, wishes
from tests import cast
from tests.services import pictures

LENA = "Lena@Example.com"


def test_both_moments_go_with_their_pictures_and_the_garment_is_weighed(session, tmp_path):
    shirt, mia = cast.make_shirt(session), cast.make_user(session)
    first = cast.make_feedback(session, shirt, comment="The zyzzyva collar chokes.")
    second = feedback.record_washed(session, first, comment="It shrank.", idempotency_key="w" * 32).feedback
    photos.keep_photos(session, second.id, photos.take_in([photos.Upload("cuff.jpg", pictures.jpeg())], tmp_path))
    number = first.id

    asked = erasing.erase_answers(session, [second, first], tmp_path, user=mia)

    session.flush()
    assert (session.query(Feedback).count(), session.query(Photo).count()) == (0, 0)
    assert [each for each in tmp_path.rglob("*") if each.is_file()] == []
    assert asked == session.query(Job).all()
    assert asked[0].arguments == {"garment": shirt.id}
    event = session.query(AuditEvent).filter_by(verb="erased").one()
    assert (event.subject_id, event.user, event.details) == (number, mia, {})
    with pytest.raises(Contradiction, match="has been erased"):
        feedback.record_feedback(session, shirt, source="form", comment="It shrank.", idempotency_key="w" * 32)


def test_a_customers_answers_are_found_by_what_they_came_with_and_by_where_mail_waits(session):
    shirt = cast.make_shirt(session)
    review = cast.make_feedback(session, shirt, source="review", customer="lena@example.com ")
    washed = feedback.record_washed(session, review, customer=LENA, comment="It shrank.").feedback
    by_form, waiting, told, other = (cast.make_feedback(session, shirt, comment=f"Tight {each}.") for each in "abcd")
    wishes.note_told(session, wishes.keep_wish(session, told, "lena@example.com", language="en"))
    wishes.keep_wish(session, by_form, "lena@example.com", language="en")
    session.add(OutboxMail(feedback_id=waiting.id, address=LENA, language="en", next_try_at=now() + timedelta(hours=1)))
    wishes.keep_wish(session, other, "mia@example.com", language="en")

    assert washed.first is review
    assert erasing.list_of_customer(session, LENA) == [review, by_form, waiting]
    assert erasing.list_of_customer(session, "nobody@example.com") == []
    assert erasing.list_of_customer(session, " ") == []


@pytest.mark.sqlite  # PostgreSQL gives no number twice
def test_who_has_the_number_of_an_erased_answer_has_none_of_its_history(session, tmp_path):
    shirt, mia = cast.make_shirt(session), cast.make_user(session)
    gone = cast.make_feedback(session, shirt, comment="Too tight.")
    coding.finish_reading(session, gone, user=mia)
    erasing.erase_answers(session, [gone], tmp_path, user=mia)
    number = gone.id

    new = cast.make_feedback(session, shirt, comment="Lovely.")

    assert (new.id, coding.list_history(session, new)) == (number, [])
