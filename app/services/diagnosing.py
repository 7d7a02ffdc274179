"""Diagnosing: where each fault of a garment sits (C2) and what change suits most (C4), from the answers that count."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.models import Diagnosis, DiagnosisKind, EvidenceState, Garment, Suggestion
from app.services.cases import Case, Wearer, count_customers, list_cases
from app.services.clusters import list_clusters
from app.services.diagnoses import HEIGHT_ASPECTS, REPORTS_MIN
from app.services.experience import Known, Prior
from app.services.hearing import Answer, Hearing
from app.services.shares import Share, share_by
from app.services.sizes_and_colours import grade_steps
from app.services.suggesting import suggest_for
from app.services.suggestions import has_length
from app.statistics.diagnosis import SIGNIFICANT, diagnose, stratified_trend
from app.statistics.posterior import state
from app.statistics.sizes import SizeCount, one_size_p
from app.statistics.slopes import SignedCount, SignedSlope, signed_slope

TALL_FROM_MM = (1600, 1700)
"""The bounds between the bands of height."""

HEIGHTS_MIN = 0.6
"""Under this share of known heights nobody can tell tall people from large sizes."""


Found = dict[int, tuple[dict[str, Any] | None, dict[str, Any] | None]]
"""By cluster id: the columns of its diagnosis and of its suggestion, None where it has none."""


def diagnose_clusters(session: Session, garment: Garment, hearing: Hearing, known: Known) -> Found:
    """Return where the fault of each cluster sits and what change suits most; changes nothing."""
    found: Found = {}
    meanings = known.meanings()
    for cluster, case in list_cases(session, garment, hearing):
        figures = _diagnose(case, known.prior(cluster.code, case.source, of_sold=False)) if case else None
        diagnosis = Diagnosis(**figures) if figures else None
        wanted = suggest_for(session, case, diagnosis, meanings) if case and has_length(cluster.code) else None
        found[cluster.id] = figures, wanted
    return found


def store(session: Session, garment: Garment, found: Found) -> list[Diagnosis]:
    """Return the diagnoses as they are stored, the suggestions beside them."""
    stored = []
    for cluster in list_clusters(session, garment):
        if cluster.id not in found:
            continue
        figures, wanted = found[cluster.id]
        cluster.diagnosis = _rewrite(cluster.diagnosis or Diagnosis(), figures) if figures else None
        cluster.suggestion = _rewrite(cluster.suggestion or Suggestion(), wanted) if wanted else None
        stored += [cluster.diagnosis] if cluster.diagnosis else []
    session.flush()
    return stored


def _diagnose(case: Case, prior: Prior) -> dict[str, Any] | None:
    """Where the fault sits, as columns of its row; of what is no matter of fit only one size, colour or lot."""
    code, garment = case.cluster.code, case.cluster.garment
    if code.group == "experience" or code.on_product_page:
        return None
    counts = _count_sizes(case, case.sized)
    signed = _find_signed_slope(case, counts)
    found = diagnose(counts, p_ref=case.label.p_ref, prior=prior.shape, signed=signed)
    at_step = [size.name for size, step in grade_steps(garment).items() if step == found.step]
    figures = {
        "source": case.source,
        "kind": DiagnosisKind(found.kind),
        "place": at_step[0] if at_step else None,
        "rises": found.rises,
        "trend": found.trend,
        "base_rate": found.base_rate,
        "constant": found.constant,
        "uneven": found.uneven,
        "signed_base": signed and signed.line.intercept,
        "signed_slope": signed and signed.line.slope,
        "signed_p": signed and signed.p,
        "more_answers": found.more_answers,
        "sized": count_customers(case.sized),
        "other_size": count_customers(case.answers) - count_customers(case.own_size),
        "heights": count_customers([each for each in case.sized if case.wearers[each.id].height_mm]),
    }
    if told := _find_before_the_pattern(case):
        return figures | {"kind": told[0], "place": told[1], "more_answers": None}
    if code.group != "fit":
        return figures if found.kind == "one_size" else None
    if sum(count.reporting for count in counts) < REPORTS_MIN:
        return figures | {"kind": DiagnosisKind.CANNOT_TELL, "place": None}
    graded = found.kind in ("grading", "both") and code.aspect in HEIGHT_ASPECTS
    if graded and not _holds_within_heights(case, rises=found.rises):
        return figures | {"kind": DiagnosisKind.GRADING_OR_HEIGHT}
    return figures


def _find_before_the_pattern(case: Case) -> tuple[DiagnosisKind, str] | None:
    """What has to be looked at before the pattern is blamed, and where."""
    if size := _find_contradicted_size(case):
        return DiagnosisKind.BOTH_DIRECTIONS, size
    odd = [
        (part[0], kind, part[1])
        for kind, answers, part_of in (
            (DiagnosisKind.ONE_COLOUR, case.answers, lambda wearer: wearer.colour),
            (DiagnosisKind.ONE_LOT, case.across_lots, lambda wearer: wearer.lot),
        )
        if (part := _find_odd_part(case, answers, part_of))
    ]
    # By chance a lot at fault may have sold more in one colour: what stands out most is named.
    return min(odd)[1:] if odd else None


def _count_sizes(case: Case, answers: Sequence[Answer]) -> list[SizeCount]:
    """Reports by grade step; each customer counts once a size."""
    steps = grade_steps(case.cluster.garment)
    shares = share_by(answers, case.reported, lambda answer: steps[case.size_of(answer)])
    return [SizeCount(step, share.k, share.n) for step, share in sorted(shares.items())]


def _find_signed_slope(case: Case, counts: Sequence[SizeCount]) -> SignedSlope | None:
    """How the direction changes over the sizes, where both are told; who says both in one size says this."""
    steps = grade_steps(case.cluster.garment)
    against = share_by(case.sized, case.reported_against, lambda answer: steps[case.size_of(answer)])
    if not any(share.k for share in against.values()):
        return None
    signed = []
    for count in counts:
        opposed = min(against[count.step].k, count.answered - count.reporting)
        signed.append(SignedCount(count.step, count.reporting, opposed, count.answered))
    return signed_slope(signed)


def _find_contradicted_size(case: Case) -> str | None:
    """The size whose wearers say both too much and too little, neither of them by chance: both are emerging there."""
    against = share_by(case.sized, case.reported_against, case.size_of)
    for size, share in share_by(case.sized, case.reported, case.size_of).items():
        if all(_is_emerging(each, case.label.p_ref) for each in (share, against[size])):
            return size.name
    return None


def _is_emerging(share: Share, p_ref: float) -> bool:
    return EvidenceState(state(share.k, share.n, p_ref=p_ref)).rank >= EvidenceState.EMERGING.rank


def _find_odd_part(
    case: Case, answers: Sequence[Answer], part_of: Callable[[Wearer], str | None]
) -> tuple[float, str] | None:
    """The colour or lot that alone reports it, all sizes together, after its p (Fisher, one-sided, Holm).

    Where the others report it as well it is not that part only, however much more it says it: one point in twenty
    looks so by chance.
    """
    shares = share_by(answers, case.reported, lambda answer: part_of(case.wearers[answer.id]))
    if len(shares) < 2:
        return None
    p = one_size_p([SizeCount(0, share.k, share.n) for share in shares.values()])
    least, name = min(zip(p, shares, strict=True), key=lambda pair: pair[0])
    reporting = sum(share.k for part, share in shares.items() if part != name)
    others = sum(share.n for part, share in shares.items() if part != name)
    alone = reporting < case.label.p_ref * others
    return (least, name) if least < SIGNIFICANT and alone and shares[name].k >= REPORTS_MIN else None


def _holds_within_heights(case: Case, *, rises: bool) -> bool:
    """Whether the trend over sizes holds among people of like height, where enough said how tall they are."""
    bands: dict[int, list[Answer]] = {}
    known = 0
    for answer in case.sized:
        if height := case.wearers[answer.id].height_mm:
            known += 1
            bands.setdefault(sum(height >= bound for bound in TALL_FROM_MM), []).append(answer)
    if known < HEIGHTS_MIN * len(case.sized):
        return False
    mid_p, within = stratified_trend([_count_sizes(case, answers) for answers in bands.values()])
    return mid_p < SIGNIFICANT and within is rises


def _rewrite(row: Any, figures: dict[str, Any]) -> Any:
    """The row with new figures; it is changed in place, for a cluster has one."""
    for name, value in figures.items():
        setattr(row, name, value)
    return row
