"""Parts of what a garment's answers come to, each by itself; the product weighs all at once (`services.weighing`)."""

from sqlalchemy.orm import Session

from app.models import Diagnosis, Garment, Outcome
from app.services import diagnosing, judging
from app.services.experience import read_known
from app.services.hearing import hear_garment


def judge_garment(session: Session, garment: Garment) -> list[Outcome]:
    """Return the verdicts on all fixes of a garment that were cut, judged anew and stored in place of the old."""
    hearing, known = hear_garment(session, garment), read_known(session)
    return judging.store(session, garment, judging.judge_fixes(session, garment, hearing, known))


def diagnose_garment(session: Session, garment: Garment) -> list[Diagnosis]:
    """Return the diagnoses of a garment's clusters; they and the suggestions are made anew."""
    hearing, known = hear_garment(session, garment), read_known(session)
    return diagnosing.store(session, garment, diagnosing.diagnose_clusters(session, garment, hearing, known))
