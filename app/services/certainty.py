"""How sure a fit point is, for whoever asks: what stands behind its figures, in sentences; none is worked out here."""

from collections.abc import Callable
from decimal import Decimal

from app.models import Cluster, ClusterEvidence, Diagnosis, FeedbackSource, Label, Suggestion
from app.services.shares import worst_case
from app.services.suggestions import say_length
from app.services.wording import list_words

DEGREES = {"1": "a bit", "2": "too", "3": "way too"}
"""The words that the severities of a complaint stand for."""

PROMISE = (
    "Likely range: 90 of 100 such ranges hold the true share. Each source is biased in its own way, so they are never"
    " added up; returns count per piece sold, not per answer. A customer counts once, however often they write."
    " “Clear” means at least three people and 95 in 100 sure that more than the label's limit are affected."
)


def say_certainty(cluster: Cluster, label: Label) -> list[str]:
    """Return what is behind the figures of a weighed fit point, one thing a sentence or two."""
    told, diagnosis, suggestion = cluster.foremost, cluster.diagnosis, cluster.suggestion
    said = [PROMISE]
    if told is not None and told.source.is_customers:
        said += [_say_prior(told), *_say_silent(told)]
    if diagnosis is not None and diagnosis.trend is not None:
        said.append(_say_sizes(diagnosis))
    if suggestion is not None:
        said += _say_amounts(suggestion, label)
    return said


def _say_prior(evidence: ClusterEvidence) -> str:
    """What is expected before anybody answers: the default, or what the label's garments taught."""
    worth = evidence.prior_a + evidence.prior_b
    taught = f"as {evidence.prior_garments} of your garments taught" if evidence.prior_garments else (
        "until ten of your garments teach better"
    )  # fmt: skip
    share = f"{evidence.prior_a / worth * 100:.0f} in 100"
    when, counted = "Before anybody answers", "answers"
    if evidence.source is FeedbackSource.RETURN:
        when, counted = "Before anything comes back", "pieces sold" if evidence.sold else "returns"
    return f"{when} {share} are expected to say it, {taught}; that weighs as much as {worth:.0f} {counted}."


def _say_silent(evidence: ClusterEvidence) -> list[str]:
    """What those may hide who bought it and did not answer."""
    k, n, sold = evidence.reporting, evidence.answered, evidence.sold
    if evidence.source is FeedbackSource.RETURN or not sold or sold <= n:
        return []
    least, most = (f"{share * 100:.0f}" for share in worst_case(k, n, sold))
    said = f"{n} of {sold} buyers were heard on it. Whatever the others think, {least} to {most} in 100 are affected"
    if evidence.affected_low is None or evidence.affected_high is None:
        return [f"{said}."]
    return [f"{said}; if they think alike, {evidence.affected_low} to {evidence.affected_high} of the {sold}."]


def _say_sizes(diagnosis: Diagnosis) -> str:
    """What the sizes say: a trend, how uneven they are, and where the opposite is said too, which way it turns."""
    trend = diagnosis.trend or 0.0
    p = f"p = {trend:.3f}" if trend >= 0.001 else "p < 0.001"
    said = [
        f"Trend over sizes: {p} (exact, mid-p), among {diagnosis.sized} of a known size.",
        f"The base size says it in {(diagnosis.base_rate or 0.0) * 100:.0f} of 100.",
        f"One rate for all sizes explains the answers {_say_times(diagnosis.constant or 0.0)} one each.",
    ]
    if diagnosis.uneven is not None:
        said.append(f"As uneven as they are, they come by chance in {_say_cases(diagnosis.uneven)}.")
    if diagnosis.signed_slope is not None and diagnosis.signed_p is not None:
        said.append(
            f"With +1 for this, −1 for the opposite and 0 for neither, the base size comes to"
            f" {_sign(diagnosis.signed_base or 0.0)} and each size up adds {_sign(diagnosis.signed_slope)};"
            f" sizes dealt at random make that as steep in {_say_cases(diagnosis.signed_p)}."
        )
    said.append("With 16 answers a size, four of five trends are found; with 5, one of three.")
    return " ".join(said)


def _say_amounts(suggestion: Suggestion, label: Label) -> list[str]:
    """What was asked for: on average, in the middle, by size, and what words without an amount are taken for."""

    def length(length_mm: float, *, signed: bool = False) -> str:
        return say_length(Decimal(str(length_mm)), label, signed=signed)

    said = []
    if suggestion.low_mm is not None and suggestion.high_mm is not None:
        assumed = f", for {suggestion.assumed} it is assumed from their words" if suggestion.assumed else ""
        said.append(
            f"Those who complain want {length(suggestion.low_mm)} to {length(suggestion.high_mm)} on average (90 in 100"
            f" such ranges hold it). {suggestion.stated} said by how much{assumed}."
            f" Sewing scatters by {length(suggestion.scatter_mm)}."
        )
    if suggestion.middle_low_mm is not None and suggestion.middle_high_mm is not None:
        between = f"{length(suggestion.middle_low_mm)} and {length(suggestion.middle_high_mm)}"
        said.append(f"The middle one of the amounts that were said lies between {between} (95 in 100).")
    if suggestion.base_mm is not None and suggestion.step_mm is not None:
        base = suggestion.cluster.garment.base_size
        at_base = f"{length(suggestion.base_mm, signed=suggestion.base_mm < 0)} in {base.name if base else 'the base'}"
        step = length(suggestion.step_mm, signed=True)
        ends = (suggestion.step_low_mm or 0.0, suggestion.step_high_mm or 0.0)
        between = " to ".join(length(end, signed=True) for end in ends)
        said.append(
            f"By size, those who said by how much ask for {at_base}, and {step} with each size up ({between},"
            " 90 in 100)."
            " The change that suits most counts the happy ones as well."
        )
    if suggestion.meanings:
        said.append(_say_meanings(suggestion, length))
    return said


def _say_meanings(suggestion: Suggestion, length: Callable[[float], str]) -> str:
    """What words alone stand for: what the label's customers mean by them, or what is assumed of everybody's."""
    said = []
    for degree, (low_mm, high_mm, customers) in (suggestion.meanings or {}).items():
        taught = f"as {customers:.0f} of your customers did" if customers else "assumed, until ten say both"
        said.append(f"“{DEGREES[degree]}” for {length(low_mm)} to {length(high_mm)} ({taught})")
    return f"Words without an amount are taken so: {list_words(said)}."


def _say_times(factor: float) -> str:
    """How much better one explanation is: "73 times as well as", "far less well than"."""
    return f"{factor:,.1f} times as well as" if factor >= 0.1 else "far less well than"


def _say_cases(p: float) -> str:
    """How often something comes by chance: "4.1 of 100 cases", "fewer than 1 of 1,000 cases"."""
    return "fewer than 1 of 1,000 cases" if p < 0.001 else f"{p * 100:.1f} of 100 cases"


def _sign(number: float) -> str:
    return f"{number:+.2f}".replace("-", "−")
