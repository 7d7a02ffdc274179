"""What is sent as a photo becomes two plain pictures or is refused, a bomb by its first bytes."""

import subprocess
import sys
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from app.models import DropReason
from app.services.developing import LARGE_SIDE, SMALL_SIDE, UnusableError, develop
from tests.equipment import ROOT
from tests.services import pictures


def _read(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(content))
    image.load()
    return image


def _refusal(content: bytes) -> DropReason:
    with pytest.raises(UnusableError) as refused:
        develop(content)
    return refused.value.reason


def test_a_phones_photo_becomes_two_jpegs_of_bounded_size():
    picture = develop(pictures.jpeg(4000, 3000))

    large, small = _read(picture.large), _read(picture.small)
    assert (large.format, large.size) == ("JPEG", (LARGE_SIDE, 1200))
    assert (small.format, small.size) == ("JPEG", (SMALL_SIDE, 240))
    assert (picture.width, picture.height) == large.size


def test_a_small_photo_is_not_blown_up():
    assert _read(develop(pictures.png(90, 60)).large).size == (90, 60)


@pytest.mark.parametrize("content", [pictures.telling_jpeg(), pictures.telling_png()], ids=["jpeg", "png"])
def test_nothing_is_left_of_what_a_file_tells(content):
    assert b"SECRET" in content

    picture = develop(content)

    for kept in (picture.large, picture.small):
        image = _read(kept)
        assert b"SECRET" not in kept
        assert b"script" not in kept
        assert dict(image.getexif()) == {}
        assert not image.info.keys() & {"exif", "comment", "icc_profile", "xmp"}


def test_a_page_behind_a_picture_does_not_come_along():
    picture = develop(pictures.jpeg() + b"<script>alert(1)</script>PK\3\4")

    assert b"script" not in picture.large
    assert b"PK\3\4" not in picture.large


def test_a_photo_stands_upright():
    image = _read(develop(pictures.telling_jpeg()).large)

    assert image.size == (300, 400)
    top, bottom = image.getpixel((150, 50)), image.getpixel((150, 350))
    assert top[0] > 150 > top[2], "what was left of a phone held upright is on top"
    assert bottom[2] > 150 > bottom[0]


def test_what_is_seen_through_lies_on_white():
    written = BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(written, "PNG")

    assert _read(develop(written.getvalue()).large).getpixel((10, 10)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK"])
def test_pictures_of_every_mode_are_taken(mode):
    written = BytesIO()
    pictures.draw().convert(mode).save(written, "JPEG" if mode == "CMYK" else "PNG")

    assert _read(develop(written.getvalue()).large).mode == "RGB"


def test_of_a_moving_picture_one_stays():
    assert getattr(_read(develop(pictures.animated_png()).large), "n_frames", 1) == 1


@pytest.mark.parametrize("content", pictures.NO_PICTURES.values(), ids=pictures.NO_PICTURES)
def test_refuses_what_is_no_photo(content):
    assert _refusal(content) is DropReason.NO_PICTURE


@pytest.mark.parametrize("content", pictures.BROKEN.values(), ids=pictures.BROKEN)
def test_refuses_what_only_begins_as_a_photo(content):
    assert _refusal(content) is DropReason.BROKEN


def test_a_bomb_is_refused_before_it_is_unpacked():
    program = """
import resource
from app.models import DropReason
from app.services.developing import UnusableError, develop
from tests.services import pictures
for bomb in (pictures.png_bomb(13_000), pictures.png_bomb(30_000), pictures.jpeg_bomb(30_000), pictures.text_bomb()):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        develop(bomb)
    except UnusableError as refused:
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        print(len(bomb) < 500_000, refused.reason.value, grown < 60_000)
"""

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)

    told = [line.split() for line in done.stdout.splitlines()]
    reasons = ["too_many_pixels", "too_many_pixels", "too_many_pixels", "broken"]
    assert told == [["True", reason, "True"] for reason in reasons]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from([pictures.telling_jpeg(), pictures.telling_png(), pictures.jpeg(progressive=True)]), st.data())
def test_whatever_is_bent_in_a_file_is_a_picture_or_a_refusal(content, data):
    bent = bytearray(content)
    for _ in range(data.draw(st.integers(1, 12))):
        bent[data.draw(st.integers(4, len(bent) - 1))] = data.draw(st.integers(0, 255))

    with suppress(UnusableError):
        assert _read(develop(bytes(bent)).large).format == "JPEG"
