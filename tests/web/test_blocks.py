"""Blocks on screen: the same fault elsewhere, and what is carried."""

from datetime import date

from app.models import CountKind, FeedbackSource, Garment, Role
from app.services import evidence, garments, rounds
from nlp.taxonomy import GarmentKind
from tests import cast

LONG = "sleeve.length/long"


def test_a_fault_is_seen_across_its_block_and_carried_to_a_style_added_later(client, session, sign_in):
    for name in ("Shirt", "Blouse"):
        garment = garments.add_garment(session, name=name, kind=GarmentKind.SHIRT, sizes=cast.SIZES, block="Block 2")
        cast.make_answers(session, garment, says=LONG, reporting=9, of=20)
        evidence.weigh_garment(session, garment)
    point = cast.get_point(session, garment, LONG)
    session.commit()
    sign_in(role=Role.DESIGNER)

    page = client.get(f"/points/{point.id}").text
    assert "The same fault on 1 other: it may be the block’s." in page
    assert ">Shirt</a>" in page
    assert "in 2 garments: look at the block" in client.get("/blocks").text

    client.post(f"/points/{point.id}/decide", data={"choice": "fix", "route": "block", "reason": "All say so."})
    made = client.post("/garments/new", data={"name": "Dress", "kind": "dress", "sizes": "S, M", "block": "block 2"})

    assert "carried to the block with Blouse" in client.get(made.headers["Location"]).text
    session.rollback()
    carried = cast.get_point(session, session.query(Garment).filter_by(name="Dress").one(), LONG)
    page = client.get(f"/points/{carried.id}").text
    assert "where the fix went to the block: “All say so.”" in page
    assert "carried it here from the block." in page
    assert "Opened on later styles:" in client.get(f"/points/{point.id}").text
    assert "Carried to the block" in client.get("/blocks").text
    assert 'href="/blocks"' in client.get("/garments").text


def test_returns_are_told_of_the_pieces_sold_on_the_page_of_blocks_too(client, session, sign_in):
    garment = garments.add_garment(session, name="Shirt", kind=GarmentKind.SHIRT, sizes=cast.SIZES, block="Block 2")
    run = cast.make_round(session, garment, locked=True)
    cast.make_answers(
        session, garment, says=LONG, reporting=20, of=24, production_round=run, source=FeedbackSource.RETURN
    )
    rounds.record_count(session, run, kind=CountKind.SOLD, size="M", quantity=60, counted_on=date(2026, 3, 1))
    evidence.weigh_garment(session, garment)
    session.commit()
    sign_in(role=Role.DESIGNER)

    assert "20 of 60 sold were returned for it" in client.get("/blocks").text
