"""``catalogue check``: check the catalogue and print its problems."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from generator.checking import Check, check
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
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="文件", help="只说这几个文件的（不写就是全部）"
    )
    add_catalogue(parser)
    parser.add_argument(
        "--format", choices=["text", *FORMATS], default="text", help="用什么格式写出来（默认text）"
    )


def run(options: argparse.Namespace) -> int:
    """Check and print; 1 if there are errors."""
    checked = check(options.catalogue, on=day_of(options))
    if options.files:
        paths = {options.catalogue.resolve() / path: path for path in all_files(checked)}
        missing = [file for file in options.files if file.resolve() not in paths]
        if missing:
            sys.stderr.write(f"目录里没有这个文件：{'、'.join(map(str, missing))}\n")
            return 2
        checked = only(checked, {paths[file.resolve()] for file in options.files})
    if options.format == "text":
        print_problems(checked, options.catalogue)
    else:
        sys.stdout.write(FORMATS[options.format](checked.problems, base_of(options.catalogue)))
    return 0 if checked.passed else 1


def all_files(checked: Check) -> set[str]:
    """Return every file of a catalogue, including unreadable ones."""
    return {
        *checked.paths,
        *checked.unread,
        *(problem.location.file for problem in checked.problems),
    }


def only(checked: Check, paths: Collection[str]) -> Check:
    """Return the result of a check limited to some files. They were checked with all the others."""
    return replace(
        checked,
        paths=tuple(paths),
        problems=tuple(problem for problem in checked.problems if problem.location.file in paths),
    )
