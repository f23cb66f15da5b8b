"""Builds and releases killed at random moments: the site is always one whole, and the next run heals.

Prints how often it was killed, what was found, and exits with 1 when anything was by half.
"""

from __future__ import annotations

import argparse
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.report import say, table
from generator.checking import document_cache
from generator.editions.edition import Edition
from generator.editions.store import read_editions
from generator.schema.kinds import load_kinds
from generator.site.manifest import MANIFEST, verify_manifest

STARTER = Path("generator/starter")
COMMAND = Path(sys.executable).with_name("catalogue")


def killed(command: list[str], folder: Path, after: float) -> bool:
    """Run a command and kill it with SIGKILL after so many seconds; tell whether it was in time."""
    child = subprocess.Popen(  # noqa: S603 - our own command
        [str(COMMAND), *command], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        child.wait(after)
    except subprocess.TimeoutExpired:
        child.send_signal(signal.SIGKILL)
        child.wait()
        return True
    return False


def whole(folder: Path, known: set[bytes]) -> bool:
    """Tell whether the site is one of those built before, file for file, or a new one entire.

    Between the two renames of publishing there is no site for a moment; the old one stands beside
    it, and the next run brings it back.
    """
    site = folder / "site"
    if not site.exists():
        (site,) = folder.glob(".site-old-site-*")
    known.add((site / MANIFEST).read_bytes())
    return verify_manifest(site).none


def builds(times: int, seed: int, *options: str) -> Counter[str]:
    """Kill builds of a changing catalogue; count what was found."""
    command = ["build", *options]
    found: Counter[str] = Counter()
    chance = random.Random(seed)  # noqa: S311 - moments, nothing secret
    with TemporaryDirectory() as name:
        folder = Path(shutil.copytree(STARTER, Path(name) / "place"))
        settings = folder / "catalogue/catalogue.yml"
        text = settings.read_text(encoding="utf-8")
        start = time.perf_counter()
        subprocess.run([COMMAND, *command], cwd=folder, check=True, capture_output=True)  # noqa: S603
        lasts = time.perf_counter() - start
        known: set[bytes] = set()
        for number in range(times):
            settings.write_text(text.replace("某县", f"某县{number}"), encoding="utf-8")
            stopped = killed(command, folder, chance.uniform(0.3 * lasts, 1.05 * lasts))
            found["killed" if stopped else "finished first"] += 1
            found["whole" if whole(folder, known) else "by half"] += 1
            found["no site for the moment"] += not (folder / "site").exists()
        subprocess.run([COMMAND, *command], cwd=folder, check=True, capture_output=True)  # noqa: S603
        found["left behind after the next run"] = len(list(folder.glob(".site-*")))
        found["different sites seen"] = len(known)
    return found


def releases(times: int, seed: int) -> Counter[str]:
    """Kill releases; count what was found."""
    found: Counter[str] = Counter()
    chance = random.Random(seed)  # noqa: S311 - as above
    opened = document_cache(load_kinds()).opened
    with TemporaryDirectory() as name:
        folder = Path(shutil.copytree(STARTER, Path(name) / "place"))
        words = ["release", "--title", "一版", "--instrument", "没有", "--in-force", "2026-11-23"]
        editions: Sequence[Edition] = ()
        for number in range(times):
            if len(editions) < number:  # killed before it was written: the next one needs it
                killed([*words, "--id", f"2026-{number}"], folder, 60)
            stopped = killed([*words, "--id", f"2026-{number + 1}"], folder, chance.uniform(0.4, 2))
            found["killed" if stopped else "finished first"] += 1
            editions, problems = read_editions(folder / "catalogue", opened)
            found["whole" if not problems else "by half"] += 1
    return found


def main() -> int:
    """Kill, count, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    rows, half = [], 0
    for what, run in (("build", builds), ("release", releases)):
        found = run(chosen.times, chosen.seed)
        half += found["by half"]
        rows += [[f"{what}: {name}", str(number)] for name, number in sorted(found.items())]
    say(table(["found", "times"], rows))
    return 1 if half else 0


if __name__ == "__main__":
    sys.exit(main())
