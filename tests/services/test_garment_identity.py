"""A garment's name, sizes and colours are put right after it was added; what answers name stays."""

import pytest

from app.errors import RuleError
from app.services import garment_identity
from nlp.taxonomy import GarmentKind
from tests import cast


def _change(session, garment, **said):
    given = {"name": garment.name, "kind": garment.kind, "style_number": None, "block": None, "base_size": None}
    sizes, colours = [each.name for each in garment.sizes], [each.name for each in garment.colours]
    return garment_identity.change_identity(session, garment, **given | {"sizes": sizes, "colours": colours} | said)


def test_sizes_come_in_between_and_keep_what_was_said_of_the_others(session):
    shirt = cast.make_shirt(session)
    told = cast.make_feedback(session, shirt, size="M", comment="Fits.")
    medium = told.size

    _change(session, shirt, kind=GarmentKind.BLOUSE, sizes=["XXS", "XS", "S", "m", "L", "XL"], base_size="M")

    assert [(size.name, size.position) for size in shirt.sizes][:4] == [("XXS", 0), ("XS", 1), ("S", 2), ("m", 3)]
    assert told.size is medium is shirt.base_size
    assert shirt.kind is GarmentKind.BLOUSE


def test_a_size_and_a_colour_go_only_where_nothing_names_them(session):
    coat = cast.make_garment(session, name="Coat")
    _change(session, coat, sizes=["S; M; L"], colours=["Red", "Blue"])
    _change(session, coat, sizes=["S", "M", "L"], colours=["Blue"])
    assert ([size.name for size in coat.sizes], [each.name for each in coat.colours]) == (["S", "M", "L"], ["Blue"])
    cast.make_feedback(session, coat, size="L", comment="Fits.")

    with pytest.raises(RuleError, match="L stays: answers, runs, measures or SKUs name it"):
        _change(session, coat, sizes=["S", "M"])


@pytest.mark.parametrize(("field", "noun"), [("sizes", "size"), ("colours", "colour")])
def test_a_part_that_is_too_long_is_blamed_on_its_list_not_on_the_garments_name(session, field, noun):
    coat = cast.make_garment(session, name="Coat")
    given = [*(each.name for each in coat.sizes), "x" * 121]

    with pytest.raises(RuleError, match=f"The name of a {noun} is longer than 120") as refusal:
        _change(session, coat, **{field: given})

    assert refusal.value.field == field


def test_a_colour_that_is_named_twice_is_one_whatever_its_case(session):
    coat = cast.make_garment(session, name="Coat", colours=["Navy", " navy ", "", "Red"])
    session.flush()
    assert [each.name for each in coat.colours] == ["Navy", "Red"]

    _change(session, coat, colours=["navy", "NAVY", "Red", " "])
    session.flush()

    assert [each.name for each in coat.colours] == ["Navy", "Red"]
