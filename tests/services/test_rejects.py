"""Rows that were not taken: they are mended and come again, are known as they were, and hold nothing personal."""

import pytest
from sqlalchemy.orm import Session

from app.models import Garment
from app.services import import_files, imports
from app.services.rejects import write_rejects
from tests.services.importing import FILES, import_file, make_sold_shirt


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
        whole, [(left.line, left.reason)], fingerprints=file.find_fingerprints({left.line}), without=run.columns
    ).replace(b"wool-coat", b"linen-shirt").replace(b"Nice coat.", b"Nice.")  # fmt: skip

    assert b"Ida" not in mended
    assert import_file(session, "judgeme", content=mended).stored == 1
    assert imports.preview_import(session, file).unknown_garments == []
    again = import_file(session, "judgeme")
    assert (again.stored, again.known, again.rejects) == (0, 5, [])


def test_rows_that_were_not_taken_twice_bear_what_they_are_known_by_once(session: Session, shirt: Garment):
    whole = (FILES / "judgeme.csv").read_bytes()
    known_by = import_files.read_file(session, whole).find_fingerprints({7})
    once_left = write_rejects(whole, [(7, "No.")], fingerprints=known_by, without={})

    assert import_files.read_file(session, once_left).find_fingerprints({2}) == {2: known_by[7]}
    twice = write_rejects(once_left, [(2, "No.")], fingerprints={2: known_by[7]}, without={})
    assert twice.decode().count("toile_fingerprint") == 1


def test_what_its_source_numbers_needs_nothing_else_to_be_known_by(session: Session, shirt: Garment):
    file = import_files.read_file(session, (FILES / "loox.csv").read_bytes())

    assert file.find_fingerprints({2, 3, 4}) == {}


@pytest.mark.parametrize(
    "header, kept",
    [
        ("body,reviewer_name,reviewer_email,product_handle,ip_address,location", "body,product_handle"),
        ("Name,Email,Billing Name,Shipping Address1,Phone,Notes,Lineitem name", "Name,Lineitem name"),
        ("text,who,email_opt_in", "text,email_opt_in"),
    ],
)
def test_the_rejects_that_are_kept_here_hold_nothing_personal(header: str, kept: str):
    content = f"{header}\n{header}\n".encode()

    written = write_rejects(content, [(2, "No.")], without={"author": "who"}).decode("utf-8-sig")

    assert written.splitlines() == [f"line,why,{kept}", f"2,No.,{kept}"]


@pytest.fixture
def shirt(session: Session) -> Garment:
    return make_sold_shirt(session)
