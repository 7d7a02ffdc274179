"""The empty form is light, and kept in memory: it is the one that was drawn, and holds nothing that anybody typed."""

import gzip
import re
from time import monotonic

from sqlalchemy import update

from app import unchanged
from app.db import lend_engine
from app.models import Garment, GarmentSize
from app.services import label, pictures
from app.services.developing import Thumb
from app.web import form_pages


def test_a_first_visit_is_light(client, code):
    with (
        client.get(f"/f/{code}", headers={"Accept-Encoding": "gzip"}) as page,
        client.get("/static/css/form.css") as style,
    ):
        sent = len(page.data) + len(style.data)

    assert page.headers["Content-Encoding"] == "gzip"
    assert sent <= 15_500
    assert "Linen shirt" in gzip.decompress(page.data).decode()


def test_a_form_from_memory_is_the_one_that_was_drawn_but_for_its_key(client, session, code):
    def get(address=f"/f/{code}?size=M", **headers):
        return client.get(address, headers=headers)

    drawn, kept = get(), get()
    packed = get(**{"Accept-Encoding": "gzip"})
    assert drawn.text != kept.text
    assert _without_key(drawn.text) == _without_key(kept.text)
    assert _without_key(gzip.decompress(packed.data).decode()) == _without_key(kept.text)
    assert "Größe" in get(**{"Accept-Language": "de"}).text
    assert ">in inches<" not in get(f"/f/{code}?size=M&unit=in").text
    assert "mine" not in get(f"/f/{code}").text
    assert "mine" in get(f"/f/{code}?from=mine").text

    label.change_label(session, name="Atelier Nord")
    shirt = session.query(Garment).one()
    shirt.name = "Flax shirt"
    pictures.set_picture(session, shirt, Thumb(b"jpeg", 4, 5))
    session.commit()
    page = get().text
    assert all(each in page for each in ("Atelier Nord", "Flax shirt", 'class="picture"'))


def test_what_another_process_changes_stands_on_the_form_and_is_held_to_within_a_second(
    client, session, database_url, code, monkeypatch
):
    client.get(f"/f/{code}")
    client.post(f"/f/{code}", data={"key": "k" * 32, "fine": "y"})
    with lend_engine(database_url) as engine, engine.begin() as elsewhere:
        elsewhere.execute(update(Garment).values(name="Flax shirt"))
        elsewhere.execute(update(GarmentSize).where(GarmentSize.name == "M").values(name="12"))
    second = monotonic() + 1
    monkeypatch.setattr(unchanged, "monotonic", lambda: second)

    page = client.get(f"/f/{code}").text
    given = client.post(f"/f/{code}", data={"key": "w" * 32, "size": "12", "overall_fit": "right"})

    assert "Flax shirt" in page
    assert 'value="12"' in page
    assert given.status_code == 303


def test_a_form_that_is_given_again_at_the_door_is_the_whole_answer(client, code):
    first, again = client.get(f"/f/{code}?lang=de"), client.get(f"/f/{code}?lang=de")
    with_cookie = client.get(f"/f/{code}")

    assert first.headers == again.headers
    assert "Größe" in with_cookie.text, "the language that was chosen is kept in a cookie"
    assert client.head(f"/f/{code}").data == b""


def test_no_more_pages_are_kept_than_fit(monkeypatch):
    monkeypatch.setattr(form_pages, "PAGES_MAX", 2)
    pages = form_pages.FormPages()
    for known_by in (1, 2):
        pages.keep(known_by, form_pages.FormPage("", ""))

    pages.find(1)
    pages.keep(3, form_pages.FormPage("", ""))

    assert [pages.find(each) is not None for each in (1, 2, 3)] == [True, False, True]


def test_what_was_typed_is_never_compressed_beside_a_key(client, code):
    answer = client.post(f"/f/{code}", data={"key": "k" * 32}, headers={"Accept-Encoding": "gzip"})

    assert answer.status_code == 422
    assert "Content-Encoding" not in answer.headers


def _without_key(page):
    return re.sub(r'(id="key" name="key" type="hidden" value=")[^"]+', r"\1", page)
