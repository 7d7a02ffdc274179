"""Sub-themes: alike words inside one code are found by the worker, keep their ids, and can be split off."""

import pytest

from app.errors import NotFound, RuleError
from app.models import Issue, IssueOrigin, Remark, SubTheme, SubThemeQuote
from app.services import feedback, grouping, merging, placing, sub_themes
from nlp.taxonomy import IssueCode
from tests import cast
from tests.arranged import once

LONG = IssueCode.SLEEVE_LENGTH_LONG
WIDE = IssueCode.SLEEVE_WIDTH_LARGE
CUFFS = ("cuffs over my hands", "the cuffs hang over my hands", "the cuffs cover my hands")
INCH = ("an inch too long", "about an inch too long")


@pytest.fixture
@once
def shirt(session):
    """The linen shirt: three customers put it one way, two another way, one tapped it."""
    shirt = cast.make_shirt(session)
    for words in (*CUFFS, *INCH):
        say(session, shirt, words)
    cast.make_feedback(session, shirt, says=LONG)
    grouping.group_garment(session, shirt)
    return shirt


def say(session, garment, words, *, code=LONG, customer=None):
    """Have a customer put it in these words, read as the code."""
    told = cast.make_feedback(session, garment, says=code, comment=f"Well, {words}.", customer=customer)
    [issue] = told.issues
    issue.origin, issue.span_start, issue.span_end = IssueOrigin.COMMENT, 6, 6 + len(words)
    session.flush()
    return issue


def point(session, shirt):
    return cast.get_point(session, shirt, LONG)


def wordings(session, cluster):
    return [(each.typical, each.customers) for each in sub_themes.list_wordings(session, cluster).shared]


def ids(session):
    return {theme.id for theme in session.query(SubTheme)}


def test_a_point_is_told_in_ways_that_are_named_by_their_most_typical_quote(session, shirt):
    assert wordings(session, point(session, shirt)) == [("cuffs over my hands", 3), ("an inch too long", 2)]


def test_quotes_stand_in_their_comments_the_most_typical_first(session, shirt):
    cuffs, _ = sub_themes.list_wordings(session, point(session, shirt), quotes=2).shared

    assert (cuffs.customers, len(cuffs.quotes)) == (3, 2)
    assert (cuffs.quotes[0].before, cuffs.quotes[0].words, cuffs.quotes[0].after) == ("Well, ", CUFFS[0], ".")


def test_the_same_words_are_quoted_after_all_others(session, shirt):
    say(session, shirt, CUFFS[0].upper())
    grouping.group_garment(session, shirt)

    cuffs = sub_themes.list_wordings(session, point(session, shirt), quotes=4).shared[0]

    assert cuffs.customers == 4
    assert {quote.words for quote in cuffs.quotes[:3]} == set(CUFFS)
    assert cuffs.quotes[3].words == CUFFS[0].upper()


def test_what_one_customer_says_in_two_answers_is_one_voice(session):
    shirt = cast.make_shirt(session)
    for words in CUFFS:
        say(session, shirt, words, customer="ana@example.com")
    say(session, shirt, INCH[0])
    grouping.group_garment(session, shirt)

    told = sub_themes.list_wordings(session, point(session, shirt))

    assert (told.shared, told.alone) == ([], 2)


def test_sub_themes_stay_as_they_are_where_nothing_new_is_said(session, shirt):
    before = {theme.id: theme.grouped_at for theme in session.query(SubTheme)}

    assert grouping.list_changed(session, shirt) == {}
    grouping.group_garment(session, shirt)

    assert {theme.id: theme.grouped_at for theme in session.query(SubTheme)} == before


def test_sub_themes_keep_their_ids_when_more_is_said(session, shirt):
    before = ids(session)
    say(session, shirt, "cuffs right over the hands")
    say(session, shirt, "drags on the desk")

    assert list(grouping.list_changed(session, shirt)) == [LONG]
    grouping.group_garment(session, shirt)

    assert before < ids(session)
    assert wordings(session, point(session, shirt))[0][1] == 4


def test_another_version_groups_anew(session, shirt, monkeypatch):
    monkeypatch.setattr(grouping, "GROUPING_VERSION", "letters-2")

    grouping.group_garment(session, shirt)

    assert {theme.grouping_version for theme in session.query(SubTheme)} == {"letters-2"}


def test_what_is_said_while_groups_are_made_joins_the_nearest_until_the_next_run(session, shirt):
    say(session, shirt, "drags on the desk")
    grouped = grouping.group_said(grouping.list_changed(session, shirt))
    late = say(session, shirt, "the cuffs hang past my hands")

    grouping.write_groups(session, shirt, grouped)

    assert wordings(session, point(session, shirt))[0][1] == 4
    assert session.get(SubThemeQuote, late.id) is not None
    assert list(grouping.list_changed(session, shirt)) == [LONG]


