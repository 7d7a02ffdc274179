"""The search finds on every database what reading all comments would find, however often a word is said."""

import re
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import delete, insert, update

from app.models import Feedback, FeedbackSource, split_words
from app.services import inbox, search, ways
from app.services.inbox import Filters
from tests.cast import make_dress, make_feedback, make_shirt
from tests.cluster import EVERYTHING

pytestmark = pytest.mark.every_database

WORDS = (
    "sleeve", "sleeves", "Ärmel", "arm", "don’t", "T-shirt", "2.5 cm", "cm", "❤️", "袖が", "long", "longer", "A.", "!",
)  # fmt: skip
SEARCHES = (
    *WORDS, "s", "l c", "lon sl", '"long"', '"a arm"', '"arm a" "cm"', "t-shi", "nobody", "long nobody", '"',
    "don’t long", "sleeve a cm", "ar sl", '"sleeves" 2', "袖 arm",
)  # fmt: skip


@pytest.mark.parametrize(
    ("comment", "words"),
    [
        ("The sleeves\nare LONG.", "the sleeves are long"),
        ("Die Ärmel: großartig, l’épaule aussi", "die armel grossartig l epaule aussi"),
        ("2.5cm/3⁄8 in, 100% (£20)", "2 5cm 3 8 in 100 £ 20"),
        ("I ❤️it 👍🏽", "i ❤ it 👍"),
        ("袖が長い", "袖 か 長 い"),
        ("_ -- …", ""),
        ("x" * 130, f"{'x' * 60} {'x' * 60} {'x' * 10}"),
    ],
)
def test_words_are_what_stands_between_signs(comment, words):
    assert " ".join(split_words(comment)) == words


def test_what_is_found_is_what_reading_everything_finds(session, monkeypatch):
    chance = Random(1)
    comments = [" ".join(chance.choices(WORDS, k=chance.randrange(1, 6))) for _ in range(80 if EVERYTHING else 40)]
    shirt = make_shirt(session)
    said = {make_feedback(session, shirt, comment=comment).id: comment for comment in comments}

    def find(filters):
        return [said[each] for found in inbox.list_ids(session, filters) for each in found]

    expected = {typed: [comment for comment in comments if _says(comment, typed)] for typed in SEARCHES}
    assert {typed: find(Filters(words=typed)) for typed in SEARCHES} == expected

    # Five comments are many now, and so are two words with one beginning.
    for name, few in {"NAMED_MAX": 5, "PASSED_MAX": 9, "GATHERED_MAX": 7, "BEGINNINGS_MAX": 2}.items():
        monkeypatch.setattr(search, name, few)
    for name in ("READ_MAX", "NEIGHBOURS_MAX", "WHOLE_MAX"):
        monkeypatch.setattr(ways, name, 5)
    assert {typed: find(Filters(words=typed, garment_id=shirt.id)) for typed in SEARCHES} == expected


def test_the_index_follows_whoever_writes(session):
    shirt = make_shirt(session)
    given = [make_feedback(session, shirt, comment=f"The cuffs slip, {number}.") for number in range(3)]
    row = {"garment_id": shirt.id, "source": FeedbackSource.REVIEW, "read_state": "unread"}
    session.execute(insert(Feedback), [row | {"comment": "Bulk", "searched": "cuffs in bulk"}])
    given[0].comment, given[1].comment = "It is the hem.", None
    session.flush()
    session.execute(delete(Feedback).where(Feedback.id == given[2].id))
    session.expire_all()

    assert [inbox.look(session, Filters(words=words)).found for words in ("cuffs", "hem", "slip")] == [1, 1, 0]


@pytest.mark.sqlite
def test_no_word_stays_between_the_rows_of_a_page(session, database_url):
    shirt = make_shirt(session)
    row = {"garment_id": shirt.id, "source": FeedbackSource.REVIEW, "read_state": "unread", "comment": "…"}
    said = [f"the sleeves are long w{number % 50}" for number in range(3000)]
    session.execute(insert(Feedback), [row | {"searched": words} for words in said])
    session.commit()
    session.execute(insert(Feedback), [row | {"id": 9999, "searched": "zyzzyva quagga sleeves"}])
    session.commit()
    for words in ("okapi sleeves", None):
        session.execute(update(Feedback).where(Feedback.id == 9999).values(searched=words))
        session.commit()

    search.clear_gone(session)
    session.commit()

    session.connection().connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    kept = Path(database_url.removeprefix("sqlite:///")).read_bytes()
    assert [word for word in (b"zyzzyva", b"quagga", b"okapi") if word in kept] == []


def test_pages_of_what_is_found_follow_each_other(session, monkeypatch):
    monkeypatch.setattr(inbox, "PAGE", 2)
    shirt, dress = make_shirt(session), make_dress(session)
    ids = [make_feedback(session, shirt, comment="The cuffs slip.").id for _ in range(5)]
    make_feedback(session, dress, comment="The cuffs slip.")

    for many in (1_000, 3):
        monkeypatch.setattr(ways, "READ_MAX", many)
        monkeypatch.setattr(ways, "NEIGHBOURS_MAX", many)
        monkeypatch.setattr(search, "NAMED_MAX", many)
        filters = Filters(words="cuff", garment_id=shirt.id)
        first = inbox.list_page(session, filters)
        second = inbox.list_page(session, filters, older_than=first.older_than)
        back = inbox.list_page(session, filters, newer_than=second.newer_than)

        pages = [[each.id for each in page.feedback] for page in (first, second, back)]
        assert pages == [[ids[4], ids[3]], [ids[2], ids[1]], [ids[4], ids[3]]]
        assert (first.looked.found, first.looked.number) == ((5, None) if many > 5 else (3, 3))


@pytest.mark.parametrize("of_garment", [True, False])
def test_what_has_to_be_read_is_looked_for_among_the_newest_and_then_among_older_ones(session, monkeypatch, of_garment):
    for module, name in ((ways, "READ_MAX"), (ways, "NEIGHBOURS_MAX"), (search, "NAMED_MAX")):
        monkeypatch.setattr(module, name, 3)
    shirt = make_shirt(session)
    said = ["The cuffs slip off.", *["Slip off the cuffs."] * 4, "The cuffs slip off.", "Slip off the cuffs."]
    ids = [make_feedback(session, shirt, comment=comment).id for comment in said]
    filters = Filters(words='"cuffs slip"', garment_id=shirt.id if of_garment else None)

    pages = [inbox.list_page(session, filters)]
    while (older := pages[-1].older_than) is not None:
        pages.append(inbox.list_page(session, filters, older_than=older))

    assert [[each.id for each in page.feedback] for page in pages] == [[ids[5]], [], [ids[0]]]
    assert [(page.looked.found, page.looked.number) for page in pages] == [(1, 3), (0, 3), (1, None)]
    assert [each.id for each in inbox.list_page(session, filters, newer_than=ids[0]).feedback] == []
    assert [each.id for each in inbox.list_page(session, filters, newer_than=ids[3]).feedback] == [ids[5]]
    assert [len(ids) for ids in inbox.list_ids(session, filters)] == [1, 1, 0]


def _says(comment, typed):
    """Whether a comment says what is looked for, told without any database."""
    said = f" {' '.join(split_words(comment))} "
    wanted = [(" ".join(split_words(quoted or word)), quoted) for quoted, word in re.findall(r'"([^"]*)"|(\S+)', typed)]
    return all(f" {words}{' ' if quoted else ''}" in said for words, quoted in wanted if words)
