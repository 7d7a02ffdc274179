"""Settles the claims into mentions: one per code, in the reader's words."""

from spacy.language import Language
from spacy.tokens import Doc

from nlp.components.notes import Claim, Notes, Term, notes_of
from nlp.components.safety import is_unsafe
from nlp.garments import GarmentKind
from nlp.lexicon import Part, word_set
from nlp.lexicon.cues import BITS
from nlp.mentions import IssueMention
from nlp.taxonomy import IssueCode

_LEG_CODES = {
    IssueCode.BODY_LENGTH_SHORT: IssueCode.LEG_LENGTH_SHORT,
    IssueCode.BODY_LENGTH_LONG: IssueCode.LEG_LENGTH_LONG,
    IssueCode.BODY_LENGTH_OK: IssueCode.LEG_LENGTH_OK,
}
_BODY_CODES = {leg: body for body, leg in _LEG_CODES.items()}
_TORSO_CODES = {
    IssueCode.LEG_LENGTH_SHORT: IssueCode.WAIST_POSITION_HIGH,
    IssueCode.LEG_LENGTH_LONG: IssueCode.WAIST_POSITION_LOW,
    IssueCode.LEG_LENGTH_OK: IssueCode.WAIST_POSITION_OK,
}
"""What the length of the body is on a garment with legs below it."""
_WITHOUT_LEGS = frozenset(
    {GarmentKind.DRESS, GarmentKind.SKIRT, GarmentKind.COAT, GarmentKind.SHIRT, GarmentKind.BLOUSE}
)

_ONE_PIECES = (GarmentKind.JUMPSUIT, GarmentKind.SWIM)
_PULLS = frozenset({"wedgie", "wedgies", "crotch", "toe"})
"""What a body that is too short does to the crotch of one piece."""
_UNSURE_KINDS = (None, GarmentKind.SLEEPWEAR, GarmentKind.UNDERWEAR, GarmentKind.SWIM)


@Language.component("toile_resolve")
def settle(doc: Doc) -> Doc:
    """Write the mentions, in order of their words."""
    notes = notes_of(doc)
    lengths = _LEG_CODES if _has_legs(notes) else _BODY_CODES if notes.garment in _WITHOUT_LEGS else {}
    best: dict[IssueCode, Claim] = {}
    for place, claim in enumerate(notes.claims):
        if _is_hushed(notes, claim):
            continue
        if claim.silent:
            _relieve(notes, claim, place)
        if claim.code is None or claim.silent:
            continue
        code = claim.code = (
            claim.code if claim.rule else _on_this_kind(notes, claim, lengths.get(claim.code, claim.code))
        )
        if (
            notes.garment is GarmentKind.JUMPSUIT
            and claim.owner
            and claim.owner.name == "body"
            and code in _TORSO_CODES
        ):
            code = claim.code = _TORSO_CODES[code]
        if (
            code is IssueCode.RISE_HEIGHT_LOW
            and notes.garment in _ONE_PIECES
            and notes.words[claim.term.end - 1] in _PULLS
        ):
            code = claim.code = IssueCode.WAIST_POSITION_HIGH
        held = best.get(code)
        if held is None:
            best[code] = claim
        else:
            _join(notes, held, claim)
    _drop_explained(notes, best)
    claims = sorted(best.values(), key=lambda claim: claim.term.start)
    notes.mentions = [_mention(notes, claim) for claim in claims]
    return doc


_RISES = {
    IssueCode.LEG_LENGTH_SHORT: IssueCode.RISE_HEIGHT_LOW,
    IssueCode.LEG_LENGTH_LONG: IssueCode.RISE_HEIGHT_HIGH,
    IssueCode.LEG_LENGTH_OK: IssueCode.RISE_HEIGHT_OK,
}
_BELOW = {
    IssueCode.NECKLINE_DEPTH_LOW: IssueCode.RISE_HEIGHT_LOW,
    IssueCode.NECKLINE_DEPTH_OK: IssueCode.LEG_LENGTH_OK,
    IssueCode.BUST_WIDTH_OK: IssueCode.WAIST_WIDTH_OK,
}
"""What a phrase without a part tells of trousers that it would tell of the upper body of a top."""
_BELOW_WAIST = (GarmentKind.TROUSERS, GarmentKind.JEANS, GarmentKind.SHORTS)
_SEATS = word_set("covered_seats")
_NEXT_TO_SKIN = (GarmentKind.SWIM, GarmentKind.UNDERWEAR)


