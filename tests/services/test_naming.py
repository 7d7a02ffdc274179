"""Own tags: their codes are read, weighed, decided, merged and exported as any other, and outlast new readings."""

import pytest

from app.db import begin_writing
from app.errors import NotFound, RuleError
from app.models import Choice, CorrectionKind, FeedbackSource, Job, JobStatus, Remark
from app.services import (
    alike,
    coding,
    decisions,
    evidence,
    export_rows,
    grouping,
    inbox,
    issues,
    jobs,
    label_rules,
    merging,
    naming,
    outcomes,
    own_tags,
    rounds,
    sub_themes,
    tagging,
    tallies,
)
from app.services.hearing import hear_garment
from tests import cast
from tests.waiting import commit_while
from tests.weighed import judge_garment

LOOPS = {"name": "Belt loops tear off", "place": "hip"}
SAID = "The belt loops tear off, sadly."


@pytest.fixture
def hear(session, tagger):
    """Have customers say something of a garment, and have it read as the label's rules stand."""

    def say(garment, *comments):
        told = [cast.make_feedback(session, garment, comment=each, source=FeedbackSource.REVIEW) for each in comments]
        read_again(session, tagger, *told)
        return told

    return say


def read_again(session, tagger, *told):
    tagging.tag_feedback(session, tagger.with_rules(label_rules.list_for_reader(session)), told)


@pytest.mark.every_database
def test_what_a_tag_says_is_a_fit_point_like_any_other(session, hear):
    shirt = cast.make_shirt(session)
    tag = cast.make_tag(session, **LOOPS, phrases=("belt loops tear off",))
    first, _, denied, _ = hear(shirt, SAID, "A belt loop tore off.", "No belt loops tore off here.", "Lovely linen.")
    cast.make_feedback(session, shirt, says="sleeve.length/long")
    [point] = naming.list_points(session, tag)
    session.expire_all()

    weighed = {each.source: each for each in evidence.weigh_garment(session, shirt) if each.cluster is point}
    decisions.decide(session, point, choice=Choice.FIX, reason="Bar tacks.")
    exported = [
        row for row in export_rows.list_issues(session, inbox.Filters(), lambda done: None) if row[3] == tag.name
    ]
    seam = cast.get_point(session, shirt, "sleeve.length/long")
    merging.merge(session, point, into=seam)
    [later] = hear(shirt, SAID)

    assert (tag.code.value, point.code, point.name) == (f"hip.own{tag.id}/poor", tag.code, "Belt loops tear off")
    assert (tag.code.group, tag.code.is_ok, tag.code.opposite, tag.code.poms()) == ("fit", False, None, ())
    # Of a place that the form does not ask about, all who were heard count.
    assert (weighed[FeedbackSource.REVIEW].reporting, weighed[FeedbackSource.REVIEW].answered) == (2, 4)
    assert [row[4:6] for row in exported] == [(tag.code.value, "Belt loops tear off")] * 2
    assert "label’s rule" in first.issues[0].why
    assert {issue.code for issue in denied.issues} == set()
    assert later.issues[0].cluster is seam
    assert point.decision.choice is Choice.FIX
    assert inbox.list_titles(session, later) == ["Belt loops tear off"]


def test_the_gate_asks_for_it_a_revision_mends_it_and_the_next_run_is_judged(session, tagger):
    shirt = cast.make_shirt(session)
    tag = cast.make_tag(session, **LOOPS, phrases=("belt loops tear off",))
    before = cast.make_round(session, shirt, locked=True)
    told = [cast.make_feedback(session, shirt, comment=SAID, production_round=before) for _ in range(12)]
    cast.make_answers(session, shirt, says="sleeve.length/long", reporting=0, of=28, production_round=before)
    read_again(session, tagger, *told)
    [point] = naming.list_points(session, tag)
    evidence.weigh_garment(session, shirt)

    after = cast.make_round(session, shirt)
    held_up_by = [item.cluster for item in rounds.check_gate(session, after).items if not item.passed]
    cast.fix_sleeves(session, shirt, point)
    rounds.lock_round(session, after)
    cast.make_answers(session, shirt, says="sleeve.length/long", reporting=0, of=40, production_round=after)
    [outcome] = judge_garment(session, shirt)

    assert held_up_by == [point]
    assert outcomes.say(outcome) == "Solved: 12 of 40, now 0 of 40."


def test_praise_of_ones_own_is_tallied_and_has_no_point(session, hear):
    shirt = cast.make_shirt(session)
    tag = cast.make_tag(
        session, name="Pockets for a phone", place="construction", is_ok=True, phrases=("holds my phone",)
    )
    hear(shirt, "It holds my phone!", "Holds my phone, hooray.")

    tallies.store_tallies(session, shirt, tallies.tally(session, shirt, hear_garment(session, shirt)))
    told = tallies.read_tallies(session, shirt)

    assert list(told.praise) == [tag.code]
    assert naming.list_points(session, tag) == []


@pytest.mark.every_database
def test_of_two_who_name_something_alike_at_once_one_is_refused(session):
    first, second = make_previews(session, LOOPS, LOOPS | {"place": "waist"})
    session.commit()
    begin_writing(session)
    naming.keep(session, first)

    with pytest.raises(RuleError, match="“Belt loops tear off” can be said already"):
        commit_while(session, lambda own: naming.keep(own, own.get_one(Job, second.id)))


