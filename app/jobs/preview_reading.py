"""Previewing: what reading again, a new rule or a new tag of the label would change; found here, changed nowhere."""

from collections.abc import Sequence

from app.jobs.progress import Progress
from app.jobs.read_comments import garment_of, tagger_now
from app.services import alike, label_rules, naming, own_tags, retagging, tagging
from app.services.naming import Draft
from nlp.rules import Rule

CHUNK = 500
"""Comments between two signs of life; one new rule is looked for in as many in a fraction of a second."""


def work(progress: Progress) -> None:
    """Compare chunk after chunk; what was found is kept with the cursor, for whoever resumes."""
    packed, tag = progress.arguments.get("rule"), progress.arguments.get("tag")
    rules: Sequence[Rule] = [label_rules.unpack(packed)] if packed else []
    if tag:
        draft = naming.unpack(tag)
        rules = draft.rules
        if "remarks" not in progress.arguments:
            _find_remarks(progress, draft)
        if not rules:
            return
    while _compare_chunk(progress, rules):
        pass


def _find_remarks(progress: Progress, draft: Draft) -> None:
    """Look which remarks the tag would make its own."""
    with progress.reading() as session:
        remarks = alike.find_alike(session, draft.theme_id) if draft.theme_id else []
    named = retagging.count_named(progress.arguments.setdefault("flips", {}), remarks, draft.code)
    progress.arguments |= {"remarks": [each.id for each in remarks], "named": sorted(named), "changed": len(named)}
    with progress.writing():
        pass


def _compare_chunk(progress: Progress, rules: Sequence[Rule]) -> bool:
    """Compare the next comments; returns whether there were any."""
    with progress.reading() as session:
        tagger = tagger_now(progress, session)
        read = tagging.list_read(
            session, garment=garment_of(progress, session), other_than=None if rules else tagger.version,
            after=progress.cursor, limit=CHUNK,
        )  # fmt: skip
        places, resting = retagging.find_places(session, read), own_tags.list_resting(session)
    if not read:
        return False
    flips = progress.arguments.setdefault("flips", {})
    if rules:
        named = frozenset(progress.arguments.get("named", ()))
        changed = retagging.compare_rules(tagger, rules, read, places, flips, named)
    else:
        changed = retagging.compare_readings(tagger, read, places, flips, resting)
    progress.arguments["changed"] = progress.arguments.get("changed", 0) + changed
    progress.cursor = read[-1].id
    progress.done += len(read)
    with progress.writing():
        return True
