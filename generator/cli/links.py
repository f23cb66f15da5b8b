"""``catalogue links``: whether the addresses cited can still be opened."""

from __future__ import annotations

import argparse
import sys
from collections import Counter

from generator.cli.common import add_catalogue, day_of
from generator.editing.files import write_all
from generator.editing.link_checker import RateLimit, ask
from generator.editing.links import FILE, Link, addresses, as_text, read_links, stale
from generator.pipeline import check

HELP = "看引用的网址还打不打得开，记在links.json；不影响生成"
STATES = {"ok": "打得开", "refused": "不让机器看", "broken": "打不开"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    add_catalogue(parser)
    parser.add_argument(
        "--days", type=int, default=30, metavar="天数", help="几天以内看过的不再看（默认30）"
    )
    parser.add_argument(
        "--pause", type=float, default=2.0, metavar="秒", help="同一个网站两次之间隔几秒（默认2）"
    )


def run(options: argparse.Namespace) -> int:
    """Ask, print what is not well, keep what was found. 1 only when that cannot be written."""
    on = day_of(options)
    places = addresses(check(options.catalogue, on=on).documents)
    links: dict[str, Link] = {
        url: link for url, link in read_links(options.catalogue).items() if url in places
    }
    try:
        for link in ask(stale(links, places, on, options.days), on, RateLimit(options.pause)):
            links[link.url] = link
    except KeyboardInterrupt:
        sys.stderr.write("停下了，看过的已经记下。\n")
    try:
        write_all(options.catalogue, {FILE: as_text(links)})
    except OSError as error:
        sys.stderr.write(f"写不了{options.catalogue / FILE}：{error.strerror}。\n")
        return 1
    for url, link in sorted(links.items()):
        if link.state != "ok":
            files = "、".join(places[url])
            sys.stdout.write(f"{STATES[link.state]}：{url}（{link.said}；{files}）\n")
    count = Counter(link.state for link in links.values())
    sys.stdout.write(
        f"网址{len(links)}个：" + "，".join(f"{STATES[s]}{count[s]}个" for s in STATES) + "。\n"
    )
    return 0
