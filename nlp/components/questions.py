"""Tells questions that ask from those that complain ("does it shrink?", "why is it so short?")."""

from nlp.components.denials import SO
from nlp.components.notes import Clause, Notes
from nlp.lexicon import word_set


def questions(notes: Notes) -> set[int]:
    """The sentences that ask ("Does it shrink?"); one that is thrown in ("why so short?") asks nothing."""
    if not notes.clauses:
        return set()
    asked = _asked_by_order(notes) if notes.language == "en" and not _TURNED.keys().isdisjoint(notes.said) else set()
    if "?" not in notes.said:
        return asked
    asking = word_set("asking", notes.language)
    first: Clause | None = None
    for clause, following in zip(notes.clauses, [*notes.clauses[1:], None], strict=True):
        if first is None or first.sentence != clause.sentence:
            first = clause
        if _asks_why_so(notes, clause):
            continue
        ends = following is None or following.sentence != clause.sentence
        if ends and notes.words[clause.end : clause.end + 1] == ["?"] and _first_said(notes, first) in asking:
            asked.add(clause.sentence)
    return asked


_TURNED = {
    "do": frozenset({"they", "these", "those", "anyone", "anybody"}),
    "does": frozenset({"it", "this", "that", "the", "anyone", "anybody"}),
    "is": frozenset({"it", "this", "that", "there"}),
    "are": frozenset({"they", "these", "those", "there"}),
}
"""What stands behind these at the head of a sentence that asks, where nobody types the mark ("do they run small")."""


def _asked_by_order(notes: Notes) -> set[int]:
    """The sentences that ask by the order of their words alone; what complains so is none."""
    asked: set[int] = set()
    words, sentence = notes.words, -1
    for clause in notes.clauses:
        if clause.sentence != sentence:
            sentence, at = clause.sentence, clause.start
            if words[at] in _CURIOUS and "," in words[at : at + 4]:
                at = words.index(",", at) + 1
            turned = _TURNED.get(words[at]) if at < len(words) else None
            if not turned or turned.isdisjoint(words[at + 1 : at + 2]) or words[at + 1 : at + 3] in _DEEDS:
                continue
            if not _asks_why_so(notes, clause):
                asked.add(sentence)
    return asked


_DEEDS = (["the", "job"], ["the", "trick"])
_CURIOUS = word_set("curious")
"""What may stand before a question, up to a comma."""


_GREETINGS = frozenset({"hi", "hello", "hey", "so", "and", "question", "also", ",", ":"})


_SO_MUCH = frozenset({"so", "this"})


def _first_said(notes: Notes, clause: Clause) -> str:
    """The first word of a clause behind a greeting ("hi, is it …?")."""
    words = notes.words[clause.start : clause.end]
    return next((word for word in words if word not in _GREETINGS), words[0])


def _asks_why_so(notes: Notes, clause: Clause) -> bool:
    """Whether a question complains ("did the straps have to be so short?", "is it just me or is it tight?")."""
    words = notes.words[clause.start : clause.end]
    if words[:3] in (["can", "you", "believe"], ["would", "you", "believe"]):
        return True
    if words[:2] == ["did", "nobody"] or words[:3] == ["did", "no", "one"]:
        return True  # "did nobody notice how short it is?"
    if words[0] in ("how", "who") and not _SO_MUCH.isdisjoint(words[2:]):
        return True  # "how can the straps be so short?"
    if words[:4] == ["is", "it", "me", "or"] or words[1:4] == ["anyone", "else", "think"]:
        return True
    if "just" in words and "me" in words[words.index("just") :][:2]:
        return True
    at = next((i for i, word in enumerate(words) if word in ("have", "need", "meant", "supposed", "had")), -1)
    return at > 0 and words[at + 1 : at + 3] == ["to", "be"] and not SO.isdisjoint(words[at + 3 : at + 4])
