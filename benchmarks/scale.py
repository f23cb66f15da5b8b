"""How a build grows with the catalogue, beside MkDocs with Material, Zensical and Hugo.

The others get the finished pages, MkDocs and Zensical as Markdown and Hugo as content of its own;
ours goes the whole way from YAML. The larger sizes take minutes: ``--sizes 200 2000 20000``.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from benchmarks.generated import generate
from benchmarks.report import say, table

BIN = Path(sys.executable).parent
STAGES = ("read", "check", "model", "rules", "pages", "files", "traditional")
CHECKED = ("read", "check", "model", "rules")
LAYOUT = (
    '<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>{{ .Title }}</title>'
    '<link rel="stylesheet" href="/assets/catalogue/catalogue.css"><main>{{ .Content }}</main></html>'
)
MOST_FOR_MATERIAL = 2000
"""Above this MkDocs and Zensical are left out: they take many minutes."""
KILO = 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took: seconds by the clock and of all processors, MiB of one process at most."""

    seconds: float
    processor: float
    mib: float


def run(*command: str | Path, cwd: Path) -> Cost | None:
    """Run a command; return what it cost, ``None`` when it failed."""
    start = time.perf_counter()
    child = subprocess.Popen(  # noqa: S603 - our own commands
        [str(part) for part in command],
        cwd=cwd,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        return None
    seconds = time.perf_counter() - start
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / KILO)


@contextmanager
def saved(catalogue: Path, word: str) -> Iterator[str]:
    """Save the first certificate with a word in front of its summary; yields its number."""
    entry = min(catalogue.glob("certificates/*.yml"))
    before = entry.read_text(encoding="utf-8")
    number = next(line for line in before.splitlines() if line.startswith("id: ")).split()[1]
    entry.write_text(before.replace("\nsummary: ", f"\nsummary: {word}"), encoding="utf-8")
    try:
        yield number
    finally:
        entry.write_text(before, encoding="utf-8")


def settings(folder: Path, catalogue: Path, *, traditional: bool = False) -> Path:
    """Write a site's settings for one catalogue, without prints."""
    shutil.copytree("docs", folder / "docs", dirs_exist_ok=True)
    plugin = {"catalogue": {"folder": str(catalogue), "traditional": traditional, "prints": False}}
    data = {
        "site_name": "目录",
        "theme": {"name": "material", "language": "zh", "font": False},
        "plugins": [plugin],
        "nav": [{"首页": "index.md"}],
        "not_in_nav": "/catalogue-shell.md\n/zh-hant/\n",
        "markdown_extensions": ["attr_list", "def_list", "tables", "toc"],
        "validation": {"links": {"unrecognized_links": "ignore"}},
    }
    file = folder / "mkdocs.yml"
    file.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return file


def hugo_site(rendered: Path, folder: Path) -> None:
    """Lay out the same pages as Hugo wants them: front matter and HTML."""
    (folder / "layouts").mkdir(parents=True)
    for name in ("single", "list", "home"):
        (folder / f"layouts/{name}.html").write_text(LAYOUT, encoding="utf-8")
    (folder / "hugo.toml").write_text(
        'baseURL = "/"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n'
        "[security]\nallowContent = ['.*']\n",
        encoding="utf-8",
    )
    for page in (rendered / "docs").rglob("*.md"):
        place = page.relative_to(rendered / "docs").with_suffix(".html")
        target = folder / "content" / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page.read_text(encoding="utf-8"), encoding="utf-8")


