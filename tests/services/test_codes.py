"""Codes survive being read aloud, typed on a phone and mistyped."""

import pytest

from app.errors import RuleError
from app.services.codes import (
    ALPHABET,
    ROUND_CODE_LENGTH,
    SHEET_CODE_LENGTH,
    check_character,
    fold_code,
    format_code,
    list_slips,
    make_code,
    read_code,
)

CODE = "7K2M4PQ" + check_character("7K2M4PQ")


def test_a_new_code_reads_back():
    code = make_code(ROUND_CODE_LENGTH)

    assert read_code(format_code(code), length=ROUND_CODE_LENGTH) == code


def test_alphabet_has_no_vowels_and_no_lookalikes_of_digits():
    assert not set(ALPHABET) & set("AEIOULSB")
    assert len(set(ALPHABET)) == 28


@pytest.mark.parametrize("position", range(len(CODE)))
def test_every_single_slip_is_found(position):
    for character in set(ALPHABET) - {CODE[position]}:
        slipped = CODE[:position] + character + CODE[position + 1 :]
        with pytest.raises(RuleError, match="one of its characters is off"):
            read_code(slipped, length=8)


@pytest.mark.parametrize("typed", [CODE.lower(), f" {CODE[:4]} {CODE[4:]} ", f"{CODE[:4]}-{CODE[4:]}", f"{CODE}\n"])
def test_case_gaps_and_hyphens_do_not_matter(typed):
    assert read_code(typed, length=8) == CODE


def test_lookalikes_are_read_as_the_digit_they_mean():
    assert fold_code("o0 Il1 s5 B8") == "001115588"


def test_a_code_of_another_length_says_so():
    with pytest.raises(RuleError, match=r"A code has 6 characters; “K7M” has 3\."):
        read_code("K7M", length=SHEET_CODE_LENGTH)


@pytest.mark.parametrize("code, printed", [("K7M24PQX", "K7M2-4PQX"), ("K7M2PX", "K7M-2PX")])
def test_codes_are_printed_in_groups(code, printed):
    assert format_code(code) == printed


def test_published_example_of_the_hybrid_system():
    """With ten digits, MOD 11,10, the standard completes 0794 with 5."""
    assert check_character("0794", alphabet="0123456789") == "5"


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("3" + CODE[1:], id="one character off"),
        pytest.param(CODE[1] + CODE[0] + CODE[2:], id="two swapped"),
        pytest.param(CODE[:3] + CODE[4:], id="one missing"),
        pytest.param(CODE[:3] + "X" + CODE[3:], id="one too many"),
        pytest.param("?" + CODE[1:].lower(), id="one that is no letter"),
    ],
)
def test_the_code_that_was_meant_lies_one_slip_away(typed):
    slips = list_slips(typed, length=ROUND_CODE_LENGTH)

    assert CODE in slips
    assert all(read_code(each, length=ROUND_CODE_LENGTH) == each for each in slips)


@pytest.mark.parametrize("typed", ["", "K7M", CODE + "00", "33" + CODE[2:]])
def test_what_is_two_slips_away_is_not_meant(typed):
    assert CODE not in list_slips(typed, length=ROUND_CODE_LENGTH)
