"""A customer is spoken to in their language and their unit; a choice is kept while the browser is open."""

import gzip
from html import unescape

import pytest

from app.models import Feedback
from app.services.label import change_label
from app.web.languages import LANGUAGES


def _ask(client, path, accepted, **more):
    return client.get(path, headers={"Accept-Language": accepted}, **more)


def _say(client, code, **given):
    return client.post(f"/f/{code}", data={"key": "k" * 32, "zone-sleeve.length": "long"} | given)


@pytest.mark.parametrize(
    "accepted, language, heading",
    [
        ("de-AT,de;q=0.9,en;q=0.5", "de", "Wie passt es?"),
        ("fr", "fr", "Comment vous va ce vêtement"),
        ("es-419,es;q=0.9", "es", "¿Cómo te queda?"),
        ("en-GB", "en", "How does it fit?"),
        ("nl,de;q=0.8", "de", "Wie passt es?"),
        ("nl", "en", "How does it fit?"),
        ("de;q=0,fr", "fr", "Comment vous va ce vêtement"),
        ("xx-??;q=2,;;,*", "en", "How does it fit?"),
        ("", "en", "How does it fit?"),
    ],
)
def test_the_form_speaks_what_the_browser_asks_for(client, code, accepted, language, heading):
    page = _ask(client, f"/f/{code}", accepted).text

    assert f'<html lang="{language}" dir="ltr">' in page
    assert heading in page


def test_a_choice_outweighs_the_browser_and_is_kept_while_it_is_open(client, code):
    chosen = _ask(client, f"/f/{code}?lang=es&size=M", "de")

    assert "¿Cómo te queda?" in chosen.text
    assert chosen.headers["Set-Cookie"] == "lang=es; HttpOnly; Path=/; SameSite=Lax", (
        "no date: it ends with the browser"
    )
    assert f'href="/f/{code}?lang=fr&amp;size=M"' in chosen.text, "the switch forgets nothing of the address"
    assert "¿Cómo te queda?" in _ask(client, f"/f/{code}", "de").text


def test_an_unknown_choice_is_no_choice(client, code):
    answer = _ask(client, f"/f/{code}?lang=tlh&unit=ell", "de")

    assert "Wie passt es?" in answer.text
    assert "Set-Cookie" not in answer.headers


def test_the_switch_names_every_language_in_itself(client, code):
    page = client.get(f"/f/{code}").text

    for name in LANGUAGES.values():
        assert name in page
    assert page.count('aria-current="true"') == 1


def test_the_desk_stays_english(client, sign_in):
    sign_in()
    client.get("/f?lang=de")

    assert '<html lang="en"' in _ask(client, "/", "de").text


def test_a_refusal_of_a_service_is_said_in_the_customers_language(client, session, code):
    answer = client.post(f"/f/{code}?lang=de", data={"key": "k" * 32, "height": "groß", "fine": "y"})

    assert "„groß“ können wir nicht als Körpergröße lesen: Schreib 172 oder 5'8\"." in unescape(answer.text)
    assert session.query(Feedback).count() == 0


def test_what_a_field_itself_refuses_is_said_in_the_customers_language_too(client, code):
    answer = client.post(f"/f/{code}?lang=es", data={"key": "k" * 32, "usual_size": "M" * 21, "fine": "y"})

    assert answer.status_code == 422
    assert "no puede" in answer.text


@pytest.mark.parametrize(
    "path, sentence",
    [
        ("/f/00000000", "n’est pas tout à fait juste"),
        ("/r/nothing", "Ce lien ne montre rien, ou plus rien."),
        ("/r/nothing/photos/x/large", "Ce lien ne montre rien, ou plus rien."),
        ("/f/no/such/page", "L’adresse est peut-être mal saisie"),
    ],
)
def test_what_is_not_there_is_said_in_the_customers_language_and_look(client, path, sentence):
    answer = _ask(client, path, "fr")

    assert answer.status_code == 404
    assert sentence in answer.text
    assert "form.css" in answer.text


def test_a_wrong_way_of_asking_is_told_in_the_customers_language(client, code):
    answer = client.put(f"/f/{code}", headers={"Accept-Language": "es"})

    assert answer.status_code == 405
    assert "Esta página no se usa así." in answer.text


