"""Weighing: a garment's sub-themes, the evidence of its points, where faults sit, and the verdicts on fixes, anew.

Then those are written to who wanted to hear of a fix.
"""

from app.jobs.progress import Progress
from app.services import garments, grouping, weighing, wishes


def work(progress: Progress) -> None:
    """Weigh the garment that is named."""
    weigh_garment(progress, progress.arguments["garment"])


def weigh_garment(progress: Progress, garment_id: int) -> None:
    """Group, weigh, diagnose and judge one garment; each part is worked out first and then stored by itself."""
    with progress.reading() as session:
        said = grouping.list_changed(session, garments.get_garment_by_id(session, garment_id))
    for code, grouped in grouping.group_said(said).items():
        with progress.writing() as session:
            grouping.write_group(session, garments.get_garment_by_id(session, garment_id), code, grouped)
    with progress.writing() as session:
        grouping.place_arrivals(session, garments.get_garment_by_id(session, garment_id))
    with progress.reading() as session:
        parts = weighing.prepare(session, garments.get_garment_by_id(session, garment_id))
    for part in parts:
        with progress.reading() as session:
            found = part.work_out(session, garments.get_garment_by_id(session, garment_id))
        with progress.writing() as session:
            part.store(session, garments.get_garment_by_id(session, garment_id), found)
    with progress.reading() as session:
        has_wishes = wishes.has_wishes(session, garment_id)
    if has_wishes:
        with progress.writing() as session:
            wishes.settle_wishes(session, garments.get_garment_by_id(session, garment_id))
