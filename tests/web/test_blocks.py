"""Blocks on screen: the same fault elsewhere, and what is carried."""

from app.models import Garment, Role
from app.services import evidence, garments
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
