"""Approvals, taken back where a revision is no longer what was approved."""

from app.models import PatternRevision, RevisionStatus, SampleVerdict


def take_back(revision: PatternRevision) -> None:
    """Let an approved revision be on its way again: sampled where something was sewn from it, else sent."""
    if revision.status is not RevisionStatus.APPROVED:
        return
    sewn = any(sample.verdict is not SampleVerdict.WAIVED for sample in revision.samples)
    revision.status = RevisionStatus.SAMPLED if sewn else RevisionStatus.SENT
    revision.approved_by = revision.approved_at = None
