"""Tells a term from its look-alikes by its neighbours ("pretty thin", "send it back"), by rules kept as data."""

from dataclasses import dataclass, replace
from functools import cache

from nlp.components.notes import Notes, Term
from nlp.lexicon import Judgement, Part, load_lexicon


@dataclass(frozen=True, slots=True)
class SenseRule:
    """When a word is not ours: see `senses.toml`."""

    before: frozenset[str]
    after: frozenset[str]
    needs: frozenset[str]
    near: int
    of: str | None
    judgement_follows: bool
    between: bool


_IS = frozenset({"is", "was", "are", "were", "'s", "runs", "fits"})
_DENIES = frozenset({"not", "n't", "near", "nearly"})


@cache
def sense_rules(language: str = "en") -> dict[str, tuple[SenseRule, ...]]:
    """The rules of each word."""
    rules: dict[str, tuple[SenseRule, ...]] = {}
    for row in load_lexicon(language).settings["other_senses"]:
        before, after, needs = (frozenset(row.get(name, "").split()) for name in ("before", "after", "needs"))
        follows, between = row.get("judgement_follows", False), row.get("between", False)
        rule = SenseRule(before, after, needs, row.get("near", 1), row.get("of"), follows, between)
        for word in row["words"].split():
            rules[word] = _joined(rules.get(word, ()), rule)
    return rules


def _joined(rules: tuple[SenseRule, ...], rule: SenseRule) -> tuple[SenseRule, ...]:
    """The rules with one more; those that only name neighbours as near as each other are looked up as one."""
    for other in rules:
        if rule == replace(other, before=rule.before, after=rule.after) and not (rule.between or rule.needs):
            both = replace(rule, before=rule.before | other.before, after=rule.after | other.after)
            return (*(one for one in rules if one is not other), both)
    return (*rules, rule)


def has_other_sense(notes: Notes, term: Term, following: Term | None) -> bool:
    """Whether the term's word means something else here."""
    if term.end - term.start > 1:
        return False
    for rule in sense_rules(notes.language).get(notes.words[term.start], ()):
        if _applies(notes, term, following, rule):
            return True
    return False


def _applies(notes: Notes, term: Term, following: Term | None, rule: SenseRule) -> bool:
    if rule.of and not (isinstance(term.entry, Part) and term.entry.name == rule.of):
        return False
    words, start = notes.words, term.start
    if rule.judgement_follows:
        return following is not None and following.start == term.end and isinstance(following.entry, Judgement)
    if rule.needs:
        return rule.needs.isdisjoint(words[max(0, start - rule.near) : start])
    if start > 1 and words[start - 1] == "as" and words[start - 2] in _DENIES:
        return False  # "not as long as" measures, "as long as" sets a condition
    if start and words[start - 1] == "how" and _is_said_how(words, term, following):
        return False  # "how long the sleeves are" measures, "how long it will last" does not
    if rule.near == 1:
        led = start > 0 and words[start - 1] in rule.before
    else:
        led = not rule.before.isdisjoint(words[max(0, start - rule.near) : start])
    followed = _behind(words, term.end) in rule.after
    return led and followed if rule.between else led or followed


def _is_said_how(words: list[str], term: Term, following: Term | None) -> bool:
    """Whether it follows what is so: "it" or a part of the garment ("how long they were")."""
    if not _IS.isdisjoint(words[term.end + 1 : term.end + 3]):
        return True
    if following is None or words[term.end : following.start] != ["the"]:
        return False
    return following.names_place


def _behind(words: list[str], at: int) -> str:
    """The next word, over a hyphen ("full-price")."""
    following = words[at : at + 2]
    if following[:1] == ["-"]:
        del following[0]
    return following[0] if following and following[0] != "-" else ""
