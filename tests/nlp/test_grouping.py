"""Alike phrases form groups, whatever the order they come in; groups keep their ids while the phrases change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp import grouping
from nlp.grouping import group_alike, hash_phrase, inherit_ids, normalise_phrase

CUFFS = ("the cuffs cover my hands", "cuffs over my hands", "cuffs hang over the hands")
INCH = ("an inch too long", "about an inch too long", "one inch too long")
ELBOW = "wrinkles at the elbow"

WORDS = (
    "sleeve",
    "sleeves",
    "cuff",
    "arm",
    "long",
    "longer",
    "length",
    "inch",
    "hand",
    "hands",
    "past",
    "too",
    "far",
    "my",
)
PHRASES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)


def test_alike_phrases_stand_together_and_others_alone():
    found = group_alike([*CUFFS, *INCH, ELBOW])

    assert {frozenset(group.phrases) for group in found.groups} == {
        frozenset(CUFFS), frozenset(INCH), frozenset([ELBOW])
    }  # fmt: skip


@pytest.mark.parametrize("denied", ["doesn't", "doesnt", "does not", "don't", "cannot", "won't", "it doesn't"])
def test_a_denial_tells_as_little_however_it_is_written(denied):
    found = group_alike([f"{denied} reach my jeans", "n't reach my jeans", ELBOW])

    assert {group.typicality for group in found.groups} == {(1.0, 1.0), (1.0,)}


def test_the_most_typical_phrase_comes_first():
    [group] = group_alike(["too wide", "much too wide", "far too wide", "too wide around the whole middle"]).groups

    assert group.phrases[0] == "too wide"
    assert list(group.typicality) == sorted(group.typicality, reverse=True)


def test_a_misspelled_phrase_finds_its_like():
    [group] = group_alike(["shoulders too narrow", "shoudlers too narow"]).groups

    assert len(group.phrases) == 2


@pytest.mark.parametrize(
    ("quote", "phrase"),
    [
        ("An INCH too long!", "an inch too long"),
        ("2 ½ inches too long", "inches too long"),
        ("can’t  lift\nmy arms", "can't lift my arms"),
        ("Ärmel zu lang", "ärmel zu lang"),
        ("10/10", ""),
    ],
)
def test_phrases_are_compared_without_case_figures_and_marks(quote, phrase):
    assert normalise_phrase(quote) == phrase


@pytest.mark.parametrize("phrases", [[], [""]])
def test_nothing_makes_no_group(phrases):
    found = group_alike(phrases)

    assert found.groups == ()
    assert found.find("too long") is None


@given(st.sets(PHRASES, min_size=1, max_size=25), st.randoms(use_true_random=False))
def test_neither_order_nor_repetition_matters(phrases, random):
    shuffled = [*sorted(phrases), *random.choices(sorted(phrases), k=5)]
    random.shuffle(shuffled)

    assert group_alike(shuffled).groups == group_alike(sorted(phrases)).groups


@given(st.sets(PHRASES, min_size=1, max_size=25))
def test_every_phrase_stands_in_one_group(phrases):
    found = group_alike(phrases)

    assert sorted(phrase for group in found.groups for phrase in group.phrases) == sorted(phrases)
    for place, group in enumerate(found.groups):
        assert {found.find(phrase)[0] for phrase in group.phrases} == {place}


@given(phrases=st.sets(PHRASES, min_size=6, max_size=25), bound=st.integers(1, 5), random=st.randoms())
def test_beyond_the_bound_phrases_join_what_the_others_formed(phrases, bound, random):
    compared = sorted(phrases, key=hash_phrase)[:bound]
    shuffled = sorted(phrases)
    random.shuffle(shuffled)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grouping, "PHRASES_MAX", bound)
        groups = group_alike(shuffled).groups
        alone = group_alike(compared).groups

    kept = {frozenset(group.phrases) & frozenset(compared) for group in groups}
    assert kept == {frozenset(group.phrases) for group in alone}
    assert sum(len(group.phrases) for group in groups) == len(phrases)


def test_one_more_phrase_joins_the_nearest_if_one_is_near():
    found = group_alike([*CUFFS, *INCH])

    place, typicality = found.find("the cuffs hang past my hands")

    assert set(found.groups[place].phrases) == set(CUFFS)
    assert 0.15 <= typicality <= 1
    assert found.find("pockets gape") is None
    assert found.find("") is None


def test_a_group_inherits_the_id_of_the_greatest_overlap():
    known = {1: {"a", "b", "c"}, 2: {"d", "e"}}

    assert inherit_ids([{"a", "b", "d"}, {"e", "f"}, {"g"}], known) == [1, 2, None]


def test_a_group_that_falls_apart_leaves_its_id_to_the_larger_part():
    assert inherit_ids([{"a"}, {"b", "c"}], {5: {"a", "b", "c"}}) == [None, 5]


def test_a_tie_goes_by_the_smallest_phrase_hash():
    smaller, larger = sorted(["a", "b"], key=hash_phrase)

    assert inherit_ids([{"a", "b"}], {1: {larger}, 2: {smaller}}) == [2]
    assert inherit_ids([{larger}, {smaller}], {1: {"a", "b"}}) == [None, 1]


GROUPS = st.sets(st.integers(0, 30).map(str), max_size=30).flatmap(
    lambda phrases: st.lists(st.integers(0, 5), min_size=len(phrases), max_size=len(phrases)).map(
        lambda places: _as_groups(sorted(phrases), places)
    )
)


@given(old=GROUPS, new=GROUPS, random=st.randoms(use_true_random=False))
def test_ids_do_not_depend_on_order_and_go_to_one_group_each(old, new, random):
    known = dict(enumerate(old))
    places = list(range(len(new)))
    random.shuffle(places)

    ids = inherit_ids(new, known)
    shuffled = inherit_ids([new[place] for place in places], dict(sorted(known.items(), reverse=True)))

    assert [ids[place] for place in places] == shuffled
    given_away = [each for each in ids if each is not None]
    assert len(given_away) == len(set(given_away))
    assert all(new[place] & known[each] for place, each in enumerate(ids) if each is not None)


@given(GROUPS)
def test_what_stays_as_it_was_keeps_its_id(groups):
    assert inherit_ids(groups, dict(enumerate(groups))) == list(range(len(groups)))


def _as_groups(phrases, places):
    groups = {}
    for phrase, place in zip(phrases, places, strict=True):
        groups.setdefault(place, set()).add(phrase)
    return list(groups.values())
