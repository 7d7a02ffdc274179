"""A suggested change as a small table by size: what the garments are, what would suit most, and the difference."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from app.models import Cluster, Garment, Label, PointOfMeasure
from app.services.amounts import MeasuredChange
from app.services.ancestry import find_present
from app.services.changes import list_released
from app.services.line_views import SizeRow, write_sizes
from app.services.piece_measures import list_specs
from app.services.suggestions import SuggestedChange, spread_change


@dataclass(frozen=True)
class SuggestedTable:
    """What a suggested change comes to, in the label's unit and on its grid."""

    worn: str | None
    """What is changed, "run 3, revision 2"; None where no value of the measure is known, only by how much."""
    rows: tuple[SizeRow, ...]


def build_table(session: Session, cluster: Cluster, change: SuggestedChange, label: Label) -> SuggestedTable:
    """Return a suggested change by size, on what those wear who ask for it; before any run, on the pattern."""
    garment = cluster.garment
    worn, values = _find_worn(session, garment, change.pom, label)
    sizes = {size.name: size for size in garment.sizes}
    by_size = spread_change(change, cluster)
    planned = MeasuredChange(
        garment, change.pom, old={size: values[size.id] for size in garment.sizes if size.id in values},
        deltas={sizes[name]: delta for name, delta in by_size.items() if delta},
    )  # fmt: skip
    return SuggestedTable(worn if values else None, write_sizes(planned, label))


def _find_worn(
    session: Session, garment: Garment, pom: PointOfMeasure, label: Label
) -> tuple[str, Mapping[int, Decimal]]:
    """The values by size of the newest run that was cut to a chart with the measure, which is at hand with the run."""
    for run in reversed(list_released(garment)):
        if values := {size_id: spec.value_mm for (_, size_id), spec in list_specs(run, [pom]).items()}:
            revision = f", revision {run.revision.number}" if run.revision else ""
            return f"{label.run_word} {run.number}{revision}", values
    session.flush()
    present = find_present(garment)
    values = {each.size_id: each.value_mm for each in present.measures if each.pom_id == pom.id}
    return f"revision {present.number}", values
