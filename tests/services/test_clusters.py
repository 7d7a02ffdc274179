"""Clusters: their order, and one by its number."""

import pytest

from app.errors import NotFound
from app.services import clusters
from tests import cast

LONG, WIDE = "sleeve.length/long", "sleeve.width/large"


def test_the_surest_point_comes_first_and_what_is_unsafe_before_it(session):
    shirt = cast.make_sleeve_points(session)
    wide = cast.get_point(session, shirt, WIDE)
    assert [point.code for point in clusters.list_clusters(session, shirt)] == [LONG, WIDE]

    wide.evidence[0].safety = True
    session.flush()

    assert [point.code for point in clusters.list_clusters(session, shirt)] == [WIDE, LONG]


def test_an_unknown_point_is_named(session):
    with pytest.raises(NotFound, match="There is no fit point 7"):
        clusters.get_cluster(session, 7)
