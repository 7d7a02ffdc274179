"""First guesses: the passwords that are tried before all others, which a desk that all the world reaches does not take.

The commonest passwords of ten and more characters have a few shapes between them: a row of keys, a word of some dozens
with digits around it, a short piece again and again. The shapes stand here, as no library that Toile uses brings a
list; they are what NIST SP 800-63B asks to be refused, and one's own address is among them.
"""

import re

from app.errors import RuleError

FEW = 3
"""So many different characters make no password."""

PIECES_MAX, YEAR_DIGITS, UNIT_MAX = 3, 4, 9

ROWS = (
    "1234567890", "123456789", "12345678910", "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm", "qwertzuiopasdfghjklyxcvbnm", "azertyuiopqsdfghjklmwxcvbn", "asdfghjkl",
    "qazwsxedcrfvtgb", "1qaz2wsx3edc4rfv5tgb", "1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0",
)  # fmt: skip
"""Keys as they lie beside each other, on English, German and French keyboards."""

WORDS = frozenset((
    "password", "passwort", "passwords", "motdepasse", "contraseña", "contrasena", "kennwort", "welcome",
    "willkommen", "bienvenue", "bienvenido", "hello", "hallo", "bonjour", "hola", "letmein", "iloveyou", "jetaime",
    "admin", "administrator", "user", "guest", "test", "testing", "default", "changeme", "secret", "geheim",
    "login", "master", "monkey", "dragon", "football", "baseball", "basketball", "superman", "batman", "sunshine",
    "princess", "charlie", "shadow", "michael", "computer", "internet", "samsung", "google", "starwars", "pokemon",
    "summer", "sommer", "winter", "spring", "autumn", "toile",
))  # fmt: skip
"""The words that are met most with digits around them, this program's name and the seasons among them."""

_WALKED = tuple(way for row in ROWS for way in (row * 3, row[::-1] * 3))
_PIECE = re.compile(r"[^\W\d_]+|\d+")
_DISGUISED = re.compile(r"[@$013457](?=\S*[a-z])")
_DISGUISE = dict(zip("@$013457", "asoieast", strict=True))


def ensure_no_first_guess(password: str, email: str) -> None:
    """Refuse a password that is tried first, at the account with this address."""
    typed = password.strip().casefold()
    if _is_own(typed, email):
        raise RuleError(
            "A password made of your own address is tried first: three or four words do well.", field="password"
        )
    plain = _DISGUISED.sub(lambda found: _DISGUISE[found[0]], typed)
    if len(set(typed)) <= FEW or _is_repeated(typed) or any(map(_is_met_often, (typed, plain))):
        raise RuleError(
            "This is among the passwords that are tried first: three or four words do well.", field="password"
        )


def _is_own(typed: str, email: str) -> bool:
    """Whether it is the address, its name or its host, with digits around it or without."""
    name, _, host = email.casefold().partition("@")
    own = {_drop_signs(each) for each in (email.casefold(), name, host)} - {""}
    return not own.isdisjoint({_drop_signs(typed), _drop_signs(typed).strip("0123456789")})


def _is_repeated(typed: str) -> bool:
    """Whether it is a short piece again and again."""
    return len(_find_unit(typed)) <= min(len(typed) - 1, UNIT_MAX)


def _is_met_often(typed: str) -> bool:
    """Whether it is a row of keys, or a few of those and of the words, with a year at most."""
    whole = _drop_signs(typed)
    if len(whole) < len(typed) - 2:
        return False
    pieces = _PIECE.findall(typed)
    of_words = not whole.isdigit() and len(pieces) <= PIECES_MAX
    return _is_row(whole) or (of_words and all(map(_is_known, pieces)))


def _is_known(piece: str) -> bool:
    if piece.isdigit():
        return len(piece) <= YEAR_DIGITS or _is_row(piece)
    return _find_unit(piece) in WORDS or _is_row(piece)


def _is_row(piece: str) -> bool:
    """Whether keys follow each other in it, each once or twice."""
    once = re.sub(r"(.)\1", r"\1", piece)
    return any(each in way for each in (piece, once) for way in _WALKED)


def _find_unit(text: str) -> str:
    """The shortest piece of which it consists: "abc" of "abcabc", else all of it."""
    return text[: (text * 2).find(text, 1)]


def _drop_signs(text: str) -> str:
    return "".join(each for each in text if each.isalnum())
