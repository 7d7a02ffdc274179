"""Lists by name: the same on every database, whatever accents and case the names have."""

import pytest

from app.models import now
from app.services import blocks, garment_identity, garment_rows, garments
from tests.cast import make_garment

pytestmark = pytest.mark.every_database

SHUFFLED = ["Wrap", "linen shirt", "Élan", "Zip", "Eton"]
IN_ORDER = ["Élan", "Eton", "linen shirt", "Wrap", "Zip"]


@pytest.fixture
def made(session):
    made = [make_garment(session, name=name) for name in SHUFFLED]
    session.flush()
    return made


def test_garments_that_are_made(session, made):
    assert [row.garment.name for row in garment_rows.list_garment_rows(session)] == IN_ORDER
    assert [garment.name for garment in garments.list_garments(session)] == IN_ORDER
    assert [garment.name for garment in garments.list_with_runs(session)] == IN_ORDER
    assert [name for _, name in garments.list_names(session)] == IN_ORDER


def test_garments_that_are_no_longer_made(session, made):
    for garment in made:
        garment.retired_at = now()

    assert [garment.name for garment in garment_identity.list_put_away(session)] == IN_ORDER


def test_blocks_and_the_garments_of_one(session, made):
    for garment in made:
        garment.block = garment.name
    assert [block.name for block in blocks.list_blocks(session)] == IN_ORDER

    for garment in made:
        garment.block = "Straight leg"
    (block,) = blocks.list_blocks(session)
    assert [garment.name for garment in block.garments] == IN_ORDER
