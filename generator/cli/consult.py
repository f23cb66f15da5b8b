"""``catalogue consult``: every department is asked to confirm its entries, and its answers are read.

Reading an answer changes no entry: what becomes of it is decided by editors.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generator.checking import Check, check
from generator.cli.common import add_catalogue, base_of, day_of, print_problems
from generator.editing.consulting import Returned, Unusable, read_answers, with_outcomes
from generator.editing.exporting import as_file
from generator.editing.files import write_all, write_all_bytes
from generator.model.catalogue import published
from generator.model.rounds import Consultation
from generator.outputs.prints.consultation import asking_workbook
from generator.outputs.prints.forms import general_form
from generator.problems.os_errors import in_words
from generator.views.consultation import asked_departments

HELP = "给每个部门一份征求意见函和表；收回来的用--read读进目录，不改事项"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this command's options."""
    add_catalogue(parser)
    parser.add_argument(
        "--to", type=Path, default=Path("consult"), metavar="文件夹", help="放在哪里（默认consult）"
    )
    parser.add_argument("--body", metavar="部门编号", help="只要一个部门的，例：minzhengju")
    parser.add_argument(
        "--read", type=Path, nargs="+", metavar="文件", help="读部门填好、发回来的表"
    )


def run(options: argparse.Namespace) -> int:
    """Write the letters and tables, or read those that came back."""
    checked = check(options.catalogue, on=day_of(options))
    if not checked.passed:
        print_problems(checked, options.catalogue)
        sys.stderr.write("目录里有错，先改好再征求意见。没有写任何文件。\n")
        return 1
    return _read(options, checked) if options.read else _ask(options, checked)


def _ask(options: argparse.Namespace, checked: Check) -> int:
    catalogue = published(checked.catalogue)
    if options.body and options.body not in catalogue.bodies:
        sys.stderr.write(f"没有“{options.body}”这个部门，编号看bodies文件夹。\n")
        return 2
    files: dict[str, bytes] = {}
    rows = 0
    for told in asked_departments(catalogue, day_of(options)):
        if not options.body or told.body == options.body:
            files[f"{told.name}-征求意见函.docx"] = general_form(told.letter).content
            files[f"{told.name}-征求意见表.xlsx"] = asking_workbook(told)
            rows += len(told.rows)
    try:
        write_all_bytes(options.to, files)
    except OSError as error:
        sys.stderr.write(f"写不了，一个文件也没有写：{in_words(error)}。\n")
        return 1
    sys.stdout.write(
        f"{len(files) // 2}个部门，每个一份函、一份表，一共{rows}行，在 {options.to}。\n"
        "填好发回来的，运行 catalogue consult --read 文件。\n"
    )
    return 0


def _read(options: argparse.Namespace, checked: Check) -> int:
    """Write what came back; 1, with nothing written, when a single cell makes no sense."""
    catalogue, on = checked.catalogue, day_of(options)
    read = [read_answers(file, catalogue, on) for file in options.read]
    returned = [one for one in read if isinstance(one, Returned)]
    reasons = [said for one in read if isinstance(one, Unusable) for said in one.reasons]
    names = [one.id for one in returned]
    reasons += [
        f"{one.file}：{one.body.short_name}{one.asked_on}发出的表给了两份，留一份。"
        for place, one in enumerate(returned)
        if one.id in names[:place]
    ]
    if reasons:
        sys.stderr.write("\n".join((*reasons, "没有写任何文件。")) + "\n")
        return 1
    kind, files, said = catalogue.kind_of(Consultation), {}, []
    for one in returned:
        fields, again = with_outcomes(one, catalogue.consultations.get(one.id))
        path = f"{kind.folder}/{one.id}.yml"
        files[path] = as_file(fields, kind, catalogue.kinds)
        said.append(
            f"{one.body.short_name}：答复{len(one.answers)}件，没有答复{one.unanswered}件，"
            f"写在{base_of(options.catalogue)}{path}"
        )
        said += [f"  {number}的意见变了，采纳没有要重新定" for number in again]
    try:
        write_all(options.catalogue, files)
    except OSError as error:
        sys.stderr.write(f"写不了，一个文件也没有改：{in_words(error)}。\n")
        return 1
    sys.stdout.write("\n".join((*said, "事项没有改。采纳没有、为什么，由编辑写进outcome。")) + "\n")
    return 0
