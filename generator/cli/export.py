"""``catalogue export``: entries as a workbook with drop-downs, to be filled and imported again."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generator.checking import check
from generator.cli.common import add_catalogue, day_of
from generator.editing.exporting import workbook
from generator.outputs.prints.zipped import timeless
from generator.problems.os_errors import in_words
from generator.within import write

HELP = "把一类事项做成Excel表，填好再导入"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    add_catalogue(parser)
    parser.add_argument("--kind", required=True, metavar="类别", help="例：certificates")
    parser.add_argument("--form", choices=("xlsx",), default="xlsx", help="什么格式")
    parser.add_argument("--empty", action="store_true", help="只要空表")
    parser.add_argument("--to", type=Path, metavar="文件", help="放在哪里（默认是类别的名字）")


def run(options: argparse.Namespace) -> int:
    """Write the workbook and say where it is."""
    catalogue = check(options.catalogue, on=day_of(options)).catalogue
    kind = next((one for one in catalogue.kinds.of_entries() if one.folder == options.kind), None)
    if kind is None:
        known = "、".join(one.folder for one in catalogue.kinds.of_entries())
        sys.stderr.write(f"没有“{options.kind}”这一类，可以写{known}。\n")
        return 2
    entries = () if options.empty else catalogue.entries_of(kind)
    target = options.to or Path(f"{kind.folder}.{options.form}")
    place = target.resolve()
    try:
        write(place.parent, place.name, timeless(workbook(kind, catalogue.kinds, entries)))
    except OSError as error:
        sys.stderr.write(f"写不了{target}：{in_words(error)}。\n")
        return 1
    sys.stdout.write(f"{len(entries)}条，在 {target}。填好以后运行 catalogue import 导入。\n")
    return 0
