"""``catalogue diff``: the changes between two states of the catalogue, in sentences."""

from __future__ import annotations

import argparse
import sys

from generator.checking import check
from generator.cli.archive import WORKING, side_named
from generator.cli.common import add_catalogue, day_of
from generator.cli.comparison import WRITERS, compare
from generator.editions.edition import EditionError

HELP = "两版之间改了什么，一处一句话"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    add_catalogue(parser)
    parser.add_argument("before", metavar="前", help="版次、日期、文件夹，或者git里的版本")
    parser.add_argument(
        "after", metavar="后", nargs="?", default=WORKING, help=f"同上；{WORKING}是正在编的（默认）"
    )
    parser.add_argument("--format", choices=tuple(WRITERS), default="text", help="怎么写出来")


def run(options: argparse.Namespace) -> int:
    """Print the changes; 1 if something could not be compared."""
    on = day_of(options)
    checked = check(options.catalogue, on=on)
    try:
        was = side_named(options.before, checked, options.catalogue, on)
        now = side_named(options.after, checked, options.catalogue, on)
    except EditionError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    comparison = compare(was, now, checked.catalogue.kinds, to_now=options.after == WORKING)
    sys.stdout.write(WRITERS[options.format](comparison))
    return 1 if comparison.not_compared else 0