def compare(catalogue: Path, size: int) -> list[list[str]]:
    """Return a row for each engine at one size."""
    found: dict[str, Cost | None] = {}
    with TemporaryDirectory() as name:
        folder = Path(name)
        config = settings(folder, catalogue, traditional=True)
        found["ours, from YAML, in both scripts"] = run(
            BIN / "catalogue", "build", "--config", config, "--site", folder / "both", cwd=folder
        )
        config = settings(folder, catalogue)
        ours = (BIN / "catalogue", "build", "--config", config, "--site", folder / "site")
        found["ours, from YAML"] = run(*ours, cwd=folder)
        with saved(catalogue, "再做一次"):
            found["ours, one entry saved, built again"] = run(*ours, cwd=folder)
        found["ours, checked only"] = run(
            BIN / "catalogue", "check", "--catalogue", catalogue, cwd=folder
        )
        rendered = folder / "rendered"
        run(BIN / "catalogue", "render", rendered, "--config", config, cwd=folder)
        if shutil.which("hugo"):
            hugo_site(rendered, folder / "hugo")
            found["Hugo, from finished pages"] = run("hugo", cwd=folder / "hugo")
        if size <= MOST_FOR_MATERIAL:
            for engine in ("mkdocs", "zensical"):
                found[f"{engine}, from finished pages"] = run(BIN / engine, "build", cwd=rendered)
    return [[str(size), engine, *_figures(cost)] for engine, cost in found.items()] + [
        [str(size), "ours, one entry saved, preview", *_saved(catalogue), "—"]
    ]


def _figures(cost: Cost | None) -> tuple[str, str, str]:
    if cost is None:
        return ("—", "—", "—")
    return (f"{cost.seconds:.1f}", f"{cost.processor:.1f}", f"{cost.mib:.0f}")


def _saved(catalogue: Path) -> tuple[str, str]:
    told = json.loads(measured("benchmarks.saved", catalogue))
    return (f"{told['s']:.2f}", f"{told['processor s']:.2f}")


def measured(module: str, catalogue: Path, *options: str) -> str:
    """Let a module measure a catalogue in a process of its own; return what it printed."""
    return subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-m", module, str(catalogue), *options],
        capture_output=True,
        check=True,
        text=True,
    ).stdout


def growth(small: dict[str, float], large: dict[str, float], name: str) -> str:
    """Return the exponent with which a figure grows with the number of entries."""
    ratio = math.log(large[name] / small[name]) / math.log(large["entries"] / small["entries"])
    return f"{ratio:.2f}"


def main() -> None:
    """Measure and print two tables: our stages, and engines side by side."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[200, 2000])
    chosen = parser.parse_args()
    staged: list[dict[str, float]] = []
    rows: list[list[str]] = []
    with TemporaryDirectory() as name:
        for size in chosen.sizes:
            catalogue = Path(name) / str(size)
            generate(Path("catalogue"), catalogue, size)
            shutil.rmtree(catalogue / "editions", ignore_errors=True)
            told = measured("benchmarks.stages", catalogue, "--traditional")
            staged.append(json.loads(told))
            rows += compare(catalogue, size)
    names = [f"{one['entries']:.0f}" for one in staged]
    last = staged[-2:] if len(staged) > 1 else None
    stages = [
        [
            stage,
            *(f"{one[stage]:.2f}" for one in staged),
            *(f"{one[f'{stage} MiB']:.0f}" for one in staged[-1:]),
            growth(*last, stage) if last else "—",
        ]
        for stage in STAGES
    ]
    whole = [f"{sum(one[stage] for stage in CHECKED) / one['read']:.2f}" for one in staged]
    checked = ["checked ÷ read", *whole, "", ""]
    pages = ["pages", *(f"{one['number of pages']:.0f}" for one in staged), "", ""]
    size_row = ["bytes a page", *(f"{one['bytes a page']:.0f}" for one in staged), "", ""]
    say(
        f"Python {platform.python_version()}, {os.cpu_count()} cores, "
        f"mkdocs {version('mkdocs')}, mkdocs-material {version('mkdocs-material')}, "
        f"zensical {version('zensical')}",
        table(["stage, s", *names, "MiB, peak", "exponent"], [*stages, checked, pages, size_row]),
        table(["entries", "engine", "s", "processor s", "MiB"], rows),
    )


if __name__ == "__main__":
    main()
