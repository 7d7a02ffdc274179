"""The queue: hands a job's id from the process that wants it done to the worker.

The message is only the id; the job row is the truth. The work itself is imported by name in the worker, so
that a web process can enqueue without loading what the work needs.
"""

import importlib
from collections.abc import Mapping
from pathlib import Path

from huey import SqliteHuey, crontab

WORK = "app.jobs.worker"
"""The module that does the work, loaded in the worker only."""


class JobQueue:
    """The embedded queue, one SQLite file beside the data."""

    def __init__(self, settings: Mapping[str, str]) -> None:
        self.settings = settings
        path = Path(settings["TOILE_DATA"]) / "queue.db"
        self.huey = SqliteHuey("toile", filename=str(path), results=False, timeout=10)
        self._run_job = self.huey.task(name="run_job")(self.run_now)
        self.huey.periodic_task(crontab(minute="*"), name="reap")(self.reap)
        self.huey.periodic_task(crontab(minute="30"), name="sweep")(self.sweep)

    def enqueue(self, job_id: int) -> None:
        """Ask the worker to do this job; call it after the commit that wrote the job's row."""
        self._run_job(job_id)

    def count_waiting(self) -> int:
        """Return how many messages wait for the worker."""
        waiting: int = self.huey.pending_count()
        return waiting

    def run_now(self, job_id: int) -> None:
        """Do this job here and now; the worker does so, and commands that have no worker beside them."""
        for follow_up in importlib.import_module(WORK).run(self.settings, job_id):
            self.enqueue(follow_up)

    def reap(self) -> None:
        """Hand out again what was never handed over or whose worker died."""
        for job_id in importlib.import_module(WORK).list_forsaken(self.settings):
            self.enqueue(job_id)

    def sweep(self) -> None:
        """Take away files that no row knows; not only as Toile starts, which may be months ago."""
        importlib.import_module(WORK).sweep(self.settings)
