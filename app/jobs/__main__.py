"""The worker process, as `toile serve` starts it: takes jobs from the queue until it is told to stop.

It also stops when its standard input ends, which is when the process that started it is no more.
"""

import os
import signal
import sys
import threading

from app.config import read_settings
from app.queue import JobQueue


def main() -> None:
    """Work until stopped."""
    queue = JobQueue(read_settings())
    threading.Thread(target=_stop_with_parent, daemon=True).start()
    queue.reap()
    queue.huey.create_consumer(workers=1, periodic=True, initial_delay=0.05, max_delay=1.0).run()


def _stop_with_parent() -> None:
    sys.stdin.read()
    os.kill(os.getpid(), signal.SIGINT)


main()
