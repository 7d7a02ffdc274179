"""Sizes as files word them: found where they can mean one size of the garment."""

import pytest
from sqlalchemy.orm import Session

from app.errors import RuleError
from app.models import Garment
from app.services import garments
from app.services.matching import read_variant
from app.services.sizes_and_colours import find_worded_size
from nlp.taxonomy import GarmentKind


@pytest.mark.parametrize(
    "text, size",
    [
        ("Size M", "M"), ("size: m", "M"), ("Größe M", "M"), ("GRÖSSE M", "M"), ("Groesse M", "M"), ("Gr. M", "M"),
        ("Taille M", "M"), ("Talla M", "M"), ("Size Medium", "M"), ("M (38)", "M"), ("M (EU 38-40)", "M"),
        ("38 (M)", "M"), ("Medium (M)", "M"), ("Size S (36/38)", "S"),
        ("38", None), ("XXL", None), ("M (S)", None), ("M (Petite)", None), ("Plus size M", None), ("One size", None),
    ],
)  # fmt: skip
def test_a_size_is_known_in_the_words_of_a_shop(shirt: Garment, text: str, size: str | None):
    found = find_worded_size(shirt, text)

    assert (found and found.name) == size


def test_a_sizes_own_name_goes_before_what_it_could_mean(session: Session):
    names = ["M", "M (38)", "38", "Size 1", "1"]
    garment = garments.add_garment(session, name="Trousers", kind=GarmentKind.TROUSERS, sizes=names)

    found = [find_worded_size(garment, name) for name in names]

    assert [size and size.name for size in found] == names


@pytest.mark.parametrize("text", ["Size M / Navy", "M (38/40) / Navy", "Navy - M (38)"])
def test_a_variant_has_its_size_in_a_shops_words(shirt: Garment, text: str):
    size, colour = read_variant(shirt, text)

    assert (size and size.name, colour and colour.name) == ("M", "Navy")


def test_a_variant_of_no_size_here_is_refused(shirt: Garment):
    with pytest.raises(RuleError, match="no size “XXL / Navy”; its sizes are: XS, S, M, L, XL"):
        read_variant(shirt, "XXL / Navy")
