"""``catalogue verify-site``: whether a published site is, file for file, what was built."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generator.problems.os_errors import in_words
from generator.site.manifest import MANIFEST, verify_manifest

HELP = "网站的文件和生成时是不是一模一样，有没有人动过"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    parser.add_argument(
        "folder", type=Path, nargs="?", default=Path("site"), metavar="文件夹", help="默认site"
    )


def run(options: argparse.Namespace) -> int:
    """Print what was changed, is missing or was added; 1 when there is anything."""
    try:
        found = verify_manifest(options.folder)
    except OSError as error:
        if not (options.folder / MANIFEST).is_file():
            sys.stderr.write(f"{options.folder}里没有{MANIFEST}，不是生成好的网站。\n")
        else:
            sys.stderr.write(f"读不了“{error.filename}”：{in_words(error)}。\n")
        return 1
    except ValueError as error:
        sys.stderr.write(f"{options.folder / MANIFEST}有一行不对：{error}\n")
        return 1
    for word, paths in (("改过", found.changed), ("少了", found.missing), ("多了", found.added)):
        for path in paths:
            sys.stdout.write(f"{word}：{path}\n")
    if found.none:
        sys.stdout.write(f"{options.folder}和生成时一模一样。\n")
        return 0
    return 1
