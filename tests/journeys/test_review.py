"""A whole review of the demo's shirt by clicking: read, correct, arrange, decide, draft, send, sew, release to cut."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from app.services.demo import collection
from tests.journeys.conftest import PHONE, sign_in, width_of

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

SHIRT = "Marit linen shirt"
TIGHT = "Bust too tight"

DECISIONS = {
    "Shrinks": ("Fix", "Fabric or trim", "One lot only: the mill pre-washes the next one."),
    "Seams badly sewn": ("Fix", "Note to the factory", "Threads are left at the placket."),
    "Runs small": ("Fix", "Size chart or product page", "The chart says L where it is an M."),
    "Shoulders too wide": ("Fix", "Carry to the block", "The block is wide; this shirt stays."),
    "Fastening trouble": ("Keep as is", None, "The hidden placket is what they buy it for."),
    "Neck opening too tight": ("Watch", None, "Seven in three runs; the collar is new."),
}


@pytest.fixture
def database_url(request: pytest.FixtureRequest, demo_data: Path, tmp_path: Path) -> str:
    """A copy of the demo collection, on which everything may be done."""
    return f"sqlite:///{shutil.copytree(demo_data, tmp_path / 'demo') / 'toile.db'}"


def test_a_review_of_the_demo_from_words_to_the_cut(open_page: Callable[..., Page], work: Callable[[], int]):
    desk = open_page("/sign-in")
    sign_in(desk, collection.DESIGNER_EMAIL, collection.DESIGNER_PASSWORD)
    _see_what_needs_her(desk)

    _read_the_point(desk)
    _correct_a_reading(desk)
    _mark_words(desk)
    work()
    _split_by_sub_theme_and_merge_back(desk, work)
    _split_by_ticks_and_merge_back(desk, work)

    for name, (choice, route, reason) in DECISIONS.items():
        _decide(desk, name, choice, reason, route=route)
    _decide(desk, "Garment too long", "Defer to a run", "The hem waits for the new lot.", run="5")
    _decide(desk, TIGHT, "Fix", "L and XL, three runs in a row: the grade is too small.", route="Pattern revision")

    _draft_the_suggestion(desk)
    _write_an_instruction(desk, "Keep the placket flat: fuse it to the waist.")
    maker = open_page(_send_the_sheet(desk), phone=True)
    _receive_and_ask(maker)
    _reply(desk)
    _answer_the_rest(maker)

    _keep_a_sample(desk, "with changes", size="XL", measured="63", notes="Still pulls at the third button.")
    _draft_once_more(desk)
    again = open_page(_send_the_sheet(desk), phone=True)
    _receive(again)
    again.get_by_role("button", name="Send, all else is done as written").click()
    expect(again.get_by_role("main")).to_contain_text("· done")
    _see_what_the_gate_misses(desk)
    _keep_a_sample(desk, "accepted", size="M", measured="55.25", notes="Sits without a pull.")
    expect(desk.get_by_role("region", name="Fit samples")).to_contain_text("Sits without a pull.")
    desk.get_by_role("button", name="Approve for cutting").click()
    expect(desk.get_by_role("main")).to_contain_text("by Ida Nordlund")
    _release(desk)


def test_a_point_among_many_stays_as_wide_as_a_phone(open_page: Callable[..., Page]):
    desk = open_page("/sign-in", phone=True)
    sign_in(desk, collection.DESIGNER_EMAIL, collection.DESIGNER_PASSWORD)
    desk.get_by_role("link", name="Shrinks").click()
    expect(desk.get_by_role("button", name="Move there")).to_be_visible()

    assert width_of(desk) <= PHONE["width"]


def _see_what_needs_her(desk: Page) -> None:
    expect(desk.get_by_role("heading", level=1)).to_have_text("What needs you")
    shirt = desk.get_by_role("region", name=SHIRT)
    expect(shirt).to_contain_text("Corrections to the pattern maker by")
    expect(shirt).to_contain_text("Decide: Shrinks")
    shirt.get_by_role("link", name=SHIRT).click()
    expect(desk.get_by_role("heading", level=1)).to_have_text(SHIRT)


def _open_shirt(desk: Page) -> None:
    desk.get_by_role("navigation", name="Main").get_by_role("link", name="Garments").click()
    desk.get_by_role("link", name=SHIRT).click()


def _open_point(desk: Page, name: str) -> None:
    _open_shirt(desk)
    desk.get_by_role("region", name=re.compile("^Fit points")).get_by_role("link", name=name, exact=True).click()
    expect(desk.get_by_role("heading", level=1)).to_have_text(name)


def _quotes(desk: Page) -> Locator:
    return desk.get_by_role("region", name=re.compile("^What they say"))


def _read_the_point(desk: Page) -> None:
    _open_point(desk, TIGHT)
    expect(desk.get_by_role("heading", name=re.compile("^Grading"))).to_be_visible()
    expect(desk.get_by_role("main")).to_contain_text("the steps between the sizes are too small")
    expect(desk.get_by_role("main")).to_contain_text("who answered")
    expect(_quotes(desk).get_by_role("mark").first).to_be_visible()


def _correct_a_reading(desk: Page) -> None:
    quote = _quotes(desk).get_by_role("listitem").first
    quote.get_by_text("why is this here").click()
    quote.get_by_role("radio", name="It is something else").check()
    quote.get_by_label("Something else", exact=True).select_option(label="Fastening trouble")
    quote.get_by_role("button", name="Keep this").click()

    expect(desk.get_by_role("status")).to_contain_text("Kept.")


def _mark_words(desk: Page) -> None:
    """Mark the first words of an answer as an issue that the reader has not seen."""
    _quotes(desk).get_by_role("listitem").first.get_by_role("link").first.click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Answer")
    said = desk.get_by_role("region", name="What they say").get_by_role("blockquote").inner_text()
    desk.get_by_label("The words").fill(" ".join(said.strip("“” ").split()[:3]))
    desk.get_by_label("That says").select_option(label="Shoulders too tight")
    desk.get_by_role("button", name="Mark", exact=True).click()

    expect(desk.get_by_role("region", name="What that means")).to_contain_text("Marked by a person")
    expect(desk.get_by_role("link", name="Shoulders too tight")).to_be_visible()


def _split_by_sub_theme_and_merge_back(desk: Page, work: Callable[[], int]) -> None:
    _open_point(desk, TIGHT)
    told = desk.get_by_role("region", name=re.compile("^Told in these ways")).get_by_role("listitem").nth(1)
    told.get_by_text("customers").click()
    told.get_by_label("Name of the new fit point").fill("No room in the bust")
    told.get_by_role("button", name="Split off").click()

    _merge_back(desk, "No room in the bust", work)


def _split_by_ticks_and_merge_back(desk: Page, work: Callable[[], int]) -> None:
    quotes = _quotes(desk)
    for number in (1, 2):
        quotes.get_by_label(f"tick quote {number}", exact=True).check()
    ticked = desk.get_by_role("form", name="The ticked quotes")
    ticked.get_by_label("Name of the ticked part").fill("Only when sitting")
    ticked.get_by_role("button", name="Split off").click()

    _merge_back(desk, "Only when sitting", work)


def _merge_back(desk: Page, name: str, work: Callable[[], int]) -> None:
    expect(desk.get_by_role("heading", level=1)).to_have_text(name)
    work()
    desk.reload()
    expect(desk.get_by_role("main")).to_contain_text("who answered")
    desk.get_by_label("It is the same as").select_option(label=TIGHT)
    desk.get_by_role("button", name="Merge").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text(TIGHT)
    expect(desk.get_by_role("region", name="Merge")).to_contain_text(name)
    work()
    desk.reload()


def _decide(
    desk: Page, name: str, choice: str, reason: str, *, route: str | None = None, run: str | None = None
) -> None:
    _open_point(desk, name)
    button = desk.get_by_role("button", name="Decide", exact=True)
    desk.wait_for_load_state()  # the heading stands before the rest of the page does
    if not button.is_visible():
        desk.get_by_text("Decide otherwise").click()
    desk.get_by_role("radio", name=choice, exact=True).check()
    if route:
        desk.get_by_role("radio", name=route, exact=True).check()
    if run:
        desk.get_by_label("First in").fill(run)
    desk.get_by_label("Reason").fill(reason)
    button.click()

    expect(desk.get_by_role("region", name="History")).to_contain_text(reason)
    if route:
        expect(desk.get_by_role("region", name="History")).to_contain_text(f"({route.lower()})")


def _draft_the_suggestion(desk: Page) -> None:
    desk.get_by_role("button", name="Draft it").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Pattern revision 3")
    expect(desk.get_by_label("What changes")).to_have_value("A1")
    desk.get_by_role("button", name="Put it into the revision").first.click()
    expect(desk.get_by_role("region", name=re.compile("^1 Chest width"))).to_contain_text(f"Drawn from {TIGHT}")


def _write_an_instruction(desk: Page, words: str) -> None:
    form = desk.locator("form").filter(has=desk.get_by_label(re.compile("what no measure can say", re.I)))
    form.get_by_label(re.compile("what no measure can say", re.I)).fill(words)
    form.get_by_label("On which piece").fill("Front")
    form.get_by_role("button", name=re.compile("Put it into the revision|Add the instruction")).click()
    expect(desk.get_by_role("region", name=re.compile("^2 Instruction"))).to_contain_text(words)


def _send_the_sheet(desk: Page) -> str:
    """Send it; returns the private link, which is shown once."""
    desk.get_by_label("To whom").fill(collection.PATTERN_MAKER)
    desk.get_by_role("button", name="Send the sheet").click()
    link = desk.get_by_role("status").get_by_role("link").inner_text().strip()
    expect(desk).to_have_url(re.compile(r"/revisions/\d+$"))  # a reload sends nothing again
    return link


def _receive(maker: Page) -> None:
    expect(maker.get_by_role("navigation", name="Main")).to_have_count(0)
    maker.get_by_label("Your name").fill(collection.PATTERN_MAKER)
    maker.get_by_role("button", name="Received").click()
    expect(maker.get_by_role("main")).to_contain_text(f"Received by {collection.PATTERN_MAKER}")


def _receive_and_ask(maker: Page) -> None:
    _receive(maker)
    measure = maker.get_by_role("region", name=re.compile("^1 Chest width"))
    measure.get_by_role("radio", name="done").check()
    measure.get_by_label("Measured on the new pattern, XL").fill("62.5")
    instruction = maker.get_by_role("region", name=re.compile("^2 Instruction"))
    instruction.get_by_role("radio", name="question").check()
    instruction.get_by_label("Note").fill("Which fusing?")
    maker.get_by_role("button", name="Send the answers").click()
    expect(instruction.get_by_role("heading")).to_contain_text("question")


def _reply(desk: Page) -> None:
    desk.get_by_role("navigation", name="Main").get_by_role("link", name="Home").click()
    asked = desk.get_by_role("region", name=SHIRT)
    expect(asked).to_contain_text(f"{collection.PATTERN_MAKER} asks about line 2")
    asked.get_by_role("link", name="pattern revision 3").first.click()
    desk.get_by_label("Your reply").fill("The light one that the cuffs have.")
    desk.get_by_role("button", name="Reply").click()
    expect(desk.get_by_role("main")).to_contain_text("“The light one that the cuffs have.”")


def _answer_the_rest(maker: Page) -> None:
    maker.reload()
    instruction = maker.get_by_role("region", name=re.compile("^2 Instruction"))
    expect(instruction).to_contain_text("The light one that the cuffs have.")
    instruction.get_by_role("radio", name="done").check()
    maker.get_by_role("button", name="Send the answers").click()
    expect(instruction.get_by_role("heading")).to_contain_text("done")


def _keep_a_sample(desk: Page, verdict: str, *, size: str, measured: str, notes: str) -> None:
    samples = desk.get_by_role("region", name="Fit samples")
    samples.get_by_role("radio", name=verdict, exact=True).check()
    samples.get_by_label("Size").select_option(size)
    samples.get_by_label("Tried on by").fill("Karin")
    samples.get_by_label(re.compile("^Chest width.*measured in centimetres")).fill(measured)
    samples.get_by_label("Notes").fill(notes)
    samples.get_by_role("button", name="Keep the sample").click()


def _draft_once_more(desk: Page) -> None:
    desk.get_by_role("link", name="4 draft").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Pattern revision 4")
    desk.get_by_label("What changes").select_option("A1")
    desk.get_by_label("By how much in every size").fill("+0.25")
    desk.get_by_role("button", name="Put it into the revision").first.click()
    expect(desk.get_by_role("region", name=re.compile("^1 Chest width"))).to_contain_text("+0.25")


def _see_what_the_gate_misses(desk: Page) -> None:
    _open_shirt(desk)
    desk.get_by_role("link", name="Run 4", exact=True).click()
    gate = desk.get_by_role("region", name="Before the cut")
    expect(gate).to_contain_text("done: Every fit point that matters is decided.")
    expect(gate).to_contain_text("open: Revision 4 is not approved yet.")
    expect(gate).to_contain_text("open: Revision 4 needs an accepted sample in M")
    gate.get_by_role("link", name="not approved yet").click()


def _release(desk: Page) -> None:
    _open_shirt(desk)
    desk.get_by_role("link", name="Run 4", exact=True).click()
    expect(desk.get_by_role("region", name="Before the cut")).not_to_contain_text("open:")
    desk.get_by_role("button", name="Release to cut").click()

    expect(desk.get_by_role("main")).to_contain_text("released to cut")
    expect(desk.get_by_role("link", name="pattern revision 4")).to_be_visible()
