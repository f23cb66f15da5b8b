"""What a command costs: seconds by the clock and of all processors, and memory of all its processes."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile

EVERY = 0.05
"""Seconds between two looks at the memory."""
KILO = 1024
MOST_SAID = 2_000
Command = Sequence[str | Path]


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds by the clock and of all processors; MiB of all processes together, at most."""

    seconds: float
    processor: float
    mib: float

    def cells(self) -> tuple[str, str, str]:
        """Return the three figures for a table."""
        return f"{self.seconds:.2f}", f"{self.processor:.1f}", f"{self.mib:.0f}"


NO_COST = ("—", "—", "—")


@dataclass(slots=True)
class Peak:
    """The most memory that a process and those it began were seen to hold together, in MiB."""

    mib: float = 0.0
    over: threading.Event = field(default_factory=threading.Event)

    def watch(self, process: int) -> None:
        """Look again and again, until it is over."""
        while not self.over.wait(EVERY):
            held = sum(_held(one) for one in _family(process))
            self.mib = max(self.mib, held / KILO)


@contextmanager
def watched(process: int) -> Iterator[Peak]:
    """Watch the memory of a process and of those it began, as long as the block runs."""
    peak = Peak()
    thread = threading.Thread(target=peak.watch, args=(process,), daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        peak.over.set()
        thread.join()


def run(command: Command, cwd: Path) -> Cost | None:
    """Run a command; return what it cost, ``None`` when it failed, and say then what it said."""
    start = time.perf_counter()
    with TemporaryFile() as said:
        child = subprocess.Popen(  # noqa: S603 - our own commands
            [str(part) for part in command],
            cwd=cwd,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
            stdout=said,
            stderr=said,
        )
        with watched(child.pid) as peak:
            _, status, usage = os.wait4(child.pid, 0)
            seconds = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            said.seek(0)
            sys.stderr.write(f"{command[0]} failed:\n{said.read().decode()[-MOST_SAID:]}\n")
            return None
    return Cost(seconds, usage.ru_utime + usage.ru_stime, peak.mib)


def median(costs: Sequence[Cost | None]) -> Cost | None:
    """Return the median of each figure, and the highest memory; ``None`` when one run failed."""
    done = [cost for cost in costs if cost is not None]
    if not done or len(done) < len(costs):
        return None
    return Cost(
        statistics.median(cost.seconds for cost in done),
        statistics.median(cost.processor for cost in done),
        max(cost.mib for cost in done),
    )


def _family(process: int) -> Iterator[int]:
    """Yield a process and all that it began, near and far."""
    yield process
    with suppress(OSError):
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _family(int(child))


def _held(process: int) -> float:
    """Return the KiB that a process holds; what it shares with others is shared out.

    A child that is about to begin another program still looks like this one, and counts for nothing.
    """
    with suppress(OSError, ValueError):
        if process != os.getpid() and _command(process) == _command(os.getpid()):
            return 0.0
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return float(line.split()[1])
    return 0.0


def _command(process: int) -> bytes:
    return Path(f"/proc/{process}/cmdline").read_bytes()
