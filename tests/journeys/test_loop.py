"""The whole loop by clicking: words → issues → evidence → decision → revision → sheet → sample → cut."""

import re

import pytest
from playwright.sync_api import Page, expect

from app.models import Feedback, ProductionRound, RoundStatus
from tests import cast
from tests.journeys.conftest import sign_in, width_of

pytestmark = pytest.mark.browser


@pytest.fixture
def code(session):
    """The code on the care label of a shirt that 19 people have answered about; half of them find the sleeves long."""
    shirt = cast.make_shirt(session)
    cut = cast.make_round(session, shirt, locked=True)
    cast.make_answers(session, shirt, says="sleeve.length/long", reporting=9, of=19, production_round=cut)
    cast.make_user(session)
    session.commit()
    return cut.code


def _tell(page: Page) -> int:
    """Say on the phone that the sleeves are too long, about 2 cm, and the rest fits; returns the taps."""
    taps = [
        page.get_by_role("link", name="Sleeves").first,
        page.locator("#place-sleeve").get_by_role("radio", name="too long"),
        page.locator("#place-sleeve .question").first.get_by_role("radio", name="2", exact=True),
        page.get_by_role("checkbox", name="Everything else fits"),
    ]
    for tap in taps:
        tap.click()
    page.get_by_label("In your words").fill("The sleeves are about two centimetres too long, they cover my thumbs.")
    page.get_by_role("button", name="Send").click()
    return len(taps) + 1


def _decide(page: Page) -> None:
    page.get_by_role("link", name="Linen shirt").click()
    page.get_by_role("link", name="Sleeve too long").first.click()
    expect(page.get_by_role("main")).to_contain_text("10 of the 20 who answered")
    expect(page.locator("mark").first).to_contain_text("too long")
    page.get_by_role("radio", name="Fix").check()
    page.get_by_label("Reason").fill("Half of them say so.")
    page.get_by_role("button", name="Decide").click()
    expect(page.locator("#decide")).to_contain_text("To be fixed")


def _draft_and_send(page: Page) -> str:
    """Draft the revision and send it; returns the pattern maker's link."""
    page.get_by_role("link", name="Linen shirt").click()
    page.get_by_role("link", name=re.compile("pattern revision 1")).click()
    page.get_by_role("button", name="Draft revision 2").click()
    page.get_by_label("What changes").select_option("D1")
    page.get_by_label("By how much in every size").fill("-2")
    page.get_by_label("Why, on the sheet").fill("Half of them say so.")
    page.get_by_role("button", name="Put it into the revision").click()
    expect(page.locator(".old-new .new")).to_contain_text("58.00")
    page.get_by_label("To whom").fill("Ana")
    page.get_by_role("button", name="Send the sheet").click()
    return page.locator(".told a").inner_text().strip()


def _receive(page: Page) -> None:
    page.get_by_label("Your name").fill("Ana")
    page.get_by_role("button", name="Received").click()
    page.get_by_role("radio", name="differently").check()
    page.get_by_label("Note").fill("Taken off above the cuff.")
    page.get_by_label("Measured on the new pattern, M", exact=True).fill("58")
    page.get_by_role("button", name="Send the answers").click()
    expect(page.get_by_role("main")).to_contain_text("· differently")


def _settle(page: Page) -> None:
    page.reload()
    expect(page.get_by_role("main")).to_contain_text("Line 1 was done differently by Ana.")
    page.get_by_role("button", name="Take it as it was done").click()
    expect(page.get_by_role("main")).to_contain_text("Agreed by Mia")


def _sample_and_approve(page: Page) -> None:
    page.get_by_role("radio", name="accepted").check()
    page.get_by_label("Sleeve length from shoulder, measured in centimetres").fill("58.2")
    page.get_by_role("button", name="Keep the sample").click()
    expect(page.get_by_role("main")).to_contain_text("58.20")
    page.get_by_role("button", name="Approve for cutting").click()
    expect(page.get_by_role("main")).to_contain_text("approved")


def _plan_and_release(page: Page) -> None:
    page.get_by_role("link", name="Linen shirt").click()
    page.get_by_role("link", name="Plan a run").click()
    page.get_by_label("M", exact=True).fill("40")
    page.get_by_role("button", name="Plan it").click()
    expect(page.locator(".gate .open")).to_have_count(0)
    page.get_by_role("button", name="Release to cut").click()
    expect(page.get_by_role("main")).to_contain_text("released to cut")


def test_a_customers_words_become_the_next_cut(session, code, open_page, work):
    phone = open_page(f"/f/{code}", phone=True)
    assert _tell(phone) <= 12
    expect(phone.get_by_role("main")).to_contain_text("Sleeve too long")
    assert work() >= 1

    desk = open_page("/sign-in")
    sign_in(desk)
    _decide(desk)
    link = _draft_and_send(desk)
    _receive(open_page(link, phone=True))
    _settle(desk)
    _sample_and_approve(desk)
    _plan_and_release(desk)

    session.rollback()
    cut = session.query(ProductionRound).filter_by(number=2).one()
    assert (cut.status, cut.revision.number) == (RoundStatus.LOCKED, 2)
    assert cut.snapshot["revision"]


def test_a_happy_customer_needs_two_taps_and_comes_back_after_washing(session, code, open_page):
    page = open_page(f"/f/{code}", phone=True)

    page.locator("#size").get_by_role("radio", name="M", exact=True).click()
    page.get_by_role("button", name="Everything fits fine").click()

    expect(page.get_by_role("main")).to_contain_text("everything fits fine")
    session.rollback()
    assert session.query(Feedback).order_by(Feedback.id.desc()).first().fits_fine

    page.get_by_role("link", name="Did it change after washing?").click()
    page.get_by_role("radio", name="a bit small").check()
    page.get_by_role("button", name="Send").click()

    expect(page.get_by_role("main")).to_contain_text("After washing")
    session.rollback()
    washed = session.query(Feedback).order_by(Feedback.id.desc()).first()
    assert (washed.size.name, washed.first.fits_fine) == ("M", True)


