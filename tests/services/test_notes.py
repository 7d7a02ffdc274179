"""Quick notes: found by a part of a name, read like answers, counted beside customers and never among them."""

from datetime import date

import pytest

from app.errors import NotFound, RuleError
from app.models import EvidenceState, FeedbackSource, Heard, ReadState
from app.services import cases, evidence, garment_rows, inbox, notes, overviews
from app.services.hearing import hear_garment
from app.services.inbox import Filters
from app.services.narrowing import narrow
from nlp.taxonomy import IssueCode
from tests import cast

LONG = "sleeve.length/long"
TODAY = date(2026, 5, 1)


def _note(session, garment, *, heard=Heard.SHOP_FLOOR, says=None):
    """A note; what a reader would find in it is tapped here."""
    if says:
        return cast.make_feedback(session, garment, says=says, source=FeedbackSource.NOTE)
    return notes.record_note(session, garment, words="The cuffs catch.", heard=heard).feedback


def test_a_note_waits_to_be_read_and_is_kept_once(session, shirt):
    kept = [
        notes.record_note(
            session, shirt, words="Sleeves too long.", heard=Heard.FITTING, size="m", idempotency_key="key"
        )
        for _ in range(2)
    ]

    assert [each.created for each in kept] == [True, False]
    note = kept[0].feedback
    assert (note.source, note.heard, note.size.name) == (FeedbackSource.NOTE, Heard.FITTING, "M")
    assert note.read_state is ReadState.UNREAD


def test_a_note_needs_words_and_a_size_of_the_garment(session, shirt):
    with pytest.raises(RuleError, match="A few words are enough"):
        notes.record_note(session, shirt, words=" \n", heard=Heard.MESSAGE)
    with pytest.raises(RuleError, match="has no size “XXL”"):
        notes.record_note(session, shirt, words="Tight.", heard=Heard.MESSAGE, size="XXL")


def test_the_garment_that_was_noted_last_comes_first(session, shirt):
    coat, dress = cast.make_garment(session, name="Coat"), cast.make_dress(session)
    _note(session, shirt)
    _note(session, dress)

    assert notes.list_garments_to_note(session) == [dress, shirt, coat]


def test_a_garment_is_found_by_a_part_of_its_name_that_no_other_has(session, shirt):
    other = cast.make_garment(session, name="Linen dress")

    assert notes.search_garment(session, "ls-01".upper()) is shirt
    assert notes.search_garment(session, "n SHIR") is shirt
    assert notes.search_garment(session, "Linen dress") is other
    with pytest.raises(RuleError, match="“linen” may be Linen dress, Linen shirt"):
        notes.search_garment(session, "linen")
    with pytest.raises(NotFound):
        notes.search_garment(session, "coat")


def test_notes_are_found_by_where_they_come_from(session, shirt):
    heard = _note(session, shirt, heard=Heard.STOCKIST)
    _note(session, shirt, heard=Heard.WEAR_TEST)
    filters = Filters(source=FeedbackSource.NOTE, heard=Heard.STOCKIST)

    assert inbox.list_page(session, filters).feedback == [heard]
    assert inbox.read_filters(inbox.write_filters(filters)) == filters


def test_notes_are_no_answers_of_customers(session, shirt):
    cast.make_answers(session, shirt, says=LONG, reporting=1, of=8)
    for _ in range(9):
        _note(session, shirt, says=LONG)
    evidence.weigh_garment(session, shirt)

    overview = overviews.build_overview(session, shirt, today=TODAY)
    noted = overviews.build_overview(session, shirt, today=TODAY, narrowing=narrow(shirt, source="note"))

    assert (overview.answers, noted.answers) == (8, 9)
    assert [row.answers for row in garment_rows.list_garment_rows(session)] == [8]
    headline = overview.points[0].evidence
    assert (headline.source, headline.reporting, headline.answered) == (FeedbackSource.FORM, 1, 8)


def test_notes_alone_list_a_point_and_prove_nothing(session, shirt):
    for _ in range(9):
        _note(session, shirt, says=LONG)
    evidence.weigh_garment(session, shirt)

    (point,) = overviews.build_overview(session, shirt, today=TODAY).points

    assert (point.evidence.source, point.evidence.state) == (FeedbackSource.NOTE, EvidenceState.FEW)
    assert not point.open
    assert point.cluster.code == IssueCode(LONG)
    assert [case for _, case in cases.list_cases(session, shirt, hear_garment(session, shirt))] == [None]
