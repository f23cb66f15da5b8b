"""``catalogue export``: entries as a workbook with drop-downs, to fill in and import again.

``catalogue export hotline`` writes the answers for the operators of a hotline, as XLSX or JSON.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generator.checking import check
from generator.cli.common import add_catalogue, day_of, print_problems
from generator.editing.exporting import workbook
from generator.editing.files import write_all_bytes
from generator.model.catalogue import published
from generator.outputs.prints.hotline import hotline_json, hotline_workbook
from generator.outputs.prints.zipped import timeless
from generator.problems.os_errors import describe_os_error
from generator.views.hotline import hotline_answers

HELP = "把一类事项做成Excel表，填好再导入；或者把全部答复导出给热线"
HOTLINE = "hotline"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    add_catalogue(parser)
    parser.add_argument("what", nargs="?", choices=(HOTLINE,), help="hotline：给热线的答复")
    parser.add_argument("--kind", metavar="类别", help="例：certificates")
    parser.add_argument(
        "--form", choices=("xlsx", "json"), default="xlsx", help="什么格式；json只用于hotline"
    )
    parser.add_argument("--empty", action="store_true", help="只要空表")
    parser.add_argument("--to", type=Path, metavar="文件", help="放在哪里（默认是类别的名字）")


def run(options: argparse.Namespace) -> int:
    """Write the workbook and print where it is."""
    if options.what == HOTLINE:
        return _hotline(options)
    if options.form != "xlsx":
        sys.stderr.write("事项表只有xlsx一种格式，json只用于catalogue export hotline。\n")
        return 2
    catalogue = check(options.catalogue, on=day_of(options)).catalogue
    kind = next((one for one in catalogue.kinds.of_entries() if one.folder == options.kind), None)
    if kind is None:
        folders = "、".join(kind_.folder for kind_ in catalogue.kinds.of_entries())
        problem = f"没有“{options.kind}”这一类" if options.kind else "没有写明哪一类"
        sys.stderr.write(f"{problem}，--kind可以写{folders}。\n")
        return 2
    entries = () if options.empty else catalogue.entries_of(kind)
    target = options.to or Path(f"{kind.folder}.{options.form}")
    book = workbook(kind, catalogue.kinds, entries, catalogue.settings.verified_on)
    content = timeless(book)
    return _write_file(
        target, content, f"{len(entries)}条，在 {target}。填好以后运行 catalogue import 导入。\n"
    )


def _hotline(options: argparse.Namespace) -> int:
    on = day_of(options)
    checked = check(options.catalogue, on=on)
    if not checked.passed:
        print_problems(checked, options.catalogue)
        sys.stderr.write("目录里有错，没有导出：错的答复不能给热线。\n")
        return 1
    catalogue = published(checked.catalogue)
    answers = tuple(hotline_answers(catalogue, on))
    settings = catalogue.settings
    content = (
        hotline_json(settings.title, answers)
        if options.form == "json"
        else hotline_workbook(settings.title, settings.verified_on.isoformat(), answers)
    )
    target = options.to or Path(f"{HOTLINE}.{options.form}")
    return _write_file(target, content, f"{len(answers)}个答复，在 {target}。\n")


def _write_file(target: Path, content: bytes, message: str) -> int:
    place = target.resolve()
    try:
        write_all_bytes(place.parent, {place.name: content})
    except OSError as error:
        sys.stderr.write(f"写不了{target}：{describe_os_error(error)}。\n")
        return 1
    sys.stdout.write(message)
    return 0
