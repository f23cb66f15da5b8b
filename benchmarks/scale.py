"""How a build grows with the catalogue, beside Hugo, MkDocs with Material and Zensical.

Everything stands side by side in one run, as medians. Ours goes the whole way from YAML. Hugo does
so too, with templates of the same content, and once more from the finished pages, which is all that
MkDocs and Zensical do. The larger sizes take minutes to an hour: ``--sizes 343 5000 20000``.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from benchmarks import hugo_site
from benchmarks.costs import NO_COST, Command, Cost, median, run
from benchmarks.generated import generate
from benchmarks.report import say, table

BIN = Path(sys.executable).parent
CATALOGUE = BIN / "catalogue"
STAGES = ("read", "check", "model", "rules", "pages", "files", "traditional")
CHECKED = ("read", "check", "model", "rules")
MOST_FOR_MATERIAL = 2000
"""Above this MkDocs and Zensical are left out: they take many minutes."""
SAID = "再做一次"


@contextmanager
def saved(catalogue: Path, word: str) -> Iterator[str]:
    """Save the first certificate that has a summary, with a word in front; yields its number."""
    files = sorted(catalogue.glob("certificates/*.yml"))
    entry = next(file for file in files if "\nsummary: " in file.read_text(encoding="utf-8"))
    before = entry.read_text(encoding="utf-8")
    number = next(line for line in before.splitlines() if line.startswith("id: ")).split()[1]
    entry.write_text(before.replace("\nsummary: ", f"\nsummary: {word}"), encoding="utf-8")
    try:
        yield number
    finally:
        entry.write_text(before, encoding="utf-8")


def settings(
    folder: Path, catalogue: Path, *, traditional: bool = False, prints: bool = False
) -> Path:
    """Write a site's settings for one catalogue."""
    shutil.copytree("docs", folder / "docs", dirs_exist_ok=True)
    plugin = {"catalogue": {"folder": str(catalogue), "traditional": traditional, "prints": prints}}
    data = {
        "site_name": "目录",
        "theme": {"name": "material", "language": "zh", "font": False},
        "plugins": [plugin],
        "nav": [{"首页": "index.md"}],
        "not_in_nav": "/catalogue-shell.md\n/zh-hant/\n",
        "markdown_extensions": ["attr_list", "def_list", "tables", "toc"],
        "validation": {"links": {"unrecognized_links": "ignore"}},
    }
    folder.mkdir(exist_ok=True)
    file = folder / "mkdocs.yml"
    file.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return file


def ours(catalogue: Path, folder: Path, rounds: int, *, prints: bool) -> dict[str, Cost | None]:
    """Return what our own commands cost; ``prints`` asks for those with prints, and no others."""
    found: dict[str, Cost | None] = {}

    def measure(what: str, command: Command) -> None:
        found[what] = median([run(command, folder) for _ in range(rounds)])

    def build(name: str, *, traditional: bool) -> Command:
        config = settings(folder / name, catalogue, traditional=traditional, prints=prints)
        return (CATALOGUE, "build", "--config", config, "--site", folder / name / "site")

    both = build("both", traditional=True)
    if prints:
        measure("ours, both scripts, with prints, nothing remembered", (*both, "--no-cache"))
        measure("ours, both scripts, with prints, nothing changed", both)
        return found
    measure("ours, both scripts, nothing remembered", (*both, "--no-cache"))
    run(both, folder)  # so that there is what may be remembered
    again = []
    for turn in range(rounds):
        with saved(catalogue, f"{SAID}{turn}"):
            again.append(run(both, folder))
    found["ours, both scripts, one entry saved, built again"] = median(again)
    one = build("one", traditional=False)
    measure("ours, Simplified only, nothing remembered", (*one, "--no-cache"))
    measure("ours, checked only", (CATALOGUE, "check", "--catalogue", catalogue))
    return found


def others(catalogue: Path, folder: Path, size: int, rounds: int) -> dict[str, Cost | None]:
    """Return what other engines cost; those that are not there are left out."""
    found: dict[str, Cost | None] = {}
    rendered = folder / "rendered"
    config = settings(folder / "one", catalogue)
    run((CATALOGUE, "render", rendered, "--config", config), folder)
    if hugo := shutil.which("hugo") or shutil.which("hugo", path=str(BIN)):
        to = folder / "by-hugo"
        command = (hugo, "--quiet", "--destination", to, "--cleanDestinationDir")
        for fed, place in (
            ("from YAML", hugo_site.from_yaml(catalogue, folder / "hugo-yaml")),
            ("from finished pages", hugo_site.from_pages(rendered, folder / "hugo-pages")),
        ):
            found[f"Hugo, {fed}"] = median([run(command, place) for _ in range(rounds)])
            if fed == "from YAML" and found[f"Hugo, {fed}"]:
                _same_facts(catalogue, to)
    if size <= MOST_FOR_MATERIAL:
        for engine in ("mkdocs", "zensical"):
            costs = [run((BIN / engine, "build"), rendered) for _ in range(rounds)]
            found[f"{engine}, from finished pages"] = median(costs)
    return found


