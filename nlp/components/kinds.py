"""What a code means on the kind of garment that the comment is about."""

from collections.abc import Mapping

from nlp.components.notes import Claim, Notes
from nlp.garments import GarmentKind
from nlp.lexicon import Part, Phrase, word_set
from nlp.taxonomy import IssueCode

LEG_CODES = {
    IssueCode.BODY_LENGTH_SHORT: IssueCode.LEG_LENGTH_SHORT,
    IssueCode.BODY_LENGTH_LONG: IssueCode.LEG_LENGTH_LONG,
    IssueCode.BODY_LENGTH_OK: IssueCode.LEG_LENGTH_OK,
}
_BODY_CODES = {leg: body for body, leg in LEG_CODES.items()}
LENGTHS = LEG_CODES.keys() | _BODY_CODES.keys()
"""The codes that mean another one where the garment has legs, or has none."""
_UNSURE_KINDS = (None, GarmentKind.SLEEPWEAR, GarmentKind.UNDERWEAR, GarmentKind.SWIM)
_WITHOUT_LEGS = (GarmentKind.DRESS, GarmentKind.SKIRT, GarmentKind.COAT, GarmentKind.SHIRT, GarmentKind.BLOUSE)
_TOPS = (GarmentKind.KNIT, GarmentKind.JACKET)
"""Some shops keep suits and sets among them."""


def length_codes(notes: Notes) -> Mapping[IssueCode, IssueCode]:
    """What a length means where the garment has legs, or has none; empty where either may be meant."""
    return LEG_CODES if _has_legs(notes) else _BODY_CODES if notes.garment in _WITHOUT_LEGS else {}


def length_in_doubt(code: IssueCode) -> IssueCode | None:
    """The length of legs for that of the body, and the other way round: which one is meant is told by the garment."""
    return LEG_CODES.get(code) or _BODY_CODES.get(code)


def guessed_length(notes: Notes, code: IssueCode) -> IssueCode:
    """What a length means that the trained reader takes for one of legs or of the body, on this kind."""
    if code in _BODY_CODES and notes.garment in _TOPS:
        return _BODY_CODES[code]
    return length_codes(notes).get(code, code)


def _has_legs(notes: Notes) -> bool:
    """Whether length means the length of legs; the words decide where the kind does not."""
    if notes.garment not in _UNSURE_KINDS:
        return bool(notes.garment and notes.garment.has_legs)
    for term in notes.terms:
        if isinstance(term.entry, Part) and term.entry.garment:
            words = notes.words[term.start : term.end]
            if words[0] not in ("it", "they", "them", "these", "thing", "piece", "item", "product"):
                return term.entry.name == "legwear"
    return notes.garment is None and _names_legs(notes)


_PULLS = word_set("pulled_crotch")
_OF_LEGS = ("leg", "inseam", "rise", "crotch")


def _names_legs(notes: Notes) -> bool:
    """Whether a part of trousers is named, or a garment in the plural alone."""
    plural, others = False, False
    for term in notes.terms:
        entry = term.entry
        if isinstance(entry, Phrase):
            if entry.code in _TOLD_OF_LEGS:
                return True
        elif isinstance(entry, Part):
            if entry.name in _OF_LEGS and notes.words[term.start - 1] not in _WEARERS:
                return True
            in_plural = entry.garment and notes.words[term.start] in _THEY
            plural = plural or in_plural
            others = others or entry.name in _ABOVE or (entry.garment and not in_plural)
    return plural and not others


_TOLD_OF_LEGS = frozenset(
    {IssueCode.LEG_WIDTH_SMALL, IssueCode.LEG_WIDTH_LARGE, IssueCode.LEG_WIDTH_OK, IssueCode.LEG_LENGTH_OK}
)
_THEY = ("they", "these")
_WEARERS = frozenset({"my", "your", "his", "her", "those"})
_ABOVE = frozenset(
    {"strap", "sleeve", "shoulder", "neck", "neckline", "bust", "armhole", "closure", "lining", "pocket", "trim"}
)
"""Parts that "they" may stand for as well."""


