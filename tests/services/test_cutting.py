"""Papers for the cutting table: the pattern's labels and the run's ticket say the same code as the sheet."""

from datetime import date
from decimal import Decimal

import pytest

from app.models import Choice, LengthUnit, MeasureKind, Route
from app.services import cutting, decisions, garments, packets, points_of_measure, rounds
from app.services.codes import format_code
from tests import cast
from tests.papers import read_pages


def test_a_label_for_the_pattern_of_each_size_says_its_measures_and_the_check_code(session):
    draft = cast.make_sleeves_shorter(session, cast.make_shirt(session))
    packet = packets.send_packet(session, draft, contact="Ana", unit=LengthUnit.CM, grid="0.25").packet

    (page,) = read_pages(cutting.export_pattern_labels(session, packet))

    assert page.count(format_code(packet.check_code)) == 5
    assert "LS-01" in page
    assert "Pattern revision 2" in page
    assert "D1 Sleeve length from shoulder 58.00" in page
    assert cutting.export_pattern_labels(session, packet) == cutting.export_pattern_labels(session, packet)


def test_a_label_says_from_which_run_on_its_pattern_is_cut(session):
    shirt = cast.make_shirt(session)
    packet = packets.send_packet(session, cast.make_sleeves_shorter(session, shirt), contact="Ana").packet
    assert "run" not in read_pages(cutting.export_pattern_labels(session, packet))[0]
    rounds.plan_round(session, shirt, revision=shirt.revisions[0])
    for _ in range(2):
        rounds.plan_round(session, shirt, revision=packet.revision)

    (page,) = read_pages(cutting.export_pattern_labels(session, packet))

    assert "LS-01 · from run 2 on" in page


def test_the_ticket_says_what_is_cut_and_what_is_measured_on_it(session):
    shirt = cast.make_shirt(session)
    points_of_measure.add_point_of_measure(
        session, shirt, code="A1", name="Chest width", kind=MeasureKind.HALF, critical=True,
        tolerance_plus_mm=Decimal(6), tolerance_minus_mm=Decimal(6), values_mm={"S": Decimal(500), "M": Decimal(520)},
    )  # fmt: skip
    sent = cast.send_and_receive(session, cast.make_sleeves_shorter(session, shirt))
    planned = rounds.plan_round(session, shirt, planned={"S": 4, "M": 30}, cut_on=date(2099, 5, 25))

    ticket = cutting.build_cut_ticket(session, planned)
    (page,) = read_pages(cutting.export_cut_ticket(session, planned))

    assert (ticket.pieces, ticket.check_code) == ((0, 2, 3, 0, 0), format_code(sent.packet.check_code))
    for words in (
        "Cut ticket, Run 1, on pattern revision 2", "LS-01 · to be cut 25 May 2099", "Not released to cut yet.",
        ticket.check_code, "34 in all", "Chest width", "tolerance +0.6 −0.6", "52.00", "Garment 3", "Cut by, date",
    ):  # fmt: skip
        assert words in page


def test_the_ticket_has_what_is_new_measured_too(session):
    shirt = cast.make_shirt(session)
    for pom in shirt.points_of_measure:
        pom.critical = False
    cast.make_round(session, shirt, locked=True)
    cast.approve(session, cast.make_sleeves_shorter(session, shirt))
    cut = rounds.plan_round(session, shirt, planned={"M": 30})

    assert [measure.code for measure in cutting.build_cut_ticket(session, cut).measures] == ["D1"]

    rounds.lock_round(session, cut)
    again = rounds.plan_round(session, shirt, planned={"M": 30})

    assert [measure.code for measure in cutting.build_cut_ticket(session, cut).measures] == ["D1"]
    assert cutting.build_cut_ticket(session, again).measures == ()


def test_the_ticket_tells_the_sewing_room_what_was_decided_for_it(session):
    shirt = cast.make_sleeve_points(session)
    point = cast.get_point(session, shirt, "sleeve.length/long")
    first, second = (rounds.plan_round(session, shirt, planned={"M": 30}) for _ in range(2))
    decisions.decide(
        session, point, choice=Choice.FIX, route=Route.FACTORY, round_number=first.number,
        reason="Check the sleeve before the cuff goes on.",
    )  # fmt: skip

    (page,) = read_pages(cutting.export_cut_ticket(session, first))

    assert f"To be mended in this run {point.name} sewing room Check the sleeve before the cuff goes on." in page
    assert cutting.build_cut_ticket(session, second).notes == ()


@pytest.mark.parametrize("sizes", [2, 30])
def test_a_ticket_has_room_for_any_number_of_sizes(session, sizes):
    names = [f"W{24 + place}" for place in range(sizes)]
    jeans = garments.add_garment(session, name="Jeans", kind=None, sizes=names)
    cut = rounds.plan_round(session, jeans, planned=dict.fromkeys(names, 5))
    rounds_page = " ".join(read_pages(cutting.export_cut_ticket(session, cut)))

    assert all(name in rounds_page for name in names)
    assert "No correction sheet went out for this revision." in rounds_page
