"""Whatever is asked, and however little is read for a page: the pages together hold what reading everything finds."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import uuid4

import pytest

from app.models import FeedbackSource, Heard, Photo, ReadState
from app.services import inbox, looking, search, ways
from app.services.filters import Filters, Folder
from tests.arranged import once
from tests.cast import make_dress, make_feedback, make_round, make_shirt
from tests.cluster import EVERYTHING

pytestmark = pytest.mark.every_database

WORDS = ("cuffs", "sleeves", "slip", "long", "tight")
FIRST_DAY = datetime(2026, 3, 1, 12, tzinfo=UTC)
ASKED = {
    "words": ("", "", "sleeves", "cuffs long", '"slip long"', "s"), "round_number": (None, 1), "size": (None, "L"),
    "source": (None, *FeedbackSource), "heard": (None, None, None, Heard.FITTING), "folder": (None, None, *Folder),
    "has_photo": (False, False, True), "from_on": (None, None, date(2026, 3, 2)),
    "to_on": (None, None, date(2026, 3, 4)),
}  # fmt: skip


@pytest.mark.parametrize("most", [2, 5, 1_000])
def test_pages_hold_together_whatever_is_asked(session, monkeypatch, most):
    answers = _answer(session)
    for module, name in (
        (ways, "READ_MAX"), (ways, "NEIGHBOURS_MAX"), (ways, "TOLD_MAX"), (ways, "WHOLE_MAX"), (ways, "GATHERED_MAX"),
        (search, "NAMED_MAX"), (search, "PASSED_MAX"), (search, "GATHERED_MAX"),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, most)
    monkeypatch.setattr(inbox, "PAGE", 3)
    chance = Random(most)

    for _ in range(15 if EVERYTHING else 6):
        asked = Filters(**{name: chance.choice(values) for name, values in ASKED.items()})
        if chance.random() < 0.5:
            asked = Filters(**vars(asked) | {"garment_id": chance.choice(answers).garment_id})
        expected = [each for each in answers if _meets(each, asked)]

        pages = [inbox.list_page(session, asked)]
        while (older := pages[-1].older_than) is not None:
            pages.append(inbox.list_page(session, asked, older_than=older))
        found = [each for page in pages for each in page.feedback]
        by_day = (asked.from_on or asked.to_on) and not asked.words
        expected.sort(key=lambda each: (each.said_at, each.id) if by_day else each.id, reverse=True)

        assert [each.id for each in found] == [each.id for each in expected], asked
        exported = [each for ids in inbox.list_ids(session, asked) for each in ids]
        assert exported == sorted(each.id for each in expected), asked
        if expected:
            first = inbox.list_page(session, asked, newer_than=expected[-1].id)
            assert [each.id for each in first.feedback] == [each.id for each in expected if each in first.feedback]
            assert expected[-1] not in first.feedback, asked


def test_no_more_is_told_to_be_found_than_is_counted(session, monkeypatch):
    monkeypatch.setattr(looking, "FOUND_MAX", 2)
    shirt = make_shirt(session)
    for _ in range(3):
        make_feedback(session, shirt)

    looked = looking.look(session, Filters())

    assert (looked.found, looked.are_many) == (2, True)


@once
def _answer(session):
    """Some of everything, several at one moment."""
    chance = Random(1)
    garments = [make_shirt(session), make_dress(session)]
    runs = {each.id: make_round(session, each) for each in garments}
    answers = []
    for _ in range(30):
        garment, source = chance.choice(garments), chance.choice(list(FeedbackSource))
        given = make_feedback(
            session, garment, production_round=chance.choice([None, runs[garment.id]]), source=source,
            size=chance.choice(["M", "L"]), comment=" ".join(chance.choices(WORDS, k=3)),
        )  # fmt: skip
        given.answered_at = FIRST_DAY + timedelta(days=chance.randrange(5))
        given.heard = chance.choice([None, Heard.FITTING]) if source is FeedbackSource.NOTE else None
        given.read_state, given.is_spam = chance.choice(list(ReadState)), chance.random() < 0.2
        given.read_by_hand = chance.random() < 0.1
        if chance.random() < 0.4:
            given.photos = [_photo(given) for _ in range(chance.randrange(1, 4))]
        answers.append(given)
    session.flush()
    return answers


def _photo(answer):
    name = uuid4().hex
    return Photo(garment_id=answer.garment_id, said_at=answer.said_at, name=name, digest=name, width=1, height=1)


def _meets(answer, asked):
    """Whether an answer is what is asked, told without any database."""
    said, day = f" {answer.comment} ", answer.said_at.date()
    state = {Folder.NOT_READ: ReadState.NOT_READ, Folder.WAITING: ReadState.UNREAD}.get(asked.folder)
    return all((
        answer.is_spam == (asked.folder is Folder.SPAM),
        state is None or (answer.read_state is state and not answer.read_by_hand),
        asked.folder is not Folder.READ or answer.is_read,
        asked.folder is not Folder.NO_WORDS or answer.read_state is ReadState.NO_WORDS,
        asked.garment_id in (None, answer.garment_id),
        asked.round_number is None or answer.round_id is not None,
        asked.size in (None, answer.size.name), asked.source in (None, answer.source),
        asked.heard in (None, answer.heard), not asked.has_photo or answer.photos,
        asked.from_on is None or day >= asked.from_on, asked.to_on is None or day <= asked.to_on,
        f" {asked.words[1:-1]} " in said if asked.words.startswith('"') else all(
            f" {word}" in said for word in asked.words.split()
        ),
    ))  # fmt: skip