_BELOW_WAIST = (GarmentKind.TROUSERS, GarmentKind.JEANS, GarmentKind.SHORTS)
_ONE_PIECES = (GarmentKind.JUMPSUIT, GarmentKind.SWIM)
_NEXT_TO_SKIN = (GarmentKind.SWIM, GarmentKind.UNDERWEAR)


def code_on_kind(notes: Notes, claim: Claim, code: IssueCode) -> IssueCode:
    """What the claim's code means on this kind: "it does not cover my bum" of trousers is told of their rise."""
    kind = notes.garment
    if kind is None:
        return _on_what_is_named(notes, claim, code) if code in _MEANT_OTHERWISE else code
    if kind in _BELOW_WAIST:
        return _on_trousers(notes, claim, code)
    if kind in _WITHOUT_LEGS:
        code = _RISES_OF_WAIST.get(code, code)
    if kind is GarmentKind.DRESS or kind in _ONE_PIECES:
        code = _of_its_top(notes, claim, code)
    if kind in _ONE_PIECES:
        code = _on_one_piece(notes, claim, code)
    return _next_to_skin(notes, claim, code) if kind in _NEXT_TO_SKIN else code


_RISES = {
    IssueCode.LEG_LENGTH_SHORT: IssueCode.RISE_HEIGHT_LOW,
    IssueCode.LEG_LENGTH_LONG: IssueCode.RISE_HEIGHT_HIGH,
    IssueCode.LEG_LENGTH_OK: IssueCode.RISE_HEIGHT_OK,
}
_BELOW = {
    IssueCode.WAIST_POSITION_LOW: IssueCode.RISE_HEIGHT_LOW,
    IssueCode.WAIST_POSITION_HIGH: IssueCode.RISE_HEIGHT_HIGH,
    IssueCode.WAIST_POSITION_OK: IssueCode.RISE_HEIGHT_OK,
    IssueCode.NECKLINE_DEPTH_LOW: IssueCode.RISE_HEIGHT_LOW,
    IssueCode.NECKLINE_DEPTH_OK: IssueCode.LEG_LENGTH_OK,
    IssueCode.BUST_WIDTH_OK: IssueCode.WAIST_WIDTH_OK,
    IssueCode.BUST_WIDTH_LARGE: IssueCode.SIZE_OVERALL_LARGE,
}
"""What a phrase without a part tells of trousers that it would tell of the upper body of a top."""
_SEATS = word_set("covered_seats")
_UPPER = word_set("upper_places")


def _on_what_is_named(notes: Notes, claim: Claim, code: IssueCode) -> IssueCode:
    """What the code means on the garment that the words name, where the kind is not known."""
    if code in _OF_TORSO and not _ONE_PIECES_SAID.isdisjoint(notes.said) and _is_of_torso(notes, claim):
        return _OF_TORSO[code]
    if code is IssueCode.NECKLINE_DEPTH_LOW and claim.judgement is None:
        return code
    return _BELOW.get(code, code) if code in _PLACED and tells_of_trousers(notes) else code


def _is_of_torso(notes: Notes, claim: Claim) -> bool:
    return notes.words[claim.term.end - 1] in _PULLS or bool(claim.owner and claim.owner.name == "body")


_TORSO_CODES = {
    IssueCode.LEG_LENGTH_SHORT: IssueCode.WAIST_POSITION_HIGH,
    IssueCode.LEG_LENGTH_LONG: IssueCode.WAIST_POSITION_LOW,
    IssueCode.LEG_LENGTH_OK: IssueCode.WAIST_POSITION_OK,
}
"""What the length of the body is on a garment with legs below it."""
_OF_TORSO = _TORSO_CODES | {
    IssueCode.BODY_LENGTH_SHORT: IssueCode.WAIST_POSITION_HIGH,
    IssueCode.BODY_LENGTH_LONG: IssueCode.WAIST_POSITION_LOW,
    IssueCode.BODY_LENGTH_OK: IssueCode.WAIST_POSITION_OK,
    IssueCode.RISE_HEIGHT_LOW: IssueCode.WAIST_POSITION_HIGH,
}
"""What the length of the body is on one piece, and what pulls at its crotch."""


