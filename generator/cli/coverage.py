"""``catalogue coverage``: how the upstream lists are covered."""

from __future__ import annotations

import argparse
import sys

from generator.checking import check
from generator.cli.common import add_catalogue, day_of, print_problems
from generator.views.coverage import coverage

HELP = "对照上级清单，看每一项有没有着落"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    add_catalogue(parser)


def run(options: argparse.Namespace) -> int:
    """Print a sentence for each list, and every row without an entry; 1 if there are errors."""
    checked = check(options.catalogue, on=day_of(options))
    if not checked.passed:
        print_problems(checked, options.catalogue)
        return 1
    for item in coverage(checked.catalogue):
        sys.stdout.write(f"{item.title}\n  {item.sentence}。\n")
        for row in item.rows:
            if not row.entries:
                sys.stdout.write(f"  没有着落：第{row.serial}项 {row.name}\n")
            elif row.to_base not in {"", "一致"}:
                before = f"，上级作“{row.base_name}”" if row.base_name else ""
                sys.stdout.write(f"  {row.to_base}：第{row.serial}项 {row.name}{before}\n")
        for serial, name, _ in item.not_adopted:
            sys.stdout.write(f"  没有采用：上级第{serial}项 {name}\n")
    return 0
