"""What moved: the pieces of two revisions, from the DXF files beside them, drawn over each other."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.errors import NotFound, RuleError
from app.models import PatternRevision, RevisionFile
from app.services import files
from app.services.formats import dxf_aama, pieces_svg
from app.services.formats.dxf_aama import Piece
from app.services.formats.rul import Units
from app.services.wording import list_words

UNITS = {Units.METRIC: "millimetres", Units.ENGLISH: "inches"}


@dataclass(frozen=True)
class Drawings:
    """What the drawings beside two revisions say of themselves before they are laid over each other."""

    sizes: tuple[str, ...] = ()
    """The garment's sizes that one of them names; empty where neither names any."""
    unmeasured: tuple[str, ...] = ()
    """The revisions, by their numbers, whose drawing does not say its units."""
    refusal: str = ""
    """Why there is nothing to see."""

    @property
    def unmeasured_sentence(self) -> str:
        """Return "The DXF file of revision 1 does not say its units."."""
        if len(self.unmeasured) == 1:
            return f"The DXF file of revision {self.unmeasured[0]} does not say its units."
        return f"The DXF files of revisions {list_words(self.unmeasured)} do not say their units."

    def choose_size(self, asked: str | None, changed: Collection[str], base_size: str | None) -> str | None:
        """Return the size to show: the one asked for, else one that changed, of those the base size before others."""
        if asked in self.sizes:
            return asked
        sizes = [size for size in self.sizes if size in changed] or self.sizes
        return base_size if base_size in sizes else next(iter(sizes), None)


def find_drawings(old: PatternRevision, new: PatternRevision, *, folder: Path) -> Drawings | None:
    """Return what the newest DXF files beside two revisions say of themselves, or None where one has none."""
    if not find_drawing(old) or not find_drawing(new):
        return None
    try:
        heads = {each.number: dxf_aama.read_head(_read_drawing(each, folder)) for each in (old, new)}
    except RuleError as error:
        return Drawings(refusal=error.message)
    named = {size.casefold() for head in heads.values() for size in head.sizes}
    return Drawings(
        sizes=tuple(size.name for size in new.garment.sizes if size.name.casefold() in named),
        unmeasured=tuple(str(number) for number, head in heads.items() if head.units is None),
    )


def read_units(text: str | None) -> Units | None:
    """Return the units that somebody named, or None where that names none."""
    return Units(text) if text in set(Units) else None


def find_drawing(revision: PatternRevision) -> RevisionFile | None:
    """Return the newest DXF file beside a revision, or None."""
    return next((file for file in reversed(revision.files_here) if file.name.casefold().endswith(".dxf")), None)


def draw_overlay(
    old: PatternRevision, new: PatternRevision, *, folder: Path, size: str | None = None, units: Units | None = None
) -> bytes:
    """Return an SVG of the pieces of two revisions, in one size, by default the base size.

    `folder` is the data folder. Pieces that name no size are drawn in any case. `units` are those of a file that does
    not say its own.
    """
    wanted = size or (new.garment.base_size.name if new.garment.base_size else None)
    before, after = (_read_pieces(revision, folder, units) for revision in (old, new))
    title = f"{new.garment.name}: pieces of revision {old.number} in grey, of revision {new.number} in blue"
    return pieces_svg.write(_choose(before, wanted), _choose(after, wanted), title=title)


def _read_pieces(revision: PatternRevision, folder: Path, units: Units | None) -> list[Piece]:
    return dxf_aama.read(_read_drawing(revision, folder), units=units)


def _read_drawing(revision: PatternRevision, folder: Path) -> bytes:
    drawing = find_drawing(revision)
    if drawing is None:
        raise NotFound(f"No DXF file lies beside revision {revision.number}.", field="file")
    return files.find_path(folder, drawing).read_bytes()


def _choose(pieces: Sequence[Piece], size: str | None) -> list[Piece]:
    """The pieces of one size; all where the file knows none of that name."""
    chosen = [piece for piece in pieces if piece.size is None or (size and piece.size.casefold() == size.casefold())]
    return chosen or list(pieces)
