"""The customer's form: one tap or one place is enough, nothing typed is lost."""

import gzip
import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.models import Feedback, FeedbackSource, Garment, Job, Keeping, ReadState, Wear
from app.services import label, pictures, piece_codes, rounds
from app.services.developing import Thumb
from app.web import form_pages
from nlp.taxonomy import GarmentKind
from tests import cast


def _given(session):
    session.expire_all()
    return session.query(Feedback).one()


def test_the_form_names_the_garment_and_promises_what_it_is(client, code):
    page = client.get(f"/f/{code}").text

    assert "Linen shirt" in page
    assert "not a public review, not a return" in page
    assert 'aria-label="Sleeves"' in page


def test_a_code_is_read_however_it_was_typed(client, code):
    typed = f" {code[:4].lower()}-{code[4:].lower()} "

    assert client.post("/f", data={"code": typed}).location == f"/f/{code}"


def _slip(code):
    """The code with its last character mistaken."""
    return code[:-1] + ("2" if code[-1] != "2" else "3")


def test_a_mistyped_code_says_so_and_offers_the_one_that_was_meant(client, code):
    answer = client.post("/f", data={"code": _slip(code)})

    assert answer.status_code == 422
    assert "one of its characters is off" in answer.text
    assert _slip(code) in answer.text
    assert f'href="/f/{code}">{code[:4]}-{code[4:]}</a>' in answer.text
    assert "Linen shirt" not in answer.text


def test_a_mistyped_address_is_put_right_the_same_way(client, code):
    answer = client.get(f"/F/{_slip(code)}", follow_redirects=True)

    assert answer.status_code == 404
    assert "one of its characters is off" in answer.text
    assert f'value="{_slip(code)}"' in answer.text
    assert f'href="/f/{code}"' in answer.text
    assert "Linen shirt" not in answer.text


def test_nothing_near_offers_nothing(client, code):
    answer = client.post("/f", data={"code": "K7M2"})

    assert answer.status_code == 422
    assert "A code has 8 characters; “K7M2” has 4." in answer.text
    assert "Did you mean" not in answer.text


def test_codes_are_tried_as_often_by_all_doors_together(client, code):
    for _ in range(15):
        client.post("/f", data={"code": _slip(code)})
        client.get(f"/f/{_slip(code)}")

    for answer in (client.post("/f", data={"code": _slip(code)}), client.get(f"/f/{code}")):
        assert answer.status_code == 429
        assert "Did you mean" not in answer.text


def test_an_address_typed_in_capitals_asks_for_the_code(client):
    assert client.get("/F").location == "/f"


def test_an_unknown_code_names_no_garment(client, session, code):
    answer = client.get("/f/00000000")

    assert answer.status_code == 404
    assert "Linen shirt" not in answer.text


@pytest.fixture
def navy_small(session):
    """The code of a size and colour of a shirt."""
    shirt = cast.make_shirt(session)
    run = rounds.plan_round(session, shirt, planned={"S": 5}, colour="Navy")
    (piece,) = piece_codes.make_codes(session, run)
    session.commit()
    return piece.code


def _chosen(page):
    return re.findall(r'value="(\w+)"\s+checked', page)


def test_a_label_that_knows_its_size_and_colour_fills_them_in(client, session, navy_small):
    page = client.get(f"/F/{navy_small}", follow_redirects=True).text

    assert [each for each in _chosen(page) if each in ("S", "Navy")] == ["S", "Navy"]


def test_what_the_customer_says_of_size_and_colour_goes_before_the_label(client, session, navy_small):
    client.post(f"/f/{navy_small}", data={"key": "k" * 32, "size": "M", "colour": "White", "fine": "y"})

    given = _given(session)
    assert (given.size.name, given.colour.name) == ("M", "White")
    assert given.production_round.piece_codes[0].code == navy_small


def test_a_refused_answer_keeps_the_label_and_what_was_changed(client, navy_small):
    answer = client.post(f"/f/{navy_small}", data={"key": "k" * 32, "size": "M", "colour": "White"})

    assert answer.status_code == 422
    assert f'action="/f/{navy_small}"' in answer.text
    assert [each for each in _chosen(answer.text) if each in ("S", "M", "Navy", "White")] == ["M", "White"]


def test_one_tap_says_that_everything_fits(client, session, code):
    answer = client.post(f"/f/{code}", data={"key": "k" * 32, "size": "M", "fine": "y"})

    given = _given(session)
    assert answer.status_code == 303
    assert (given.fits_fine, given.size.name, given.source) == (True, "M", FeedbackSource.FORM)
    assert given.production_round.code == code
    assert "everything fits fine" in client.get(answer.location).text


def test_the_first_button_which_enter_presses_says_nothing(client, code):
    page = client.get(f"/f/{code}").text

    assert page.index('name="send"') < page.index('name="fine"')


