"""What a visit costs: bytes, requests, and how long a key takes to show its answer.

Prints Markdown tables: a first visit to an entry page and to the home page with a first search,
by resource; then keystrokes with the shipped catalogue and with a generated one of 5,000
entries, at full and at a sixth of the speed.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from playwright.sync_api import Browser, expect

from benchmarks.generated import generate
from benchmarks.keystrokes import Times, floor, measure, middle_and_worst
from benchmarks.report import say, table
from benchmarks.site import Sent, built, chromium, served

ENTRY = "zm-001/"
LARGE = 5_000
SLOWED = (1, 6)
QUERIES = Path("tests/data/queries.tsv")
QUIET_AFTER = 2_000
"""Milliseconds to wait for what comes after a page, such as the worker that keeps it."""
KINDS = {"document": "网页", "style": "样式", "script": "脚本", "image": "图片"}


def first_visit(browser: Browser, folder: Path, path: str, question: str) -> list[list[str]]:
    """Open a page as nobody has before, ask perhaps a question; return a row for each resource."""
    sent, elsewhere = visit(browser, folder, path, question, worker="block")
    everything, more_elsewhere = visit(browser, folder, path, question, worker="allow")
    kept = [one for one in everything if one.in_background]
    return [
        *(
            [f"`{name(one)}`", KINDS.get(one.asked_by, one.asked_by), kilobytes([one])]
            for one in sent
        ),
        [f"合计，{len(sent)}个请求", "", kilobytes(sent)],
        [f"网页显示以后在后台存的，{len(kept)}个请求", "", kilobytes(kept)],
        ["发给别的网站的请求", "", str(elsewhere + more_elsewhere)],
    ]


def visit(
    browser: Browser, folder: Path, path: str, question: str, worker: Literal["allow", "block"]
) -> tuple[list[Sent], int]:
    """Return what one visit was sent, and how many requests went to other hosts."""
    with served(folder) as site:
        context = browser.new_context(
            viewport={"width": 360, "height": 640}, service_workers=worker
        )
        asked: list[str] = []
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        page.goto(site.address + path)
        if question:
            page.locator("#q").press_sequentially(question)
            expect(page.locator("#found [data-entry]").first).to_be_visible()
        page.wait_for_timeout(QUIET_AFTER)
        context.close()
        return list(site.sent), sum(not url.startswith(site.address) for url in asked)


def asked(browser: Browser, folder: Path, questions: list[str]) -> list[str]:
    """Ask each question as the first; return how many files and bytes it took, middle and p95.

    What the box fetches as soon as it is touched is there already.
    """
    files: list[float] = []
    size: list[float] = []
    for question in questions:
        with served(folder) as site:
            context = browser.new_context(service_workers="block")
            page = context.new_page()
            page.goto(site.address)
            page.locator("#q").focus()
            page.wait_for_timeout(QUIET_AFTER)
            before = len(site.sent)
            page.locator("#q").fill(question)
            page.wait_for_timeout(QUIET_AFTER)
            context.close()
            files.append(len(site.sent) - before)
            size.append(sum(one.size for one in site.sent[before:]) / 1000)
    return [f"{number:.0f}" for taken in (files, size) for number in middle_and_worst(taken)]


def name(sent: Sent) -> str:
    """Return the address of what was sent, without its version."""
    return sent.path.split("?")[0]


def kilobytes(sent: list[Sent]) -> str:
    """Return how much was sent, in thousands of bytes."""
    return f"{sum(one.size for one in sent) / 1000:.1f} kB"


def sample(count: int) -> list[str]:
    """Return so many of the collected queries, from all forms alike."""
    with QUERIES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [row["query"] for row in rows[:: max(1, len(rows) // count)]]


def row_of(title: str, slowed: int, times: Times) -> list[str]:
    """Return a row of the table of keystrokes."""
    cells = [
        f"{number:.0f}"
        for taken in (times.changed, times.painted, times.first)
        for number in middle_and_worst(taken)
    ]
    return [title, f"{slowed}×", str(len(times.painted)), *cells]


@contextmanager
def large_site(config: Path) -> Iterator[Path]:
    """Build the site of the generated catalogue."""
    with TemporaryDirectory() as folder:
        catalogue = Path(folder) / "catalogue"
        generate(config.parent / "catalogue", catalogue, LARGE)
        with built(config, catalogue=catalogue) as site:
            yield site


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", type=Path, default=Path("mkdocs.yml"))
    parser.add_argument("--site", type=Path, help="a site built already")
    parser.add_argument("--large", type=Path, help="a site of many entries built already")
    parser.add_argument("--queries", type=int, default=30)
    options = parser.parse_args()
    with ExitStack() as stack:
        small = options.site or stack.enter_context(built(options.config))
        large = options.large or stack.enter_context(large_site(options.config))
        browser = stack.enter_context(chromium())
        head = ["资源", "种类", "压缩后"]
        say("事项页：", table(head, first_visit(browser, small, ENTRY, "")))
        say("首页，问一次：", table(head, first_visit(browser, small, "", "无房证明")))
        both = (("本目录", small), (f"造出来的{LARGE}条", large))
        questions = sample(options.queries)
        say(
            "问一句没有问过的，碰了搜索框以后还要取的：",
            table(
                ["目录", "文件中位", "文件p95", "kB中位", "kB p95"],
                [[title, *asked(browser, folder, questions)] for title, folder in both],
            ),
        )
        rows = []
        for title, folder in both:
            with served(folder) as site:
                for slowed in SLOWED:
                    times = measure(browser, site.address, questions, slowed)
                    rows.append(row_of(title, slowed, times))
                page = browser.new_page()
                page.goto(site.address)
                least = floor(page)
                page.close()
        say(
            table(
                [
                    "目录",
                    "放慢",
                    "按键",
                    "改好中位",
                    "改好p95",
                    "上屏中位",
                    "上屏p95",
                    "首次中位",
                    "首次p95",
                ],
                rows,
            ),
            f"上屏含等两帧；什么也不做，等两帧的中位是{least:.0f}毫秒。单位毫秒。",
        )


if __name__ == "__main__":
    main()
