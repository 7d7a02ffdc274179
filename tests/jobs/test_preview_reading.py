"""Previews: what a new rule or a new reading would change is told with its words, and nothing is changed."""

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.jobs import preview_reading, worker
from app.models import Choice, CorrectionKind, Feedback, FeedbackSource, Issue, Job, JobStatus
from app.services import decisions, feedback, issues, jobs, label_rules, previews
from app.services.label import get_label
from nlp.rules import Rule
from nlp.taxonomy import GarmentKind, IssueCode
from tests.cast import get_point, make_dress, make_feedback, make_shirt

LARGE = IssueCode.SLEEVE_WIDTH_LARGE
TIGHT_CUFFS = "The statement cuffs are tight."


def _do(session: Session, settings, job: Job) -> Job:
    session.commit()
    worker.run(settings, job.id)
    session.rollback()
    assert (job.status, job.error) == (JobStatus.DONE, None)
    return job


def _preview(session: Session, settings, rule: Rule | None = None) -> previews.Preview:
    job = jobs.request_preview(session, rule=label_rules.pack(rule) if rule else None)
    return previews.view_preview(session, _do(session, settings, job))


def _say(session: Session, garment, *comments: str) -> list[Feedback]:
    return [make_feedback(session, garment, comment=each, source=FeedbackSource.REVIEW) for each in comments]


def test_a_rule_is_previewed_with_what_appears_and_what_vanishes(session, settings):
    shirt, dress = make_shirt(session), make_dress(session)
    _say(session, shirt, "Such ZEPPELIN sleeves!", TIGHT_CUFFS, "Lovely colour.")
    _say(session, dress, "Zepelin sleeves, sadly.")
    _do(session, settings, jobs.request_reading(session))

    told = _preview(session, settings, Rule("zeppelin sleeves", None, LARGE))
    hushed = _preview(session, settings, Rule("statement cuffs"))

    assert (told.read, told.changed) == (4, 2)
    assert [(flip.garment.name, flip.code, flip.appear, flip.vanish) for flip in told.flips] == [
        ("Linen shirt", LARGE, 1, 0),
        ("Wrap dress", LARGE, 1, 0),
    ]
    [words] = told.flips[0].appearing
    assert (words.before, words.words, words.after) == ("Such ", "ZEPPELIN sleeves", "!")
    [flip] = hushed.flips
    assert (flip.code, flip.appear, flip.vanish, flip.point.code) == ("sleeve.width/small", 0, 1, "sleeve.width/small")
    assert [words.words for words in flip.vanishing] == ["cuffs are tight"]


def test_decided_points_come_first(session, settings):
    shirt = make_shirt(session)
    _say(session, shirt, *["The body is too wide this season."] * 3, "The sleeves are too wide this season.")
    _do(session, settings, jobs.request_reading(session))
    point = get_point(session, shirt, "sleeve.width/large")
    decisions.decide(session, point, choice=Choice.KEEP, reason="It is the style.")

    preview = _preview(session, settings, Rule("too wide this season"))

    assert [(flip.code, flip.is_decided, flip.vanish) for flip in preview.flips] == [
        ("sleeve.width/large", True, 1),
        ("body.width/large", False, 3),
    ]


def test_what_people_spoke_on_stays_and_is_counted_apart(session, settings):
    confirmed, rejected, _ = _say(session, make_shirt(session), *[TIGHT_CUFFS] * 3)
    _do(session, settings, jobs.request_reading(session))
    issues.correct_issue(session, confirmed.issues[0], kind=CorrectionKind.CONFIRMED)
    issues.correct_issue(session, rejected.issues[0], kind=CorrectionKind.REJECTED)

    preview = _preview(session, settings, Rule("statement cuffs"))

    [flip] = preview.flips
    assert (preview.changed, flip.vanish, flip.stay) == (1, 1, 1)


def test_a_rule_that_says_what_a_person_said_already_adds_nothing_there(session, settings):
    recoded, _ = _say(session, make_shirt(session), TIGHT_CUFFS, TIGHT_CUFFS)
    _do(session, settings, jobs.request_reading(session))
    issues.correct_issue(session, recoded.issues[0], kind=CorrectionKind.RECODED, code=LARGE)

    preview = _preview(session, settings, Rule("statement cuffs are tight", None, LARGE))

    assert [(flip.code, flip.appear, flip.vanish, flip.stay) for flip in preview.flips] == [
        (LARGE, 1, 0, 1),
        ("sleeve.width/small", 0, 1, 0),
    ]


def test_a_rule_for_another_kind_changes_nothing(session, settings):
    _say(session, make_shirt(session), TIGHT_CUFFS)
    _do(session, settings, jobs.request_reading(session))

    preview = _preview(session, settings, Rule("statement cuffs", GarmentKind.DRESS))

    assert (preview.read, preview.changed, preview.flips) == (1, 0, ())


