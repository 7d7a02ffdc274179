"""Everything about a revision in one ZIP: sheet, chart, samples, history and the files that were laid beside it."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy.orm import Session

from app.errors import NotFound
from app.models import FitSample, Packet, PatternRevision
from app.services import audit, charts, cutting, files, photos, sheets
from app.services.formats import bundle_zip, json_file

SAMPLES_FORMAT = "toile-fit-samples/1"
HISTORY_FORMAT = "toile-revision-history/1"

LEFT_OUT = "left-out.txt"
LEFT_OUT_WHY = "These are no longer in the data folder, and not in here:"


def write_bundle(
    session: Session, revision: PatternRevision, target: BinaryIO, *, folder: Path, configured: str = ""
) -> None:
    """Write all about a revision as a ZIP; `folder` is the data folder, where its files lie.

    `configured` is what TOILE_PUBLIC_URL says, for where to learn whether the sheet is current.

    The sheet is that of the newest packet, whole; what was never sent has none. Lengths in the JSON files are mm.
    What is no longer in the data folder is left out, and named.
    """
    session.flush()
    with bundle_zip.writing(target, moment=charts.came_to_be(revision)) as bundle:
        if revision.packets:
            for extension in sheets.FORMATS:
                sheet = sheets.export(
                    session, revision.packets[-1], format=extension, whole=True, configured=configured
                )
                bundle.add(f"sheet.{extension}", sheet)
            bundle.add("pattern-labels.pdf", cutting.export_pattern_labels(session, revision.packets[-1]))
        for extension in charts.FORMATS:
            bundle.add(f"chart.{extension}", charts.export_chart(session, revision, format=extension))
        if revision.predecessor:
            bundle.add("comparison.pdf", charts.export_comparison(session, revision.predecessor, revision))
        bundle.add("samples.json", json_file.dump(_tell_samples(revision)))
        bundle.add("history.json", json_file.dump(_tell_history(session, revision)))
        if left_out := [name for name, find in _list_kept(revision, folder) if not _copy(bundle, name, find)]:
            bundle.add(LEFT_OUT, "\n".join((LEFT_OUT_WHY, "", *left_out, "")).encode())


def _list_kept(revision: PatternRevision, folder: Path) -> Iterator[tuple[str, Callable[[], Path]]]:
    """What lies in the data folder, by its name in the ZIP: photos of samples, and files that were laid there."""
    for place, sample in enumerate(revision.samples, start=1):
        for number, photo in enumerate(sample.photos, start=1):
            find = partial(photos.find_picture, photo, photos.find_folder(str(folder)))
            yield f"samples/{place}-{number}.jpg", find
    for file in revision.files_here:
        yield f"files/{file.name}", partial(files.find_path, folder, file)


def _copy(bundle: bundle_zip.Bundle, name: str, find: Callable[[], Path]) -> bool:
    """Return whether a file could be put in: one that is lost keeps nobody from all the rest."""
    try:
        bundle.copy(name, find())
    except NotFound:
        return False
    return True


def _tell_samples(revision: PatternRevision) -> dict[str, Any]:
    return _head(revision, SAMPLES_FORMAT) | {"samples": [_tell_sample(sample) for sample in revision.samples]}


def _tell_sample(sample: FitSample) -> dict[str, Any]:
    return {
        "size": sample.size.name if sample.size else None,
        "stage": sample.stage,
        "verdict": sample.verdict.value,
        "fabric": sample.fabric,
        "sewn_on": sample.sewn_on,
        "tried_on_by": sample.tried_on_by,
        "notes": sample.notes,
        "recorded_at": sample.recorded_at,
        "photos": len(sample.photos),
        "measures_mm": {measure.pom.code: measure.value_mm for measure in sample.measures},
    }


def _tell_history(session: Session, revision: PatternRevision) -> dict[str, Any]:
    """Who did what when, the sheets with their answers, and the files with their fingerprints."""
    return _head(revision, HISTORY_FORMAT) | {
        "events": [
            {
                "at": event.at,
                "verb": event.verb,
                "by": event.user.name if event.user else None,
                "details": event.details,
            }
            for event in audit.list_events(session, revision)
        ],
        "sheets": [_tell_packet(packet) for packet in revision.packets],
        "files": [
            {"name": file.name, "bytes": file.size, "sha256": file.sha256, "from": file.from_whom,
             "uploaded_at": file.uploaded_at, "removed_at": file.removed_at, "removed_by": file.removed_by}
            for file in revision.files
        ],
    }  # fmt: skip


def _tell_packet(packet: Packet) -> dict[str, Any]:
    return {
        "contact": packet.contact,
        "check_code": packet.check_code,
        "sent_at": packet.sent_at,
        "received_at": packet.received_at,
        "received_by": packet.received_by,
        "answers": [
            {
                "line": answer.line.number,
                "kind": answer.kind.value,
                "note": answer.note,
                "amount_mm": answer.amount_mm,
                "accepted": answer.accepted,
                "reply": answer.reply,
                "answered_at": answer.answered_at,
                "measured_mm": {
                    reading.size.name: {"old": reading.old_mm, "new": reading.new_mm} for reading in answer.readings
                },
            }
            for answer in packet.answers
        ],
    }


def _head(revision: PatternRevision, written_as: str) -> dict[str, Any]:
    return {
        "format": written_as,
        "garment": revision.garment.name,
        "style_number": revision.garment.style_number,
        "revision": revision.number,
        "status": revision.status.value,
    }
