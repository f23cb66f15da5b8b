"""Work spread over processes: the same results in the same order, and no failure is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator import parallel
from generator.parallel import FEW, map_parallel, run_parallel

# Since Python 3.12: what runs the tests on several cores has threads.
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")


@pytest.fixture(autouse=True)
def two_cores(monkeypatch):
    """Two cores and one thread: other tests may have left threads, which end when they like."""
    monkeypatch.setattr(parallel.os, "sched_getaffinity", lambda _: {0, 1})
    monkeypatch.setattr(parallel, "threads", lambda: 1)


def sleepy(number):
    time.sleep(0.05)
    return number, os.getpid()


def test_every_job_is_done_once_and_results_come_in_order():
    made = run_parallel(*(lambda number=number: sleepy(number) for number in range(9)))

    assert [number for number, _ in made] == list(range(9))
    assert len({process for _, process in made}) == 2


def test_shares_keep_the_order_of_their_items():
    items = list(range(FEW + 7))

    def work(some):
        time.sleep(0.05)
        return [(item, os.getpid()) for item in some]

    shares = map_parallel(work, items)

    assert [item for share in shares for item, _ in share] == items
    assert len({process for share in shares for _, process in share}) == 2


def test_a_few_items_are_not_worth_a_process():
    assert map_parallel(lambda some: (list(some), os.getpid()), range(FEW)) == [
        (list(range(FEW)), os.getpid())
    ]
    assert map_parallel(list, []) == []


@pytest.mark.parametrize("wrong", [0, 1, 2, 3])
def test_what_a_job_raises_is_raised_wherever_it_was_done(wrong):
    def job(number):
        time.sleep(0.02)
        if number == wrong:
            raise OSError(28, "No space left on device", "页.html")

    with pytest.raises(OSError, match="No space") as caught:
        run_parallel(*(lambda number=number: job(number) for number in range(4)))
    assert caught.value.filename == "页.html"


def test_nothing_is_left_in_this_process():
    made = run_parallel(*(lambda number=number: sleepy(number) for number in range(4)))

    assert os.getpid() not in {process for _, process in made}


def test_a_killed_process_is_an_error_not_a_gap():
    ours = os.getpid()

    def job():
        time.sleep(0.05)
        if os.getpid() != ours:
            os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(ChildProcessError, match="内存不够"):
        run_parallel(job, job, job)


BESIDE_A_THREAD = """
import os, threading
from generator import parallel
parallel.os.sched_getaffinity = lambda _: {0, 1}
over = threading.Event()
thread = threading.Thread(target=over.wait)
thread.start()
made = parallel.run_parallel(os.getpid, os.getpid)
over.set()
assert made == [os.getpid()] * 2, made
thread.join()
assert os.getpid() not in parallel.run_parallel(os.getpid, os.getpid)
"""


def test_beside_threads_one_process_does_it_all():
    """A fork would take over the locks of threads that it does not have."""
    subprocess.run([sys.executable, "-c", BESIDE_A_THREAD], check=True)


def test_a_thread_that_is_about_to_go_is_waited_for(monkeypatch):
    """Those of the last executor are often still there when the next work begins."""
    told = iter([2, 2])
    monkeypatch.setattr(parallel, "threads", lambda: next(told, 1))

    assert os.getpid() not in run_parallel(os.getpid, os.getpid)


WORK = """
import os, time
from generator import parallel
parallel.os.sched_getaffinity = lambda _: {0, 1}
def job():
    os.write(1, f"{os.getpid()}\\n".encode())
    time.sleep(60)
parallel.run_parallel(job, job)
"""


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGTERM])
def test_nobody_works_on_for_a_parent_that_is_gone(sign):
    with subprocess.Popen(
        [sys.executable, "-c", WORK], stdout=subprocess.PIPE, text=True
    ) as parent:
        workers = [int(parent.stdout.readline()) for _ in range(2)]
        parent.send_signal(sign)

    for _ in range(100):
        if all(map(gone, workers)):
            break
        time.sleep(0.05)
    assert all(map(gone, workers))


def gone(process):
    try:
        about = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return True
    return about.rsplit(")", 1)[1].split()[0] == "Z"
