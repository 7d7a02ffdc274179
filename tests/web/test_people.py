"""People: an admin invites by a link that is shown once, changes roles, lets go and takes back."""

import re

from app.models import Invitation, OutboxMail, Role, User
from tests import cast


def _link(page: str, kind: str) -> str:
    return re.search(rf'href="http://localhost(/{kind}/[\w-]+)"', page)[1]


def test_somebody_is_invited_by_a_link_that_is_shown_once_and_comes_in(app, client, session, sign_in):
    sign_in(role=Role.ADMIN)

    page = client.post("/people/invite", data={"email": "ana@example.com", "role": "viewer"}).text
    link = _link(page, "welcome")

    assert "Send this private link to ana@example.com" in page
    assert link not in client.get("/people").text
    with client.session_transaction() as cookie:
        assert link.removeprefix("/welcome/") not in str(cookie)
    ana = app.test_client()
    shown = ana.get(link)
    assert "Mia invites you to the review desk." in shown.text
    assert (shown.headers["Cache-Control"], shown.headers["X-Robots-Tag"]) == ("no-store", "noindex, nofollow")
    refused = ana.post(link, data={"name": "Ana", "password": "short"})
    assert (refused.status_code, "at least 10 characters" in refused.text) == (422, True)
    for guessed, why in (("1234567890", "tried first"), ("ana@example.com", "made of your own address")):
        refused = ana.post(link, data={"name": "Ana", "password": guessed})
        assert (refused.status_code, why in refused.text) == (422, True)
    assert ana.post(link, data={"name": "Ana", "password": "a long password"}).location == "/"
    assert ana.get("/garments").status_code == 200
    assert ana.get("/people").status_code == 403
    stranger = app.test_client()
    again = stranger.post(link, data={"name": "Eve", "password": "a long password"})
    assert (again.status_code, again.text) == (404, stranger.get("/welcome/wrong").text)
    session.rollback()
    assert [user.name for user in session.query(User)] == ["Mia", "Ana"]


def test_an_invitation_is_sent_anew_and_withdrawn(client, session, sign_in):
    sign_in(role=Role.ADMIN)
    first = _link(client.post("/people/invite", data={"email": "ana@example.com", "role": "designer"}).text, "welcome")

    second = _link(client.post("/people/invitations/1/again").text, "welcome")
    assert [client.get(link).status_code for link in (first, second)] == [404, 200]

    client.post("/people/invitations/1/withdraw")
    assert client.get(second).status_code == 404
    assert "ana@example.com" not in client.get("/people").text


def test_where_mail_is_set_up_the_invitation_is_mailed_too(app, client, session, sign_in):
    sign_in(role=Role.ADMIN)
    assert "this Toile sends no mail" in client.get("/people").text
    app.config |= {"TOILE_SMTP_HOST": "mail", "TOILE_SMTP_SENDER": "a@b.com", "TOILE_PUBLIC_URL": "https://fit.example"}

    client.post("/people/invite", data={"email": "ana@example.com", "role": "designer"})

    session.rollback()
    assert session.query(OutboxMail).one().invitation is session.query(Invitation).one()
    assert app.extensions["job_queue"].count_waiting() == 1
    assert "about to be mailed" in client.get("/people").text


def test_a_link_is_shown_though_the_queue_is_broken(app, client, session, sign_in, monkeypatch):
    sign_in(role=Role.ADMIN)
    monkeypatch.setitem(app.extensions, "job_queue", None)

    page = client.post("/people/invite", data={"email": "ana@example.com", "role": "designer"}).text

    assert client.get(_link(page, "welcome")).status_code == 200


def test_a_name_that_is_abbreviated_gets_no_second_full_stop(client, session, sign_in):
    sign_in(role=Role.ADMIN).name = "Mia K."
    ana = cast.make_user(session, name="Ana")
    ana.name = "Ana B."
    session.commit()

    client.post(f"/people/{ana.id}/deactivate")
    client.post(f"/people/{ana.id}/reactivate")
    page = client.post(f"/people/{ana.id}/reset").text
    shown = client.get(_link(page, "reset")).text

    assert "Send this private link to Ana B.</strong>" in page
    assert ", by Mia K.</span>" in page
    assert "For Ana B. Every browser" in shown
    assert ".." not in page + shown


def test_refusals_stand_at_their_fields(client, session, sign_in):
    mia = sign_in(role=Role.ADMIN)

    refused = client.post("/people/invite", data={"email": "mia@example.com", "role": "viewer"})
    assert (refused.status_code, "There is a user with the address" in refused.text) == (422, True)
    refused = client.post(f"/people/{mia.id}/role", data={"role": "viewer"})
    assert (refused.status_code, "Mia is the only admin" in refused.text) == (422, True)
    refused = client.post(f"/people/{mia.id}/deactivate")
    assert (refused.status_code, "Mia is the only admin" in refused.text) == (422, True)


def test_a_role_holds_from_the_next_click_and_who_is_let_go_is_out_at_once(app, client, session, sign_in):
    ana = cast.make_user(session, name="Ana")
    session.commit()
    hers = app.test_client()
    hers.post("/sign-in", data={"email": "ana@example.com", "password": "a long password"})
    assert hers.get("/garments/new").status_code == 200
    sign_in(role=Role.ADMIN)

    client.post(f"/people/{ana.id}/role", data={"role": "viewer"})
    assert hers.get("/garments/new").status_code == 403

    client.post(f"/people/{ana.id}/deactivate")
    assert hers.get("/garments").status_code == 302
    client.post(f"/people/{ana.id}/reactivate")
    assert hers.get("/garments").status_code == 302, "An old cookie stays worthless."

    page = client.get(f"/people/{ana.id}").text
    assert "The role became viewer, by Mia." in page
    assert "Reactivated, by Mia." in page


def test_an_admin_makes_a_link_to_a_new_password(app, client, session, sign_in):
    ana = cast.make_user(session, name="Ana")
    sign_in(role=Role.ADMIN)

    page = client.post(f"/people/{ana.id}/reset").text
    link = _link(page, "reset")
    assert link not in client.get(f"/people/{ana.id}").text
    with client.session_transaction() as cookie:
        assert link.removeprefix("/reset/") not in str(cookie)

    hers = app.test_client()
    assert hers.post(link, data={"password": "another long one"}).location == "/"
    assert hers.get("/garments").status_code == 200
    assert hers.get(link).status_code == 404


def test_a_label_of_one_sees_nothing_of_roles(client, session, sign_in):
    mia = sign_in(role=Role.ADMIN)

    assert "May act as" not in client.get(f"/people/{mia.id}").text
    assert "May act as" not in client.get("/people").text
    assert "against the gate" not in client.get("/settings").text
    assert "designer" not in client.get("/").text + client.get("/account").text
    cast.make_user(session, name="Ana")
    session.commit()
    assert "May act as" in client.get(f"/people/{mia.id}").text
    assert "against the gate" in client.get("/settings").text
