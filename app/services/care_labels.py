"""Care labels: a code as a QR code to sew in, stick on or pack, and the words for the shop's mail.

A label is for years: what it says is the public address of the form, in capitals, which make the code coarser.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import urlsplit
from zipfile import ZIP_DEFLATED, ZipFile

import segno

from app.errors import RuleError, translatable
from app.models import Label, ProductionRound
from app.services.codes import format_code
from app.services.formats import label_sheet
from app.services.piece_codes import Piece
from app.translations import LANGUAGES, load_catalogue

SIDES_MM = (12, 15, 18, 20, 25)
"""How long the side of a printed code can be, its white margin included."""

USUAL_SIDE_MM = 15

DOT_MIN_MM = 0.33
"""Finer dots run together when they are woven or printed on satin."""

QUIET_DOTS = 4
"""The white margin that a reader needs (ISO 18004)."""

PNG_DPI = 600
"""About how fine a picture is."""

MM_PER_INCH = 25.4

LOOKS = {"care": "care label", "tag": "swing-tag sticker", "card": "packing card"}
"""What a sheet of codes is cut into."""

FORMATS = ("pdf", "svg", "png")

PICTURED_MAX = 100
"""How many labels go on sheets that are png."""

PAPER_SIDE_MM = 25
"""How large the code stands on stickers and cards, which have room."""


_MAIL_ASKS = translatable("How does your %(garment)s fit?")
_MAIL_LEADS = translatable("It takes under a minute, and it goes straight to the people who make it: %(address)s")
_MAIL_PROMISES = translatable(
    "What you say shapes the next one that we make. It is not a public review, and not a return."
)


@dataclass(frozen=True)
class CareLabel:
    """A code as it is printed: what it holds, what stands beside it, how large it is in mm."""

    address: str
    code: str
    typed_at: str
    garment: str
    piece: str
    side_mm: int
    dot_mm: float
    symbol: segno.QRCode


def draw_label(public: str, piece: Piece, *, side_mm: int = USUAL_SIDE_MM) -> CareLabel:
    """Return the label with a piece's code, `side_mm` wide and high with its white margin; `public` has answered."""
    if side_mm not in SIDES_MM:
        raise RuleError(f"A label is {', '.join(map(str, SIDES_MM))} mm wide.", field="side")
    address, symbol = _encode(public, piece.code)
    dot_mm = _dot_mm(symbol, side_mm)
    if dot_mm < DOT_MIN_MM:
        raise RuleError(_say_too_fine(symbol, side_mm), field="side")
    garment = piece.production_round.garment.name
    typed_at = f"{urlsplit(public).netloc}/f"
    return CareLabel(address, format_code(piece.code), typed_at, garment, piece.name, side_mm, dot_mm, symbol)


def list_sides(public: str, production_round: ProductionRound) -> list[int]:
    """Return the sizes in mm in which the labels of a round can be printed."""
    return _list_fitting(_encode(public, production_round.code)[1])


def list_refused_sides(public: str, production_round: ProductionRound) -> list[str]:
    """Return a sentence for each size in which the labels of a round cannot be printed."""
    symbol = _encode(public, production_round.code)[1]
    return [_say_too_fine(symbol, side) for side in SIDES_MM if side not in _list_fitting(symbol)]


