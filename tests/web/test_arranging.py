"""Fit points put together and taken apart: merged, taken out again, split off."""

from app.models import Cluster, Job, SubTheme
from tests.web.conftest import find_worded


def test_merged_points_go_together_and_come_apart(client, session, sign_in, point, other):
    sign_in()

    merged = client.post(f"/points/{other}/merge", data={"into": str(point)})
    assert merged.location == f"/points/{point}"
    assert "Merged into this one" in client.get(f"/points/{point}").text
    assert "Take it out again" in client.get(f"/points/{other}").text

    client.post(f"/points/{other}/unmerge")
    session.expire_all()
    assert session.get(Cluster, other).merged_into is None
    assert "took it out again" in client.get(f"/points/{other}").text


def test_a_merge_needs_a_point_of_the_garment(client, sign_in, point, other):
    sign_in()

    answer = client.post(f"/points/{point}/merge", data={"into": "999"})

    assert answer.status_code == 422
    assert 'id="into-error"' in answer.text


def test_ticked_quotes_are_split_off_and_put_back(client, session, sign_in, point):
    sign_in()

    typed = {"name": "Cuffs over the hands", "issues": [find_worded(session)]}
    answer = client.post(f"/points/{point}/split", data=typed)

    part = session.query(Cluster).filter_by(split_from_id=point).one()
    assert answer.location == f"/points/{part.id}"
    assert part.name == "Cuffs over the hands"
    assert f'split off 1 of what is said here, as <a href="/points/{part.id}">' in client.get(f"/points/{point}").text
    page = client.get(f"/points/{part.id}").text
    assert f'split it off <a href="/points/{point}">' in page
    assert f'name="into" value="{point}"' in " ".join(page.split())
    client.post(f"/points/{part.id}/merge", data={"into": str(point)})
    assert "Merged into" in client.get(f"/points/{part.id}").text


def test_a_split_needs_a_name_and_keeps_the_ticks(client, session, sign_in, point):
    sign_in()

    answer = client.post(f"/points/{point}/split", data={"name": "", "issues": [find_worded(session)]})

    assert answer.status_code == 422
    assert "What is split off needs a name." in answer.text
    assert 'form="split" checked' in " ".join(answer.text.split())


def test_what_is_told_in_one_way_is_split_off_and_weighed_again(client, session, sign_in, told):
    sign_in()
    [cuffs] = [theme.id for theme in session.query(SubTheme) if len(theme.quotes) == 3]
    session.rollback()

    answer = client.post(f"/points/{told}/sub-themes/{cuffs}/split", data={f"sub-theme-{cuffs}-name": "Cuffs too long"})

    part = session.query(Cluster).filter_by(name="Cuffs too long").one()
    assert (answer.status_code, answer.location) == (303, f"/points/{part.id}")
    assert (len(part.issues), part.split_from_id) == (3, told)
    assert session.get(SubTheme, cuffs).cluster is part
    assert session.query(Job).one().kind == "weigh"


def test_a_part_without_a_name_stays_and_says_why(client, session, sign_in, told):
    sign_in()
    theme = session.query(SubTheme).first().id
    session.rollback()

    answer = client.post(f"/points/{told}/sub-themes/{theme}/split", data={f"sub-theme-{theme}-name": " "})

    assert answer.status_code == 422
    assert "What is split off needs a name." in answer.text
    assert session.query(Cluster).count() == 2
