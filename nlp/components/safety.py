"""Flags what can hurt somebody, by closed rules, apart from how strongly it was said, and notes what no fault tells."""

import re
from functools import cache

from nlp.components.notes import DOUBTED, Claim, Clause, Notes
from nlp.components.steps import step
from nlp.lexicon import Phrase, load_lexicon
from nlp.lexicon.cues import BITS
from nlp.taxonomy import Code

_NOT = BITS["not"]
_NOT_OF_THIS = BITS["when_if"] | BITS["others"] | BITS["other_garment"]


@step("toile_safety")
def flag(notes: Notes) -> None:
    """Flag the faults that tell of a danger, and those of a clause that does; where it tells none, the one next to it.

    "It is far too long, I tripped on the stairs": that somebody tripped is not lost for standing by itself.
    """
    faults = [at for at, mention in enumerate(notes.mentions) if not mention.code.is_ok]
    unsafe = {at for at in faults if _is_told_of(notes, notes.mentions[at].code)}
    needed, keys = hazard_keys(notes.language), notes.keys
    for clause in () if needed.isdisjoint(keys) else notes.clauses:
        if needed.isdisjoint(keys[clause.start : clause.end]) or not _may_tell(notes, clause):
            continue  # as most
        where = notes.place_in_source(clause.start, clause.end)
        here = [at for at in faults if notes.mentions[at].start < where[1] and where[0] < notes.mentions[at].end]
        if not here and _tells_by_itself(notes, clause):
            near = [at for at in faults if _sentences_between(notes, at, clause) <= 1]
            if not near:
                if not _is_silent(notes, clause):
                    notes.dangers.append(clause)
                continue
            here = [min(near, key=lambda at: (_sentences_between(notes, at, clause), _between(notes, at, where)))]
        elif here and not _tells(notes, clause, "hazards", "hazards_of_a_fault"):
            continue
        unsafe.update(here)
    for at in unsafe:
        notes.mentions[at] = notes.mentions[at]._replace(safety=True)


def is_unsafe(notes: Notes, claim: Claim) -> bool:
    """Whether it or its clause tells of a sharp object, a skin reaction, choking, trapping, a lost part or fire."""
    clause = claim.clause
    if claim.code is not None and claim.code.is_ok:
        return False
    return tells_danger(claim) or (_may_tell(notes, clause) and _tells(notes, clause, "hazards", "hazards_of_a_fault"))


def tells_danger(claim: Claim) -> bool:
    """Whether its own words are a danger that nobody denies, so that no more is needed to tell it."""
    if not isinstance(claim.term.entry, Phrase) or not claim.term.entry.unsafe:
        return False
    return claim.code is not None and not claim.code.is_ok


def _is_told_of(notes: Notes, code: Code) -> bool:
    """Whether one of the tellings of a fault is a danger by itself."""
    settled = notes.settled.get(code)
    if settled is None:
        return False
    tellings = notes.tellings.get(code)  # as few have more than one
    return tells_danger(settled) or (tellings is not None and any(tells_danger(claim) for _, claim in tellings))


@cache
def hazard_keys(language: str = "en") -> frozenset[str]:
    """The keys of the words that a hazard needs: most clauses hold none, and need no closer look."""
    return frozenset(_keys_beside(language))


def _may_tell(notes: Notes, clause: Clause) -> bool:
    """Whether a word that a hazard needs stands in the clause beside what it needs itself ("cut" beside "me")."""
    beside, keys = _keys_beside(notes.language), notes.keys[clause.start : clause.end]
    return any(not beside[key].isdisjoint(keys) for key in keys if key in beside)


@cache
def _keys_beside(language: str) -> dict[str, frozenset[str]]:
    """The key of each word that a hazard needs, with those that it needs one of beside it; most need but themselves."""
    lexicon = load_lexicon(language)
    keys, settings = lexicon.keys, lexicon.settings
    alone = {key: frozenset({key}) for key in keys.of(settings["hazard_words"].split())}
    beside = settings.get("hazard_words_beside", {})
    return alone | {keys(word): frozenset(keys.of(others.split())) for word, others in beside.items()}


def _tells(notes: Notes, clause: Clause, *kinds: str) -> bool:
    """Whether a hazard of these kinds stands in the clause, neither denied nor only feared."""
    start = clause.start
    said = " ".join(notes.words[start : clause.end]).replace(" n't", "n't")
    for found in _rules(notes.language, *kinds).finditer(said):
        before = said[: found.start()]
        if not _is_denied(notes, start, before) and not _is_feared(notes, before):
            return True
    return False


def _tells_by_itself(notes: Notes, clause: Clause) -> bool:
    """Whether the clause tells what happened in this garment, though it names no fault."""
    return not clause.marks & _NOT_OF_THIS and _tells(notes, clause, "hazards")


_SPOKEN = frozenset({"", DOUBTED, "own body"})
"""Of claims that are not silent, or only as they tell of the body that was hurt."""


def _is_silent(notes: Notes, clause: Clause) -> bool:
    """Whether it asks, a label's rules keep silent on its words, or the reader heard nothing of this garment."""
    if clause.sentence in notes.asked or not notes.hushed.isdisjoint(range(clause.start, clause.end)):
        return True
    return any(claim.clause is clause and claim.silent not in _SPOKEN for claim in notes.claims)


@cache
def _rules(language: str, *kinds: str) -> re.Pattern[str]:
    """The rules of `safety.toml` of these kinds in one expression."""
    settings = load_lexicon(language).settings
    # All begin with a letter: said at the front, it spares the end of each word a look at all of them.
    return re.compile(rf"\b(?=\w)(?:{'|'.join(rule for kind in kinds for rule in settings[kind])})\b")


_HAD = frozenset({"a", "an", "any", "had", "have", "got", "been"})


def _is_denied(notes: Notes, start: int, before: str) -> bool:
    """Whether one of the two words before a hazard denies it ("no pins left in", "never once choked me").

    Before what is listed with it, and over what says that it was there: "never rubs or chokes", "have not had a rash".
    """
    at = start + before.count(" ") + before.count("n't")
    while at > start and notes.words[at - 1] in _HAD:
        at -= 1
    if at > start and notes.words[at - 1] == "or":
        at -= 2
    if any(marks & _NOT for marks in notes.marks[max(start, at - 2) : at]):
        return True
    return before.endswith((" of the ", " of my ", " of its ", " of them ")) and bool(
        notes.marks[max(start, at - 3)] & _NOT
    )


def _is_feared(notes: Notes, before: str) -> bool:
    """Whether it only might have happened ("afraid I'd trip over it", "looked as if it would choke me")."""
    return _rules(notes.language, "feared").search(before) is not None


def _sentences_between(notes: Notes, at: int, clause: Clause) -> int:
    start = notes.mentions[at].start
    told_in = next(
        (each for each in notes.clauses if start < notes.place_in_source(each.start, each.end)[1]), notes.clauses[-1]
    )
    return abs(told_in.sentence - clause.sentence)


def _between(notes: Notes, at: int, where: tuple[int, int]) -> int:
    mention = notes.mentions[at]
    return max(where[0] - mention.end, mention.start - where[1])
