"""Feedback that a program sends: one answer of one customer, as the form takes it."""

from typing import Annotated, Any

from flask import Response, current_app, url_for
from pydantic import Base64Bytes, BaseModel, ConfigDict, Field, JsonValue

from app.api.blueprints import answer, hold_to_json, make_api, refusals
from app.api.security import get_caller
from app.api.shapes import Moment, Named, NameOrNumber, Shape, Words
from app.db import db, write_durably
from app.keeping import keep_photos
from app.models import COMMENT_MAX, NAME_MAX, DropReason, Feedback, FeedbackSource, Keeping, Label, OverallFit, Wear
from app.reading import have_it_read
from app.services import coding, feedback, photos, public_address, tokens
from app.services.feedback import TappedZone
from app.services.heights import SHORTEST_MM, TALLEST_MM
from app.services.label import get_label
from app.services.pieces import find_about
from nlp.taxonomy import ASPECTS, IssueCode

api = make_api("feedback", "What customers say.")
api.before_request(hold_to_json)

ANSWERS: list[JsonValue] = [*sorted({code.value_word for code in IssueCode})]

Truth = Annotated[bool, Field(strict=True)]


EXAMPLE: dict[str, Any] = {
    "source": "form",
    "garment": "Marit shirt",
    "size": "M",
    "comment": "The sleeves are an inch too long.",
    "zones": [{"aspect": "sleeve.length", "answer": "long", "amount": 1, "unit": "in"}],
    "rest_fits": True,
}


class Zone(Shape):
    """A place on the garment, what is off there, and about how much."""

    aspect: Words = Field(description="Where.", json_schema_extra={"enum": list(ASPECTS)})
    answer: Words = Field(
        description="Which way, in a word that the aspect knows.",
        examples=["long"],
        json_schema_extra={"enum": ANSWERS},
    )
    amount: float | None = Field(None, strict=True, gt=0, lt=100, allow_inf_nan=False, examples=[2])
    unit: Words | None = Field(None, description="Of the amount: mm, cm, in or size.", examples=["cm"])


class NewPhoto(Shape):
    """A photo, as the camera wrote it; it is drawn anew, and what it tells of its place is not kept."""

    name: Words = Field("photo.jpg", max_length=NAME_MAX, description="What it is called where it is refused.")
    content: Base64Bytes = Field(
        description=f"JPEG, PNG, WebP or HEIC of at most {photos.PHOTO_BYTES_MAX // 1024**2} MB, in base64.",
        json_schema_extra={"format": "byte"},
    )


class NewFeedback(Shape):
    """One answer: a garment or the code on its care label, and at least one thing said about it."""

    model_config = ConfigDict(json_schema_extra={"example": EXAMPLE})

    source: FeedbackSource = Field(description="How it came; sources are weighed apart.")
    garment: NameOrNumber | None = Field(
        None, description="Its id, style number, shop reference or name.", examples=["Marit shirt"]
    )
    code: Words | None = Field(None, description="The code on the care label; it tells the run, perhaps the size too.")
    round: NameOrNumber | None = Field(None, description="The run: its number or code; else the only one it can be.")
    size: Words | None = Field(None, description="A size of the garment. Unknown if left out.", examples=["M"])
    colour: Words | None = Field(None, description="A colour of the garment. Unknown if left out.")
    comment: str | None = Field(
        None, description=f"In the customer's words; the first {COMMENT_MAX} letters are kept.",
        examples=["The sleeves are an inch too long."],
    )  # fmt: skip
    overall_fit: OverallFit | None = None
    fits_fine: Truth = Field(False, description="Everything fits fine.")
    rest_fits: Truth = Field(False, description="Everything that is not among the zones fits.")
    zones: list[Zone] = Field([], max_length=len(ASPECTS))
    keeping: Keeping | None = None
    altered_by: float | None = Field(
        None, strict=True, gt=0, lt=100, allow_inf_nan=False, examples=[2],
        description="Of a piece that is altered (keeping): by about how much, in all.",
    )  # fmt: skip
    altered_unit: Words | None = Field(None, description="Of that amount: mm, cm or in.", examples=["cm"])
    wear: Wear | None = None
    height_mm: int | None = Field(None, strict=True, ge=SHORTEST_MM, le=TALLEST_MM, examples=[1720])
    usual_size: Words | None = Field(None, max_length=20)
    rating: float | None = Field(None, strict=True, ge=1, le=5, allow_inf_nan=False, description="Stars, 1 to 5.")
    answered_at: Moment | None = Field(None, description="When the customer said it, with the zone.")
    photos: list[NewPhoto] = Field(
        [], max_length=photos.TRIED_MAX,
        description=f"The first {photos.PHOTOS_MAX} that are pictures are kept; the label alone sees them. What is "
        "wrong with one never refuses the answer.",
    )  # fmt: skip
    maker_may_see: Truth = Field(False, description="The pattern maker may see the photos too.")
    customer: Words | None = Field(
        None, max_length=254, description="E-mail or order number; only a keyed hash is kept, so that one counts once."
    )
    external_id: Words | None = Field(
        None, max_length=NAME_MAX,
        description="Its id where it comes from: stored once, and never again once it has been erased.",
    )  # fmt: skip


