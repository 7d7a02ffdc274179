"""Keeps silent where nothing is said of this garment as worn: feared, supposed, told by others, of another one."""

from collections.abc import Callable
from functools import lru_cache, reduce
from itertools import pairwise
from operator import or_

from nlp.components.around import (
    ELSEWHERE,
    FOR_SOME,
    MAYBE,
    OTHER,
    OTHERS_SEEN,
    PRICE,
    SOUGHT,
    TASTE,
    is_of_others_around,
    is_only_agreed,
    is_phrase_of_picture,
    is_price_wished,
    is_searched_for,
    is_seen_on_others,
    is_so_for_some,
    is_taste,
)
from nlp.components.comparisons import (
    ANOTHER,
    BESIDE_IT,
    PICTURES,
    is_of_another_garment,
    is_of_another_size,
    is_of_picture,
    is_told_instead,
    is_worn_beside,
    only_compares,
)
from nlp.components.lifting import LIFTING
from nlp.components.modals import ADVISING, MODALS, WEARING, aspect_of
from nlp.components.notes import Claim, Notes
from nlp.components.reach import gives_reason, has_after, has_before, lead
from nlp.components.size_advice import (
    is_conditional,
    is_for_lack_of_another,
    is_size_advice,
    is_sized_on_purpose,
    is_told,
)
from nlp.components.size_names import RANKED
from nlp.components.supposed import HEARSAY, is_come_true, is_hearsay_behind, is_within_supposed
from nlp.components.wearer import (
    BUILDS,
    MAKING,
    PEOPLE,
    WEARING_ONE,
    is_asked_of_wearer,
    is_listed_with_measures,
    is_look_of_wearer,
    is_of_build,
    is_of_people,
    is_own_body,
    is_phrase_of_body,
)
from nlp.components.wishes import is_unreal
from nlp.lexicon import Phrase, word_set
from nlp.lexicon.cues import BITS

_MODAL_REACH = 5
_CUE_REACH = 14
_SILENCERS = (
    ("fear", BITS["fear"], "fear"),
    ("when_if", BITS["when_if"], "hypothetical"),
    ("others", BITS["others"], "others"),
    ("other_garment", BITS["other_garment"], "other garment"),
)
_SILENCING = reduce(or_, (bit for _, bit, _ in _SILENCERS))


def why_silent(notes: Notes, claim: Claim, hinted: int) -> str:
    """Why the claim is not one about this garment as worn; empty if it is."""
    judgement = claim.judgement
    kind = "phrase" if judgement is None else "measure" if judgement.axis else "opinion"
    for name, holds in _possible(kind, hinted):
        if holds(notes, claim):
            return name
    if claim.clause.marks & _SILENCING and not _states_behind_but(notes, claim):
        for kind, bit, name in _SILENCERS:
            if claim.clause.marks & bit and _is_silenced(notes, claim, kind):
                if _would_be_changed(notes, claim):
                    break
                return name
    if hinted & _HEARSAY and is_hearsay_behind(notes, claim):
        return "others"
    if notes.all_marks & SOUGHT and is_searched_for(notes, claim):
        return "other garment"
    if judgement is not None:
        return "other garment" if hinted & _ANOTHER and is_of_another_garment(notes, claim) else ""
    return _why_no_advice(notes, claim) if is_size_advice(claim) else ""


def _why_no_advice(notes: Notes, claim: Claim) -> str:
    """Why another size that is named says nothing of this garment; empty if it does."""
    if is_sized_on_purpose(notes, claim):
        return "on purpose"
    return "advice for others" if is_conditional(notes, claim) else ""


def _states_behind_but(notes: Notes, claim: Claim) -> bool:
    """Whether a phrase itself sets what is so against what was said ("sold as wide leg but they cling")."""
    return claim.judgement is None and "but" in notes.words[claim.term.start + 1 : claim.term.end - 1]


def _would_be_changed(notes: Notes, claim: Claim) -> bool:
    """Whether it is what the writer would change ("the thing I would change is the itchy neck")."""
    said = lead(notes, claim, 12)
    return "change" in said and "thing" in said


