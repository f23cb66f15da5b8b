"""``catalogue fleet build FILE``: many catalogues into many sites."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from generator.problems.os_errors import describe_os_error
from generator.site.fleet import FleetError, Result, build_fleet, build_member, read_fleet

HELP = "一次生成很多个目录的网站"
CLUSTER_ANSWERS_WITHIN = 10
"""Seconds to wait for a cluster before it counts as unreachable."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    parser.add_argument("action", choices=("build",), metavar="build", help="生成")
    parser.add_argument("file", type=Path, metavar="文件", help="写着有哪些目录，例：fleet.yml")
    parser.add_argument(
        "--jobs", type=int, default=os.cpu_count() or 1, metavar="个数", help="同时做几个"
    )
    parser.add_argument("--dask", metavar="地址", help="交给Dask集群，例：tcp://10.0.0.1:8786")
    parser.add_argument("--prints", action="store_true", help="打印件也生成")


def run(options: argparse.Namespace) -> int:
    """Build all sites, report each when it is done, and list the failures; 1 if there are any."""
    try:
        target, members = read_fleet(options.file)
        executors = _executors(options)
    except FleetError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    count = 0

    def done(result: Result) -> None:
        nonlocal count
        count += 1
        outcome = f"{result.entries}条，{result.seconds:.1f}秒" if result.built else "没有做成"
        sys.stderr.write(f"[{count}/{len(members)}] {result.id}：{outcome}\n")

    build = partial(build_member, prints=options.prints)
    try:
        results = build_fleet(target, members, executors, build=build, done=done)
    except OSError as error:
        sys.stderr.write(f"写不了“{target}”：{describe_os_error(error)}。\n")
        return 1
    failed = [result for result in results if not result.built]
    for result in failed:
        sys.stdout.write(f"{result.id}没有做成，原来的网站不动：\n{result.said}\n")
    sys.stdout.write(f"{len(results)}个目录，做成{len(results) - len(failed)}个，在{target}。\n")
    return 1 if failed else 0


def _executors(options: argparse.Namespace) -> Callable[[], Executor]:
    if not options.dask:
        # Not forked: a forked worker would copy locks that other threads hold.
        return partial(ProcessPoolExecutor, options.jobs, mp_context=get_context("spawn"))
    try:
        from distributed import Client  # noqa: PLC0415 - only needed with a cluster
    except ImportError as error:
        raise FleetError(
            "用集群要先装distributed：在程序的文件夹里运行 pip install '.[fleet]'。"
        ) from error
    try:
        client = Client(options.dask, timeout=CLUSTER_ANSWERS_WITHIN)  # type: ignore[no-untyped-call]  # it has no types
    except OSError as error:
        raise FleetError(f"连不上集群{options.dask}。") from error
    return partial(client.get_executor, pure=False, retries=2)
