"""What a label's garments teach: how frequent an issue is before anybody answers, and what vague words mean."""

from datetime import date

import pytest

from app.models import CountKind, FeedbackSource
from app.services import certainty, evidence, experience, feedback, rounds
from app.services.label import get_label
from app.statistics.posterior import SHOP_PRIOR, posterior, total_in_round
from app.statistics.prior import fit_prior
from nlp.taxonomy import IssueCode
from tests import cast
from tests.weighed import diagnose_garment

LONG, LEGS = IssueCode.SLEEVE_LENGTH_LONG, IssueCode.LEG_LENGTH_LONG
FORM = FeedbackSource.FORM


def test_ten_garments_teach_what_to_expect_of_an_issue(session):
    others = [_add_row(session, number, reports={LONG.value: [2, 12]}) for number in range(8)]
    others.append(_add_row(session, 8))
    shirt = cast.make_shirt(session)
    cast.make_answers(session, shirt, says=LONG, reporting=3, of=10)

    row = _weigh(session, shirt)

    counts = [*[(2, 12)] * 8, (0, 20), (3, 10)]
    assert (row.prior_a, row.prior_b) == pytest.approx(fit_prior(counts))
    assert row.prior_garments == len(others) + 1 == 10
    assert row.q05 == pytest.approx(posterior(3, 10, prior=fit_prior(counts)).q05)


def test_garments_on_which_nobody_says_an_own_tag_teach_too_if_they_have_its_place(session):
    tag = cast.make_tag(session, name="Cuffs fray", place="sleeve")
    for number in range(9):
        _add_row(session, number, asked={"sleeve.length": 20, experience.HEARD: 30})
    _add_row(session, 9, reports={tag.code.value: [3, 30]})
    _add_row(session, 10, asked={"leg.length": 20, experience.HEARD: 30})

    prior = experience.read_known(session).prior(tag.code, FORM)

    assert (prior.shape, prior.garments) == (fit_prior([(0, 30)] * 9 + [(3, 30)]), 10)


def test_with_nine_garments_the_default_holds(session):
    for number in range(8):
        _add_row(session, number, reports={LONG.value: [2, 12]})
    shirt = cast.make_shirt(session)
    cast.make_answers(session, shirt, says=LONG, reporting=3, of=10)

    row = _weigh(session, shirt)

    assert (row.prior_a, row.prior_b) == SHOP_PRIOR
    assert row.prior_garments == 0


def test_a_garment_remembers_whom_it_asked_about_what_it_has(session):
    shirt = cast.make_shirt(session)
    cast.make_answers(session, shirt, says=LONG, reporting=3, of=10)
    tapped = [feedback.TappedZone("hip.width", "small")]
    feedback.record_feedback(session, shirt, source=FORM, zone_answers=tapped)
    _weigh(session, shirt)

    known = experience.read_known(session)

    [row] = known.rows
    assert (row["asked"]["sleeve.length"], row["asked"]["hip.width"], row["asked"]["fabric.feel"]) == (10, 11, 11)
    assert "leg.length" not in row["asked"]
    assert row["reports"] == {LONG.value: [3, 10], "hip.width/small": [1, 11]}
    assert known.prior(LEGS, FORM).garments == 0

    feedback.record_feedback(session, shirt, source=FORM, zone_answers=tapped)
    _weigh(session, shirt)

    [row] = experience.read_known(session).rows
    assert row["reports"]["hip.width/small"] == [2, 12], "What was written anew is read anew."


def test_returns_of_nobody_knows_how_many_teach_nothing(session):
    shirt = cast.make_shirt(session)
    run = cast.make_round(session, shirt, locked=True)
    cast.make_answers(session, shirt, says=LONG, reporting=3, of=3, production_round=run, source=FeedbackSource.RETURN)
    rounds.record_count(session, run, kind=CountKind.SOLD, size="M", quantity=2, counted_on=date(2026, 3, 1))
    _weigh(session, shirt, FeedbackSource.RETURN)

    assert experience.read_known(session).rows == []


def test_what_returns_teach_of_the_pieces_sold_says_nothing_of_returns_among_themselves(session):
    for number in range(10):
        _add_row(session, number, source=FeedbackSource.RETURN, reports={LONG.value: [1, 100]})
    shirt = cast.make_shirt(session)
    cast.make_answers(session, shirt, says=LONG, reporting=3, of=3, source=FeedbackSource.RETURN)

    row = _weigh(session, shirt, FeedbackSource.RETURN)

    assert (row.sold, row.prior_a, row.prior_b) == (None, *SHOP_PRIOR)
    assert "that weighs as much as 10 returns." in certainty.say_certainty(row.cluster, get_label(session))[1]
    assert experience.read_known(session).prior(LONG, FeedbackSource.RETURN).garments == 10


def test_how_many_of_the_pieces_sold_are_affected_is_kept_with_the_evidence(session):
    run = cast.make_round(session, cast.make_shirt(session), locked=True)
    cast.make_answers(session, run.garment, says=LONG, reporting=3, of=10, production_round=run)
    rounds.record_count(session, run, kind=CountKind.SOLD, size="M", quantity=30, counted_on=date(2026, 3, 1))

    row = _weigh(session, run.garment)

    assert (row.affected_low, row.affected_high) == total_in_round(3, 10, 30)[::2]
    said = certainty.say_certainty(row.cluster, get_label(session))
    assert f"10 to 77 in 100 are affected; if they think alike, {row.affected_low} to {row.affected_high} of" in said[2]
    assert "8 in 100 are expected to say it, until ten of your garments teach better" in said[1]


def test_vague_words_mean_what_ten_customers_of_the_label_meant_by_them(session):
    _add_row(session, 1, amounts={"2": [[wish - 5, wish + 5] for wish in range(10, 60, 10)]})

    found = _suggest(session)

    assert (found.stated, found.assumed) == (5, 2)
    assert found.meanings == {"2": [10, 50, 10]}
    said = certainty.say_certainty(found.cluster, get_label(session))
    assert said[-1].endswith("“too” for 1.00 cm to 5.00 cm (as 10 of your customers did).")


def test_until_then_they_are_assumed(session):
    assert _suggest(session).meanings == {"2": [12.7, 63.5, 0]}


def _weigh(session, garment, source=FORM):
    evidence.weigh_garment(session, garment)
    return next(row for row in cast.get_point(session, garment, LONG).evidence if row.source is source)


def _suggest(session):
    """What is suggested for a shirt whose sleeves five asked to be shortened and two only called too long."""
    shirt = cast.make_shirt(session)
    for wish in (10, 20, 30, 40, 50):
        _ask(session, shirt, wish)
    cast.make_answers(session, shirt, says=LONG, reporting=2, of=6)
    _weigh(session, shirt)
    diagnose_garment(session, shirt)
    return cast.get_point(session, shirt, LONG).suggestion


def _add_row(session, number, *, source=FORM, asked=None, reports=None, amounts=None):
    """Another garment whose twenty customers were asked about sleeves, unless told otherwise."""
    garment = cast.make_garment(session, name=f"Shirt {number}")
    asked = asked or {"sleeve.length": 20}
    row = {"source": source, "asked": asked, "reports": reports or {}, "amounts": amounts or {}}
    experience.store(session, garment, [row])
    return garment


def _ask(session, garment, wish_mm):
    zones = [feedback.TappedZone("sleeve.length", "long", wish_mm, "mm")]
    feedback.record_feedback(session, garment, source=FORM, size="M", zone_answers=zones, rest_fits=True)