def _same_facts(catalogue: Path, site: Path) -> None:
    asked, missing = hugo_site.facts(catalogue, site)
    say(f"Hugo's pages tell {asked - len(missing)} of {asked} facts.", *missing)


def compare(catalogue: Path, size: int, rounds: int) -> list[list[str]]:
    """Return a row for each command and engine at one size."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        found = ours(catalogue, folder, rounds, prints=False)
        shutil.rmtree(folder / "both")
        found |= others(catalogue, folder, size, rounds)
    rows = [[str(size), what, *(cost.cells() if cost else NO_COST)] for what, cost in found.items()]
    hugo = found.get("Hugo, from YAML")
    if hugo:
        for what, script in (("both scripts", "both"), ("Simplified only", "one")):
            cost = found[f"ours, {what}, nothing remembered"]
            if cost:
                times = f"{cost.seconds / hugo.seconds:.1f} ×"
                work = f"{cost.processor / hugo.processor:.1f} ×"
                rows.append([str(size), f"ours ÷ Hugo from YAML, {script}", times, work, "—"])
    return [*rows, [str(size), "ours, one entry saved, preview", *_saved(catalogue), "—"]]


def _saved(catalogue: Path) -> tuple[str, str]:
    told = json.loads(measured("benchmarks.saved", catalogue))
    return (f"{told['s']:.2f}", f"{told['processor s']:.2f}")


def shipped(rounds: int) -> list[list[str]]:
    """Return rows for the catalogue as it is, with its bases and editions, prints too."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        catalogue = Path(shutil.copytree("catalogue", folder / "catalogue"))
        found = ours(catalogue, folder, rounds, prints=False)
        found |= ours(catalogue, folder, rounds, prints=True)
    return [["shipped", what, *(cost.cells() if cost else NO_COST)] for what, cost in found.items()]


def measured(module: str, catalogue: Path, *options: str) -> str:
    """Let a module measure a catalogue in a process of its own; return what it printed."""
    return subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-m", module, str(catalogue), *options],
        capture_output=True,
        check=True,
        text=True,
    ).stdout


def staged(catalogue: Path, rounds: int) -> dict[str, float]:
    """Return the median of each figure of the stages."""
    told = [
        json.loads(measured("benchmarks.stages", catalogue, "--traditional")) for _ in range(rounds)
    ]
    return {name: statistics.median(one[name] for one in told) for name in told[0]}


def growth(small: Mapping[str, float], large: Mapping[str, float], name: str) -> str:
    """Return the exponent with which a figure grows with the number of entries."""
    ratio = math.log(large[name] / small[name]) / math.log(large["entries"] / small["entries"])
    return f"{ratio:.2f}"


def stage_table(sizes: Sequence[Mapping[str, float]]) -> str:
    """Return our stages side by side, and how each grows from the last size but one."""
    names = [f"{one['entries']:.0f}" for one in sizes]
    rows = [
        [
            stage,
            *(f"{one[stage]:.2f}" for one in sizes),
            f"{sizes[-1][f'{stage} MiB']:.0f}",
            growth(sizes[-2], sizes[-1], stage) if len(sizes) > 1 else "—",
        ]
        for stage in STAGES
    ]
    whole = [f"{sum(one[stage] for stage in CHECKED) / one['read']:.2f}" for one in sizes]
    rows.append(["checked ÷ read", *whole, "", ""])
    rows.append(["pages", *(f"{one['number of pages']:.0f}" for one in sizes), "", ""])
    rows.append(["bytes a page", *(f"{one['bytes a page']:.0f}" for one in sizes), "", ""])
    return table(["stage, s", *names, "MiB, peak", "exponent"], rows)


def main() -> None:
    """Measure and print: engines side by side as each size is done, and at last our stages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[343, 2000])
    parser.add_argument("--rounds", type=int, default=5, help="of which the median is taken")
    chosen = parser.parse_args()
    head = ["entries", "what", "s", "processor s", "MiB, all processes"]
    say(
        f"Python {platform.python_version()}, {os.cpu_count()} cores, mkdocs {version('mkdocs')}, "
        f"mkdocs-material {version('mkdocs-material')}, zensical {version('zensical')}, "
        f"medians of {chosen.rounds}",
        table(head, shipped(chosen.rounds)),
    )
    sizes = []
    with TemporaryDirectory() as name:
        for size in sorted(chosen.sizes):
            catalogue = Path(name) / str(size)
            generate(Path("catalogue"), catalogue, size)
            shutil.rmtree(catalogue / "editions", ignore_errors=True)
            say(table(head, compare(catalogue, size, chosen.rounds)))
            sizes.append(staged(catalogue, chosen.rounds))
    say(stage_table(sizes))


if __name__ == "__main__":
    main()
