"""How long a phone's photo takes until it is kept, and a bomb until it is refused (P9).

Beside them stands what Pillow takes alone to unpack the photo, make it small and pack it.
"""

import resource
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from time import process_time

import pytest
from PIL import Image

from app.services.developing import LARGE_SIDE, SMALL_SIDE, UnusableError, develop
from tests.services import pictures

NUMBER = 5


def _photograph() -> bytes:
    """12 megapixels full of detail, as of linen."""
    written = BytesIO()
    Image.effect_noise((4000, 3000), 60).convert("RGB").save(written, "JPEG", quality=90)
    return written.getvalue()


FILES = {
    "a photo of 12 megapixels": _photograph(),
    "a HEIC of 12 megapixels": pictures.heic(4000, 3000),
    "a bomb of 169 megapixels": pictures.png_bomb(13_000),
    "a bomb of 900 megapixels": pictures.png_bomb(30_000),
    "a JPEG of 900 megapixels": pictures.jpeg_bomb(30_000),
    "a HEIC of 900 megapixels": pictures.heic_bomb(30_000),
    "100 MB of notes": pictures.text_bomb(),
}


def _shrink_plainly(photo: bytes) -> None:
    """Both sizes that are kept, without a look at what the file may hide."""
    with Image.open(BytesIO(photo)) as picture:
        for side in (LARGE_SIDE, SMALL_SIDE):
            small = picture.copy()
            small.thumbnail((side, side))
            small.save(BytesIO(), "JPEG")


def _develop(content: bytes) -> None:
    with suppress(UnusableError):
        develop(content)


def test_a_photo_beside_pillow_alone():
    photo = FILES["a photo of 12 megapixels"]
    plain, ours = (_time(shrink, photo) for shrink in (_shrink_plainly, _develop))
    print(f"\n\n| Pillow alone, a photo of 12 megapixels | {plain:.0f} ms |")
    print(f"| until it is kept | {ours:.0f} ms, {ours / plain:.2f} times Pillow alone |")


@pytest.mark.parametrize("what", FILES)
def test_a_file_until_it_is_kept_or_refused(what):
    milliseconds = _time(_develop, FILES[what])
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\n| {what} | {milliseconds:.0f} ms, the process took {most:.0f} MB at most |")
    assert most <= 400


def _time(work: Callable[[bytes], None], content: bytes) -> float:
    """The milliseconds of processor time that it takes."""
    start = process_time()
    for _ in range(NUMBER):
        work(content)
    return (process_time() - start) / NUMBER * 1000
