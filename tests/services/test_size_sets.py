"""A grade rule table sets up a garment's sizes, base size and unit, and never changes sizes that are in use."""

import pytest

from app.errors import RuleError
from app.models import LengthUnit
from app.services import garments, label, packets, size_sets, sizes_and_colours
from app.services.formats.rul import GradeRuleTable, Units
from nlp.taxonomy import GarmentKind
from tests import cast


def test_a_garment_without_sizes_gets_those_of_its_pattern(session):
    garment = garments.add_garment(session, name="Coat", kind=GarmentKind.SHIRT)

    size_sets.set_up_sizes(session, garment, _table("S", "M", "L", sample="S"))
    session.flush()

    assert [(size.name, size.position) for size in garment.sizes] == [("S", 0), ("M", 1), ("L", 2)]
    assert garment.base_size.name == "S"
    assert sizes_and_colours.find_size(garment, "Medium").name == "M"


@pytest.mark.parametrize(
    "own, units, papers",
    [
        (LengthUnit.CM, Units.METRIC, LengthUnit.CM), (LengthUnit.MM, Units.METRIC, LengthUnit.MM),
        (LengthUnit.CM, Units.ENGLISH, LengthUnit.IN), (LengthUnit.IN, Units.METRIC, LengthUnit.CM),
    ],
)  # fmt: skip
def test_papers_go_out_in_the_patterns_system_of_units(session, own, units, papers):
    label.change_label(session, unit=own)
    shirt = cast.make_shirt(session)
    size_sets.set_up_sizes(session, shirt, _table(*cast.SIZES, units=units))

    packet = packets.send_packet(session, cast.make_sleeves_shorter(session, shirt), contact="Ana").packet

    assert packet.unit is papers


def test_the_same_sizes_set_the_base_size_only(session):
    shirt = cast.make_shirt(session)

    size_sets.set_up_sizes(session, shirt, _table("xs", "s", "m", "l", "xl", sample="l"))

    assert shirt.base_size.name == "L"
    assert [size.name for size in shirt.sizes] == list(cast.SIZES)


def test_sizes_in_use_are_not_changed_by_a_file(session):
    shirt = cast.make_shirt(session)

    with pytest.raises(RuleError, match="Linen shirt is cut in XS, S, M, L, XL; this file says S, M, L"):
        size_sets.set_up_sizes(session, shirt, _table("S", "M", "L"))


def _table(*sizes, sample="M", units=Units.METRIC):
    sample = sample if sample in sizes else sizes[len(sizes) // 2]
    return GradeRuleTable("STYLE01", sizes, sample, units, 4)
