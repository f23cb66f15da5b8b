"""Many counties on a local cluster of two workers: one worker is killed on the way, one county broken.

Nothing may be lost, and what failed has to be told. Prints what was found, and exits with 1 when
anything was lost. Every county has the entries of the shipped catalogue, in Simplified characters,
without prints and without editions.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from distributed import Client, LocalCluster

from benchmarks.costs import watched
from benchmarks.generated import generate
from benchmarks.report import say, table
from benchmarks.scale import settings
from generator.site.fleet import Result, build_fleet, read_fleet
from generator.site.manifest import verify_manifest

WORKERS = 2
COUNTRY = 2_800
"""Counties there are."""
BROKEN = "county-1"


def counties(folder: Path, number: int) -> Path:
    """Lay out counties, of which one has an entry that cannot be read; return the fleet's file."""
    model = folder / "model"
    generate(Path("catalogue"), model, 0)
    shutil.rmtree(model / "editions", ignore_errors=True)
    listed = ""
    for one in range(1, number + 1):
        place = folder / f"county-{one}"
        catalogue = Path(shutil.copytree(model, place / "catalogue"))
        told = catalogue / "catalogue.yml"
        text = told.read_text(encoding="utf-8")
        told.write_text(text.replace("\ntitle: ", f"\ntitle: 虚构{one}县", 1), encoding="utf-8")
        settings(place, catalogue)
        listed += f"  - id: {place.name}\n    path: {place.name}\n"
    entry = min((folder / BROKEN / "catalogue").glob("certificates/*.yml"))
    entry.write_text("id: [", encoding="utf-8")
    (folder / "fleet.yml").write_text(f"sites: sites\ncatalogues:\n{listed}", encoding="utf-8")
    return folder / "fleet.yml"


def killing(client: Client, after: int) -> Callable[[Result], None]:
    """Return what is told each result: it kills a worker when so many have come."""
    come: list[Result] = []

    def done(result: Result) -> None:
        come.append(result)
        if len(come) == after:
            workers = client.run(os.getpid)
            os.kill(min(workers.values()), signal.SIGKILL)

    return done


def main() -> int:
    """Build, kill, look at every site, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counties", type=int, default=100)
    number = parser.parse_args().counties
    with TemporaryDirectory() as name:
        target, members = read_fleet(counties(Path(name), number))
        with (
            LocalCluster(
                n_workers=WORKERS, threads_per_worker=1, dashboard_address=None
            ) as cluster,
            Client(cluster) as client,
            watched(os.getpid()) as peak,
        ):
            executors = partial(client.get_executor, pure=False, retries=2)
            start = time.perf_counter()
            results = build_fleet(
                target, members, executors, done=killing(client, max(1, number // 3))
            )
            seconds = time.perf_counter() - start
        failed = [result for result in results if not result.built]
        sound = [one for one in results if one.built and verify_manifest(target / one.id).none]
    each = statistics.median(result.seconds for result in sound)
    say(
        table(
            ["what", "figure"],
            [
                ["counties", str(len(results))],
                ["entries of one", str(sound[0].entries)],
                ["built, every file as its list says", str(len(sound))],
                ["failed and told", "; ".join(one.id for one in failed)],
                ["workers, of which one was killed", str(WORKERS)],
                ["s, all", f"{seconds:.0f}"],
                ["s, one, median", f"{each:.2f}"],
                ["MiB, all processes", f"{peak.mib:.0f}"],
                [f"minutes, {COUNTRY}, reckoned", f"{seconds / number * COUNTRY / 60:.0f}"],
            ],
        ),
        *(f"{one.id}: {one.said}" for one in failed),
    )
    lost = len(sound) != number - 1 or [one.id for one in failed] != [BROKEN]
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