class AboutGarment(BaseModel):
    """The garment that an answer is about."""

    id: int
    name: str


class NotKept(BaseModel):
    """A photo that was sent and is not kept."""

    name: str
    reason: DropReason


class StoredFeedback(BaseModel):
    """An answer as it is stored; its words are read soon after."""

    id: int
    garment: AboutGarment
    round: int | None
    size: str | None
    colour: str | None
    receipt: str | None = Field(description="The customer's private link, which shows and erases the answer.")
    photos: int = Field(description="How many of those that were sent now or before are kept with it.")
    photos_not_kept: list[NotKept]
    photos_lost: bool = Field(description="They could not be kept just now: send all again with the same key.")


@api.post("/feedback", responses={201: StoredFeedback, **refusals(400, 409, 413, 422)})
def send_feedback(header: Named, body: NewFeedback) -> Response:
    """Store one answer, durably and before anything else; then have its words read, and keep its photos."""
    key = tokens.own_key(get_caller().token_id, header.key)
    with write_durably() as session:
        about = find_about(
            session, garment=body.garment, code=body.code, production_round=body.round, size=body.size,
            colour=body.colour, answered_at=body.answered_at,
        )  # fmt: skip
        recorded = feedback.record_feedback(
            session, about.garment, production_round=about.production_round,
            size=about.size.name if about.size else None, colour=about.colour.name if about.colour else None,
            idempotency_key=key, **_read(body),
        )  # fmt: skip
        session.flush()
        stored = _describe(recorded, get_label(session))
        garment_id, is_new = about.garment.id, recorded.created
        session.commit()
    if is_new:
        have_it_read(garment_id)
    if body.photos:
        _keep_photos(stored, body)
    return answer(stored, 201)


def _keep_photos(stored: StoredFeedback, body: NewFeedback) -> None:
    """Keep what was sent beside an answer, and say what became of it; sent again, none is there twice."""
    uploads = [
        photos.Upload(each.name, each.content if len(each.content) <= photos.PHOTO_BYTES_MAX else None)
        for each in body.photos
    ]
    stored.photos_lost = not keep_photos(stored.id, uploads, maker_may_see=lambda: body.maker_may_see)
    said: Feedback = coding.get_feedback(db.session, stored.id)
    stored.photos = len(said.photos)
    stored.photos_not_kept = _list_not_kept(said)
    db.session.rollback()


def _list_not_kept(said: Feedback) -> list[NotKept]:
    return [NotKept(name=each.file_name, reason=each.reason) for each in said.dropped_photos]


def _read(body: NewFeedback) -> dict[str, Any]:
    """What was said, as `record_feedback` takes it."""
    same = ("source", "comment", "overall_fit", "fits_fine", "rest_fits", "keeping", "altered_by", "altered_unit",
            "wear", "height_mm", "usual_size", "rating", "answered_at", "customer")  # fmt: skip
    return {name: getattr(body, name) for name in same} | {
        "external_id": (body.external_id or "").strip() or None,
        "zone_answers": [TappedZone(zone.aspect, zone.answer, zone.amount, zone.unit) for zone in body.zones],
    }


def _describe(recorded: feedback.Recorded, house: Label) -> StoredFeedback:
    said = recorded.feedback
    link = url_for("receipts.show_receipt", token=recorded.receipt) if recorded.receipt else None
    address = public_address.find_address(house, current_app.config["TOILE_PUBLIC_URL"])
    return StoredFeedback(
        id=said.id,
        garment=AboutGarment(id=said.garment.id, name=said.garment.name),
        round=said.production_round.number if said.production_round else None,
        size=said.size.name if said.size else None,
        colour=said.colour.name if said.colour else None,
        receipt=f"{address}{link}" if link else None,
        photos=0 if recorded.created else len(said.photos),
        photos_not_kept=[] if recorded.created else _list_not_kept(said),
        photos_lost=False,
    )
