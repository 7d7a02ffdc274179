"""The label's own rules: added with their refusals, switched off and on, handed to the reader."""

import pytest

from app.errors import NotFound, RuleError
from app.services import audit, label_rules
from nlp.rules import Rule
from nlp.taxonomy import GarmentKind, IssueCode
from tests.cast import make_user

LARGE = IssueCode.SLEEVE_WIDTH_LARGE


def test_a_rule_says_what_a_phrase_means_and_who_said_so(session):
    mia = make_user(session)

    rule = label_rules.add_rule(session, phrase=" zeppelin   sleeves ", code=LARGE, kind=GarmentKind.SHIRT, user=mia)

    assert (rule.phrase, rule.code, rule.kind, rule.active) == ("zeppelin sleeves", LARGE, GarmentKind.SHIRT, True)
    assert rule.author is mia
    [event] = audit.list_events(session, rule)
    assert (event.verb, event.user_id) == ("added", mia.id)
    assert event.details == {"code": "sleeve.width/large", "kind": "shirt"}


def test_the_reader_is_given_what_holds(session):
    kept = label_rules.add_rule(session, phrase="statement cuffs", code=None)
    resting = label_rules.add_rule(session, phrase="zeppelin sleeves", code=LARGE)
    label_rules.switch_off(session, resting)

    assert label_rules.list_for_reader(session) == (Rule("statement cuffs"),)
    assert label_rules.list_rules(session) == [kept, resting]


def test_a_rule_is_switched_off_and_on_again(session):
    rule = label_rules.add_rule(session, phrase="statement cuffs", code=None)

    label_rules.switch_off(session, rule)
    label_rules.switch_on(session, rule)

    assert rule.active
    assert [event.verb for event in audit.list_events(session, rule)] == ["added", "switched off", "switched on"]


@pytest.mark.parametrize(
    ("phrase", "sentence"),
    [
        ("", "A rule needs the words it is about."),
        (" ?! ", "A rule needs the words it is about."),
        ("the", "“the” stands in nearly every comment: add the words that tell it apart."),
        ("das Kleid", "“das Kleid” stands in nearly every comment: add the words that tell it apart."),
        ("this dress", "“this dress” stands in nearly every comment: add the words that tell it apart."),
        ("one two three four five six seven eight nine", "A rule is short: 8 words and 80 letters at most."),
        ("cuffs" * 20, "A rule is short: 8 words and 80 letters at most."),
        ("The statement cuff",
         "Rule {taken}, “statement cuffs”, holds for these words already (silence): switch it off first."),
    ],
)  # fmt: skip
def test_refuses_a_phrase_that_tells_nothing_or_is_taken(session, phrase, sentence):
    taken = label_rules.add_rule(session, phrase="statement cuffs", code=None).id

    with pytest.raises(RuleError) as refused:
        label_rules.add_rule(session, phrase=phrase, code=LARGE)

    assert (refused.value.message, refused.value.field) == (sentence.format(taken=taken), "phrase")


def test_the_same_words_may_mean_something_else_on_another_garment(session):
    label_rules.add_rule(session, phrase="grows by lunch", code=IssueCode.FABRIC_STRETCH_EXCESS)

    label_rules.add_rule(session, phrase="grows by lunch", code=IssueCode.WAIST_WIDTH_LARGE, kind=GarmentKind.TROUSERS)

    assert len(label_rules.list_for_reader(session)) == 2


def test_a_resting_rule_stays_off_while_another_holds_for_its_words(session):
    old = label_rules.add_rule(session, phrase="statement cuffs", code=None)
    label_rules.switch_off(session, old)
    new = label_rules.add_rule(session, phrase="statement cuffs", code=LARGE)

    with pytest.raises(RuleError, match=f"Rule {new.id}, “statement cuffs”, holds for these words already"):
        label_rules.switch_on(session, old)


def test_refuses_to_switch_twice(session):
    rule = label_rules.add_rule(session, phrase="statement cuffs", code=None)

    with pytest.raises(RuleError, match="is on already"):
        label_rules.switch_on(session, rule)
    label_rules.switch_off(session, rule)
    with pytest.raises(RuleError, match="is off already"):
        label_rules.switch_off(session, rule)


def test_an_unknown_rule_is_not_found(session):
    with pytest.raises(NotFound, match="There is no rule 7"):
        label_rules.get_rule(session, 7)


def test_reads_a_code_or_silence(session):
    assert label_rules.read_code(session, "sleeve.width/large") is LARGE
    assert label_rules.read_code(session, "silence") is None
    with pytest.raises(RuleError, match="There is no issue code “sleeve"):
        label_rules.read_code(session, "sleeve.width/huge")