@pytest.mark.every_database
def test_of_two_who_keep_a_rule_for_the_same_words_at_once_one_is_refused(session):
    begin_writing(session)
    label_rules.add_rule(session, phrase="hits me funny", code=None)

    with pytest.raises(RuleError, match="holds for these words already"):
        commit_while(session, lambda own: label_rules.add_rule(own, phrase="Hits me funny", code=None))


def make_previews(session, *drafts):
    """Previews of tags that are done."""
    made = []
    for each in drafts:
        draft = naming.draft_tag(session, is_ok=False, **each)
        job = jobs.request_preview(session, tag=naming.pack(draft))
        job.status = JobStatus.DONE
        made.append(job)
    return made


def test_a_retired_tag_keeps_what_was_read_and_decided_and_takes_nothing_more(session, hear, tagger):
    shirt = cast.make_shirt(session)
    tag = cast.make_tag(session, **LOOPS, phrases=("belt loops tear off",))
    [told] = hear(shirt, SAID)
    [point] = naming.list_points(session, tag)

    naming.retire(session, tag)
    read_again(session, tagger, told)
    [later] = hear(shirt, SAID)

    assert [issue.feedback for issue in point.issues] == [told]
    assert tag.code not in {issue.code for issue in later.issues}
    assert tag.code not in own_tags.list_codes(session)
    with pytest.raises(RuleError, match="is retired: bring the tag back first"):
        own_tags.get_code(session, tag.code.value)
    with pytest.raises(RuleError, match="is retired: bring the tag back first"):
        label_rules.switch_on(session, naming.list_rules(session, tag)[0])
    naming.bring_back(session, tag)
    assert own_tags.get_code(session, tag.code.value) == tag.code


def test_a_person_codes_it_by_hand_and_takes_it_back(session, tagger):
    shirt = cast.make_shirt(session)
    tag = cast.make_tag(session, **LOOPS)
    told = cast.make_feedback(session, shirt, comment=SAID, says="sleeve.length/long")
    [issue] = told.issues

    issues.correct_issue(session, issue, kind=CorrectionKind.RECODED, code=tag.code)
    read_again(session, tagger, told)
    session.expire_all()

    assert issue.standing_code == tag.code
    assert issue.cluster.name == "Belt loops tear off"
    with pytest.raises(RuleError, match="“Belt loops tear off” is said here already"):
        coding.mark_words(session, told, words="", code=tag.code)
    with pytest.raises(RuleError, match="That is what it says already"):
        issues.correct_issue(session, issue, kind=CorrectionKind.RECODED, code=tag.code)


def test_alike_remarks_of_all_garments_go_with_a_theme(session, hear):
    shirt, dress = cast.make_shirt(session), cast.make_dress(session)
    hear(shirt, "The rustle is awful.", "The rustle is simply awful.")
    hear(dress, "An awful rustle.", "The cape thing is awful.")
    grouping.group_garment(session, shirt)
    [found] = sub_themes.list_unnamed(session, shirt)

    meant = alike.find_alike(session, found.id)

    words = {each.feedback.comment[each.span_start : each.span_end] for each in meant}
    assert words == {"The rustle is awful", "The rustle is simply awful", "An awful rustle"}
    assert sub_themes.propose(session, sub_themes.get_unnamed(session, found.id)) == ["rustle awful"]


def test_words_that_a_person_marked_are_no_remark_any_more(session, hear, tagger):
    [told] = hear(cast.make_shirt(session), "The rustle is awful.")
    tag = cast.make_tag(session)
    coding.mark_words(session, told, words="rustle is awful", code=tag.code)

    read_again(session, tagger, told)
    remarked = session.query(Remark).count()
    issues.correct_issue(session, told.issues[0], kind=CorrectionKind.REJECTED)
    read_again(session, tagger, told)

    assert [issue.code for issue in told.issues] == [tag.code]
    assert (remarked, session.query(Remark).count()) == (0, 1)


def test_refuses_what_is_no_tag(session):
    tag = cast.make_tag(session, **LOOPS)

    for text in ("hip.own99999/poor", f"neck.own{tag.id}/poor", f"hip.own{tag.id}/ok", "own1"):
        assert own_tags.find_code(session, text) is None
    with pytest.raises(RuleError, match="There is no issue code “hip"):
        own_tags.get_code(session, "hip.own99999/poor")
    with pytest.raises(NotFound, match="There is no tag 99999"):
        own_tags.get_tag(session, 99999)
    with pytest.raises(RuleError, match="Where does it belong"):
        naming.draft_tag(session, name="Odd", place="moon", is_ok=False)
    with pytest.raises(RuleError, match="“belt loops TEAR off” can be said already"):
        naming.rename(session, cast.make_tag(session, name="Odd"), name="belt loops TEAR off")
    with pytest.raises(RuleError, match="is not retired"):
        naming.bring_back(session, tag)
    with pytest.raises(NotFound, match="no theme 99999"):
        sub_themes.get_unnamed(session, 99999)
