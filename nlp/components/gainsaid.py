"""Hears that what was feared, or told by others, is not so ("… but it isn't", "I don't get why people say …")."""

import re

from nlp.components.notes import Claim, Notes
from nlp.lexicon import word_set

_JOINING, _FILLING = word_set("before_gainsaying"), word_set("within_gainsaying")
_ENDING = frozenset({".", "!", "?", ",", ";", ":)", ")", "-", "\n", "and", "but", "so"})
_MAX = 11
"""So many words a short denial has at most."""
_FAR = 16
"""So many words in front of a claim its doubt may stand."""

_IT = "(?:it|they|that|this|these|those|which|mine)"
_SO = "(?:it|that|this|them|so|true|the case|(?:any |the |such |same |)(?:problem|issue|trouble)s?)"
_FOUND = "(?:find|found|see|saw|notice|noticed|think|experience|experienced|feel|felt|have|had|get|got)"
_FOR_ME = r"(?: (?:for|with|on|in) (?:me|mine|my \w+))?"
_NOT = "(?:not|n't|never)"
_NOT_SO = re.compile("|".join((
    (rf"(?:{_IT} |)(?:is|was|are|were|do|does|did|has|have) {_NOT}"
    rf"(?: (?:so|true|the case|the truth|my experience|an issue|a problem))?{_FOR_ME}"),
    "no|nope|nah|not|hardly|not so|not true|not the case|not a bit|far from it|no way|not in the slightest",
    r"nonsense|rubbish|not (?:an issue|a problem)|no (?:such |)(?:issue|problem|trouble)s?|not on (?:me|mine|my \w+)",
    rf"i (?:do|did|have) (?:not|n't)(?: {_FOUND}(?: {_SO})*|)|i never {_FOUND}(?: {_SO})*",
    rf"i (?:had|have) no (?:such |)(?:issue|problem|trouble)s?(?: with {_SO})?",
    (rf"(?:i (?:think|thought|find|found) |){_IT} (?:is |are |was |were |)"
    rf"(?:perfect|fine|spot on|right|great|ideal|good){_FOR_ME}"),
)))  # fmt: skip
_DISAGREES = re.compile(
    "(?:i |)(?:disagree|(?:do|ca) n't agree|beg to differ|do not agree)(?: with (?:that|them|this))?"
    "|(?:ignore|do n't (?:listen to|believe)) (?:it|them|that|this)|they (?:are|were) (?:wrong|mistaken)"
)


def is_gainsaid_behind(notes: Notes, at: int, *, feared: bool) -> bool:
    """Whether the words from there on say that it is not so, and no more than that."""
    words = notes.words
    if words[at - 1] in _JOINING:
        at -= 1  # "too heavy." is a phrase with its full stop
    first, stops = at, 0
    while at < len(words) and words[at] in _JOINING:
        stops += words[at] in (".", "!", "?")
        at += 1
    if at == first or stops > 1:
        return False
    contrasts = "but" in words[first:at]
    last = at
    while last < len(words) and words[last] not in _ENDING and last - at <= _MAX:
        last += 1
    said = " ".join(word for word in words[at:last] if word not in _FILLING)
    if _NOT_SO.fullmatch(said):
        return True
    if feared:
        return False
    # "it was said to run small. Not for me." may as well mean that it was not liked
    return bool(_DISAGREES.fullmatch(said)) or (contrasts and said in ("not for me", "not with me"))


_DOUBTS = re.compile("|".join((
    rf"\b{_NOT} (?:sure|get|understand|see|know|follow)(?: at all| really|) (?:why|how|what|where)\b",
    (rf"\b(?:{_NOT} (?:get|understand|share|listen to|believe)|ignore|disregard|disagree with|forget)"
    r" (?:the|reviews|reviewers|all|those|any|other|what|people|everyone|anyone)\b"),
)))  # fmt: skip
_WRONG = (["are", "wrong"], ["were", "wrong"], ["is", "wrong"], ["was", "wrong"])


def is_doubted(notes: Notes, claim: Claim) -> bool:
    """Whether the writer does not share what others say ("I don't get why people say …", "ignore the reviews …")."""
    first, end = claim.clause.number, claim.term.end
    if notes.words[end : end + 2] in _WRONG:
        return True  # "the reviews saying it is tight are wrong"
    while first and notes.clauses[first - 1].sentence == claim.clause.sentence:
        first -= 1
    said = notes.words[max(notes.clauses[first].start, claim.term.start - _FAR) : claim.term.start]
    return "did" not in said[:4] and bool(_DOUBTS.search(" ".join(said)))


_NO_WORRY = re.compile(
    r"\b(?:no need|n't have|not have|need n't|n't need|need not|never need|no reason)(?: to|)(?: have|)(?: be|)"
    r" (?:worry|worried|fear|afraid)|\bdo (?:n't|not) (?:worry|be afraid|let)"
)
_IN_VAIN = re.compile(
    "(?:was|were|is|are|proved|turned out)(?: to be|)(?: all| totally| completely|)"
    r" (?:unfounded|groundless|unnecessary|unwarranted|for nothing|in vain|wrong)\b"
    "|(?:and|but)(?: i|) (?:was|am) (?:so |very |happily |pleasantly |)(?:wrong|mistaken)"
)


def is_no_worry(notes: Notes, claim: Claim) -> bool:
    """Whether nobody has to fear it ("no need to worry about …", "my fear that … was unfounded")."""
    lead = " ".join(notes.words[max(claim.clause.start, claim.term.start - _FAR) : claim.term.start])
    behind = " ".join(notes.words[claim.term.end : claim.clause.end])
    return bool(_NO_WORRY.search(lead) or _IN_VAIN.match(behind))
