"""The first page: what needs somebody, in sentences that lead where it is done."""

import re
from datetime import timedelta

from app.models import Cluster, JobStatus, Role, now
from app.services import evidence, jobs, packets, rounds
from tests import cast

LONG = "sleeve.length/long"


def test_a_stranger_is_asked_to_sign_in(client):
    assert client.get("/").location == "/sign-in?next=%2F"


def test_an_empty_desk_leads_to_the_first_answers(client, sign_in):
    sign_in()

    page = client.get("/").text

    assert 'href="/garments/new"' in page
    assert 'href="/imports"' in page


def test_nothing_to_do_says_so(client, session, sign_in):
    cast.make_shirt(session)
    session.commit()
    sign_in()

    assert "Nothing needs you today." in client.get("/").text


def test_what_needs_somebody_leads_there(client, session, sign_in):
    shirt = cast.make_shirt(session)
    cast.make_answers(session, shirt, says=LONG, reporting=8, of=10)
    evidence.weigh_garment(session, shirt)
    packets.send_packet(session, cast.make_sleeves_shorter(session, shirt), contact="Ana")
    point = cast.get_point(session, shirt, LONG).id
    session.commit()
    sign_in()

    page = " ".join(client.get("/").text.split())

    assert f'<strong>Decide:</strong> <a href="/points/{point}#decide">Sleeve too long</a>' in page
    assert "8 of the 10 who answered" in page
    session.get(Cluster, point).evidence[0].safety = True
    session.commit()
    assert f'<strong>It may hurt somebody, decide:</strong> <a href="/points/{point}#decide">' in " ".join(
        client.get("/").text.split()
    )
    assert "<strong>Not received yet:</strong> the sheet of" in page
    assert "to Ana." in page


def test_corrections_were_due_only_while_they_are_waited_for(client, session, sign_in):
    shirt = cast.make_shirt(session)
    rounds.plan_round(session, shirt, planned={"M": 10}, cut_on=now().date() + timedelta(days=3))
    draft = cast.make_sleeves_shorter(session, shirt)
    session.commit()
    sign_in()
    assert "Corrections were due" in client.get("/").text

    packets.send_packet(session, draft, contact="Ana")
    session.commit()

    page = client.get("/").text
    assert "<strong>Not received yet:</strong>" in page
    assert "Corrections were due" not in page


def test_what_did_not_go_through_is_tried_again_by_a_button_and_told_until_it_has(client, session, sign_in, work):
    shirt = cast.make_shirt(session)
    break_off(session, jobs.request_weighing(session, shirt))
    sign_in()

    page = client.get("/").text
    assert "Did not go through" in page
    assert "The fit points of Linen shirt were not counted anew" in page
    assert "ValueError" not in page
    answer = client.post(re.search(r'action="(/mishaps/\d+/again)"', page)[1])

    page = client.get(answer.location).text
    assert "It is tried again." in page
    assert "Did not go through" not in page
    assert work().status is JobStatus.DONE


def test_where_only_work_broke_off_no_garment_needs_anybody(client, session, sign_in):
    cast.make_shirt(session)
    break_off(session, jobs.request_reading(session))
    sign_in()

    page = client.get("/").text

    assert "No garment needs you today." in page
    assert "Nothing needs you today." not in page


def test_an_admin_reads_why_it_broke_off_and_a_viewer_only_that_it_did(client, session, sign_in):
    break_off(session, jobs.request_reading(session))
    sign_in(role=Role.ADMIN)
    assert "It broke off: ValueError." in client.get("/").text

    sign_in(name="Vic", role=Role.VIEWER)
    page = client.get("/").text

    assert "Did not go through" in page
    assert "Try again" not in page


def break_off(session, job):
    """Let a worker break off at a job; commits."""
    jobs.claim(session, job.id)
    jobs.fail(session, job.id, attempt=1, sentence="It broke off: ValueError. The worker's log tells where.")
    session.commit()
