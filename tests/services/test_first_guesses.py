"""What is tried first is no password; what somebody thought of is."""

import pytest

from app.errors import RuleError
from app.services.first_guesses import ensure_no_first_guess

MIA = "mia.lind@lind.example"


@pytest.mark.parametrize(
    "password",
    [
        "1234567890", "0987654321", "12345678910", "1122334455", "aaaaaaaaaa", "1212121212", "abcabcabcabc",
        "qwertyuiop", "qwertz123456", "1q2w3e4r5t", "1qaz2wsx3edc", "a123456789", "Password1234!", "P@ssw0rd2024",
        "passwordpassword", "adminadmin", "iloveyou12", "Willkommen1", "Sommer2026!", "abc1234567", " " * 10,
    ],
)  # fmt: skip
def test_what_is_tried_first_is_refused(password):
    with pytest.raises(RuleError, match="among the passwords that are tried first") as refused:
        ensure_no_first_guess(password, MIA)

    assert refused.value.field == "password"


@pytest.mark.parametrize("password", [MIA, MIA.upper(), "Mia.Lind2026", "lind.example1"])
def test_ones_own_address_is_no_password(password):
    with pytest.raises(RuleError, match="made of your own address"):
        ensure_no_first_guess(password, MIA)


@pytest.mark.parametrize(
    "password",
    [
        "a long password", "linen-and-thread", "correct horse battery", "kd82hsn3ja", "x7k2m9p4q1", "0176 4839 2251",
        "summer in the city", "zwölf rote Knöpfe", "my password is long", "lind.example is our shop", "1 % % & / ( ) =",
    ],
)  # fmt: skip
def test_what_somebody_thought_of_is_taken(password):
    ensure_no_first_guess(password, MIA)
