"""Photographs every page that a person uses, on a desktop and on a phone, as small files that are sharp."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy.orm import Session

from app.jobs.read_comments import load_tagger
from app.models import Feedback, FeedbackSource, Garment, User
from app.services import clusters, feedback, garments, grouping, label_rules, public_address, tagging, weighing
from app.services.demo import collection
from app.services.demo.dress import SANNA
from app.services.demo.shirt import MARIT
from app.services.demo.showing import Showcase
from app.services.demo.trousers import INES
from nlp.taxonomy import IssueCode

WIDTHS = {"1440": {"width": 1440, "height": 900}, "390": {"width": 390, "height": 844}}

COLOURS = 64
"""Chalk, calico and one blue: so many keep every letter smooth, and a page under 40 kB."""

UNNAMED = (
    "It smells awful.",
    "It still smells awful.",
    "Out of the bag it smells awful.",
)

REVIEWS = f"""review,garment,rating,size,date
"The cuffs hang over my hands.",{MARIT.name},3,M,2026-05-04
"Lovely linen, the bust is a bit tight.",{MARIT.name},4,L,2026-05-06
"Perfect.",{SANNA.name},5,38,2026-05-09
"""


@dataclass(frozen=True)
class View:
    """A page to photograph: where it is, and what is done there before."""

    path: str
    prepare: Callable[[Page], None] = lambda page: None


def add_to_demo(session: Session) -> None:
    """Add what the demo's label has not met yet: rules, a fault without a name, an address to sew in."""
    ida = session.query(User).filter_by(email=collection.DESIGNER_EMAIL).one()
    label_rules.add_rule(session, phrase="third button", code=IssueCode.BUST_WIDTH_SMALL, user=ida)
    label_rules.add_rule(session, phrase="boyfriend fit", code=None, user=ida)
    dress = garments.get_garment(session, SANNA.style_number)
    told = [
        feedback.record_feedback(
            session, dress, source=FeedbackSource.REVIEW, comment=words, external_id=words
        ).feedback
        for words in UNNAMED
    ]
    tagging.tag_feedback(session, load_tagger(), told)
    grouping.group_garment(session, dress)
    weighing.weigh(session, dress)
    public_address.record_answer(session, "https://fit.nordlund.example", user=ida)


def list_views(session: Session, showcase: Showcase) -> tuple[dict[str, View], dict[str, View]]:
    """Return the pages behind a code or a link, and those behind the sign-in, each by the name of its picture."""
    shirt, dress, trousers = (garments.get_garment(session, each.style_number) for each in (MARIT, SANNA, INES))
    form = f"/f/{showcase.round_code}"
    public = {
        "form": View(form, _tap_the_sleeves),
        "receipt": View(form, _send),
        "maker": View(f"/m/{showcase.sheet_token}"),
    }
    tight = _find_answer(session, shirt, "bust")
    desk = {
        "home": View("/"),
        "garments": View("/garments"),
        "garment": View(f"/garments/{shirt.id}"),
        "point": View(_point(session, shirt, IssueCode.BUST_WIDTH_SMALL)),
        "decision": View(_point(session, shirt, IssueCode.FABRIC_SHRINKAGE_SHRINKS), _begin_to_decide),
        "revision": View(f"/garments/{trousers.id}/revisions/{trousers.revisions[-1].number}"),
        "compare": View(f"/garments/{dress.id}/revisions/1/compare/2"),
        "run": View(f"/garments/{shirt.id}/rounds/{shirt.rounds[-1].number}"),
        "labels": View(f"/garments/{dress.id}/rounds/{dress.rounds[-1].number}#care-label"),
        "inbox": View("/feedback?words=sleeves"),
        "answer": View(f"/feedback/{tight}"),
        "imports": View("/imports", _look_at_a_file),
        "rules": View("/rules"),
        "unnamed": View(f"/garments/{dress.id}/unnamed", _hear_them),
        "settings": View("/settings"),
        "note": View("/notes/new", _write_a_note),
    }
    return public, desk


def photograph(browser: Browser, address: str, views: tuple[dict[str, View], dict[str, View]], folder: Path) -> None:
    """Put a picture of each page and width into the folder, and the garment's page in the dark."""
    public, desk = views
    for width, viewport in WIDTHS.items():
        designer = browser.new_context(base_url=address, viewport=viewport, locale="en-GB")
        _sign_in(designer)
        for name, view in desk.items():
            _shoot(designer, view, folder / f"{name}-{width}.webp")
    for width, viewport in WIDTHS.items():  # after the desk, whose inbox shall not hold what is sent here
        visitor = browser.new_context(base_url=address, viewport=viewport, locale="en-GB")
        for name, view in public.items():
            _shoot(visitor, view, folder / f"{name}-{width}.webp")
    night = browser.new_context(base_url=address, viewport=WIDTHS["1440"], color_scheme="dark")
    _sign_in(night)
    _shoot(night, desk["garment"], folder / "garment-dark.webp")


def _shoot(context: BrowserContext, view: View, path: Path) -> None:
    page = context.new_page()
    page.goto(view.path)
    view.prepare(page)
    page.wait_for_load_state()
    keep_small(page.screenshot(), path)
    page.close()


def keep_small(picture: bytes, path: Path) -> None:
    """Keep a picture in few colours without blurring what is read: lossless, where a photograph's way leaves smears."""
    drawn = Image.open(io.BytesIO(picture)).convert("RGB")
    few = drawn.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    if path.suffix == ".webp":
        few.convert("RGB").save(path, lossless=True, quality=80, method=4)
    else:
        few.save(path, optimize=True)


def _sign_in(desk: BrowserContext) -> None:
    page = desk.new_page()
    page.goto("/sign-in")
    page.get_by_label("E-mail").fill(collection.DESIGNER_EMAIL)
    page.get_by_label("Password").fill(collection.DESIGNER_PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.close()


def _point(session: Session, garment: Garment, code: IssueCode) -> str:
    return f"/points/{next(each.id for each in clusters.list_clusters(session, garment) if each.code is code)}"


def _find_answer(session: Session, garment: Garment, words: str) -> int:
    """The first answer to a garment that says two things, one of them in these words."""
    told = session.query(Feedback).filter_by(garment=garment).filter(Feedback.comment.contains(words))
    return min(each.id for each in told if len(each.issues) > 1)


def _tap_the_sleeves(page: Page) -> None:
    page.get_by_role("link", name="Sleeves").click()
    page.locator("#place-sleeve").get_by_role("radio", name="too long").check()
    page.locator(".sketch.front").scroll_into_view_if_needed()


def _send(page: Page) -> None:
    _tap_the_sleeves(page)
    page.get_by_label("In your words").fill("The sleeves are about two centimetres too long.")
    page.get_by_role("button", name="Send", exact=True).last.click()


def _begin_to_decide(page: Page) -> None:
    page.get_by_role("radio", name="Fix", exact=True).check()
    page.get_by_role("radio", name="Fabric or trim").check()
    page.get_by_label("Reason").fill("The mill pre-washes the next lot.")
    page.locator("#decide").scroll_into_view_if_needed()


def _hear_them(page: Page) -> None:
    page.get_by_text("3 customers").click()


def _look_at_a_file(page: Page) -> None:
    file = {"name": "reviews.csv", "mimeType": "text/csv", "buffer": REVIEWS.encode()}
    page.get_by_label("CSV file").set_input_files([file])
    page.get_by_role("button", name="Look at it").click()


def _write_a_note(page: Page) -> None:
    page.get_by_text("fitting").click()
    page.get_by_label("What was said or seen").fill("The buttons pull as soon as she sits.")