def test_without_script_a_place_is_told_from_the_list(session, code, open_page):
    page = open_page(f"/f/{code}", phone=True, script=False)

    page.locator("#place-hip summary").click()
    page.locator("#place-hip").get_by_role("radio", name="too tight").click()
    page.get_by_role("button", name="Send").click()

    expect(page.get_by_role("main")).to_contain_text("Hips too tight")


@pytest.mark.thorough
def test_a_customer_erases_what_was_given(session, code, open_page):
    page = open_page(f"/f/{code}", phone=True)
    page.get_by_role("button", name="Everything fits fine").click()

    page.get_by_role("link", name="Erase my answer").click()
    page.get_by_role("button", name="Erase it").click()

    expect(page.get_by_role("main")).to_contain_text("Your answer is erased.")
    session.rollback()
    assert session.query(Feedback).count() == 19


@pytest.mark.thorough
def test_what_was_typed_outlives_a_closed_window(code, open_page):
    page = open_page(f"/f/{code}", phone=True)
    page.get_by_label("In your words").fill("Lovely, but the collar stands away.")
    page.reload()

    expect(page.get_by_label("In your words")).to_have_value("Lovely, but the collar stands away.")


@pytest.mark.thorough
@pytest.mark.parametrize("width", [360, 390, 1440])
def test_no_page_of_the_form_scrolls_sideways(code, open_page, width):
    page = open_page(f"/f/{code}")
    page.set_viewport_size({"width": width, "height": 844})

    assert width_of(page) <= width


@pytest.mark.thorough
def test_an_answer_given_without_signal_is_sent_when_there_is_one(session, code, open_page):
    page = open_page(f"/f/{code}", phone=True)
    page.context.set_offline(True)
    page.wait_for_function("!navigator.onLine")
    page.get_by_label("In your words").fill("Lovely, but the collar stands away.")
    page.get_by_role("button", name="Send", exact=True).last.click()
    expect(page.get_by_role("button", name="No signal: it is sent when there is one")).to_be_visible()
    session.rollback()
    assert session.query(Feedback).count() == 19

    page.context.set_offline(False)

    expect(page.get_by_role("main")).to_contain_text("Lovely, but the collar stands away.")
    session.rollback()
    assert session.query(Feedback).count() == 20
    page.wait_for_load_state("load")  # the receipt's script forgets the draft once the page stands
    page.goto(f"/f/{code}")
    expect(page.get_by_label("In your words")).to_have_value("")


def test_an_answer_on_its_way_says_so(code, open_page):
    page = open_page(f"/f/{code}", phone=True)  # one window: to open another takes longer than all that is asked here

    said, sent = page.evaluate("""() => {
        let sent = 0;
        addEventListener("submit", (event) => { sent += !event.defaultPrevented; event.preventDefault(); });
        const buttons = [...document.querySelectorAll("button.main")];
        buttons.at(-1).click();
        for (const button of buttons) button.click();
        return [buttons.map((button) => button.textContent), sent];
    }""")
    assert (said, sent) == (["Everything fits fine", "Sending …"], 1), "a second tap sends nothing"

    page.reload()
    said = page.evaluate("""() => {
        addEventListener("submit", (event) => event.preventDefault());
        const button = [...document.querySelectorAll("button.main")].at(-1);
        button.click();
        return [false, true].map((persisted) => {
            dispatchEvent(new PageTransitionEvent("pageshow", { persisted }));
            return button.textContent;
        });
    }""")
    assert said == ["Sending …", "Send"], "until the page is come back to"

    page.reload()
    said, sent = page.evaluate("""async () => {
        let draw;
        window.createImageBitmap = () => new Promise((_, fail) => { draw = fail; });
        const photos = new DataTransfer();
        photos.items.add(new File(["…"], "a.jpg", { type: "image/jpeg" }));
        const input = document.getElementById("photos");
        input.files = photos.files;
        input.dispatchEvent(new Event("change", { bubbles: true }));
        const sent = [];
        const gone = new Promise((done) => addEventListener("submit", (event) => {
            if (event.defaultPrevented) return;
            event.preventDefault();
            sent.push(event.submitter.name);
            setTimeout(done, 200);
        }));
        const buttons = [...document.querySelectorAll("button.main")];
        for (const button of buttons) button.click();
        const said = buttons.map((button) => button.textContent);
        draw();
        await gone;
        return [said, sent];
    }""")
    assert (said, sent) == (["Everything fits fine", "Sending …"], ["send"]), "it waits for photos; the last tap counts"


@pytest.mark.thorough
def test_an_answer_whose_receipt_is_lost_is_sent_once_more_and_kept_once(session, code, open_page):
    page = open_page(f"/f/{code}", phone=True)
    page.get_by_label("In your words").fill("The collar stands away.")
    page.route("**/f/*", lambda route: (route.fetch(max_redirects=0), route.abort()))
    page.get_by_role("button", name="Send", exact=True).last.click()
    page.wait_for_url("chrome-error://**")
    page.unroute("**/f/*")
    session.rollback()
    assert session.query(Feedback).count() == 20, "the answer arrived; its receipt did not"

    page.goto(f"/f/{code}")
    expect(page.get_by_label("In your words")).to_have_value("The collar stands away.")
    page.get_by_role("button", name="Send", exact=True).last.click()

    expect(page.get_by_role("main")).to_contain_text("The collar stands away.")
    session.rollback()
    assert session.query(Feedback).count() == 20
