"""Issues: what people make of a suggestion. The machine's value stays beside the person's."""

from sqlalchemy.orm import Session

from app.errors import NotFound, RuleError
from app.models import CorrectionKind, Issue, IssueCorrection, User
from app.services import audit
from app.services.placing import place_issues
from nlp.taxonomy import Code


def get_issue(session: Session, issue_id: int) -> Issue:
    """Return the issue with this number."""
    issue = session.get(Issue, issue_id)
    if issue is None:
        raise NotFound(f"There is no issue {issue_id}.", field="issue")
    return issue


def correct_issue(
    session: Session,
    issue: Issue,
    *,
    kind: CorrectionKind,
    code: Code | None = None,
    reason: str | None = None,
    user: User | None = None,
) -> IssueCorrection:
    """Return a person's word on a suggestion, which counts from now on: confirmed, rejected, or another code.

    What is confirmed is what stands, by whomever it was said; where nothing stands any more, what was read.
    """
    if kind is CorrectionKind.RECODED and code is None:
        raise RuleError("What is it, then?", field="code")
    if kind is CorrectionKind.RECODED and code == issue.standing_code:
        raise RuleError("That is what it says already.", field="code")
    confirmed = issue.code if issue.standing_code is None else issue.standing_code
    standing = {CorrectionKind.CONFIRMED: confirmed, CorrectionKind.REJECTED: None}.get(kind, code)
    correction = IssueCorrection(kind=kind, code=standing, reason=(reason or "").strip() or None, user=user)
    issue.corrections.append(correction)
    if standing != issue.standing_code:
        issue.standing_code = standing
        issue.placed_by_hand = False
        place_issues(session, [issue])
    audit.note(session, "corrected", issue, user=user, kind=kind, code=standing)
    return correction
