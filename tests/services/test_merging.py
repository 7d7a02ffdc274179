"""Merging clusters, taking them apart again and splitting a part off: nothing that was said is lost."""

import pytest

from app.db import begin_writing
from app.errors import RuleError
from app.models import Choice, Garment
from app.services import clusters, decisions, grouping, merging
from tests import cast
from tests.asking import listening_to
from tests.waiting import commit_while
from tests.weighed import diagnose_garment

LONG, WIDE, TIGHT = "sleeve.length/long", "sleeve.width/large", "bust.width/small"


def test_later_reports_of_a_merged_point_go_to_the_survivor_and_come_back_with_it(session, shirt):
    long, wide = cast.get_point(session, shirt, LONG), cast.get_point(session, shirt, WIDE)
    merging.merge(session, wide, into=long)
    later = cast.make_feedback(session, shirt, says=WIDE)
    assert [issue.cluster for issue in later.issues] == [long]
    assert [point.code for point in clusters.list_clusters(session, shirt)] == [LONG]

    merging.unmerge(session, wide)
    session.flush()

    assert len(wide.issues) == 3
    assert {issue.standing_code for issue in long.issues} == {LONG}


def test_a_merged_point_says_nothing_of_its_own(session, shirt):
    diagnose_garment(session, shirt)
    wide = cast.get_point(session, shirt, WIDE)

    merging.merge(session, wide, into=cast.get_point(session, shirt, LONG))

    assert (wide.evidence, wide.diagnosis, wide.suggestion) == ([], None, None)
    with pytest.raises(RuleError, match="is merged into “Sleeve too long”"):
        decisions.decide(session, wide, choice=Choice.KEEP, reason="No.")


def test_what_was_split_off_goes_home_where_it_was_put_by_hand(session, shirt):
    long = cast.get_point(session, shirt, LONG)
    cuffs = merging.split(session, long, issues=long.issues[:3], name="Cuffs too long")
    session.flush()
    merging.merge(session, cuffs, into=long)

    merging.unmerge(session, cuffs)
    session.flush()

    assert (len(cuffs.issues), len(long.issues)) == (3, 5)
    assert all(issue.placed_by_hand for issue in cuffs.issues)


@pytest.mark.parametrize(("taken_out", "held"), [("wide", [2, 0, 9]), ("long", [0, 10, 1])])
def test_of_points_that_went_on_into_a_third_each_comes_back_with_what_it_holds(session, shirt, taken_out, held):
    """Wide sleeves go into long ones, and both into a bust that is too small."""
    cast.make_feedback(session, shirt, says=TIGHT)
    long, wide, tight = (cast.get_point(session, shirt, code) for code in (LONG, WIDE, TIGHT))
    merging.merge(session, wide, into=long)
    merging.merge(session, long, into=tight)
    back = {"wide": wide, "long": long}[taken_out]

    merging.unmerge(session, back)
    session.flush()

    assert [len(point.issues) for point in (wide, long, tight)] == held
    assert cast.make_feedback(session, shirt, says=WIDE).issues[0].cluster is back


@pytest.mark.every_database
def test_two_points_are_not_merged_into_each_other_at_once(session, shirt):
    long, wide = cast.get_point(session, shirt, LONG), cast.get_point(session, shirt, WIDE)
    ids = long.id, wide.id
    session.commit()

    def merge_back(own):
        cluster, into = (clusters.get_cluster(own, each) for each in ids)
        merging.merge(own, cluster, into=into)

    begin_writing(session)
    merging.merge(session, wide, into=long)

    with pytest.raises(RuleError, match="“Sleeve too wide” is merged into “Sleeve too long”"):
        commit_while(session, merge_back)


def test_what_is_stored_while_its_point_is_merged_follows_it(session, shirt):
    long, wide = cast.get_point(session, shirt, LONG), cast.get_point(session, shirt, WIDE)
    late = wide.issues[0]
    merging.merge(session, wide, into=long)
    late.cluster = wide

    grouping.group_garment(session, shirt)

    assert late.cluster is long


def test_refuses_to_merge_what_does_not_belong_together(session, shirt):
    other = cast.make_garment(session, name="Coat")
    cast.make_answers(session, other, says=LONG, reporting=1, of=1)
    long, wide = cast.get_point(session, shirt, LONG), cast.get_point(session, shirt, WIDE)

    with pytest.raises(RuleError, match="into itself"):
        merging.merge(session, long, into=long)
    with pytest.raises(RuleError, match="of the same garment"):
        merging.merge(session, cast.get_point(session, other, LONG), into=long)
    with pytest.raises(RuleError, match="“Sleeve too wide” is not merged"):
        merging.unmerge(session, wide)


def test_however_many_quotes_are_split_off_they_are_looked_at_at_once(session, shirt):
    long = cast.get_point(session, shirt, LONG)
    few, many = long.issues[:1], long.issues[1:6]

    asked = []
    for chosen in (few, many):
        session.flush()
        session.expire_all()
        with listening_to(session.get_bind()) as questions:
            merging.split(session, long, issues=chosen, name="Cuffs too long")
        asked.append(len(questions))

    assert asked[0] == asked[1]


def test_refuses_a_split_that_leaves_nothing_or_takes_nothing(session, shirt):
    long, wide = cast.get_point(session, shirt, LONG), cast.get_point(session, shirt, WIDE)

    for chosen, name, sentence in (
        (long.issues[:1], " ", "needs a name"),
        ([], "Cuffs", "Choose what is split off"),
        (wide.issues, "Cuffs", "Only what stands in this fit point"),
        (long.issues, "Cuffs", "leave something behind"),
    ):
        with pytest.raises(RuleError, match=sentence):
            merging.split(session, long, issues=list(chosen), name=name)


@pytest.fixture
def shirt(session) -> Garment:
    """A shirt whose sleeves 8 of 12 call too long and 2 too wide."""
    return cast.make_sleeve_points(session)
