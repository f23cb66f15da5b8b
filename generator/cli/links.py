"""``catalogue links``: check whether the cited addresses still open."""

from __future__ import annotations

import argparse
import math
import sys
from collections import Counter
from datetime import date
from pathlib import Path

from generator.checking import check
from generator.cli.common import add_catalogue, day_of
from generator.editing.files import write_all
from generator.editing.link_checker import MOST_PAUSE, RateLimit, check_links
from generator.editing.links import FILE, STATES, Link, addresses, as_text, read_links, stale
from generator.problems.os_errors import describe_os_error

HELP = "看引用的网址还打不打得开，记在links.json；不影响生成"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    add_catalogue(parser)
    parser.add_argument(
        "--days", type=_days, default=30, metavar="天数", help="几天以内看过的不再看（默认30）"
    )
    parser.add_argument(
        "--pause", type=_pause, default=2.0, metavar="秒", help="同一个网站两次之间隔几秒（默认2）"
    )


def run(options: argparse.Namespace) -> int:
    """Check the addresses of the catalogue."""
    return look(options.catalogue, day_of(options), options.days, RateLimit(options.pause))


def look(catalogue: Path, on: date, days: int, rate_limit: RateLimit) -> int:
    """Check the addresses, print the broken ones and save the results; 1 if they cannot be saved."""
    places = addresses(check(catalogue, on=on).documents)
    links: dict[str, Link] = {
        url: link for url, link in read_links(catalogue).items() if url in places
    }
    due = stale(links, places, on, days)
    count = 0
    try:
        for link in check_links(due, on, rate_limit):
            links[link.url] = link
            count += 1
    except KeyboardInterrupt:
        sys.stderr.write("停下了，看过的已经记下。\n")
    if count < len(due):
        sys.stderr.write(f"还有{len(due) - count}个没有看，下次运行接着看。\n")
    try:
        write_all(catalogue, {FILE: as_text(links)})
    except OSError as error:
        sys.stderr.write(f"写不了{catalogue / FILE}：{describe_os_error(error)}。\n")
        return 1
    for url, link in sorted(links.items()):
        if link.state != "ok":
            files = "、".join(places[url])
            sys.stdout.write(f"{STATES[link.state]}：{url}（{link.said}；{files}）\n")
    by_state = Counter(link.state for link in links.values())
    sys.stdout.write(
        f"网址{len(links)}个：" + "，".join(f"{STATES[s]}{by_state[s]}个" for s in STATES) + "。\n"
    )
    return 0


def _days(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < len("10000")):
        raise argparse.ArgumentTypeError(f"“{text}”不是天数，写0到9999的整数")
    return int(text)


def _pause(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 <= seconds <= MOST_PAUSE:
        raise argparse.ArgumentTypeError(f"“{text}”不是秒数，写0到{MOST_PAUSE}的数")
    return seconds
