"""``catalogue completion SHELL``: the completion script of a shell."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import shtab

from generator import cli
from generator.cli.usage import all_actions

HELP = "按Tab补全命令：写给bash、zsh、fish"
SHELLS = ("bash", "zsh", "fish")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    parser.add_argument("shell", choices=SHELLS, metavar="哪一种", help="、".join(SHELLS))


def run(options: argparse.Namespace) -> int:
    """Print the completion script, generated from the present commands."""
    parser = cli.parser()
    for action in all_actions(parser):
        if action.type is Path:
            action.complete = shtab.FILE  # type: ignore[attr-defined]  # shtab reads this attribute
    sys.stdout.write(shtab.complete(parser, shell=options.shell) + "\n")
    return 0
