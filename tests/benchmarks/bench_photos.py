"""How long a phone's photo takes until it is kept, and a bomb until it is refused."""

import resource
from contextlib import suppress
from io import BytesIO
from time import perf_counter

import pytest
from PIL import Image

from app.services.developing import UnusableError, develop
from tests.services import pictures

NUMBER = 10


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


@pytest.mark.parametrize("what", FILES)
def test_a_file_until_it_is_kept_or_refused(what):
    start = perf_counter()
    for _ in range(NUMBER):
        with suppress(UnusableError):
            develop(FILES[what])
    milliseconds = (perf_counter() - start) / NUMBER * 1000

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\n{milliseconds:.0f} ms for {what}; the process took {most:.0f} MB at most")
