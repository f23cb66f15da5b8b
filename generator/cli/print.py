"""``catalogue print``: make some or all of the prints, without a site."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generator.checking import check, select_catalogue
from generator.cli.common import add_catalogue, day, day_of, print_problems, progress_for
from generator.editions.edition import EditionError
from generator.editions.history import newest_changes
from generator.outputs.prints.print_jobs import all_prints
from generator.outputs.prints.writing import write_prints
from generator.problems import text
from generator.problems.os_errors import describe_os_error
from generator.site.swap import real
from generator.views.finished_prints import GROUPS

HELP = "生成清单、转办告知单、海报和表单"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    add_catalogue(parser)
    parser.add_argument("--only", choices=tuple(GROUPS), help="只要一类")
    parser.add_argument("--entry", metavar="编号", help="只要写着这一条的，例：ZM-017")
    parser.add_argument("--community", metavar="社区编号", help="只要这个社区的海报")
    parser.add_argument(
        "--as-of", type=day, metavar="日期", help="不用正在编的，用那一天施行的那一版"
    )
    parser.add_argument(
        "--to", type=Path, default=Path("prints"), metavar="文件夹", help="放在哪里（默认prints）"
    )


def run(options: argparse.Namespace) -> int:
    """Make the prints and print where they are; 1 if the catalogue or a print has errors."""
    today = day_of(options)
    on = options.as_of or today
    checked = check(options.catalogue, on=today)
    if not checked.passed:
        print_problems(checked, options.catalogue)
        sys.stderr.write("目录里有错，没有生成。\n")
        return 1
    try:
        catalogue = select_catalogue(checked, as_of=options.as_of)
    except EditionError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    entry = options.entry.upper() if options.entry else ""
    if entry and entry not in catalogue.entries:
        sys.stderr.write(f"目录里没有{options.entry}。\n")
        return 1
    communities = catalogue.communities
    if options.community and options.community not in communities:
        names = "、".join(communities) or "一个也没有"
        sys.stderr.write(f"目录里没有{options.community}这个社区。communities里有：{names}。\n")
        return 1
    latest = newest_changes(checked.editions, catalogue.kinds)
    jobs = [
        job
        for job in all_prints(catalogue, on, latest)
        if options.only in {None, job.group}
        and (not entry or entry in job.ids)
        and options.community in {None, job.community}
    ]
    if not jobs:
        sys.stderr.write("没有这样的打印件：可以出具的事项没有告知单，没有式样的事项没有表单。\n")
        return 1
    try:
        finished, problems = write_prints(jobs, real(options.to), progress_for(sys.stderr))
    except OSError as error:
        sys.stderr.write(f"写不了“{error.filename or options.to}”：{describe_os_error(error)}。\n")
        return 1
    sys.stdout.write(text.render(problems))
    sys.stdout.write(f"{len(finished)}份，在 {options.to}。\n")
    return 1 if problems else 0
