"""Finds which part of the garment owns each judgement."""

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from nlp.components.notes import Claim, Clause, Notes, Term, notes_of
from nlp.lexicon import Judgement, Part, Phrase, load_lexicon, word_set
from nlp.lexicon.cues import BITS
from nlp.taxonomy import IssueCode, code_named

_PLACE, _COMMA, _AND, _OR = BITS["place"], BITS["comma"], BITS["and"], BITS["or"]
_NOT, _TOO, _BE = BITS["not"], BITS["too"] | BITS["slight"] | BITS["strong"], BITS["be"]
_LINKS = word_set("links")
_TERMS_AHEAD = 8
"""So many terms behind a judgement are looked at: further ones are not its own."""
_FLAT = frozenset({"color", "pattern"})
"""What has a look and no shape: it does not fit or hang."""
_FLATTERS_NOBODY = _FLAT | {"fabric", "hip", "waist_seam", "cut"}
"""What flatters by the cut alone."""
_MODIFIERS = 2
"""At most this many unknown words may stand between an adjective and its noun ("nice floral print")."""


@Language.component("toile_parts")
def find_owners(doc: Doc) -> Doc:
    """Note a claim for each judgement and owner, and for each phrase."""
    notes = notes_of(doc)
    previous: Term | None = None
    sentence = -1
    for clause in notes.clauses:
        if clause.sentence != sentence:
            previous, sentence = _taken_up(notes, clause), clause.sentence
        for place, term in enumerate(clause.terms):
            entry = term.entry
            if isinstance(entry, Phrase):
                notes.claims += _phrase_claims(notes, clause, place, entry)
            elif isinstance(entry, Judgement):
                notes.claims += _claims(notes, clause, place, entry, previous)
        named = [term for term in clause.terms if isinstance(term.entry, Part)]
        previous = named[0] if named else previous
    for claim in notes.claims:
        keys = notes.keys[claim.term.start : claim.term.end]
        named_fit = claim.owner is not None and claim.owner.name == "fit"
        claim.vague = named_fit or "fit" in keys or keys[:2] == ["cut", "be"] or keys[-2:] == ["on", "me"]
    return doc


def _taken_up(notes: Notes, clause: Clause) -> Term | None:
    """The parts that "they" at the head of a sentence stands for, named last before it ("the sleeves. They are …")."""
    if notes.garment is None or notes.garment.is_pair or notes.words[clause.start] != "they" or not clause.number:
        return None
    named = [
        term
        for term in notes.clauses[clause.number - 1].terms
        if isinstance(term.entry, Part) and not term.entry.garment and notes.words[term.end - 1].endswith("s")
    ]
    return named[-1] if named else None


_COMPLAINING = frozenset(
    {"complaint", "problem", "issue", "gripe", "downside", "drawback", "quibble", "concern", "exception"}
)


def _complained_of(notes: Notes, clause: Clause, at: int, judgement: Judgement) -> Term | None:
    """The part that "it" stands for behind a complaint ("my one complaint is the hood, it is too big")."""
    if notes.words[at] not in ("it", "they") or not clause.number:
        return None
    said = notes.clauses[clause.number - 1]
    if said.sentence != clause.sentence or _COMPLAINING.isdisjoint(notes.words[said.start : said.end]):
        return None
    named = [term for term in said.terms if isinstance(term.entry, Part) and not term.entry.garment]
    return named[-1] if named and can_own(_part(named[-1]), judgement) else None


_MEASURES = {
    "body.width": "width",
    "bust.width": "width",
    "size.overall": "width",
    "body.length": "length",
    "neckline.depth": "height",
}
"""What a phrase that names no part measures, if another part than the garment is spoken of."""


def _phrase_claims(notes: Notes, clause: Clause, place: int, phrase: Phrase) -> list[Claim]:
    """The phrase's own code, or that of the part which it is said of ("the sleeves are the right length")."""
    term = clause.terms[place]
    severity = phrase.severity or 2
    owners = _owners_of_phrase(notes, clause, place, phrase)
    if not owners and _is_of_detail(clause, place, phrase):
        return []
    if not owners:
        whole = Claim(term, clause, None, None, None, "phrase", phrase.code, severity=severity, confidence=0.9)
        return [whole, *_singled_out(notes, clause, place, phrase)]
    return [
        Claim(term, clause, None, _part(owner), owner, "phrase", code, severity=severity, confidence=0.8)
        for owner, code in owners
    ]


