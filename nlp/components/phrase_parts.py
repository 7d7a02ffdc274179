"""Claims what a phrase says: its own code, or that of the part which it is said of."""

from dataclasses import replace
from functools import cache, lru_cache

from nlp.components.notes import Claim, Clause, Notes, Term
from nlp.components.objects import named_behind_comma, places
from nlp.components.owners import can_own, coordinated, listed_with
from nlp.components.pronouns import antecedent
from nlp.lexicon import Judgement, Part, Phrase, load_lexicon, word_set
from nlp.lexicon.cues import BITS, DEGREES
from nlp.taxonomy import Code, IssueCode, code_named

_NEW_SUBJECT = BITS["comma"] | BITS["pronoun"]
_MEASURES = {
    "body.width": "width",
    "bust.width": "width",
    "size.overall": "width",
    "body.length": "length",
    "leg.length": "length",
    "neckline.depth": "height",
}
"""What a phrase that names no part measures, if another part than the garment is spoken of."""


def phrase_claims(
    notes: Notes, clause: Clause, place: int, phrase: Phrase, previous: Term | None = None
) -> list[Claim]:
    """The phrase's own code, or that of the part which it is said of ("the sleeves are the right length")."""
    term, aspect, is_ok = clause.terms[place], phrase.code.aspect, phrase.code.is_ok
    severity = phrase.severity or 2
    axis = _MEASURES.get(aspect)
    owners = _owners_of_phrase(notes, clause, place, phrase, axis, previous) if axis else []
    if owners:
        return [
            Claim(term, clause, None, owner.part, owner, "phrase", code, severity=severity, confidence=0.8)
            for owner, code in owners
        ]
    if aspect == "body.length" and _is_of_detail(clause, place, phrase):
        return []
    if aspect in _TOLD_OF_KINDS and _names_kind(notes, clause, place):
        return []
    code = _code_of_whole(notes, clause, place, phrase) if place else phrase.code
    claims = [Claim(term, clause, None, None, None, "phrase", code, 0.9, severity)]
    if aspect == "size.overall" and not is_ok:
        claims += _singled_out(notes, clause, place, phrase)
    elif is_ok and not phrase.rule and len(clause.terms) > 1:
        claims += _listed(notes, clause, place, phrase)
    elif place and not is_ok and isinstance(clause.terms[place - 1].entry, Part):
        claims += _listed_at_fault(notes, clause, place, phrase)
    return claims


_TOLD_OF_KINDS = ("fabric.quality", "color.look")


_OF_CLOTH = {
    IssueCode.QUALITY_OVERALL_OK: IssueCode.FABRIC_QUALITY_OK,
    IssueCode.QUALITY_OVERALL_POOR: IssueCode.FABRIC_QUALITY_POOR,
}


_MADE = {IssueCode.QUALITY_OVERALL_POOR: "badly_made", IssueCode.QUALITY_OVERALL_OK: "well_made"}
_LASTS = {IssueCode.FABRIC_DURABILITY_POOR: "perishable", IssueCode.FABRIC_DURABILITY_OK: "durable"}
_LIES = {IssueCode.BODY_WIDTH_OK: "works", IssueCode.FABRIC_STRETCH_OK: "works", IssueCode.SHAPE_CUT_OK: "works"}
"""What does not stick out, sag or bunch."""
_FEELS = {IssueCode.FABRIC_FEEL_ROUGH: "rough", IssueCode.FABRIC_FEEL_OK: "soft"}
_OF_DETAIL: dict[str, dict[IssueCode, str]] = {
    "trim": _MADE | _LASTS,
    "closure": _MADE | _LASTS,
    "lining": _MADE | _LASTS | _LIES | _FEELS,
    "pocket": _MADE | _LASTS | _LIES,
    "seam": _LASTS | {IssueCode.CONSTRUCTION_CLOSURE_POOR: "fails"},
}
"""As which judgement a phrase about cloth or make is said of a detail."""


def _code_of_whole(notes: Notes, clause: Clause, place: int, phrase: Phrase) -> Code:
    """The phrase's code; what it says of cloth or make is told of the cloth or the detail right before it."""
    before = clause.terms[place - 1]
    if not isinstance(before.entry, Part) or phrase.rule or not isinstance(phrase.code, IssueCode):
        return phrase.code
    part, code = before.entry, phrase.code
    if part.name == "fabric":
        meant = _OF_CLOTH.get(code)
    else:
        meant = part.codes.get(_OF_DETAIL.get(part.name, {}).get(code, ""))
    if meant is None:
        return code
    between = range(before.end, clause.terms[place].start)
    apart = len(between) > 3 or notes.marks_of(between) & _NEW_SUBJECT
    return code if apart else meant