def test_what_was_typed_is_quoted_and_never_read_as_a_placeholder(client, code):
    answer = client.post("/f", data={"code": "<b>%(typed)s %d"})

    assert answer.status_code == 422
    assert "&lt;b&gt;%(typed)s %d" in answer.text


def test_the_receipt_speaks_the_customers_language(client, code):
    receipt = _say(client, code, **{"amount-sleeve.length": "2 cm", "height": "172"}).location
    page = " ".join(_ask(client, receipt, "de-DE").text.split())

    assert "Ärmel zu lang, etwa 2 cm" in page
    assert "172 cm" in page
    assert "Was du ihnen gesagt hast" in page


@pytest.mark.parametrize(
    "accepted, day",
    [("en-US", "April 3, 2026"), ("en-GB", "3 April 2026"), ("en", "3 April 2026"), ("de", "3. April 2026")],
)
def test_the_day_is_written_as_the_customer_does(client, session, code, accepted, day):
    receipt = _say(client, code).location
    given = session.query(Feedback).one()
    given.received_at = given.received_at.replace(year=2026, month=4, day=3)
    session.commit()

    assert day in _ask(client, receipt, accepted).text


@pytest.mark.parametrize(
    "accepted, unit, asked",
    [
        ("en-US,en;q=0.5", "mm", "1 1/4"),
        ("es-US", "cm", "1 1/4"),
        ("en-GB", "in", "5+"),
        ("de,en-US;q=0.7,en;q=0.3", "in", "5+"),
        ("en", "in", "1 1/4"),
        ("en", "cm", "5+"),
    ],
)
def test_customers_in_the_states_are_asked_in_inches(client, session, code, accepted, unit, asked):
    change_label(session, unit=unit, grid={"mm": "1", "cm": "0.1", "in": "1/8"}[unit])
    session.commit()

    assert asked in _ask(client, f"/f/{code}", accepted).text


def test_the_unit_can_be_switched_and_an_amount_means_what_was_asked(client, session, code):
    assert "in inches" in _ask(client, f"/f/{code}", "en-GB").text
    switched = _ask(client, f"/f/{code}?unit=in", "en-GB").text
    assert 'value="0.75 in"' in switched
    assert "in centimetres" in switched

    receipt = _say(client, code, **{"amount-sleeve.length": "0.75 in", "height": "5'8"}).location
    session.expire_all()
    issue = session.query(Feedback).one().issues[0]
    assert (issue.amount, issue.amount_unit) == (0.75, "in")
    page = " ".join(client.get(receipt).text.split())
    assert "Sleeve too long, about 3/4 in" in page
    assert "5&#39;8" in page


def test_an_amount_holds_though_the_unit_was_switched_after_the_page_was_opened(client, session, code):
    client.get(f"/f/{code}?unit=in")
    _say(client, code, **{"amount-sleeve.length": "2 cm"})

    issue = session.query(Feedback).one().issues[0]
    assert (issue.amount, issue.amount_unit) == (2.0, "cm")


def test_words_about_a_place_stand_behind_its_name_in_the_customers_language(client, session, code):
    client.post(f"/f/{code}?lang=de", data={"key": "k" * 32, "other-sleeve": "spannt"})

    assert session.query(Feedback).one().comment == "Ärmel: spannt"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_first_visit_is_light_in_every_language(client, code, language):
    with (
        client.get(f"/f/{code}?lang={language}", headers={"Accept-Encoding": "gzip"}) as page,
        client.get("/static/css/form.css") as style,
    ):
        sent = len(page.data) + len(style.data)

    assert sent <= 30_000
    assert "Linen shirt" in gzip.decompress(page.data).decode()
    assert {"Accept-Language", "Cookie", "Accept-Encoding"} <= set(page.vary)


@pytest.mark.parametrize("amount, said", [(1, "etwa eine Größe"), (2, "etwa 2 Größen")])
def test_sizes_that_words_told_are_counted_in_the_customers_language(client, session, code, amount, said):
    receipt = _say(client, code).location
    issue = session.query(Feedback).one().issues[0]
    issue.amount, issue.amount_unit, issue.stated = amount, "size", True
    session.commit()

    assert said in _ask(client, receipt, "de").text
