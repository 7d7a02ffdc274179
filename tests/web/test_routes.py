"""Every route × every role, as the table in tests/routes.py says; and no page offers what its reader may not do."""

import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule

from app.models import Base, Role
from tests.places import Places, make_places
from tests.routes import ADMIN, NO, ROUTES, SIGN_IN, YES
from tests.web.conftest import list_twice

THOROUGH = pytest.mark.thorough
LAST = ("my_account.sign_out_everywhere", "accounts.sign_out")
"""What ends the session is tried last."""

NOT_IN_THE_CAST = {
    "exports.download", "files.show_pieces", "imports.download_rejects", "photos.show", "photos.show_to_customer",
    "photos.show_to_maker",
}  # fmt: skip
"""What the cast has none of: there is nothing to see, for those either who may."""

OBJECTS = {"garment_id", "cluster_id", "feedback_id", "run_id", "job_id", "token", "user_id", "rule_id"}
"""Arguments that name something which may not exist."""


def test_every_route_has_a_rule(app):
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}

    assert endpoints - ROUTES.keys() == set(), "Say in tests/routes.py who may use these."
    assert ROUTES.keys() - endpoints == set(), "These are no more: take them out of tests/routes.py."


@pytest.mark.parametrize("role", [None, Role.VIEWER, Role.DESIGNER, pytest.param(Role.ADMIN, marks=THOROUGH)], ids=str)
@pytest.mark.thorough
def test_every_route_answers_a_role_as_the_table_says(client, session, app, sign_in, places, role):
    if role:
        sign_in(name="Rae", role=role)
    refused = [rule for rule in list_rules(app) if ROUTES[rule.endpoint][role] != YES]
    allowed = [rule for rule in list_rules(app) if ROUTES[rule.endpoint][role] == YES]
    before = dump(session)

    for rule in refused:
        present, missing = ask(client, rule, places), ask(client, rule, places.missing())
        assert {say(present), say(missing)} == {ROUTES[rule.endpoint][role]}, f"{rule.endpoint} at {rule.rule}"
    assert dump(session) == before, "What was refused changed nothing."
    wrong = {}
    for rule in allowed:
        answer = ask(client, rule, places)
        is_there = "POST" in rule.methods or answer.status_code < 400 or rule.endpoint in NOT_IN_THE_CAST
        if say(answer) != YES or not is_there:
            wrong[rule.endpoint] = f"{answer.status_code} at {answer.request.path}"
    assert wrong == {}


def test_an_admin_is_let_in_where_a_designer_is_not(client, app, sign_in, places):
    sign_in(name="Rae", role=Role.ADMIN)
    own = [rule for rule in list_rules(app) if ROUTES[rule.endpoint] is ADMIN]

    assert {rule.endpoint: say(ask(client, rule, places)) for rule in own} == {rule.endpoint: YES for rule in own}


def test_what_is_missing_is_not_found(client, app, sign_in, places):
    sign_in(name="Rae", role=Role.ADMIN)
    missing = places.missing()

    answers = {
        rule.endpoint: ask(client, rule, missing).status_code
        for rule in list_rules(app)
        if rule.arguments
        & {"garment_id", "cluster_id", "feedback_id", "run_id", "job_id", "token", "user_id", "rule_id"}
    }

    # A customer's form reads what was typed first, and an old link asks for another without saying whether it was one.
    assert {endpoint for endpoint, code in answers.items() if code != 404} <= {"packets.ask_for_link"}


def test_a_number_that_no_database_holds_names_nothing(client, app, sign_in, places):
    sign_in(name="Rae", role=Role.ADMIN)
    beyond = places.missing(number=10**20)
    numbered = [rule for rule in list_rules(app) if any(isinstance(each, int) for each in beyond.fill(rule).values())]

    answers = {rule.endpoint: ask(client, rule, beyond).status_code for rule in numbered}

    assert len(answers) > 50
    assert {endpoint: code for endpoint, code in answers.items() if code != 404} == {}


