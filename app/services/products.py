"""Products: a shop's file of products becomes garments with their sizes, colours and SKUs."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, selectinload

from app.errors import RuleError
from app.models import NAME_MAX, Article, Garment, GarmentName, User
from app.services import audit
from app.services.formats import csv_table
from app.services.formats.csv_table import Row, fold_column
from app.services.garments import add_garment
from app.services.intake import INSERTS
from app.services.matching import NO_VARIANT, find_named, fold_name, fold_sku, load_garment_ids
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

CHUNK = 10
"""Products that are stored at a time: in a tenth of a second, so that no customer waits long for the lock."""

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
class Product:
    """The lines of a file that are about one product."""

    line: int
    handle: str
    title: str
    kind_word: str
    number: str
    variants: list["Variant"] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """Return what it goes by, the surest first."""
        return [each for each in (self.handle, self.number, self.title) if each]


@dataclass(frozen=True)
class Variant:
    """A line of a file that is about one size and colour of a product."""

    line: int
    sku: str
    size: str
    colour: str


def import_products(session: Session, content: bytes, *, user: User | None = None) -> Taken:
    """Return what came of a shop's products; importing them again adds what is new and doubles nothing."""
    products = read_products(content)
    ids = load_garment_ids(session)
    taken = Taken()
    for place in range(0, len(products), CHUNK):
        store_products(session, products[place : place + CHUNK], ids, taken, user=user)
    taken.rejects.sort()
    return taken


def store_products(
    session: Session, products: Sequence[Product], ids: dict[str, int], taken: Taken, *, user: User | None = None
) -> None:
    """Store products as garments with their SKUs; those that are new join the garments' ids by their names."""
    garments = _load_garments(session, products, ids)
    names: dict[str, int] = {}
    articles: dict[str, dict[str, Any]] = {}
    for product in products:
        try:
            garment = _take(session, product, ids, garments, taken, user)
        except RuleError as refusal:
            taken.rejects.append((product.line, refusal.message))
            continue
        names |= {folded: garment.id for name in product.names if (folded := fold_name(name))}
        articles |= _list_articles(garment, product, taken)
    _store(session, GarmentName, [{"name": name, "garment_id": names[name]} for name in names])
    _store(session, Article, list(articles.values()))


def sort_sizes(sizes: Iterable[str]) -> list[str]:
    """Return sizes from the smallest to the largest; where nobody can tell, in the order of the file."""
    distinct = list({size.casefold(): size for size in sizes if size}.values())
    if all(size.upper() in LETTERS for size in distinct):
        return sorted(distinct, key=lambda size: LETTERS.index(size.upper()))
    numbers = {size: [float(each.replace(",", ".")) for each in _NUMBERS.findall(size)] for size in distinct}
    if all(numbers.values()):
        return sorted(distinct, key=lambda size: numbers[size])
    return distinct


def read_products(content: bytes) -> list[Product]:
    """Return the products of a file; a product's title and the names of its options stand on its first line only."""
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
    products: dict[str, Product] = {}
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
            product.variants.append(Variant(row.line, said.get("sku", ""), size, colour))
    return list(products.values())


def _open_product(row: Row, said: Mapping[str, str]) -> Product:
    title = said.get("title") or said.get("handle", "").replace("-", " ").capitalize()
    return Product(row.line, said.get("handle", ""), title, said.get("type", ""), said.get("id", ""))


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


def _load_garments(session: Session, products: Iterable[Product], ids: dict[str, int]) -> dict[int, Garment]:
    """The garments that these products may be; one that came after the names were read is known by its handle."""
    found = {find_named(ids, name) for product in products for name in product.names} - {None}
    handles = {product.handle[:NAME_MAX] for product in products if product.handle}
    query = select(Garment).where(or_(Garment.id.in_(found), Garment.reference.in_(handles)))
    everything = selectinload(Garment.sizes), selectinload(Garment.colours)
    garments = {garment.id: garment for garment in session.scalars(query.options(*everything))}
    for garment in garments.values():
        if garment.reference:
            ids.setdefault(fold_name(garment.reference), garment.id)
    return garments


def _take(
    session: Session,
    product: Product,
    ids: dict[str, int],
    garments: dict[int, Garment],
    taken: Taken,
    user: User | None,
) -> Garment:
    """The garment of a product, with all its colours; one that is new is added with its sizes."""
    colours = list_distinct(each.colour for each in product.variants)
    sizes = sort_sizes(each.size for each in product.variants)
    known = (garments.get(find_named(ids, name) or 0) for name in product.names)
    garment = next(filter(None, known), None)
    if garment is None:
        kind = garment_kind(product.kind_word, beside=product.title) or garment_kind(product.title)
        if kind is None and not sizes:
            raise RuleError(f"“{product.title[:80]}” has no sizes and is no kind of garment, so it is left out.")
        garment = add_garment(
            session, name=product.title[:NAME_MAX], kind=kind, sizes=sizes, colours=colours,
            reference=product.handle[:NAME_MAX] or None, user=user,
        )  # fmt: skip
        taken.added.append(garment)
        garments[garment.id] = garment
        for name in filter(None, (product.handle, product.number)):
            ids.setdefault(fold_name(name), garment.id)
    else:
        taken.known += 1
        _complete(session, garment, sizes, colours, user)
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


def _list_articles(garment: Garment, product: Product, taken: Taken) -> dict[str, dict[str, Any]]:
    """Which size and colour each SKU is; a size that the garment is not cut in is named."""
    articles = {}
    for variant in product.variants:
        size = find_size(garment, variant.size) if variant.size else None
        if variant.size and size is None:
            taken.rejects.append((variant.line, f"{garment.name} is not cut in size “{variant.size[:40]}” here."))
            continue
        if sku := fold_sku(variant.sku):
            colour = find_colour(garment, variant.colour) if variant.colour else None
            articles[sku] = {
                "sku": sku, "garment_id": garment.id,
                "size_id": size.id if size else None, "colour_id": colour.id if colour else None,
            }  # fmt: skip
            taken.articles += 1
    return articles


def _store(session: Session, noun: type[Article | GarmentName], rows: list[dict[str, Any]]) -> None:
    """Keep what files call things, all at once, without asking for each whether it is there; the newest word holds."""
    if not rows:
        return
    adding = INSERTS[session.get_bind().dialect.name](noun)
    key, *told = rows[0]
    newest = {name: adding.excluded[name] for name in told}
    session.execute(adding.on_conflict_do_update(index_elements=[key], set_=newest), rows)
