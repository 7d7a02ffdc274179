"""Drops claims that another one explains: a vague one, a symptom, praise beside a complaint."""

from nlp.components.notes import SIZED, Claim, Notes, Term
from nlp.lexicon import word_set
from nlp.lexicon.cues import BITS
from nlp.taxonomy import Code, IssueCode

_CUT, _SHEER, _FITTING = IssueCode.SHAPE_CUT_POOR, IssueCode.FABRIC_OPACITY_SHEER, IssueCode.SIZE_OVERALL_OK
_WEARING = IssueCode.COMFORT_WEAR_POOR


def drop_explained(notes: Notes, best: dict[Code, Claim]) -> None:
    """Specific complaints explain a vague one; a complaint outweighs a weaker praise of its aspect in its clause."""
    vague = best.get(_CUT)
    if vague is not None and not vague.rule and _is_explained(notes, best, vague):
        del best[_CUT]
    for symptom in _SYMPTOMS_OF_FIT:
        if symptom in best and not best[symptom].rule and _is_symptom(notes, best, symptom):
            del best[symptom]
    _drop_announced(notes, best)
    _drop_time(notes, best)
    if _is_worn_under_for_depth(notes, best):
        del best[_SHEER]
    if _is_of_changed_size(notes, best):
        del best[_FITTING]
    _drop_vain_change(notes, best)
    at_fault = {code.aspect for code in best if not code.is_ok}
    for code in [code for code in best if code.is_ok and code.aspect in at_fault]:
        if _is_outweighed(best, best[code], code.aspect):
            del best[code]
    _drop_discomfort(notes, best)


def _drop_discomfort(notes: Notes, best: dict[Code, Claim]) -> None:
    """Discomfort is explained by the fault that is told with it."""
    discomfort = best.get(_WEARING)
    if discomfort is None or discomfort.rule:
        return
    annoys = notes.words[discomfort.term.start : discomfort.term.end] == ["annoying"]
    if _is_symptom(notes, best, _WEARING) or (annoys and _has_fault_beside(best, discomfort)):
        del best[_WEARING]  # "the buttons fall off, which is annoying"


def _has_fault_beside(best: dict[Code, Claim], claim: Claim) -> bool:
    """Whether the same sentence finds another fault."""
    return any(
        other is not claim and not code.is_ok and other.clause.sentence == claim.clause.sentence
        for code, other in best.items()
    )


def _drop_announced(notes: Notes, best: dict[Code, Claim]) -> None:
    """A verdict that is only announced gives way to what is told right behind it."""
    if _ANNOUNCING.isdisjoint(notes.said):
        return
    for code in [code for code, claim in best.items() if _is_told_behind(notes, best, claim)]:
        del best[code]


def _drop_time(notes: Notes, best: dict[Code, Claim]) -> None:
    """When it happened says nothing by itself where what happened is told ("after two wears the zip jammed")."""
    time = best.get(IssueCode.FABRIC_DURABILITY_POOR) if "after" in notes.said else None
    if time is None or time.judgement is not None or time.rule or notes.words[time.term.start] != "after":
        return
    if notes.words[time.term.end - 1] in _TIMES and _has_fault_beside(best, time):
        del best[IssueCode.FABRIC_DURABILITY_POOR]


_TIMES = frozenset({"wear", "wears"})


def _is_outweighed(best: dict[Code, Claim], praise: Claim, aspect: str) -> bool:
    return any(_outweighs(rival, praise) for code, rival in best.items() if code.aspect == aspect and not code.is_ok)


def _outweighs(rival: Claim, claim: Claim) -> bool:
    """Whether a complaint stands beside weaker praise, or is what the praise only tells of ("so long they cover …")."""
    if claim.negated and claim.owner is not None and claim.owner is rival.owner and _sets_it_right(rival, claim):
        return True  # "the waist is not loose, it is tight"
    if rival.clause is claim.clause:
        return rival.confidence >= claim.confidence
    follows = claim.clause.number - rival.clause.number == 1 and claim.clause.sentence == rival.clause.sentence
    if not follows or claim.judgement is not None or claim.clause.contrasts or claim.negated or claim.code is None:
        return False
    return claim.code.aspect.endswith(("length", "position", "height"))


