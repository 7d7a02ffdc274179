"""`toile feedback` lists and writes what the inbox shows, and tells spam from answers."""

import json
from pathlib import Path

import pytest

from app.db import open_session
from app.models import Feedback, FeedbackSource, SpamReason
from app.services import feedback, wishes
from tests import cast
from tests.traces import list_holding


@pytest.fixture
def reviews(toile):
    """Two reviews of a shirt."""
    toile("garments", "add", "Marit shirt", "--kind", "shirt", "--sizes", "S,M")
    Path("reviews.csv").write_text("id,text,size\n1,The cuffs slip.,M\n2,Lovely.,S\n")
    toile("feedback", "import", "reviews.csv", "--garment", "Marit shirt")


@pytest.mark.usefixtures("reviews")
def test_lists_what_is_found(toile):
    assert toile("feedback", "list", "--words", "cuffs").output == "1  Marit shirt, M: –  “The cuffs slip.”\n"
    assert toile("feedback", "list", "--garment", "Marit shirt", "--from", "2099-01-01").output == "Nothing is found.\n"


@pytest.mark.usefixtures("reviews")
def test_spam_counts_nowhere_until_it_is_taken_out(toile):
    assert toile("feedback", "spam", "1").output == "Answer 1 counts nowhere.\n"
    assert "cuffs" in toile("feedback", "list", "--folder", "spam").output
    assert "cuffs" not in toile("feedback", "list").output

    toile("feedback", "spam", "1", "--undo")
    assert "cuffs" in toile("feedback", "list").output


@pytest.mark.usefixtures("reviews")
def test_of_what_is_spam_the_address_of_its_wish_is_in_no_file(toile, database_address):
    with open_session(database_address, writes=True) as session:
        wishes.keep_wish(session, session.get_one(Feedback, 1), "zyzzyva@example.com", language="en")
        session.commit()
        assert list_holding(database_address, b"zyzzyva@")

        toile("feedback", "spam", "1")  # while somebody else has a connection, as the pages do

        assert list_holding(database_address, b"zyzzyva@") == []


def test_what_the_door_took_for_spam_says_why(toile, database_address):
    with open_session(database_address, writes=True) as session:
        feedback.record_feedback(
            session,
            cast.make_shirt(session),
            source=FeedbackSource.FORM,
            fits_fine=True,
            spam_reason=SpamReason.NO_PAGE,
        )
        session.commit()

    listed = toile("feedback", "list", "--folder", "spam").output
    assert listed == ("1  Linen shirt, size not known: –  Taken for spam: it was sent without the form being opened.\n")
    toile("feedback", "spam", "1", "--undo")
    assert "Taken for spam" not in toile("feedback", "list").output


@pytest.mark.usefixtures("reviews")
def test_writes_what_is_found(toile):
    told = toile("feedback", "export", "--format", "json", "--words", "cuffs", "--size", "M", "--json")

    assert json.loads(told.output) == {"file": "feedback.json", "answers": 1}
    assert [each["comment"] for each in json.loads(Path("feedback.json").read_text())["feedback"]] == [
        "The cuffs slip."
    ]


def test_csv_comes_as_a_zip(toile):
    toile("feedback", "export", "--format", "csv")

    assert Path("feedback.zip").is_file()


def test_a_folder_that_is_not_there_is_said(toile):
    refused = toile("feedback", "export", "--format", "json", "-o", "nowhere/out.json", exits=1)

    assert "nowhere/out.json cannot be written" in refused.output
