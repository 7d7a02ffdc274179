"""Imports: reviews and other feedback that come in as a file; what cannot be taken is named, the rest is kept."""

import hashlib
import html
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from app.errors import NotFound, RuleError
from app.models import (
    NAME_MAX,
    SENTENCE_MAX,
    FeedbackSource,
    Garment,
    ImportReject,
    ImportRun,
    ProductionRound,
    User,
)
from app.services import audit
from app.services.feedback import record_feedback
from app.services.formats import feedback_csv
from app.services.formats.feedback_csv import Row
from app.services.garments import add_garment, find_garment
from app.services.rounds import find_round_by_code, get_round
from nlp.taxonomy import garment_kind

ALIASES = {
    "text": ("text", "comment", "review_text", "review_content", "review", "body", "content", "feedback", "words"),
    "title": ("title", "review_title", "headline"),
    "garment": ("garment", "style_number", "style", "clothing_id", "product_handle", "handle", "product_id",
                "productid", "page_id"),
    "kind": ("kind", "class", "category"),
    "size": ("size", "variant"),
    "colour": ("colour", "color"),
    "round": ("round", "run"),
    "id": ("id", "review_id", "reviewid", "external_id"),
    "rating": ("rating", "score", "review_score"),
    "customer": ("customer", "email", "reviewer_email", "reviewer_mail"),
    "date": ("date", "review_date", "created_at", "date_created", "datecreated", "answered_at"),
}  # fmt: skip
"""What files call their columns (spaces and case aside), the likeliest first."""

UNKNOWN = frozenset({"", "unknown", "n/a", "na", "none", "null", "-", "–", "?"})

_TAGS = re.compile(r"<br\s*/?>|</p>|<[a-zA-Z/][^<>]{0,200}>")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,60}(?:\.[\w-]{1,60})+")


@dataclass
class _Import:
    """One import under way."""

    session: Session
    source: FeedbackSource
    columns: Mapping[str, str]
    garment: Garment | None
    round_text: str | None
    adds_garments: bool
    user: User | None
    ordinals: Counter[str] = field(default_factory=Counter)

    def cell(self, row: Row, name: str) -> str:
        """Return what a row says under a column that we know, or nothing."""
        return row.cells.get(self.columns.get(name, ""), "")


def import_feedback(
    session: Session,
    content: bytes,
    *,
    file_name: str,
    source: FeedbackSource = FeedbackSource.REVIEW,
    garment: Garment | None = None,
    production_round: str | None = None,
    columns: Mapping[str, str] | None = None,
    add_garments: bool = False,
    user: User | None = None,
) -> ImportRun:
    """Return the import with its counts and the rows that were not taken, each with its line and why.

    `columns` names the column of a field where its own name does not tell. The same file, or one that overlaps with it,
    may come again: rows that are known are counted, not doubled.
    """
    table = feedback_csv.read(content)
    found = _map_columns(table.columns, columns or {})
    if garment is None and "garment" not in found:
        raise RuleError(f"No column says which garment each row is about. {_there_are(table.columns)}", field="garment")
    run = ImportRun(file_name=file_name[:NAME_MAX], source=source.value, columns=found, stored=0, known=0)
    session.add(run)
    work = _Import(session, source, found, garment, production_round, add_garments, user)
    for row in table.rows:
        try:
            if _take(work, row):
                run.stored += 1
            else:
                run.known += 1
        except RuleError as refusal:
            run.rejects.append(ImportReject(line=row.line, reason=refusal.message[:SENTENCE_MAX]))
    audit.note(session, "imported", run, user=user, stored=run.stored, known=run.known, rejected=len(run.rejects))
    return run


def _map_columns(header: list[str], named: Mapping[str, str]) -> dict[str, str]:
    """Which column is read as what: the named ones, else by alias; without words there is nothing to import."""
    by_name = {re.sub(r"[^a-z0-9]+", "_", column.casefold()).strip("_"): column for column in reversed(header)}
    found = {}
    for name, aliases in ALIASES.items():
        if name in named:
            if named[name] not in header:
                raise RuleError(f"This file has no column “{named[name]}”. {_there_are(header)}", field=name)
            found[name] = named[name]
        elif known := next((by_name[alias] for alias in aliases if alias in by_name), None):
            found[name] = known
    if "text" not in found:
        raise RuleError(f"No column of this file holds what customers wrote. {_there_are(header)}", field="text")
    return found


