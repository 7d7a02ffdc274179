"""What is sent as a photo becomes two plain pictures or is refused, a bomb by its first bytes."""

import struct
import subprocess
import sys
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from app.models import DropReason
from app.services.developing import (
    LARGE_SIDE,
    SMALL_SIDE,
    THUMB_BYTES_MAX,
    THUMB_SIDE,
    UnusableError,
    develop,
    develop_thumb,
)
from tests.equipment import ROOT
from tests.services import pictures

TELLING = {kind: getattr(pictures, f"telling_{kind}")() for kind in ("jpeg", "png", "webp", "heic")}
"""Photos of each kind that tell more than they show."""


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


@pytest.mark.parametrize("content", TELLING.values(), ids=TELLING)
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


@pytest.mark.parametrize("content", [TELLING["jpeg"], TELLING["heic"]], ids=["jpeg", "heic"])
def test_a_photo_stands_upright(content):
    image = _read(develop(content).large)

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


@pytest.mark.parametrize("content", [pictures.animated_png(), pictures.animated_webp()], ids=["png", "webp"])
def test_of_a_moving_picture_one_stays(content):
    image = _read(develop(content).large)

    assert getattr(image, "n_frames", 1) == 1
    assert image.getpixel((50, 50))[0] > 150, "the first one"


@pytest.mark.parametrize("content", pictures.NO_PICTURES.values(), ids=pictures.NO_PICTURES)
def test_refuses_what_is_no_photo(content):
    assert _refusal(content) is DropReason.NO_PICTURE


@pytest.mark.parametrize("content", pictures.BROKEN.values(), ids=pictures.BROKEN)
def test_refuses_what_only_begins_as_a_photo(content):
    assert _refusal(content) is DropReason.BROKEN


def test_a_bomb_is_refused_before_it_is_unpacked():
    program = """
import resource
from app.services.developing import UnusableError, develop
from tests.services import pictures
for bomb in (
    pictures.png_bomb(13_000), pictures.png_bomb(30_000), pictures.jpeg_bomb(30_000), pictures.webp_bomb(13_000),
    pictures.webp_bomb(16_383), pictures.heic_bomb(13_000), pictures.text_bomb(),
):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        develop(bomb)
    except UnusableError as refused:
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        print(len(bomb) < 500_000, refused.reason.value, grown < 60_000)
"""

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)

    told = [line.split() for line in done.stdout.splitlines()]
    reasons = [*["too_many_pixels"] * 6, "broken"]
    assert told == [["True", reason, "True"] for reason in reasons]


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from([TELLING["jpeg"], TELLING["png"], TELLING["webp"], pictures.jpeg(progressive=True)]), st.data())
def test_whatever_is_bent_in_a_file_is_a_picture_or_a_refusal(content, data):
    _bend(content, data)


@pytest.mark.thorough
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_whatever_is_bent_in_a_heic_is_a_picture_or_a_refusal(data):
    _bend(TELLING["heic"], data)


def test_a_heic_that_unpacks_to_more_than_it_says_harms_nobody():
    large = pictures.heic(512, 512)
    small = large.replace(struct.pack(">II", 512, 512), struct.pack(">II", 32, 32))

    assert small != large
    assert _refusal(small) is DropReason.BROKEN


def test_a_small_picture_is_small_whatever_is_on_it():
    noise = BytesIO()
    Image.effect_noise((450, 600), 90).convert("RGB").save(noise, "PNG")

    thumb = develop_thumb(noise.getvalue())

    assert (thumb.width, thumb.height) == (270, THUMB_SIDE)
    assert len(thumb.content) <= THUMB_BYTES_MAX
    with pytest.raises(UnusableError):
        develop_thumb(pictures.NO_PICTURES["svg"])


def _bend(content, data):
    bent = bytearray(content)
    for _ in range(data.draw(st.integers(1, 12))):
        bent[data.draw(st.integers(4, len(bent) - 1))] = data.draw(st.integers(0, 255))

    with suppress(UnusableError):
        assert _read(develop(bytes(bent)).large).format == "JPEG"
