"""Narrowing: which answers a page counts, by run, size, colour, fabric lot, source and pattern revision.

How sure a fit point is, its place in the order and its diagnosis are always of all answers; only counts are narrowed.
"""

from dataclasses import dataclass, replace

from app.errors import NotFound
from app.models import FeedbackSource, Garment, GarmentColour, GarmentSize, Piece


@dataclass(frozen=True)
class Narrowing:
    """What the answers have in common; None takes all of them, those that do not say included."""

    run: int | None = None
    size: GarmentSize | None = None
    colour: GarmentColour | None = None
    lot: str | None = None
    source: FeedbackSource | None = None
    revision: int | None = None
    rounds: frozenset[int] | None = None
    """The rounds that run, lot and revision leave."""

    @property
    def narrows(self) -> bool:
        """Return whether any answer may be left out."""
        return self != Narrowing()

    def takes(self, piece: Piece) -> bool:
        """Return whether an answer about this piece counts."""
        return (
            (self.rounds is None or piece.round_number in self.rounds)
            and (self.size is None or piece.size_id == self.size.id)
            and (self.colour is None or piece.colour_id == self.colour.id)
            and (self.source is None or piece.source is self.source)
        )

    def in_every_size(self) -> "Narrowing":
        """Return the same for whoever lists the sizes side by side."""
        return replace(self, size=None)

    def in_every_run(self) -> "Narrowing":
        """Return the same for whoever lists the runs side by side."""
        return replace(self, run=None, lot=None, revision=None, rounds=None)


def narrow(
    garment: Garment,
    *,
    run: str | None = None,
    size: str | None = None,
    colour: str | None = None,
    lot: str | None = None,
    source: str | None = None,
    revision: str | None = None,
) -> Narrowing:
    """Return what these words of an address narrow to; refuses what the garment does not have."""
    rounds = garment.rounds
    for name, wanted, known in (
        ("run", run, [str(each.number) for each in rounds]),
        ("size", size, [each.name for each in garment.sizes]),
        ("colour", colour, [each.name for each in garment.colours]),
        ("fabric lot", lot, list_lots(garment)),
        ("source", source, list(FeedbackSource)),
        ("revision", revision, [str(each.number) for each in garment.revisions]),
    ):
        if wanted and wanted not in known:
            raise NotFound(f"{garment.name} has no {name} “{wanted}”.", field=name)
    left = frozenset(
        each.number
        for each in rounds
        if (not run or each.number == int(run))
        and (not lot or each.fabric_lot == lot)
        and (not revision or (each.revision is not None and each.revision.number == int(revision)))
    )
    return Narrowing(
        run=int(run) if run else None, size=next((each for each in garment.sizes if each.name == size), None),
        colour=next((each for each in garment.colours if each.name == colour), None), lot=lot or None,
        source=FeedbackSource(source) if source else None, revision=int(revision) if revision else None,
        rounds=left if run or lot or revision else None,
    )  # fmt: skip


def list_lots(garment: Garment) -> list[str]:
    """Return the lots of fabric that runs of a garment were cut from, the first one first."""
    return list(dict.fromkeys(each.fabric_lot for each in garment.rounds if each.fabric_lot))
