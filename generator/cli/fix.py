"""``catalogue fix``: apply the repairs that problems suggest, after showing them."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from itertools import groupby
from pathlib import Path

from generator.checking import check
from generator.cli.common import add_catalogue, base_of, day_of
from generator.editing.files import write_all
from generator.editing.repairing import Repair, repaired, repairs
from generator.problems.os_errors import in_words
from generator.reading.guarded import RefusedError, read_guarded
from generator.reading.limits import DEFAULT_LIMITS

HELP = "照报错里“改成”的样子改好，先给您看"
MOST_ROUNDS = 10
"""A repaired file may show problems that could not be seen before."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    add_catalogue(parser)
    parser.add_argument("--yes", action="store_true", help="真的改（不写就只给您看）")


def run(options: argparse.Namespace) -> int:
    """Show what would be repaired, or repair it; 1 when something could not be written."""
    on = day_of(options)
    done: list[Repair] = []
    for _ in range(MOST_ROUNDS if options.yes else 1):
        found = _round(options.catalogue, on)
        if not found:
            break
        done += [repair for _, some in found.values() for repair in some]
        if options.yes:
            try:
                write_all(options.catalogue, {path: text for path, (text, _) in found.items()})
            except OSError as error:
                sys.stderr.write(f"写不了，一个文件也没有改：{in_words(error)}。\n")
                return 1
    base = base_of(options.catalogue)
    for repair in done:
        said = " ".join(repair.about.splitlines())
        sys.stdout.write(f"{base}{repair.path}:{repair.line}: [{repair.code}] {said}\n")
        sys.stdout.write(f"  原来：{visible(repair.before)}\n  改成：{repair.after}\n")
    if not done:
        sys.stdout.write("没有能自动改的。\n")
    elif options.yes:
        sys.stdout.write(f"改了{len(done)}处。再运行 catalogue check 看一遍。\n")
    else:
        sys.stdout.write(f"能改{len(done)}处。看过没有问题，运行 catalogue fix --yes。\n")
    return 0


def visible(line: str) -> str:
    """Write what cannot be seen as what it is, so that it is seen what goes."""
    return "".join(c if c.isprintable() or c == " " else f"⟨U+{ord(c):04X}⟩" for c in line)


def _round(folder: Path, on: date) -> dict[str, tuple[str, tuple[Repair, ...]]]:
    """Return for each file its text after the repairs that hold, and them."""
    made = {}
    whole = folder.resolve()
    for path, wanted in groupby(repairs(check(folder, on=on).problems), lambda one: one.path):
        file = whole / path
        if file.suffix != ".yml" or file.is_symlink():  # what a link leads to has its own name
            continue
        try:
            content = read_guarded(whole, file, DEFAULT_LIMITS.file_bytes)
        except RefusedError:  # of a package or a catalogue beside it, which has editors of its own
            continue
        text, done = repaired(content.decode("utf-8", "replace"), wanted)
        if done:
            made[path] = (text, done)
    return made
