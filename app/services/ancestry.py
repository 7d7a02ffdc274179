"""Which revision was copied from which: what went out forms one chain, open drafts hang on it."""

from app.models import Garment, PatternRevision, RevisionStatus, RoundStatus


def find_present(garment: Garment) -> PatternRevision:
    """Return the revision that the pattern is at: the newest that went out, or what the garment began with."""
    return next(each for each in reversed(garment.revisions) if is_out(each))


def is_out(revision: PatternRevision) -> bool:
    """Return whether a revision left the desk: it is no draft, nor one that was carried on as another."""
    if revision.status is RevisionStatus.DRAFT:
        return False
    return revision.predecessor_id is None or revision.sent_at is not None or revision.released_at is not None


def list_drafts(garment: Garment) -> list[PatternRevision]:
    """Return the open drafts of a garment, those that can go out as they are first."""
    drafts = [each for each in garment.revisions if each.status is RevisionStatus.DRAFT]
    return sorted(drafts, key=is_behind)


def find_newest(garment: Garment) -> PatternRevision:
    """Return what the pattern is becoming: the open draft of the present revision, or that itself."""
    return next((each for each in list_drafts(garment) if not is_behind(each)), find_present(garment))


def is_behind(revision: PatternRevision) -> bool:
    """Return whether a draft was copied from what is no longer the present revision."""
    return revision.status is RevisionStatus.DRAFT and revision.predecessor is not find_present(revision.garment)


def is_unused(chart: PatternRevision) -> bool:
    """Return whether nobody works by a chart yet: the first one, no revision after it, not sent, no run cut on it."""
    garment = chart.garment
    is_cut = any(each.status is not RoundStatus.PLANNED for each in garment.rounds)
    return [*garment.revisions] == [chart] and not chart.packets and not is_cut


def list_line(revision: PatternRevision) -> list[PatternRevision]:
    """Return a revision and all that it descends from, the newest first."""
    line = [revision]
    while (before := line[-1].predecessor) is not None:
        line.append(before)
    return line


def list_since(old: PatternRevision, new: PatternRevision) -> list[PatternRevision]:
    """Return the revisions that the newer one descends from and the older one does not, the oldest first."""
    known = {each.id for each in list_line(old)}
    return [each for each in reversed(list_line(new)) if each.id not in known]
