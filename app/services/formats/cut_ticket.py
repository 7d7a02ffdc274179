"""The ticket of a run for the cutting table: which pattern, how many pieces, what was cut and what it measures."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.models import LengthUnit, Paper
from app.services.formats.paper import IN_TYPST
from app.services.formats.typesetting import typeset

SIZES_ACROSS = 8
"""More sizes than that go into a second table under the first."""


@dataclass(frozen=True)
class TicketColour:
    """A colour with its planned pieces, by the ticket's sizes."""

    name: str
    planned: tuple[int, ...]


@dataclass(frozen=True)
class TicketMeasure:
    """A measure to take on the garments: what it is to be, by the ticket's sizes, as it is printed."""

    code: str
    name: str
    how: str
    tolerance: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class TicketNote:
    """What is to be mended in this run, and not in the pattern: where, and why."""

    title: str
    where: str
    reason: str


@dataclass(frozen=True)
class CutTicket:
    """What the cutting table has to know of a run."""

    label: str
    garment: str
    style_number: str | None
    run: str
    released: bool
    revision: int
    check_code: str | None
    check_address: str | None
    cut_on: date | None
    fabric: str | None
    fabric_lot: str | None
    unit: LengthUnit
    grid: str
    paper: Paper
    as_of: datetime
    sizes: tuple[str, ...]
    colours: tuple[TicketColour, ...]
    pieces: tuple[int, ...]
    """How many garments of each size are measured."""
    measures: tuple[TicketMeasure, ...]
    notes: tuple[TicketNote, ...] = ()


def write(ticket: CutTicket) -> bytes:
    """Return the ticket as a tagged PDF, on the maker's paper."""
    return typeset("cut_ticket.typ", _describe(ticket), moment=ticket.as_of)


def _describe(ticket: CutTicket) -> dict[str, Any]:
    cut_on = f"to be cut {ticket.cut_on.day} {ticket.cut_on:%B %Y}" if ticket.cut_on else None
    lot = f"lot {ticket.fabric_lot}" if ticket.fabric_lot else None
    starts = range(0, len(ticket.sizes), SIZES_ACROSS)
    return {
        "paper": IN_TYPST[ticket.paper],
        "label": ticket.label,
        "garment": ticket.garment,
        "run": ticket.run,
        "released": ticket.released,
        "revision": ticket.revision,
        "check_code": ticket.check_code or "",
        "check_address": (ticket.check_address or "").removeprefix("https://"),
        "about": " · ".join(filter(None, (ticket.style_number, cut_on, ticket.fabric, lot))),
        "scale": f"Measures in {ticket.unit.value}, on a grid of {ticket.grid}: finished garment, flat, before wash",
        "total": sum(sum(colour.planned) for colour in ticket.colours),
        "quantities": [_describe_pieces(ticket, slice(start, start + SIZES_ACROSS)) for start in starts],
        "notes": [{"title": note.title, "where": note.where, "reason": note.reason} for note in ticket.notes],
        "measures": [
            {
                "title": measure.name,
                "meta": " · ".join(filter(None, (measure.code, measure.tolerance, measure.how))),
                "tables": [_describe_values(ticket, measure, slice(start, start + SIZES_ACROSS)) for start in starts],
            }
            for measure in ticket.measures
        ],
    }


def _describe_pieces(ticket: CutTicket, part: slice) -> dict[str, Any]:
    return {
        "sizes": list(ticket.sizes[part]),
        "rows": [{"name": colour.name, "planned": list(colour.planned[part])} for colour in ticket.colours],
    }


def _describe_values(ticket: CutTicket, measure: TicketMeasure, part: slice) -> dict[str, Any]:
    return {
        "sizes": list(ticket.sizes[part]),
        "values": list(measure.values[part]),
        "boxes": list(ticket.pieces[part]),
        "rows": max(ticket.pieces[part], default=0),
    }
