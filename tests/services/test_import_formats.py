"""The exports that shops have, each with a file as its vendor writes it: what is kept, dropped and asked."""

from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import RuleError
from app.models import (
    Article,
    Feedback,
    Garment,
    ImportMapping,
    ImportRun,
    IssueOrigin,
    Keeping,
    RejectKind,
)
from app.services import clusters, import_files, imports
from app.services.feedback import erase_feedback
from app.services.import_files import Options
from app.services.matching import remember_name
from app.services.reading_dates import DateOrder
from app.services.rejects import write_rejects
from app.services.shop_exports import recognise
from app.services.sizes_and_colours import find_colour, find_size
from app.services.tombstones import ERASED
from tests.arranged import once
from tests.cast import make_round, make_shirt

FILES = Path(__file__).parent / "files"


def test_judgeme(session: Session, shirt: Garment):
    run = _import(session, "judgeme")

    assert (run.export, run.stored, run.dropped) == ("judgeme", 4, 1)
    first, *rest = _stored(session)
    assert first.comment == "Lovely linen. The sleeves are too long for me."
    assert first.answered_at.isoformat() == "2026-03-05T09:12:44+00:00"
    assert [each.comment for each in rest] == ["Perfect!", "Perfect!", "Hidden. It pulls across the back."]
    assert [(each.line, each.reason) for each in run.rejects] == [(7, "There is no garment “wool-coat”.")]


def test_loox_knows_size_and_colour(session: Session, shirt: Garment):
    run = _import(session, "loox")

    *stored, partly = _stored(session)
    assert [(each.size.name, each.colour.name, each.external_id) for each in stored] == [
        ("M", "Navy", "loox:a1"),
        ("L", "White", "loox:a2"),
    ]
    assert (partly.comment, partly.size, partly.external_id) == ("Good.", None, "loox:a3")
    assert [each.reason for each in run.rejects] == [
        "Linen shirt has no size “XXXL / White”; its sizes are: XS, S, M, L, XL."
    ]


def test_legacy_shopify_reviews_keep_the_unpublished(session: Session, shirt: Garment):
    run = _import(session, "shopify_reviews")

    assert (run.export, run.stored, run.dropped) == ("shopify_reviews", 2, 1)
    assert _stored(session)[1].comment == "Returned it. Far too wide at the waist."


def test_yotpo_in_a_german_spreadsheet(session: Session, shirt: Garment):
    run = _import(session, "yotpo")

    assert (run.export, run.stored) == ("yotpo", 2)
    assert [each.rating for each in _stored(session)] == [4.6, 5.0]
    assert [each.answered_at.day for each in _stored(session)] == [13, 5]


@pytest.mark.parametrize("name", ["okendo", "okendo_names"])
def test_okendo_in_both_spellings(session: Session, shirt: Garment, name: str):
    run = _import(session, name)

    assert (run.export, run.stored, run.rejects) == ("okendo", 1, [])


def test_powerreviews(session: Session, shirt: Garment):
    run = _import(session, "powerreviews")

    assert (run.export, run.stored) == ("powerreviews", 2)
    assert [each.answered_at.month for each in _stored(session)] == [3, 3]


def test_loop_returns_are_issues_without_the_worker(session: Session, shirt: Garment):
    run = _import(session, "loop")

    assert (run.export, run.source, run.stored, run.dropped) == ("loop", "return", 5, 1)
    small, exchanged, commented, large, colour = _stored(session)
    assert all(each.keeping is Keeping.SENT_BACK for each in _stored(session))
    assert [issue.code for issue in small.issues] == ["size.overall/small"]
    assert small.issues[0].origin is IssueOrigin.RETURN_REASON
    assert small.size.name == "M"
    [swap] = exchanged.issues
    assert (swap.code, swap.amount, swap.amount_unit, swap.low_mm, swap.hedge) == (
        "size.overall/small", 1, "size", None, None,
    )  # fmt: skip
    assert (commented.comment, commented.issues) == ("The armholes rub.", [])
    assert [issue.code for issue in large.issues + colour.issues] == ["size.overall/large", "color.look/off"]
    assert "size.overall/small" in [point.code for point in clusters.list_clusters(session, shirt)]