def _there_are(header: list[str]) -> str:
    return f"Its columns are: {', '.join(header)}."


def _take(work: _Import, row: Row) -> bool:
    """Store a row; returns whether it is new."""
    if row.problem:
        raise RuleError(row.problem)
    garment = work.garment or _find_garment(work, row)
    words = join_words(work.cell(row, "title"), work.cell(row, "text"))
    size, colour = _known(work.cell(row, "size")), _known(work.cell(row, "colour"))
    recorded = record_feedback(
        work.session, garment, source=work.source, comment=words, size=size, colour=colour,
        production_round=_find_round(work, garment, row), rating=_read_rating(work.cell(row, "rating")),
        customer=_known(work.cell(row, "customer")), external_id=_external_id(work, garment, row, words),
        answered_at=_read_moment(work.cell(row, "date")),
    )  # fmt: skip
    return recorded.created


def join_words(title: str, text: str) -> str:
    """Return title and text as one comment, a sentence each; what is stored is what offsets count in.

    Markup goes, and so do e-mail addresses: they are nobody's business here.
    """
    title, text = _plain(title), _plain(text)
    if title and text:
        return f"{title} {text}" if title[-1] in ".!?…" else f"{title}. {text}"
    return title or text


def _plain(words: str) -> str:
    if "<" in words or "&" in words:
        words = html.unescape(_TAGS.sub(" ", words))
    return _EMAIL.sub("[e-mail]", words).strip()


def _known(cell: str) -> str | None:
    """What a file calls unknown is unknown."""
    return None if cell.casefold() in UNKNOWN else cell


def _find_garment(work: _Import, row: Row) -> Garment:
    """The garment that a row names; one that nobody knows is added where that was asked for."""
    key = _known(work.cell(row, "garment"))
    if key is None:
        raise RuleError("It names no garment.", field="garment")
    garment = find_garment(work.session, key)
    if garment is not None and (not key.isdecimal() or _is_named(garment, key)):
        return garment
    if not work.adds_garments:
        raise NotFound(f"There is no garment “{key}”.", field="garment")
    word = work.cell(row, "kind")
    return add_garment(
        work.session, name=f"{word} {key}".strip()[:NAME_MAX], kind=garment_kind(word), reference=key, user=work.user
    )


def _is_named(garment: Garment, key: str) -> bool:
    """A number in a file is the shop's number: one that happens to be our own id means nothing."""
    return key in (garment.reference, garment.style_number, garment.name)


def _find_round(work: _Import, garment: Garment, row: Row) -> ProductionRound | None:
    """The round that was named, by its number or the code on its care label; unknown stays unknown."""
    text = _known(work.cell(row, "round")) or work.round_text
    if text is None:
        return None
    if text.isdecimal() and len(text) < 6:
        return get_round(work.session, garment, int(text))
    found = find_round_by_code(work.session, text)
    if found is None:
        raise NotFound(f"There is no run with the code “{text}”.", field="round")
    return found


def _read_rating(cell: str) -> float | None:
    if _known(cell) is None:
        return None
    try:
        rating = float(cell.replace(",", "."))
    except ValueError:
        rating = -1.0
    if not 0 <= rating <= 100:
        raise RuleError(f"The rating “{cell[:40]}” is not a number.", field="rating")
    return rating


def _read_moment(cell: str) -> datetime | None:
    """A date that can be read in one way only; 05/03/2024 is never guessed."""
    try:
        moment = datetime.fromisoformat(cell)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _external_id(work: _Import, garment: Garment, row: Row, words: str) -> str:
    """The file's own id, else a fingerprint; equal rows of one file are told apart by their order in it."""
    if given := _known(work.cell(row, "id")):
        return given[:NAME_MAX]
    parts = (garment.id, work.cell(row, "date"), work.cell(row, "customer").casefold(), " ".join(words.split()))
    fingerprint = hashlib.sha256(repr(parts).encode("utf-8", "replace")).hexdigest()[:40]
    work.ordinals[fingerprint] += 1
    return f"{fingerprint}-{work.ordinals[fingerprint]}"