def _on_this_kind(notes: Notes, claim: Claim, code: IssueCode) -> IssueCode:
    """What covering the wearer means on this kind: of trousers the rise, of swimwear how much there is of it."""
    if claim.judgement is None and notes.garment in (GarmentKind.TROUSERS, GarmentKind.JEANS) and code in _RISES:
        return code if _SEATS.isdisjoint(notes.keys[claim.term.start : claim.term.end]) else _RISES[code]
    if claim.owner is None and notes.garment in _BELOW_WAIST:
        code = _BELOW.get(code, code)  # "fall out when I sit" on trousers is no matter of a neckline
    covers = code is IssueCode.FABRIC_OPACITY_OK and "coverage" in notes.words[claim.term.start : claim.term.end]
    if not covers or notes.garment not in _NEXT_TO_SKIN:
        return code
    of_bust = any(isinstance(term.entry, Part) and term.entry.name == "bust" for term in claim.clause.terms)
    return IssueCode.BUST_WIDTH_OK if of_bust else IssueCode.HIP_WIDTH_OK


def _is_hushed(notes: Notes, claim: Claim) -> bool:
    """Whether it stands on words that the label's own rules keep silent on."""
    if not notes.hushed:
        return False
    terms = (claim.term, claim.owner_term) if claim.owner_term else (claim.term,)
    return any(not notes.hushed.isdisjoint(range(term.start, term.end)) for term in terms)


def _has_legs(notes: Notes) -> bool:
    """Whether length means the length of legs; the words decide where the kind does not."""
    if notes.garment not in _UNSURE_KINDS:
        return bool(notes.garment and notes.garment.has_legs)
    for term in notes.terms:
        if isinstance(term.entry, Part) and term.entry.garment:
            words = notes.words[term.start : term.end]
            if words[0] not in ("it", "they", "them", "these", "thing", "piece", "item", "product"):
                return term.entry.name == "legwear"
    return False


def _relieve(notes: Notes, claim: Claim, place: int) -> None:
    """A fear that the next clause takes back is praise ("afraid it would be short, but it is perfect")."""
    if claim.silent != "fear" or claim.code is None or claim.code.is_ok or claim.code is IssueCode.SHAPE_CUT_POOR:
        return
    clauses = notes.clauses
    at = claim.clause.number
    for following in clauses[at + 1 : at + 3]:
        if following.sentence > claim.clause.sentence + 1:
            break
        if not following.contrasts and following.sentence == claim.clause.sentence:
            continue
        if any(notes.marks[i] & BITS["relief"] for i in range(following.start, following.end)):
            if any(
                other.clause is following
                and other.code
                and not other.code.is_ok
                and other.code.aspect == claim.code.aspect
                for other in notes.claims
            ):
                return
            claim.code = IssueCode(f"{claim.code.aspect}/ok")
            claim.silent, claim.confidence, claim.how = "", 0.6, "a fear taken back"
            return


def _join(notes: Notes, held: Claim, other: Claim) -> None:
    """Two claims of one code: the first full sentence is quoted; a stated amount and the surer reading count."""
    amount = held.amount or other.amount
    severity = max(held.severity, other.severity)
    confidence = max(held.confidence, other.confidence)
    if _weight(notes, other) > _weight(notes, held):
        held.term, held.clause, held.owner, held.owner_term = other.term, other.clause, other.owner, other.owner_term
        held.judgement, held.how, held.negated, held.wished = other.judgement, other.how, other.negated, other.wished
    held.amount, held.severity, held.confidence = amount, severity, confidence
    held.vague = held.vague and other.vague


def _weight(notes: Notes, claim: Claim) -> tuple[bool, bool, bool, bool]:
    """How well a claim's words would serve as the quote.

    A label’s rule first; "it runs big" before sizes that were compared and "I sized down"; a sentence before a title.
    """
    words = notes.keys[claim.term.start : claim.term.end]
    computed = claim.judgement is None and claim.how != "phrase" and claim.how.startswith(("size", "a size", "a named"))
    return bool(claim.rule), not computed, computed or "siz" not in words, claim.clause.sentence > 0


