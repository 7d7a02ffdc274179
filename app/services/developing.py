"""Developing: what somebody sent as a photo becomes two plain JPEGs, a large and a small one, or is refused.

Nothing of the file itself is kept: its pixels are drawn anew at a bounded size, so that neither its metadata (where it
was taken, by whom) nor anything that hides behind a picture comes along.
"""

import threading
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, JpegImagePlugin, PngImagePlugin, WebPImagePlugin
from PIL.Image import Transpose

from app.cores import on_any_core
from app.models import DropReason
from app.services import heic

PIXELS_MAX = 25_000_000
"""What phones take; more is a bomb or a poster, and a bomb is told by its first bytes, before it is unpacked."""

LARGE_SIDE = 1600
SMALL_SIDE = 320
"""Longest sides in pixels: enough to see a stitch, and what lies beside a quote."""

THUMB_SIDE = 360
THUMB_BYTES_MAX = 25_000
"""Nobody waits for it in a fitting room."""

THUMB_QUALITIES = (70, 55, 40, 25)

DECODERS_MAX = 2
"""So many pictures are unpacked at once, whoever sends."""

SCANS_MAX = 64
"""A JPEG may paint the same picture in any number of passes; cameras need about ten."""

TEXT_MAX = 4 * 1024 * 1024
"""Bytes that texts inside a PNG may unpack to."""

_TURNS = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
_ORIENTATION = 0x0112

_decoders = threading.BoundedSemaphore(DECODERS_MAX)
PngImagePlugin.MAX_TEXT_MEMORY = TEXT_MAX


class UnusableError(Exception):
    """What was sent is not a photo that can be kept."""

    def __init__(self, reason: DropReason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class Picture:
    """A photo as it is kept: two JPEGs without anything beside their pixels, and the size of the large one."""

    large: bytes
    small: bytes
    width: int
    height: int


@dataclass(frozen=True)
class Thumb:
    """A picture that is only looked at in passing: one small JPEG."""

    content: bytes
    width: int
    height: int


def develop(content: bytes) -> Picture:
    """Return the picture that a file shows; raises UnusableError where it shows none, or more than a phone takes."""
    with _decoders, on_any_core():
        plain = _read(content)
        small = plain.copy()
        small.thumbnail((SMALL_SIDE, SMALL_SIDE))
        return Picture(_write(plain), _write(small), plain.width, plain.height)


def develop_thumb(content: bytes) -> Thumb:
    """Return the picture that a file shows so small that it is there at once; raises UnusableError as `develop`."""
    with _decoders, on_any_core():
        plain = _read(content)
    plain.thumbnail((THUMB_SIDE, THUMB_SIDE))
    written = _write(plain)
    for quality in THUMB_QUALITIES:
        # Linen and lace are full of detail, and are drawn more plainly until they are small enough.
        if len(written) <= THUMB_BYTES_MAX:
            break
        written = _write(plain, quality)
    return Thumb(written, plain.width, plain.height)


def _read(content: bytes) -> Image.Image:
    """The picture upright, on white, of the size that is kept.

    The kind is read from the first bytes alone; a name and a declared type say nothing.
    """
    try:
        image = _open(content)
        _ensure_few(image.width * image.height)
        return _draw_anew(image)
    except UnusableError:
        raise
    except Image.DecompressionBombError as error:
        raise UnusableError(DropReason.TOO_MANY_PIXELS) from error
    except Exception as error:
        # A decoder stumbles over a hostile file in ways that nobody lists; whichever it is, the file is at fault.
        raise UnusableError(DropReason.BROKEN) from error


def _ensure_few(pixels: int) -> None:
    """A bomb is refused before it is unpacked."""
    if pixels > PIXELS_MAX:
        raise UnusableError(DropReason.TOO_MANY_PIXELS)


def _open(content: bytes) -> Image.Image:
    """The picture with its size known and nothing unpacked yet; only what a phone's camera and screen make."""
    if content.startswith(b"\xff\xd8\xff"):
        if content.count(b"\xff\xda") > SCANS_MAX:
            raise UnusableError(DropReason.BROKEN)
        return JpegImagePlugin.JpegImageFile(BytesIO(content))
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PngImagePlugin.PngImageFile(BytesIO(content))
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return WebPImagePlugin.WebPImageFile(BytesIO(content))
    if heic.is_heic(content):
        _ensure_few(heic.count_pixels(content))
        return PngImagePlugin.PngImageFile(BytesIO(heic.unpack(content, side=LARGE_SIDE)))
    raise UnusableError(DropReason.NO_PICTURE)


def _draw_anew(image: Image.Image) -> Image.Image:
    """The picture upright, no larger than is kept, on white paper that knows nothing of the file."""
    scale = LARGE_SIDE / max(image.size)
    if scale < 1:
        # A JPEG unpacks at a half or a quarter of its size for less memory and time.
        image.draft(None, (max(1, int(image.width * scale)), max(1, int(image.height * scale))))
    image.load()
    if image.mode not in ("L", "RGB", "RGBA", "CMYK"):
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    image.thumbnail((LARGE_SIDE, LARGE_SIDE))
    turn = _TURNS.get(_read_orientation(image))
    plain = Image.new("RGB", image.size, "white")
    if image.mode == "RGBA":
        plain.paste(image, mask=image.getchannel("A"))
    else:
        plain.paste(image.convert("RGB"))
    return plain.transpose(turn) if turn is not None else plain


def _read_orientation(image: Image.Image) -> int:
    """How the camera was held; a picture whose notes cannot be read stays as it lies."""
    try:
        held = image.getexif().get(_ORIENTATION, 1)
    except Exception:  # noqa: BLE001 as above, and the picture may be fine all the same
        return 1
    return held if isinstance(held, int) else 1


def _write(image: Image.Image, quality: int = 82) -> bytes:
    written = BytesIO()
    image.save(written, "JPEG", quality=quality)
    return written.getvalue()
