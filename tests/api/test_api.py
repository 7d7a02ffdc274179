"""What holds for the whole API: nobody calls without a token or too often, and all that is refused is a problem."""

import pytest
from sqlalchemy import select, text

from app.api import security
from app.models import ApiToken, now
from app.services import tokens
from tests.cast import make_round, make_shirt

ADDRESSES = [("POST", "/feedback"), ("POST", "/imports"), ("GET", "/imports/1"), ("GET", "/garments")]


@pytest.mark.parametrize("method, path", ADDRESSES)
def test_nobody_calls_without_a_token_that_holds(client, session, secret, method, path):
    revoked = tokens.add_token(session, name="Old shop", may_import=True)
    tokens.revoke_token(session, revoked.token)
    session.commit()
    shown = ({}, {"Authorization": secret}, {"Authorization": f"Basic {secret}"}, {"Authorization": "Bearer"},
             {"Authorization": f"Bearer {secret}x"}, {"Authorization": f"Bearer {revoked.secret}"})  # fmt: skip

    answers = [client.open(f"/api/v1{path}", method=method, headers=headers) for headers in shown]

    assert {(answer.status_code, answer.headers["WWW-Authenticate"]) for answer in answers} == {(401, "Bearer")}
    assert len({answer.text for answer in answers}) == 1
    assert answers[0].mimetype == "application/problem+json"


def test_who_guesses_tokens_is_slowed_down_and_nobody_else(client, call):
    guesses = [client.get("/api/v1/garments", headers={"Authorization": f"Bearer toile_{n}"}) for n in range(31)]

    assert [answer.status_code for answer in guesses] == [401] * 30 + [429]
    assert 1 <= int(guesses[-1].headers["Retry-After"]) <= 60
    assert call("get", "/garments").status_code == 200


def test_who_guesses_from_a_network_of_their_own_is_one_caller(client):
    def guess(number: int) -> int:
        caller = {"REMOTE_ADDR": f"2001:db8::{number:x}"}
        return client.get(
            "/api/v1/garments", headers={"Authorization": f"Bearer toile_{number}"}, environ_overrides=caller
        ).status_code

    assert [guess(number) for number in range(31)] == [401] * 30 + [429]


def test_each_token_has_a_limit_of_its_own(client, session, call, monkeypatch):
    monkeypatch.setattr(security, "CALLS_PER_PROGRAM", "3 per minute")
    other = tokens.add_token(session, name="Second shop")
    session.commit()

    codes = [call("get", "/garments").status_code for _ in range(4)]

    assert codes == [200] * 3 + [429]
    answer = client.get("/api/v1/garments", headers={"Authorization": f"Bearer {other.secret}"})
    assert answer.status_code == 200


def test_a_call_keeps_the_day_of_its_use_and_no_secret(call, session, secret):
    call("get", "/garments")

    session.rollback()
    token = session.scalars(select(ApiToken)).one()
    assert token.last_used_on == now().date()
    assert secret not in str(vars(token))


def test_the_garments_with_what_they_are_named_by(call, session):
    cut = make_round(session, make_shirt(session), locked=True)
    session.commit()

    answer = call("get", "/garments")

    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.json["garments"] == [
        {"id": cut.garment_id, "name": "Linen shirt", "kind": "shirt", "style_number": "LS-01", "reference": None,
         "sizes": ["XS", "S", "M", "L", "XL"], "colours": ["White", "Navy"],
         "rounds": [{"number": 1, "code": cut.code, "status": "locked"}]}
    ]  # fmt: skip


def test_an_address_that_is_none_is_a_problem_and_no_page(client, call):
    nowhere, wrong = client.get("/api/v1/nothing"), call("delete", "/feedback")

    assert (nowhere.status_code, nowhere.mimetype) == (404, "application/problem+json")
    assert (wrong.status_code, wrong.mimetype) == (405, "application/problem+json")
    assert "POST" in wrong.headers["Allow"]
    assert client.get("/nothing").mimetype == "text/html"


def test_what_breaks_on_our_side_says_nothing_of_it(app, call, session):
    app.config["PROPAGATE_EXCEPTIONS"] = False
    session.execute(text("ALTER TABLE garment RENAME TO torn"))
    session.commit()

    answer = call("get", "/garments")

    assert (answer.status_code, answer.mimetype) == (500, "application/problem+json")
    assert answer.json["detail"].startswith("Something broke on our side.")
    assert "garment" not in answer.text


def test_the_document_and_its_page_come_from_here(client):
    document = client.get("/api/v1/openapi.json").json
    page = client.get("/api").text

    assert document["openapi"] == "3.1.0"
    assert {
        (method.upper(), path.removeprefix("/api/v1")) for path, each in document["paths"].items() for method in each
    } == {(method, path.replace("/1", "/{import_id}")) for method, path in ADDRESSES}
    assert 'data-document="/api/v1/openapi.json"' in page
    assert "://" not in page
    for name in ("swagger-ui.css", "swagger-ui-bundle.js"):
        with client.get(f"/api/swagger/{name}") as asset:
            assert asset.status_code == 200
