"""The rows of an import, read but not stored: what each one says, or why it cannot be taken."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from app.errors import NotFound, RuleError
from app.models import NAME_MAX, FeedbackSource, Garment, GarmentColour, GarmentSize, Keeping, ProductionRound
from app.services.feedback import key_author, key_customer
from app.services.formats.csv_table import Row
from app.services.matching import Names, bare_name, find_only_round, fold_name, read_variant
from app.services.piece_codes import Piece, find_piece
from app.services.plain_words import join_words
from app.services.reading_dates import DateOrder, read_moment
from app.services.reading_ratings import read_rating
from app.services.rejects import CUSTOMER, FINGERPRINT, KEY, Mark, mask_customer
from app.services.return_reasons import read_reason
from app.services.rounds import get_named_round, is_round_number
from app.services.shop_exports import OTHER, Export
from app.services.sizes_and_colours import get_colour, grade_steps

T = TypeVar("T")

UNKNOWN = frozenset({"", "unknown", "n/a", "na", "none", "null", "-", "–", "?"})
SPAM = "spam"

_FINGERPRINT = re.compile(r"[0-9a-f]{40}-\d{1,9}")


@dataclass(frozen=True)
class ReadRow:
    """What one row says, with ids in place of rows of the database, and a keyed hash in place of the customer."""

    line: int
    problem: str | None = None
    dropped: bool = False
    """Spam, or a return whose reason says nothing about the garment."""
    garment_id: int | None = None
    """None where the garment is still to be added."""
    garment_name: str = ""
    kind_word: str = ""
    round_id: int | None = None
    external_id: str = ""
    has_id: bool = False
    """Whether the source named it; else it is known by its fingerprint."""
    answer: dict[str, Any] = field(default_factory=dict)
    unclear: tuple[str, ...] = ()
    """What cannot be read beside the words, a sentence each: the row is taken without it."""


@dataclass
class Reader:
    """How the rows of one file are read."""

    session: Session
    export: Export
    columns: Mapping[str, str]
    source: FeedbackSource
    names: Names
    order: DateOrder | None = None
    garment: Garment | None = None
    round_text: str | None = None
    adds_garments: bool = False
    ordinals: Counter[str] = field(default_factory=Counter)

    def read(self, row: Row) -> ReadRow:
        """Return what a row says, or the sentence why it cannot be taken."""
        if row.problem:
            return ReadRow(row.line, problem=row.problem)
        if self._is_spam(row):
            return ReadRow(row.line, dropped=True)
        # Tombstones and ordinals stand on this id, so it is counted before anything can be refused.
        unclear: dict[str, str] = {}
        words, names, answered_at = self._read_words(row), self._list_garment_names(row), self._read_date(row, unclear)
        external_id, has_id = self._identify(row, names, words, answered_at)
        known_by = ReadRow(row.line, external_id=external_id, has_id=has_id)
        try:
            return self._read(row, known_by, names, {"comment": words, "answered_at": answered_at}, unclear)
        except NotFound as missing:
            name = self._tell_garment(names) or "" if missing.field == "garment" else ""
            return replace(known_by, problem=missing.message, garment_name=name)
        except RuleError as refused:
            return replace(known_by, problem=refused.message)

    def cell(self, row: Row, name: str) -> str:
        """Return what a row says under a column that we know, or nothing."""
        return row.cells.get(self.columns.get(name, ""), "")

    def known(self, row: Row, name: str) -> str | None:
        """Return what a row says; what a file calls unknown is None."""
        cell = self.cell(row, name)
        return None if cell.casefold() in UNKNOWN else cell

    def _read(
        self, row: Row, known_by: ReadRow, names: Sequence[str], said: Mapping[str, Any], unclear: dict[str, str]
    ) -> ReadRow:
        garment = self.garment or self._find_garment(row, names)
        size, colour = self._find_piece(row, garment, unclear) if garment else (None, None)
        labelled = self._read_label(row)
        if labelled is not None and garment is not None and labelled.production_round.garment_id == garment.id:
            # Whoever scans the label of a piece has said its size and colour; what the row itself says goes before.
            size, colour = size or labelled.size, colour or labelled.colour
        zone = self._read_reason(row, garment, size)
        if self.source is FeedbackSource.RETURN and not said["comment"] and zone is None:
            return replace(known_by, dropped=True)
        production_round = self._find_round(row, garment, size, colour, said["answered_at"]) if garment else None
        answer = {
            **said,
            "rating": _take(unclear, lambda: read_rating(self.known(row, "rating") or "")),
            "size": size.name if size else None,
            "size_id": size.id if size else None,
            "colour": colour.name if colour else None,
            "colour_id": colour.id if colour else None,
            "customer_key": self._key_customer(row, known_by.external_id),
            "zone_answers": [zone] if zone else [],
            "keeping": Keeping.SENT_BACK if self.source is FeedbackSource.RETURN else None,
        }
        if not (answer["comment"] or zone or answer["rating"] is not None):
            nothing = "One answer is needed: how it fits, a place, or a few words."
            raise RuleError(unclear.get("rating", nothing), field="text")
        return replace(
            known_by, garment_id=garment.id if garment else None, kind_word=self.cell(row, "kind"),
            garment_name=names[0] if names else self.cell(row, "sku"),
            round_id=production_round.id if production_round else None, answer=answer, unclear=tuple(unclear.values()),
        )  # fmt: skip

    def identify(self, row: Row) -> tuple[str, bool]:
        """Return the id or fingerprint of a row, and whether its source named it; spam has none."""
        if self._is_spam(row):
            return "", False
        return self._identify(row, self._list_garment_names(row), self._read_words(row), self._read_date(row, {}))

    def mark(self, row: Row, known_by: str, *, has_id: bool) -> Mark:
        """Return what a row to mend bears that is identified so, to be known again with its customer."""
        key = self._key_customer(row, known_by)
        return Mark("" if has_id else known_by, mask_customer(self.session, key, known_by) if key else "")

    def _key_customer(self, row: Row, known_by: str) -> str | None:
        """The key of the customer whom a row names, or bears where the name was left out."""
        if KEY.fullmatch(borne := row.cells.get(CUSTOMER, "")) and not self.known(row, "customer"):
            return mask_customer(self.session, borne, known_by)
        return key_customer(self.session, self.known(row, "customer"))

    def _is_spam(self, row: Row) -> bool:
        return self.cell(row, "state").casefold() == SPAM

    def _read_words(self, row: Row) -> str:
        return join_words(self.cell(row, "title"), self.cell(row, "text"), author=self.cell(row, "author"))

    def _read_date(self, row: Row, unclear: dict[str, str]) -> datetime | None:
        return _take(unclear, lambda: read_moment(self.known(row, "date") or "", self.order))

    def _identify(self, row: Row, names: Sequence[str], words: str, answered_at: datetime | None) -> tuple[str, bool]:
        """The source's own id, else a fingerprint; equal rows of one file are told apart by their order in it.

        Two shops' tools may number alike, so an id is kept with the export that it is from. A row to mend bears the
        fingerprint that it had when nothing was left out or mended yet.
        """
        if given := self.known(row, "id"):
            return (given if self.export is OTHER else f"{self.export.key}:{given}")[:NAME_MAX], True
        if _FINGERPRINT.fullmatch(before := row.cells.get(FINGERPRINT, "")):
            return before, False
        about = fold_name(names[0] if names else "") or f"garment {self.garment and self.garment.id}"
        author = self.cell(row, "customer") or self.cell(row, "author")
        text = " ".join(unicodedata.normalize("NFKC", words).casefold().split())
        # A spreadsheet that saves the file anew keeps the day, not always the second.
        day = answered_at.date().isoformat() if answered_at else self.cell(row, "date")
        fingerprint = key_author(self.session, author, about, day, text)[:40]
        self.ordinals[fingerprint] += 1
        return f"{fingerprint}-{self.ordinals[fingerprint]}", False

    def _list_garment_names(self, row: Row) -> list[str]:
        cells = (self.known(row, name) for name in ("garment", "product_id", "product"))
        return [cell for cell in cells if cell]

    def _tell_garment(self, names: Sequence[str]) -> str | None:
        """The name that a person knows best: a handle or a title rather than the shop's bare number."""
        return next((name for name in names if not bare_name(name).isdecimal()), next(iter(names), None))

    def _find_garment(self, row: Row, names: Sequence[str]) -> Garment | None:
        """The garment that a row names, or None where it is to be added."""
        article = self.names.find_article(self.known(row, "sku") or "")
        if article is not None:
            return article.garment
        found = next(filter(None, map(self.names.find_garment, names)), None)
        if found is not None:
            return found
        name = self._tell_garment(names) or self.known(row, "sku")
        if name is None:
            raise RuleError("It names no garment.", field="garment")
        if not self.adds_garments:
            raise NotFound(f"There is no garment “{name[:80]}”.", field="garment")
        return None

    def _find_piece(
        self, row: Row, garment: Garment, unclear: dict[str, str]
    ) -> tuple[GarmentSize | None, GarmentColour | None]:
        """Size and colour as the SKU says, else the variant and the colour of the row."""
        article = self.names.find_article(self.known(row, "sku") or "")
        if article is not None and article.garment_id == garment.id:
            return article.size, article.colour
        size, colour = None, None
        if text := self.known(row, "size"):
            size, colour = _take(unclear, lambda: read_variant(garment, text)) or (None, None)
        named = self.known(row, "colour")
        if named and garment.colours:
            colour = _take(unclear, lambda: get_colour(garment, named)) or colour
        return size, colour

    def _read_reason(self, row: Row, garment: Garment | None, size: GarmentSize | None) -> Any:
        if self.source is not FeedbackSource.RETURN:
            return None
        wanted = None
        exchange = self.known(row, "exchange")
        if exchange and garment is not None and size is not None:
            try:
                wanted, _ = read_variant(garment, exchange)
            except RuleError:
                wanted = None  # for another style: that says nothing of this one
        steps = grade_steps(garment)[wanted] - grade_steps(garment)[size] if garment and wanted and size else 0
        return read_reason(self.cell(row, "reason"), self.cell(row, "parent_reason"), steps=steps)

    def _find_round(
        self, row: Row, garment: Garment, size: GarmentSize | None, colour: GarmentColour | None, on: datetime | None
    ) -> ProductionRound | None:
        """The run that was named, by its number or the code on its care label, or the only one it can be."""
        text = self._round_text(row)
        if text is None:
            return find_only_round(garment, size, colour, on)
        return get_named_round(self.session, garment, text)

    def _round_text(self, row: Row) -> str | None:
        return self.known(row, "round") or self.round_text

    def _read_label(self, row: Row) -> Piece | None:
        """What the label says whose code stands in place of a run's number."""
        text = self._round_text(row)
        return None if text is None or is_round_number(text) else find_piece(self.session, text)


def _take(unclear: dict[str, str], read: Callable[[], T]) -> T | None:
    """What a cell beside the words says; where it cannot be read that is noted, and the words are taken all the same.

    That holds for returns too: their reasons count without a size, and how many came back is counted by the orders.
    """
    try:
        return read()
    except RuleError as refusal:
        unclear[refusal.field or ""] = refusal.message
        return None
