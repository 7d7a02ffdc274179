"""Finds where somebody asks for what is not there ("give us …", "could the cuffs …?", "lovely not to have to …")."""

import re
from bisect import bisect_left
from itertools import accumulate, groupby
from operator import itemgetter

from nlp.components.notes import Claim, Clause, Notes
from nlp.lexicon import Phrase, word_set
from nlp.lexicon.cues import BITS

_HINTS = word_set("requesting")
"""Words of which one stands in every request."""
_LED = r"(?:(?:and|but|so|just|please|pls|maybe|perhaps|at least|now|oh|then|really|kindly|,|:|-) )*"
_NEXT = r"(?:for )?(?:the |your )?next (?:time|one|run|batch|season|year|version|edition|collection|lot|drop|round)"
_MAKING = (
    "(?:make|add|give|use|put|include|show|print|sew|cut|have|line|choose|pick|let|build|spend|spring|invest|switch|allow"
    "|leave|offer|bring|move|set|place)"
)
_SOMEBODY = "(?:you|they|we|i|someone|somebody|the makers?|the designers?|the company|the brand)"
_LOVELY = (
    "(?:lovely|nice|nicer|great|good|wonderful|fantastic|brilliant|ideal|perfect|grand|better|best|bliss|heaven|handy"
    "|helpful|amazing|a treat|a dream|a relief|a bonus)"
)
_NEEDLESS = "(?:not|n't|without) (?:to |)(?:have|having|need|needing|be|being|feel|feeling)"
_ASKING = re.compile("|".join((
    rf"{_LED}(?:give|grant|gimme) (?:me|us|my|our|him|her|his|them|those of us|the)\b(?! (?:this|that|another|one)\b)",
    rf"{_LED}let (?:me|us|my|our|him|her|his|the|those|these)\b"
    r"(?! (?:say|tell|know|just|add|start|begin|be|explain|assure|warn|praise|go|down|face|see|not) )"
    r"(?!(?: \w+){1,2} (?:hang|dry|soak|steam|air|rest|cool|drip) )",
    rf"{_LED}(?:{_NEXT} |{_NEXT} , )(?:please |pls |maybe |perhaps |just |kindly )*{_MAKING}\b",
    rf"{_LED}(?<=please )(?:just |kindly )?(?!let|add me|leave){_MAKING}\b",
    rf"{_LED}(?:could|can|would|will) {_SOMEBODY} (?:please |not |just |maybe )*{_MAKING}\b(?! (?:it|this|them) (?:on|to)\b)",
    rf"(?:would|'d) (?:have )?be(?:en)? (?:so |really |very |quite |just |even |such )?{_LOVELY}"
    rf" (?:{_NEEDLESS}|to (?:be able to|have|see|get|find|feel|know|breathe|sit|move|lift|bend|reach)|if|being able to)\b",
    r"(?:would|'d) (?:so |really |just |happily |gladly |dearly |have )*(?:kill|die|give [\w ]{3,16}|pay [\w ]{3,16})"
    r" (?:for|to)\b",
    r"(?:would|'d) (?:so |really |just |dearly |have )*(?:love|like|loved|liked|prefer|preferred|welcome|appreciate)"
    rf" (?:a|an|one|some|{_NEEDLESS}|to be able to|to have|to get (?:my|it|into))\b",
    r"(?:would|'d) rather (?:the|it|they|my|have|not|be able)\b",
    r"(?:it|they|this|these|that|waist|hem|sleeves|straps|cuffs|collar|fabric|cloth|pockets) ought to\b(?! (?:last|wear|have) )",
    r"(?:should (?:really|surely|at least|actually)|(?:really|surely) should)\b(?! have )|if only\b",
)))  # fmt: skip
"""What leads to what is asked for; it may stand anywhere in a sentence where it begins with no comma or "and"."""
_ASKED_ABOUT = re.compile(r"(?:so |and |but |please |pls |, )*(?:could|can|would) (?:the|its|their|these|those|my|your) ")
_OTHERWISE = re.compile(r"\b(?:please|pls|instead of|rather than)\b")
_PLEADED = re.compile(r"(?:please|pls)$")
_TOO_MUCH = re.compile(r"\b(?:too much|a lot|unreasonable|so hard|so much) to ask\b")
_MEANWHILE = (
    r"(?:just )?(?:a |an |one |two |half an? |some |any )?(?!lot|lots|plenty)(?:(?!is|are|was|were|fit|fits|has)\w+ ){0,3}"
    r"(?:more|extra|inch|inches|cm|centimetres|room|space|ease|slack|give|stretch|length|width|cloth|fabric)\b"
    r"(?: (?!is|are|was|were|fit|fits|has|and)\w+){0,7} and (?:then )?"
    r"(?:i|we|he|she|it|they|this|people|(?:the|my) \w+) (?:could|would|'d|might)\b"
)
_AND_THEN = re.compile(_MEANWHILE)
_STATING = frozenset({"is", "are", "was", "were", "has", "fits", "'s", "'re", "am", "love", "i"})
_INSTEAD = re.compile(r"\b(?:instead of|rather than|and not|not|than)(?: (?:being|having|to|always|constantly|the|all))*$")
_INSTEAD_REACH = 5
_SUPPOSING = frozenset({"would", "'d", "could", "might"})