def part_at(notes: Notes, at: int) -> Term | None:
    """The part that the token names by itself, within a phrase."""
    part = part_alone(notes.language, notes.keys[at])
    return Term(at, at + 1, part) if part is not None else None


@lru_cache(maxsize=4096)
def part_alone(language: str, key: str) -> Part | None:
    """The part that the key names by itself: asked of the same few keys again and again."""
    part = load_lexicon(language).entries.alone(key)
    return part if isinstance(part, Part) else None


def _names_kind(notes: Notes, clause: Clause, place: int) -> bool:
    """Whether the phrase's cloth or colour only tells which garment is meant ("a lovely silk shirt")."""
    term = clause.terms[place]
    following = clause.terms[place + 1] if place + 1 < len(clause.terms) else None
    if following is None or following.start != term.end:
        return False
    return isinstance(following.entry, Part) and following.part.garment and part_at(notes, term.end - 1) is not None


_PRAISE = Judgement("", "good", None)


def _listed(notes: Notes, clause: Clause, place: int, phrase: Phrase) -> list[Claim]:
    """What a phrase says of its part is said of those in one list with it ("the colours and embroidery are lovely")."""
    term, terms = clause.terms[place], clause.terms
    # Most phrases stand beside no part, which spares looking their own one up.
    before, after = terms[place - 1 : place], terms[place + 1 : place + 2]
    if not (before and isinstance(before[0].entry, Part)) and not (after and isinstance(after[0].entry, Part)):
        return []
    first, last = part_at(notes, term.start), part_at(notes, term.end - 1)
    said = _PRAISE
    parts: list[Term] = []
    if first is not None:
        parts = [one for one in listed_with(notes, clause, terms[:place], first, said) if one is not first]
    elif last is not None:
        parts = coordinated(notes, replace(clause, terms=[last, *terms[place + 1 :]]), 0)[1:]
        parts = [part for part in parts if not _is_judged(notes, terms, part)]
    claims = []
    for part in parts:
        code = part.part.codes.get(said.value) if can_own(part.part, said) else None
        if code is not None and code is not phrase.code:
            claims.append(Claim(term, clause, None, part.part, part, "phrase", code, severity=2, confidence=0.7))
    return claims


def _is_judged(notes: Notes, terms: list[Term], part: Term) -> bool:
    """Whether a judgement of its own stands right behind a part ("nice color / collar too tight")."""
    at = part.end
    while at < len(notes.marks) and notes.marks[at] & DEGREES:
        at += 1
    return at > part.end and any(term.start == at and isinstance(term.entry, Judgement) for term in terms)


def _listed_at_fault(notes: Notes, clause: Clause, place: int, phrase: Phrase) -> list[Claim]:
    """What a phrase finds too much or too little is so of all in one list ("the bust and the waist are too tight")."""
    term, axis = clause.terms[place], phrase.code.aspect.rpartition(".")[2]
    first = part_at(notes, term.start)
    if first is None or "are" not in notes.words[first.end : term.end] or axis not in ("width", "length"):
        return []
    said = _measuring("", phrase.code.value_word, axis)
    return [
        Claim(term, clause, None, one.part, one, "phrase", code, severity=phrase.severity or 2, confidence=0.7)
        for one in listed_with(notes, clause, clause.terms[:place], first, said)
        if one is not first and (code := code_of(one.part, axis, phrase.code.value_word))
    ]


def _is_of_detail(clause: Clause, place: int, phrase: Phrase) -> bool:
    """Whether a length is that of a detail right before it ("the belt is long enough to tie twice")."""
    if phrase.hindered or phrase.rule or not place:
        return False
    before = clause.terms[place - 1]
    part = before.entry
    near = clause.terms[place].start - before.end <= 2
    return near and isinstance(part, Part) and part.name in ("closure", "pocket", "trim", "lining")


def _singled_out(notes: Notes, clause: Clause, place: int, phrase: Phrase) -> list[Claim]:
    """The places where it is worst ("huge on me, particularly in the shoulders")."""
    said = _measuring("", phrase.code.value_word, "width")
    singled = places(notes, clause, place, said, after_comma=True)
    if not singled and _is_of_all(notes, clause.terms[place]):
        singled = places(notes, clause, place, said)
    return [
        Claim(clause.terms[place], clause, None, owner.part, owner, "in its place", code, confidence=0.8)
        for owner in singled
        if (code := code_of(owner.part, "width", phrase.code.value_word))
    ]