_PLACED = frozenset(
    {
        IssueCode.WAIST_POSITION_LOW,
        IssueCode.WAIST_POSITION_HIGH,
        IssueCode.WAIST_POSITION_OK,
        IssueCode.BUST_WIDTH_OK,
        IssueCode.NECKLINE_DEPTH_LOW,
    }
)
"""What means another place where the words alone tell that it is said of trousers."""
_MEANT_OTHERWISE = _PLACED | _OF_TORSO.keys()
_ONE_PIECES_SAID = word_set("one_pieces_said")
_PLURALS = frozenset({"these", "waistband"})


def tells_of_trousers(notes: Notes) -> bool:
    """Whether trousers are spoken of, by the first garment that is named, or by its being plural."""
    if notes.garment is not None:
        return notes.garment in _BELOW_WAIST
    for term in notes.terms:
        if isinstance(term.entry, Part) and term.entry.garment and notes.words[term.start] not in _VAGUE:
            return term.entry.name == "legwear" and notes.words[term.start] not in _ONE_PIECES_SAID
    if _names_legs(notes):
        return True
    return not _PLURALS.isdisjoint(notes.said)


_VAGUE = frozenset({"it", "this", "thing", "them", "they", "these", "pair", "piece", "item", "product"})


def _on_trousers(notes: Notes, claim: Claim, code: IssueCode) -> IssueCode:
    of_top = _of_its_top(notes, claim, code)
    if of_top is not code:
        return of_top  # shops keep jumpsuits among trousers
    if claim.judgement is None and notes.garment is not GarmentKind.SHORTS and code in _RISES:
        return code if _SEATS.isdisjoint(notes.keys[claim.term.start : claim.term.end]) else _RISES[code]
    if claim.judgement is None and not _UPPER.isdisjoint(notes.words[claim.term.start : claim.term.end]):
        return code  # "too baggy in the top" of a jumpsuit
    return _BELOW.get(code, code) if claim.owner is None or claim.owner.garment or claim.owner.name == "waist" else code


_RISES_OF_WAIST = {rise: waist for waist, rise in _BELOW.items() if waist.aspect == "waist.position"}
_OF_TOP = {
    IssueCode.SIZE_OVERALL_SMALL: IssueCode.BUST_WIDTH_SMALL,
    IssueCode.SIZE_OVERALL_LARGE: IssueCode.BUST_WIDTH_LARGE,
    IssueCode.SIZE_OVERALL_OK: IssueCode.BUST_WIDTH_OK,
}


def _of_its_top(notes: Notes, claim: Claim, code: IssueCode) -> IssueCode:
    """What "the top" of a dress is called is told of the bust ("the top was too big")."""
    owner = claim.owner_term
    if owner is None and claim.judgement is None:  # "the top runs very small"
        at = claim.term.start
        return _OF_TOP.get(code, code) if notes.words[at - 2 : at] == ["the", "top"] else code
    if owner is None or notes.words[owner.start : owner.end] != ["top"]:
        return code
    if notes.words[owner.start - 1 : owner.start] not in (["the"], ["and"], ["but"]):
        return code
    return _OF_TOP.get(code, code)


def _on_one_piece(notes: Notes, claim: Claim, code: IssueCode) -> IssueCode:
    if notes.garment is GarmentKind.JUMPSUIT and claim.owner and claim.owner.name == "body":
        return _TORSO_CODES.get(code, code)
    if code is IssueCode.RISE_HEIGHT_LOW and notes.words[claim.term.end - 1] in _PULLS:
        return IssueCode.WAIST_POSITION_HIGH
    return code


def _next_to_skin(notes: Notes, claim: Claim, code: IssueCode) -> IssueCode:
    """What "full coverage" praises is no cloth, but how much there is of it."""
    if code is not IssueCode.FABRIC_OPACITY_OK or "coverage" not in notes.words[claim.term.start : claim.term.end]:
        return code
    return IssueCode.BUST_WIDTH_OK if claim.clause.names("bust") else IssueCode.HIP_WIDTH_OK
