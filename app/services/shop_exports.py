"""The exports that shops have: each is recognised by its header, and its columns by the names they go by.

Vendors change their headers: what is looked for is a few columns that only this export has, in any order and spelling.
A new export gets an entry in `EXPORTS`; a new name of a column goes into its `columns` or into `ALIASES`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.errors import RuleError
from app.models import FeedbackSource
from app.services.formats.csv_table import fold_column

Names = Mapping[str, tuple[str, ...]]

ALIASES: Names = {
    "text": ("text", "comment", "review_text", "review_content", "review", "review_body", "body", "content", "feedback",
             "words", "return_comment", "kommentar", "bewertungstext", "rezension", "commentaire", "avis", "comentario",
             "reseña"),
    "title": ("title", "review_title", "headline", "titel", "überschrift", "titre", "título"),
    "garment": ("garment", "style_number", "style", "clothing_id", "product_handle", "handle", "product_id",
                "page_id", "product_url"),
    "product_id": ("product_id",),
    "product": ("product_title", "product_name", "product", "produkt", "produktname", "artikel", "produit", "producto"),
    "sku": ("sku", "product_sku", "variant_sku", "artikelnummer"),
    "kind": ("kind", "class", "category", "kategorie", "catégorie", "categoría"),
    "size": ("size", "size_purchased", "size_bought", "variant", "product_variant", "variant_title", "grösse",
             "groesse", "taille", "talla"),
    "colour": ("colour", "color", "farbe", "couleur"),
    "round": ("round", "run"),
    "id": ("id", "review_id", "external_id"),
    "rating": ("rating", "score", "review_score", "stars", "sterne", "étoiles", "puntuación", "estrellas"),
    "customer": ("customer", "email", "reviewer_email", "reviewer_mail", "customer_email", "e_mail"),
    "author": ("reviewer_name", "author", "display_name", "nickname", "full_name", "reviewer"),
    "date": ("date", "review_date", "created_at", "date_created", "submitted_at", "answered_at", "returned_at", "datum",
             "fecha"),
    "state": ("curated", "status", "state", "review_status"),
    "reason": ("return_reason",),
    "parent_reason": ("parent_return_reason",),
    "exchange": ("exchange_variant",),
}  # fmt: skip
"""What files call their columns (spaces, case and spelling aside), the likeliest first; casefold makes Größe grösse."""

FIELDS = tuple(ALIASES)


@dataclass(frozen=True)
class Export:
    """One kind of file: the columns it is recognised by, and those that mean something else in it than elsewhere."""

    key: str
    name: str
    header: frozenset[str] = frozenset()
    columns: Names = field(default_factory=dict)
    source: FeedbackSource = FeedbackSource.REVIEW


OTHER = Export("csv", "CSV")

EXPORTS = (
    Export("judgeme", "Judge.me", frozenset({"body", "rating", "review_date", "reviewer_name", "product_handle"})),
    Export(
        "loox", "Loox", frozenset({"review", "nickname", "verified_purchase"}),
        {"garment": ("handle", "product_id"), "title": ()},
    ),
    Export(
        "shopify_reviews", "Shopify Product Reviews",
        frozenset({"product_handle", "state", "author", "body", "created_at"}),
    ),
    Export("yotpo", "Yotpo", frozenset({"review_content", "review_score"}), {"title": ("review_title",)}),
    Export("okendo", "Okendo", frozenset({"review_id", "product_id", "body", "reviewer_name", "date_created"})),
    Export("powerreviews", "PowerReviews", frozenset({"review_id", "page_id", "review_text"})),
    Export(
        "loop", "Loop returns", frozenset({"line_item_id", "return_reason"}),
        {"title": (), "product": ("title",), "id": ("line_item_id",), "size": ("variant_title",), "rating": ()},
        source=FeedbackSource.RETURN,
    ),
)  # fmt: skip


def recognise(header: Sequence[str]) -> Export:
    """Return the export that a header belongs to, or that it is any CSV file."""
    folded = {fold_column(column) for column in header}
    return next((export for export in EXPORTS if export.header <= folded), OTHER)


def map_columns(header: Sequence[str], named: Mapping[str, str]) -> dict[str, str]:
    """Return which column is read as what: the named ones, else by alias; a field named "" is not read at all."""
    names = {**ALIASES, **recognise(header).columns}
    by_name = {fold_column(column): column for column in reversed(header)}
    found = {}
    for name in FIELDS:
        if name in named:
            if named[name] and named[name] not in header:
                raise RuleError(f"This file has no column “{named[name]}”. {list_columns(header)}", field=name)
            known: str | None = named[name]
        else:
            known = next((by_name[alias] for alias in names[name] if alias in by_name), None)
        if known:
            found[name] = known
    return found


def ensure_words(header: Sequence[str], found: Mapping[str, str]) -> None:
    """Without words, or a reason of a return, there is nothing to import."""
    if "text" not in found and "reason" not in found:
        raise RuleError(f"No column of this file holds what customers wrote. {list_columns(header)}", field="text")


def list_columns(header: Sequence[str]) -> str:
    """Return the sentence that says which columns a file has."""
    return f"Its columns are: {', '.join(header)}."
