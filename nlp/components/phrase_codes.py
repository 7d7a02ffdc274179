"""Tells what a phrase of the lexicon says on this kind of garment and beside what is spoken of."""

from nlp.components.notes import Claim, Notes
from nlp.components.reach import has_after, lead
from nlp.garments import GarmentKind
from nlp.lexicon import Judgement, Phrase, word_set
from nlp.taxonomy import IssueCode


def code_here(notes: Notes, claim: Claim, code: IssueCode) -> IssueCode | None:
    """The code that the phrase's own means here, or None where it means nothing."""
    if notes.garment is None and code not in _ELSEWHERE_OTHERS and notes.words[claim.term.end - 1] != "tunic":
        return code
    if code.aspect == "color.look":
        return _code_of_color(notes, claim, code)
    if code is IssueCode.PHOTO_MATCH_OFF:
        return _code_of_picture(notes, claim, code)
    if code.aspect == "quality.overall" and not _CLOTH.isdisjoint(notes.keys[claim.term.start : claim.term.end]):
        return IssueCode.FABRIC_QUALITY_OK if code.is_ok else IssueCode.FABRIC_QUALITY_POOR
    if code is IssueCode.SHOULDER_WIDTH_LARGE and claim.clause.names("strap"):
        return IssueCode.STRAP_LENGTH_LONG
    if code is IssueCode.NECKLINE_DEPTH_LOW and (elsewhere := _of_low_neckline(notes, claim)):
        return elsewhere
    return _on_garment(notes, claim, code)


def _on_garment(notes: Notes, claim: Claim, code: IssueCode) -> IssueCode | None:
    """What the code means on this kind of garment."""
    if notes.words[claim.term.end - 1] == "tunic" and not _is_tunic_length(notes, code):
        return None
    return _length_here(notes, claim, code)


def _length_here(notes: Notes, claim: Claim, code: IssueCode) -> IssueCode | None:
    """What a code that tells how long or how high something is means on this kind of garment."""
    if notes.garment in _LEGLESS:
        code = _NO_LEGS.get(code, code)
    if notes.garment in _SKIRTED:
        return None if _is_where_skirts_end(notes, claim, code) else code
    if code is IssueCode.BODY_LENGTH_SHORT and notes.garment in _TOPS:
        # A top that is like a tunic is long; like a top is every one, but not like a crop top.
        last = notes.words[max(0, claim.term.end - 2) : claim.term.end]
        return code if "crop" in last else _LIKE_ANOTHER.get(last[-1], code)
    return _NO_RISE.get(code, code) if notes.garment in _UPPER else code


_ELSEWHERE_OTHERS = frozenset(
    code
    for code in IssueCode
    if code.aspect in ("color.look", "quality.overall")
    or code in (IssueCode.PHOTO_MATCH_OFF, IssueCode.SHOULDER_WIDTH_LARGE, IssueCode.NECKLINE_DEPTH_LOW)
)
"""The codes that can mean another one on any garment, whatever the last word of their phrase is."""


def _of_low_neckline(notes: Notes, claim: Claim) -> IssueCode | None:
    """What else than the neckline is open, if anything is."""
    if notes.words[claim.term.end - 1] == "tape" and claim.clause.names("strap"):
        return IssueCode.STRAP_LENGTH_LONG
    return IssueCode.ARMHOLE_SIZE_LARGE if _shows_at_side(notes, claim) else None


def _shows_at_side(notes: Notes, claim: Claim) -> bool:
    """Whether the bra that shows is told beside the armhole ("cut low under the arms, my bra peeks out")."""
    if notes.words[claim.term.start] != "bra":
        return False
    return any(
        other.code is not None
        and other.code.aspect == "armhole.size"
        and other.clause.sentence == claim.clause.sentence
        for other in notes.claims
    )


def _is_tunic_length(notes: Notes, code: IssueCode) -> bool:
    """Whether the length of a tunic is another than that of the garment: a dress is too short with it, a top long."""
    if notes.garment in _TOPS or code not in (IssueCode.BODY_LENGTH_SHORT, IssueCode.BODY_LENGTH_LONG):
        return True
    return (notes.garment is GarmentKind.DRESS) is (code is IssueCode.BODY_LENGTH_SHORT)


