"""What the head of a sheet says of a garment: season, fabric, seam allowance."""

from decimal import Decimal

import pytest

from app.errors import RuleError
from app.models import LengthUnit
from app.services import charts, garment_facts, packets
from app.services.garment_facts import SeamAllowance, read_seam_allowance
from tests import cast


@pytest.mark.parametrize(
    "text, unit, included, amount_mm",
    [
        ("", "cm", None, None), ("1", "cm", True, 10), ("3/8", "in", True, "9.525"), ("12 mm", "in", True, 12),
        ("Included", "cm", True, None), ("none", "cm", False, None), ("0", "cm", False, None),
    ],
)  # fmt: skip
def test_a_seam_allowance_is_read_as_people_write_it(text, unit, included, amount_mm):
    amount = None if amount_mm is None else Decimal(amount_mm)

    assert read_seam_allowance(text, LengthUnit(unit)) == SeamAllowance(included, amount)


def test_every_sheet_and_chart_says_it_in_its_own_unit(session):
    draft = cast.make_sleeves_shorter(session, cast.make_shirt(session))
    garment_facts.change_facts(
        session, draft.garment, season="Spring 2027", fabric="Linen", cut_for=None,
        seam_allowance=SeamAllowance(included=True, amount_mm=Decimal("9.525")),
    )  # fmt: skip

    sheet = packets.build_sheet(session, packets.send_packet(session, draft, contact="Ana", unit=LengthUnit.IN).packet)
    chart = charts.build_chart(session, draft, unit=LengthUnit.IN)

    assert (sheet.season, sheet.seam_allowance_included, sheet.seam_allowance) == (
        "Spring 2027",
        True,
        Decimal("0.375"),
    )
    assert (chart.season, chart.seam_allowance) == ("Spring 2027", "pattern drawn with 3/8 in seam allowance")


@pytest.mark.parametrize(
    "facts, sentence",
    [
        ({"seam_allowance": SeamAllowance(included=True, amount_mm=Decimal(101))}, "between 0 and 100 mm"),
        ({"seam_allowance": SeamAllowance(included=False, amount_mm=Decimal(10))}, "has no amount of it"),
        ({"season": "x" * 121}, "longer than 120 characters"),
    ],
)
def test_refuses_what_no_head_of_a_sheet_can_say(session, facts, sentence):
    shirt = cast.make_shirt(session)

    with pytest.raises(RuleError, match=sentence):
        garment_facts.put_facts(shirt, **facts)
    with pytest.raises(RuleError, match="write 1 cm, included or none"):
        read_seam_allowance("a thumb", LengthUnit.CM)