def _is_of_detail(clause: Clause, place: int, phrase: Phrase) -> bool:
    """Whether a length is that of a detail right before it ("the belt is long enough to tie twice")."""
    if phrase.code.aspect != "body.length" or phrase.hindered or phrase.rule or not place:
        return False
    before = clause.terms[place - 1]
    part = before.entry
    near = clause.terms[place].start - before.end <= 2
    return near and isinstance(part, Part) and part.name in ("closure", "pocket", "trim", "lining")


def _singled_out(notes: Notes, clause: Clause, place: int, phrase: Phrase) -> list[Claim]:
    """The places where it is worst ("huge on me, particularly in the shoulders")."""
    if phrase.code.aspect != "size.overall" or phrase.code.is_ok:
        return []
    said = Judgement("", phrase.code.value_word, None, axis="width")
    return [
        Claim(clause.terms[place], clause, None, _part(owner), owner, "in its place", code, confidence=0.8)
        for owner in _places(notes, clause, place, said, after_comma=True)
        if (code := _code_of(_part(owner), "width", phrase.code.value_word))
    ]


def _owners_of_phrase(notes: Notes, clause: Clause, place: int, phrase: Phrase) -> list[tuple[Term, IssueCode]]:
    axis = _MEASURES.get(phrase.code.aspect)
    term = clause.terms[place]
    named = load_lexicon(notes.language).part_keys
    if axis is None or phrase.hindered or phrase.rule or not named.isdisjoint(notes.keys[term.start : term.end]):
        return []
    said = Judgement("", phrase.code.value_word, None, axis=axis)
    owners = _places(notes, clause, place, said) or _plain_subject(notes, clause, place, said)
    return [
        (owner, code)
        for owner in owners
        if not _part(owner).garment and (code := _code_of(_part(owner), axis, phrase.code.value_word))
    ]


def _code_of(part: Part, axis: str, value: str) -> IssueCode | None:
    if value == "ok" and axis == "width" and "fits" in part.codes:
        return part.codes["fits"]
    return code_named(f"{part.axes[axis]}/{value}") if axis in part.axes else None


def _plain_subject(notes: Notes, clause: Clause, place: int, said: Judgement) -> list[Term]:
    """The part in front, if nothing else is said and nobody else named in between."""
    owner = clause.terms[place - 1] if place else None
    if owner is None or not isinstance(owner.entry, Part) or not can_own(owner.entry, said):
        return []
    between = range(owner.end, clause.terms[place].start)
    apart = len(between) > 6 or any(notes.marks[at] & (_COMMA | BITS["pronoun"]) for at in between)
    return [] if apart else [owner]


def _claims(notes: Notes, clause: Clause, place: int, judgement: Judgement, previous: Term | None) -> list[Claim]:
    term = clause.terms[place]
    special = _places(notes, clause, place, judgement, after_comma=True)
    if special:
        whole = Claim(term, clause, judgement, None, None, "of the garment", confidence=0.8)
        return [
            whole,
            *(Claim(term, clause, judgement, _part(owner), owner, "in its place", confidence=0.8) for owner in special),
        ]
    looks = {"fit", "hang"}.intersection(notes.keys[term.start : term.end])
    for how, confidence, owners in _possible_owners(notes, clause, place, judgement, previous):
        if looks:
            owners = [owner for owner in owners if _part(owner).name not in _FLAT]
        if judgement.name == "flattering":
            if how == "of its subject" and owners and all(_part(owner).name in _FLAT for owner in owners):
                return []  # a colour that flatters says nothing of the cut
            owners = [owner for owner in owners if _part(owner).name not in _FLATTERS_NOBODY]
        if owners:
            return [Claim(term, clause, judgement, _part(owner), owner, how, confidence=confidence) for owner in owners]
    if (
        (looks or judgement.name in ("flattering", "unflattering"))
        and previous is not None
        and _part(previous).name in _FLAT
    ):
        previous = None
    if judgement.name in ("well_made", "badly_made") and previous is not None and _part(previous).name == "fabric":
        previous = None
    return [_claim_of_earlier_part(notes, clause, place, judgement, previous)]


