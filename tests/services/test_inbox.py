"""The inbox finds what was said: by words, by what it is about, by what became of it; page by page."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from app.models import Feedback, FeedbackSource, Issue, IssueOrigin, Photo, ReadState
from app.services import garments, inbox, ways
from app.services.inbox import Filters, Folder
from app.services.looking import Looked
from nlp.taxonomy import GarmentKind, IssueCode
from tests.cast import make_dress, make_feedback, make_garment, make_round, make_shirt

pytestmark = pytest.mark.every_database

LONG = IssueCode.SLEEVE_LENGTH_LONG


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("sleeves", ["The sleeves are LONG.", "Love it, sleeves and all."]),
        ("long sleeves", ["The sleeves are LONG."]),
        ('"sleeves are"', ["The sleeves are LONG."]),
        ('"are sleeves"', []),
        ("armel", ["Die Ärmel sind zu weit."]),
        ("ÄRMEL", ["Die Ärmel sind zu weit."]),
        ("100%", ["100% right"]),
        ("100_ !", ["100% right"]),
        ("leeves", []),
        ('"sleeve"', []),
        ("", ["100% right", "Die Ärmel sind zu weit.", "The sleeves are LONG.", "Love it, sleeves and all."]),
    ],
)
def test_words_are_found_whatever_their_case_and_accents(session, words, found):
    shirt = make_shirt(session)
    for comment in (
        "Love it, sleeves and all.", "The sleeves\nare LONG.", "Die Ärmel sind zu weit.", "100% right",
    ):  # fmt: skip
        make_feedback(session, shirt, comment=comment)

    page = inbox.list_page(session, Filters(words=words))

    assert [" ".join(each.comment.split()) for each in page.feedback] == found


def test_filters_are_all_met_at_once(session):
    shirt, dress = make_shirt(session), make_dress(session)
    run, of_dress = make_round(session, shirt), make_round(session, dress)
    as_wanted = {"production_round": run, "size": "L", "source": FeedbackSource.REVIEW, "comment": "The cuff slips."}
    wanted = make_feedback(session, shirt, **as_wanted)
    wanted.photos.append(_photo(wanted))
    make_feedback(session, dress, **as_wanted | {"production_round": of_dress})
    for other in ({"production_round": None}, {"size": "M"}, {"source": FeedbackSource.FORM}, {"comment": "Hm."}):
        make_feedback(session, shirt, **as_wanted | other)
    filters = {
        "words": "cuff", "garment_id": shirt.id, "round_number": 1, "size": "L", "source": FeedbackSource.REVIEW,
    }  # fmt: skip

    assert inbox.list_page(session, Filters(**filters)).feedback == [wanted]
    assert inbox.list_page(session, Filters(has_photo=True)).feedback == [wanted]
    for name in filters:
        assert inbox.look(session, Filters(**{key: filters[key] for key in filters if key != name})).found == 2


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"from_on": date(2026, 3, 2)}, 1),
        ({"from_on": date(2026, 3, 1), "to_on": date(2026, 3, 1)}, 1),
        ({"to_on": date(2026, 2, 28)}, 0),
    ],
)
def test_days_are_those_on_which_it_was_said(session, asked, found):
    shirt = make_shirt(session)
    make_feedback(session, shirt).answered_at = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    make_feedback(session, shirt).received_at = datetime(2026, 3, 2, 1, tzinfo=UTC)
    session.flush()

    assert inbox.look(session, Filters(**asked)).found == found


@pytest.mark.parametrize(("few", "has_photo"), [(0, False), (4_000, False), (0, True)])
def test_pages_of_days_are_turned_in_the_order_of_the_days(session, monkeypatch, few, has_photo):
    monkeypatch.setattr(inbox, "PAGE", 2)
    monkeypatch.setattr(ways, "WHOLE_MAX", few)
    shirt = make_shirt(session)
    told = [make_feedback(session, shirt) for _ in range(6)]
    for answer, day in zip(told, (3, 1, 2, 2, 5, 2), strict=True):
        answer.answered_at = datetime(2026, 3, day, 12, tzinfo=UTC)
        if has_photo:
            answer.photos = [_photo(answer) for _ in range(day)]
    session.flush()

    for garment_id in (None, shirt.id):
        asked = Filters(garment_id=garment_id, has_photo=has_photo, from_on=date(2026, 3, 1), to_on=date(2026, 3, 4))
        first = inbox.list_page(session, asked)
        second = inbox.list_page(session, asked, older_than=first.older_than)
        third = inbox.list_page(session, asked, older_than=second.older_than)
        back = inbox.list_page(session, asked, newer_than=third.newer_than)

        pages = [[told.index(each) for each in page.feedback] for page in (first, second, third, back)]
        assert pages == [[0, 5], [3, 2], [1], [3, 2]]
        assert (first.looked.found, third.older_than, back.newer_than) == (5, None, told[3].id)


def test_each_folder_holds_its_own_and_spam_is_in_no_other(session):
    shirt = make_shirt(session)
    answers = {
        name: make_feedback(session, shirt, comment=None if name == "taps" else "Hm.")
        for name in ("read", "not read", "by hand", "waiting", "taps", "spam")
    }
    answers["read"].read_state = ReadState.READ
    for name in ("not read", "by hand"):
        answers[name].read_state = ReadState.NOT_READ
    answers["by hand"].read_by_hand = answers["spam"].is_spam = True
    session.flush()

    def look(folder):
        everyday, of_days = Filters(folder=folder), Filters(folder=folder, from_on=date(2020, 1, 1))
        [found, on_days] = (set(inbox.list_page(session, asked).feedback) for asked in (everyday, of_days))
        assert found == on_days
        return {name for name in answers if answers[name] in found}

    assert look(Folder.READ) == {"read", "by hand"}
    assert look(Folder.NOT_READ) == {"not read"}
    assert look(Folder.WAITING) == {"waiting"}
    assert look(Folder.NO_WORDS) == {"taps"}
    assert look(Folder.SPAM) == {"spam"}
    assert look(None) == set(answers) - {"spam"}


def test_pages_do_not_shift_when_an_answer_arrives(session, monkeypatch):
    monkeypatch.setattr(inbox, "PAGE", 2)
    shirt = make_shirt(session)
    ids = [make_feedback(session, shirt).id for _ in range(5)]

    first = inbox.list_page(session, Filters())
    make_feedback(session, shirt)
    second = inbox.list_page(session, Filters(), older_than=first.older_than)
    third = inbox.list_page(session, Filters(), older_than=second.older_than)
    back = inbox.list_page(session, Filters(), newer_than=third.newer_than)

    assert [[each.id for each in page.feedback] for page in (first, second, third)] == [
        [ids[4], ids[3]], [ids[2], ids[1]], [ids[0]],
    ]  # fmt: skip
    assert (first.newer_than, third.older_than, first.looked.found) == (None, None, 5)
    assert [each.id for each in back.feedback] == [ids[2], ids[1]]


def test_an_answer_that_is_erased_while_it_is_looked_for_is_left_out(session, monkeypatch):
    given = make_feedback(session, make_shirt(session), comment="Too long.")
    gone = given.id + 1
    monkeypatch.setattr(inbox, "look", lambda *_, **__: Looked([gone, given.id]))

    assert inbox.list_page(session, Filters()).feedback == [given]


def test_tagged_words_are_marked_where_they_overlap_too(session):
    answer = make_feedback(session, make_garment(session), comment="sleeves far too long")
    for code, start, end in ((LONG, 0, 20), (IssueCode.SLEEVE_WIDTH_LARGE, 0, 7)):
        answer.issues.append(
            Issue(code=code, standing_code=code, origin=IssueOrigin.COMMENT, severity=1, span_start=start, span_end=end)
        )

    pieces = inbox.mark_pieces(answer)

    assert [(piece.text, len(piece.issues)) for piece in pieces] == [("sleeves", 2), (" far too long", 1)]


def test_what_is_searched_follows_the_comment(session):
    answer = make_feedback(session, make_shirt(session), comment="Ärmel")

    answer.comment = None

    assert answer.searched is None
    assert session.get(Feedback, answer.id) is answer


def _photo(answer):
    name = uuid4().hex
    return Photo(garment_id=answer.garment_id, said_at=answer.said_at, name=name, digest=name, width=1, height=1)


@pytest.mark.parametrize(
    ("sizes", "listed"),
    [
        ([("34", "36", "38", "40"), ("S", "M", "L"), ("XS", "S", "M", "L")], "34 36 38 40 XS S M L"),
        ([("M", "L"), ("36", "38"), ("S", "M"), ("34", "36")], "S M L 34 36 38"),
        ([("S", "XL"), ("S", "M", "L", "XL"), ("XL", "XXL")], "S M L XL XXL"),
        ([("S", "M", "L"), ("M", "S")], "S M L"),
        ([("OS",), (), ("S", "M")], "OS S M"),
    ],
)
def test_sizes_are_listed_in_the_order_that_each_garment_has(session, sizes, listed):
    for number, names in enumerate(sizes):
        garments.add_garment(session, name=f"Garment {number}", kind=GarmentKind.SHIRT, sizes=names)

    assert inbox.list_size_names(session) == listed.split()
