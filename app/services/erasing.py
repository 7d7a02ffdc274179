"""Erasing: what a customer said goes for good, by their own link or by the label for who has lost it."""

from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.models import Feedback, FixWish, Job, OutboxMail, User
from app.services import feedback, jobs, photos


def erase_answers(
    session: Session, answers: Iterable[Feedback], folder: Path, *, user: User | None = None
) -> list[Job]:
    """Erase answers with both their moments, their pictures first; return the jobs that weigh their garments anew.

    The journal and the exported files still hold them: to clear those is for whoever commits.
    """
    firsts = list(dict.fromkeys(each.first or each for each in answers))
    garments = dict.fromkeys(each.garment for each in firsts)
    for given in firsts:
        photos.erase_pictures(session, given, folder)
    feedback.erase_feedback(session, *firsts, user=user)
    return [jobs.request_weighing(session, garment, user=user) for garment in garments]


def list_of_customer(session: Session, customer: str) -> list[Feedback]:
    """Return the answers, second moments apart, that came with an e-mail or order number or wait for a mail to it."""
    address = customer.strip().lower()
    wishes = select(FixWish.feedback_id).where(func.lower(FixWish.address) == address)
    mails = select(OutboxMail.feedback_id).where(
        func.lower(OutboxMail.address) == address, OutboxMail.feedback_id.is_not(None)
    )
    key = feedback.key_customer(session, customer)
    is_theirs = or_(Feedback.customer_key == key, Feedback.id.in_(wishes), Feedback.id.in_(mails))
    found = session.scalars(select(Feedback).where(is_theirs).order_by(Feedback.id)) if key else ()
    return list(dict.fromkeys(each.first or each for each in found))
