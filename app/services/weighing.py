"""Weighing: what was said of a garment is heard once, and from it come evidence, diagnoses and verdicts, all anew."""

from sqlalchemy.orm import Session

from app.models import Garment
from app.services import diagnosing, evidence, judging
from app.services.hearing import hear_garment


def weigh(session: Session, garment: Garment) -> None:
    """Weigh the evidence of a garment, diagnose its points and judge its fixes; its words are grouped before."""
    hearing = hear_garment(session, garment)
    evidence.weigh_garment(session, garment, hearing)
    diagnosing.diagnose_garment(session, garment, hearing)
    judging.judge_garment(session, garment, hearing)
