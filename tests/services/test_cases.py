"""Cases: what is known of a fit point when it is asked where it sits."""

from app.services import cases, evidence, merging
from app.services.hearing import hear_garment
from tests import cast

LONG, SHORT = "sleeve.length/long", "sleeve.length/short"


def test_the_opposite_of_a_point_is_the_surest_one_and_what_was_split_off_that_is_beside_it(session):
    shirt = cast.make_shirt(session)
    cast.make_answers(session, shirt, says=LONG, reporting=4, of=4)
    cast.make_answers(session, shirt, says=SHORT, reporting=6, of=6)
    evidence.weigh_garment(session, shirt)
    short = cast.get_point(session, shirt, SHORT)
    cuffs = merging.split(session, short, issues=short.issues[:1], name="Cuffs too short")
    evidence.weigh_garment(session, shirt)

    found = dict(cases.list_cases(session, shirt, hear_garment(session, shirt)))

    case = found[cast.get_point(session, shirt, LONG)]
    assert (case.opposite, case.alike) == (short, [cuffs])
