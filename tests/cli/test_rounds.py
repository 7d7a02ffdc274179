"""`toile rounds`: what is planned of a run changes until it is released to cut."""

import json

import pytest

SHIRT = "Marit shirt"


def test_a_run_is_changed_and_its_fabric_washed(toile, planned):
    changed = json.loads(
        toile("rounds", "change", SHIRT, "1", "--cut-on", "2027-05-31", "--fabric-lot", "B", "--json").output
    )
    toile("rounds", "change", SHIRT, "1", "--pieces", "S=4", "--colour", "Navy")
    washed = toile("rounds", "shrinkage", SHIRT, "1", "--length", "3", "--width", "-1.5").output

    assert (changed["cut_on"], changed["fabric_lot"]) == ("2027-05-31", "B")
    assert washed == "Run 1: shrinkage 3 % in length and -1.5 % in width.\n"
    again = toile("rounds", "shrinkage", SHIRT, "1", "--length", "2").output
    assert again == "Run 1: shrinkage 2 % in length and -1.5 % in width.\n", "what is not named stays"
    gone = toile("rounds", "shrinkage", SHIRT, "1", "--unmeasured").output
    assert gone == "Run 1: no shrinkage measured.\n"


@pytest.mark.parametrize("options", [(), ("--length", "3", "--unmeasured")], ids=["nothing said", "both said"])
def test_what_the_fabric_loses_stays_where_nothing_or_both_is_said(toile, planned, options):
    toile("rounds", "shrinkage", SHIRT, "1", "--length", "2")

    said = toile("rounds", "shrinkage", SHIRT, "1", *options, exits=1).output

    assert "Say --length, --width or both, or that it is --unmeasured." in said
    again = toile("rounds", "shrinkage", SHIRT, "1", "--width", "1").output
    assert again == "Run 1: shrinkage 2 % in length and 1 % in width.\n"


def test_a_day_of_another_age_is_refused(toile, planned):
    said = toile("rounds", "change", SHIRT, "1", "--cut-on", "0001-01-05", exits=2).output

    assert "'0001-01-05' is no day of the years 1990 to 2099." in said


def test_more_pieces_than_any_run_has_are_refused(toile, planned):
    said = toile("rounds", "change", SHIRT, "1", "--pieces", "M=10000000000", exits=1).output

    assert "M cannot have 10000000000 pieces." in said


def test_a_colour_without_pieces_is_refused(toile, planned):
    said = toile("rounds", "change", SHIRT, "1", "--colour", "Navy", exits=1).output

    assert "Say with --pieces how many of that colour are cut." in said


def test_more_sold_than_there_were_is_kept_once_it_is_said_that_it_is_so(toile, planned):
    toile("rounds", "lock", SHIRT, "1")
    count = ("rounds", "count", SHIRT, "1", "--kind", "sold", "--pieces", "S=2, M=55")

    asked = toile(*count, exits=1).output

    assert asked == "M: 55 sold, where 3 were planned. Is it so? If it is so, say --sure.\n"
    assert toile(*count, "--sure").output.startswith("Counted sold of run 1.")


def test_a_planned_run_is_taken_away(toile, planned):
    said = toile("rounds", "remove", SHIRT, "1", exits=1).output
    gone = toile("rounds", "remove", SHIRT, "1", "--unprinted").output

    assert "Say with --unprinted that no care label with the code" in said
    assert gone.startswith("Run 1 is taken away, and its code ")
    assert "has no run 1" in toile("rounds", "gate", SHIRT, "1", exits=1).output


@pytest.fixture
def planned(begin_with):
    begin_with(
        f"garments add '{SHIRT}' --kind shirt --sizes S,M --colours White,Navy",
        f"rounds plan '{SHIRT}' --pieces S=2,M=3",
    )
