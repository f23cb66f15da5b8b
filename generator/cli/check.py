"""``catalogue check``: whether the catalogue is sound."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Mapping

from generator.checking import check
from generator.cli.common import add_catalogue, base_of, day_of, print_problems
from generator.problems import machine, sarif
from generator.problems.problem import Problem
from generator.rules.explanations import all_explanations

HELP = "检查目录，指出哪个文件、哪一行、怎么改"
FORMATS: Mapping[str, Callable[[Iterable[Problem], str], str]] = {
    "json": machine.render_json,
    "sarif": lambda problems, base: sarif.render(problems, base, explained=all_explanations()),
    "github": machine.render_github,
    "gitlab": machine.render_gitlab,
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    add_catalogue(parser)
    parser.add_argument(
        "--format", choices=["text", *FORMATS], default="text", help="用什么格式写出来（默认text）"
    )


def run(options: argparse.Namespace) -> int:
    """Check and print; 1 if there are errors."""
    checked = check(options.catalogue, on=day_of(options))
    if options.format == "text":
        print_problems(checked, options.catalogue)
    else:
        sys.stdout.write(FORMATS[options.format](checked.problems, base_of(options.catalogue)))
    return 0 if checked.passed else 1
