"""Papers for the cutting table made by hand: labels of two sizes of the linen shirt, and a ticket for ten of them."""

from datetime import UTC, date, datetime

from app.models import LengthUnit, Paper
from app.services.formats.cut_ticket import CutTicket, TicketColour, TicketMeasure
from app.services.formats.pattern_labels import LabelMeasure, PatternLabel, PatternLabels

SENT_AT = datetime(2026, 4, 23, 9, tzinfo=UTC)


def make_pattern_labels() -> PatternLabels:
    """Return labels whose measures stand in one column and in two."""
    sleeve = LabelMeasure("D1", "Sleeve length", "60.50", True)
    sizes = (PatternLabel("S", False, (sleeve,)), PatternLabel("M", True, (sleeve,) * 40))
    return PatternLabels(
        label="Atelier", garment="Linen shirt", style_number="LS-01", run="run 4", revision=4, check_code="K7F-4Q2",
        unit=LengthUnit.CM, grid="0.25", paper=Paper.A4, as_of=SENT_AT, sizes=sizes,
    )  # fmt: skip


def make_cut_ticket() -> CutTicket:
    """Return a ticket of a run that is released to cut."""
    chest = TicketMeasure("A1", "Chest width", "side to side", "tolerance +0.6 −0.6", ("50.00", ""))
    return CutTicket(
        label="Atelier", garment="Linen shirt", style_number="LS-01", run="Run 4", released=True, revision=4,
        check_code="K7F-4Q2", check_address=None, cut_on=date(2026, 5, 25), fabric="Linen", fabric_lot=None,
        unit=LengthUnit.CM, grid="0.25", paper=Paper.A4, as_of=SENT_AT, sizes=("S", "M"),
        colours=(TicketColour("White", (4, 6)),), pieces=(2, 2), measures=(chest,),
    )  # fmt: skip
