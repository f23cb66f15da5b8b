"""What prints cost: seconds and memory for all of them, and for one long list.

Prints Markdown tables. Each measurement runs in a process of its own, so that its peak of
memory is its own.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from datetime import date
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.generated import generate
from benchmarks.report import say, table
from generator.checking import check
from generator.model.catalogue import Catalogue, published
from generator.outputs.prints.print_jobs import Print, prints
from generator.outputs.prints.writing import write_prints
from generator.views.finished_prints import GROUPS, LISTS

ON = date.today()  # noqa: DTZ011 - a measurement is of the day it is made on
ROWS = 5_000
EXTRA = (0, 10, 40)
"""How many made-up communities there are, each with a poster of its own."""
WHOLE_LIST = f"{LISTS}/catalogue."


def mebibytes() -> float:
    """Return the most memory this process, or one of those it began, has held so far."""
    both = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(who).ru_maxrss for who in both) / 1024


def read(folder: Path) -> Catalogue:
    """Return the catalogue in ``folder``; leave when it has errors."""
    checked = check(folder, on=ON)
    if not checked.passed:
        sys.exit("The catalogue has errors; nothing can be measured.")
    return published(checked.catalogue)


def row(title: str, jobs: list[Print]) -> list[str]:
    """Make and check the prints; return their number, seconds and sizes, and the peak of memory."""
    with TemporaryDirectory() as folder:
        begun = time.perf_counter()
        finished, problems = write_prints(jobs, Path(folder), lambda _: None)
        seconds = time.perf_counter() - begun
    if problems:
        sys.exit(f"{len(problems)} prints are not sound; nothing can be measured.")
    pages = sum(one.pages for one in finished)
    size = sum(one.bytes for one in finished) / 1_000_000
    return [
        title,
        str(len(finished)),
        str(pages),
        f"{size:.1f}",
        f"{seconds:.1f}",
        f"{mebibytes():.0f}",
    ]


def by_group(folder: Path) -> None:
    """Say what the prints of a catalogue cost, group by group; memory is the peak so far."""
    catalogue = read(folder)
    for group, jobs in groupby(prints(catalogue, ON), lambda job: job.group):
        say_row(row(GROUPS[group], list(jobs)))


def together(folder: Path) -> None:
    """Say what all prints cost in one go."""
    say_row(row("全部", list(prints(read(folder), ON))))


def with_communities(folder: Path) -> None:
    """Say what all posters cost."""
    jobs = [job for job in prints(read(folder), ON) if job.group == "posters"]
    say_row(row(f"{len(jobs)}张海报", jobs))


def long_list(folder: Path) -> None:
    """Say what the list of a whole large catalogue costs in each format."""
    for job in prints(read(folder), ON):
        if job.path.startswith(WHOLE_LIST):
            say_row(row(f"{len(job.ids)}行，{job.path.rsplit('.', 1)[-1].upper()}", [job]))


MEASUREMENTS = {
    measurement.__name__: measurement
    for measurement in (by_group, together, with_communities, long_list)
}


def say_row(cells: list[str]) -> None:
    """Print one row for the process that asked."""
    sys.stdout.write("\t".join(cells) + "\n")


def measured(name: str, folder: Path) -> list[list[str]]:
    """Run one measurement in a process of its own; return its rows."""
    command = [sys.executable, "-m", "benchmarks.prints", "--measure", name, str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - own command
    return [line.split("\t") for line in done.stdout.splitlines()]


def community(number: int) -> str:
    """Return the overlay of a community that does not exist."""
    return (
        f"id: gs-{number:03}\nname: 样例{number}社区\naddress: 样例路{number}号\n"
        f'phone: "000-0000{number:04}"\nhours: 工作日9时到17时\nverified_on: 2026-11-23\n'
    )


def main() -> None:
    """Measure and print, or measure one record for the process that asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measure", choices=tuple(MEASUREMENTS))
    parser.add_argument("folder", type=Path, nargs="?", default=Path("catalogue"))
    options = parser.parse_args()
    if options.measure:
        MEASUREMENTS[options.measure](options.folder)
        return
    head = ["印什么", "份数", "页数", "MB", "秒", "内存最高，MiB"]
    rows = [*measured("by_group", options.folder), *measured("together", options.folder)]
    say("本目录的打印件：", table(head, rows))
    rows = []
    with TemporaryDirectory() as temporary:
        for count in EXTRA:
            copy = Path(temporary) / str(count)
            generate(options.folder, copy, 0)
            (copy / "communities").mkdir(exist_ok=True)
            for number in range(1, count + 1):
                file = copy / f"communities/gs-{number:03}.yml"
                file.write_text(community(number), encoding="utf-8")
            rows += measured("with_communities", copy)
        say("份数多了，内存多不多：", table(head, rows))
        large = Path(temporary) / "large"
        generate(options.folder, large, ROWS)
        say("一份很长的清单：", table(head, measured("long_list", large)))


if __name__ == "__main__":
    main()