_PRONOUN = BITS["pronoun"]
_COMPLAINING = word_set("complaining") | {"shame", "pity", "fan", "apart", "except", "happy"}
_TELLING_OF = frozenset({"that", "how", "when"})
_ANNOUNCING = _COMPLAINING | _TELLING_OF


def _sets_it_right(rival: Claim, claim: Claim) -> bool:
    """Whether a complaint is told in the next clause instead of what is denied."""
    goes_on = rival.clause.number - claim.clause.number == 1 and rival.clause.sentence == claim.clause.sentence
    return goes_on and not rival.negated and rival.judgement is not None and claim.judgement is not None


def _is_told_behind(notes: Notes, best: dict[Code, Claim], claim: Claim) -> bool:
    """Whether it is only announced and told right behind ("my only complaint is the cloth, it is thin").

    Likewise "I like how the colour does not fade" likes that alone.
    """
    named = claim.owner_term
    if claim.rule:
        return False
    if claim.judgement is None and claim.code in _OF_CLOTH:
        return _is_cloth_told_behind(notes, best, claim)
    if claim.judgement is None or claim.judgement.name not in ("bad", "love") or named is None:
        return False
    is_praise = claim.judgement.name == "love"
    tells = not _TELLING_OF.isdisjoint(
        (*notes.words[claim.term.end : named.start], *notes.words[named.end : named.end + 1])
    )
    if not tells and (is_praise or _COMPLAINING.isdisjoint(notes.words[claim.term.start : claim.term.end])):
        return False
    return any(
        code.is_ok is is_praise
        and 0 < other.term.start - claim.term.end <= _FURTHER_BEHIND
        and (other.owner is claim.owner or _is_of(notes, other, named) or (not is_praise and _is_of_zone(other, named)))
        for code, other in best.items()
        if other is not claim
    )


_OF_CLOTH = frozenset({IssueCode.FABRIC_QUALITY_POOR, IssueCode.FABRIC_QUALITY_OK})


_BEHIND, _FURTHER_BEHIND = 3, 20


def _is_cloth_told_behind(notes: Notes, best: dict[Code, Claim], claim: Claim) -> bool:
    """Whether a phrase's verdict on the cloth is what is told behind it.

    "Not happy with a fabric that snags", "not a fan of the fabric - too thin".
    """
    start, end, is_praise = claim.term.start, claim.term.end, claim.code is IssueCode.FABRIC_QUALITY_OK
    if not _TELLING_OF.isdisjoint(notes.words[start : end + 1]) and any(
        other is not claim and code.is_ok is is_praise and 0 <= other.term.start - end <= _BEHIND
        for code, other in best.items()
    ):
        return True
    if is_praise or _COMPLAINING.isdisjoint(notes.words[start:end]):
        return False
    return any(
        not code.is_ok
        and code.aspect.startswith("fabric.")
        and other.owner is None
        and 0 < other.term.start - end <= _FURTHER_BEHIND
        for code, other in best.items()
    )


def _is_of_zone(other: Claim, named: Term) -> bool:
    """Whether it is told of the part by its code, in a phrase that owns none."""
    return other.owner is None and other.code is not None and other.code.zone == named.part.name


def _is_of(notes: Notes, other: Claim, named: Term) -> bool:
    """Whether it is told of the part: in a phrase with it or right behind it, or of the "it" that stands for it."""
    if other.judgement is None and other.owner is None:
        return other.term.start <= named.start < other.term.end or 0 <= other.term.start - named.end <= 2
    owner = other.owner_term
    is_pronoun = owner is not None and owner.part.garment and bool(notes.marks[owner.start] & _PRONOUN)
    return is_pronoun and owner is not None and 0 < owner.start - named.end <= 2


