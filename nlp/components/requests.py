"""Finds where somebody asks for what is not there ("give us …", "could the cuffs …?", "lovely not to have to …").

Praise that is asked for is missing, and a fault that is asked away is there. What would come of it ("… and I could
breathe") tells the same once more, where nothing else does.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from nlp.lexicon import word_set
from nlp.lexicon.cues import BITS

_HINTS = word_set("requesting")
"""Words of which one stands in every request."""
_LED = r"(?:^|(?<= and )|(?<= but )|(?<= so )|(?<= , )|(?<= : )|(?<= - ))"
_BIDDING = _LED.replace("|(?<= and )", "")
"""Likewise, but not where something "gives me hips" and "lets me breathe"."""
_SOFTLY = r"(?:(?:just|please|pls|maybe|perhaps|at least|now|oh|then|kindly|well|dear makers) (?:, )?)*"
_NEXT = r"(?:for )?(?:the |your )?next (?:time|one|run|batch|season|year|version|edition|collection|lot|drop|round)"
_MAKING = (
    "(?:make|add|give|use|put|include|show|print|sew|cut|have|line|choose|pick|let|build|spend|spring|invest|switch|allow"
    "|offer|bring|move|set|place)"
)
_MAKERS = "(?:you|they|we|i|someone|somebody|the makers?|the designers?|the company|the brand)"
_US = "(?:me|us|my|our|him|her|his|them|the|those|these)"
_LOVELY = (
    "(?:lovely|nice|nicer|great|good|wonderful|fantastic|brilliant|ideal|perfect|grand|better|best|bliss|heaven|handy"
    "|helpful|amazing|a treat|a dream|a relief|a bonus)"
)
_WOULD = r"(?:would|'d) (?:so |really |just |happily |gladly |dearly |have |rather )*"
_NEEDLESS = "(?:not|n't|without) (?:to )?(?:have|having|need|needing|be|being|feel|feeling)"
_ASKING = re.compile("|".join((
    rf"{_BIDDING}{_SOFTLY}(?:give|grant|gimme) {_US}\b(?! (?:this|that|another|one|person|maker|tailor|seamstress|designer)\b)",
    rf"{_BIDDING}{_SOFTLY}let {_US}\b"
    r"(?! (?:say|tell|know|just|add|start|begin|be|explain|assure|warn|praise|pray|go|down|face|see|not)\b)"
    r"(?!(?: \w+){1,3} (?:hang|dry|soak|steam|air|rest|cool|drip|be|down|out)\b)",
    rf"{_BIDDING}{_SOFTLY}let (?:it|them) (?=(?:keep|stay|hold|reach|cover|close|fit|last|survive|sit|stop|end)\b)",
    rf"{_LED}{_SOFTLY}{_NEXT}(?: ,)? {_SOFTLY}{_MAKING}\b",
    rf"(?:please|pls) (?:just |kindly )?(?!let|add me|give (?:it|this)\b)(?:{_MAKING}|find|photograph|fix|hire|learn)\b",
    rf"{_LED}{_SOFTLY}(?:could|can|would|will) {_MAKERS} (?:please |not |just |maybe )*{_MAKING}\b(?! (?:it|this|them) (?:on|to)\b)",
    rf"(?:would|'d) (?:have )?be(?:en)? (?:so |really |very |quite |just |even |such )?{_LOVELY}"
    rf" (?:{_NEEDLESS}|to (?:be able to|have|see|get|find|feel|breathe|sit|move|lift|bend|reach)|if|being able to)\b",
    rf"{_WOULD}(?:kill|die|give [\w ]{{3,16}}|pay [\w ]{{3,16}}) for\b",
    rf"{_WOULD}(?:love|like|loved|liked|prefer|preferred|welcome|appreciate)"
    rf" (?:a|an|one|some|{_NEEDLESS}"
    r"|to (?:be|feel|have|see my|get my|get it|get into|look like|wear (?:it|them) without"
    r"|(?=(?:breathe|move|sit|bend|lift|raise|walk|lean|reach|stand|kneel|run|eat|swallow|close|button|zip|tuck)\b)))\b",
    rf"(?:^|(?<=, )|(?<=but ))i (?:just |only |really |still )?(?:want|need) (?:the|my|an?|some) (?!second|third|couple|size)",
    r"(?:would|'d) rather (?:the|it|they|my|have|not|be able)\b",
    r"(?:had|'d) (?:so |really |rather )?(?:hoped|been hoping) (?:to|for|it|they|the|that)\b",
    rf"{_LED}(?:how|what) about (?:a|an|some|adding|giving|making|using)\b",
    r"(?<!where )(?:my|the) (?:ideal|dream|perfect) \w+ would\b",
    rf"(?:{_LED}{_SOFTLY}|i |we )(?:just |only |so |really |do )*wish (?!all |every|each |my other |other |more |i |it had come )",
    r"wish i (?:could|was able to|were able to) (?=see |reach|lift|move|breathe|sit|close|button|get|do |bend|raise|zip)",
    r"(?<!i )(?<!you )(?<!we )ought to (?!last|wear|have|be )\w+",
    r"should (?=(?:cover|reach|close|button|sit|stay|meet|end|stop|hide|hug|skim) )(?!\w+ (?:you|most|anyone|up) )",
    r"(?:should (?:really|surely|at least|actually)|(?:really|surely) should)\b(?! have )|if only\b",
)))  # fmt: skip
"""What leads to what is asked for."""
_IF = re.compile(
    r"(?<!wondered )(?<!wonder )(?<!asked )(?<!ask )(?<!as )(?<!even )(?<!see )(?<!know )(?<!sure )(?<!tell )(?<!doubt )"
    r"\bif (?!i |you |your |someone |anyone |we |people |not )(?:the |my |its |these |this |only |those |their )?"
    r"(?:\w+ ){1,3}?(?:were|was|had|'d|could|would|let|fit|sat|came|hit|went|gave|held|hung|ran|\w{2,}ed)\b"
    r"|(?:^|(?<=, )|(?<=but ))(?:had|were) (?:the|they|it|its|my|these|this|those) "
)
"""Begins a condition that does not hold."""
_DREADED = frozenset({"awful", "terrible", "shame", "pity", "sad", "hate", "worried", "afraid", "worse"})
_WOULD_COME = re.compile(
    r" (?:(?:and|so|then|,|that) )*(?:i|we|he|she|it|they|you|one|this|that|there|people|(?:the|my|these|its) (?:\w+ ){1,3}?)"
    r" ?(?:would|'d|could|might)\b"
)
"""Begins what would come of it."""
_ASKED_ABOUT = re.compile(r"(?:so |and |but |please |pls |, )*(?:could|can|would) (?:the|its|their|these|those|my|your) ")
_OTHERWISE = re.compile(r"\b(?:please|pls|instead of|rather than)\b")
_PLEASE = ("please", "pls")
_TOO_MUCH = re.compile(r"\b(?:too much|a lot|unreasonable|so hard|so much) to ask\b")
_A_LITTLE_MORE = re.compile(
    r"(?:just |maybe )?(?!a lot|lots|plenty)(?:(?:an?|one|two|three|four|five|half|some|any|\d+|more|extra|bit|touch|tad"
    r"|little|smidge|smidgen|couple|few|fraction|of|or|wee|finger|shade|tiny|further|breathing|elbow|good|slightly|decent"
    r"|the|other|another|proper) ){0,5}"
    r"(?:more|extra|inch|inches|cm|centimetres|room|space|ease|slack|give|stretch|length|width|cloth|fabric)\b"
    r"(?: (?!is|are|was|were|fit|fits|has|and)\w+){0,7}(?P<result> and (?:then )?"
    r"(?:i|we|he|she|it|they|this|people|(?:the|my) \w+) (?:could|would|'d|might)\b)"
)
_WOULD_PLEASE = re.compile(
    r"(?:just )?(?!it |they |this |these |that |those |the |my |i |we |he |she |you |which |who )(?:\w+ ){1,9}?(?:would|'d) (?:have )?"
    rf"(?:be(?:en)? (?:so |really |very |quite |just |even |such )?(?:an? )?(?:{_LOVELY}|appreciated|welcome|sensible|change)"
    r"|do it|do nicely|help(?:ed)?)\b"
)
"""What would please, and its verdict behind it."""
_STATING = frozenset({"is", "are", "was", "were", "has", "fits", "'s", "'re", "am", "love", "i"})
_SUBJECTS = frozenset({"i", "it", "they", "he", "she", "we", "this", "these", "that", "the", "my", "because", "so"})
_REFERRING = frozenset({"where", "as", "what", "which", "how", "than"})
_SUPPOSING = frozenset({"would", "'d", "could", "might"})
_CONTRAST = BITS["contrast"]


@dataclass(frozen=True, slots=True)
class Request:
    """Where in a comment something is asked for, in tokens."""

    first: int
    end: int
    last: int
    """Behind what would come of it; its end where nothing is said of that."""
    supposes: bool = False
    """Whether it is told as a condition that does not hold."""


Pieces = Sequence[tuple[int, int, int]]
"""What stands between the joints of a sentence: the first token, the one behind the last, the sentence."""


def requests(words: list[str], marks: list[int], pieces: Pieces) -> list[Request]:
    """All that is asked for, at most once in each sentence."""
    if _HINTS.isdisjoint(words):
        return []  # as most
    found = (_request(words, marks, [*sentence]) for _, sentence in groupby(pieces, itemgetter(2)))
    return [request for request in found if request is not None]


def _request(words: list[str], marks: list[int], pieces: Pieces) -> Request | None:
    start, end = pieces[0][0], pieces[-1][1]
    said = words[start:end]
    if _HINTS.isdisjoint(said):
        return None
    text = " ".join(said)
    if found := _A_LITTLE_MORE.match(text):
        asked, result = start + _words_in(text[: found.start("result")]), start + _words_in(found.group())
        return Request(start, asked, next(last for _, last, _ in pieces if last >= result))
    if _TOO_MUCH.search(text):
        return Request(start, end, end)
    if found := _WOULD_PLEASE.match(text):
        pleasing = start + _words_in(re.split(r"(?:would|'d)\b", found.group())[0])
        if _STATING.isdisjoint(words[start:pleasing]):
            return Request(start, pleasing, pleasing)
    if not _SUPPOSING.isdisjoint(said) and _DREADED.isdisjoint(said) and (found := _IF.search(text)):
        first = start + _words_in(text[: found.start()])
        come = _WOULD_COME.search(text, found.end())
        closes = start + _words_in(text[: come.start()]) if come else _end_of(words, marks, pieces, first)
        return Request(first, closes, closes, supposes=True)
    first = _first_asked(said, text, is_question=words[end : end + 1] == ["?"])
    if first is None:
        return _pleaded(words, pieces)
    asked = _end_of(words, marks, pieces, start + first)
    come = next((piece for piece in pieces if piece[0] == asked + 1), None)
    told = come is not None and not marks[asked] & _CONTRAST and not _SUPPOSING.isdisjoint(words[come[0] : come[1]])
    return Request(start + first, asked, come[1] if come is not None and told else asked)


def _words_in(text: str) -> int:
    return len(text.split())


def _first_asked(words: list[str], text: str, *, is_question: bool) -> int | None:
    """The first word of what a sentence asks for; none where it asks for nothing."""
    if _ASKED_ABOUT.match(text) and ((is_question and "could" in words[:3]) or _OTHERWISE.search(text)):
        return 1
    for found in _ASKING.finditer(text):
        at = _words_in(text[: found.start()])
        if _REFERRING.isdisjoint(words[max(0, at - 3) : at]):
            return _words_in(text[: found.end()])
    return None


def _pleaded(words: list[str], pieces: Pieces) -> Request | None:
    """What is asked for with a "please" behind it, if nothing is stated there."""
    start, end, _ = pieces[-1]
    if words[end - 1] not in _PLEASE:
        return None
    if end - start == 1 and len(pieces) > 1:
        start, end, _ = pieces[-2]
    return Request(start, end, end) if _STATING.isdisjoint(words[start:end]) else None


def _end_of(words: list[str], marks: list[int], pieces: Pieces, first: int) -> int:
    """Where what is asked for from a word on ends: before what is set against it or begins anew."""
    ends = first
    for start, end, _ in pieces:
        if end <= first:
            continue
        said = words[start:end]
        if ends > first and (marks[start - 1] & _CONTRAST or said[0] in _SUBJECTS or not _STATING.isdisjoint(said)):
            break
        ends = end
    return ends
