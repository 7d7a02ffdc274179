"""A filled and weighed database: made once, gone on with where making it broke off, and used again where it is kept.

Weighing five hundred garments takes longer than a terminal may stay open. Each garment's job is a row of the database:
what is done is not done again, whoever goes on. The processes share the jobs, as several workers of a label would.
"""

import json
import os
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import ExitStack
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

from alembic.script import ScriptDirectory
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.db import begin_writing, lend_engine
from app.jobs import worker
from app.migrating import alembic_config, migrate
from app.models import Job, JobStatus
from app.services import jobs
from tests.benchmarks import filling
from tests.benchmarks.serving import SECRET

TOLD_EVERY = 25
"""After so many garments it is said how far it came."""

ENDINGS = ("", "-wal", "-shm", "-journal")
"""What a database of SQLite consists of."""

_open = ExitStack()


def make(folder: Path, *, answers: int, number: int) -> str:
    """Return the address of a database in this folder with so many answers of so many garments, filled and weighed.

    One that is there is taken where its migrations, its size and the filler are those of today.
    """
    folder.mkdir(parents=True, exist_ok=True)
    file, stamp = folder / "filled.db", folder / "stamp.json"
    url, wanted = f"sqlite:///{file}", _stamp(answers, number)
    if stamp.exists() and json.loads(stamp.read_text()) == wanted:
        _tell(f"{answers:,} answers are there from before")
    else:
        stamp.unlink(missing_ok=True)
        remove(file)
        start = perf_counter()
        _fill(url, answers=answers, number=number)
        stamp.write_text(json.dumps(wanted))
        _tell(f"{answers:,} answers stored in {perf_counter() - start:.0f} s")
    _weigh(url, folder)
    return url


def remove(file: Path) -> None:
    """Remove a database."""
    for ending in ENDINGS:
        file.with_name(f"{file.name}{ending}").unlink(missing_ok=True)


def write_settings(url: str, folder: Path) -> dict[str, str]:
    """Return the settings of an installation with this database."""
    return {"TOILE_DATABASE_URL": url, "TOILE_DATA": str(folder), "TOILE_SECRET_KEY": SECRET}


def _stamp(answers: int, number: int) -> dict[str, object]:
    """What a kept database was made of."""
    head = ScriptDirectory.from_config(alembic_config("")).get_current_head()
    filler = sha256(Path(filling.__file__).read_bytes()).hexdigest()
    return {"head": head, "answers": answers, "garments": number, "filler": filler}


def _fill(url: str, *, answers: int, number: int) -> None:
    migrate(url)
    with lend_engine(url) as engine, Session(engine) as session:
        begin_writing(session)
        garments = filling.fill(session, answers=answers, number=number)
        begin_writing(session)
        for garment in garments:
            jobs.request_weighing(session, garment)
        session.commit()


def _weigh(url: str, folder: Path) -> None:
    """Let a worker on each core do the jobs that are left; what was broken off is begun anew."""
    with lend_engine(url) as engine, Session(engine) as session:
        begin_writing(session)
        session.execute(update(Job).where(Job.status == JobStatus.RUNNING).values(status=JobStatus.QUEUED))
        left = list(session.scalars(select(Job.id).where(Job.status == JobStatus.QUEUED).order_by(Job.id)))
        session.commit()
    if not left:
        return
    start, settings = perf_counter(), write_settings(url, folder)
    with ProcessPoolExecutor(
        os.cpu_count(), mp_context=get_context("spawn"), initializer=_hold_open, initargs=(url,)
    ) as pool:
        doing = [pool.submit(worker.run, settings, job_id) for job_id in left]
        for done, each in enumerate(as_completed(doing), start=1):
            each.result()
            if done % TOLD_EVERY == 0 or done == len(left):
                _tell(f"{done} of {len(left)} garments weighed in {perf_counter() - start:.0f} s")


def _hold_open(url: str) -> None:
    """Keep a process' connections from one job to the next: who closes SQLite's last one empties its journal."""
    _open.enter_context(lend_engine(url))


def _tell(sentence: str) -> None:
    print(f"\n{sentence}", end="", flush=True)
