"""Photos of answers, shown to those they are meant for: the label, their customer, the pattern maker if told so."""

from flask import Blueprint
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from app.db import db
from app.errors import NotFound
from app.keeping import find_folder as find_folder
from app.keeping import keep_photos
from app.models import DropReason, Photo, SamplePhoto
from app.services import feedback, packets, photos
from app.web.limiting import limiter
from app.web.security import login_required
from app.web.uploads import Sent

pages = Blueprint("photos", __name__)

PHOTOS_PER_ADDRESS = "600 per minute"

DROPPED = {
    DropReason.TOO_LARGE: lazy_gettext("it is larger than %(number)s MB", number=photos.PHOTO_BYTES_MAX // 1024**2),
    DropReason.TOO_MANY_PIXELS: lazy_gettext("it has more pixels than a phone’s photo"),
    DropReason.NO_PICTURE: lazy_gettext("it is not a JPEG, PNG, WebP or HEIC picture"),
    DropReason.BROKEN: lazy_gettext("it cannot be read"),
    DropReason.TOO_MANY: lazy_gettext("an answer takes %(number)s photos", number=photos.PHOTOS_MAX),
}

_SIZE = "<any(large, small):size>"


@pages.get(f"/photos/<name>/{_SIZE}")
@login_required
def show(name: str, size: str) -> Response:
    """Show a photo to whoever is signed in."""
    return send_picture(photos.get_photo(db.session, name), size)


@pages.get(f"/r/<token>/photos/<name>/{_SIZE}")
@limiter.limit(PHOTOS_PER_ADDRESS)
def show_to_customer(token: str, name: str, size: str) -> Response:
    """Show a photo to the customer who gave it, by their private link."""
    return send_picture(photos.get_own_photo(feedback.open_first(db.session, token), name), size)


@pages.get(f"/m/<token>/photos/<name>/{_SIZE}")
@limiter.limit(PHOTOS_PER_ADDRESS)
def show_to_maker(token: str, name: str, size: str) -> Response:
    """Show a photo to the pattern maker, by the private link of their sheet, where its customer lets them see it."""
    return send_picture(photos.get_photo_on_sheet(db.session, packets.open_packet(db.session, token), name), size)


@pages.after_request
def keep_private(response: Response) -> Response:
    """Keep photos out of caches and search engines: what is erased is gone."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noimageindex"
    return response


def keep_sent_photos(feedback_id: int, sent: Sent) -> bool:
    """Keep the photos of an answer that is stored already; False where that broke, and its receipt says so."""
    if not sent.has_files:
        return True
    return keep_photos(feedback_id, sent.read_files(), maker_may_see=lambda: sent.fields.get("maker_may_see") == "y")


def send_picture(photo: Photo | SamplePhoto, size: str) -> Response:
    """Return the picture as what it is, never under a name or a type that somebody sent."""
    try:
        picture = photos.find_picture(photo, find_folder(), small=size == "small").read_bytes()
    except FileNotFoundError as error:
        raise NotFound(photos.NO_PHOTO) from error
    return Response(picture, mimetype="image/jpeg", headers={"Content-Disposition": "inline; filename=photo.jpg"})
