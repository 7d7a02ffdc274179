"""Tells what is only called what it was designed to be from what is too much so ("slim at the knee")."""

from nlp.components.notes import Claim, Notes
from nlp.lexicon import Judgement, word_set
from nlp.lexicon.cues import BITS, DEGREES

_DEGREES = DEGREES | BITS["not"] | BITS["wish"] | BITS["less"]


def is_by_design(notes: Notes, claim: Claim, judgement: Judgement) -> bool:
    """Whether it is only told how the garment was designed."""
    if _is_band(notes, claim) or _flares_below(notes, claim, judgement):
        return True
    if judgement.name in ("loose", "wide", "boxy") and _names_style(notes, claim):
        return True
    if not claim.wished and judgement.name not in _DESIGNED:
        return False
    return any(describes(notes, claim) for describes in _BY_DESIGN)


_FLOWING = word_set("flowing")
_STYLES = word_set("styles")


def _names_style(notes: Notes, claim: Claim) -> bool:
    """Whether looseness is named as a style and not minded ("loose and flowy", "flowy, loose")."""
    start, end = claim.term.start, claim.term.end
    if claim.wished or claim.negated:
        return False
    said = range(max(claim.clause.start, start - 3), start)
    if claim.judgement is not None and claim.judgement.name == "boxy":
        only_told = not any(notes.marks[at] & _DEGREES and notes.words[at] != "slight" for at in said)
        return only_told and not _STYLES.isdisjoint([word for word in notes.words[end : end + 2] if word != '"'][:1])
    if any(notes.marks[at] & _DEGREES for at in said):
        return False
    return not _FLOWING.isdisjoint(notes.words[max(0, start - 2) : start] + notes.words[end : end + 2])


def _flares_below(notes: Notes, claim: Claim, judgement: Judgement) -> bool:
    """Whether a shape is told, not too much of it ("fitted in the bodice and then flares out")."""
    if judgement.name != "wide" or notes.words[claim.term.start - 1] != "then":
        return False
    return "too" not in notes.words[claim.term.end : claim.term.end + 2]


_SLIM = frozenset({"slim", "skinny", "slender"})
_MUCH = frozenset({"too", "so", "very", "bit", "little", "way", "super", "overly", "extremely", "really"})


def _is_plainly_slim(notes: Notes, claim: Claim) -> bool:
    """Whether slimness is told and not minded ("slim at the knee", "quite slim throughout")."""
    if (
        claim.wished
        or claim.negated
        or claim.term.end - claim.term.start > 1
        or _SLIM.isdisjoint((notes.words[claim.term.end - 1], notes.keys[claim.term.end - 1]))
    ):
        return False
    start = claim.term.start
    return _MUCH.isdisjoint(notes.words[max(claim.clause.start, start - 3) : claim.term.end])


_SHEER_PARTS = frozenset({"sleeve", "trim", "neckline", "collar", "back", "shoulder"})


def _is_sheer_by_design(notes: Notes, claim: Claim) -> bool:
    """Whether a part is sheer as it is meant to be ("lovely sheer sleeves")."""
    if claim.owner is None or claim.owner.name not in _SHEER_PARTS or claim.wished:
        return False
    if claim.judgement is None or claim.judgement.name != "sheer":
        return False
    return not any(
        mark & _DEGREES for mark in notes.marks[max(claim.clause.start, claim.term.start - 3) : claim.term.start]
    )


def _names_style_of_leg(notes: Notes, claim: Claim) -> bool:
    """Whether the width of the leg is what such trousers are called by ("very wide leg, romantic pants")."""
    owner = claim.owner_term
    if owner is None or claim.how != "before its noun" or notes.words[owner.start : owner.end] != ["leg"]:
        return False
    return "too" not in notes.words[max(claim.clause.start, claim.term.start - 3) : claim.term.start]


def _is_high_by_design(notes: Notes, claim: Claim) -> bool:
    """Whether a garment is only called high-waisted, which its makers call it, too."""
    if claim.judgement is None or claim.judgement.name not in ("high_waisted", "low_waisted") or claim.wished:
        return False
    start = claim.term.start
    return not any(mark & _DEGREES for mark in notes.marks[max(claim.clause.start, start - 3) : start])


_PAST_FULL = BITS["too"] | BITS["slight"] | BITS["than"] | BITS["wish"] | BITS["enough"]


def is_more_than_full(notes: Notes, claim: Claim) -> bool:
    """Whether a width is minded and not only told ("the skirt is too full", "a bit full in the sleeve")."""
    if claim.owner is None or not claim.owner.garment or claim.negated or claim.wished:
        return True
    return any(
        mark & _PAST_FULL for mark in notes.marks[max(claim.clause.start, claim.term.start - 4) : claim.term.end]
    )


_OF_BANDS = frozenset({"wid", "thick", "wider", "narrow"})


def _is_band(notes: Notes, claim: Claim) -> bool:
    """Whether a waistband is called wide or narrow, as bands are, and not too much so ("the band is wide and soft")."""
    owner, start = claim.owner_term, claim.term.start
    if owner is None or notes.keys[start] not in _OF_BANDS or claim.term.end - start > 1:
        return False
    if not any(word.endswith("band") for word in notes.words[owner.start : owner.end]):
        return False
    return not any(mark & _DEGREES for mark in notes.marks[max(claim.clause.start, start - 3) : start])


def _is_thin_lining(notes: Notes, claim: Claim) -> bool:
    """Whether a lining is only called thin or sheer, as linings are ("it has a thin lining")."""
    if claim.owner is None or claim.owner.name != "lining" or claim.how != "before its noun" or claim.wished:
        return False
    start = claim.term.start
    return notes.words[start] in ("thin", "light", "short", "sheer") and not any(
        mark & _DEGREES for mark in notes.marks[max(claim.clause.start, start - 3) : start]
    )


def _is_cropped_by_design(notes: Notes, claim: Claim) -> bool:
    """Whether it is only called cropped, or a little so ("the length is slightly cropped")."""
    start = claim.term.start
    if notes.words[start] != "cropped" or claim.wished or notes.words[start - 1] in ("liked", "like", "love", "loved"):
        return False
    behind = notes.words[claim.term.end : claim.term.end + 2]
    on_me = behind[1:] == ["me"] and behind[0] in ("on", "to", "for")
    return _MUCH_CROPPED.isdisjoint(notes.words[max(claim.clause.start, start - 3) : start]) and not on_me


_MUCH_CROPPED = frozenset({"too", "so", "way", "very", "super", "really", "overly", "extremely", "more", "felt"})


def _gives_way(notes: Notes, claim: Claim) -> bool:
    """Whether wearing only eases what was tight ("a little tight, but they loosen up")."""
    if notes.keys[claim.term.start] != "loosen" or not claim.clause.contrasts or not claim.clause.number:
        return False
    before = notes.clauses[claim.clause.number - 1]
    return any(isinstance(term.entry, Judgement) and term.entry.value == "small" for term in before.terms)


_BY_DESIGN = (
    _gives_way,
    _is_cropped_by_design,
    _is_thin_lining,
    _is_plainly_slim,
    _is_high_by_design,
    _names_style_of_leg,
    _is_sheer_by_design,
)
_DESIGNED = frozenset({
    "high_waisted", "light_plain", "low_waisted", "narrow", "sheer", "short", "stretches_out", "taken_up", "thin",
    "wide",
})  # fmt: skip
