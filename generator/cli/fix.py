"""``catalogue fix``: show the repairs that problems suggest, or apply them."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from itertools import groupby
from pathlib import Path

from generator.checking import check
from generator.cli.common import add_catalogue, base_of, day_of
from generator.editing.files import write_all
from generator.editing.repairing import Repair, apply_repairs, repairs
from generator.problems.os_errors import describe_os_error
from generator.reading.guarded import RefusedError, read_guarded
from generator.reading.limits import DEFAULT_LIMITS

HELP = "照报错里“改成”的样子改好，先给您看"
MOST_ROUNDS = 10
"""How often to check again. A repaired file may show further problems."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    add_catalogue(parser)
    parser.add_argument("--yes", action="store_true", help="真的改（不写就只给您看）")


def run(options: argparse.Namespace) -> int:
    """Show or apply the repairs; 1 if a file could not be written."""
    on = day_of(options)
    all_repairs: list[Repair] = []
    for _ in range(MOST_ROUNDS if options.yes else 1):
        repaired_files = _round(options.catalogue, on)
        if not repaired_files:
            break
        all_repairs += [
            repair for _, file_repairs in repaired_files.values() for repair in file_repairs
        ]
        if options.yes:
            try:
                write_all(
                    options.catalogue, {path: text for path, (text, _) in repaired_files.items()}
                )
            except OSError as error:
                sys.stderr.write(f"写不了，一个文件也没有改：{describe_os_error(error)}。\n")
                return 1
    base = base_of(options.catalogue)
    for repair in all_repairs:
        about = " ".join(repair.message.splitlines())
        sys.stdout.write(f"{base}{repair.path}:{repair.line}: [{repair.code}] {about}\n")
        sys.stdout.write(f"  原来：{visible(repair.before)}\n  改成：{repair.after}\n")
    if not all_repairs:
        sys.stdout.write("没有能自动改的。\n")
    elif options.yes:
        sys.stdout.write(f"改了{len(all_repairs)}处。再运行 catalogue check 看一遍。\n")
    else:
        sys.stdout.write(f"能改{len(all_repairs)}处。看过没有问题，运行 catalogue fix --yes。\n")
    return 0


def visible(line: str) -> str:
    """Return a line with its invisible characters replaced by their code points."""
    return "".join(c if c.isprintable() or c == " " else f"⟨U+{ord(c):04X}⟩" for c in line)


def _round(folder: Path, on: date) -> dict[str, tuple[str, tuple[Repair, ...]]]:
    """Return for each file its repaired text and the repairs that were applied."""
    texts = {}
    whole = folder.resolve()
    for path, file_repairs in groupby(
        repairs(check(folder, on=on).problems), lambda repair: repair.path
    ):
        file = whole / path
        if file.suffix != ".yml" or file.is_symlink():  # a link's target has its own name
            continue
        try:
            content = read_guarded(whole, file, DEFAULT_LIMITS.file_bytes)
        except RefusedError:  # a file of a package or of another catalogue
            continue
        text, applied = apply_repairs(content.decode("utf-8", "replace"), file_repairs)
        if applied:
            texts[path] = (text, applied)
    return texts