def _is_silenced(notes: Notes, claim: Claim, kind: str) -> bool:
    """Whether a cue of that kind in front of the claim has its force there."""
    bit, start = BITS[kind], claim.term.start
    if kind == "fear" and is_come_true(notes, claim):
        return False
    if kind == "fear" and claim.judgement is None and is_within_supposed(notes, claim):
        return True
    if kind in ("fear", "when_if") and (is_unreal(notes, claim) or _is_rather_had(notes, claim)):
        return False
    # A danger may be told over any words: "ich hatte Angst vor Ausschlag" has the fear within it.
    end = claim.term.end if isinstance(claim.term.entry, Phrase) and claim.term.entry.unsafe else start
    for at in range(max(claim.clause.start, start - _CUE_REACH), end):
        if not notes.marks[at] & bit:
            continue
        is_modal = notes.words[at] in MODALS
        advises = kind == "fear" and notes.words[at] in ADVISING and is_size_advice(claim)
        if advises or (is_modal and start - at > _modal_reach(notes, at)):
            continue
        if kind == "when_if" and is_size_advice(claim) and is_told(notes, claim, at):
            continue
        if is_modal and gives_reason(notes.words[at + 1 : start + 1]):
            continue
        if not LIFTING[kind](notes, claim, at):
            return True
    return False


def _is_rather_had(notes: Notes, claim: Claim) -> bool:
    """Whether a phrase tells what one would rather have ("I'd rather have a hem that doesn't come down")."""
    return claim.judgement is None and "rather" in notes.said and has_before(notes, claim, "wish", 12)


_BETTER = word_set("better_on")
_CONSIDERING = word_set("considering")
_WOULD_HAVE = (
    ["would", "have"],
    ["would", "not"],
    ["would", "n't"],
    ["might", "have"],
    ["would", "be"],
    ["may", "have"],
)


def _is_only_thought(notes: Notes, claim: Claim) -> bool:
    """Whether it was only considered ("nearly sized up"), supposed or likened."""
    if is_size_advice(claim):
        if is_for_lack_of_another(notes, claim):
            return True
        behind = notes.words[claim.term.end : claim.term.end + 6]
        if behind[:2] in _WOULD_HAVE and _BETTER.isdisjoint(behind):
            return True
        if not _CONSIDERING.isdisjoint(lead(notes, claim, 2)):
            return True
        if claim.clause.marks & BITS["not"] and lead(notes, claim, 2) == ["enough", "to"]:
            return True  # "not loose enough to size down"
    if aspect_of(claim) in WEARING and _is_likened(notes, claim):
        return True
    return claim.wished and _is_supposed(notes, claim)


_EFFECTS = frozenset({"look", "fit", "style", "feel"})


def _is_effect_sought(notes: Notes, claim: Claim) -> bool:
    """Whether it is what one can have of it ("you could take an M for a looser look")."""
    end = claim.term.end
    return end < len(notes.words) and notes.words[end] in _EFFECTS and "for" in lead(notes, claim, 4)


def _is_out_of_reach(notes: Notes, claim: Claim) -> bool:
    """Whether it is too much of something else for that praise ("too stiff to drape nicely")."""
    if not claim.words_praise or "too" not in (said := lead(notes, claim, 8)) or said[-2:] == ["to", "be"]:
        return False  # "too tight to be comfortable" says that it is not
    too = said.index("too")
    return "to" in said[too + 2 : too + 5] and not notes.marks[claim.term.start - len(said) + too - 1] & BITS["not"]


_LIKENING = (("as", "though"), ("as", "if"), ("looks", "like"), ("look", "like"), ("looked", "like"))
_THINKING = _CONSIDERING | {
    *("sold", "unavailable", "petite"), *("would", "might", "may", "could", "enough"), *("though", "if", "like"),
}  # fmt: skip
"""Words of which one stands in whatever is only thought."""


