"""Digests: who is to get this week's has it made, and mailed where something is new."""

from app.jobs.progress import Progress
from app.models import now
from app.services import accounts, digests, jobs


def work(progress: Progress) -> None:
    """Make one after the other, each in a transaction of its own; who has this week's is not asked about again."""
    at = now()
    with progress.reading() as session:
        due = [user.id for user in digests.list_due(session, at=at)]
    for user_id in due:
        progress.done += 1
        with progress.writing() as session:
            user = accounts.find_user(session, user_id)
            if user is not None:
                digests.make_digest(session, user, at=at)
    with progress.writing() as session:
        progress.follow_ups.append(jobs.request_job(session, jobs.SEND_MAIL).id)
