"""Draws what leaves Toile as a file: each paper as a picture of its first page, small enough for the repository."""

import io
from html import escape
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser
from python_calamine import CalamineWorkbook
from sqlalchemy.orm import Session

from app.models import PatternRevision
from app.services import care_labels, charts, cutting, garments, measuring_sheets, packets, piece_codes
from app.services.demo.trousers import INES
from app.services.formats import pieces_svg
from app.services.formats.dxf_aama import BOUNDARY, GRAIN, NOTCH, Piece, Point, Stroke
from app.services.formats.seamly import Program

GREYS = 12
"""Shades of a paper: enough for smooth letters, few enough for some ten kilobytes."""

SHEET_LOOK = """
  body { margin: 0; background: #fff; font: 12px/1.3 "DejaVu Sans", sans-serif; }
  table { border-collapse: collapse; }
  td, th { border: 1px solid #ccc; padding: 3px 7px; max-width: 120px; white-space: nowrap; overflow: hidden; }
  th { background: #eee; color: #555; font-weight: 400; }
  .number { text-align: right; }
  pre { margin: 0; padding: 12px 16px; font: 12px/1.45 "DejaVu Sans Mono", monospace; }
  pre + pre { border-top: 1px solid #ccc; }
"""


def draw_papers(session: Session, browser: Browser, folder: Path) -> None:
    """Put a picture of every format into the folder."""
    shirt = garments.get_garment(session, 1)
    revision, cut = shirt.revisions[-1], shirt.rounds[-1]
    packet = revision.packets[-1]
    sent = garments.get_garment(session, INES.style_number).revisions[-1].packets[-1]
    written = {each: packets.export(session, sent, format=each) for each in ("pdf", "xlsx", "csv", "json")}
    labels, _ = care_labels.write_sheet("https://fit.example.com", [piece_codes.whole_round(cut)])
    _draw_page(written["pdf"], folder / "sheet.png", width=900)
    _draw_page(charts.export_chart(session, revision, format="pdf"), folder / "chart.png", width=1000)
    _draw_page(_compare(session, revision), folder / "comparison.png", width=760, share=0.25)
    _draw_page(cutting.export_pattern_labels(session, packet), folder / "pattern-labels.png", width=760, share=0.5)
    _draw_page(cutting.export_cut_ticket(session, cut), folder / "cut-ticket.png", width=760)
    _draw_page(labels, folder / "care-labels.png", width=760, share=0.4)
    sewn = next(each for each in reversed(shirt.rounds) if each.locked_at)
    _draw_page(measuring_sheets.export_sheet(session, sewn, format="pdf"), folder / "measuring.png", width=1000)
    _shoot(browser, _show_text(_write_measures(session, revision), lines=20), folder / "seamly.png", (1000, 330))
    _shoot(browser, _show_workbook(written["xlsx"]), folder / "sheet-xlsx.png", (1960, 318))
    _shoot(browser, _show_text(written["csv"], written["json"]), folder / "sheet-csv-json.png", (1000, 400))
    _shoot(browser, _show_pieces(), folder / "pieces.png", (900, 430), colours=32)


def _write_measures(session: Session, revision: PatternRevision) -> bytes:
    return charts.export_custom_measures(session, revision, program=Program.SEAMLY)


def _compare(session: Session, revision: PatternRevision) -> bytes:
    assert revision.predecessor is not None
    return charts.export_comparison(session, revision.predecessor, revision)


def _draw_page(document: bytes, path: Path, *, width: int, share: float = 1) -> None:
    """Draw the first page, or its upper part, in shades of grey."""
    with pypdfium2.PdfDocument(document) as pages:
        page = pages[0]
        drawn = page.render(scale=width / page.get_size()[0]).to_pil().convert("L")
    part = drawn.crop((0, 0, drawn.width, round(drawn.height * share)))
    part.quantize(GREYS).save(path, optimize=True)


def _shoot(browser: Browser, html: str, path: Path, size: tuple[int, int], *, colours: int = GREYS) -> None:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.set_content(f"<!DOCTYPE html><style>{SHEET_LOOK}</style>{html}")
    Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(colours).save(path, optimize=True)
    page.close()


def _show_workbook(workbook: bytes) -> str:
    """The workbook as another program reads it: the top of its head, then its table."""
    rows = CalamineWorkbook.from_filelike(io.BytesIO(workbook)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    top = next(place for place, row in enumerate(rows) if row[0] == "line")
    shown = [*enumerate(rows[:5], start=1), *enumerate(rows[top : top + 11], start=top + 1)]
    across = range(21)
    head = "".join(f"<th>{chr(65 + column)}</th>" for column in across)
    body = "".join(
        f"<tr><th>{number}</th>{''.join(_show_cell(row[column]) for column in across)}</tr>" for number, row in shown
    )
    return f"<table><tr><th></th>{head}</tr>{body}</table>"


def _show_cell(value: object) -> str:
    if isinstance(value, float):
        return f'<td class="number">{value:g}</td>'
    return f"<td>{escape(str(value))}</td>"


def _show_text(*files: bytes, lines: int = 12) -> str:
    """The first lines of each."""
    shown = (each.decode("utf-8-sig").splitlines()[:lines] for each in files)
    return "".join(f"<pre>{escape(chr(10).join(line[:150] for line in each))}</pre>" for each in shown)


def _show_pieces() -> str:
    """A sleeve that becomes shorter and a front whose shoulder moves, as two DXF files would say them."""
    sleeve = ((0, 0), (60, 420), (20, 470), (190, 600), (360, 470), (320, 420), (380, 0))
    shorter = ((12, 60), (60, 420), (20, 470), (190, 600), (360, 470), (320, 420), (368, 60))
    front = ((0, 0), (290, 0), (280, 440), (250, 520), (230, 690), (120, 720), (90, 640), (0, 600))
    forward = ((0, 0), (290, 0), (280, 440), (250, 520), (238, 672), (122, 718), (90, 640), (0, 600))
    drawn = pieces_svg.write(
        [_make_piece("SLEEVE", sleeve), _make_piece("FRONT", front)],
        [_make_piece("SLEEVE", shorter), _make_piece("FRONT", forward)],
        title="Pieces",
    ).decode()
    return drawn.replace("<svg ", '<svg height="430" style="display: block; margin: 0 auto" ', 1)


def _make_piece(name: str, corners: tuple[Point, ...]) -> Piece:
    grain = Stroke(GRAIN, ((190, 120), (190, 400)))
    return Piece(name, "M", (Stroke(BOUNDARY, (*corners, corners[0])), grain, Stroke(NOTCH, (corners[1],))))
