"""Hears what the words around a length say: which way something is changed, or that there is too much or too little."""

from itertools import pairwise
from typing import Literal

from nlp.components.comparatives import is_comparative
from nlp.components.notes import Clause, Notes
from nlp.lexicon import word_set

Way = Literal["narrower", "wider", "shorter", "less", "more", "up", "down"]
"""What was done to a place by so much, or what it wants."""

_LEAD, _LED_MAX = 6, 7
"""So many words in front of a length tell what is done, and so many behind it what it is less than."""
_TAKING_IN, _TURNING_UP, _CUTTING_OFF = word_set("taking_in"), word_set("turning_up"), word_set("cutting_off")
_GATHERING, _NEEDING = word_set("gathering"), word_set("needing")
_LEFT_OVER, _TAKEN_OFF, _MOVING = word_set("left_over"), word_set("taken_off"), word_set("moving_places")
_SLIMMING = frozenset({"slimmed", "narrowed", "tapered", "slimming", "narrowing"})
_SLIM, _THESE = frozenset({"slim", "narrow", "taper"}), frozenset({"it", "them", "the", "these", "this"})
_WIDENING = frozenset({"widen", "widened", "widening"})
_LETTING = frozenset({"let", "letting", "lets"})
_SHORTENING = frozenset({"shorten", "shortened", "shortening", "hemmed"})
_LIES = frozenset({"is", "are", "comes", "come"})
"""What "is" turned up was made so."""
_LOSING, _THROUGH_LIFE = frozenset({"lose", "losing"}), frozenset({"i", "'ve", "have", "after", "since"})
_HAVING = frozenset({"with", "had", "have", "having", "after", "and", "got", "want", "need", "needs"})
_WISHING = frozenset({"would", "'d", "wish", "could", "please", "if", "were", "should"}) | _NEEDING
_MORE = frozenset({"more", "another", "extra", "additional", "further"})
_LYING = frozenset({"above", "below", "past", "under", "beyond", "over", "tall", "heels"})
_HEIGHTS: dict[str, Way] = {"lower": "down", "higher": "up"}
_RAISING, _HEMS = frozenset({"raise", "raised"}), frozenset({"hem", "hems", "hemline"})
_SHIFTING = frozenset({"move", "moved", "moving", "shift", "shifted"})
FASTENINGS = frozenset({"button", "hook", "snap", "clasp", "fastening"})
_COMING = frozenset({"come", "go", "move", "sit"})
HOW_MUCH: tuple[Way, ...] = ("less", "more")
_TOO_MUCH = (["to", "spare"], ["too", "much"])
TELLING = (
    _TAKING_IN | _TURNING_UP | _CUTTING_OFF | _GATHERING | _NEEDING | _LEFT_OVER | _TAKEN_OFF | _SLIMMING | _WIDENING
) | (_RAISING | _LETTING | _SHORTENING | _SLIM | _MORE | _SHIFTING | _HEIGHTS.keys() | {"much", "in", "up", "where"})
"""Where none of these is said a length tells nothing by itself; a glance."""


def way_told(notes: Notes, clause: Clause, first: int, last: int) -> Way | None:
    """What the words around a length say: which way something is changed, or that there is too much or too little."""
    words = notes.words
    before, behind = words[max(clause.start, first - _LEAD) : first], words[last : min(clause.end, last + 4)]
    said, following = {*before}, behind[0] if behind else ""
    if said & _MOVING or following in _LYING:
        return "shorter" if said & _RAISING and said & _HEMS and said.isdisjoint(_LIES) else None
    if following in HOW_MUCH and "than" in words[last + 1 : min(clause.end, last + _LED_MAX)]:
        return "more" if following == "less" else "less"
    way = _way_changed(said, before, behind) or _way_to_come(said, before, behind)
    if way is not None:
        return way
    if said & _GATHERING or behind[:2] in _TOO_MUCH or following == "less":
        return "less"
    if following in _HEIGHTS:
        return None if said.isdisjoint(_WISHING) else _HEIGHTS[following]
    if following == "too" or (is_comparative(following) and following != "more"):
        return None  # a judgement tells it
    asks = not said.isdisjoint(_NEEDING)
    spares = following == "of" and not _LEFT_OVER.isdisjoint(behind[1:3])
    if following in _TAKEN_OFF if asks else spares:
        return "less"
    if not asks and is_extra(words, first, last) and _is_there(before):
        return "less"
    more = not _MORE.isdisjoint((*words[max(first - 1, 0) : last], following))
    if asks or (more and (first == clause.start or not _WISHING.isdisjoint(words[clause.start : clause.end]))):
        return "more"
    return None


def _is_fastening_moved(before: list[str]) -> bool:
    """Whether a button or a hook was moved over by so much."""
    moved = next((at for at, word in enumerate(before) if word in _SHIFTING), None)
    return moved is not None and not FASTENINGS.isdisjoint(before[moved:]) and "down" not in before


def _is_there(before: list[str]) -> bool:
    """Whether so much is there, and is not wished for ("there was an extra inch", "I have two extra inches")."""
    led = [word for word in before if word not in _LITTLE][-2:]
    return led in _THERE_IS or (led[:1] in _HOLDERS and led[1:] in _HOLDING)


def is_extra(words: list[str], first: int, last: int) -> bool:
    """Whether the length is called an extra one."""
    return "extra" in words[max(first - 1, 0) : last + 1]


_LITTLE = frozenset({"a", "an", "extra", "about", "at", "least", "got", "easily", "almost"})
_THERE_IS = (["there", "is"], ["there", "'s"], ["there", "was"], ["there", "were"], ["there", "are"])
_HOLDERS, _HOLDING = (["i"], ["me"]), (["have"], ["had"], ["'ve"], ["with"])


def _way_to_come(said: set[str], before: list[str], behind: list[str]) -> Way | None:
    """Which way a place ought to come by so much ("it needed to come up an inch", "an inch more coverage")."""
    if "coverage" in behind[:2]:
        return "up"
    if said.isdisjoint(_COMING) or said.isdisjoint(_WISHING):
        return None
    return "up" if before[-1:] == ["up"] else "down" if before[-1:] == ["down"] else None


def _way_changed(said: set[str], before: list[str], behind: list[str]) -> Way | None:
    """Which way something was changed by so much, if it was."""
    if _is_fastening_moved(before):
        return "narrower"
    led_by = before[-2:-1] if before[-1:] == ["by"] else before[-1:]
    inwards = behind[:1] == ["in"]
    slims = said & _SLIMMING or (
        said & _SLIM and any(one in _SLIM and other in _THESE for one, other in pairwise(before))
    )
    if slims or (inwards and behind[1:2] == ["at"]) or ((inwards or "in" in led_by) and said & _TAKING_IN):
        return "narrower"
    if (said & _LETTING and "out" in before) or said & _WIDENING:
        return "wider"
    turned = said & _TURNING_UP and "up" in (*before, *behind[:1]) and said.isdisjoint(_LIES)
    if turned or said & _SHORTENING or (behind[:1] == ["up"] and behind[1:2] == ["at"]):
        return "shorter"
    if behind[:1] == ["off"] and (not before or before[-1] in _HAVING):
        return "less"
    if said & _LOSING and said & _THROUGH_LIFE and "my" in behind:
        return None  # "after I lose an inch from my waist"
    if behind[:2] == ["out", "of"] and said & _CUTTING_OFF:
        return "narrower"
    if said & _LOSING or (said & _CUTTING_OFF and behind[:1] in (["off"], ["from"])):
        return "less"
    return None
