"""Products and orders on the import page: they come as answers do, and a long file holds nobody up."""

import pytest
from sqlalchemy import select

from app.db import begin_writing
from app.models import Garment, Purchase
from app.services import orders, products, uploads
from app.services.label import get_label
from tests.services.importing import FILES
from tests.web.drawing import being_written_while_drawn
from tests.web.importing import do_import, upload


def test_products_and_orders_come_the_same_way(app, client, session, sign_in):
    sign_in()
    page = upload(client, "products", kind="products")
    assert "2 new garments, 0 known garments, 6 SKUs." in page.text
    assert session.scalars(select(Garment)).all() == []
    client.post(page.request.path + "/start", data={})
    do_import(app, session)
    assert len(session.scalars(select(Garment)).all()) == 2

    page = upload(client, "orders")  # its columns tell what it is of
    assert "6 lines new" in page.text
    client.post(page.request.path + "/start", data={})
    do_import(app, session)

    assert len(session.scalars(select(Purchase)).all()) == 6
    told = client.get(page.request.path).text
    assert "Pieces of no known run" in told
    assert "then bring this file in again" in told


@pytest.mark.parametrize("kind", ["products", "orders"])
def test_nobody_who_writes_waits_until_what_was_tried_is_drawn(app, client, session, sign_in, kind):
    sign_in()
    address = upload(client, kind, kind=kind).request.path
    session.rollback()

    with being_written_while_drawn(app, session) as drawn:
        assert client.get(address).status_code == 200

    assert "imports/preview.html" in drawn


@pytest.mark.parametrize("kind, told", [("products", "3 products."), ("orders", "5 orders.")])
def test_what_is_long_is_counted_and_holds_nobody_up(client, session, sign_in, monkeypatch, kind, told):
    monkeypatch.setitem(uploads.TRIED_MAX, kind, 2)
    get_label(session)
    sign_in()
    page = upload(client, kind, kind=kind)
    session.rollback()
    begin_writing(session)  # a customer answers meanwhile

    looked = client.get(page.request.path)

    assert looked.status_code == 200
    assert told in looked.text


@pytest.mark.parametrize("limit", ["TOUCHED_MAX", "COUNTED_MAX"])
def test_orders_of_many_garments_or_of_one_that_sells_well_are_counted_and_hold_nobody_up(
    client, session, sign_in, monkeypatch, limit
):
    products.import_products(session, (FILES / "products.csv").read_bytes())
    orders.import_orders(session, (FILES / "orders.csv").read_bytes())
    get_label(session)
    sign_in()
    page = upload(client, "orders", kind="orders")
    assert "6 known" in page.text
    monkeypatch.setattr(uploads, limit, 0)
    session.rollback()
    begin_writing(session)  # a customer answers meanwhile

    looked = client.get(page.request.path)

    assert looked.status_code == 200
    assert "5 orders." in looked.text
