"""The import page: a file is looked at, its columns are named, the worker imports it, rejects come back."""

import io
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.models import Feedback, ImportRun, Job, Role, now
from app.services import imports, jobs
from tests.cast import make_shirt
from tests.traces import list_holding
from tests.web.importing import do_import, upload


def test_a_file_is_looked_at_before_anything_is_stored(client, session, shirt):
    page = upload(client, "judgeme").text

    assert "Read as: Judge.me. Nothing is imported yet." in page
    assert "<strong>4 new</strong>" in page
    assert "Lovely linen." in page
    assert "There is no garment “wool-coat”." in page
    assert session.scalars(select(Feedback)).all() == []


def test_the_worker_imports_it_and_the_rows_not_taken_come_back(app, client, session, shirt):
    page = upload(client, "judgeme")

    running = client.post(page.request.path + "/start", data={}, follow_redirects=True)
    assert "0 of 6 done." in running.text
    do_import(app, session)

    done = client.get(page.request.path).text
    assert "Line 7: There is no garment “wool-coat”." in done
    assert "what is said of each stands there once its words are read" in done
    assert len(session.scalars(select(Feedback)).all()) == 4
    rejects = client.get(page.request.path + "/rejects.csv")
    assert rejects.headers["Content-Disposition"].startswith("attachment")
    assert "Nice coat." in rejects.text
    assert "ida@example.com" not in rejects.text
    assert session.scalars(select(Job.kind).order_by(Job.id)).all() == ["import_file", "read_comments"]


def test_a_shop_that_begins_with_its_reviews_is_told_what_comes_first(client, session, sign_in):
    sign_in()
    session.commit()

    page = upload(client, "judgeme").text

    assert "Toile knows no garment yet." in page
    assert "Garments that nobody knows" not in page
    assert "Lines 2, 3, 4 and 6: There is no garment “linen-shirt”." in page


def test_who_ticked_that_garments_are_added_is_not_told_to_tick(client, session, sign_in):
    sign_in()
    session.commit()
    looked = upload(client, "judgeme")

    page = " ".join(client.post(looked.request.path + "/preview", data={"add_garments": "y"}).text.split())

    assert "Toile knows no garment yet: the 2 that this file names are added." in page
    assert "Or tick below" not in page


def test_an_import_that_does_not_move_is_said_to_go_on_by_itself(client, session, shirt):
    page = upload(client, "judgeme")
    client.post(page.request.path + "/start", data={})
    session.rollback()
    [job] = session.scalars(select(Job).where(Job.kind == "import_file"))
    jobs.claim(session, job.id)
    session.commit()
    assert "goes on without this page" in client.get(page.request.path).text

    job.heartbeat_at = now() - jobs.QUIET_AFTER - timedelta(seconds=1)
    session.commit()

    shown = client.get(page.request.path).text
    assert "The work was interrupted. It goes on by itself" in shown
    assert "goes on without this page" not in shown


def test_importing_twice_adds_nothing(app, client, session, shirt):
    for _ in range(2):
        page = upload(client, "judgeme")
        client.post(page.request.path + "/start", data={})
        do_import(app, session)

    assert len(session.scalars(select(Feedback)).all()) == 4


def test_a_column_is_chosen_and_remembered(app, client, session, shirt):
    content = b"about,said\nlinen-shirt,Too long.\n"
    page = upload(client, "mine", content)
    assert "No column of this file holds what customers wrote." in page.text

    chosen = {"column-text": "said", "column-garment": "about"}
    looked = client.post(page.request.path + "/preview", data=chosen)
    assert "<strong>1 new</strong>" in looked.text
    client.post(page.request.path + "/start", data=chosen)
    do_import(app, session)

    assert session.scalars(select(Feedback.comment)).all() == ["Too long."]
    assert "<strong>0 new</strong>, 1 known before" in upload(client, "mine", content).text


def test_dates_with_two_meanings_are_asked(client, session, shirt):
    page = upload(client, "mine", b"handle,text,date\nlinen-shirt,Too long.,05/03/2024\n")

    assert "Does 05/03/2024 in this file mean 5 March or 3 May?" in page.text
    assert "--dates" not in page.text
    refused = client.post(page.request.path + "/start", data={})
    assert refused.status_code == 422
    assert "5 March 2024" in client.post(page.request.path + "/preview", data={"dates": "day-first"}).text