def _claim_of_earlier_part(
    notes: Notes, clause: Clause, place: int, judgement: Judgement, previous: Term | None
) -> Claim:
    """The claim of a part named earlier, or in a phrase right before; otherwise of the whole garment."""
    term, how = clause.terms[place], "of the subject before"
    if previous is not None and can_own(_part(previous), judgement) and not _part(previous).garment:
        return Claim(term, clause, judgement, _part(previous), previous, how, confidence=0.6)
    named = _named_in_phrase(notes, clause, place, judgement)
    if named is not None:
        return Claim(term, clause, judgement, named, clause.terms[place - 1], how, confidence=0.6)
    return Claim(term, clause, judgement, None, None, "of the garment", confidence=0.7)


def _named_in_phrase(notes: Notes, clause: Clause, place: int, judgement: Judgement) -> Part | None:
    """The part that a phrase right before it named ("the waistband is comfy and does not dig in")."""
    before = clause.terms[place - 1] if place else None
    if before is None or not isinstance(before.entry, Phrase) or judgement.axis not in ("width", "length"):
        return None
    lexicon = load_lexicon(notes.language)
    zone = before.entry.code.aspect.partition(".")[0]
    part = lexicon.parts.get(zone)
    names = not lexicon.part_keys.isdisjoint(notes.keys[before.start : before.end])
    joined = any(notes.marks[at] & (_AND | _COMMA) for at in range(before.end, clause.terms[place].start))
    return part if part and part.body and names and joined and can_own(part, judgement) else None


def _possible_owners(
    notes: Notes, clause: Clause, place: int, judgement: Judgement, previous: Term | None
) -> Iterator[tuple[str, float, list[Term]]]:
    """One way of owning after the other, looked for only as long as it is asked for more."""
    yield "before its noun", 0.85, _objects(notes, clause, place, judgement)
    yield "in its place", 0.85, _places(notes, clause, place, judgement)
    yield "of its subject", 0.8, _subjects(notes, clause, place, judgement, previous)


def _part(term: Term) -> Part:
    assert isinstance(term.entry, Part)
    return term.entry


def can_own(part: Part, judgement: Judgement) -> bool:
    """Whether the judgement means something of that part."""
    if judgement.name in ("fits", "boxy") and not part.garment:
        return judgement.name in part.codes
    if judgement.name in part.codes or (judgement.value in ("good", "bad") and judgement.value in part.codes):
        return True
    if judgement.asked and "width" in part.axes:
        return True
    return judgement.axis in part.axes or part.garment or judgement.inherent


def _objects(notes: Notes, clause: Clause, place: int, judgement: Judgement) -> list[Term]:
    """The parts that follow: "tight sleeves", "love the colour and the fit"."""
    end = clause.terms[place].end
    for at in range(place + 1, min(len(clause.terms), place + _TERMS_AHEAD)):
        term = clause.terms[at]
        gap = range(end, term.start)
        if isinstance(term.entry, Judgement):
            if any(not (notes.marks[i] & (_COMMA | _AND | _TOO)) and notes.words[i] not in _LINKS for i in gap):
                return []
            end = term.end
            continue
        if not isinstance(term.entry, Part) or not _leads_to(notes, gap, judgement, chained=at > place + 1):
            return []
        if _is_subject(notes, clause, at) and judgement.name != "love":
            return []
        if judgement.axis and notes.marks[term.start] & BITS["pronoun"]:
            return []
        if not can_own(term.entry, judgement):
            return []
        return _coordinated(notes, clause, at)
    return []


def _leads_to(notes: Notes, gap: range, judgement: Judgement, *, chained: bool) -> bool:
    unknown = 0
    verb = judgement.name in ("love", "bad", "fits") or judgement.asked
    for i in gap:
        word, mark = notes.words[i], notes.marks[i]
        if mark & (_COMMA | _PLACE | _AND | BITS["pronoun"] | BITS["than"]) and not (
            verb and word in ("of", "about", "with", "in", "by", "that", "this", "-", "to")
        ):
            if word == "-":
                continue
            return False
        if word in _LINKS:
            if not verb and not chained:
                return False
            continue
        if mark & _BE:
            return False
        unknown += 1
    return unknown <= _MODIFIERS


