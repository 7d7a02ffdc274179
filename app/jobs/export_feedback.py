"""Exporting: what is found in the inbox is written into a file, from the start whenever it broke off."""

from pathlib import Path

from app.jobs.progress import Progress
from app.services import exports, inbox


def work(progress: Progress) -> None:
    """Write the file beside its place and move it there when it is whole."""
    file_format = progress.arguments["format"]
    filters = inbox.read_filters(progress.arguments["filters"])
    folder = exports.find_folder(Path(progress.settings["TOILE_DATA"]))
    folder.mkdir(mode=0o700, exist_ok=True)
    exports.remove_old(folder)
    path = exports.make_path(progress.job_id, file_format, folder)
    part = path.with_suffix(f".{progress.attempt}.part")
    try:
        with progress.reading() as session:
            progress.done = exports.write_export(
                session, filters, format=file_format, path=part, tell=lambda done: _tell(progress, done)
            )
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    _tell(progress, progress.done)


def _tell(progress: Progress, done: int) -> None:
    """Say that the work goes on."""
    progress.done = done
    with progress.writing():
        pass
