"""Gives stated amounts, lengths and counts of sizes, to what they measure."""

import re
from collections.abc import Sequence

from nlp.components.details_measured import detail_measured, is_of_detail, measures_detail
from nlp.components.differences import tell_differences
from nlp.components.lengths import HINT, MM, stated_lengths
from nlp.components.notes import Claim, Clause, Notes
from nlp.components.shrunk import shrunk_by
from nlp.components.size_counts import size_steps
from nlp.components.sizes_of_places import tell_of_place
from nlp.components.steps import step_for_many
from nlp.components.told_by_amount import MEASURED, TOLD_BY_AMOUNT, WHOLE_LENGTHS, claim_told
from nlp.lexicon import Part
from nlp.mentions import Amount
from nlp.taxonomy import Code

AMOUNTS_MAX = 20
"""More amounts than this in one comment are left unread."""

_MEASURED_IN_LENGTHS = MEASURED | {"fabric.shrinkage", "shape.cut"}
_MEASURED_ANYHOW = _MEASURED_IN_LENGTHS | {"size.overall"}
_COUNTED_IN_SIZES = MEASURED | {"size.overall", "fabric.shrinkage"}


@step_for_many("toile_amounts")
def read_amounts(comments: Sequence[Notes]) -> None:
    """Give each stated amount to the claim it measures."""
    for notes in comments:
        said = notes.said
        if "size" in notes.prepared or (("up" in said or "down" in said) and not _STEPS_UP_OR_DOWN.isdisjoint(said)):
            _attach_counts(notes)
    lengths = [stated_lengths(notes.prepared) for notes in comments]
    for notes, found in zip(comments, lengths, strict=True):
        if found and ("inch" in notes.prepared or HINT.search(notes.prepared)):
            _attach_lengths(notes, found[:AMOUNTS_MAX])
        tell_differences(notes)


def _attach_counts(notes: Notes) -> None:
    """Give each count of sizes to what it counts."""
    for start, end, amount in size_steps(notes.prepared)[:AMOUNTS_MAX]:
        if _is_only_supposed(notes, start, end):
            continue
        claim = _attach(notes, start, end, amount)
        if claim is None:
            claim = _attach_to_detail(notes, start, end, amount)
        if claim is not None:
            tell_of_place(notes, claim, end)
            continue
        if not _ORDERED.search(notes.prepared, max(0, start - 10), start):
            notes.unclaimed_amounts.append((start, end, amount))


def _attach_lengths(notes: Notes, found: list[tuple[int, int, Amount, bool]]) -> None:
    """Give each length to what it measures, or to the words that it is one of; keep what measures nothing."""
    for start, end, amount, places in found:
        if shrunk := shrunk_by(notes, start, end):
            claim, is_all = shrunk
            claim.amount = amount
            if is_all:
                continue
        told = claim_told(notes, start, end, amount)
        if told is not None:
            told.amount = told.amount or amount
            continue
        attach = _attach_within if places else _attach
        if not (attach(notes, start, end, amount) or _attach_to_detail(notes, start, end, amount)):
            notes.unclaimed_amounts.append((start, end, amount))


def _attach_to_detail(notes: Notes, start: int, end: int, amount: Amount) -> Claim | None:
    """The fault of a detail or of how cloth gives that the amount measures, and now has it."""
    claim = detail_measured(notes, start, end)
    if claim is not None:
        claim.amount = amount
    return claim


_ORDERED = re.compile(r"\b(?:ordered|bought|got|tried|in) $")
"""In front of sizes that were had side by side ("ordered two sizes and kept the smaller")."""
_STEPS_UP_OR_DOWN = frozenset(("one", "two", "three", "1", "2", "3", "once", "twice"))
"""Where none of these is said, "up" and "down" count no sizes."""


def _is_only_supposed(notes: Notes, start: int, end: int) -> bool:
    """Whether the count of sizes stands in words that state nothing ("if I go up a size it will be too wide")."""
    for claim in notes.claims:
        if claim.silent == "hypothetical" and claim.judgement is None:
            first, last = notes.place_of(claim.term.start, claim.term.end)
            if first < end and start < last:
                return True
    return False


