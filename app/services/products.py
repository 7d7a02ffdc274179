"""Products: a shop's file of products becomes garments with their sizes, colours and SKUs."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from app.errors import RuleError
from app.models import NAME_MAX, Article, Garment, User
from app.services import audit
from app.services.formats import csv_table
from app.services.formats.csv_table import Row, fold_column
from app.services.garments import add_garment
from app.services.matching import NO_VARIANT, Names, fold_name, fold_sku, load_names, remember_name
from app.services.shop_exports import list_columns
from app.services.sizes_and_colours import find_colour, find_size, list_distinct, make_colour, make_size
from nlp.taxonomy import garment_kind

COLUMNS = {
    "handle": ("handle", "url_handle", "product_handle"),
    "title": ("title", "product_title", "name", "product"),
    "type": ("type", "product_type", "product_category", "category"),
    "sku": ("variant_sku", "sku"),
    "size": ("size",),
    "colour": ("colour", "color"),
    "id": ("id", "product_id"),
} | {
    f"option{place}_{part}": (f"option{place}_{part}", f"option_{place}_{part}")
    for place in (1, 2, 3)
    for part in ("name", "value")
}

SIZE_WORDS = frozenset(
    word.casefold()
    for word in ("size", "sizes", "Größe", "Größen", "groesse", "taille", "talla", "tamaño", "taglia", "maat")
)
"""What shops call the option of sizes; casefold makes ss of the ß in Größe."""

COLOUR_WORDS = frozenset({"color", "colors", "colour", "farbe", "couleur", "colore", "kleur"})

LETTERS = ("XXXS", "XXS", "XS", "S", "M", "L", "XL", "XXL", "2XL", "XXXL", "3XL", "4XL", "5XL")

_NUMBERS = re.compile(r"\d+(?:[.,]\d+)?")
_LETTER = f"(?:{'|'.join(LETTERS)})"
_LIKE_SIZE = re.compile(rf"{_LETTER}(?:/{_LETTER})?|(?:UK|US|EU|IT|FR|DE) ?\d{{1,2}}|\d\d", re.IGNORECASE)


@dataclass
class Taken:
    """What came of a file: how many garments are new, how many articles are known now, which lines were left out."""

    added: list[Garment] = field(default_factory=list)
    known: int = 0
    articles: int = 0
    rejects: list[tuple[int, str]] = field(default_factory=list)


@dataclass
class _Product:
    """The lines of a file that are about one product."""

    line: int
    handle: str
    title: str
    kind_word: str
    number: str
    variants: list["_Variant"] = field(default_factory=list)


@dataclass(frozen=True)
class _Variant:
    line: int
    sku: str
    size: str
    colour: str


def import_products(session: Session, content: bytes, *, user: User | None = None) -> Taken:
    """Return what came of a shop's products; importing them again adds what is new and doubles nothing."""
    products = _read_products(content)
    names = load_names(session)
    taken = Taken()
    for product in products:
        try:
            garment = _take(session, product, names, taken, user)
            _add_articles(session, garment, product, taken)
        except RuleError as refusal:
            taken.rejects.append((product.line, refusal.message))
    taken.rejects.sort()
    return taken


def sort_sizes(sizes: Iterable[str]) -> list[str]:
    """Return sizes from the smallest to the largest; where nobody can tell, in the order of the file."""
    distinct = list({size.casefold(): size for size in sizes if size}.values())
    if all(size.upper() in LETTERS for size in distinct):
        return sorted(distinct, key=lambda size: LETTERS.index(size.upper()))
    numbers = {size: [float(each.replace(",", ".")) for each in _NUMBERS.findall(size)] for size in distinct}
    if all(numbers.values()):
        return sorted(distinct, key=lambda size: numbers[size])
    return distinct