def test_a_person_who_reads_it_otherwise_takes_it_out(session, shirt):
    issue = session.get(Issue, sub_themes.list_wordings(session, point(session, shirt)).shared[0].quotes[0].issue.id)
    issue.standing_code = WIDE
    placing.place_issues(session, [issue])

    grouping.group_garment(session, shirt)

    assert session.get(SubThemeQuote, issue.id).sub_theme.code is WIDE
    assert wordings(session, point(session, shirt)) == [("the cuffs cover my hands", 2), ("an inch too long", 2)]


def test_erased_words_leave_their_sub_theme(session, shirt):
    for words in (*INCH, CUFFS[1]):
        [issue] = [each for each in session.query(Issue) if each.quote == words]
        feedback.erase_feedback(session, issue.feedback)

    told = wordings(session, point(session, shirt))
    grouping.group_garment(session, shirt)

    assert told == wordings(session, point(session, shirt)) == [("cuffs over my hands", 2)]
    assert len(ids(session)) == 1


def test_what_is_told_in_some_words_is_split_off_and_later_words_like_them_follow(session, shirt):
    long = point(session, shirt)
    part = split_off_cuffs(session, shirt)
    later, other = say(session, shirt, "cuffs right over the hands"), say(session, shirt, "one inch too long")
    assert later.cluster is long

    grouping.group_garment(session, shirt)

    assert (part.name, len(part.issues)) == ("Cuffs", 4)
    assert later.cluster is part
    assert other.cluster is long
    assert not later.placed_by_hand


def test_what_follows_goes_where_its_part_was_merged_into(session, shirt):
    wide = say(session, shirt, "the whole sleeve flaps", code=WIDE).cluster
    part = split_off_cuffs(session, shirt)
    session.flush()
    merging.merge(session, part, into=wide)
    later = say(session, shirt, "cuffs right over the hands")

    grouping.group_garment(session, shirt)

    assert later.cluster is wide


def test_a_sub_theme_that_was_split_off_never_vanishes(session, shirt):
    part = split_off_cuffs(session, shirt)
    [theme] = [each for each in session.query(SubTheme) if each.cluster is part]
    for issue in list(part.issues):
        feedback.erase_feedback(session, issue.feedback)

    grouping.group_garment(session, shirt)

    assert theme.id in ids(session)
    assert theme.quotes == []
    assert grouping.list_changed(session, shirt) == {}


def test_refuses_to_split_off_what_is_not_there(session, shirt):
    long = point(session, shirt)
    cuffs = sub_themes.list_wordings(session, long).shared[0]
    theme = sub_themes.get_sub_theme(session, cuffs.id)

    with pytest.raises(RuleError, match="needs a name"):
        sub_themes.split_off(session, long, theme, name=" ")
    split_off_cuffs(session, shirt)
    with pytest.raises(RuleError, match="is told in those words any more"):
        sub_themes.split_off(session, long, theme, name="Cuffs")
    with pytest.raises(NotFound, match="There is no sub-theme 99"):
        sub_themes.get_sub_theme(session, 99)


ODD_BOWS = ("the bow looks weird", "the bow looks really weird", "a weird bow")


def remark(session, garment, words, *, customer=None):
    """Have a customer find fault in these words, which gave no issue."""
    told = cast.make_feedback(session, garment, comment=f"Well, {words}.", customer=customer)
    found = Remark(feedback_id=told.id, span_start=6, span_end=6 + len(words))
    session.add(found)
    session.flush()
    return found


def unnamed(session, garment):
    return [(each.typical, each.customers) for each in sub_themes.list_unnamed(session, garment)]


def test_faults_without_a_code_are_listed_by_alike_words_of_two_customers_or_more(session):
    shirt = cast.make_shirt(session)
    for words in (*ODD_BOWS, "meh"):
        remark(session, shirt, words)
    remark(session, cast.make_dress(session), "meh")

    grouping.group_garment(session, shirt)

    assert unnamed(session, shirt) == [("the bow looks weird", 3)]
    [theme] = sub_themes.list_unnamed(session, shirt)
    assert {saying.words for saying in theme.sayings} == set(ODD_BOWS)


def test_themes_without_a_code_keep_their_ids_and_go_with_their_last_words(session):
    shirt = cast.make_shirt(session)
    found = [remark(session, shirt, words) for words in ODD_BOWS[:2]]
    grouping.group_garment(session, shirt)
    before = ids(session)
    found.append(remark(session, shirt, ODD_BOWS[2]))
    grouping.group_garment(session, shirt)
    assert ids(session) == before
    assert {each.sub_theme_id for each in found} == before

    for each in found:
        feedback.erase_feedback(session, each.feedback)
    session.expire_all()
    grouping.group_garment(session, shirt)

    assert ids(session) == set()
    assert unnamed(session, shirt) == []


def split_off_cuffs(session, shirt):
    long = point(session, shirt)
    cuffs = sub_themes.list_wordings(session, long).shared[0]
    part = sub_themes.split_off(session, long, sub_themes.get_sub_theme(session, cuffs.id), name="Cuffs")
    session.flush()
    return part
