"""The public address: https, a name of its own, and nothing is sewn in before this very Toile answered there."""

import socket

import pytest
from flask import Flask

from app.errors import RuleError
from app.models import Label
from app.services import label, public_address, rounds
from tests import cast
from tests.addresses import serve_publicly

PUBLIC = "https://fit.example.com"


def _serve(says):
    """Something that answers a check."""
    app = Flask("elsewhere")
    app.add_url_rule("/F/CHECK/<question>", view_func=says)
    return app


@pytest.mark.parametrize(
    "address", [None, "http://fit.example.com", "fit.example.com", "https://", "https://[fit", "https://fit:a"]
)
def test_an_address_begins_with_https(address):
    with pytest.raises(RuleError, match="A label is for years: first give this Toile a public address"):
        public_address.choose_address(Label(public_url=address), "")


def test_a_path_does_not_survive_capitals():
    with pytest.raises(RuleError, match=r"a name of its own: https://example\.com, not https://example\.com/toile"):
        public_address.choose_address(Label(public_url="https://example.com/toile/"), "")


def test_an_address_has_letters_that_capitals_keep():
    with pytest.raises(RuleError, match=r"no room for umlauts: write https://größe\.example as browsers do"):
        public_address.choose_address(Label(public_url="https://größe.example"), "")


def test_the_environment_goes_before_the_settings():
    house = Label(public_url="https://old.example.com")

    assert public_address.choose_address(house, f"{PUBLIC}/") == PUBLIC
    assert public_address.choose_address(house, "") == "https://old.example.com"


def test_nothing_is_sewn_in_before_the_address_answered(session):
    label.change_label(session, public_url=PUBLIC)
    with pytest.raises(RuleError, match=r"nothing is printed before https://fit\.example\.com has answered"):
        public_address.get_checked_address(label.get_label(session), "")

    public_address.record_answer(session, PUBLIC)

    assert public_address.get_checked_address(label.get_label(session), "") == PUBLIC
    assert public_address.get_checked_address(label.get_label(session), f"{PUBLIC}/") == PUBLIC


def test_another_address_has_to_answer_itself(session):
    house = public_address.record_answer(session, PUBLIC)
    with pytest.raises(RuleError, match=r"before https://new\.example\.com has answered"):
        public_address.get_checked_address(house, "https://new.example.com")

    label.change_label(session, public_url=PUBLIC)
    assert house.public_url_answered_at is not None
    label.change_label(session, public_url="https://new.example.com")
    assert house.public_url_answered_at is None


def test_this_toile_answers_as_nobody_else_can(monkeypatch):
    with serve_publicly(_serve(lambda question: public_address.answer_question("key", question)), monkeypatch) as url:
        public_address.ask_address(url, secret="key")
        with pytest.raises(RuleError, match=r"Something else answers at .* not this Toile"):
            public_address.ask_address(url, secret="another key")


@pytest.mark.parametrize("says", ["Welcome to our shop.", ("Gone.", 404), ("", 302, {"Location": PUBLIC})])
def test_what_somebody_else_says_is_no_answer(monkeypatch, says):
    with (
        serve_publicly(_serve(lambda question: says), monkeypatch) as url,
        pytest.raises(RuleError, match="look at the proxy in front of it"),
    ):
        public_address.ask_address(url, secret="key")


def test_an_address_where_nobody_is_does_not_answer():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"https://127.0.0.1:{taken.getsockname()[1]}"

        with pytest.raises(RuleError, match=f"{address} does not answer: connection refused"):
            public_address.ask_address(address, secret="key")


def test_an_answer_that_takes_too_long_is_none(monkeypatch):
    monkeypatch.setattr(public_address, "PATIENCE_S", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"https://127.0.0.1:{silent.getsockname()[1]}"

        with pytest.raises(RuleError, match=f"{address} does not answer: .*timed out"):
            public_address.ask_address(address, secret="key")


def test_a_server_without_tls_does_not_answer(monkeypatch):
    with serve_publicly(_serve(lambda question: "hello"), monkeypatch) as url:
        monkeypatch.undo()
        with pytest.raises(RuleError, match="does not answer: no safe connection, wrong version number"):
            public_address.ask_address(url, secret="key")


def test_how_many_garments_it_will_be_sewn_into_is_said(session):
    shirt = cast.make_shirt(session)
    said = public_address.warn(PUBLIC, cast.make_round(session, shirt))

    assert said == "https://fit.example.com will be sewn into 50 garments; it must work for years."
    assert "into every garment of it" in public_address.warn(PUBLIC, rounds.plan_round(session, shirt))
