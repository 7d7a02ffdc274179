"""Many issues corrected in one act, with one undo; and the undo of a single correction."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.errors import NotFound, RuleError
from app.models import AuditEvent, Cluster, CorrectionKind, Issue, IssueCorrection, User
from app.services import audit
from app.services.coding import find_standing
from app.services.garments import hold_garment
from app.services.issues import correct_issue
from app.services.placing import place_issues
from nlp.own_codes import read_code
from nlp.taxonomy import Code

CORRECTED, MOVED, UNDONE = "corrected_many", "moved_many", "undid_many"


def correct_many(
    session: Session,
    cluster: Cluster,
    issues: Sequence[Issue],
    *,
    kind: CorrectionKind,
    code: Code | None = None,
    user: User | None = None,
) -> AuditEvent:
    """Return the act that corrects all these issues of a fit point; `undo` takes it back as a whole."""
    _ensure_of_cluster(cluster, issues)
    if kind is CorrectionKind.RECODED:
        issues = _list_others(issues, code)
    before = [_remember(issue) for issue in issues]
    for issue, entry in zip(issues, before, strict=True):
        correction = correct_issue(session, issue, kind=kind, code=code, user=user)
        session.flush()
        entry["correction"] = correction.id
    return _keep(session, CORRECTED, cluster, user=user, kind=kind.value, code=code, issues=before)


def move_many(
    session: Session, cluster: Cluster, issues: Sequence[Issue], *, into: Cluster | None, user: User | None = None
) -> AuditEvent:
    """Return the act that moves all these issues to another fit point; a re-run of the tagger leaves them there."""
    _ensure_of_cluster(cluster, issues)
    if into is None or into is cluster:
        raise RuleError("To which other fit point?", field="into")
    if into.garment_id != cluster.garment_id:
        raise RuleError("Quotes can only be moved to a fit point of the same garment.", field="into")
    if into.merged_into is not None:
        raise RuleError(f"“{into.name}” is merged into “{into.merged_into.name}”.", field="into")
    before = [_remember(issue) for issue in issues]
    for issue in issues:
        issue.cluster, issue.placed_by_hand = into, True
    return _keep(session, MOVED, cluster, user=user, into=into.id, issues=before)


def undo(session: Session, event: AuditEvent, *, user: User | None = None) -> int:
    """Take an act back and return on how many issues; those that somebody has touched since stay as they are."""
    cluster = session.get(Cluster, event.subject_id) if event.subject_type == "cluster" else None
    if cluster is None or event.verb not in (CORRECTED, MOVED):
        raise RuleError("That cannot be taken back.")
    hold_garment(session, cluster.garment)
    if event.id in list_undone(audit.list_events(session, cluster)):
        raise RuleError("That is taken back already.")
    restored = 0
    for entry in event.details["issues"]:
        issue = session.get(Issue, entry["id"])
        if issue is not None and _is_untouched(session, issue, event, entry):
            _restore(session, issue, entry, user=user)
            restored += 1
    audit.note(session, UNDONE, cluster, user=user, event=event.id, issues=restored)
    return restored


def get_act(session: Session, event_id: int) -> AuditEvent:
    """Return the act with this number."""
    event = session.get(AuditEvent, event_id)
    if event is None:
        raise NotFound(f"There is no act {event_id}.")
    return event


def list_undone(events: Iterable[AuditEvent]) -> set[int]:
    """Return the acts that these events took back."""
    return {event.details["event"] for event in events if event.verb == UNDONE}


def take_back(session: Session, issue: Issue, *, user: User | None = None) -> IssueCorrection:
    """Return the word that takes a person's last one on an issue back; what held before it holds again."""
    corrections = issue.corrections
    if not corrections or corrections[-1].kind is CorrectionKind.TAKEN_BACK:
        raise RuleError("There is nothing to take back.")
    before = corrections[-2].code if len(corrections) > 1 else issue.code
    moves = before != issue.standing_code
    taken_back = _write_taken_back(session, issue, before, user=user)
    if moves:
        issue.placed_by_hand = False
        place_issues(session, [issue])
    return taken_back


def _keep(session: Session, verb: str, cluster: Cluster, *, user: User | None, **details: Any) -> AuditEvent:
    """The act as it is written down; it has its number at once, by which it is taken back."""
    event = audit.note(session, verb, cluster, user=user, **details)
    session.flush()
    return event


def _remember(issue: Issue) -> dict[str, Any]:
    """What an undo needs, in numbers and codes."""
    return {
        "id": issue.id, "code": issue.standing_code, "cluster": issue.cluster_id, "by_hand": issue.placed_by_hand,
    }  # fmt: skip


def _is_untouched(session: Session, issue: Issue, event: AuditEvent, entry: dict[str, Any]) -> bool:
    if event.verb == CORRECTED:
        return bool(issue.corrections) and issue.corrections[-1].id == entry["correction"]
    return issue.placed_by_hand and issue.cluster is find_standing(session, event.details["into"])


def _restore(session: Session, issue: Issue, entry: dict[str, Any], *, user: User | None) -> None:
    if "correction" in entry:
        _write_taken_back(session, issue, read_code(entry["code"]) if entry["code"] else None, user=user)
    issue.placed_by_hand = entry["by_hand"]
    if issue.placed_by_hand:
        issue.cluster = find_standing(session, entry["cluster"])
    else:
        place_issues(session, [issue])


def _write_taken_back(session: Session, issue: Issue, code: Code | None, *, user: User | None) -> IssueCorrection:
    correction = IssueCorrection(kind=CorrectionKind.TAKEN_BACK, code=code, user=user)
    issue.corrections.append(correction)
    issue.standing_code = code
    audit.note(session, "corrected", issue, user=user, kind=CorrectionKind.TAKEN_BACK, code=code)
    return correction


def _list_others(issues: Sequence[Issue], code: Code | None) -> list[Issue]:
    """Those that do not say it already: of merged fit points some may."""
    if code is None:
        raise RuleError("What is it, then?", field="code")
    others = [issue for issue in issues if issue.standing_code != code]
    if not others:
        raise RuleError("That is what they say already.", field="code")
    return others


def _ensure_of_cluster(cluster: Cluster, issues: Sequence[Issue]) -> None:
    """Something is chosen, and it stands where it was seen."""
    if not issues:
        raise RuleError("Tick the quotes first.", field="issues")
    if any(issue.cluster is not cluster for issue in issues):
        raise RuleError("Some of it stands in this fit point no longer. Look at it again.", field="issues")
