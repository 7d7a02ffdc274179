"""Photos are kept with their answer, at most five, each once; shown to whom they are meant for, erased with it."""

import os

import pytest

from app.db import begin_writing
from app.errors import NotFound
from app.models import DroppedPhoto, DropReason, Feedback, Photo
from app.services import feedback, photos, quotes
from app.services.photos import Upload
from tests import cast
from tests.arranged import once
from tests.services import pictures
from tests.waiting import commit_while


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "photos"


@pytest.fixture
@once
def given(session, shirt):
    """An answer that the sleeves are too long."""
    return cast.make_feedback(session, shirt, says="sleeve.length/long")


def _add(session, given, folder, *contents, maker_may_see=False):
    uploads = [Upload(f"IMG_{place}.jpg", content) for place, content in enumerate(contents, start=1)]
    taken = photos.take_in(uploads, folder)
    photos.discard(photos.keep_photos(session, given.id, taken, maker_may_see=maker_may_see), folder)


def _files(folder):
    return sorted(path.name for path in folder.iterdir())


def _photos(number):
    return [pictures.jpeg(100 + place, 80) for place in range(number)]


def test_keeps_a_photo_under_a_random_name(session, given, folder):
    _add(session, given, folder, pictures.jpeg())

    (photo,) = given.photos
    assert (photo.width, photo.height, photo.maker_may_see) == (400, 300, False)
    assert _files(folder) == [f"{photo.name}.jpg", f"{photo.name}.small.jpg"]
    assert photos.find_picture(photo, folder).stat().st_mode & 0o077 == 0
    assert photos.find_picture(photo, folder, small=True).read_bytes().startswith(b"\xff\xd8\xff")


@pytest.mark.every_database
def test_the_same_photo_is_kept_once(session, given, folder):
    _add(session, given, folder, pictures.jpeg())
    _add(session, given, folder, pictures.jpeg())

    assert len(given.photos) == 1
    assert len(_files(folder)) == 2


def test_a_sixth_photo_is_named_and_not_kept(session, given, folder):
    _add(session, given, folder, *_photos(6))

    assert len(given.photos) == 5
    (dropped,) = given.dropped_photos
    assert (dropped.file_name, dropped.reason) == ("IMG_6.jpg", DropReason.TOO_MANY)
    assert len(_files(folder)) == 10


def test_five_photos_are_five_over_two_times(session, given, folder):
    _add(session, given, folder, *_photos(4))
    _add(session, given, folder, pictures.png(), pictures.png(50, 50))

    assert len(given.photos) == 5
    assert [dropped.reason for dropped in given.dropped_photos] == [DropReason.TOO_MANY]
    assert len(_files(folder)) == 10


@pytest.mark.parametrize(
    "content, reason",
    [
        (None, DropReason.TOO_LARGE),
        (b"<svg/>", DropReason.NO_PICTURE),
        (pictures.jpeg()[:300], DropReason.BROKEN),
        (pictures.png_bomb(13_000), DropReason.TOO_MANY_PIXELS),
    ],
)
def test_what_is_not_kept_is_named_beside_what_is(session, given, folder, content, reason):
    _add(session, given, folder, content, pictures.jpeg())

    assert [(dropped.file_name, dropped.reason) for dropped in given.dropped_photos] == [("IMG_1.jpg", reason)]
    assert len(given.photos) == 1


def test_of_a_hundred_files_ten_are_looked_at(folder):
    taken = photos.take_in([Upload("IMG.jpg", b"no picture")] * 99 + [Upload("IMG.jpg", pictures.jpeg())], folder)

    assert [each.reason for each in taken[9:11]] == [DropReason.NO_PICTURE, DropReason.TOO_MANY]
    assert taken[-1].reason is DropReason.TOO_MANY


def test_refusals_are_forgotten_when_others_are_added(session, given, folder):
    _add(session, given, folder, b"no picture")
    _add(session, given, folder, pictures.jpeg())

    session.expire_all()
    assert session.query(DroppedPhoto).count() == 0


def test_a_name_cannot_do_anything(session, given, folder):
    taken = photos.take_in([Upload("../\0\u202egpj\n." + "x" * 300, b"none"), Upload("\0", b"none")], folder)
    photos.keep_photos(session, given.id, taken)

    long, none = given.dropped_photos
    assert len(long.file_name) == 120
    assert none.file_name == "a photo"