def test_a_preview_changes_nothing_and_reading_again_does_what_it_said(session, settings):
    given, _ = _say(session, make_shirt(session), "Such zeppelin sleeves!", TIGHT_CUFFS)
    _do(session, settings, jobs.request_reading(session))
    before = given.tagger_version
    label_rules.add_rule(session, phrase="zeppelin sleeves", code=LARGE)
    label_rules.add_rule(session, phrase="statement cuffs", code=None)

    preview = _preview(session, settings)

    assert (preview.read, preview.changed, preview.rule) == (2, 2, None)
    assert {(flip.code.value, flip.appear, flip.vanish) for flip in preview.flips} == {
        ("sleeve.width/large", 1, 0),
        ("sleeve.width/small", 0, 1),
    }
    assert given.tagger_version == before

    _do(session, settings, jobs.request_reading(session, outdated=True))

    assert [issue.code for issue in session.scalars(select(Issue))] == [LARGE]
    assert given.issues[0].why == "label’s rule “zeppelin sleeves”"
    assert _preview(session, settings).read == 0


def test_changed_rules_make_comments_due_and_corrections_stay(session, settings):
    [given] = _say(session, make_shirt(session), TIGHT_CUFFS)
    _do(session, settings, jobs.request_reading(session))
    issues.correct_issue(session, given.issues[0], kind=CorrectionKind.CONFIRMED)
    rule = label_rules.add_rule(session, phrase="statement cuffs", code=None)

    assert _do(session, settings, jobs.request_reading(session)).done == 0
    assert _do(session, settings, jobs.request_reading(session, outdated=True)).done == 1
    assert _do(session, settings, jobs.request_reading(session, outdated=True)).done == 0
    assert [issue.code for issue in given.issues] == ["sleeve.width/small"]

    label_rules.switch_off(session, rule)

    assert _do(session, settings, jobs.request_reading(session, outdated=True)).done == 1


def test_what_was_erased_meanwhile_is_not_quoted(session, settings):
    [given] = _say(session, make_shirt(session), "Such zeppelin sleeves!")
    _do(session, settings, jobs.request_reading(session))
    job = jobs.request_preview(session, rule=label_rules.pack(Rule("zeppelin sleeves", None, LARGE)))
    _do(session, settings, job)
    assert "zeppelin sleeves!" not in str(job.arguments)

    feedback.erase_feedback(session, given)
    session.commit()

    [flip] = previews.view_preview(session, job).flips
    assert (flip.appear, flip.appearing) == (1, ())


def test_a_preview_goes_chunk_by_chunk(session, settings, monkeypatch):
    monkeypatch.setattr(preview_reading, "CHUNK", 2)
    _say(session, make_shirt(session), *["Such zeppelin sleeves!"] * 15)
    _do(session, settings, jobs.request_reading(session))
    job = jobs.request_preview(session, rule=label_rules.pack(Rule("zeppelin sleeves", None, LARGE)))

    _do(session, settings, job)

    assert (job.done, job.total) == (15, 15)
    [flip] = previews.view_preview(session, job, examples=4).flips
    assert (flip.appear, len(flip.appearing), len(job.arguments["flips"])) == (15, 4, 1)


def test_other_jobs_are_no_previews(session):
    job = jobs.request_reading(session)

    with pytest.raises(NotFound, match=f"There is no preview {job.id}"):
        previews.get_preview(session, job.id)
    assert session.scalar(select(func.count()).select_from(Job)) == 1


def test_a_preview_is_shown_with_a_few_queries_however_much_it_found(session, settings):
    shirt, dress = make_shirt(session), make_dress(session)
    for garment in (shirt, dress):
        _say(session, garment, *["Such zeppelin sleeves!"] * 4, *[TIGHT_CUFFS] * 4)
    label_rules.add_rule(session, phrase="zeppelin sleeves", code=LARGE)
    label_rules.add_rule(session, phrase="statement cuffs", code=None)
    _do(session, settings, jobs.request_reading(session))
    for rule in label_rules.list_rules(session):
        label_rules.switch_off(session, rule)
    job = _do(session, settings, jobs.request_preview(session))
    session.expire_all()
    arguments = job.arguments
    get_label(session)  # as every page has it
    asked: list[str] = []
    event.listen(session.connection(), "before_cursor_execute", lambda *call: asked.append(call[2]))

    flips = previews.view_preview(session, job).flips

    assert len(arguments["flips"]) == len(flips) == 4
    assert sum(len(flip.appearing) + len(flip.vanishing) for flip in flips) == 12
    assert [flip.is_decided for flip in flips] == [False] * 4
    assert len(asked) <= 4
