"""A pattern revision on screen: drafted, sent by a link shown once, approved, compared, rebased."""

import re
from decimal import Decimal

from app.models import Packet, RevisionStatus, Role, SampleVerdict
from app.services import rounds
from tests import cast
from tests.web.conftest import get_revision


def test_a_draft_copies_the_newest_and_a_second_click_leads_to_it(client, session, shirt, sign_in):
    sign_in()

    first = client.post(f"/garments/{shirt.id}/revisions/draft")
    second = client.post(f"/garments/{shirt.id}/revisions/draft")

    assert first.location == second.location == f"/garments/{shirt.id}/revisions/2"
    assert len(get_revision(session).measures) == 10


def test_two_drafts_know_of_each_other_and_the_one_left_behind_is_rebased(client, session, draft, sign_in):
    sign_in()
    garment = draft.partition("/revisions")[0]
    other = client.post(f"{garment}/revisions/draft", data={"beside": "y"}).location
    client.post(f"{other}/lines", data={"pom": "D1", "delta": "-0.5"})
    assert "Both change Sleeve length from shoulder." in re.sub(r"\s+", " ", client.get(other).text)
    cast.send_and_receive(session, get_revision(session))
    session.commit()

    page = re.sub(r"\s+", " ", client.get(other).text)
    assert "Revision 2 has gone out since" in page
    assert all(f"<td>{each}</td>" in page for each in ("59.50", "58.00", "57.50"))
    undecided = client.post(f"{other}/rebase")
    assert (undecided.status_code, "keep mine, theirs, or both?" in undecided.text) == (422, True)
    rebased = client.post(f"{other}/rebase", data={"keep-D1": "mine"}).location

    assert rebased.endswith("/revisions/4")
    assert "Carried on from" in client.get(rebased).text
    assert "it was never sent" in client.get(other).text
    assert {change.delta_mm for change in get_revision(session, 4).lines[0].changes} == {Decimal(15)}


def test_the_link_is_shown_once_and_works(client, session, draft, sign_in):
    sign_in()

    page = client.post(f"{draft}/send", data={"contact": "Ana", "days": "30"}).text
    link = re.search(r"/m/([\w-]{32})", page)

    assert link
    assert client.get(link[0]).status_code == 200
    with client.session_transaction() as cookie:
        assert link[1] not in str(cookie)
    assert "/m/" not in client.get(draft).text
    assert get_revision(session).status is RevisionStatus.SENT


def test_what_is_sent_is_frozen(client, session, draft, sign_in):
    sign_in()
    client.post(f"{draft}/send", data={"contact": "Ana", "days": "30"})

    answer = client.post(f"{draft}/lines", data={"text": "One more thing."})

    assert answer.status_code == 422
    assert "its lines are frozen: draft the next one" in answer.text


def test_a_sheet_goes_to_somebody(client, session, draft, sign_in):
    sign_in()

    answer = client.post(f"{draft}/send", data={"contact": "", "days": "30"})

    assert answer.status_code == 422
    assert "To whom does the sheet go?" in answer.text
    assert session.query(Packet).count() == 0


def test_the_sheet_is_handed_over_as_a_file(client, session, draft, sign_in):
    sign_in()
    assert client.get(f"{draft}/sheet.pdf").status_code == 404
    client.post(f"{draft}/send", data={"contact": "Ana", "days": "30"})

    assert client.get(f"{draft}/sheet.pdf").data.startswith(b"%PDF")
    assert client.get(f"{draft}/sheet.json").json
    assert client.get(f"{draft}/sheet.exe").status_code == 404


def test_the_page_says_what_is_needed_and_approves_when_it_is_there(client, session, draft, sign_in):
    sign_in()
    sent = cast.send_and_receive(session, get_revision(session))
    assert sent
    session.commit()
    assert "needs an accepted sample" in client.get(draft).text

    refused = client.post(f"{draft}/approve")
    assert refused.status_code == 422

    client.post(
        f"{draft}/samples",
        data={"verdict": "accepted", "size": "M", "measured-D1": "58.1", "tried_on_by": "Lea", "notes": "Good."},
    )
    (sample,) = get_revision(session).samples
    assert (sample.verdict, sample.size.name, sample.measures[0].value_mm) == (SampleVerdict.ACCEPTED, "M", 581)

    assert "Approve for cutting" in client.get(draft).text
    assert client.post(f"{draft}/approve").status_code == 303
    assert get_revision(session).approved_by.name == "Mia"


def test_an_approved_revision_leads_on_to_its_run(client, session, draft, sign_in):
    sign_in()
    revision = get_revision(session)
    cast.approve(session, revision)
    session.commit()

    assert "Plan the run that is cut on it" in client.get(draft).text

    run = rounds.plan_round(session, revision.garment, planned={"M": 10})
    session.commit()

    page = client.get(draft).text
    assert f"On to the release of run {run.number}" in page
    assert f'href="/garments/{revision.garment_id}/rounds/{run.number}#release"' in page


def test_two_revisions_stand_side_by_side(client, session, draft, shirt, sign_in):
    sign_in()

    page = client.get(f"/garments/{shirt.id}/revisions/1/compare/2").text

    assert "Sleeve length from shoulder" in page
    assert "−2.00" in page
    assert "Bicep" not in page


def test_a_viewer_looks_and_changes_nothing(client, session, draft, sign_in):
    sign_in(role=Role.VIEWER)

    page = client.get(draft).text
    assert "Change a measure" not in page
    assert "Edit line" not in page
    for action in ("lines", "lines/1", "lines/preview", "lines/1/drop", "lines/1/marks", "lines/1/marks/1/drop", "send",
                   "samples", "approve", "rebase"):  # fmt: skip
        assert client.post(f"{draft}/{action}").status_code == 403


def test_an_unknown_revision_is_not_there(client, shirt, sign_in):
    sign_in()

    assert client.get(f"/garments/{shirt.id}/revisions/9").status_code == 404
