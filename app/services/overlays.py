"""What moved: the pieces of two revisions, from the DXF files beside them, drawn over each other."""

from collections.abc import Sequence
from pathlib import Path

from app.errors import NotFound
from app.models import PatternRevision, RevisionFile
from app.services import files
from app.services.formats import dxf_aama, pieces_svg
from app.services.formats.dxf_aama import Piece
from app.services.formats.rul import Units


def find_drawing(revision: PatternRevision) -> RevisionFile | None:
    """Return the newest DXF file beside a revision, or None."""
    return next((file for file in reversed(revision.files_here) if file.name.casefold().endswith(".dxf")), None)


def draw_overlay(
    old: PatternRevision, new: PatternRevision, *, folder: Path, size: str | None = None, units: Units | None = None
) -> bytes:
    """Return an SVG of the pieces of two revisions, in one size, by default the base size.

    `folder` is the data folder. Pieces that name no size are drawn in any case.
    """
    wanted = size or (new.garment.base_size.name if new.garment.base_size else None)
    before, after = (_read_pieces(revision, folder, units) for revision in (old, new))
    title = f"{new.garment.name}: pieces of revision {old.number} in grey, of revision {new.number} in blue"
    return pieces_svg.write(_choose(before, wanted), _choose(after, wanted), title=title)


def _read_pieces(revision: PatternRevision, folder: Path, units: Units | None) -> list[Piece]:
    drawing = find_drawing(revision)
    if drawing is None:
        raise NotFound(f"No DXF file lies beside revision {revision.number}.", field="file")
    return dxf_aama.read(files.find_path(folder, drawing).read_bytes(), units=units)


def _choose(pieces: Sequence[Piece], size: str | None) -> list[Piece]:
    """The pieces of one size; all where the file knows none of that name."""
    chosen = [piece for piece in pieces if piece.size is None or (size and piece.size.casefold() == size.casefold())]
    return chosen or list(pieces)