def test_a_place_that_is_off_outweighs_that_everything_fits(client, session, code):
    client.post(f"/f/{code}", data={"key": "k" * 32, "zone-sleeve.length": "long", "fine": "y"})

    given = _given(session)
    assert (given.fits_fine, given.rest_fits) == (False, True)
    assert [issue.standing_code for issue in given.issues] == ["sleeve.length/long"]


def test_a_place_with_its_amount_is_an_issue_at_once(client, session, code):
    client.post(
        f"/f/{code}",
        data={
            "key": "k" * 32, "size": "L", "zone-sleeve.length": "long", "amount-sleeve.length": "2", "rest_fits": "y",
            "comment": "Else lovely.", "keeping": "altered", "wear": "washed", "height": "1,72 m", "usual_size": "M",
        },
    )  # fmt: skip

    given = _given(session)
    (issue,) = given.issues
    assert (issue.standing_code, issue.amount, issue.amount_unit) == ("sleeve.length/long", 2.0, "cm")
    assert (issue.low_mm, issue.high_mm) == (10.0, 30.0)
    assert (given.rest_fits, given.keeping, given.wear) == (True, Keeping.ALTERED, Wear.WASHED)
    assert (given.height_mm, given.usual_size, given.read_state) == (1720, "M", ReadState.UNREAD)


def test_words_wait_for_the_worker_that_is_asked_at_once(client, app, session, code):
    client.post(f"/f/{code}", data={"key": "k" * 32, "comment": "The sleeves are too long."})

    assert session.query(Job).one().kind == "read_comments"
    assert app.extensions["job_queue"].count_waiting() == 1


def test_an_answer_outlives_a_queue_that_is_broken(client, app, session, code, monkeypatch):
    monkeypatch.setitem(app.extensions, "job_queue", None)

    answer = client.post(f"/f/{code}", data={"key": "k" * 32, "comment": "The sleeves are too long."})

    assert answer.status_code == 303
    assert _given(session).comment == "The sleeves are too long."


def test_nothing_at_all_is_refused_with_what_is_missing(client, session, code):
    answer = client.post(f"/f/{code}", data={"key": "k" * 32, "size": "S", "usual_size": "M"})

    assert answer.status_code == 422
    assert "One answer is needed" in answer.text
    assert session.query(Feedback).count() == 0


def test_a_refused_form_keeps_all_that_was_typed(client, session, code):
    answer = client.post(
        f"/f/{code}",
        data={
            "key": "keep-this-key", "size": "S", "zone-hip.width": "small", "amount-hip.width": "3",
            "comment": "Tight when I sit.", "rest_fits": "y", "height": "tall",
        },
    )  # fmt: skip

    assert answer.status_code == 422
    assert "“tall” is no height" in answer.text.replace("&#39;", "'")
    for kept in ("keep-this-key", "Tight when I sit.", 'value="tall"'):
        assert kept in answer.text
    assert answer.text.count("checked") == 5, "one of them says which side of the sketch shows"
    assert session.query(Feedback).count() == 0


def test_a_size_that_the_garment_does_not_have_is_refused(client, session, code):
    answer = client.post(f"/f/{code}", data={"key": "k" * 32, "size": "XXXL", "fine": "y"})

    assert answer.status_code == 422
    assert "has no size “XXXL”" in answer.text


def test_a_page_posted_twice_is_stored_once_with_one_receipt(client, session, code):
    body = {"key": "k" * 32, "fine": "y"}

    assert client.post(f"/f/{code}", data=body).location == client.post(f"/f/{code}", data=body).location
    assert session.query(Feedback).count() == 1


@pytest.mark.every_database
def test_fifty_posts_at_once_are_one_answer(app, session, code):
    def post(_):
        with app.test_client() as client:
            return client.post(f"/f/{code}", data={"key": "k" * 32, "zone-hip.width": "small"})

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(post, range(50)))

    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.location for answer in answers}) == 1
    assert session.query(Feedback).count() == 1
    assert app.test_client().post(f"/f/{code}", data={"key": "k" * 32, "fine": "y"}).status_code == 422


def test_a_closed_round_still_listens(client, session, code):
    rounds.close_round(session, rounds.find_round_by_code(session, code))
    session.commit()

    assert client.post(f"/f/{code}", data={"key": "k" * 32, "fine": "y"}).status_code == 303


def test_a_label_in_capitals_leads_to_the_form(client, code):
    assert client.get(f"/F/{code}").location == f"/f/{code}"


def test_too_many_answers_from_one_address_come_back_with_what_was_typed(client, session, code):
    for _ in range(60):
        client.post(f"/f/{code}", data={"key": "the same answer again", "fine": "y"})
    answer = client.post(f"/f/{code}", data={"key": "the last", "comment": "Still here."})

    assert answer.status_code == 429
    assert "Wait a few minutes" in answer.text
    assert "Still here." in answer.text


def test_too_small_overall_outweighs_that_everything_fits(client, session, code):
    client.post(f"/f/{code}", data={"key": "k" * 32, "overall_fit": "too_small", "fine": "y"})

    given = _given(session)
    assert (given.fits_fine, given.rest_fits) == (False, True)
    assert [issue.standing_code for issue in given.issues] == ["size.overall/small"]