def _attach(notes: Notes, start: int, end: int, amount: Amount) -> Claim | None:
    """The nearest claim of the clause, else of the sentence, that can have such an amount, and now has it."""
    best: tuple[int, Claim] | None = None
    sizes = amount.unit == "size"
    measured = _COUNTED_IN_SIZES if sizes else _MEASURED_IN_LENGTHS
    for claim in notes.claims:
        code = claim.code
        if code is None or code.is_ok or claim.silent or code.aspect not in measured:
            continue
        distance = _distance(notes, claim, start, end)
        if distance is not None and sizes and code.aspect != "size.overall":
            # sizes are counted of the whole, and of a part only where nothing is said of the whole
            distance = distance + 1_000 if distance < 100 else None
        if distance is not None and (best is None or distance < best[0]):
            best = (distance, claim)
    nearest = best[1] if best is not None else None
    if nearest is None and not sizes:
        nearest = _told_before(notes, start)
    if nearest is None:
        return None
    claim = nearest if sizes else _part_meant(notes, nearest, start, end)
    if claim.amount is None or sizes:
        claim.amount = amount
    return claim


_LACKS = frozenset({"small", "short", "low"})
_THEY = frozenset({"they", "them"})
_WHOLES = WHOLE_LENGTHS | {"body.width"}


def _part_meant(notes: Notes, claim: Claim, start: int, end: int) -> Claim:
    """The claim of a part named before, where the length of the whole is told of that part ("took two inches off")."""
    code, owner = claim.code, claim.owner_term
    asked = claim.judgement is not None and claim.judgement.asked
    if code is None or code.aspect not in _WHOLES or (claim.owner is not None and not claim.owner.garment):
        return claim
    first, last = notes.place_of(claim.term.start, claim.term.end)
    stood_for = owner is not None and notes.words[owner.start] in (_THEY if code.aspect in WHOLE_LENGTHS else _IT)
    if not (first < end and start < last) and not stood_for:
        return claim
    for other in reversed(notes.claims):
        meant = other.code
        if meant is None or other.silent or other.amount or meant.aspect in _WHOLES:
            continue
        if code.aspect == "body.width" and not meant.aspect.endswith(".width"):
            continue
        alike = meant.value_word in _LACKS if asked else meant.value_word == code.value_word
        if alike and meant.aspect in MEASURED and 0 <= claim.clause.sentence - other.clause.sentence <= 1:
            claim.silent = TOLD_BY_AMOUNT
            return other
    return claim


_IT = _THEY | {"it"}

_MENDING = re.compile(r"\b(?:add|let|length|short|clos|tak|took|sew|stitch|hem|put|cut|mov|rais|lift|lower|drop)")

_CUT_OFF = re.compile(
    r"[^.!?]{0,16}(?:inch(?:es)?|in|cm|\") (?:cut|chopped|taken|lopped|trimmed|sewn|hemmed) (?:off|from|up)"
)
"""A length that was cut off: "had 5 inches cut from the bottom"."""


def _told_before(notes: Notes, start: int) -> Claim | None:
    """The fault told before a sentence that says how much it is, or was mended by ("I've closed them up by 4 cm")."""
    clause = next((clause for clause in notes.clauses if notes.starts[clause.end - 1] >= start), None)
    if clause is None:
        return None
    if _MENDING.search(notes.prepared, max(0, start - 50), start) or _CUT_OFF.match(notes.prepared, start):
        far = 2
    elif _goes_on(notes, clause):
        far = 1
    else:
        return None
    for claim in reversed(notes.claims):
        code = claim.code
        if code is None or code.is_ok or claim.silent or claim.amount or code.aspect not in _MEASURED_IN_LENGTHS:
            continue
        if 0 < clause.sentence - claim.clause.sentence <= far:
            return claim
    return None


_GOING_ON = frozenset({"they", "it", "them", "by", "least", "about", "easily", "maybe", "probably", "good"})


def _goes_on(notes: Notes, clause: Clause) -> bool:
    """Whether a clause tells more of what was said before it ("They overshoot by an inch and a half")."""
    if _GOING_ON.isdisjoint(notes.words[clause.start : clause.end]):
        return False
    return not any(term.names_place for term in clause.terms)


