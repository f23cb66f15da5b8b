"""``catalogue verify-site``: compare a published site with what was built, file by file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generator.problems.os_errors import describe_os_error
from generator.site.manifest import MANIFEST, verify_manifest

HELP = "网站的文件和生成时是不是一模一样，有没有人动过"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    parser.add_argument(
        "folder", type=Path, nargs="?", default=Path("site"), metavar="文件夹", help="默认site"
    )


def run(options: argparse.Namespace) -> int:
    """Print the files that were changed, removed or added; 1 if there are any."""
    try:
        differences = verify_manifest(options.folder)
    except OSError as error:
        if not (options.folder / MANIFEST).is_file():
            sys.stderr.write(f"{options.folder}里没有{MANIFEST}，不是生成好的网站。\n")
        else:
            sys.stderr.write(f"读不了“{error.filename}”：{describe_os_error(error)}。\n")
        return 1
    except ValueError as error:
        sys.stderr.write(f"{options.folder / MANIFEST}有一行不对：{error}\n")
        return 1
    for word, paths in (
        ("改过", differences.changed),
        ("少了", differences.missing),
        ("多了", differences.added),
    ):
        for path in paths:
            sys.stdout.write(f"{word}：{path}\n")
    if differences.none:
        sys.stdout.write(f"{options.folder}和生成时一模一样。\n")
        return 0
    return 1