_SKIRTED = (GarmentKind.DRESS, GarmentKind.SKIRT)
_ENDS_OF_SKIRTS = word_set("ends_of_skirts")
_TOO_FAR = frozenset({"too", "way", "far", "all"})


def _is_where_skirts_end(notes: Notes, claim: Claim, code: IssueCode) -> bool:
    """Whether a dress or skirt only ends where many do ("comes to mid-calf")."""
    return (
        code in (IssueCode.BODY_LENGTH_LONG, IssueCode.LEG_WIDTH_SMALL)
        and notes.words[claim.term.end - 1] in _ENDS_OF_SKIRTS
        and _TOO_FAR.isdisjoint(lead(notes, claim, 3) + notes.words[claim.term.start : claim.term.end])
    )


_CLOTH = frozenset({"fabric", "material", "cloth"})
_LIKE_ANOTHER = {"tunic": IssueCode.BODY_LENGTH_LONG, "shirt": None, "top": None}
_TOPS = (GarmentKind.SHIRT, GarmentKind.BLOUSE, GarmentKind.KNIT)
_UPPER = (*_TOPS, GarmentKind.JACKET)
_LEGLESS = (*_UPPER, *_SKIRTED, GarmentKind.COAT)
_NO_LEGS = {
    IssueCode.LEG_LENGTH_SHORT: IssueCode.BODY_LENGTH_SHORT,
    IssueCode.LEG_LENGTH_LONG: IssueCode.BODY_LENGTH_LONG,
    IssueCode.LEG_LENGTH_OK: IssueCode.BODY_LENGTH_OK,
}
"""What is told of legs in phrases that name none, on what has none."""
_NO_RISE = {
    IssueCode.RISE_HEIGHT_LOW: IssueCode.NECKLINE_DEPTH_LOW,
    IssueCode.RISE_HEIGHT_HIGH: IssueCode.WAIST_POSITION_HIGH,
}
"""What is told of a rise in phrases that name no part, on what has none."""


def _code_of_color(notes: Notes, claim: Claim, code: IssueCode) -> IssueCode | None:
    if code.is_ok:
        return None if claim.negated else code  # "ivory, not bright white" finds no fault
    return None if _is_paler_in_picture(notes, claim) else code


_PALE = word_set("pale")
_PICTURES = frozenset({"picture", "online"})


def _is_paler_in_picture(notes: Notes, claim: Claim) -> bool:
    """Whether only the picture is pale ("the colors are washed out in these photos")."""
    if _PALE.isdisjoint(notes.words[claim.term.start : claim.term.end]):
        return False
    after = notes.keys[claim.term.end : claim.term.end + 5]
    return after[:1] in (["in"], ["on"], ["online"]) and not _PICTURES.isdisjoint(after) and "than" not in after


def _code_of_picture(notes: Notes, claim: Claim, code: IssueCode) -> IssueCode | None:
    if _is_better_than_shown(notes, claim) or "like much" in " ".join(notes.words[claim.term.start : claim.term.end]):
        return None  # "does not look like much in the photo"
    if notes.words[claim.term.end - 1] == "what" and "call" in notes.words[claim.term.end : claim.term.end + 4]:
        return None  # "it isn't what you'd call a snug fit"
    if not _OTHERS.isdisjoint(notes.words[claim.term.end : claim.term.end + 1]):
        return None  # "looks different from other shirts"
    of_color = claim.clause.names("color") or any(
        isinstance(term.entry, Phrase) and term.entry.code is IssueCode.COLOR_LOOK_OFF for term in claim.clause.terms
    )
    return IssueCode.COLOR_LOOK_OFF if of_color else code


_OTHERS = frozenset({"other", "others", "my", "most", "any", "anything", "all", "every", "everything"})
_BETTER = word_set("better_than_shown")


def _is_better_than_shown(notes: Notes, claim: Claim) -> bool:
    """Whether it is only more beautiful than its picture ("prettier than in the photo")."""
    if notes.words[claim.term.start] != "than":
        return False
    if has_after(notes, claim, "liked"):
        return True
    said = range(max(claim.clause.start, claim.term.start - 5), claim.term.start)
    praised = any(
        term.start in said and isinstance(term.entry, Judgement) and term.entry.praises for term in claim.clause.terms
    )
    return praised or any(notes.words[at] in _BETTER for at in said)