def test_a_photo_of_an_answer_that_was_erased_meanwhile_is_let_go(session, given, folder):
    taken = photos.take_in([Upload("IMG_1.jpg", pictures.jpeg())], folder)
    feedback.erase_feedback(session, given)

    assert photos.keep_photos(session, given.id, taken) == taken
    photos.discard(taken, folder)
    assert _files(folder) == []


def test_a_full_disk_leaves_no_half_of_a_photo(folder, monkeypatch):
    def refuse(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)

    with pytest.raises(OSError, match="No space"):
        photos.take_in([Upload("IMG_1.jpg", pictures.jpeg())], folder)
    assert _files(folder) == []


def test_photos_go_with_their_answer_and_its_second_moment(session, given, folder):
    washed = feedback.record_washed(session, given, fits_fine=True).feedback
    _add(session, given, folder, pictures.jpeg())
    _add(session, washed, folder, pictures.png())

    photos.erase_pictures(session, given, folder)
    feedback.erase_feedback(session, given)

    assert _files(folder) == []
    assert session.query(Photo).count() == session.query(Feedback).count() == 0


@pytest.mark.every_database
@pytest.mark.parametrize("is_second", [False, True])
def test_a_photo_that_is_kept_while_its_answer_is_erased_goes_with_it(session, given, folder, is_second):
    moment = feedback.record_washed(session, given, fits_fine=True).feedback if is_second else given
    given_id = given.id
    session.commit()

    def erase(own):
        answer = own.get_one(Feedback, given_id)
        photos.erase_pictures(own, answer, folder)
        feedback.erase_feedback(own, answer)

    begin_writing(session)
    _add(session, moment, folder, pictures.jpeg())
    commit_while(session, erase)

    assert _files(folder) == []
    assert session.query(Photo).count() == session.query(Feedback).count() == 0


def test_one_photo_is_taken_back(session, given, folder):
    _add(session, given, folder, pictures.jpeg(), pictures.png())
    first, second = given.photos

    photos.erase_photo(session, first, folder)

    assert session.query(Photo).all() == [second]
    assert len(_files(folder)) == 2


def test_nobody_opens_the_photo_of_another_answer(session, shirt, given, folder):
    other = cast.make_feedback(session, shirt, says="sleeve.length/long")
    _add(session, given, folder, pictures.jpeg())

    assert photos.get_own_photo(given, given.photos[0].name) is given.photos[0]
    with pytest.raises(NotFound):
        photos.get_own_photo(other, given.photos[0].name)


def test_a_fit_point_shows_the_photos_of_those_who_report_it(session, shirt, given, folder):
    happy = cast.make_feedback(session, shirt)
    _add(session, given, folder, pictures.jpeg())
    _add(session, happy, folder, pictures.png())

    point = cast.get_point(session, shirt, "sleeve.length/long")
    newest = photos.list_newest_ids(session, point)
    assert quotes.read_shown(session, point, photo_ids=newest).photos == given.photos


@pytest.mark.every_database
def test_the_pattern_maker_sees_what_customers_let_them_see_and_no_other_garments(session, shirt, given, folder):
    point = cast.get_point(session, shirt, "sleeve.length/long")
    draft = cast.make_sleeves_shorter(session, shirt, clusters=(point,))
    packet = cast.send_and_receive(session, draft).packet
    _add(session, given, folder, pictures.jpeg())
    _add(session, given, folder, pictures.png(), maker_may_see=True)
    dress = cast.make_dress(session)
    elsewhere = cast.make_feedback(session, dress, says="sleeve.length/long")
    _add(session, elsewhere, folder, pictures.jpeg(), maker_may_see=True)
    hidden, shown = given.photos

    assert photos.list_photos_for_maker(session, draft.lines) == {1: [shown]}
    assert photos.get_photo_on_sheet(session, packet, shown.name) is shown
    for photo in (hidden, elsewhere.photos[0]):
        with pytest.raises(NotFound):
            photos.get_photo_on_sheet(session, packet, photo.name)


def test_a_photo_whose_picture_is_gone_is_not_there(session, given, folder):
    _add(session, given, folder, pictures.jpeg())
    photos.erase_pictures(session, given, folder)

    with pytest.raises(NotFound):
        photos.find_picture(given.photos[0], folder)
