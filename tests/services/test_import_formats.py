"""The exports that shops have, each with a file as its vendor writes it: what is kept, dropped and asked."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import RuleError
from app.models import Garment, ImportMapping, ImportRun, IssueOrigin, Keeping
from app.services import clusters, import_files, imports
from app.services.import_files import Options
from app.services.matching import remember_name
from app.services.reading_dates import DateOrder
from app.services.shop_exports import recognise
from tests.cast import make_round
from tests.services.importing import FILES, import_file, list_stored, make_sold_shirt


def test_judgeme(session: Session, shirt: Garment):
    run = import_file(session, "judgeme")

    assert (run.export, run.stored, run.dropped) == ("judgeme", 4, 1)
    first, *rest = list_stored(session)
    assert first.comment == "Lovely linen. The sleeves are too long for me."
    assert first.answered_at.isoformat() == "2026-03-05T09:12:44+00:00"
    assert [each.comment for each in rest] == ["Perfect!", "Perfect!", "Hidden. It pulls across the back."]
    assert [(each.line, each.reason) for each in run.rejects] == [(7, "There is no garment “wool-coat”.")]


def test_loox_knows_size_and_colour(session: Session, shirt: Garment):
    run = import_file(session, "loox")

    *stored, partly = list_stored(session)
    assert [(each.size.name, each.colour.name, each.external_id) for each in stored] == [
        ("M", "Navy", "loox:a1"),
        ("L", "White", "loox:a2"),
    ]
    assert (partly.comment, partly.size, partly.external_id) == ("Good.", None, "loox:a3")
    assert [each.reason for each in run.rejects] == [
        "Linen shirt has no size “XXXL / White”; its sizes are: XS, S, M, L, XL."
    ]


def test_legacy_shopify_reviews_keep_the_unpublished(session: Session, shirt: Garment):
    run = import_file(session, "shopify_reviews")

    assert (run.export, run.stored, run.dropped) == ("shopify_reviews", 2, 1)
    assert list_stored(session)[1].comment == "Returned it. Far too wide at the waist."


def test_yotpo_in_a_german_spreadsheet(session: Session, shirt: Garment):
    run = import_file(session, "yotpo")

    assert (run.export, run.stored) == ("yotpo", 2)
    assert [each.rating for each in list_stored(session)] == [4.6, 5.0]
    assert [each.answered_at.day for each in list_stored(session)] == [13, 5]


@pytest.mark.parametrize("name", ["okendo", "okendo_names"])
def test_okendo_in_both_spellings(session: Session, shirt: Garment, name: str):
    run = import_file(session, name)

    assert (run.export, run.stored, run.rejects) == ("okendo", 1, [])


def test_powerreviews(session: Session, shirt: Garment):
    run = import_file(session, "powerreviews")

    assert (run.export, run.stored) == ("powerreviews", 2)
    assert [each.answered_at.month for each in list_stored(session)] == [3, 3]


def test_loop_returns_are_issues_without_the_worker(session: Session, shirt: Garment):
    run = import_file(session, "loop")

    assert (run.export, run.source, run.stored, run.dropped) == ("loop", "return", 5, 1)
    small, exchanged, commented, large, colour = list_stored(session)
    assert all(each.keeping is Keeping.SENT_BACK for each in list_stored(session))
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


def test_nothing_personal_is_stored(session: Session, shirt: Garment):
    for name in ("judgeme", "loox", "loop", "yotpo"):
        import_file(session, name)
    session.flush()

    kept = [
        [str(value) for value in vars(each).values()]
        for each in (*list_stored(session), *session.scalars(select(ImportRun)))
    ]
    for secret in ("example.com", "Sarah", "Berg", "203.0.113"):
        assert secret not in str(kept)


def test_dates_that_can_be_read_two_ways_are_asked_about(session: Session, shirt: Garment):
    content = b"id,text,date,handle\n1,Long.,05/03/2024,linen-shirt\n"

    with pytest.raises(RuleError) as refused:
        import_file(session, "", content=content)
    assert refused.value.field == "dates"
    assert "5 March or 3 May" in refused.value.message
    import_file(session, "", content=content, dates=DateOrder.MONTH_FIRST)

    assert list_stored(session)[0].answered_at.date().isoformat() == "2024-05-03"


def test_named_columns_are_remembered_for_the_export(session: Session, shirt: Garment):
    header = "stars,said,about\n"
    import_file(
        session, "", content=f"{header}5,Long.,linen-shirt\n".encode(), columns={"text": "said", "garment": "about"}
    )

    run = import_file(session, "", content=f"{header}5,Short.,linen-shirt\n".encode())

    assert run.stored == 1
    assert len(list(session.scalars(select(ImportMapping)))) == 1


def test_a_garment_that_was_matched_by_hand_is_known_from_then_on(session: Session, shirt: Garment):
    remember_name(session, "Wool-Coat", shirt)

    assert import_file(session, "judgeme").stored == 5


def test_a_run_is_known_where_a_size_and_colour_was_cut_in_one_only(session: Session, shirt: Garment):
    first = make_round(session, shirt, locked=True)
    rows = b"id,text,variant,date\n1,Long.,M / Navy,\n2,Long.,M,\n3,Old.,M / Navy,2001-01-01\n"

    import_file(session, "", content=rows, garment=shirt)
    make_round(session, shirt, locked=True)
    import_file(session, "", content=rows.replace(b"\n1", b"\n9"), garment=shirt)

    assert [each.production_round for each in list_stored(session)] == [first, None, None, None]


def test_a_preview_counts_and_stores_nothing(session: Session, shirt: Garment):
    import_file(session, "judgeme", content="\n".join((FILES / "judgeme.csv").read_text().splitlines()[:2]).encode())
    file = import_files.read_file(session, (FILES / "judgeme.csv").read_bytes())

    preview = imports.preview_import(session, file)

    assert preview.counts == {"rows": 6, "known": 1, "stored": 3, "dropped": 1, "refused": 1}
    assert preview.rejects == [(7, "There is no garment “wool-coat”.")]
    assert len(list_stored(session)) == 1


def test_a_preview_names_the_garments_that_would_be_added(session: Session, shirt: Garment):
    file = import_files.read_file(session, (FILES / "judgeme.csv").read_bytes(), Options(add_garments=True))

    assert imports.preview_import(session, file).unknown_garments == ["wool-coat"]


@pytest.fixture
def shirt(session: Session) -> Garment:
    return make_sold_shirt(session)