def _is_subject(notes: Notes, clause: Clause, at: int) -> bool:
    """Whether the part has a verb and a judgement of its own behind it."""
    term = clause.terms[at]
    return (
        term.end < clause.end
        and bool(notes.marks[term.end] & _BE)
        and at + 1 < len(clause.terms)
        and notes.words[term.end] not in ("fit", "look", "feel")
    )


def _lists(notes: Notes, at: int) -> bool:
    """Whether the token joins the members of a list."""
    return bool(notes.marks[at] & _AND) or notes.words[at] in (",", "/")


def _coordinated(notes: Notes, clause: Clause, at: int) -> list[Term]:
    """The part and those joined to it by commas, "and", "or"."""
    parts = [clause.terms[at]]
    for term in clause.terms[at + 1 :]:
        gap = range(parts[-1].end, term.start)
        joined = any(_lists(notes, i) or notes.marks[i] & _OR for i in gap)
        if not isinstance(term.entry, Part) or not joined or len(gap) > 4 or not _alike(parts[-1], term):
            break
        if any(notes.marks[i] & (_BE | _NOT) for i in gap) or _is_subject(notes, clause, clause.terms.index(term)):
            break
        parts.append(term)
    return parts


def _alike(one: Term, other: Term) -> bool:
    """Whether a list can hold both: "gorgeous top, straps too long" names no list of a top and its straps."""
    return _part(one).garment == _part(other).garment


def _strays(notes: Notes, gap: range) -> bool:
    """Whether other things than links stand between a judgement and its place."""
    return sum(not notes.marks[i] and notes.words[i] not in _LINKS for i in gap) > 1


def _only_locates(notes: Notes, before: list[Term], at: int, judgement: Judgement) -> bool:
    """Whether the part only says where ("the embroidery on the back is lovely")."""
    term = before[at]
    if judgement.value not in ("good", "bad") or not any(
        notes.marks[i] & _PLACE for i in range(max(0, term.start - 2), term.start)
    ):
        return False
    return any(
        isinstance(one.entry, Part) and one.entry.name != "fit" and one.entry.codes.get(judgement.value)
        for one in before[:at]
    )


_ESPECIALLY = word_set("especially")


def _places(notes: Notes, clause: Clause, place: int, judgement: Judgement, *, after_comma: bool = False) -> list[Term]:
    """The parts named after a preposition: "tight in the shoulders and chest"; "huge, especially in the back"."""
    end = clause.terms[place].end
    if not clause.marks & _PLACE or (after_comma and not clause.marks & _COMMA):
        return []
    for at in range(place + 1, min(len(clause.terms), place + _TERMS_AHEAD)):
        term = clause.terms[at]
        gap = range(end, term.start)
        if len(gap) > 5 or any(notes.marks[i] & _COMMA and notes.words[i] != "-" for i in gap) is not after_comma:
            return []
        if after_comma and not any(notes.words[i] in _ESPECIALLY for i in gap):
            return []
        if isinstance(term.entry, Part):
            if not _is_place_of(notes, gap, term.entry, judgement):
                return []
            return [one for one in _coordinated(notes, clause, at) if can_own(_part(one), judgement)]
        if isinstance(term.entry, Phrase):
            return []
        end = term.end
    return []


def _is_place_of(notes: Notes, gap: range, part: Part, judgement: Judgement) -> bool:
    """Whether the words in between say that the judgement holds at this part."""
    if not any(notes.marks[i] & _PLACE for i in gap) or _strays(notes, gap):
        return False
    if not can_own(part, judgement) or part.garment or _is_wearer(notes, gap, part):
        return False
    words = notes.words[gap.start : gap.stop]
    if part.name == "waist" and "below" in words:
        return False  # "narrow below the waist" is narrow elsewhere
    if part.name == "model" and (judgement.axis or judgement.lack) and ("for" in words or "from" in words):
        return False  # "too short for the office" is too short
    # "am Busen eng und an der Taille weit": the next place belongs to what follows it
    return notes.language == "en" or not any(notes.marks[i] & (_AND | BITS["than"]) for i in gap)


def _is_wearer(notes: Notes, gap: range, part: Part) -> bool:
    """Whether the body is the writer's ("too small for my body")."""
    return part.name == "body" and any(notes.words[i] in ("for", "to") for i in gap)