def requests(notes: Notes) -> list[tuple[int, int]]:
    """The stretches of words in which something is asked for."""
    if notes.language != "en" or _HINTS.isdisjoint(notes.said):
        return []
    found = []
    for _, pieces in groupby(notes.pieces, itemgetter(2)):
        sentence = [*pieces]
        start, end = sentence[0][0], sentence[-1][1]
        first = _where_asked(notes.words[start:end], is_question=notes.words[end : end + 1] == ["?"])
        if first is not None:
            found.append((start + first, _end_of(notes, sentence, start + first)))
    return found


def _where_asked(words: list[str], *, is_question: bool) -> int | None:
    """The word from which on a sentence asks for something; none where it does not."""
    if _HINTS.isdisjoint(words):
        return None
    said = " ".join(words)
    if _TOO_MUCH.search(said) or _AND_THEN.match(said):
        return 0
    if _ASKED_ABOUT.match(said) and ((is_question and "could" in words[:3]) or _OTHERWISE.search(said)):
        return 0
    if _PLEADED.search(said) and _STATING.isdisjoint(words):
        return 0
    starts = [0, *accumulate(len(word) + 1 for word in words)]
    for found in _ASKING.finditer(said):
        at = bisect_left(starts, found.start())
        if starts[at] == found.start() and _may_begin(words, at):
            return at
    return None


_OPENING = frozenset({",", "-", ":", "and", "but", "so", "(", "please"})
_ANYWHERE = frozenset({"would", "'d", "it", "they", "this", "these", "that", "if", "should", "really", "surely"})


def _may_begin(words: list[str], at: int) -> bool:
    """Whether a request may begin with this word: "I give them the tie" is none."""
    return at == 0 or words[at - 1] in _OPENING or words[at] in _ANYWHERE or words[at].endswith("s")


def _end_of(notes: Notes, pieces: list[tuple[int, int, int]], first: int) -> int:
    """Where what is asked for from a word on ends: before what is set against it, or stated behind it."""
    ends = first
    for start, end, _ in pieces:
        if end <= first:
            continue
        words = notes.words[start:end]
        if ends > first and (notes.marks[start - 1] & _CONTRAST or _states(words)):
            break
        ends = end
    return ends


_CONTRAST = BITS["contrast"]


def _states(words: list[str]) -> bool:
    """Whether what stands between two joints says what is so ("and the rest fits")."""
    return not _STATING.isdisjoint(words) and _SUPPOSING.isdisjoint(words)


def is_asked_for(notes: Notes, claim: Claim) -> bool:
    """Whether the claim tells by a request what is not there, or what is there instead of it."""
    if not any(first < claim.term.end and claim.term.start < end for first, end in notes.requests):
        return False
    if claim.words_praise is not claim.negated:
        return True
    if claim.words_praise:
        return False
    is_phrase = isinstance(claim.term.entry, Phrase)
    return is_there_instead(notes, claim) or (is_phrase and claim.clause.sentence not in notes.asked)


def is_there_instead(notes: Notes, claim: Claim) -> bool:
    """Whether a fault stands where something else is wanted ("hug my wrist instead of flapping")."""
    if claim.words_praise:
        return False
    start = claim.term.start
    said = notes.words[max(claim.clause.start, start - _INSTEAD_REACH) : start]
    return bool(_INSTEAD.search(" ".join(said)))


def requests_in(notes: Notes, clause: Clause) -> bool:
    """Whether something is asked for in the clause."""
    return any(first < clause.end and end > clause.start for first, end in notes.requests)


def hear_each_once(notes: Notes) -> None:
    """Let what is asked for say what is missing, not what would come of it, and by one part of several."""
    for first, end in notes.requests:
        told = [one for one in notes.claims if one.requested and one.code and first < one.term.end <= end]
        for claim in told:
            if claim.words_praise and claim.clause.number > told[0].clause.number:
                claim.silent = "hypothetical"
            if any(other.term is claim.term and other is not claim for other in told):
                claim.requested = False
