"""Pictures of garments: drawn anew, small, one for all colours and one for each that has its own."""

import secrets

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from app.errors import NotFound, RuleError
from app.models import DropReason, Garment, GarmentColour, GarmentPicture, User
from app.services import audit
from app.services.developing import Thumb, UnusableError, develop_thumb
from app.services.garments import hold_garment
from app.services.sizes_and_colours import get_colour

NO_PICTURE = "There is no such picture."

_REFUSALS = {
    DropReason.NO_PICTURE: "This is not a JPEG, PNG, WebP or HEIC picture.",
    DropReason.TOO_MANY_PIXELS: "This picture has more pixels than a phone’s photo.",
    DropReason.BROKEN: "This picture cannot be read.",
}


def draw_picture(content: bytes) -> Thumb:
    """Return a file as it is shown; asks no database, so none is held up."""
    try:
        return develop_thumb(content)
    except UnusableError as refusal:
        raise RuleError(_REFUSALS[refusal.reason], field="file") from refusal


def set_picture(
    session: Session, garment: Garment, drawn: Thumb, *, colour: str | None = None, user: User | None = None
) -> GarmentPicture:
    """Return the picture of a garment, or of one colour of it, in place of the one that was there."""
    wanted = get_colour(garment, colour) if colour else None
    hold_garment(session, garment)
    before = _find(session, garment, wanted)
    if before is not None:
        session.delete(before)
        session.flush()
    picture = GarmentPicture(
        garment=garment, colour=wanted, name=secrets.token_hex(16), content=drawn.content, width=drawn.width,
        height=drawn.height,
    )  # fmt: skip
    session.add(picture)
    audit.note(session, "pictured", garment, user=user, colour=wanted.id if wanted else None)
    return picture


def get_picture(session: Session, garment: Garment, *, colour: str | None = None) -> GarmentPicture:
    """Return the picture for this very colour, or the one for all."""
    picture = _find(session, garment, get_colour(garment, colour) if colour else None)
    if picture is None:
        raise NotFound(NO_PICTURE)
    return picture


def remove_picture(session: Session, garment: Garment, name: str, *, user: User | None = None) -> None:
    """Remove a picture of a garment; its form shows the flat again, or the picture for all colours."""
    picture = session.scalar(
        select(GarmentPicture).where(GarmentPicture.garment_id == garment.id, GarmentPicture.name == name)
    )
    if picture is None:
        raise NotFound(NO_PICTURE)
    audit.note(session, "unpictured", garment, user=user, colour=picture.colour_id)
    session.delete(picture)


def find_picture(session: Session, garment: Garment, colour: GarmentColour | None = None) -> GarmentPicture | None:
    """Return the picture of a garment in a colour, else the one for all colours, else None."""
    own = _find(session, garment, colour) if colour is not None else None
    return own or _find(session, garment, None)


def list_pictures(session: Session, garment: Garment) -> list[GarmentPicture]:
    """Return the pictures of a garment, the one for all colours first."""
    found = select(GarmentPicture).where(GarmentPicture.garment_id == garment.id)
    return sorted(session.scalars(found), key=lambda picture: picture.colour_id or 0)


def read_picture(session: Session, name: str) -> bytes:
    """Return the JPEG with this name."""
    named = select(GarmentPicture).where(GarmentPicture.name == name).options(undefer(GarmentPicture.content))
    picture = session.scalar(named)
    if picture is None:
        raise NotFound(NO_PICTURE)
    return picture.content


def _find(session: Session, garment: Garment, colour: GarmentColour | None) -> GarmentPicture | None:
    wanted = GarmentPicture.colour_id.is_(None) if colour is None else GarmentPicture.colour_id == colour.id
    return session.scalar(select(GarmentPicture).where(GarmentPicture.garment_id == garment.id, wanted))
