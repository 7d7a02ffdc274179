"""Changing an answer by its private link: the form comes back filled, and takes the place of what was said."""

import re
from html import unescape

from app.models import Feedback, FeedbackSource, Issue, Keeping, OverallFit, ReadState, Wear
from app.services import evidence, feedback, rounds
from tests.web.conftest import get_given, open_form, read_words

SAID = {
    "key": "k" * 32, "size": "L", "overall_fit": "too_large", "zone-sleeve.length": "long",
    "amount-sleeve.length": "2 cm", "rest_fits": "y", "comment": "The cuffs cover my thumbs.", "keeping": "altered",
    "wear": "worn", "height": "172", "usual_size": "M",
}  # fmt: skip


def test_the_form_comes_back_with_all_that_was_given(client, code):
    page = client.get(f"{_give(client, code)}/change/1").text

    assert "Change your answer" in page
    assert _sent_by(page) == {
        "size": "L", "overall_fit": "too_large", "zone-sleeve.length": "long", "amount-sleeve.length": "2 cm",
        "rest_fits": "y", "comment": "The cuffs cover my thumbs.", "keeping": "altered", "wear": "worn",
        "height": "172 cm", "usual_size": "M",
    }  # fmt: skip
    assert re.search(r'id="place-sleeve"\s+open', page), "what was answered is in sight"
    assert 'type="file"' not in page


def test_what_is_said_now_takes_the_place_of_what_was_said(client, app, session, code):
    receipt = _give(client, code)
    waiting = app.extensions["job_queue"].count_waiting()

    answer = client.post(
        f"{receipt}/change/1",
        data={"size": "M", "zone-hip.width": "small", "amount-hip.width": "3 cm", "comment": "Tight.", "keeping": ""},
    )

    given = get_given(session)
    assert (answer.status_code, answer.location) == (303, receipt)
    assert (given.size.name, given.overall_fit, given.rest_fits, given.keeping) == ("M", None, False, None)
    assert (given.wear, given.height_mm, given.usual_size) == (None, None, None)
    assert (given.comment, given.read_state) == ("Tight.", ReadState.UNREAD)
    assert [(issue.code, issue.amount) for issue in given.issues] == [("hip.width/small", 3.0)]
    assert app.extensions["job_queue"].count_waiting() == waiting, "one job waits, and reads this too"
    page = read_words(client.get(receipt))
    assert "Hips too tight, about 3 cm" in page
    assert "Changed on" in page
    assert "thumbs" not in page


def test_the_same_sent_again_changes_nothing_whatever_the_unit_of_the_page(client, session, code):
    receipt = client.post(f"/f/{code}", data=SAID | {"other-sleeve": "the placket"}).location
    for unit in ("cm", "in"):
        page = client.get(f"{receipt}/change/1?unit={unit}").text
        client.delete_cookie("unit")
        client.post(f"{receipt}/change/1", data=_sent_by(page))

    given = get_given(session)
    assert (given.height_mm, given.zone_answers[0].amount, given.zone_answers[0].amount_unit) == (1720, 2.0, "cm")
    assert (given.overall_fit, given.keeping, given.wear) == (OverallFit.TOO_LARGE, Keeping.ALTERED, Wear.WORN)
    assert "Changed on" not in client.get(receipt).text


def test_everything_fits_stays_so_until_it_is_taken_back(client, session, code):
    receipt = client.post(f"/f/{code}", data={"key": "k" * 32, "size": "M", "fine": "y"}).location
    filled = _sent_by(client.get(f"{receipt}/change/1").text)

    client.post(f"{receipt}/change/1", data=filled | {"size": "S"})
    assert (get_given(session).fits_fine, get_given(session).size.name) == (True, "S")

    client.post(f"{receipt}/change/1", data=filled | {"zone-hip.width": "small"})
    session.rollback()
    assert (get_given(session).fits_fine, get_given(session).rest_fits) == (False, True)


def test_a_refused_change_keeps_what_was_typed_and_what_was_said(client, session, code):
    receipt = _give(client, code)

    refused = client.post(f"{receipt}/change/1", data={"comment": "Other words.", "height": "tall"})
    nothing = client.post(f"{receipt}/change/1", data={"size": "M"})

    assert (refused.status_code, nothing.status_code) == (422, 422)
    assert "Other words." in refused.text
    assert 'value="tall"' in refused.text
    assert "One answer is needed" in nothing.text
    assert get_given(session).comment == "The cuffs cover my thumbs."


