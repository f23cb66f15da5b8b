"""A message on the terminal if a command takes longer than two seconds."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

SECONDS = 2.0
WORDS = "还在做，请等一下……\n"


@contextmanager
def patience(stream: TextIO, seconds: float | None = None) -> Iterator[None]:
    """Print once on a terminal that work goes on, if the block takes longer than ``seconds``.

    It uses a signal, since a thread would prevent reading files with several processes.
    """
    if not _can_wait(stream):
        yield
        return

    def say(_signal: int, _frame: object) -> None:
        stream.write(WORDS)
        stream.flush()

    before = signal.signal(signal.SIGALRM, say)
    signal.setitimer(signal.ITIMER_REAL, SECONDS if seconds is None else seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _can_wait(stream: TextIO) -> bool:
    is_main_thread = threading.current_thread() is threading.main_thread()
    return sys.platform != "win32" and is_main_thread and stream.isatty()