def _drop_explained(notes: Notes, best: dict[IssueCode, Claim]) -> None:
    """Specific complaints explain a vague one; a complaint outweighs a weaker praise of its aspect in its clause."""
    vague = best.get(IssueCode.SHAPE_CUT_POOR)
    if (
        vague is not None
        and not vague.rule
        and _is_explained(best, vague, notes.keys[vague.term.start : vague.term.end])
    ):
        del best[IssueCode.SHAPE_CUT_POOR]
    for code in (IssueCode.SHAPE_CUT_POOR, IssueCode.SIZE_OVERALL_SMALL):
        if code in best and not best[code].rule and _is_symptom(notes, best, code):
            del best[code]
    for code, claim in list(best.items()):
        if not code.is_ok:
            continue
        rivals = [
            other for other_code, other in best.items() if other_code.aspect == code.aspect and not other_code.is_ok
        ]
        if any(rival.clause is claim.clause and rival.confidence >= claim.confidence for rival in rivals):
            del best[code]


_SYMPTOMS = {
    IssueCode.SHAPE_CUT_POOR: word_set("symptoms_of_cut"),
    IssueCode.SIZE_OVERALL_SMALL: word_set("symptoms_of_size"),
}


def _is_symptom(notes: Notes, best: dict[IssueCode, Claim], code: IssueCode) -> bool:
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


def _is_explained(best: dict[IssueCode, Claim], vague: Claim, keys: list[str]) -> bool:
    """Whether a specific fit complaint says what a bad fit means, or in the same sentence what a bad word means."""
    specific = [
        claim for code, claim in best.items() if code.group == "fit" and not code.is_ok and code.aspect != "shape.cut"
    ]
    if vague.vague:
        return bool(specific)
    if vague.judgement is None or not (vague.owner is None or vague.owner.garment):
        return False
    reach = 0 if vague.judgement.name == "bad" else 1 if _CONSEQUENCES.intersection(keys) else -1
    return any(abs(claim.clause.sentence - vague.clause.sentence) <= reach for claim in specific)


def _mention(notes: Notes, claim: Claim) -> IssueMention:
    code = claim.code
    assert code is not None
    first, last = _span(claim)
    first = _with_lead(notes, claim, first)
    start = notes.offsets.to_original(notes.starts[first])
    end = notes.offsets.to_original(notes.starts[last - 1] + len(notes.words[last - 1]))
    return IssueMention(
        code=code,
        severity=0 if code.is_ok else min(3, max(1, claim.severity)),
        safety=is_unsafe(notes, claim),
        amount=None if code.is_ok else claim.amount,
        quote=notes.source[start:end],
        start=start,
        end=end,
        confidence=claim.confidence,
        why=_why(notes, claim),
    )


def _span(claim: Claim) -> tuple[int, int]:
    first, last = claim.term.start, claim.term.end
    owner = claim.owner_term
    if (
        owner is not None
        and owner.start >= claim.clause.start
        and owner.end <= claim.clause.end
        and abs(owner.start - first) <= 9
    ):
        first, last = min(first, owner.start), max(last, owner.end)
    return first, last


_LEADS = (
    BITS["too"]
    | BITS["slight"]
    | BITS["strong"]
    | BITS["not"]
    | BITS["be"]
    | BITS["pronoun"]
    | BITS["wish"]
    | BITS["less"]
)
_LEAD_MAX = 6


def _with_lead(notes: Notes, claim: Claim, first: int) -> int:
    """The quote's first token with the degrees, denials and "it is" in front of it."""
    earliest = max(claim.clause.start, first - _LEAD_MAX)
    while first > earliest and (notes.marks[first - 1] & _LEADS or notes.words[first - 1] in ("a", "i")):
        first -= 1
    for term in claim.clause.terms:
        if term.end == first and isinstance(term.entry, Part):
            return term.start if term.start >= earliest else first
    return first


def _as_written(notes: Notes, term: Term) -> str:
    words = notes.words[term.start : term.end]
    if notes.language == "en":
        return " ".join(words)
    start, end = notes.starts[term.start], notes.starts[term.end - 1] + len(words[-1])
    return notes.source[notes.offsets.to_original(start) : notes.offsets.to_original(end)].lower()


def _why(notes: Notes, claim: Claim) -> str:
    words = _as_written(notes, claim.term)
    if claim.rule:
        return f"label’s rule “{claim.rule}”" + (", denied" if claim.negated else "")
    if claim.judgement is None:
        return f"rule: {claim.how} “{words}”" + (", denied" if claim.negated else "")
    owner = claim.owner.name.replace("_", " ") if claim.owner else "garment"
    turns = [turn for turn, holds in (("denied", claim.negated), ("wished", claim.wished)) if holds]
    return f"rule: “{words}” {claim.how}, {owner}" + "".join(f", {turn}" for turn in turns)