def _attach_within(notes: Notes, start: int, end: int, amount: Amount) -> bool:
    """Whether an amount that says where something ends measures a claim whose words it is one of."""
    starts, given = notes.starts, False
    for claim in notes.claims:
        term, code = claim.term, claim.code
        if end + 2 < starts[term.start] or notes.end_of(term.end) + 2 < start:
            continue
        if code is not None and not code.is_ok and not claim.silent and code.aspect in MEASURED:
            claim.amount = claim.amount or amount
            given = True
    return given


def _distance(notes: Notes, claim: Claim, start: int, end: int) -> int | None:
    clause, term = claim.clause, claim.term
    gap = max(notes.starts[term.start] - end, start - notes.end_of(term.end), 0)
    if notes.starts[clause.start] - 1 <= start and end <= notes.end_of(clause.end) + 1:
        return gap
    if gap > 60:
        return None
    for other in notes.clauses[max(0, clause.number - 6) : clause.number + 7]:
        if other.sentence == clause.sentence and (
            notes.starts[other.start] - 1 <= start <= notes.starts[other.end - 1] + 20
        ):
            within = start < notes.end_of(other.end)
            return None if within and _names_another_place(other, claim) else gap + 100
    return None


_ENDS = frozenset({"hip", "leg"})
"""Names of parts that end a garment, by their bottom or leg."""


def _names_another_place(clause: Clause, claim: Claim) -> bool:
    """Whether a clause speaks of another place than a claim is made of ("the slit is 12 inches high and …")."""
    code = claim.code
    parts = [term.part for term in clause.terms if term.names_place and term.part.name != "seam"]
    if code is None or not parts or claim.owner in parts:
        return False
    if any(code.zone in (part.name, *_zones(part)) for part in parts):
        return False
    return code.aspect not in WHOLE_LENGTHS or all(part.name not in _ENDS for part in parts)


def _zones(part: Part) -> list[str]:
    return [aspect.partition(".")[0] for aspect in part.axes.values()]


_UNJUDGED = re.compile(
    r" ?(?:(?:above|below|past|under|over) (?:the|my|her|his) (?:knee|navel|belly)"
    r"|of (?!(?:a |the |my |extra |excess |spare |loose )*"  # "an inch of elastic", but not "a gap of an inch"
    r"(?:slack|air|space|gap|room|cloth|fabric|material|denim|length|width|skin|give|ease|excess|spare"
    r"|about|around|almost|at least|good|half|couple|few|(?:an|one|two|three|four) inch|\d))"
    r")"
)
"""What follows a length that tells where something ends, or how much of a thing there is ("an inch of elastic")."""

_UNCLAIMED_MAX_MM = 200
"""What is longer is a measure of somebody."""


def take_unclaimed_amount(notes: Notes, clause: Clause, code: Code) -> Amount | None:
    """The length in a clause that measures no claim, for what the trained reader hears in it; given to nothing else."""
    detail = is_of_detail(code)
    if not notes.unclaimed_amounts or code.is_ok or not (detail or code.aspect in _MEASURED_ANYHOW):
        return None
    in_sizes = code.aspect.endswith((".overall", ".width", ".stretch"))
    in_lengths = code.aspect != "size.overall"
    for stretch in ([clause], [other for other in notes.clauses if other.sentence == clause.sentence]):
        first, last = notes.place_of(stretch[0].start, stretch[-1].end)
        within = [
            (start, end, amount)
            for start, end, amount in notes.unclaimed_amounts
            if first <= start
            and end <= last
            and (in_sizes if amount.unit == "size" else in_lengths)
            and (not detail or measures_detail(notes, start, end))
        ]
        if len(within) > 1:
            return None  # nothing tells which of them is meant
        if within:
            _, end, amount = within[0]
            if amount.unit != "size" and not detail and _UNJUDGED.match(notes.prepared, end):
                return None
            if amount.unit != "size" and amount.value * MM[amount.unit] > _UNCLAIMED_MAX_MM:
                return None
            notes.unclaimed_amounts.remove(within[0])
            return amount
    return None
