"""Codes of sizes and colours: made once, found for ever, offered where exactly one was meant."""

import pytest

from app.errors import RuleError
from app.models import PieceCode
from app.services import garments, piece_codes, rounds
from app.services.codes import check_character, format_code
from tests.arranged import once


@pytest.fixture
@once
def run(session, shirt):
    """Ten pieces in M whatever their colour, five in S in navy, none in L."""
    planned = rounds.plan_round(session, shirt, planned={"S": 5}, colour="Navy")
    return rounds.change_round(session, planned, planned={"M": 10, "L": 0})


def test_each_planned_size_and_colour_gets_a_code_of_its_own(session, run):
    with pytest.raises(RuleError, match="first have one made for each size and colour"):
        piece_codes.get_pieces(run)

    small, medium = piece_codes.make_codes(session, run)

    assert piece_codes.get_pieces(run) == [small, medium]
    assert [(each.name, each.planned) for each in (small, medium)] == [("S · Navy", 5), ("M", 10)]
    assert len({small.code, medium.code, run.code}) == 3


def test_a_code_tells_its_run_size_and_colour_however_it_was_typed(session, run):
    small, _ = piece_codes.make_codes(session, run)

    found = piece_codes.find_piece(session, f" {format_code(small.code).lower()} ")

    assert (found.production_round, found.size.name, found.colour.name) == (run, "S", "Navy")
    assert rounds.find_round_by_code(session, small.code) is run


def test_the_code_of_a_whole_run_tells_no_size(session, run):
    found = piece_codes.find_piece(session, run.code)

    assert (found.production_round, found.size, found.colour) == (run, None, None)
    assert piece_codes.whole_round(found.production_round).planned == 15


def test_asking_again_makes_codes_for_what_is_new_and_keeps_the_others(session, run):
    before = {each.name: each.code for each in piece_codes.make_codes(session, run)}
    rounds.change_round(session, run, planned={"M": 10, "L": 8})

    after = {each.name: each.code for each in piece_codes.make_codes(session, run)}

    assert after == before | {"L": after["L"]}
    assert session.query(PieceCode).count() == 3


def test_a_code_that_was_sewn_in_leads_there_for_ever(session, run):
    small, _ = piece_codes.make_codes(session, run)
    rounds.change_round(session, run, planned={}, colour="Navy")
    rounds.lock_round(session, run, override_reason="The cast is cut at once.")
    rounds.unlock_round(session, run, reason="Wrong fabric.")
    rounds.lock_round(session, run, override_reason="The cast is cut at once.")
    rounds.close_round(session, run)

    assert "S · Navy" not in [each.name for each in piece_codes.list_pieces(run)]
    assert piece_codes.find_piece(session, small.code).name == "S · Navy"


def test_there_are_no_codes_by_size_before_pieces_are_planned(session, shirt):
    empty = rounds.plan_round(session, shirt)

    with pytest.raises(RuleError, match="Run 1 has no pieces planned by size yet"):
        piece_codes.make_codes(session, empty)


def test_the_one_code_that_lies_a_slip_away_is_offered(session, run):
    small, _ = piece_codes.make_codes(session, run)

    for code in (run.code, small.code):
        assert piece_codes.offer_code(session, code[:-1]) == code
        assert piece_codes.offer_code(session, "X" + code if code[0] != "X" else "Y" + code) == code


def test_of_two_that_are_equally_near_none_is_offered(session, shirt, run):
    """Both lie one character from 0000000x, at two places of it."""
    first = "1000000" + check_character("1000000")
    typed = "0000000" + first[-1]
    other = next(
        near
        for each in "23456789CDFGHJKMNPQRTVWXYZ"
        if check_character((near := "0" + each + "00000" + first[-1])[:-1]) == near[-1]
    )
    run.code = first
    assert piece_codes.offer_code(session, typed) == first

    rounds.plan_round(session, shirt).code = other

    assert piece_codes.offer_code(session, typed) is None


def test_nothing_near_offers_nothing(session, run):
    assert piece_codes.offer_code(session, "") is None
    assert piece_codes.offer_code(session, "ZZ" + run.code + "ZZ") is None


def test_codes_of_different_garments_never_meet(session, shirt, run):
    again = rounds.recut_round(session, rounds.lock_round(session, run, override_reason="The cast is cut at once."))
    codes = [each.code for each in (*piece_codes.make_codes(session, run), *piece_codes.make_codes(session, again))]

    assert len(set(codes)) == 4
    assert garments.get_garment(session, shirt.id) is shirt
