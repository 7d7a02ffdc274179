"""Drops claims that another one explains: a vague one, a symptom, praise beside a complaint."""

from nlp.components.notes import SIZED, Claim, Notes
from nlp.lexicon import word_set
from nlp.taxonomy import Code, IssueCode


def drop_explained(notes: Notes, best: dict[Code, Claim]) -> None:
    """Specific complaints explain a vague one; a complaint outweighs a weaker praise of its aspect in its clause."""
    vague = best.get(IssueCode.SHAPE_CUT_POOR)
    if vague is not None and not vague.rule and _is_explained(notes, best, vague):
        del best[IssueCode.SHAPE_CUT_POOR]
    for symptom in (IssueCode.SHAPE_CUT_POOR, IssueCode.SIZE_OVERALL_SMALL):
        if symptom in best and not best[symptom].rule and _is_symptom(notes, best, symptom):
            del best[symptom]
    if _is_of_changed_size(notes, best):
        del best[IssueCode.SIZE_OVERALL_OK]
    stretched = best.get(IssueCode.FABRIC_STRETCH_EXCESS)
    if stretched is not None and _loosens_what_was_tight(notes, best, stretched):
        del best[IssueCode.FABRIC_STRETCH_EXCESS]
    taken = _taken_in_vain(notes, best)
    if taken is not None:
        del best[taken]
    for code, claim in list(best.items()):
        if not code.is_ok:
            continue
        rivals = [
            other for other_code, other in best.items() if other_code.aspect == code.aspect and not other_code.is_ok
        ]
        if any(rival.clause is claim.clause and rival.confidence >= claim.confidence for rival in rivals):
            del best[code]


_WRONG_SIZES = (IssueCode.SIZE_OVERALL_SMALL, IssueCode.SIZE_OVERALL_LARGE)
_OPPOSITE_SIZES = dict(zip(_WRONG_SIZES, reversed(_WRONG_SIZES), strict=True))
_AS_USUAL = word_set("as_usual")


def _is_of_changed_size(notes: Notes, best: dict[Code, Claim]) -> bool:
    """Whether only another size than the usual one fits ("took a size down, and it fits perfectly")."""
    fitting = best.get(IssueCode.SIZE_OVERALL_OK)
    if fitting is None or fitting.rule or best.keys().isdisjoint(_WRONG_SIZES):
        return False
    fits = fitting.judgement is not None and fitting.judgement.name == "fits"
    return fits and _AS_USUAL.isdisjoint(notes.keys[fitting.term.start : fitting.term.end])


def _loosens_what_was_tight(notes: Notes, best: dict[Code, Claim], stretched: Claim) -> bool:
    """Whether wearing only eases what was tight ("a little tight but they loosen up")."""
    if notes.keys[stretched.term.start] != "loosen" or not stretched.clause.contrasts:
        return False
    return any(
        code.value_word == "small" and claim.clause.number == stretched.clause.number - 1
        for code, claim in best.items()
    )


_ORDERING = word_set("ordering")


def _taken_in_vain(notes: Notes, best: dict[Code, Claim]) -> IssueCode | None:
    """The direction of another size that was taken and proved wrong ("sized up as they say, but it is too large")."""
    for code in _WRONG_SIZES:
        claim, other = best.get(code), best.get(_OPPOSITE_SIZES[code])
        if claim is None or other is None or claim.judgement is not None or claim.rule or other.judgement is None:
            continue
        if claim.how in SIZED:
            return code
        if claim.term.start < other.term.start and not _ORDERING.isdisjoint(
            notes.keys[claim.term.start : claim.term.end]
        ):
            return code
    return None


_SYMPTOMS = {
    IssueCode.SHAPE_CUT_POOR: word_set("symptoms_of_cut"),
    IssueCode.SIZE_OVERALL_SMALL: word_set("symptoms_of_size"),
}


def _is_symptom(notes: Notes, best: dict[Code, Claim], code: IssueCode) -> bool:
    """Whether the words only say what a fault named in the same sentence does ("so long that it bunches")."""
    claim = best[code]
    if claim.owner_term is not None and not (claim.owner and claim.owner.garment):
        return False
    if _SYMPTOMS[code].isdisjoint(notes.keys[claim.term.start : claim.term.end]):
        return False
    return any(
        other is not claim
        and other_code.group == "fit"
        and not other_code.is_ok
        and other_code.aspect not in ("shape.cut", "size.overall")
        and other.clause.sentence == claim.clause.sentence
        for other_code, other in best.items()
    )


_CONSEQUENCES = word_set("consequences")


_FAULTS = frozenset({"issu", "problem", "downsid", "complaint"})
"""Keys of words that announce a fault."""
_PLACES = frozenset({"plac", "spot", "point"})
"""Keys of what is odd where a length ends at it."""


def _is_explained(notes: Notes, best: dict[Code, Claim], vague: Claim) -> bool:
    """Whether a specific fit complaint says what a bad fit means, or in the same sentence what a bad word means."""
    specific = [
        claim for code, claim in best.items() if code.group == "fit" and not code.is_ok and code.aspect != "shape.cut"
    ]
    if vague.vague:
        return bool(specific)
    near = notes.keys[vague.term.start : vague.term.end + 1]
    bad = vague.judgement is not None and vague.judgement.name == "bad"
    if not _FAULTS.isdisjoint(near) or (bad and near[-1] in _PLACES):
        return any(claim.clause is vague.clause for claim in specific)
    if vague.judgement is None or not (vague.owner is None or vague.owner.garment):
        return False
    keys = notes.keys[vague.term.start : vague.term.end]
    reach = 0 if vague.judgement.name == "bad" else 1 if _CONSEQUENCES.intersection(keys) else -1
    return any(abs(claim.clause.sentence - vague.clause.sentence) <= reach for claim in specific)
