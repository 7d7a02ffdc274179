"""A sheet goes out by a private link and is known by its check code."""

from datetime import timedelta

import pytest

from app.errors import NotFound, RuleError
from app.models import LengthUnit, RevisionStatus, now
from app.services import packets, revisions
from app.services.codes import format_code
from tests import cast


def test_sending_freezes_the_draft_and_returns_the_link_once(session):
    draft = cast.make_sleeves_shorter(session, cast.make_shirt(session))

    sent = packets.send_packet(session, draft, contact="Ana", unit=LengthUnit.IN, grid="1/8")

    assert draft.status is RevisionStatus.SENT
    assert len(sent.token) >= 22
    assert sent.token not in sent.packet.token_hash
    assert packets.open_packet(session, sent.token) is sent.packet


def test_unit_and_grid_are_the_labels_unless_said_otherwise(session):
    draft = cast.make_sleeves_shorter(session, cast.make_shirt(session))

    ours = packets.send_packet(session, draft, contact="Ana").packet
    theirs = packets.send_packet(session, draft, contact="Bo", unit=LengthUnit.MM).packet

    assert [(each.unit, each.grid) for each in (ours, theirs)] == [(LengthUnit.CM, "0.25"), (LengthUnit.MM, "1")]


@pytest.mark.parametrize(
    "options, sentence",
    [
        ({"contact": " "}, "To whom does the sheet go"),
        (
            {"contact": "Ana", "unit": LengthUnit.IN, "grid": "0.25"},
            "In inches the smallest step on paper can be 1/16, 1/8, 1/4, not 0.25",
        ),
        ({"contact": "Ana", "days": 0}, "A link works for 1 to 365 days"),
    ],
)
def test_refuses_a_packet_that_reaches_nobody(session, options, sentence):
    draft = cast.make_sleeves_shorter(session, cast.make_shirt(session))

    with pytest.raises(RuleError, match=sentence):
        packets.send_packet(session, draft, **options)

    assert draft.status is RevisionStatus.DRAFT


def test_refuses_to_send_nothing(session):
    draft = revisions.draft_revision(session, cast.make_shirt(session))

    with pytest.raises(RuleError, match="Revision 2 changes nothing yet"):
        packets.send_packet(session, draft, contact="Ana")


def test_refuses_to_send_a_change_that_the_makers_grid_prints_as_none(session):
    draft = cast.make_sleeves_shorter(session, cast.make_shirt(session), delta=1)
    revisions.add_instruction(session, draft, text="Ease the cap.")

    with pytest.raises(RuleError, match=r"Line 1 would change nothing on paper, on a grid of 0\.5 cm"):
        packets.send_packet(session, draft, contact="Ana", grid="0.5")

    assert draft.status is RevisionStatus.DRAFT
    packets.send_packet(session, draft, contact="Ana", grid="0.1")
    assert packets.send_packet(session, draft, contact="Bo", grid="0.5").packet.grid == "0.5"


def test_refuses_to_send_changes_without_a_measurement(session):
    shirt = cast.make_shirt(session)
    draft = revisions.draft_revision(session, shirt)
    for pom in shirt.points_of_measure:
        revisions.change_measure(session, draft, pom)

    with pytest.raises(RuleError, match="Revision 2 has two changes without a measurement"):
        packets.send_packet(session, draft, contact="Ana")


@pytest.mark.parametrize("state", ["wrong", "expired", "revoked"])
def test_a_link_that_does_not_work_is_told_alike(session, state):
    sent = _sent(session)
    token = sent.token
    if state == "wrong":
        token = "A" * 32
    elif state == "expired":
        sent.packet.expires_at = now() - timedelta(seconds=1)
    else:
        packets.revoke(session, sent.packet)

    with pytest.raises(NotFound, match="This link does not work, or no longer"):
        packets.open_packet(session, token)


def test_a_check_code_tells_whether_the_paper_is_current(session):
    packet = _sent(session).packet
    found = packets.find_by_check_code(session, format_code(packet.check_code).lower())
    assert found is packet
    assert packets.find_replacement(packet) is None

    newer = revisions.draft_revision(session, packet.revision.garment)
    revisions.add_instruction(session, newer, text="Move the button.")
    assert packets.find_replacement(packet) is None

    packets.send_packet(session, newer, contact="Ana")
    assert packets.find_replacement(packet) is newer


def test_a_mistyped_check_code_says_so(session):
    code = _sent(session).packet.check_code
    slipped = ("0" if code[0] != "0" else "1") + code[1:]

    with pytest.raises(RuleError, match="one of its characters is off"):
        packets.find_by_check_code(session, slipped)


def _sent(session):
    draft = cast.make_sleeves_shorter(session, cast.make_shirt(session))
    return packets.send_packet(session, draft, contact="Ana")