_OPEN = (IssueCode.NECKLINE_DEPTH_LOW, IssueCode.NECK_WIDTH_LARGE, IssueCode.ARMHOLE_SIZE_LARGE)


def _is_worn_under_for_depth(notes: Notes, best: dict[Code, Claim]) -> bool:
    """Whether something is worn under it because of what it leaves open ("need a cami underneath as it is low cut")."""
    sheer = best.get(_SHEER)
    if sheer is None or sheer.rule or _LAYERING.isdisjoint(notes.keys[sheer.term.start : sheer.term.end]):
        return False
    return any(code in best and best[code].clause.sentence == sheer.clause.sentence for code in _OPEN)


_LAYERING = frozenset({"need", "needs", "wear"})
_WRONG_SIZES = (IssueCode.SIZE_OVERALL_SMALL, IssueCode.SIZE_OVERALL_LARGE)
_AS_USUAL = word_set("as_usual")


def _is_of_changed_size(notes: Notes, best: dict[Code, Claim]) -> bool:
    """Whether only another size than the usual one fits ("took a size down, and it fits perfectly")."""
    fitting = best.get(_FITTING)
    if fitting is None or fitting.rule or best.keys().isdisjoint(_WRONG_SIZES):
        return False
    fits = fitting.judgement is not None and fitting.judgement.name == "fits"
    return fits and _AS_USUAL.isdisjoint(notes.keys[fitting.term.start : fitting.term.end])


_ORDERING = word_set("ordering")


def _drop_vain_change(notes: Notes, best: dict[Code, Claim]) -> None:
    """A size that was changed and is wrong the other way says nothing ("sized down, and they are too small")."""
    for ordered, told in (_WRONG_SIZES, _WRONG_SIZES[::-1]):
        change, fault = best.get(ordered), best.get(told)
        if change is None or fault is None or change.judgement is not None or change.rule or fault.how in SIZED:
            continue
        if fault.judgement is None and not _ORDERING.isdisjoint(notes.keys[fault.term.start : fault.term.end]):
            continue
        bought = not _ORDERING.isdisjoint(notes.keys[change.term.start : change.term.end])
        if change.how in SIZED or (bought and change.term.start < fault.term.start):
            del best[ordered]


_SYMPTOMS = {
    IssueCode.SHAPE_CUT_POOR: word_set("symptoms_of_cut"),
    IssueCode.SIZE_OVERALL_SMALL: word_set("symptoms_of_size"),
    IssueCode.SIZE_OVERALL_LARGE: frozenset({"tak", "clown"}),
    IssueCode.COMFORT_WEAR_POOR: word_set("symptoms_of_tightness"),
}


_SYMPTOMS_OF_FIT = tuple(code for code in _SYMPTOMS if code.group == "fit")


def _is_symptom(notes: Notes, best: dict[Code, Claim], code: IssueCode) -> bool:
    """Whether the words only say what a fault named in the same sentence does ("so long that it bunches")."""
    claim = best[code]
    of_part = claim.owner_term is not None and not (claim.owner and claim.owner.garment)
    if of_part and code is not IssueCode.COMFORT_WEAR_POOR:
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
    if vague.vague or not specific:
        return bool(specific)
    near = notes.keys[vague.term.start : vague.term.end + 1]
    bad = vague.judgement is not None and vague.judgement.name == "bad"
    if not _FAULTS.isdisjoint(near) or (bad and near[-1] in _PLACES):
        return any(claim.clause is vague.clause for claim in specific)
    if vague.judgement is None or not (vague.owner is None or vague.owner.garment):
        return False
    keys = notes.keys[vague.term.start : vague.term.end]
    if not bad and _CONSEQUENCES.isdisjoint(keys):
        return False
    reach = 0 if bad else 1
    return any(abs(claim.clause.sentence - vague.clause.sentence) <= reach for claim in specific)