def _is_of_all(notes: Notes, term: Term) -> bool:
    """Whether a phrase names the garment itself ("swimming in it")."""
    return notes.words[term.end - 2] == "in" and bool(notes.marks[term.end - 1] & BITS["pronoun"])


def _owners_of_phrase(
    notes: Notes, clause: Clause, place: int, phrase: Phrase, axis: str, previous: Term | None
) -> list[tuple[Term, IssueCode]]:
    term, is_of_size = clause.terms[place], phrase.code.aspect == "size.overall"
    keys = notes.keys[term.start : term.end]
    if phrase.hindered or phrase.rule or not load_lexicon(notes.language).part_keys.isdisjoint(keys):
        return []
    if is_of_size and not _ORDERING.isdisjoint(keys) and "too" not in notes.words[term.start : term.end]:
        return []  # "snug in the bust, so I sized up" took another size of the whole
    if _is_of_all(notes, term):
        return []
    name = phrase.code.value_word if axis == "height" else ""
    said = _measuring(name, phrase.code.value_word, axis)
    owners = places(notes, clause, place, said) or _plain_subject(notes, clause, place, said)
    owners = [owner for owner in owners if not owner.part.garment]
    if (
        not owners
        and not is_of_size  # "they came up small" are so as a whole
        and not _PARTS_AGAIN.isdisjoint(notes.words[max(clause.start, term.start - 2) : term.start + 1])
    ):
        meant = antecedent(notes, clause.terms[:place], previous, said)
        owners = [meant] if meant is not None else []
    if not owners and phrase.code.aspect == "bust.width" and "gap" in keys:
        owners = _said_of_gaps(clause, place, previous, said)
    return [(owner, code) for owner in owners if (code := code_of(owner.part, axis, phrase.code.value_word))]


@cache
def _measuring(name: str, value: str, axis: str) -> Judgement:
    """What a phrase says of a measure, as the judgement of a part."""
    return Judgement(name, value, None, axis=axis)


def _said_of_gaps(clause: Clause, place: int, previous: Term | None, said: Judgement) -> list[Term]:
    """The part spoken of before, which gapes or does not ("the armholes sit well, no gaping")."""
    spoken = [*([previous] if previous else []), *clause.terms[:place]]
    last = [one for one in spoken if isinstance(one.entry, Part)][-1:]
    return [one for one in last if can_own(one.part, said)]


_ORDERING = word_set("ordering")
_PARTS_AGAIN = frozenset({"they", "them", "these"})


def code_of(part: Part, axis: str, value: str) -> IssueCode | None:
    """What a value along one of its axes means of a part; None where the part has no such axis."""
    if value == "ok" and axis == "width" and "fits" in part.codes:
        return part.codes["fits"]
    if axis == "height" and value in part.codes:
        return part.codes[value]  # "the armholes are cut too low"
    return code_named(f"{part.axes[axis]}/{value}") if axis in part.axes else None


def _said_before(notes: Notes, clause: Clause, place: int) -> Term | None:
    """The part that a phrase right before begins with ("the rise is just right, not too high")."""
    number, at = clause.number, clause.terms[place].start
    before = clause.terms[:place]
    while not before and number and notes.clauses[number - 1].sentence == clause.sentence:
        number -= 1
        before = notes.clauses[number].terms
    while before and isinstance(before[-1].entry, Phrase) and at - before[-1].end <= 2:
        if (part := part_at(notes, before[-1].start)) is not None:
            return part
        at, before = before[-1].start, before[:-1]
    return None


def _plain_subject(notes: Notes, clause: Clause, place: int, said: Judgement) -> list[Term]:
    """The part in front, if nothing else is said and nobody else named in between."""
    if notes.keys[clause.terms[place].start] in ("not", "never") and (told := _said_before(notes, clause, place)):
        return [told] if said.axis in told.part.axes and can_own(told.part, said) else []
    if not place and (behind := named_behind_comma(notes, clause)) is not None and can_own(behind.part, said):
        return [behind]
    owner = clause.terms[place - 1] if place else None
    if owner is None or not isinstance(owner.entry, Part) or not can_own(owner.entry, said):
        return []
    between = range(owner.end, clause.terms[place].start)
    apart = len(between) > 6 or notes.marks_of(between) & _NEW_SUBJECT
    return [] if apart or "mak" in notes.keys[between.start : between.stop] else [owner]
