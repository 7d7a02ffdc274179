"""What is known of a candidate by name, which the policy of both readers weighs beside its figures."""

from functools import cache

from nlp.components.candidates import Candidate
from nlp.components.notes import Claim
from nlp.lexicon.cues import BITS

_TELLING_MARKS = tuple((bit, f"clause: {name}") for name, bit in BITS.items() if name not in ("known", "stop", "comma"))


@cache
def _named(marks: int) -> tuple[str, ...]:
    return tuple(name for bit, name in _TELLING_MARKS if marks & bit)


def names_of(candidate: Candidate) -> list[str]:
    """What is known of a candidate by name."""
    notes, code, claim, clause = candidate.notes, candidate.code, candidate.claim, candidate.stretch.clause
    names: list[str] = [code, *_named(clause.marks)]
    if notes.is_short:
        names.append("short")
    aspect = code.aspect
    for other in notes.settled:
        if other.aspect == aspect and other is not code:
            names.append("aspect claimed")
            break
    if claim is None:
        start, end = candidate.stretch.sentence
        names += {
            f"beside: {other.silent}" for other in notes.claims if other.silent and start <= other.clause.start < end
        }
    else:
        names += _names_of_claim(claim)
        if candidate.kind == "silenced":
            names.append(f"silent: {claim.silent or 'explained'}")
    return names


def _names_of_claim(claim: Claim) -> list[str]:
    names: list[str] = [claim.how]
    if claim.judgement is not None:
        names.append(claim.judgement.name)
    if claim.negated:
        names.append("denied")
    if claim.wished:
        names.append("wished")
    if claim.amount is not None:
        names.append("amount")
    if claim.is_most_of_its_clause:
        names.append("most of its clause")
    return names
