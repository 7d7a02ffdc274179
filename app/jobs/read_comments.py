"""Reading: the words that wait are read into issues; then the garments they touch are weighed."""

from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.jobs.progress import Progress
from app.jobs.weigh import weigh_garment
from app.models import Garment
from app.services import garments, jobs, label_rules, tagging, training
from nlp.rules import Rule
from nlp.tagging import Tagger
from nlp.trained import TrainedReader

CHUNK = 200
"""Comments per transaction: a fraction of a second, so that nobody waits long for the lock."""


@cache
def load_tagger() -> Tagger:
    """Return the tagger, loaded once per worker process."""
    return Tagger.load()


@lru_cache(maxsize=4)
def tagger_with(rules: tuple[Rule, ...], model: TrainedReader | None) -> Tagger:
    """Return the tagger with these rules of the label, and its own trained reader where it has one."""
    tagger = load_tagger().with_rules(rules)
    return tagger.with_model(model) if model else tagger


def tagger_now(progress: Progress, session: Session) -> Tagger:
    """Return the tagger as the label has it at this moment: whoever changes it finds earlier chunks outdated."""
    model = training.find_model(Path(progress.settings["TOILE_DATA"]))
    return tagger_with(label_rules.list_for_reader(session), model)


def work(progress: Progress) -> None:
    """Read chunk after chunk; which garments were touched is kept with the cursor, for whoever resumes."""
    while _read_chunk(progress):
        pass
    # A garment that is named is weighed where no words waited, too: what was tapped counts at once.
    named = progress.arguments.get("garment")
    _weigh_each(progress, sorted({*progress.arguments.get("touched", []), *([] if named is None else [named])}))


def _weigh_each(progress: Progress, garment_ids: Sequence[int]) -> None:
    """Weigh garment after garment; one that breaks off keeps no other from being weighed, and is told at the end.

    Those that broke off are all that is left to whoever tries again.
    """
    broken: list[Exception] = []
    left = list(garment_ids)
    for garment_id in garment_ids:
        try:
            weigh_garment(progress, garment_id)
            left.remove(garment_id)
        except (jobs.Superseded, OperationalError):
            raise  # another worker has the job, or the database is away: neither is the garment's
        except Exception as error:  # noqa: BLE001 (whatever it is, it is raised below)
            broken.append(error)
    if broken:
        progress.arguments["touched"] = left
        with progress.writing():
            pass
        raise broken[0] if len(broken) == 1 else ExceptionGroup("Garments that could not be weighed", broken)


def _read_chunk(progress: Progress) -> bool:
    """Read the next comments; returns whether there were any."""
    with progress.reading() as session:
        tagger = tagger_now(progress, session)
        waiting = tagging.list_unread(
            session,
            garment=garment_of(progress, session),
            read_again=bool(progress.arguments.get("again")),
            other_than=tagger.version if progress.arguments.get("outdated") else None,
            after=progress.cursor,
            limit=CHUNK,
        )
    if not waiting:
        return False
    readings = {(each.id, each.comment): reading for each, reading in zip(
        waiting, tagging.read_words(tagger, waiting), strict=True
    )}  # fmt: skip
    progress.cursor = waiting[-1].id
    progress.done += len(waiting)
    touched = {*progress.arguments.get("touched", []), *(each.garment_id for each in waiting)}
    progress.arguments["touched"] = sorted(touched)
    with progress.writing() as session:
        # Loaded anew: meanwhile a customer may have erased or changed an answer, or a person corrected an issue of it.
        # Words that were changed are not those that were read: they wait for the next reading, asked for with them.
        fresh = tagging.hold_answers(session, [each.id for each in waiting])
        read = [(each, readings[each.id, each.comment]) for each in fresh if (each.id, each.comment) in readings]
        tagging.write_readings(session, read, version=tagger.version)
    return True


def garment_of(progress: Progress, session: Session) -> Garment | None:
    """Return the garment that a job is about, or None where it is about all."""
    garment_id = progress.arguments.get("garment")
    return None if garment_id is None else garments.get_garment_by_id(session, garment_id)
