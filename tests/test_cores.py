"""Cores: which of them a thread, and what it starts, may compute on."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from app.cores import hold_on_one_core, on_any_core


def test_who_is_held_on_one_core_lets_others_compute_on_all():
    everywhere = os.sched_getaffinity(0)
    ask = [sys.executable, "-c", "import os; print(len(os.sched_getaffinity(0)))"]

    def compute():
        hold_on_one_core()
        held = os.sched_getaffinity(0)
        with on_any_core():
            free, started = os.sched_getaffinity(0), subprocess.check_output(ask, text=True)
        return held, free, started, os.sched_getaffinity(0)

    with ThreadPoolExecutor(1) as thread:
        held, free, started, again = thread.submit(compute).result()

    assert len(held) == 1
    assert held <= everywhere
    assert (free, int(started), again) == (everywhere, len(everywhere), held)
    assert os.sched_getaffinity(0) == everywhere, "only the thread that was told is held"
