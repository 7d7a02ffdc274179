"""Rows of fit points: the sizes whose wearers report one are named, and called every size where they are all."""

import pytest

from app.services import evidence
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