def test_too_many_changes_come_back_with_what_was_typed(client, session, code):
    receipt = _give(client, code)
    for _ in range(60):
        client.post(f"{receipt}/change/1", data={"fine": "y"})

    answer = client.post(f"{receipt}/change/1", data={"comment": "Still here."})

    assert answer.status_code == 429
    assert "Still here." in answer.text


def test_each_moment_is_changed_by_itself_and_the_piece_is_one(client, session, code):
    receipt = _give(client, code)
    client.post(f"{receipt}/washed", data={"key": "w" * 32, "zone-sleeve.length": "short", "comment": "It shrank."})

    second = client.get(f"{receipt}/change/2").text
    assert "It shrank." in second
    assert "Which size did you buy?" not in second
    client.post(f"{receipt}/change/2", data={"zone-sleeve.length": "short", "comment": "It shrank a lot."})
    client.post(f"{receipt}/change/1", data=SAID | {"size": "XL"})

    session.rollback()
    first, washed = session.query(Feedback).order_by(Feedback.id)
    assert (washed.comment, washed.wear, washed.size.name) == ("It shrank a lot.", Wear.WASHED, "XL")
    assert (first.comment, first.wear) == ("The cuffs cover my thumbs.", Wear.WORN)
    assert client.get(f"{receipt}/change/3").status_code == 404


def test_an_erased_answer_cannot_be_changed(client, session, code):
    receipt = _give(client, code)
    client.post(f"{receipt}/change/1", data={"comment": "Zyzzyva collar."})
    client.post(f"{receipt}/erase")

    assert client.get(f"{receipt}/change/1").status_code == 404
    assert client.post(f"{receipt}/change/1", data={"fine": "y"}).status_code == 404
    assert (session.query(Feedback).count(), session.query(Issue).count()) == (0, 0)


def test_the_customer_still_counts_once_and_the_counts_follow(client, session, code):
    key = open_form(client)
    receipt = client.post(f"/f/{code}", data={"key": key, "zone-sleeve.length": "long"}).location
    client.post(f"{receipt}/change/1", data={"zone-sleeve.length": "short"})

    session.rollback()
    rows = evidence.weigh_garment(session, get_given(session).garment)
    assert {row.cluster.code: (row.reporting, row.answered) for row in rows if row.answered} == {
        "sleeve.length/long": (0, 1), "sleeve.length/short": (1, 1),
    }  # fmt: skip


def test_an_amount_that_no_page_offers_stands(client, session, code):
    given = _give_by_program(session, code)
    session.commit()

    page = client.get(f"/r/{given.receipt}/change/1").text
    client.post(f"/r/{given.receipt}/change/1", data=_sent_by(page) | {"comment": "More words."})

    amounts = {zone.aspect: (zone.amount, zone.amount_unit) for zone in get_given(session).zone_answers}
    assert amounts == {"sleeve.length": (2.5, "cm"), "leg.length": (1.0, "in")}


def _give_by_program(session, code):
    """An answer that a program of the shop sent: other amounts, and a place that no shirt has."""
    cut = rounds.find_round_by_code(session, code)
    return feedback.record_feedback(
        session, cut.garment, source=FeedbackSource.FORM, production_round=cut, idempotency_key="k" * 32,
        zone_answers=[
            feedback.TappedZone("sleeve.length", "long", 2.5, "cm"),
            feedback.TappedZone("leg.length", "long", 1.0, "in"),
        ],
    )  # fmt: skip


def _give(client, code):
    return client.post(f"/f/{code}", data=SAID).location


def _sent_by(page):
    """What a browser without script sends of a page as it stands."""
    fields = {}
    for tag in re.findall(r"<input[^>]*>", page):
        made = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if made.get("type") in ("radio", "checkbox") and not re.search(r"\bchecked\b", tag):
            continue
        if made.get("name") not in (None, "side", "key") and made.get("value"):
            fields[made["name"]] = unescape(made["value"])
    words = re.search(r"<textarea[^>]*>([^<]*)", page)[1].replace("\n", "\r\n")  # so browsers end a line
    return fields | ({"comment": words} if words else {})