@pytest.mark.parametrize("role", [Role.VIEWER, pytest.param(Role.DESIGNER, marks=THOROUGH)])
@pytest.mark.thorough
def test_no_page_offers_what_its_reader_may_not_do(client, app, sign_in, places, role):
    sign_in(name="Rae", role=role)
    pages = [rule for rule in list_rules(app) if "GET" in rule.methods and ROUTES[rule.endpoint][role] == YES]

    offered = {
        (rule.endpoint, endpoint)
        for rule in pages
        if (page := ask(client, rule, places)).mimetype == "text/html"
        for endpoint in list_offers(app, page.text)
    }

    assert {(page, endpoint) for page, endpoint in offered if ROUTES[endpoint][role] == NO} == set()
    assert ("home.show_home", "accounts.sign_out") in offered


@pytest.mark.thorough
def test_no_page_has_two_filled_buttons(client, app, sign_in, places):
    sign_in(name="Rae", role=Role.ADMIN)

    filled = {
        rule.endpoint: len(re.findall(r'class="[^"]*\bprimary\b', page.text))
        for rule in list_rules(app)
        if "GET" in rule.methods and (page := ask(client, rule, places)).mimetype == "text/html"
    }

    assert {endpoint: number for endpoint, number in filled.items() if number > 1} == {}
    assert any(filled.values())


@pytest.mark.thorough
def test_no_page_has_an_id_twice(client, app, sign_in, places):
    sign_in(name="Rae", role=Role.ADMIN)

    twice = {
        rule.endpoint: found
        for rule in list_rules(app)
        if "GET" in rule.methods and (page := ask(client, rule, places)).mimetype == "text/html"
        if (found := list_twice(page.text))
    }

    assert twice == {}


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Where the files of the places lie, however often their rows are copied."""
    return tmp_path_factory.mktemp("places")


@pytest.fixture
def places(session, app, folder) -> Places:
    made = make_places(session, folder)
    shutil.copytree(folder, app.config["TOILE_DATA"], dirs_exist_ok=True)
    return made


def list_rules(app: Flask) -> list[Rule]:
    """The routes: looking before acting, and what ends the session last."""
    rules = sorted(app.url_map.iter_rules(), key=lambda rule: rule.endpoint)
    rank = {endpoint: place for place, endpoint in enumerate(LAST, start=1)}
    return sorted(rules, key=lambda rule: ("POST" in rule.methods, rank.get(rule.endpoint, 0)))


def ask(client, rule: Rule, places: Places):
    method = "POST" if "POST" in rule.methods else "GET"
    adapter = client.application.url_map.bind("localhost")
    answer = client.open(adapter.build(rule.endpoint, places.fill(rule), method=method), method=method)
    answer.close()
    return answer


def say(answer) -> str:
    """What an answer comes to."""
    if answer.status_code == 302 and answer.location.startswith("/sign-in?next="):
        return SIGN_IN
    if answer.status_code in (401, 403):
        return NO
    return YES if answer.status_code < 500 else f"broke with {answer.status_code}"


def dump(session) -> dict[str, list[tuple]]:
    """All that is stored."""
    session.rollback()
    return {table.name: session.execute(table.select()).all() for table in Base.metadata.sorted_tables}


def list_offers(app: Flask, page: str) -> Iterator[str]:
    """The routes that a page leads to by links, forms and buttons."""
    seen = Offers()
    seen.feed(page)
    adapter = app.url_map.bind("localhost")
    for method, address in seen.found:
        try:
            yield adapter.match(address.partition("#")[0].partition("?")[0], method=method)[0]
        except HTTPException:
            continue


class Offers(HTMLParser):
    """Reads which addresses of ours a page offers, and by which method."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[tuple[str, str]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        for name, method in (
            ("href", "GET"),
            ("action", (given.get("method") or "get").upper()),
            ("formaction", "POST"),
        ):
            if (address := given.get(name)) and address.startswith("/"):
                self.found.add((method, address))
