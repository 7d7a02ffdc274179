"""Rows of fit points: the sizes whose wearers report one are named, and what is unsafe is told by who says so."""

import pytest

from app.models import EvidenceState, FeedbackSource
from app.services import coding, evidence
from app.services.point_rows import build_point
from tests import cast

LONG = "sleeve.length/long"


@pytest.mark.parametrize(
    ("reporting", "others", "said_by"),
    [
        (cast.SIZES, (), "every size"),
        (("S", "M", "L", "XL"), ("XS",), "S, M, L, XL"),
        (("S", "XL"), (), "S, XL"),  # nobody was asked of the others
        (("M",), (), "M"),
    ],
)
def test_every_size_is_said_of_all_that_the_garment_has(session, reporting, others, said_by):
    shirt = cast.make_shirt(session)
    for size in reporting:
        cast.make_feedback(session, shirt, says=LONG, size=size)
    for size in others:
        cast.make_feedback(session, shirt, size=size)
    evidence.weigh_garment(session, shirt)

    row = build_point(session, cast.get_point(session, shirt, LONG), rank=1)

    assert row.said_by == said_by


def test_what_is_unsafe_is_told_by_who_says_so_though_more_complain_of_the_same(session):
    shirt = cast.make_shirt(session)
    told = cast.make_feedback(session, shirt, says=LONG, size="L")
    cast.make_answers(session, shirt, says=LONG, reporting=0, of=9)
    cast.make_answers(session, shirt, says=LONG, reporting=8, of=10, source=FeedbackSource.REVIEW)
    coding.flag_safety(session, told.issues[0], is_unsafe=True)
    evidence.weigh_garment(session, shirt)
    point = cast.get_point(session, shirt, LONG)

    row = build_point(session, point, rank=1)

    assert (row.evidence.source, row.evidence.reporting, row.said_by) == (FeedbackSource.FORM, 1, "L")
    assert (point.headline.source, point.headline.state) == (FeedbackSource.REVIEW, EvidenceState.ESTABLISHED)
