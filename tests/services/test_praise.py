"""Praise: what customers like, and which fixes may disturb it."""

import pytest

from app.models import Cluster
from app.services.lens import Lens
from app.services.narrowing import Narrowing
from app.services.praise import list_praise
from app.services.tallies import Tallies
from nlp.own_codes import read_code


@pytest.mark.parametrize(
    ("fixed", "praised", "is_at_risk"),
    [
        ("sleeve.length/long", "sleeve.length/ok", True),
        ("sleeve.length/long", "fabric.feel/ok", False),
        ("sleeve.length/long", "sleeve.own3/ok", True),
        ("sleeve.own4/poor", "sleeve.width/ok", True),
        ("sleeve.own4/poor", "sleeve.own3/ok", True),
        ("hip.own4/poor", "sleeve.own3/ok", False),
        ("sleeve.width/small", "armhole.own3/ok", True),
    ],
)
def test_a_fix_may_disturb_what_is_praised_in_the_same_place(fixed, praised, is_at_risk):
    point, code = Cluster(code=read_code(fixed)), read_code(praised)
    tallies = Tallies(None, frozenset(), 0, praised={code: 2}, quotes={})

    [told] = list_praise(Lens(tallies, Narrowing()), [point])

    assert (point in told.at_risk) is is_at_risk