def _read_products(content: bytes) -> list[_Product]:
    """The products of a file; a product's title and the names of its options stand on its first line only."""
    table = csv_table.read(content)
    by_name = {fold_column(column): column for column in reversed(table.columns)}
    found = {
        name: next(by_name[alias] for alias in aliases if alias in by_name)
        for name, aliases in COLUMNS.items()
        if any(alias in by_name for alias in aliases)
    }
    if "handle" not in found and "title" not in found:
        raise RuleError(
            f"No column of this file names a product (Handle or Title). {list_columns(table.columns)}", field="file"
        )
    products: dict[str, _Product] = {}
    options: dict[str, dict[str, str]] = {}
    for row in table.rows:
        said = {name: row.cells.get(column, "") for name, column in found.items()}
        key = said.get("handle") or said.get("title") or ""
        if not key or row.problem:
            continue
        product = products.setdefault(key, _open_product(row, said))
        names = options.setdefault(key, {})
        names |= {name: said[name] for name in said if name.endswith("_name") and said[name]}
        size, colour = _read_options(said, names)
        if size or colour or said.get("sku"):
            product.variants.append(_Variant(row.line, said.get("sku", ""), size, colour))
    return list(products.values())


def _open_product(row: Row, said: Mapping[str, str]) -> _Product:
    title = said.get("title") or said.get("handle", "").replace("-", " ").capitalize()
    return _Product(row.line, said.get("handle", ""), title, said.get("type", ""), said.get("id", ""))


def _read_options(said: Mapping[str, str], names: Mapping[str, str]) -> tuple[str, str]:
    """The size and the colour of a variant: of the options that are called so, or of columns of their own.

    Where no option is, one whose value looks like a size is taken for it, whatever language names it.
    """
    size, colour = said.get("size", ""), said.get("colour", "")
    words = {place: names.get(f"option{place}_name", "").casefold() for place in (1, 2, 3)}
    for place, word in words.items():
        value = said.get(f"option{place}_value", "")
        size = value if word in SIZE_WORDS and value else size
        colour = value if word in COLOUR_WORDS and value else colour
    if not size and SIZE_WORDS.isdisjoint(words.values()):
        values = (said.get(f"option{place}_value", "") for place, word in words.items() if word not in COLOUR_WORDS)
        size = next((value for value in values if _LIKE_SIZE.fullmatch(value)), "")
    return ("" if size.casefold() == NO_VARIANT else size[:NAME_MAX]), colour[:NAME_MAX]


def _take(session: Session, product: _Product, names: Names, taken: Taken, user: User | None) -> Garment:
    """The garment of a product, with all its colours; one that is new is added with its sizes."""
    colours = list_distinct(each.colour for each in product.variants)
    sizes = sort_sizes(each.size for each in product.variants)
    known = [each for each in (product.handle, product.number, product.title) if each]
    garment = next(filter(None, map(names.find_garment, known)), None)
    if garment is None:
        kind = garment_kind(product.kind_word, beside=product.title) or garment_kind(product.title)
        if kind is None and not sizes:
            raise RuleError(f"“{product.title[:80]}” has no sizes and is no kind of garment, so it is left out.")
        garment = add_garment(
            session, name=product.title[:NAME_MAX], kind=kind, sizes=sizes, colours=colours,
            reference=product.handle[:NAME_MAX] or None, user=user,
        )  # fmt: skip
        taken.added.append(garment)
        for name in (product.handle, product.number):
            names.garments.setdefault(fold_name(name), garment)
    else:
        taken.known += 1
        _complete(session, garment, sizes, colours, user)
    for name in known:
        remember_name(session, name, garment)
    return garment


def _complete(
    session: Session, garment: Garment, sizes: Sequence[str], colours: Sequence[str], user: User | None
) -> None:
    """Give a garment that a file of reviews named its sizes, and any garment the colours that are new."""
    if not garment.sizes:
        garment.sizes = [make_size(size, place) for place, size in enumerate(sizes)]
    new = [colour for colour in colours if find_colour(garment, colour) is None]
    garment.colours += [make_colour(colour) for colour in new]
    audit.note(session, "completed", garment, user=user, sizes=len(garment.sizes), colours=len(new))


def _add_articles(session: Session, garment: Garment, product: _Product, taken: Taken) -> None:
    """Remember which size and colour each SKU is; a size that the garment is not cut in is named."""
    for variant in product.variants:
        size = find_size(garment, variant.size) if variant.size else None
        if variant.size and size is None:
            taken.rejects.append((variant.line, f"{garment.name} is not cut in size “{variant.size[:40]}” here."))
            continue
        if sku := fold_sku(variant.sku):
            colour = find_colour(garment, variant.colour) if variant.colour else None
            session.merge(
                Article(
                    sku=sku,
                    garment_id=garment.id,
                    size_id=size.id if size else None,
                    colour_id=colour.id if colour else None,
                )
            )
            taken.articles += 1