Holds = Callable[[Notes, Claim], bool]
_Reason = tuple[str, Holds, frozenset[str] | int | None]
_OPINIONS: tuple[_Reason, ...] = (
    ("only thought", _is_out_of_reach, frozenset({"too"})),
    ("others", is_only_agreed, frozenset({"right"})),
    ("only thought", is_taste, TASTE),
    ("other garment", is_worn_beside, BESIDE_IT),
    ("other garment", is_of_others_around, OTHER),
    ("hypothetical", is_so_for_some, FOR_SOME | MAYBE),
    ("hypothetical", is_price_wished, PRICE),
    ("picture", is_of_picture, PICTURES),
    ("on others", is_seen_on_others, ELSEWHERE | OTHERS_SEEN),
    ("only compared", is_told_instead, frozenset({"rather", "instead"})),
    ("hypothetical", _is_only_thought, _THINKING),
)
_REASONS: dict[str, tuple[_Reason, ...]] = {
    "phrase": (
        ("only thought", _is_out_of_reach, frozenset({"too"})),
        ("own body", is_phrase_of_body, None),
        ("other garment", is_worn_beside, BESIDE_IT),
        ("other garment", is_of_others_around, OTHER),
        ("hypothetical", is_so_for_some, FOR_SOME | MAYBE),
        ("picture", is_phrase_of_picture, PICTURES),
        ("hypothetical", _is_only_thought, _THINKING),
    ),
    "opinion": _OPINIONS,
    "measure": (
        ("own body", is_own_body, None),
        ("own body", is_of_people, PEOPLE),
        ("own body", is_asked_of_wearer, WEARING_ONE),
        ("own body", is_of_build, BUILDS),
        ("own body", is_listed_with_measures, frozenset({"i", "reference"})),
        ("own body", is_look_of_wearer, MAKING),
        ("another size", is_of_another_size, RANKED | {"going"}),
        ("only compared", only_compares, None),
        *_OPINIONS,
        ("hypothetical", _is_effect_sought, _EFFECTS),
    ),
}
"""Why a phrase, a judgement of good or bad, or one of a measure may say nothing of this garment; with each the words
of which the comment must have one for it to hold, or its cue, where that can be said."""


# Every claim would be asked up to twenty questions, most of them in vain. So each set of needed words has a bit: which
# bits a comment has is told once by its words (`hints`), and which questions these leave is remembered (`_possible`).
_NEEDED = dict.fromkeys(needed for rows in _REASONS.values() for *_, needed in rows if needed)
_BIT_OF = {needed: 1 << place for place, needed in enumerate((HEARSAY, ANOTHER, *_NEEDED))}
_HEARSAY, _ANOTHER, _OTHER = _BIT_OF[HEARSAY], _BIT_OF[ANOTHER], _BIT_OF[OTHER]
_BITS_OF_WORDS: dict[str, int] = {}
for _words, _bit in _BIT_OF.items():
    if not isinstance(_words, int):
        _BITS_OF_WORDS |= {word: _BITS_OF_WORDS.get(word, 0) | _bit for word in _words}
_TELLING = frozenset(_BITS_OF_WORDS)


def hints(notes: Notes) -> int:
    """For which reasons a comment has the words or the cue, as bits: most have them for few."""
    named = _OTHER if notes.all_marks & OTHER else 0
    return reduce(or_, map(_BITS_OF_WORDS.__getitem__, notes.said & _TELLING), named)


@lru_cache(maxsize=4096)
def _possible(kind: str, hinted: int) -> tuple[tuple[str, Holds], ...]:
    """The reasons of a kind for which the words or the cue are there."""
    return tuple((name, holds) for name, holds, needed in _REASONS[kind] if not needed or _BIT_OF[needed] & hinted)


def _is_likened(notes: Notes, claim: Claim) -> bool:
    """Whether it only looks so ("looked as though they had shrunk")."""
    return any(pair in _LIKENING for pair in pairwise(lead(notes, claim, 6)))


def _is_supposed(notes: Notes, claim: Claim) -> bool:
    """Whether it is only thought possible ("could be too long for a shorter lad")."""
    words = lead(notes, claim, 4)
    if "could" not in words or "have" in words:
        return False
    return "too" in words or has_after(notes, claim, "when_if")


def _modal_reach(notes: Notes, at: int) -> int:
    """How far a modal reaches; what "would have been" reaches to the end of its thought."""
    if notes.words[at + 1 : at + 3] == ["have", "been"]:
        return 12
    return _MODAL_REACH + 4 if notes.words[at + 1 : at + 2] == ["find"] else _MODAL_REACH
