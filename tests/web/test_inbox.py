"""The inbox: a search and filters that the address keeps, pages by cursor, all without script."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import event

from app.models import Feedback, Role
from app.services import inbox, search, ways
from tests.arranged import once
from tests.cast import make_dress, make_feedback, make_round, make_shirt


@pytest.fixture
@once
def said(session):
    """Three answers about the shirt and one about the dress."""
    shirt = make_shirt(session)
    for comment in ("The cuffs slip.", "Cuffs <b>too</b> long.", "Lovely."):
        make_feedback(session, shirt, comment=comment, production_round=None)
    make_feedback(session, make_dress(session), comment="The cuffs are odd.")
    session.commit()


@pytest.mark.usefixtures("said")
def test_a_search_stands_in_the_address_and_in_its_fields(client, sign_in):
    sign_in()

    page = client.get("/feedback?words=cuffs&garment=1").text

    assert "2 answers found" in page
    assert "The cuffs slip." in page
    assert "Cuffs &lt;b&gt;too&lt;/b&gt; long." in page
    assert "Lovely." not in page
    assert "odd" not in page
    assert 'value="cuffs"' in page
    assert '<option value="1" selected>Linen shirt</option>' in page


@pytest.mark.usefixtures("said")
def test_pages_keep_the_filters(client, sign_in, monkeypatch):
    monkeypatch.setattr(inbox, "PAGE", 1)
    sign_in()

    first = client.get("/feedback?words=cuffs&size=M&source=&photo=").text
    second = client.get("/feedback?words=cuffs&size=M&older_than=4").text

    assert 'rel="next" href="/feedback?words=cuffs&amp;size=M&amp;older_than=4"' in " ".join(first.split())
    assert 'rel="prev"' not in first
    assert "Cuffs &lt;b&gt;too" in second
    assert 'rel="prev" href="/feedback?words=cuffs&amp;size=M&amp;newer_than=2"' in " ".join(second.split())


@pytest.mark.usefixtures("said")
def test_words_in_a_row_are_looked_for_among_the_newest_and_the_page_says_so(client, sign_in, monkeypatch):
    monkeypatch.setattr(ways, "NEIGHBOURS_MAX", 1)
    monkeypatch.setattr(search, "NAMED_MAX", 1)
    sign_in()

    page = " ".join(client.get("/feedback?words=%22cuffs+the%22").text.split())

    assert "0 answers found among 1 that were looked through" in page
    assert "older ones may say it" in page
    assert 'rel="next" href="/feedback?words=%22cuffs+the%22&amp;older_than=4"' in page


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("run=many", "Type a whole number."),
        ("since=yesterday", "That is not a day."),
        ("until=9999-12-31", "Type a day of the years 1990 to 2099."),
        ("run=0", "Runs count"),
    ],
)
@pytest.mark.usefixtures("said")
def test_a_filter_that_makes_no_sense_is_said_and_not_asked(client, sign_in, query, sentence):
    sign_in()

    answer = client.get(f"/feedback?{query}")

    assert answer.status_code == 422
    assert sentence in answer.text
    assert "4 answers" in answer.text


@pytest.mark.parametrize("query", ["older_than=99999999999999999999", "newer_than=-5", "words=%00", "older_than=x"])
@pytest.mark.usefixtures("said")
def test_an_address_that_somebody_bent_breaks_nothing(client, sign_in, query):
    sign_in()

    assert client.get(f"/feedback?{query}").status_code == 200


def test_an_empty_inbox_says_what_to_do(client, sign_in):
    sign_in()

    empty = client.get("/feedback").text
    assert "Print the care labels" in empty
    assert 'href="/imports">import</a> what was said elsewhere' in empty
    assert "Take the filters off" in client.get("/feedback?words=cuffs").text


def test_days_runs_and_photos_are_asked_together(client, session, sign_in):
    shirt = make_shirt(session)
    make_feedback(session, shirt, production_round=make_round(session, shirt)).answered_at = datetime(
        2026, 3, 1, 12, tzinfo=UTC
    )
    session.commit()
    sign_in()

    assert "1 answer found" in client.get("/feedback?run=1&since=2026-03-01&until=2026-03-01").text
    assert "Nothing is found" in client.get("/feedback?run=1&since=2026-03-01&until=2026-03-01&photo=y").text


def test_a_viewer_looks_and_a_stranger_does_not(client, session, sign_in):
    make_feedback(session, make_shirt(session))
    session.commit()
    assert client.get("/feedback").status_code == 302

    sign_in(role=Role.VIEWER)
    assert client.get("/feedback").status_code == 200


@pytest.mark.usefixtures("said")
def test_a_page_asks_at_most_eight_queries(app, client, session, sign_in):
    sign_in()
    asked = []

    @event.listens_for(_engine(app), "before_cursor_execute")
    def count(connection, cursor, statement, *rest):
        asked.append(statement)

    client.get("/feedback?words=cuffs")
    event.remove(_engine(app), "before_cursor_execute", count)

    assert session.query(Feedback).count() == 4
    assert len([each for each in asked if each.startswith("SELECT")]) <= 8


def _engine(app):
    from app.db import db

    with app.app_context():
        return db.engine
