"""Pictures of garments: one for all colours, one of its own for a colour, replaced and removed."""

import pytest

from app.errors import NotFound, RuleError
from app.models import GarmentPicture
from app.services import pictures as garment_pictures
from tests import cast
from tests.services import pictures


@pytest.fixture
def drawn():
    return garment_pictures.draw_picture(pictures.telling_jpeg())


def test_a_colour_shows_its_own_picture_or_the_one_for_all(session, shirt, drawn):
    white, navy = shirt.colours
    assert garment_pictures.find_picture(session, shirt, navy) is None

    whole = garment_pictures.set_picture(session, shirt, drawn)
    own = garment_pictures.set_picture(session, shirt, drawn, colour="navy")

    shown = [garment_pictures.find_picture(session, shirt, colour) for colour in (None, white, navy)]
    assert shown == [whole, whole, own]
    assert garment_pictures.list_pictures(session, shirt) == [whole, own]


def test_another_picture_takes_its_place_under_another_name(session, shirt, drawn):
    before = garment_pictures.set_picture(session, shirt, drawn).name

    after = garment_pictures.set_picture(session, shirt, drawn).name

    assert after != before
    assert session.query(GarmentPicture).one().name == after
    with pytest.raises(NotFound):
        garment_pictures.read_picture(session, before)


def test_removing_it_leaves_other_garments_alone(session, shirt, drawn):
    theirs = garment_pictures.set_picture(session, cast.make_dress(session), drawn).name
    own = garment_pictures.set_picture(session, shirt, drawn).name

    with pytest.raises(NotFound):
        garment_pictures.remove_picture(session, shirt, theirs)
    garment_pictures.remove_picture(session, shirt, own)

    assert garment_pictures.find_picture(session, shirt) is None
    assert garment_pictures.read_picture(session, theirs) == drawn.content


def test_it_is_small_upright_and_tells_nothing(drawn):
    assert (drawn.width, drawn.height) == (270, 360)
    assert b"SECRET" not in drawn.content


@pytest.mark.parametrize(
    "content, sentence",
    [
        (pictures.NO_PICTURES["svg"], "This is not a JPEG, PNG, WebP or HEIC picture."),
        (pictures.png_bomb(13_000), "more pixels than a phone’s photo"),
        (pictures.BROKEN["half a JPEG"], "cannot be read"),
    ],
)
def test_what_is_no_picture_is_refused(content, sentence):
    with pytest.raises(RuleError, match=sentence):
        garment_pictures.draw_picture(content)
