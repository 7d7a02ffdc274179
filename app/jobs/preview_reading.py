"""Previewing: what reading again, or one new rule of the label, would change; found here, changed nowhere."""

from app.jobs.progress import Progress
from app.jobs.read_comments import garment_of, tagger_now
from app.services import label_rules, retagging, tagging
from nlp.rules import Rule

CHUNK = 500
"""Comments between two signs of life; one new rule is looked for in as many in a fraction of a second."""


def work(progress: Progress) -> None:
    """Compare chunk after chunk; what was found is kept with the cursor, for whoever resumes."""
    packed = progress.arguments.get("rule")
    rule = label_rules.unpack(packed) if packed else None
    while _compare_chunk(progress, rule):
        pass


def _compare_chunk(progress: Progress, rule: Rule | None) -> bool:
    """Compare the next comments; returns whether there were any."""
    with progress.reading() as session:
        tagger = tagger_now(progress, session)
        read = tagging.list_read(
            session, garment=garment_of(progress, session), other_than=None if rule else tagger.version,
            after=progress.cursor, limit=CHUNK,
        )  # fmt: skip
        places = retagging.find_places(session, read)
    if not read:
        return False
    flips = progress.arguments.setdefault("flips", {})
    if rule is None:
        changed = retagging.compare_readings(tagger, read, places, flips)
    else:
        changed = retagging.compare_rule(tagger, rule, read, places, flips)
    progress.arguments["changed"] = progress.arguments.get("changed", 0) + changed
    progress.cursor = read[-1].id
    progress.done += len(read)
    with progress.writing():
        return True
