"""The worker process, as `toile serve` starts it: takes jobs from the queue until it is told to stop.

It also stops when its standard input ends, which is when the process that started it is no more.
"""

import os
import signal
import sys
import threading
import time

from app import in_use
from app.config import read_settings
from app.queue import JobQueue

TRIES_TO_STOP = 2
SECONDS_TO_STOP = 8
"""A chunk of comments takes less."""


def main() -> None:
    """Work until stopped; who serves may be gone sooner than what was begun is done."""
    settings = read_settings()
    with in_use.together(settings["TOILE_DATA"]):
        _work(JobQueue(settings))


def _work(queue: JobQueue) -> None:
    threading.Thread(target=_stop_with_parent, daemon=True).start()
    # Not before the thread stands that ends this process: the import takes seconds.
    from app.jobs import worker

    queue.reap()
    queue.sweep()
    worker.weigh_anew(queue.settings)
    queue.huey.create_consumer(workers=1, periodic=True, initial_delay=0.05, max_delay=1.0).run()


def _stop_with_parent() -> None:
    """Interrupt the work once nobody is there who started it, and end for good where that is not heard.

    An interrupt that falls into an import or a finalizer can be swallowed; what is cut off is resumed at its cursor.
    """
    sys.stdin.read()
    for _ in range(TRIES_TO_STOP):
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(SECONDS_TO_STOP)
    os._exit(1)


main()
