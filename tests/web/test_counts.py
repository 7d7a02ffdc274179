"""The pieces of a run, counted per size."""

import re
from datetime import timedelta

from app.models import CountKind, now
from tests.web.conftest import get_round


def test_counts_are_kept_per_size(client, session, cut, sign_in):
    sign_in()

    client.post(f"{cut}/counts", data={"kind": "sold", "counted_on": "2026-11-20", "pieces-S": "7", "pieces-M": "9"})

    assert [(each.kind, each.size.name, each.quantity) for each in get_round(session).counts] == [
        (CountKind.SOLD, "S", 7), (CountKind.SOLD, "M", 9)
    ]  # fmt: skip
    assert "<td>9</td>" in client.get(cut).text


def test_what_is_counted_in_every_size_is_summed_up(client, cut, sign_in):
    sign_in()

    pieces = {f"pieces-{size}": "9" for size in ("XS", "S", "M", "L", "XL")}
    client.post(f"{cut}/counts", data={"kind": "cut", "counted_on": "2026-11-20"} | pieces)

    assert "50 pieces planned, 45 cut in all." in client.get(cut).text


def test_a_size_that_sold_out_says_so_there_and_where_the_next_is_planned(client, cut, sign_in):
    sign_in()

    typed = {"kind": "sold", "counted_on": "2026-11-20", "on_sale_on": "2026-11-14", "pieces-S": "10"}
    client.post(f"{cut}/counts", data=typed)

    said = "S sold out in 6 days: demand unknown above 10."
    assert said in client.get(cut).text
    assert said in client.get(f"{cut.rpartition('/')[0]}/new").text


def test_a_day_of_sale_that_cannot_be_is_refused_and_what_was_typed_is_kept(client, session, cut, sign_in):
    sign_in()
    client.post(f"{cut}/counts", data={"kind": "sold", "counted_on": "2026-11-20", "pieces-S": "7"})
    session.rollback()
    typed = {"kind": "sold", "counted_on": "2026-11-27", "on_sale_on": "2026-11-21", "pieces-S": "9"}

    answer = client.post(f"{cut}/counts", data=typed)

    assert answer.status_code == 422
    assert "had sold a piece on 2026-11-20: it was on sale by then." in answer.text
    assert 'id="on_sale_on-error"' in answer.text
    assert 'value="2026-11-21"' in answer.text
    assert re.search(r'name="pieces-S"[^>]*value="9"', answer.text)
    assert (get_round(session).on_sale_on, [each.quantity for each in get_round(session).counts]) == (None, [7])


def test_a_count_of_nothing_is_refused(client, cut, sign_in):
    sign_in()

    answer = client.post(f"{cut}/counts", data={"kind": "sold", "counted_on": "2026-11-20"})

    assert answer.status_code == 422
    assert "How many, in which sizes?" in answer.text


def test_more_than_were_cut_are_kept_once_it_is_said_that_it_is_so(client, session, cut, sign_in):
    sign_in()
    typed = {"kind": "sold", "counted_on": "2026-11-20", "pieces-S": "7", "pieces-M": "55"}

    asked = client.post(f"{cut}/counts", data=typed)

    assert (asked.status_code, "M: 55 sold, where 10 were planned. Is it so?" in asked.text) == (422, True)
    assert not get_round(session).counts
    said = re.search(r'name="sure" value="([^"]+)"', asked.text)[1]
    other = client.post(f"{cut}/counts", data=typed | {"pieces-M": "66", "sure": said})
    assert (other.status_code, "M: 66 sold" in other.text) == (422, True)
    assert client.post(f"{cut}/counts", data=typed | {"sure": said}).status_code == 303
    session.rollback()
    assert [each.quantity for each in get_round(session).counts] == [7, 55]


def test_refuses_a_count_as_of_a_day_that_is_still_to_come(client, session, cut, sign_in):
    sign_in()
    day = (now() + timedelta(days=2)).date().isoformat()

    answer = client.post(f"{cut}/counts", data={"kind": "sold", "counted_on": day, "pieces-S": "7"})

    assert answer.status_code == 422
    assert f"{day} is still to come: count as of today or before." in answer.text
    assert 'id="counted_on-error"' in answer.text
    assert get_round(session).counts == []
