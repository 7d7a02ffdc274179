"""Weighing: a garment's sub-themes, the evidence of its points, where faults sit, and the verdicts on fixes, anew."""

from app.jobs.progress import Progress
from app.services import garments, grouping, weighing


def work(progress: Progress) -> None:
    """Weigh the garment that is named."""
    weigh_garment(progress, progress.arguments["garment"])


def weigh_garment(progress: Progress, garment_id: int) -> None:
    """Group, weigh, diagnose and judge one garment in a transaction of its own; its groups are made before it."""
    with progress.reading() as session:
        said = grouping.list_changed(session, garments.get_garment_by_id(session, garment_id))
    grouped = grouping.group_said(said)
    with progress.writing() as session:
        garment = garments.get_garment_by_id(session, garment_id)
        grouping.write_groups(session, garment, grouped)
        weighing.weigh(session, garment)
