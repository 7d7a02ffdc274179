"""Imports: columns are found, good rows are kept, bad ones are named, words are taken without the rest."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import NotFound, RuleError
from app.models import Feedback, FeedbackSource
from app.services import garments, import_files, imports, piece_codes, rounds
from app.services.codes import format_code
from app.services.import_files import Options, read_file
from nlp.taxonomy import GarmentKind
from tests.asking import listening_to
from tests.cast import make_garment, make_round, make_shirt
from tests.services.importing import SHOP, import_text


def test_reads_rows_with_title_and_text(session: Session):
    shirt = make_shirt(session)

    run = import_text(session, 'id,title,text,rating,size\n9,Nice,"Soft,\nbut long.","4,6",Medium\n', garment=shirt)

    assert (run.stored, run.known, run.rejects) == (1, 0, [])
    [stored] = session.scalars(select(Feedback))
    assert stored.comment == "Nice. Soft,\nbut long."
    assert stored.rating == 4.6
    assert stored.size is not None
    assert (stored.size.name, stored.external_id, stored.source) == ("M", "9", FeedbackSource.REVIEW)


def test_unknown_garments_are_added_where_that_is_asked_for(session: Session):
    run = imports.import_feedback(session, SHOP, file_name="shop.csv", options=Options(add_garments=True))

    assert run.stored == 2
    trousers = garments.get_garment(session, "77")
    assert (trousers.name, trousers.kind, trousers.reference) == ("Pants 77", GarmentKind.TROUSERS, "77")


def test_the_names_of_all_garments_and_skus_are_read_once_a_row_is(session: Session):
    with listening_to(session.get_bind()) as questions:
        file = read_file(session, SHOP)
        assert not any("article" in each for each in questions)
        assert list(file.rows)
    assert sum("article" in each for each in questions) == 1


def test_a_number_in_a_file_is_never_our_own_id(session: Session):
    shirt = make_shirt(session)

    run = import_text(session, f"garment,text\n{shirt.id},Too long.\n")

    assert run.stored == 0
    assert run.rejects[0].reason == f"There is no garment “{shirt.id}”."


def test_bad_rows_are_named_and_good_ones_kept(session: Session):
    shirt = make_shirt(session)
    rows = [
        "text,size,rating,round",
        '"Fine,',
        'and long.",M,5,',
        "Long.,M,4,7",
        "Long.,M,4,,,",
        ",,,",
        ",M,,",
        "Long.,unknown,4,",
        ",M,many,",
    ]

    run = import_text(session, "\n".join(rows), garment=shirt)

    assert run.stored == 2
    assert [(reject.line, reject.reason) for reject in run.rejects] == [
        (4, "Linen shirt has no run 7."),
        (5, "It has 6 cells where the header has 4."),
        (7, "One answer is needed: how it fits, a place, or a few words."),
        (9, "The rating “many” is not a number."),
    ]


def test_words_are_taken_without_what_cannot_be_read_beside_them(session: Session):
    rows = [
        "text,size,colour,rating,date",
        "Long.,XXL,Navy,4,",
        "Short.,M,Rust,many,2026-03-05",
        "Wide.,Size M,,★★★,soon",
        "Loose.,M,,9,",
    ]

    run = import_text(session, "\n".join(rows), garment=make_shirt(session))

    assert (run.stored, imports.list_to_mend(run)) == (4, [])
    told = [
        (each.comment, each.size and each.size.name, each.colour and each.colour.name, each.rating, each.answered_at)
        for each in session.scalars(select(Feedback).order_by(Feedback.id))
    ]
    day = datetime(2026, 3, 5, tzinfo=UTC)
    assert told == [
        ("Long.", None, "Navy", 4, None), ("Short.", "M", None, None, day), ("Wide.", "M", None, 3, None),
        ("Loose.", "M", None, None, None),
    ]  # fmt: skip
    assert [(each.line, each.reason) for each in imports.list_partly(run)] == [
        (2, "Linen shirt has no size “XXL”; its sizes are: XS, S, M, L, XL."),
        (3, "Linen shirt has no colour “Rust”; its colours are: White, Navy."),
        (3, "The rating “many” is not a number."),
        (4, "The date “soon” cannot be read."),
        (5, "The rating “9” is not from 1 to 5."),
    ]


def test_a_return_keeps_its_reason_without_its_size(session: Session):
    rows = "size,return_reason\n38,Too small\n"

    run = import_text(session, rows, garment=make_shirt(session), source=FeedbackSource.RETURN)

    [sent_back] = session.scalars(select(Feedback))
    assert (sent_back.size, [issue.code for issue in sent_back.issues]) == (None, ["size.overall/small"])
    assert [each.line for each in imports.list_partly(run)] == [2]


def test_what_is_taken_in_part_is_looked_at_before(session: Session):
    content = b"text,size,colour\nLong.,XXL,Rust\nShort.,XXL,\nWide.,M,\n"
    file = import_files.read_file(session, content, Options(garment=make_shirt(session)))

    preview = imports.preview_import(session, file)

    assert preview.counts == {"rows": 3, "stored": 3, "partly": 2}
    assert [line for line, _ in preview.partly] == [2, 2, 3]
    assert preview.rejects == []


def test_the_code_of_a_piece_tells_size_and_colour_where_the_row_does_not(session: Session):
    shirt = make_shirt(session)
    run = rounds.plan_round(session, shirt, planned={"S": 5}, colour="Navy")
    (piece,) = piece_codes.make_codes(session, run)
    code = format_code(piece.code).lower()

    import_text(
        session, f"text,round,size,colour\nLong.,{code},,\nShort.,{code},M,\nWide.,{code},,White\nThin.,{run.code},,\n",
        garment=shirt,
    )  # fmt: skip

    told = [
        (each.comment, each.production_round, each.size and each.size.name, each.colour and each.colour.name)
        for each in session.scalars(select(Feedback).order_by(Feedback.id))
    ]
    assert told == [
        ("Long.", run, "S", "Navy"), ("Short.", run, "M", "Navy"), ("Wide.", run, "S", "White"),
        ("Thin.", run, None, None),
    ]  # fmt: skip


def test_rounds_are_known_by_number_and_by_code(session: Session):
    shirt = make_shirt(session)
    first = make_round(session, shirt)

    run = import_text(session, f"text,run\nLong.,1\nShort.,{first.code}\nWide.,\nTight.,zzzz\n", garment=shirt)

    assert [each.production_round for each in session.scalars(select(Feedback).order_by(Feedback.id))] == [
        first, first, None,
    ]  # fmt: skip
    assert run.rejects[0].reason == "There is no run with the code “zzzz”."


def test_a_run_can_be_named_for_the_whole_file(session: Session):
    shirt = make_shirt(session)
    first = make_round(session, shirt)

    import_text(session, "text\nLong.\n", garment=shirt, production_round="1")

    assert session.scalars(select(Feedback)).one().production_round is first


@pytest.mark.parametrize(
    "content",
    [
        "\ufeffid;text\n1;Trop serré à l’épaule.\n".encode(),
        "id\ttext\r\n1\tTrop serré à l’épaule.\r\n".encode("cp1252"),
        "\ufeffsep=;\r\nid;text\r\n1;Trop serré à l’épaule.\r\n".encode(),
        "id,text\n1,Trop serré à l’épaule.\n".encode("utf-16"),
    ],
    ids=["semicolons with a mark", "tabs in a Windows code page", "Excel's own hint", "UTF-16"],
)
def test_reads_what_spreadsheets_write(session: Session, content: bytes):
    imports.import_feedback(session, content, file_name="export.csv", options=Options(garment=make_shirt(session)))

    assert session.scalars(select(Feedback)).one().comment == "Trop serré à l’épaule."


def test_the_commas_of_a_lone_column_belong_to_the_words(session: Session):
    import_text(session, "text\nToo long, really.\n", garment=make_shirt(session))

    assert session.scalars(select(Feedback)).one().comment == "Too long, really."


@pytest.mark.parametrize("header", ["Kommentar;Produkt;Größe;Datum;Sterne", "Commentaire;Produit;Taille;Date;Étoiles"])
def test_columns_are_known_in_the_languages_of_the_form(session: Session, header: str):
    shirt = make_shirt(session)

    imports.import_feedback(
        session, f"{header}\nÀ peine.;{shirt.name};M;13/03/2026;4,5\n".encode("cp1252"), file_name="export.csv"
    )

    said = session.scalars(select(Feedback)).one()
    assert (said.garment, said.size and said.size.name, said.rating, said.answered_at and said.answered_at.month) == (
        shirt, "M", 4.5, 3,
    )  # fmt: skip


def test_an_unknown_garment_is_named_by_its_title_rather_than_its_number(session: Session):
    content = "product_id,product_title,text\n555,Linen tunic,Long.\n"

    assert import_text(session, content).rejects[0].reason == "There is no garment “Linen tunic”."


def test_a_column_can_be_named(session: Session):
    run = import_text(
        session, "what they said,other\nLong.,Short.\n", garment=make_shirt(session), columns={"text": "other"}
    )

    assert run.columns == {"text": "other"}
    assert session.scalars(select(Feedback)).one().comment == "Short."


@pytest.mark.parametrize(
    "content, columns, sentence",
    [
        ("", {}, "This file is empty."),
        ("\n \n", {}, "This file is empty."),
        ("PK\x03\x04rest", {}, "This is not a CSV file. Save it as CSV first."),
        ("id,stars\n1,5\n", {}, "No column of this file holds what customers wrote. Its columns are: id, stars."),
        ("text\nLong.\n", {"text": "said"}, "This file has no column “said”. Its columns are: text."),
        ("text\nLong.\n", {}, "No column says which garment each row is about. Its columns are: text."),
        ("text\n" + "a" * 1_000_001, {}, "This file cannot be read as CSV: field larger than field limit (1000000)."),
    ],
)
def test_refuses_a_file_with_a_sentence(session: Session, content: str, columns: dict[str, str], sentence: str):
    with pytest.raises(RuleError) as refused:
        import_text(session, content, columns=columns)

    assert refused.value.message == sentence


def test_an_unknown_garment_names_itself(session: Session):
    with pytest.raises(NotFound, match="There is no garment “Coat 9”"):
        garments.get_garment(session, "Coat 9")


def test_one_customer_counts_once(session: Session):
    import_text(session, "text,email\nLong.,mia@example.com\nShort.,MIA@example.com \n", garment=make_garment(session))

    keys = {each.customer_key for each in session.scalars(select(Feedback))}
    assert len(keys) == 1
    assert "mia" not in str(keys)
