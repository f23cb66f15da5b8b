"""``catalogue init DIR``: start the catalogue of another place."""

from __future__ import annotations

import argparse
import shutil
import sys
from importlib.resources import as_file, files
from pathlib import Path

from generator.problems.os_errors import in_words

HELP = "新建另一个地方的目录，马上能生成网站"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    parser.add_argument(
        "folder", type=Path, metavar="文件夹", help="放在哪个文件夹；要么没有，要么是空的"
    )


def run(options: argparse.Namespace) -> int:
    """Copy the starter; 1 when the folder is not empty or cannot be written."""
    folder: Path = options.folder
    try:
        if folder.exists() and any(folder.iterdir()):
            sys.stderr.write(f"“{folder}”里已经有东西，没有动它。换一个文件夹。\n")
            return 1
        with as_file(files("generator") / "starter") as starter:
            shutil.copytree(starter, folder, dirs_exist_ok=True)
    except OSError as error:
        sys.stderr.write(f"写不了“{folder}”：{in_words(error)}。\n")
        return 1
    sys.stdout.write(
        f"新目录在 {folder}\n"
        f"先改 {folder / 'catalogue' / 'catalogue.yml'}，写上地方名称；再运行：\n"
        f"  cd {folder}\n  catalogue check\n  catalogue build\n"
    )
    return 0
