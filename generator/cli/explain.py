"""``catalogue explain CODE``: the explanation of a code."""

from __future__ import annotations

import argparse
import difflib
import sys

from generator.problems.explanations import render
from generator.rules.explanations import all_explanations

HELP = "说明一个报错代码是什么意思"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    parser.add_argument("code", nargs="?", metavar="代码", help="例：S004；不写就列出全部")


def run(options: argparse.Namespace) -> int:
    """Print the explanation; 2 if there is no such code."""
    explanations = all_explanations()
    if options.code is None:
        sys.stdout.write("".join(f"{item.code}  {item.title}\n" for item in explanations.values()))
        return 0
    code = options.code.upper()
    if code not in explanations:
        near = difflib.get_close_matches(code, explanations, n=1)
        hint = f"是否想写{near[0]}？" if near else "写 catalogue explain 看全部代码。"
        sys.stderr.write(f"没有{options.code}这个代码。{hint}\n")
        return 2
    sys.stdout.write(render(explanations[code]))
    return 0
