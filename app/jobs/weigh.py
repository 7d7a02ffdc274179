"""Weighing: the evidence of a garment's points, where their faults sit, and the verdicts on its fixes, anew."""

from app.jobs.progress import Progress
from app.services import diagnosing, evidence, garments, judging


def work(progress: Progress) -> None:
    """Weigh the garment that is named."""
    weigh_garment(progress, progress.arguments["garment"])


def weigh_garment(progress: Progress, garment_id: int) -> None:
    """Weigh, diagnose and judge one garment in a transaction of its own."""
    with progress.writing() as session:
        garment = garments.get_garment_by_id(session, garment_id)
        evidence.weigh_garment(session, garment)
        diagnosing.diagnose_garment(session, garment)
        judging.judge_garment(session, garment)