def test_any_other_csv_is_read_by_the_names_of_its_columns():
    assert recognise(["text", "rating"]).key == "csv"


@pytest.mark.parametrize("name", ["judgeme", "loox", "shopify_reviews", "yotpo", "okendo", "powerreviews", "loop"])
def test_importing_again_adds_nothing_in_whatever_order_and_encoding(session: Session, shirt: Garment, name: str):
    first = _import(session, name)
    header, *lines = (FILES / f"{name}.csv").read_text().splitlines()
    turned = "\r\n".join([header, *reversed(lines)]).encode("utf-16")

    again = _import(session, name, content=turned)

    assert (again.stored, again.known, again.changed) == (0, first.stored, 0)
    assert len(_stored(session)) == first.stored


def test_an_overlapping_file_adds_only_what_is_new(session: Session, shirt: Garment):
    whole = (FILES / "judgeme.csv").read_text().splitlines(keepends=True)
    _import(session, "judgeme", content="".join(whole[:3]).encode())

    run = _import(session, "judgeme", content="".join([whole[0], *whole[2:]]).encode())

    assert (run.stored, run.known) == (2, 1)


def test_a_row_that_changed_is_shown_and_what_is_stored_stays(session: Session, shirt: Garment):
    _import(session, "loox")
    changed = (FILES / "loox.csv").read_text().replace("Sits well", "Hangs well")

    run = _import(session, "loox", content=changed.encode())

    assert (run.stored, run.known, run.changed) == (0, 2, 1)
    assert run.rejects[0].kind is RejectKind.CHANGED
    assert _stored(session)[0].comment == "Sits well on the shoulders."


def test_other_words_of_a_customer_on_one_day_are_asked_about(session: Session, shirt: Garment):
    _import(session, "shopify_reviews")
    changed = (FILES / "shopify_reviews.csv").read_text().replace("A little short", "Much too short").encode()

    asked = _import(session, "shopify_reviews", content=changed)
    taken = _import(session, "shopify_reviews", content=changed, as_new=True)

    assert (asked.stored, [each.kind for each in asked.rejects]) == (0, [RejectKind.ALIKE])
    assert taken.stored == 1


def test_an_erased_review_without_an_id_does_not_come_back(session: Session, shirt: Garment):
    _import(session, "judgeme")
    erase_feedback(session, _stored(session)[1])

    run = _import(session, "judgeme")

    assert (run.stored, run.known) == (0, 3)
    assert run.rejects[0].reason == ERASED


def test_nothing_personal_is_stored(session: Session, shirt: Garment):
    for name in ("judgeme", "loox", "loop", "yotpo"):
        _import(session, name)
    session.flush()

    kept = [
        [str(value) for value in vars(each).values()]
        for each in (*_stored(session), *session.scalars(select(ImportRun)))
    ]
    for secret in ("example.com", "Sarah", "Berg", "203.0.113"):
        assert secret not in str(kept)


def test_dates_that_can_be_read_two_ways_are_asked_about(session: Session, shirt: Garment):
    content = b"id,text,date,handle\n1,Long.,05/03/2024,linen-shirt\n"

    with pytest.raises(RuleError) as refused:
        _import(session, "", content=content)
    assert refused.value.field == "dates"
    assert "5 March or 3 May" in refused.value.message
    _import(session, "", content=content, dates=DateOrder.MONTH_FIRST)

    assert _stored(session)[0].answered_at.date().isoformat() == "2024-05-03"


def test_named_columns_are_remembered_for_the_export(session: Session, shirt: Garment):
    header = "stars,said,about\n"
    _import(
        session, "", content=f"{header}5,Long.,linen-shirt\n".encode(), columns={"text": "said", "garment": "about"}
    )

    run = _import(session, "", content=f"{header}5,Short.,linen-shirt\n".encode())

    assert run.stored == 1
    assert len(list(session.scalars(select(ImportMapping)))) == 1


