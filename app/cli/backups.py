"""`toile backups`: all that cannot be made anew, in one file, and back."""

from pathlib import Path

import click

from app.cli import backing_up
from app.cli.desk import answer, example, json_option, note
from app.config import read_settings
from app.services.formats import backup
from app.services.wording import amount_of


@click.group("backups")
def commands() -> None:
    """All that cannot be made anew, in one file, and back."""


@commands.command("make", epilog=example("toile backups make /mnt/backups --keep 14"))
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--keep", type=click.IntRange(min=1), help="Of the backups in this folder, only so many of the newest.")
@json_option
def make(target: Path, keep: int | None, as_json: bool) -> None:
    """Write a backup into a folder, or to a file of this name, while Toile runs.

    It holds customers' words and photos and what signs the sessions: keep it where nobody else reads it, and not for
    ever, for what a customer erases stays in it.
    """
    settings = read_settings()
    made = backing_up.make(settings, target, keep)
    size = made.file.stat().st_size
    answer(
        {
            "file": str(made.file), "bytes": size, "files": len(made.names), "missing": made.missing,
            "aged_out": made.aged_out,
        },
        as_json=as_json,
        lines=f"Wrote {made.file} with {_say(made.names)} ({size / 1_000_000:.1f} MB).",
    )  # fmt: skip
    if made.missing:
        note(f"{len(made.missing)} that the database names were not in the data folder, the first {made.missing[0]}.")
    if made.aged_out:
        note(f"Removed {amount_of(len(made.aged_out), 'older backup')}.")
    if backup.DATABASE not in made.names:
        note("The database is PostgreSQL's and not in it: copy that with pg_dump --format=custom.")


@commands.command("restore", epilog=example("toile backups restore toile-2026-11-26-221500.zip"))
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Set the data aside that is there; nothing is overwritten.")
@json_option
def restore(source: Path, replace: bool, as_json: bool) -> None:
    """Bring a backup back into the data folder; stop Toile before, or it is refused.

    With --replace what is there is moved into a folder beside it, for you to look at and to delete, and what was
    erased there is erased from the backup's data, too.
    """
    restored = backing_up.restore(read_settings(), source, replace=replace)
    answer(
        {
            "made_at": restored.made_at, "files": len(restored.names), "erased_again": restored.erased_again,
            "set_aside": restored.set_aside and str(restored.set_aside),
        },
        as_json=as_json,
        lines=f"Brought back {_say(restored.names)} of {restored.made_at[:16].replace('T', ' ')} UTC.",
    )  # fmt: skip
    if restored.erased_again:
        note(f"Erased {amount_of(restored.erased_again, 'answer')} again that had been erased since.")
    if restored.set_aside:
        note(f"What was there lies in {restored.set_aside}: delete it when you need it no more.")


def _say(names: set[str]) -> str:
    pictures = sum(name.startswith(f"{backup.PHOTOS}/") and ".small." not in name for name in names)
    beside = sum(name.startswith(f"{backup.FILES}/") for name in names)
    database = "the database, " if backup.DATABASE in names else ""
    return f"{database}{amount_of(pictures, 'photo')} and {amount_of(beside, 'file')}"