def test_something_else_at_a_place_is_heard_in_words(client, session, code):
    client.post(f"/f/{code}", data={"key": "k" * 32, "other-sleeve": "pulls when I reach", "comment": "Else lovely."})

    given = _given(session)
    assert given.comment == "Sleeves: pulls when I reach\nElse lovely."
    assert given.read_state is ReadState.UNREAD


def test_words_about_a_place_outweigh_that_everything_fits_and_come_back(client, session, code):
    refused = client.post(
        f"/f/{code}", data={"key": "k" * 32, "other-neck": "scratches", "height": "tall", "fine": "y"}
    )
    assert 'value="scratches"' in refused.text

    client.post(f"/f/{code}", data={"key": "k" * 32, "other-neck": "scratches", "fine": "y"})
    assert _given(session).fits_fine is False


def test_a_comment_that_is_too_long_is_cut_and_not_refused(client, session, code):
    answer = client.post(f"/f/{code}", data={"key": "k" * 32, "comment": "long " * 5000})

    assert answer.status_code == 303
    assert len(_given(session).comment) <= 20_000


@pytest.mark.every_database
def test_what_no_database_holds_does_not_lose_the_answer(client, session, code):
    body = {"key": "k\0ey", "usual_size": "M\0", "comment": "Too\0 long.", "size": "M"}

    assert client.post(f"/f/{code}", data=body).status_code == 303
    assert _given(session).usual_size == "M"


def test_a_refused_form_shows_the_places_that_were_answered_open(client, code):
    refused = client.post(f"/f/{code}", data={"key": "k" * 32, "zone-hip.width": "small", "height": "tall"}).text

    assert re.search(r'<details class="zone on"\s+id="place-hip"\s+open>', refused)


def test_too_many_codes_from_one_address_come_back_as_typed(client, code):
    for _ in range(30):
        client.post("/f", data={"code": code})
    answer = client.post("/f", data={"code": "K7M2"})

    assert answer.status_code == 429
    assert 'value="K7M2"' in answer.text


def test_a_first_visit_is_light(client, code):
    with (
        client.get(f"/f/{code}", headers={"Accept-Encoding": "gzip"}) as page,
        client.get("/static/css/form.css") as style,
    ):
        sent = len(page.data) + len(style.data)

    assert page.headers["Content-Encoding"] == "gzip"
    assert sent <= 15_000
    assert "Linen shirt" in gzip.decompress(page.data).decode()


def _without_key(page):
    return re.sub(r'(id="key" name="key" type="hidden" value=")[^"]+', r"\1", page)


def test_a_form_from_memory_is_the_one_that_was_drawn_but_for_its_key(client, session, code):
    def get(address=f"/f/{code}?size=M", **headers):
        return client.get(address, headers=headers)

    drawn, kept = get(), get()
    packed = get(**{"Accept-Encoding": "gzip"})
    assert drawn.text != kept.text
    assert _without_key(drawn.text) == _without_key(kept.text)
    assert _without_key(gzip.decompress(packed.data).decode()) == _without_key(kept.text)
    assert "Größe" in get(**{"Accept-Language": "de"}).text
    assert "inches" not in get(f"/f/{code}?size=M&unit=in").text
    assert "mine" not in get(f"/f/{code}").text
    assert "mine" in get(f"/f/{code}?from=mine").text

    label.change_label(session, name="Atelier Nord")
    shirt = session.query(Garment).one()
    shirt.name = "Flax shirt"
    pictures.set_picture(session, shirt, Thumb(b"jpeg", 4, 5))
    session.commit()
    page = get().text
    assert all(each in page for each in ("Atelier Nord", "Flax shirt", 'class="picture"'))


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


@pytest.mark.parametrize("kind", list(GarmentKind))
def test_every_kind_of_garment_has_a_form_whose_places_can_be_answered(client, session, kind):
    garment = cast.make_garment(session, kind=kind)
    printed = cast.make_round(session, garment, locked=True).code
    session.commit()
    page = client.get(f"/f/{printed}").text

    assert 'class="sketch front"' in page
    assert 'class="sketch back"' in page
    aspect = "waist.width" if 'name="zone-waist.width"' in page else "bust.width"
    assert client.post(f"/f/{printed}", data={"key": "k" * 32, f"zone-{aspect}": "small"}).status_code == 303


def test_a_label_in_inches_is_asked_in_inches(client, session, code):
    from app.services.label import change_label

    change_label(session, unit="in", grid="1/8")
    session.commit()

    assert "1 1/4" in client.get(f"/f/{code}").text
    client.post(f"/f/{code}", data={"key": "k" * 32, "zone-sleeve.length": "long", "amount-sleeve.length": "0.75"})
    assert (_given(session).issues[0].amount, _given(session).issues[0].amount_unit) == (0.75, "in")