def list_formats(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """Return in which formats sheets of these can be written; a page as png takes a second."""
    return FORMATS if _count_copies(pieces) <= PICTURED_MAX else FORMATS[:-1]


def write_label(label: CareLabel, *, format: str) -> bytes:  # noqa: A002 the caller's word for it
    """Return the code alone as svg or png, to be placed on a label of one's own; its size is true in mm."""
    match format:
        case "svg":
            return _write_svg(label)
        case "png":
            return _write_png(label)
        case _:
            raise RuleError(f"The code alone is written as svg or png, not as {format}.", field="format")


def write_sheet(
    public: str,
    pieces: Sequence[Piece],
    *,
    look: str = "care",
    side_mm: int = USUAL_SIDE_MM,
    format: str = "pdf",  # noqa: A002
) -> tuple[bytes, str]:
    """Return sheets to cut and the ending of their file: a page full of one code, or each of several as planned.

    Several pages of pictures come as a zip.
    """
    if look not in LOOKS:
        raise RuleError(f"A sheet is cut into {', '.join(LOOKS)}, not {look}.", field="look")
    if format not in FORMATS:
        raise RuleError(f"A sheet is written as {', '.join(FORMATS)}, not as {format}.", field="format")
    side = side_mm if look == "care" else PAPER_SIDE_MM
    drawn = [
        _describe(draw_label(public, each, side_mm=side), copies=each.planned if each.size else None) for each in pieces
    ]
    if format not in list_formats(pieces):
        raise RuleError(f"{_count_copies(pieces)} labels are too many for pictures: take the pdf.", field="format")
    pages = label_sheet.write(drawn, look=look, format=format)
    return (pages[0], format) if len(pages) == 1 else (_zip(pages, format), "zip")


def write_mail(public: str, production_round: ProductionRound, *, language: str = "en") -> str:
    """Return the words for the mail that a shop sends once, two weeks after a delivery.

    Its link leads to the form in the same language; in English to that of the browser.
    """
    say = load_catalogue(language).gettext
    address = f"{public}/f/{production_round.code}" + ("" if language == "en" else f"?lang={language}")
    return "\n\n".join(
        (
            say(_MAIL_ASKS) % {"garment": production_round.garment.name},
            say(_MAIL_LEADS) % {"address": address},
            say(_MAIL_PROMISES),
        )
    )


def list_mail_languages(house: Label) -> list[str]:
    """Return the languages in which the mail can be written, those of the label first."""
    return list(dict.fromkeys([*(each for each in house.languages if each in LANGUAGES), *LANGUAGES]))


def _encode(public: str, code: str) -> tuple[str, segno.QRCode]:
    address = f"{public}/f/{code}".upper()
    return address, segno.make(address, error="m", micro=False)


def _dot_mm(symbol: segno.QRCode, side_mm: int) -> float:
    """How large a dot is, white margin included."""
    return float(side_mm / symbol.symbol_size(border=QUIET_DOTS)[0])


def _list_fitting(symbol: segno.QRCode) -> list[int]:
    return [side for side in SIDES_MM if _dot_mm(symbol, side) >= DOT_MIN_MM]


def _say_too_fine(symbol: segno.QRCode, side_mm: int) -> str:
    """Why it cannot be this small, cut off rather than rounded up to the limit it fails, and what can be done."""
    fitting = _list_fitting(symbol)
    advice = f"choose {fitting[0]} mm" if fitting else "a shorter public address is needed"
    dot = int(_dot_mm(symbol, side_mm) * 100) / 100
    return f"At {side_mm} mm a dot of the code is {dot:.2f} mm, too fine to be printed on a label: {advice}."


def _count_copies(pieces: Sequence[Piece]) -> int:
    """How many labels are planned; the code of a whole round fills a page, however many that are."""
    return sum(each.planned for each in pieces if each.size)


def _zip(pages: Sequence[bytes], ending: str) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for number, page in enumerate(pages, start=1):
            archive.writestr(f"page-{number}.{ending}", page)
    return written.getvalue()


def _describe(label: CareLabel, *, copies: int | None) -> label_sheet.Printed:
    """The label as it is laid out; without a number of copies it fills a page."""
    svg = _write_svg(label).decode()
    return label_sheet.Printed(svg, label.code, label.typed_at, label.garment, label.piece, label.side_mm, copies)


def _write_svg(label: CareLabel) -> bytes:
    written = BytesIO()
    label.symbol.save(written, kind="svg", unit="mm", scale=label.dot_mm, border=QUIET_DOTS, light="#fff", nl=False)
    return written.getvalue()


def _write_png(label: CareLabel) -> bytes:
    """Dots are whole pixels; the resolution that the file names makes up for it, so that it prints true in mm."""
    written = BytesIO()
    pixels = max(1, round(label.dot_mm / MM_PER_INCH * PNG_DPI))
    dpi = pixels * MM_PER_INCH / label.dot_mm
    label.symbol.save(written, kind="png", scale=pixels, border=QUIET_DOTS, dpi=dpi)
    return written.getvalue()
