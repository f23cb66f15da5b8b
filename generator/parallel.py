"""Doing independent work in several processes, where there is more than one core.

Workers are forked, so they have everything their parent had and only results are sent between
them.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from errno import ECHILD
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any, TypeVar

Result = TypeVar("Result")
Item = TypeVar("Item")
FEW = 200
"""Up to so many items are not spread: to fork takes as long as to do them."""
SHARES = 4
"""Shares for each process: the last to finish is waited for a quarter as long."""
PATIENCE = 200
"""Milliseconds that threads have to go: those of the last executor are often still there, and
without this the versions of all pages were given in one process, every other time."""
MOST = 16
"""Processes at most; what one core has to do alone does not get less with more of them."""
_jobs: Sequence[Callable[[], Any]] = ()
"""In a worker, what there is to do; a function that was made at run time cannot be sent to it."""


def map_parallel(
    work: Callable[[Sequence[Item]], Result], items: Sequence[Item], *, few: int = FEW
) -> list[Result]:
    """Do ``work`` for all items in several shares; return what each share gave.

    Shares and results are in the order of the items. Up to ``few`` items are one share.
    """
    return run_parallel(*(partial(work, share) for share in shares(items, few=few)))


def shares(items: Sequence[Item], *, few: int = FEW) -> list[Sequence[Item]]:
    """Cut items into shares to be done side by side, in their order; up to ``few`` are one share."""
    count = _processes() if len(items) > few else 1
    step = -(-len(items) // (count * SHARES if count > 1 else 1)) or 1
    return [items[at : at + step] for at in range(0, len(items), step)]


def run_parallel(*jobs: Callable[[], Result]) -> list[Result]:
    """Do the jobs side by side, those that take long to be given first; return what each gave.

    Raises what a job raised; ``ChildProcessError`` when a worker was killed, which is what
    happens when memory runs out.
    """
    count = min(_processes(), len(jobs))
    if count <= 1:
        return [job() for job in jobs]
    fork = multiprocessing.get_context("fork")
    try:
        with ProcessPoolExecutor(count, fork, initializer=_begin, initargs=(jobs,)) as executor:
            return list(executor.map(_do, range(len(jobs))))
    except BrokenProcessPool as error:
        raise ChildProcessError(ECHILD, "一个进程没有做完就停了，多半是内存不够") from error


def _begin(jobs: Sequence[Callable[[], Any]]) -> None:
    """Set up a worker, which goes when its parent is gone."""
    global _jobs  # noqa: PLW0603 - the only way an executor has to give a worker something
    _jobs = jobs
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _do(number: int) -> Any:
    return _jobs[number]()


def _processes() -> int:
    """Return how many processes may work: one inside a worker of others, or beside threads.

    A fork takes over locks and queues, but not the threads that serve them; typesetting, for
    one, begins threads of its own.
    """
    if sys.platform != "linux" or multiprocessing.parent_process() is not None:
        return 1
    return min(MOST, len(os.sched_getaffinity(0))) if _is_alone() else 1


def _is_alone() -> bool:
    """Tell whether this process has no other thread; one that has ended may take a moment to go."""
    for _ in range(PATIENCE):
        if threads() == 1:
            return True
        time.sleep(0.001)
    return False


def threads() -> int:
    """Return how many threads this process has, those of libraries too. Linux only."""
    return sum(1 for _ in Path("/proc/self/task").iterdir())