def test_words_come_in_without_what_cannot_be_read_beside_them(app, client, session, shirt):
    rows = b"handle,text,size,colour\nlinen-shirt,Too long.,M,Rust\nlinen-shirt,Too short.,38,Rust\n"
    page = upload(client, "mine", rows)

    assert "<strong>2 new</strong>" in page.text
    assert "Taken in part: 2 rows" in page.text
    assert "Lines 2 and 3: Linen shirt has no colour “Rust”; its colours are: White, Navy." in page.text
    client.post(page.request.path + "/start", data={})
    do_import(app, session)

    done = client.get(page.request.path).text
    assert "<dt>Taken in part</dt>" in done
    assert "Line 3: Linen shirt has no size “38”; its sizes are: XS, S, M, L, XL." in done
    assert "All rows are in." in done
    assert len(session.scalars(select(Feedback)).all()) == 2


def test_a_garment_is_matched_by_hand(client, session, shirt):
    page = upload(client, "judgeme")

    said = {"unknown-0": "wool-coat", "match-0": str(shirt)}
    looked = client.post(page.request.path + "/preview", data=said).text

    assert "<strong>5 new</strong>" in looked
    assert "There is no garment" not in looked


@pytest.mark.parametrize(
    "name, content, sentence",
    [
        ("", b"", "Choose a file."),
        ("empty.csv", b"", "This file is empty."),
        ("book.csv", b"PK\x03\x04", "This is not a CSV file. Save it as CSV first."),
    ],
)
def test_what_is_no_table_is_refused(client, session, shirt, name, content, sentence):
    answer = client.post("/imports", data={"file": (io.BytesIO(content), name), "kind": "feedback"})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert session.scalars(select(ImportRun)).all() == []


def test_a_file_is_imported_once(client, session, shirt):
    page = upload(client, "judgeme")
    client.post(page.request.path + "/start", data={})

    assert "This file is imported already." in client.post(page.request.path + "/start", data={}).text


def test_an_import_that_failed_says_why_and_can_be_tried_again(app, client, session, shirt):
    page = upload(client, "judgeme")
    client.post(page.request.path + "/start", data={})
    session.rollback()
    job = session.scalars(select(Job)).one()
    job.arguments = {**job.arguments, "garment": 77}
    session.commit()
    do_import(app, session)

    assert "There is no garment 77." in client.get(page.request.path).text
    assert "did not go through" in client.get("/imports").text
    client.post(page.request.path + "/start", data={})
    do_import(app, session)

    session.rollback()
    assert len(session.scalars(select(Feedback)).all()) == 4


def test_a_file_can_be_thrown_away(client, session, shirt):
    page = upload(client, "judgeme")

    client.post(page.request.path + "/throw-away", data={})

    assert session.scalars(select(ImportRun)).all() == []


@pytest.mark.sqlite
def test_the_addresses_in_a_file_that_is_thrown_away_are_in_no_file(client, session, database_url, shirt):
    page = upload(client, "judgeme")
    session.rollback()
    assert list_holding(database_url, b"sarah@example.com")

    client.post(page.request.path + "/throw-away", data={})

    assert list_holding(database_url, b"sarah@example.com") == []


def test_a_file_is_forgotten_after_two_weeks(client, session, shirt):
    page = upload(client, "judgeme")
    session.rollback()
    run = session.scalars(select(ImportRun)).one()
    run.started_at = now() - timedelta(days=15)

    assert imports.forget_files(session) == 1
    session.commit()

    assert "This file was forgotten after two weeks. Upload it again." in client.get(page.request.path).text


def test_the_list_shows_what_came_in(client, session, shirt):
    upload(client, "judgeme")

    page = client.get("/imports").text

    assert "judgeme.csv" in page
    assert "waits to be looked at" in page


def test_a_viewer_imports_nothing(client, sign_in):
    sign_in(role=Role.VIEWER)

    assert client.get("/imports").status_code == 403
    assert client.post("/imports", data={}).status_code == 403


@pytest.fixture
def shirt(session, sign_in) -> int:
    """The id of the linen shirt; somebody is signed in."""
    made = make_shirt(session)
    session.commit()
    sign_in()
    return made.id
