"""Quotes of a fit point: the plainest first, and what tells of a danger before them."""

from app.services import coding, evidence, quotes
from nlp.taxonomy import IssueCode
from tests import cast

LONG = IssueCode.SLEEVE_LENGTH_LONG


def test_the_words_that_tell_of_a_danger_come_before_plainer_ones(session):
    shirt = cast.make_shirt(session)
    caught, far, plain = (
        coding.mark_words(session, cast.make_feedback(session, shirt, comment=words), words=words, code=LONG)
        for words in ("The cuffs caught in a car door", "Far too long", "The sleeves are too long")
    )
    caught.confidence, far.confidence, plain.confidence = 0.5, 0.8, 0.9
    evidence.weigh_garment(session, shirt)
    point = cast.get_point(session, shirt, LONG)
    assert [quote.issue for quote in quotes.list_quotes(session, point)] == [plain, far, caught]

    coding.flag_safety(session, caught, is_unsafe=True)
    evidence.weigh_garment(session, shirt)

    assert [quote.issue for quote in quotes.list_quotes(session, point)] == [caught, plain, far]
    assert [quote.issue for quote in quotes.read_shown(session, point, limit=1).quotes] == [caught]
