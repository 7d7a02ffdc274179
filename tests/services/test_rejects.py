"""Rows that were not taken: they are mended and come again, are known as they were, and hold nothing personal."""

import pytest
from sqlalchemy.orm import Session

from app.models import Garment
from app.services import import_files, imports
from app.services.feedback import key_customer
from app.services.rejects import write_rejects
from tests.services.importing import FILES, import_file, list_stored, make_sold_shirt

OWN_ROWS = """handle,text,email,date
linen-shirt,The sleeves are too long.,ida@example.com,2026-03-05
wool-coat,Tight at the waist.,Ida@example.com,2026-03-06
wool-coat,It creases.,ida@example.com,2026-03-07
"""
NUMBERED_ROWS = """reviewId,productId,rating,title,body,reviewer.name,reviewer.email,dateCreated
1,linen-shirt,4,,The sleeves are too long.,Ida,ida@example.com,2026-03-05
2,wool-coat,3,,Tight at the waist.,Ida,ida@example.com,2026-03-06
3,wool-coat,2,,It creases.,Ida,ida@example.com,2026-03-07
"""


def test_rejects_are_mended_and_imported_again(session: Session, shirt: Garment):
    content = (FILES / "judgeme.csv").read_bytes()
    run = import_file(session, "judgeme")
    rejects = write_rejects(content, [(each.line, each.reason) for each in run.rejects])

    assert rejects.decode("utf-8-sig").splitlines()[0].startswith("line,why,title,body")
    again = import_file(session, "judgeme", content=rejects.replace(b"wool-coat", b"linen-shirt"))

    assert again.stored == 1


def test_a_row_that_was_mended_is_known_in_the_next_file_as_it_was(session: Session, shirt: Garment):
    whole = (FILES / "judgeme.csv").read_bytes()
    file, run = import_files.read_file(session, whole), import_file(session, "judgeme")
    [left] = run.rejects
    mended = write_rejects(
        whole, [(left.line, left.reason)], marks=file.mark_rows({left.line}), without=run.columns
    ).replace(b"wool-coat", b"linen-shirt").replace(b"Nice coat.", b"Nice.")  # fmt: skip

    assert b"Ida" not in mended
    assert import_file(session, "judgeme", content=mended).stored == 1
    assert imports.preview_import(session, file).unknown_garments == []
    again = import_file(session, "judgeme")
    assert (again.stored, again.known, again.rejects) == (0, 5, [])


def test_rows_that_were_not_taken_twice_bear_what_they_are_known_by_once(session: Session, shirt: Garment):
    whole = (FILES / "judgeme.csv").read_bytes()
    marks = import_files.read_file(session, whole).mark_rows({7})
    once_left = write_rejects(whole, [(7, "No.")], marks=marks, without={})

    assert import_files.read_file(session, once_left).mark_rows({2}) == {2: marks[7]}
    assert marks[7].customer
    assert write_rejects(once_left, [(2, "No.")], marks={2: marks[7]}, without={}) == (
        once_left.replace(b"\r\n7,", b"\r\n2,")
    )


def test_what_its_source_numbers_needs_no_fingerprint_to_be_known_by(session: Session, shirt: Garment):
    file = import_files.read_file(session, (FILES / "loox.csv").read_bytes())

    assert {mark.fingerprint for mark in file.mark_rows({2, 3, 4}).values()} == {""}


@pytest.mark.parametrize("rows", [OWN_ROWS, NUMBERED_ROWS])
def test_a_customer_of_several_rows_is_one_customer_once_they_are_mended(session: Session, shirt: Garment, rows: str):
    whole = rows.encode()
    file, run = import_files.read_file(session, whole), import_file(session, "reviews", content=whole)
    lines = [each.line for each in run.rejects]
    mended = write_rejects(
        whole, [(line, "No.") for line in lines], marks=file.mark_rows(lines), without=file.columns
    ).replace(b"wool-coat", b"linen-shirt")  # fmt: skip
    assert (run.stored, len(lines)) == (1, 2)
    assert b"ida" not in mended.lower()

    again = import_file(session, "reviews", content=mended)

    assert (again.stored, again.rejects) == (2, [])
    keys = [each.customer_key for each in list_stored(session)]
    assert keys == [key_customer(session, "ida@example.com")] * 3
    assert not any(key.encode() in mended for key in keys)
    marks = file.mark_rows(lines)
    assert len({mark.customer for mark in marks.values()}) == 2
    whole_again = import_file(session, "reviews", content=whole)
    assert (whole_again.stored, whole_again.known) == (0, 3)


def test_a_customer_who_is_named_anew_is_that_one(session: Session, shirt: Garment):
    whole = b"handle,text,email,day\nwool-coat,Too long.,ida@example.com,2026-03-05\n"
    marks = import_files.read_file(session, whole).mark_rows({2})
    to_mend = write_rejects(whole, [(2, "No.")], marks=marks, without={"customer": "email"})

    import_file(
        session, "reviews", content=to_mend.replace(b"wool-coat,Too long.,", b"linen-shirt,Too long.,jo@example.com")
    )

    assert [each.customer_key for each in list_stored(session)] == [key_customer(session, "jo@example.com")]


def test_columns_that_were_named_are_remembered_for_the_rows_to_mend(session: Session, shirt: Garment):
    whole = b"what,said,who\nwool-coat,Too long.,ida@example.com\n"
    named = {"garment": "what", "text": "said", "customer": "who"}
    [left] = import_file(session, "reviews", content=whole, columns=named).rejects
    marks = import_files.read_file(session, whole).mark_rows({left.line})

    to_mend = write_rejects(whole, [(left.line, left.reason)], marks=marks, without=named)

    assert import_files.read_file(session, to_mend).columns == named


@pytest.mark.parametrize(
    "header, kept",
    [
        ("body,reviewer_name,reviewer_email,product_handle,ip_address,location", "body,,,product_handle,,"),
        ("Name,Email,Billing Name,Shipping Address1,Phone,Notes,Lineitem name", "Name,,,,,,Lineitem name"),
        ("text,who,email_opt_in", "text,,email_opt_in"),
    ],
)
def test_the_rejects_that_are_kept_here_hold_nothing_personal(header: str, kept: str):
    content = f"{header}\n{header}\n".encode()

    written = write_rejects(content, [(2, "No.")], without={"author": "who"}).decode("utf-8-sig")

    assert written.splitlines() == [f"line,why,{header}", f"2,No.,{kept}"]


@pytest.fixture
def shirt(session: Session) -> Garment:
    return make_sold_shirt(session)