def test_a_garment_that_was_matched_by_hand_is_known_from_then_on(session: Session, shirt: Garment):
    remember_name(session, "Wool-Coat", shirt)

    assert _import(session, "judgeme").stored == 5


def test_a_run_is_known_where_a_size_and_colour_was_cut_in_one_only(session: Session, shirt: Garment):
    first = make_round(session, shirt, locked=True)
    rows = b"id,text,variant,date\n1,Long.,M / Navy,\n2,Long.,M,\n3,Old.,M / Navy,2001-01-01\n"

    _import(session, "", content=rows, garment=shirt)
    make_round(session, shirt, locked=True)
    _import(session, "", content=rows.replace(b"\n1", b"\n9"), garment=shirt)

    assert [each.production_round for each in _stored(session)] == [first, None, None, None]


def test_a_preview_counts_and_stores_nothing(session: Session, shirt: Garment):
    _import(session, "judgeme", content="\n".join((FILES / "judgeme.csv").read_text().splitlines()[:2]).encode())
    file = import_files.read_file(session, (FILES / "judgeme.csv").read_bytes())

    preview = imports.preview_import(session, file)

    assert preview.counts == {"rows": 6, "known": 1, "stored": 3, "dropped": 1, "refused": 1}
    assert preview.rejects == [(7, "There is no garment “wool-coat”.")]
    assert len(_stored(session)) == 1


def test_a_preview_names_the_garments_that_would_be_added(session: Session, shirt: Garment):
    file = import_files.read_file(session, (FILES / "judgeme.csv").read_bytes(), Options(add_garments=True))

    assert imports.preview_import(session, file).unknown_garments == ["wool-coat"]


def test_rejects_are_mended_and_imported_again(session: Session, shirt: Garment):
    content = (FILES / "judgeme.csv").read_bytes()
    run = _import(session, "judgeme")
    rejects = write_rejects(content, [(each.line, each.reason) for each in run.rejects])

    assert rejects.decode("utf-8-sig").splitlines()[0].startswith("line,why,title,body")
    again = _import(session, "judgeme", content=rejects.replace(b"wool-coat", b"linen-shirt"))

    assert again.stored == 1


def test_a_row_that_was_mended_is_known_in_the_next_file_as_it_was(session: Session, shirt: Garment):
    whole = (FILES / "judgeme.csv").read_bytes()
    file, run = import_files.read_file(session, whole), _import(session, "judgeme")
    [left] = run.rejects
    mended = write_rejects(
        whole, [(left.line, left.reason)], fingerprints=file.find_fingerprints({left.line}), without=run.columns
    ).replace(b"wool-coat", b"linen-shirt").replace(b"Nice coat.", b"Nice.")  # fmt: skip

    assert b"Ida" not in mended
    assert _import(session, "judgeme", content=mended).stored == 1
    assert imports.preview_import(session, file).unknown_garments == []
    again = _import(session, "judgeme")
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
@once
def shirt(session: Session) -> Garment:
    """The linen shirt as the shop knows it: by product id and by SKU."""
    made = make_shirt(session)
    session.flush()
    for name in ("8812", "555"):
        remember_name(session, name, made)
    for size in ("M", "L"):
        session.add(
            Article(
                sku=f"ls-{size.lower()}-navy",
                garment=made,
                size=find_size(made, size),
                colour=find_colour(made, "Navy"),
            )
        )
    session.flush()
    return made


def _import(session: Session, name: str, *, content: bytes | None = None, **options) -> ImportRun:
    content = (FILES / f"{name}.csv").read_bytes() if content is None else content
    return imports.import_feedback(session, content, file_name=f"{name}.csv", options=Options(**options))


def _stored(session: Session) -> list[Feedback]:
    return list(session.scalars(select(Feedback).order_by(Feedback.id)))
