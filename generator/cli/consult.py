"""``catalogue consult``: write letters that ask departments to confirm entries, and read the answers.

Reading an answer changes no entry. Editors decide whether to adopt it.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generator.checking import Check, check
from generator.cli.common import add_catalogue, base_of, day_of, print_problems
from generator.editing.consulting import (
    ReturnedAnswers,
    UnusableWorkbook,
    read_answers,
    with_outcomes,
)
from generator.editing.exporting import entry_file
from generator.editing.files import write_all, write_all_bytes
from generator.model.catalogue import published
from generator.model.rounds import Consultation
from generator.outputs.prints.consultation import asking_workbook
from generator.outputs.prints.forms import general_form
from generator.problems.os_errors import describe_os_error
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
    """Write the letters and tables, or read the returned tables."""
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
    for department in asked_departments(catalogue, day_of(options)):
        if not options.body or department.body == options.body:
            files[f"{department.name}-征求意见函.docx"] = general_form(department.letter).content
            files[f"{department.name}-征求意见表.xlsx"] = asking_workbook(department)
            rows += len(department.rows)
    try:
        write_all_bytes(options.to, files)
    except OSError as error:
        sys.stderr.write(f"写不了，一个文件也没有写：{describe_os_error(error)}。\n")
        return 1
    sys.stdout.write(
        f"{len(files) // 2}个部门，每个一份函、一份表，一共{rows}行，在 {options.to}。\n"
        "填好发回来的，运行 catalogue consult --read 文件。\n"
    )
    return 0


def _read(options: argparse.Namespace, checked: Check) -> int:
    """Write the returned answers; 1, with nothing written, if a single cell is not usable."""
    catalogue, on = checked.catalogue, day_of(options)
    read = [read_answers(file, catalogue, on) for file in options.read]
    returned = [item for item in read if isinstance(item, ReturnedAnswers)]
    reasons = [
        reason for item in read if isinstance(item, UnusableWorkbook) for reason in item.reasons
    ]
    ids = [item.id for item in returned]
    reasons += [
        f"{item.file}：{item.body.short_name}{item.asked_on}发出的表给了两份，留一份。"
        for place, item in enumerate(returned)
        if item.id in ids[:place]
    ]
    if reasons:
        sys.stderr.write("\n".join((*reasons, "没有写任何文件。")) + "\n")
        return 1
    kind, files, lines = catalogue.kind_of(Consultation), {}, []
    for item in returned:
        fields, reopened = with_outcomes(item, catalogue.consultations.get(item.id))
        path = f"{kind.folder}/{item.id}.yml"
        files[path] = entry_file(fields, kind, catalogue.kinds)
        lines.append(
            f"{item.body.short_name}：答复{len(item.answers)}件，没有答复{item.unanswered}件，"
            f"写在{base_of(options.catalogue)}{path}"
        )
        lines += [f"  {number}的意见变了，采纳没有要重新定" for number in reopened]
    try:
        write_all(options.catalogue, files)
    except OSError as error:
        sys.stderr.write(f"写不了，一个文件也没有改：{describe_os_error(error)}。\n")
        return 1
    sys.stdout.write(
        "\n".join((*lines, "事项没有改。采纳没有、为什么，由编辑写进outcome。")) + "\n"
    )
    return 0