def _antecedent(notes: Notes, before: list[Term], previous: Term | None, judgement: Judgement) -> Term | None:
    """Whom "they" stands for: the last parts named in the plural, on a garment that is no pair ("straps … they")."""
    if notes.garment is None or notes.garment.is_pair:
        return None
    for term in [*reversed(before), *([previous] if previous else [])]:
        if not isinstance(term.entry, Part) or term.entry.garment or not can_own(term.entry, judgement):
            continue
        if notes.words[term.end - 1].endswith("s"):
            return term
    return None


def _subjects(notes: Notes, clause: Clause, place: int, judgement: Judgement, previous: Term | None) -> list[Term]:
    """The nearest parts before it that can have the judgement."""
    before = clause.terms[:place]
    for at in range(len(before) - 1, -1, -1):
        term = before[at]
        if not isinstance(term.entry, Part) or not can_own(term.entry, judgement):
            continue
        if term.entry.name == "model" and judgement.axis and _is_placed(notes, term):
            continue  # "in the store" is where it was tried, not what was too big
        if term.entry.garment and at and any(notes.marks[i] & BITS["than"] for i in range(term.start - 2, term.start)):
            continue  # "the lining is shorter than the skirt and rides up"
        meant = _stood_for(notes, clause, before[:at], term, judgement, previous)
        if meant is not None:
            return [meant]
        if notes.language != "en" and _takes_up(notes, clause, before, at, judgement):
            continue
        if _belongs_to_garment(notes, before, at, judgement) or _only_locates(notes, before, at, judgement):
            continue
        return _listed_with(notes, clause, before[:at], term, judgement)
    return []


def _stood_for(
    notes: Notes, clause: Clause, before: list[Term], term: Term, judgement: Judgement, previous: Term | None
) -> Term | None:
    """The part that a pronoun stands for, if it stands for one and not for the garment."""
    complained = _complained_of(notes, clause, term.start, judgement)
    if complained is not None or notes.words[term.start] not in ("they", "them", "these"):
        return complained
    return _antecedent(notes, before, previous, judgement)


def _is_placed(notes: Notes, term: Term) -> bool:
    return any(notes.marks[at] & _PLACE for at in range(max(0, term.start - 2), term.start))


_PLURAL = frozenset({"are", "fit"})


def _takes_up(notes: Notes, clause: Clause, before: list[Term], at: int, judgement: Judgement) -> bool:
    """Whether a pronoun leaves the judgement to others: to the place named first, or to the parts that "they" are.

    German says "in den Schultern ist es zu eng", and "sie" for one garment as for its sleeves.
    """
    term = before[at]
    if not notes.marks[term.start] & BITS["pronoun"] or not _part(term).garment:
        return False
    if not _PLURAL.isdisjoint(notes.words[max(clause.start, term.start - 1) : term.end + 1]):
        return True
    return any(
        isinstance(one.entry, Part)
        and not one.entry.garment
        and can_own(one.entry, judgement)
        and any(notes.marks[i] & _PLACE for i in range(max(clause.start, one.start - 2), one.start))
        for one in before[:at]
    )


def _belongs_to_garment(notes: Notes, before: list[Term], at: int, judgement: Judgement) -> bool:
    """Whether the garment is named only to say whose part is meant: "the sleeves of this shirt are long"."""
    term = before[at]
    return _part(term).garment and any(
        isinstance(one.entry, Part)
        and can_own(one.entry, judgement)
        and not one.entry.garment
        and term.start - one.end <= 4
        and any(notes.marks[i] & _PLACE for i in range(one.end, term.start))
        for one in before[:at]
    )


def _listed_with(notes: Notes, clause: Clause, before: list[Term], term: Term, judgement: Judgement) -> list[Term]:
    """A part with those named in one list with it: "the collar, cuffs and hem"."""
    owners = [term]
    for other in reversed(before):
        if other.start and notes.marks[max(clause.start, other.start - 2)] & _NOT:
            break
        gap = range(other.end, owners[-1].start)
        if not isinstance(other.entry, Part) or len(gap) > 3 or not any(_lists(notes, i) for i in gap):
            break
        if not _alike(other, term) or "then" in notes.words[other.end : owners[-1].start]:
            break
        if can_own(other.entry, judgement):
            owners.append(other)
    return owners
