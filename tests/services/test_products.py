"""Products: a shop's file makes garments with sizes, colours and SKUs, and doubles nothing."""

from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import RuleError
from app.models import Article
from app.services import garments
from app.services.matching import load_names
from app.services.products import Taken, import_products, read_products, sort_sizes, store_products
from nlp.taxonomy import GarmentKind
from tests.asking import listening_to
from tests.cast import make_garment, make_shirt

FILE = (Path(__file__).parent / "files" / "products.csv").read_bytes()


def test_products_become_garments_with_sizes_and_colours(session: Session):
    taken = import_products(session, FILE)

    shirt, trousers = taken.added
    assert (shirt.name, shirt.kind, shirt.reference) == ("Linen shirt", GarmentKind.SHIRT, "linen-shirt")
    assert [size.name for size in shirt.sizes] == ["S", "M", "L"]
    assert [colour.name for colour in shirt.colours] == ["Navy", "White"]
    assert [size.name for size in trousers.sizes] == ["W28 L30", "W30 L32"]


def test_what_is_no_garment_is_left_out_and_named(session: Session):
    taken = import_products(session, FILE)

    assert taken.rejects == [(9, "“Gift card” has no sizes and is no kind of garment, so it is left out.")]


def test_skus_tell_size_and_colour(session: Session):
    import_products(session, FILE)
    session.flush()

    article = load_names(session).find_article("ls-m-white")

    assert article is not None
    assert (article.garment.name, article.size.name, article.colour.name) == ("Linen shirt", "M", "White")


def test_importing_again_doubles_nothing(session: Session):
    import_products(session, FILE)

    again = import_products(session, FILE)

    assert (again.added, again.known, again.articles) == ([], 2, 6)
    assert len(garments.list_garments(session)) == 2
    assert len(list(session.scalars(select(Article)))) == 6


def test_of_many_skus_each_is_not_asked_for(session: Session):
    header, asked = "Handle,Title,Size,Variant SKU\n", []
    for number in (1, 30):
        lines = [f"shirt-{number},Shirt {number},{30 + place},S-{number}-{place}\n" for place in range(number)]
        with listening_to(session.get_bind()) as questions:
            taken = import_products(session, "".join((header, *lines)).encode())
        assert taken.articles == number
        asked.append(len(questions))

    assert asked[1] <= asked[0] + 2  # now there are garments, whose sizes and colours are read


def test_a_garment_that_came_after_the_names_were_read_is_known_by_its_handle(session: Session):
    shirt = make_garment(session, reference="linen-shirt")
    taken = Taken()

    store_products(session, read_products(FILE), {}, taken)

    assert [garment.name for garment in taken.added] == ["Wide trousers"]
    assert taken.known == 1
    assert load_names(session).find_garment("linen-shirt") is shirt


def test_a_garment_that_is_there_gets_new_colours_and_keeps_its_sizes(session: Session):
    shirt = make_shirt(session)
    content = "Handle,Title,Size,Color,Variant SKU\nlinen-shirt,Linen shirt,M,Rust,LS-M-RUST\nlinen-shirt,,4XL,Rust,X\n"

    taken = import_products(session, content.encode())

    assert [colour.name for colour in shirt.colours] == ["White", "Navy", "Rust"]
    assert len(shirt.sizes) == 5
    assert taken.rejects == [(3, "Linen shirt is not cut in size “4XL” here.")]


def test_a_garment_of_reviews_gets_its_sizes(session: Session):
    bare = garments.add_garment(session, name="Shirt 77", kind=None, reference="linen-shirt")

    import_products(session, FILE)

    assert [size.name for size in bare.sizes] == ["S", "M", "L"]


@pytest.mark.parametrize(
    "kind, title, size, colour, garment",
    [
        ("Hosen", "Leinenhose", "Größe", "Farbe", GarmentKind.TROUSERS),
        ("Jupes", "Jupe longue", "Taille", "Couleur", GarmentKind.SKIRT),
        ("Vestidos", "Vestido", "Tamaño", "Color", GarmentKind.DRESS),
        ("Kjoler", "Kjole", "Størrelse", "Colour", None),
    ],
)
def test_a_shop_names_its_options_in_its_own_language(
    session: Session, kind: str, title: str, size: str, colour: str, garment: GarmentKind | None
):
    header = "Handle;Title;Type;Option1 Name;Option1 Value;Option2 Name;Option2 Value\n"
    content = f"{header}x;{title};{kind};{size};M;{colour};Blau\nx;;;;S;;Rot\n"

    made = import_products(session, content.encode()).added[0]

    assert made.kind is garment
    assert [each.name for each in made.sizes] == ["S", "M"]
    assert [each.name for each in made.colours] == ["Blau", "Rot"]


def test_a_file_of_something_else_is_refused(session: Session):
    with pytest.raises(RuleError, match=r"No column of this file names a product \(Handle or Title\)."):
        import_products(session, b"text,stars\nLong.,5\n")


@pytest.mark.parametrize(
    "sizes, order",
    [
        (["XL", "s", "M"], ["s", "M", "XL"]),
        (["42", "38", "40"], ["38", "40", "42"]),
        (["UK 12", "UK 8"], ["UK 8", "UK 12"]),
        (["tall", "petite"], ["tall", "petite"]),
        (["M", "m", ""], ["m"]),
    ],
)
def test_sizes_run_from_the_smallest(sizes: list[str], order: list[str]):
    assert sort_sizes(sizes) == order
