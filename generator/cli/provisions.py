"""``catalogue provisions``: check that every article that names the committee is accounted for."""

from __future__ import annotations

import argparse
import json
import sys

from generator.checking import check
from generator.cli.common import add_catalogue, day_of, print_problems
from generator.derive.provisions import AnsweredProvision, ProvisionStatus, answered_provisions
from generator.views.provisions import counted, status_words

HELP = "写到居委会、村委会的法条，看每一条有没有交代"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    add_catalogue(parser)
    parser.add_argument("--open", action="store_true", help="列出还没有事项的")
    parser.add_argument("--json", action="store_true", help="写成JSON，给程序用")


def run(options: argparse.Namespace) -> int:
    """Print how many are accounted for, by status; 1 if there are errors."""
    checked = check(options.catalogue, on=day_of(options))
    if not checked.passed:
        print_problems(checked, options.catalogue)
        return 1
    catalogue = checked.catalogue
    provisions = answered_provisions(catalogue)
    expected = catalogue.collection.expected_count if catalogue.collection else len(provisions)
    counts = counted(provisions)
    if options.json:
        data = {"provisions": len(provisions), "expected": expected}
        sys.stdout.write(
            f"{json.dumps(data | {str(status): number for status, number in counts.items()})}\n"
        )
        return 0
    sys.stdout.write(f"{len(provisions)}/{expected}条有交代\n")
    for status, number in counts.items():
        sys.stdout.write(f"  {status_words(catalogue)[status]}：{number}条\n")
    if options.open:
        for answered in provisions:
            if answered.status is ProvisionStatus.OPEN:
                sys.stdout.write(f"{_sentence(answered)}\n")
    return 0


def _sentence(answered: AnsweredProvision) -> str:
    provision = answered.provision
    return f"《{answered.law.title}》{provision.article}：{provision.task}。{provision.reason}"
