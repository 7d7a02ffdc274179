"""The label's own rules: what its phrases mean, added and switched off; the reader takes them as data."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import NotFound, RuleError
from app.models import PHRASE_MAX, LabelRule, User
from app.services import audit, own_tags
from app.services.label import get_label, hold_names
from app.services.wording import on_one_line
from nlp import own_codes
from nlp.lexicon import languages
from nlp.rules import Rule, is_too_common, phrase_keys, phrase_words
from nlp.taxonomy import Code, GarmentKind

SILENCE = "silence"
"""How a rule without a code is written where a code is asked for."""

WORDS_MAX = 8


def add_rule(
    session: Session, *, phrase: str, code: Code | None, kind: GarmentKind | None = None, user: User | None = None
) -> LabelRule:
    """Return a new rule: what the phrase says from the next reading on, or with no code that it says nothing."""
    hold_names(session)
    draft = draft_rule(session, phrase=phrase, code=code, kind=kind)
    rule = LabelRule(phrase=draft.phrase, code=code, kind=kind, author=user)
    session.add(rule)
    audit.note(session, "added", rule, user=user, code=code or SILENCE, kind=kind)
    return rule


def draft_rule(session: Session, *, phrase: str, code: Code | None, kind: GarmentKind | None = None) -> Rule:
    """Return the rule as it would be read, without keeping it; refuses what `add_rule` refuses."""
    phrase = on_one_line(phrase)
    _ensure_telling(phrase)
    _ensure_new(session, phrase, kind)
    return Rule(phrase, kind, code)


def switch_off(session: Session, rule: LabelRule, *, user: User | None = None) -> None:
    """Let a rule rest: readings from now on do without it."""
    if not rule.active:
        raise RuleError(f"The rule “{rule.phrase}” is off already.")
    rule.active = False
    audit.note(session, "switched off", rule, user=user)


def switch_on(session: Session, rule: LabelRule, *, user: User | None = None) -> None:
    """Let a rule hold again."""
    if rule.active:
        raise RuleError(f"The rule “{rule.phrase}” is on already.")
    if tag := get_label(session).find_tag(rule.code):
        own_tags.ensure_active(tag)
    hold_names(session)
    _ensure_new(session, rule.phrase, rule.kind)
    rule.active = True
    audit.note(session, "switched on", rule, user=user)


def get_rule(session: Session, rule_id: int) -> LabelRule:
    """Return the rule with this number."""
    rule = session.get(LabelRule, rule_id)
    if rule is None:
        raise NotFound(f"There is no rule {rule_id}.", field="rule")
    return rule


def list_rules(session: Session) -> list[LabelRule]:
    """Return the label's rules, those that hold first, each part in the order they were added."""
    return list(session.scalars(select(LabelRule).order_by(LabelRule.active.desc(), LabelRule.id)))


def list_for_reader(session: Session) -> tuple[Rule, ...]:
    """Return the rules that hold, as the reader takes them."""
    active = session.scalars(select(LabelRule).where(LabelRule.active).order_by(LabelRule.id))
    return tuple(Rule(rule.phrase, rule.kind, rule.code) for rule in active)


def pack(rule: Rule) -> dict[str, str | None]:
    """Return a rule as a job's arguments hold it."""
    return {"phrase": rule.phrase, "kind": rule.kind, "code": rule.code.value if rule.code else None}


def unpack(packed: Mapping[str, str | None]) -> Rule:
    """Return the rule that a job's arguments hold."""
    kind, code = packed["kind"], packed["code"]
    return Rule(
        packed["phrase"] or "", GarmentKind(kind) if kind else None, own_codes.read_code(code) if code else None
    )


def read_code(session: Session, text: str) -> Code | None:
    """Return the issue code that was typed, or None for "silence"."""
    if text == SILENCE:
        return None
    code = own_tags.find_code(session, text)
    if code is None:
        raise RuleError(
            f"There is no issue code “{text}”: write one like sleeve.length/long, or {SILENCE}.", field="code"
        )
    return code


def _ensure_telling(phrase: str) -> None:
    """A rule has a few words that say something; "the" would be found in every comment."""
    if not phrase_words(phrase):
        raise RuleError("A rule needs the words it is about.", field="phrase")
    if len(phrase) > PHRASE_MAX or len(phrase_words(phrase)) > WORDS_MAX:
        raise RuleError(f"A rule is short: {WORDS_MAX} words and {PHRASE_MAX} letters at most.", field="phrase")
    if any(is_too_common(phrase, language) for language in languages()):
        raise RuleError(f"“{phrase}” stands in nearly every comment: add the words that tell it apart.", field="phrase")


def _ensure_new(session: Session, phrase: str, kind: GarmentKind | None) -> None:
    """Two rules that hold never mean the same words on the same garments."""
    keys = phrase_keys(phrase)
    for rule in session.scalars(select(LabelRule).where(LabelRule.active).order_by(LabelRule.id)):
        if rule.kind is kind and phrase_keys(rule.phrase) == keys:
            says = get_label(session).say_code(rule.code) if rule.code else SILENCE
            raise RuleError(
                f"Rule {rule.id}, “{rule.phrase}”, holds for these words already ({says}): switch it off first.",
                field="phrase",
            )
